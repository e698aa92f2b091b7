"""How is everything plugged together?"""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.settings import Settings, read_settings
from bot.watching import Count, watched
from handlers.desk import Desk, Message, Sorry
from handlers.reply import Reply
from handlers.respond import handle
from knowledge import finding
from knowledge.calendar import Calendar
from knowledge.complaint import BadLaw
from knowledge.load import HERE, load
from storage.cabinet import Cabinet, EmbeddedCabinet
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
    role = Role.ADMIN if records else Role.EVERYONE

    def local() -> datetime:
        """The time where the district is, if it has said so."""
        said = ""
        with suppress(StoreTrouble):  # whoever needs the records will hear of it
            said = records.setup().zone if records else ""
        return now().astimezone(ZoneInfo(said)) if said else now()

    return lambda: Desk(law, rank, calendar, local(), records, role, settings.admins)


def cabinet(settings: Settings) -> Cabinet:
    """The drawers of all districts, in PostgreSQL where that is set. Raises StoreTrouble."""
    if settings.database_url is None:
        return EmbeddedCabinet(settings.data)
    from storage.postgres import PostgresCabinet  # noqa: PLC0415 - a quarter of a second that files do not need

    return PostgresCabinet(settings.database_url.get_secret_value())


def drawer(settings: Settings) -> Store:
    """The district's records, until the process ends. Raises StoreTrouble."""
    found = cabinet(settings)
    atexit.register(found.close)
    return found.drawer(settings.district)


def responder(make: Callable[[], Desk], count: Count = lambda *_: None) -> Callable[[Message], Reply]:
    """What every surface calls with what it heard; each message is logged and counted, its words never."""
    return watched(lambda message: handle(message, make()), count)


def main() -> None:
    """Start the bot on the settings of the environment."""
    from bot import logs, web  # noqa: PLC0415 - the other commands do without a web server and a log
    from bot.clock import Clock, beat_of  # noqa: PLC0415 - nor a clock
    from bot.metrics import Metrics  # noqa: PLC0415
    from bot.web_posts import PageWay  # noqa: PLC0415
    from bot.web_ready import Watch  # noqa: PLC0415

    try:
        settings = read_settings()
        logs.set_up()
        # Bots that share a database share the work too; a folder has one.
        with nullcontext() if settings.database_url else only_bot(settings.data):
            metrics = Metrics()
            make = desk(settings, metrics.counting(drawer(settings), StoreTrouble))
            heart = Clock(lambda: [make()], {"page": PageWay()}, metrics.reminders, beat_of(settings.speed))
            web.serve(settings, make, responder(make, metrics.message), Watch(heart, metrics, settings.speed))
    except (Sorry, BadLaw, StoreTrouble) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
