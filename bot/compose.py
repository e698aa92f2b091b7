"""Builds the bot from its settings: the law, the models, the stores, the chats and the reminders; and starts it."""

from __future__ import annotations

import atexit
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.installed import IN_PROJECT
from bot.mail.server import mail_channel, mail_server
from bot.models import PACKAGE, AskedModels, ReadAll, Says, Sources, load_models, models_when_asked
from bot.runtime.district_service import DistrictService
from bot.runtime.logs import CountMessage, with_request_log
from bot.runtime.model_process import ModelProcess
from bot.settings import Settings, read_settings
from handlers.commands import COMMANDS
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import handle
from handlers.reminders.channels import Channel
from knowledge.complaint import BadLaw
from knowledge.counting import Calendar
from knowledge.finding import read_phrasings
from knowledge.law import Law, missing
from knowledge.load import HERE, load
from knowledge.reading.material import elements_of
from storage.atomic_files import only_bot
from storage.backup import backup_note
from storage.local_token import local_token
from storage.port import Store, StoreError
from storage.records import Event, Role
from storage.stores import EmbeddedStores, Stores
from storage.vault.sealed import PageChecks, SealedQuestions, WaitingFiles

if TYPE_CHECKING:
    from bot.runtime.heartbeat import Heartbeat
    from bot.runtime.metrics import Metrics
    from bot.web.app import Chat, Chats
    from storage.vault.vault import Vault

MakeDesk = Callable[[], Desk]
"""Makes the desk of one message, at the moment it is called."""
MakeDeskFor = Callable[[str, Store | None, Role, str | None], MakeDesk]
"""Gives a district's `MakeDesk` from its name, its records, the role of its people and the address of its page."""

LoadModels = Callable[[Says, Sources], ReadAll]
"""Loads the models, here or in another process, from what the book says of the elements and where the models are."""
THREAD_SWITCH_SECONDS = 0.001
"""Seconds that one thread runs before others get their turn: Slack wants an acknowledgment at once."""


def district_clock(settings: Settings) -> Callable[[], datetime]:
    """A clock in the district's time zone; with ``DPA_NOW`` it starts there, with ``DPA_SPEED`` it runs faster."""
    started = time.monotonic()
    begins = settings.now or datetime.now(settings.zone)
    begins = begins.replace(tzinfo=settings.zone) if begins.tzinfo is None else begins.astimezone(settings.zone)

    def now() -> datetime:
        passed = (time.monotonic() - started) * settings.speed
        return datetime.fromtimestamp(begins.timestamp() + passed, settings.zone)

    return now if settings.is_drill else lambda: datetime.now(settings.zone)


def open_law(settings: Settings) -> Law:
    """The package's law, or the district's copy. Raises BadLaw, also where a copy lacks what the program needs."""
    if settings.law is None:
        return load()
    law = load(settings.law)
    read_phrasings(settings.law / "phrasings")
    if missing_parts := list(missing(law)):
        raise BadLaw(missing_parts)
    return law


def sources(settings: Settings) -> Sources:
    """Where the models are. What is learned from a copy is kept with the records, never in the package."""
    return Sources(settings.law or HERE, settings.data if settings.law or not IN_PROJECT else None)


RECOGNIZER = "tesseract"


def recognizer(settings: Settings) -> str:
    """Where the program is that recognizes text in pictures; empty where there is none, or it is switched off."""
    return (settings.ocr == "on" and shutil.which(RECOGNIZER)) or ""


def desk_makers(settings: Settings, load_models: LoadModels = load_models, vault: Vault | None = None) -> MakeDeskFor:
    """Gives what makes each district's desks; without a vault, no question can be kept for the privacy lead.

    Raises BadLaw if the law files cannot be used.
    """
    law, calendar, now = open_law(settings), Calendar(), district_clock(settings)
    drills: defaultdict[str, dict[str, object]] = defaultdict(dict)
    ocr = recognizer(settings)
    models = AskedModels(load_models(elements_of(law.on(now().date())), sources(settings)))

    def for_district(district: str, records: Store | None, role: Role, page: str | None) -> MakeDesk:
        sealed = SealedQuestions(vault, district) if vault else None
        waiting = WaitingFiles(vault, district) if vault else None
        checks = PageChecks(vault, district) if vault else None

        def local_now() -> datetime:
            """The time in the district's own time zone, once setup has recorded one."""
            zone = ""
            with suppress(StoreError):  # a handler that needs the records reports it
                zone = records.setup().zone if records else ""
            return now().astimezone(ZoneInfo(zone)) if zone else now()

        def make() -> Desk:
            desk = Desk(law, models.rank, calendar, local_now(), records, role, settings.admins, page)
            invites = settings.links_begin(district)
            folder = (
                str(settings.register_folder or settings.data / "register") if district == settings.district else ""
            )
            desk = replace(desk, read=models.signs, frame=models.frame, commands=COMMANDS, invites=invites)
            desk = replace(desk, sealed=sealed, waiting=waiting)
            desk = replace(desk, page_checks=checks, drills=drills[district])
            failed = partial(_backup_failed, settings, district)
            return replace(desk, register=folder, mail=bool(settings.smtp_host), backup_failed=failed, recognizer=ocr)

        return make

    return for_district


