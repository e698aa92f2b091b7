"""How is everything plugged together?"""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.runtime.district_service import DistrictService
from bot.runtime.request_log import Count, watched
from bot.settings import Settings, read_settings
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.dispatch import handle
from handlers.reminders.channels import Channel
from knowledge import finding
from knowledge.calendar import Calendar
from knowledge.complaint import BadLaw
from knowledge.load import HERE, load
from storage.embedded.atomic_files import only_bot
from storage.port import Store, StoreError
from storage.records import Role
from storage.stores import EmbeddedStores, Stores

if TYPE_CHECKING:
    from bot.web.integrations import Chat, Chats

TRAINED = Path(finding.__file__).parent / "trained.npz"
PHRASINGS = HERE / "phrasings"
SWITCH = 0.001
"""Seconds after which a thread that answers lets the others run: Slack wants to be acknowledged at once."""


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


def desks(settings: Settings) -> Callable[[Store | None, Role, str | None], Callable[[], Desk]]:
    """What makes the desks of a district: with the role that a surface gives, and where the page is entered.

    Raises BadLaw if the law is of no use.
    """
    law, rank, calendar, now = load(), finder().rank, Calendar(), clock(settings)

    def of(records: Store | None, role: Role, page: str | None) -> Callable[[], Desk]:
        def local() -> datetime:
            """The time where the district is, if it has said so."""
            said = ""
            with suppress(StoreError):  # whoever needs the records will hear of it
                said = records.setup().zone if records else ""
            return now().astimezone(ZoneInfo(said)) if said else now()

        return lambda: Desk(law, rank, calendar, local(), records, role, settings.admins, page)

    return of


def desk(settings: Settings, records: Store | None = None) -> Callable[[], Desk]:
    """What makes the desk for each message of somebody at this machine. Raises BadLaw, see ``desks``."""
    return desks(settings)(records, Role.ADMIN if records else Role.EVERYONE, "")


def cabinet(settings: Settings) -> Stores:
    """The drawers of all districts, in PostgreSQL where that is set. Raises StoreError."""
    if settings.database_url is None:
        return EmbeddedStores(settings.data)
    from storage.postgres.store import PostgresStores  # noqa: PLC0415 - a quarter of a second that files do not need

    return PostgresStores(settings.database_url.get_secret_value())


def drawer(settings: Settings) -> Store:
    """The district's records, until the process ends. Raises StoreError."""
    found = cabinet(settings)
    atexit.register(found.close)
    return found.open(settings.district)


def responder(make: Callable[[], Desk], count: Count = lambda *_: None) -> Callable[[Message], Reply]:
    """What every surface calls with what it heard; each message is logged and counted, its words never."""
    return watched(lambda message: handle(message, make()), count)


def main() -> None:
    """Start the bot on the settings of the environment."""
    from bot.runtime import logs  # noqa: PLC0415 - the other commands do without a log

    try:
        settings = read_settings()
        logs.set_up()
        # Bots that share a database share the work too; a folder has one.
        with nullcontext() if settings.database_url else only_bot(settings.data):
            start(settings)
    except (Sorry, BadLaw, StoreError) as problem:
        sys.exit(str(problem))


def start(settings: Settings) -> None:
    """Serve the page and the chats that are connected, and beat, until stopped. Raises Sorry, BadLaw, StoreError."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - one answer at a time may use all cores

    from bot.runtime.heartbeat import Clock, beat_of  # noqa: PLC0415 - nor a clock
    from bot.runtime.metrics import Metrics  # noqa: PLC0415
    from bot.web import app as web  # noqa: PLC0415 - the other commands do without a web server
    from bot.web.channel import PageWay  # noqa: PLC0415
    from bot.web.health import Watch  # noqa: PLC0415
    from bot.web.sign_in import Door, entrance  # noqa: PLC0415

    metrics, drawers, of = Metrics(), cabinet(settings), desks(settings)
    threadpool_limits(1, user_api="blas")  # each answer has a thread; theirs beside it wait for one another
    sys.setswitchinterval(SWITCH)
    atexit.register(drawers.close)
    chats = connected(settings, drawers)

    @cache
    def store(district: str) -> Store:
        return metrics.counting(drawers.open(district), StoreError)

    @cache
    def office(district: str, role: Role = Role.EVERYONE) -> DistrictService:
        make = of(store(district), role, entrance(settings.url, district) if settings.linked else "")
        return chats.settling(DistrictService(responder(make, metrics.message), make), district)

    def ways(district: str) -> dict[str, Channel]:
        """The page is a place for the posts of a district whose people come to see it."""
        seen = bool(settings.url) if settings.linked else district == settings.district
        return {**({"page": PageWay()} if seen else {}), **chats.ways(district)}

    # Whoever comes by a link has a role of their own; only somebody at this machine administers.
    here = office(settings.district, Role.EVERYONE if settings.linked else Role.ADMIN)
    of_one, every = lambda one: office(one).desk(), beat_of(settings.speed)
    heart = Clock(chats.districts, of_one, ways, drawers.with_due, metrics.reminders, every, chats.changed)
    # Of Teams nothing is told where only the Playground on this machine is heard.
    troubles = {name: chat.trouble for name, chat in chats.by_surface.items() if name != "teams" or settings.teams}
    watch = Watch(heart, metrics, settings.speed, troubles)
    door = Door(settings.url, chats.districts, office) if settings.linked else None
    web.serve(settings, here, watch, *chats.mounts(office), door=door)


def connected(settings: Settings, drawers: Stores) -> Chats:
    """The chats, as the settings say. Raises StoreError where Slack's many tokens cannot be kept."""
    from bot.teams.integration import Integration  # noqa: PLC0415 - a quarter of a second that the other commands do not need
    from bot.web.integrations import Chats  # noqa: PLC0415

    teams: Chat = Integration(settings, drawers.districts)
    return Chats({"slack": in_slack(settings), "teams": teams} if settings.slack else {"teams": teams})


def in_slack(settings: Settings) -> Chat:
    """Slack, for one workspace or many. Raises StoreError."""
    from bot.slack.integration import Integration  # noqa: PLC0415 - a good half second that a bot without Slack does not need

    if not settings.slack_client_id:
        return Integration(settings)
    from storage.vault.vault import open_vault  # noqa: PLC0415 - only for many workspaces

    vault = open_vault(
        settings.data,
        *(secret.get_secret_value() if secret else "" for secret in (settings.database_url, settings.secret_key)),
    )
    atexit.register(vault.close)
    return Integration(settings, vault)


if __name__ == "__main__":
    main()
