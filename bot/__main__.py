"""How is everything plugged together?"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.settings import Settings, read_settings
from handlers.desk import Desk, Message, Sorry
from handlers.reply import Reply
from handlers.respond import respond
from knowledge import finding
from knowledge.calendar import Calendar
from knowledge.complaint import BadLaw
from knowledge.load import HERE, load
from storage.embedded import open_embedded
from storage.files import only_bot
from storage.port import Store, StoreTrouble
from storage.records import Role

TRAINED = Path(finding.__file__).parent / "trained.npz"
PHRASINGS = HERE / "phrasings"


def clock(settings: Settings) -> Callable[[], datetime]:
    """The district's time; with ``DPA_NOW`` it starts there, with ``DPA_SPEED`` it runs faster."""
    started = time.monotonic()
    begins = settings.now or datetime.now(settings.zone)
    begins = begins.replace(tzinfo=settings.zone) if begins.tzinfo is None else begins.astimezone(settings.zone)

    def now() -> datetime:
        passed = (time.monotonic() - started) * settings.speed
        return datetime.fromtimestamp(begins.timestamp() + passed, settings.zone)

    return now if settings.now or settings.speed != 1 else lambda: datetime.now(settings.zone)


def finder() -> finding.Finder:
    """The finder trained from the phrasings; trained anew (some seconds) when they have changed since."""
    stamp = finding.stamp(PHRASINGS)
    ready = finding.Finder.load(TRAINED, stamp)
    if ready is None:
        print("Learning the phrasings, once …", file=sys.stderr, flush=True)  # noqa: T201
        ready = finding.train(finding.read_phrasings(PHRASINGS))
        try:
            ready.save(TRAINED, stamp)
        except OSError as problem:
            print(f"(not kept: {problem})", file=sys.stderr)  # noqa: T201
    return ready


def desk(settings: Settings, records: Store | None = None) -> Callable[[], Desk]:
    """What makes the desk for each message. Raises BadLaw when the law files cannot be used."""
    law, rank, calendar, now = load(), finder().rank, Calendar(), clock(settings)
    return lambda: Desk(law, rank, calendar, now(), records, Role.ADMIN if records else Role.EVERYONE)


def drawer(settings: Settings) -> Store:
    """The district's records. Raises StoreTrouble."""
    return open_embedded(settings.data, settings.district)


def responder(make: Callable[[], Desk]) -> Callable[[Message], Reply]:
    """What every surface calls with what it heard."""
    return lambda message: respond(message, make())


def main() -> None:
    """Start the bot on the settings of the environment."""
    from bot import web  # noqa: PLC0415 - the other commands do without a web server
    from bot.clock import Clock  # noqa: PLC0415 - nor a clock

    try:
        settings = read_settings()
        with only_bot(settings.data):
            make = desk(settings, drawer(settings))
            heart = Clock(make, web.send)
            web.serve(settings, make, heart)
    except (Sorry, BadLaw, StoreTrouble) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
