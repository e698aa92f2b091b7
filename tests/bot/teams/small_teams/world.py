"""Who and what is there in the small local Teams, and how does it deliver?"""

import asyncio
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self
from uuid import NAMESPACE_URL, uuid5

import aiohttp
from aiohttp import web

from tests.bot.teams.small_teams import tokens

Json = dict[str, Any]
APP = "11111111-1111-4111-8111-111111111111"
TENANT = "0ff1ce00-0000-4000-8000-000000000001"
ELSEWHERE = "0ff1ce00-0000-4000-8000-000000000009"
ANSWER_WITHIN, INVOKE_WITHIN = 15.0, 5.0
CARD = "application/vnd.microsoft.card.adaptive"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


class Answer(NamedTuple):
    """What the bot answered, and after how long; status 0 where it did not in time."""

    status: int
    body: str
    seconds: float

    @property
    def json(self) -> Json:
        return json.loads(self.body) if self.body else {}

    @property
    def card(self) -> Json:
        """The card of a dialog, an Execute, or a message extension."""
        found = self.json
        if found.get("type") == CARD:
            return found["value"]
        value = found.get("task", {}).get("value", {})
        return value["card"]["content"] if isinstance(value, dict) and "card" in value else {}


class Call(NamedTuple):
    """One call of the connector."""

    what: str
    path: str
    args: Json
    status: int


@dataclass(frozen=True)
class Person:
    """Somebody: `id` as the bot is told, `aad` the Entra object id."""

    id: str
    aad: str
    name: str
    tenant: str
    guest: bool = False


@dataclass
class Room:
    """A conversation: ``personal``, ``groupChat`` or ``channel``; `sort` of a channel: standard, private, shared."""

    id: str
    kind: str
    members: list[str]
    name: str = ""
    sort: str = ""
    team: str = ""
    installed: bool = True
    messages: list[Json] = field(default_factory=list)


@dataclass
class World:
    """One Teams, before anybody does anything in it."""

    to: str = ""
    app_id: str = APP
    secret: str = "app-secret"
    tenant: str = TENANT
    takes_whispers: bool = True
    tells_sorts: bool = True
    """Whether what is said in a channel has the channel's sort."""
    lists_sorts: bool = True
    """Whether a team's list of channels has them; without, it has standard channels only."""
    lists: Json | None = None
    """What it answers in the place of a team's list."""
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    whispers: list[Json] = field(default_factory=list)
    typing: list[str] = field(default_factory=list)
    """The rooms in which the bot was seen to type."""
    uploads: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    bearers: dict[str, str] = field(default_factory=dict)
    """The bot's tokens that were given out, and to whose authority (the tenant asked)."""
    hindrances: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    tells_lengths: bool = True
    """Whether a file comes with its length."""
    whim: Callable[[str], tuple[str, Any]] = lambda _: ("", "")
    """How a call is hindered where nothing is planned: ("429", seconds), ("502", ""), ("drop", ""), ("hang", "")."""
    published: list[Json] = field(default_factory=lambda: [tokens.published("k1", endorsements=["msteams"])])
    """The channel's keys."""
    lines: set[Any] = field(default_factory=set)
    """From where the bot's calls came: one for each connection."""
    origin: str = ""
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _last: Json = field(default_factory=dict)
    _tokens: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    _held: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None
    _http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        from tests.bot.teams.small_teams.api import routes  # noqa: PLC0415 - it knows this file

        here = web.Application(client_max_size=70 * 1024 * 1024)
        here.add_routes(routes(self))
        self._runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.let_go()
        assert self._http and self._runner
        await self._http.close()
        await self._runner.cleanup()

    @property
    def service(self) -> str:
        return f"{self.origin}/amer/"

    @property
    def issuer(self) -> str:
        return f"{self.origin}/issuer"

    @property
    def metadata(self) -> str:
        return f"{self.origin}/issuer/.well-known/openidconfiguration"

    @property
    def login(self) -> str:
        """Where the bot gets its tokens: the authority of a multi-tenant app."""
        return f"{self.origin}/botframework.com"

    @property
    def entra(self) -> str:
        """Entra: ``{entra}/{tenant}/discovery/v2.0/keys`` and the like."""
        return self.origin

    @property
    def bot(self) -> str:
        return f"28:{self.app_id or 'bot'}"

    # What there is.

    def person(self, key: str, name: str = "", *, guest: bool = False, tenant: str = "") -> Person:
        """Somebody, and the chat with the bot (where it is installed)."""
        aad = str(uuid5(NAMESPACE_URL, f"person:{key}"))
        made = self.people[key] = Person(f"29:{key}", aad, name or key, tenant or self.tenant, guest)
        self.rooms[key] = Room(f"a:{key}", "personal", [key])
        return made

    def group(self, key: str, *members: str) -> Room:
        return self._room(key, Room(f"19:{key}@thread.v2", "groupChat", list(members)))

    def channel(self, key: str, *members: str, name: str = "", kind: str = "standard", team: str = "") -> Room:
        """A channel, of a team of its own unless another's id is given; the team's first has the team's id."""
        id = f"19:{key}@thread.tacv2"
        team = team or f"19:team-{key}@thread.tacv2"
        return self._room(key, Room(id, "channel", list(members), name or key, kind, team))

    def said(self, where: str, thread: str = "") -> list[Json]:
        """The bot's messages that stand there now, whispers left out."""
        return [
            one
            for one in self.rooms[where].messages
            if one["from"]["id"] == self.bot and (not thread or one.get("thread") == thread)
        ]

    def asked(self, what: str) -> list[Json]:
        """The bodies of each call of a kind that went well."""
        return [call.args for call in self.calls if call.what == what and call.status < 300]

    # How it hinders.

    def slow_down(self, what: str, seconds: float = 30, times: int = 1) -> None:
        self.hindrances.setdefault(what, []).extend([("429", seconds)] * times)

    def refuse(self, what: str, status: int, code: str = "", times: int = 1) -> None:
        self.hindrances.setdefault(what, []).extend([(str(status), code)] * times)

    def drop(self, what: str, times: int = 1) -> None:
        self.hindrances.setdefault(what, []).extend([("drop", "")] * times)

    def mumble(self, what: str, raw: bytes, times: int = 1) -> None:
        """Do it, and answer that in the place of JSON."""
        self.hindrances.setdefault(what, []).extend([("raw", raw)] * times)

    def hang(self, what: str, times: int = 1) -> None:
        self.hindrances.setdefault(what, []).extend([("hang", "")] * times)

    def let_go(self) -> None:
        """What hangs is answered."""
        self._held.set()
        self._held = asyncio.Event()

    def number(self) -> str:
        """An id as Teams gives them: milliseconds, none twice."""
        return str(1_790_000_000_000 + next(self._numbers))

    def room_of(self, conversation: str) -> tuple[Room | None, str]:
        """The room with this id, and the thread that the id names."""
        id, _, thread = conversation.partition(";messageid=")
        return next((room for room in self.rooms.values() if room.id == id), None), thread

    def _room(self, key: str, room: Room) -> Room:
        self.rooms[key] = room
        return room
