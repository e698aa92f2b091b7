"""What is there in the small local Slack, what it remembers, and how it hinders."""

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple, Self

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp

SOCKET = "socket"
ANSWER_WITHIN = 3.0
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
ALL_SCOPES = (
    "app_mentions:read assistant:write channels:history channels:read chat:write commands files:read files:write "
    "groups:history groups:read im:history im:read im:write mpim:history mpim:read users:read"
)


class Answer(NamedTuple):
    """What the bot answered: 200 and a body in time; over the websocket the same, of the envelope's payload."""

    status: int
    body: str
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body) if self.body else {}


class Call(NamedTuple):
    """One call of the Web API."""

    method: str
    args: dict[str, Any]
    token: str
    answer: dict[str, Any]


@dataclass
class World:
    """One Slack with a workspace T1, and others when asked for, before anybody does anything in it."""

    to: str | AsyncApp = ""
    secret: str = "signing-secret"
    token: str = "xoxb-T1"
    app_token: str = "xapp-1"
    client_id: str = "client-1"
    client_secret: str = "client-secret"
    trigger_life: float = 3.0
    ahead: timedelta = timedelta()
    """How far its clock is ahead of ours."""
    scopes: set[str] = field(default_factory=lambda: set(ALL_SCOPES.split()))
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=lambda: {"xoxb-T1": "T1"})
    """By token; `oauth.v2.access` with the code ``code-T2`` makes ``xoxb-T2``."""
    revoked: set[str] = field(default_factory=set)
    rotating: bool = False
    """Whether an installed token ends after twelve hours and comes with a refresh token."""
    calls: list[Call] = field(default_factory=list)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    whispers: list[dict[str, Any]] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    triggers: dict[str, float] = field(default_factory=dict)
    hindrances: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    whim: Callable[[str], tuple[str, Any]] = lambda _: ("", "")
    """How a call of this method is hindered where nothing is planned: ("429", seconds), ("drop", ""), ("500", "")."""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    deaf: list[web.WebSocketResponse] = field(default_factory=list)
    connected: int = 0
    """How many websockets were ever opened."""
    quiet: bool = False
    down: bool = False
    _waiting: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _numbers: Any = field(default_factory=itertools.count)
    _last: dict[str, Any] = field(default_factory=dict)
    _runner: web.AppRunner | None = None
    _http: aiohttp.ClientSession | None = None
    origin: str = ""

    async def __aenter__(self) -> Self:
        from tests.bot.slack.small_slack.api import routes  # noqa: PLC0415 - it knows this file

        here = web.Application(client_max_size=70 * 1024 * 1024)
        here.add_routes(routes(self))
        self._runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        # A line a request: what a bot that was stopped has closed must not be taken up again.
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        self.user("UBOT", name="dpa", is_bot=True)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up()
        assert self._http and self._runner
        await self._http.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The base of the Web API."""
        return f"{self.origin}/api/"

    # What there is.

    def user(self, id: str, name: str = "", team: str = "T1", **fields: Any) -> str:
        """Somebody; `is_owner`, `is_primary_owner`, `is_restricted`, `is_ultra_restricted`, `deleted`, `tz` as in Slack."""
        profile = {"real_name": name, "display_name": name.split(" ", maxsplit=1)[0].lower()}
        self.users[id] = {"id": id, "team_id": team, "real_name": name, "profile": profile, "is_bot": False, **fields}
        return id

    def channel(self, id: str, name: str = "", *, member: bool = True, **fields: Any) -> str:
        """A conversation, C.., G.., or D..; `is_private`, `is_archived`, `is_ext_shared`; `member`: the bot is in it.

        ``members``: by their ids; everybody of the workspace but guests, if left out.
        """
        kind = {"C": "is_channel", "G": "is_group", "D": "is_im"}[id[0]]
        self.channels[id] = {
            "id": id,
            "name": name,
            kind: True,
            "is_member": member,
            "is_private": id[0] != "C",
            **fields,
        }
        return id

    def asked(self, method: str) -> list[dict[str, Any]]:
        """The arguments of each call of a method that went well."""
        return [call.args for call in self.calls if call.method == method and call.answer.get("ok")]

    def said(self, channel: str) -> list[dict[str, Any]]:
        """The messages that stand there now."""
        return self.messages[channel]

    # What it makes.

    def trigger(self) -> str:
        """A new trigger id: for one view, for `trigger_life` seconds."""
        made = f"{next(self._numbers)}.trigger"
        self.triggers[made] = time.monotonic() + self.trigger_life
        return made

    def response_url(self, channel: str, ts: str = "") -> str:
        return f"{self.origin}/respond/{channel}/{ts or '-'}/{next(self._numbers)}"

    def team_of(self, user: str) -> str:
        return str(self.users.get(user, {}).get("team_id", "T1"))

    def chat_with(self, user: str) -> str:
        """The direct chat with somebody."""
        made = f"D{user[1:]}"
        if made not in self.channels:
            self.channel(made, user=user)
        return made

    def written(self, text: str, user: str, channel: str, thread: str = "", **fields: Any) -> dict[str, Any]:
        """A message that somebody wrote; it stands in the channel."""
        message = {"type": "message", "user": user, "text": text, "channel": channel, "ts": self.ts(), **fields}
        message |= {"team": self.team_of(user)} | ({"thread_ts": thread} if thread else {})
        self.messages[channel].append(message)
        return dict(message)

    def ts(self) -> str:
        return f"{time.time():.0f}.{next(self._numbers):06d}"

    def file(self, name: str, content: bytes, user: str = "U1") -> dict[str, Any]:
        """A file as events and modals name it; `url_private_download` asks for the token."""
        id = f"F{next(self._numbers)}"
        address = f"{self.origin}/files/{id}/{name}"
        media = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
        found = {"id": id, "name": name, "title": name, "mimetype": media, "size": len(content), "user": user}
        found |= {"url_private": address, "url_private_download": address, "filetype": name.rpartition(".")[2]}
        self.files[id] = {**found, "content": content}
        return found

    def keep_view(self, view: dict[str, Any], id: str = "") -> dict[str, Any]:
        """The view as Slack sends it back, with its id and a new hash."""
        id = id or f"V{next(self._numbers)}"
        meta = {"id": id, "hash": f"{next(self._numbers)}.hash", "root_view_id": id, "team_id": "T1", "app_id": "A1"}
        self.views[id] = {"private_metadata": "", "callback_id": "", **view, **meta, "state": {"values": {}}}
        return self.views[id]

    def acknowledged(self, answer: dict[str, Any]) -> None:
        waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
        if waiting and not waiting.done():
            waiting.set_result(answer)

    # How it hinders.

    def slow_down(self, method: str, seconds: int = 30, times: int = 1) -> None:
        self.hindrances[method] += [("429", seconds)] * times

    def fail(self, method: str, error: str, times: int = 1) -> None:
        self.hindrances[method] += [("error", error)] * times

    def break_down(self, method: str, times: int = 1, media: str = "text/plain") -> None:
        """Not Slack answers, but something before it: status 500 with a page."""
        self.hindrances[method] += [("500", media)] * times

    def drop(self, method: str, times: int = 1) -> None:
        self.hindrances[method] += [("drop", "")] * times

    def revoke(self, token: str = "") -> None:
        self.revoked.add(token or self.token)

    def deafen(self) -> None:
        """The websockets that stand now answer pings and bring nothing any more; new ones are well."""
        self.deaf += self.sockets

    async def hang_up(self) -> None:
        """End all websockets, as Slack does without a word before."""
        for socket in [*self.sockets]:
            await socket.close()