def desk_maker(settings: Settings, records: Store | None = None, vault: Vault | None = None) -> MakeDesk:
    """Makes the desk for each message typed on this machine. Raises BadLaw, see ``desk_makers``."""
    role = Role.ADMIN if records else Role.EVERYONE
    return desk_makers(settings, models_when_asked, vault)(settings.district, records, role, "")


def responder(make_desk: MakeDesk, count: CountMessage = lambda *_: None) -> Callable[[Message], Reply]:
    """What every surface calls with a message; each message is counted and logged, but never its text."""
    return with_request_log(lambda message: handle(message, make_desk()), count)


def open_stores(settings: Settings) -> Stores:
    """The stores of all districts, in PostgreSQL where that is set. Raises StoreError."""
    if settings.database_url is None:
        return EmbeddedStores(settings.data)
    from storage.postgres.store import PostgresStores  # noqa: PLC0415 - a quarter of a second that files do not need

    return PostgresStores(settings.database_url.get_secret_value())


def vault_of(settings: Settings) -> Vault:
    """The bot's vault, closed when the process ends. Raises StoreError."""
    from storage.vault.vault import open_vault  # noqa: PLC0415 - a while that a question on the law does not need

    secrets = (settings.database_url, settings.secret_key)
    vault = open_vault(settings.data, *(secret.get_secret_value() if secret else "" for secret in secrets))
    atexit.register(vault.close)
    return vault


def name_district(settings: Settings, store: Store) -> None:
    """Put the name of the bot's own district into its setup, where that has none. Raises StoreError."""
    if settings.named and not store.setup().district:
        event = Event(who="settings", what="setup", when=district_clock(settings)(), surface="settings")
        store.change(event, lambda draft: [replace(draft.setup(), district=draft.setup().district or settings.named)])


def open_store(settings: Settings) -> Store:
    """The records of the bot's own district, closed when the process ends. Raises StoreError."""
    stores = open_stores(settings)
    atexit.register(stores.close)
    return stores.open(settings.district)


def run() -> None:
    """Start the bot with the settings of the environment; exits with a sentence where it cannot start."""
    from bot.runtime import logs  # noqa: PLC0415 - the other commands do without a log

    try:
        settings = read_settings()
        logs.set_up()
        # Bots that share a database share the work too; a folder has one.
        with nullcontext() if settings.database_url else only_bot(settings.data):
            serve(settings)
    except (Sorry, BadLaw) as problem:
        sys.exit(str(problem))
    except StoreError as trouble:
        sys.exit(trouble.whole)


def serve(settings: Settings) -> None:
    """Serve the page and the chats, and send reminders, until stopped. Raises Sorry, BadLaw, StoreError."""
    from bot.mcp import http as mcp  # noqa: PLC0415 - the other commands do without a web server
    from bot.runtime.metrics import Metrics  # noqa: PLC0415
    from bot.web import app as web  # noqa: PLC0415
    from bot.web.health import Health  # noqa: PLC0415
    from bot.web.oidc import own_sign_in  # noqa: PLC0415
    from bot.web.signing import SignIn  # noqa: PLC0415

    models = ModelProcess(models_inside)
    atexit.register(models.close)
    metrics, stores, vault = Metrics(), open_stores(settings), vault_of(settings)
    make_desks = desk_makers(settings, models.start, vault)
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    atexit.register(stores.close)
    name_district(settings, stores.open(settings.district))
    chats = connect_chats(settings, stores, vault)
    service = district_services(settings, stores, chats, make_desks, metrics)
    models.wait_ready()
    # Those who come by a link have a role of their own; only a person at this machine is an administrator.
    own = service(settings.district, Role.EVERYONE if settings.page_needs_sign_in else Role.ADMIN)
    heartbeat = make_heartbeat(settings, stores, chats, lambda district: service(district).desk(), metrics)
    # Teams' health is not reported where only the Playground on this machine is heard.
    problems = {name: chat.trouble for name, chat in chats.by_surface.items() if name != "teams" or settings.teams}
    if mail := mail_server(settings):
        problems["email"] = lambda: mail.trouble
    health = Health(heartbeat, metrics, settings.speed, problems, lambda: models.state, partial(_last_backup, settings))
    sign_in = SignIn(
        settings.page_url,
        chats.districts,
        service,
        at_machine=not settings.page_needs_sign_in,
        own=own_sign_in(settings),
        own_district=settings.district,
    )
    token = local_token(settings.data)
    web.serve(settings, own, health, *chats.mounts(service), mcp.mount, sign_in=sign_in, local_token=token)


def _last_backup(settings: Settings) -> tuple[datetime | None, bool]:
    """When the last backup of the bot's own district was made, and whether one has failed since."""
    noted = backup_note(settings.data, settings.district)
    return noted.made, noted.failed


def _backup_failed(settings: Settings, district: str) -> bool:
    return backup_note(settings.data, district).failed


def models_inside(says: Says, sources: Sources = PACKAGE) -> ReadAll:
    """The models in the bot's own process, where they cannot have a process of their own."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - only where numpy is in this process

    read_all = load_models(says, sources)
    threadpool_limits(1, user_api="blas")  # each answer has its own thread; more threads inside would only wait
    return read_all


def district_services(
    settings: Settings, stores: Stores, chats: Chats, make_desks: MakeDeskFor, metrics: Metrics
) -> Callable[..., DistrictService]:
    """Gives each district's service, by its name and the role of its people; each is made once."""

    @cache
    def store(district: str) -> Store:
        return metrics.count_errors(stores.open(district), StoreError)

    @cache
    def service(district: str, role: Role = Role.EVERYONE) -> DistrictService:
        page = settings.links_begin(district) if settings.page_needs_sign_in else ""
        make_desk = make_desks(district, store(district), role, page)
        answers = DistrictService(responder(make_desk, metrics.count_message), make_desk)
        return chats.refreshing(answers, district)

    return service


def make_heartbeat(
    settings: Settings, stores: Stores, chats: Chats, desk_of: Callable[[str], Desk], metrics: Metrics
) -> Heartbeat:
    """Sends the reminders of every district that a chat serves, and checks its posted pages."""
    from bot.links import PageChecker  # noqa: PLC0415
    from bot.runtime.heartbeat import Heartbeat, interval_for  # noqa: PLC0415 - the other commands send nothing
    from bot.web.app import PageChannel  # noqa: PLC0415

    def channels(district: str) -> dict[str, Channel]:
        """The page shows the posts of a district whose people can open it."""
        has_page = bool(settings.url) if settings.page_needs_sign_in else district == settings.district
        others = {**({"page": PageChannel()} if has_page else {}), **chats.ways(district)}
        return {**others, **mail_channel(settings, lambda: desk_of(district), others)}

    pages = PageChecker(loopback=settings.is_drill)
    atexit.register(pages.close)
    return Heartbeat(
        chats.districts,
        desk_of,
        channels,
        stores.with_due,
        metrics.count_reminders,
        interval_for(settings.speed),
        chats.changed,
        pages.begin,
    )


def connect_chats(settings: Settings, stores: Stores, vault: Vault) -> Chats:
    """The chats that the settings name; the vault keeps the tokens of Slack's workspaces where there are several."""
    from bot.teams.app import Integration  # noqa: PLC0415 - a quarter of a second that other commands do not need
    from bot.web.app import Chats  # noqa: PLC0415

    teams: Chat = Integration(settings, stores.districts)
    return Chats({"slack": connect_slack(settings, vault), "teams": teams} if settings.slack else {"teams": teams})


def connect_slack(settings: Settings, vault: Vault) -> Chat:
    """Slack, for one workspace or many."""
    from bot.slack.app import Integration  # noqa: PLC0415 - a good half second that a bot without Slack saves

    return Integration(settings, vault if settings.slack_client_id else None)
