"""A small Slack of our own on 127.0.0.1: what it is told, it does and remembers; what it sends, it signs.

    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz")                # as users.info tells it; any of Slack's fields may be given
        slack.channel("C1", name="privacy", is_private=True)
        slack.to = "http://127.0.0.1:3978/slack/events"  # where it sends: an address, an AsyncApp, or SOCKET
        got = await slack.command("/dpa", "due", user="U1", channel="C1")
        assert got.status == 200 and slack.said("C1")[-1]["text"] == "..."

Its addresses: `slack.url` (Web API, for ``DPA_SLACK_API_URL`` and ``AsyncWebClient(base_url=...)``). Its secrets:
`slack.token`, `slack.secret` (signing), `slack.app_token`, `slack.client_id`, `slack.client_secret`.

What it got: `slack.calls` (all, in order, as `Call(method, args, token, answer)`), `slack.asked("views.open")` (their
args), `slack.said("C1")` (the messages that stand there now), `slack.whispers` (ephemeral ones), `slack.replies` (sent
to a response_url), `slack.views` (open and closed modals by id, as Slack sends them back), `slack.homes` (by person).

How it hinders: `slack.slow_down(method, seconds, times)` answers 429; `slack.fail(method, error, times)`;
`slack.break_down(method, times)` answers 500 with a page; `slack.drop(method, times)` does it and hangs up without a
word; `slack.whim` hinders by chance; `slack.scopes` (what the token may); `slack.revoke(token)`; `slack.trigger_life`
(seconds). `slack.hang_up()` ends the websockets, `slack.quiet = True` lets them stand without a word,
`slack.deafen()` without a message, `slack.down = True` refuses everything.

How people act, each answered with `Answer(status, body, seconds)` of the bot: `command`, `mention`, `direct` (message),
`event` (any), `press` (a button of a message, home or modal), `submit` (a modal), `close`, `shortcut` (on a message),
`opens_home`, `drops_file`. All take ``retry=1`` for the same one once more, with the last one's ids. `send` is below
them. `elements(on)` finds the buttons of a message or view; ``await until(lambda: slack.said("C1"))`` waits for what
the bot does after its answer.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

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
class Slack:
    """One Slack with a workspace T1, and others when asked for."""

    to: str | AsyncApp = ""
    secret: str = "signing-secret"
    token: str = "xoxb-T1"
    app_token: str = "xapp-1"
    client_id: str = "client-1"
    client_secret: str = "client-secret"
    trigger_life: float = 3.0
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
        """A conversation, C.., G.., or D..; `is_private`, `is_archived`, `is_ext_shared`; `member`: the bot is in it."""
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

    # What people do.

    async def command(
        self, command: str, text: str = "", *, user: str = "U1", channel: str = "C1", **more: Any
    ) -> Answer:
        fields = {
            "command": command,
            "text": text,
            "user_id": user,
            "user_name": "person",
            "team_id": self.team_of(user),
            "team_domain": "district",
            "channel_id": channel,
            "channel_name": "directmessage" if channel[0] == "D" else self.channels.get(channel, {}).get("name", ""),
            "trigger_id": self.trigger(),
            "response_url": self.response_url(channel),
            "api_app_id": "A1",
            "is_enterprise_install": "false",
        }
        return await self.send("slash_commands", fields, **more)

    async def event(self, event: dict[str, Any], *, team: str = "T1", **more: Any) -> Answer:
        """Any event; `more` may have `event_id`."""
        body = {
            "type": "event_callback",
            "team_id": team,
            "api_app_id": "A1",
            "event_id": more.pop("event_id", "") or f"Ev{next(self._numbers)}",
            "event_time": int(time.time()),
            "event": event,
            "authorizations": [{"team_id": team, "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}],
        }
        return await self.send("events_api", body, **more)

    async def mention(
        self, text: str, *, user: str = "U1", channel: str = "C1", thread: str = "", **more: Any
    ) -> Answer:
        """``text`` follows the bot's name."""
        message = self.written(f"<@UBOT> {text}", user, channel, thread)
        return await self.event({**message, "type": "app_mention"}, team=self.team_of(user), **more)

    async def direct(self, text: str, *, user: str = "U1", thread: str = "", files: Any = (), **more: Any) -> Answer:
        """A message to the bot in the chat with that person (D of the same number)."""
        channel = self.chat_with(user)
        message = self.written(text, user, channel, thread)
        if files:
            message |= {"subtype": "file_share", "files": list(files)}
        return await self.event({**message, "channel_type": "im"}, team=self.team_of(user), **more)

    async def drops_file(self, name: str, content: bytes, text: str = "", *, user: str = "U1", **more: Any) -> Answer:
        """A file in the chat with the bot."""
        return await self.direct(text, user=user, files=[self.file(name, content, user)], **more)

    async def opens_home(self, user: str = "U1", tab: str = "home", **more: Any) -> Answer:
        event = {"type": "app_home_opened", "user": user, "channel": self.chat_with(user), "tab": tab}
        if user in self.homes:
            event["view"] = self.homes[user]
        return await self.event(event, team=self.team_of(user), **more)

    async def shortcut(self, callback_id: str, message: dict[str, Any], *, user: str = "U1", **more: Any) -> Answer:
        """A shortcut on somebody's message (one of `said`, or of `written`)."""
        body = {
            "type": "message_action",
            "callback_id": callback_id,
            "trigger_id": self.trigger(),
            "response_url": self.response_url(message["channel"]),
            "message_ts": message["ts"],
            "message": message,
            "channel": {"id": message["channel"], "name": self.channels.get(message["channel"], {}).get("name", "")},
            **self._who(user),
        }
        return await self.send("interactive", body, **more)

    async def press(self, action: dict[str, Any], on: dict[str, Any], *, user: str = "U1", **more: Any) -> Answer:
        """An element (`elements(on)` finds it), with what was chosen added, of a message or a view `on`."""
        state = {"type": "button", "block_id": "", **action, "action_ts": f"{time.time():.6f}"}
        body: dict[str, Any] = {
            "type": "block_actions",
            "actions": [state],
            "trigger_id": self.trigger(),
            **self._who(user),
        }
        if "ts" in on:
            where = {"message_ts": on["ts"], "channel_id": on["channel"], "is_ephemeral": on.get("ephemeral", False)}
            body |= {"container": {"type": "message", **where}, "channel": {"id": on["channel"]}}
            body |= {"response_url": self.response_url(on["channel"], on["ts"])}
            body |= {} if on.get("ephemeral") else {"message": on}
        else:
            body |= {"container": {"type": "view", "view_id": on["id"]}, "view": on}
        return await self.send("interactive", body, **more)

    async def submit(
        self, view: dict[str, Any], values: dict[str, dict[str, Any]], *, user: str = "U1", **more: Any
    ) -> Answer:
        """A modal, with `values` by block_id and action_id, as in ``{"vendor": {"vendor": {"type":..., "value":...}}}``."""
        filled = {**view, "state": {"values": values}}
        body = {"type": "view_submission", "view": filled, "trigger_id": self.trigger(), **self._who(user)}
        got = await self.send("interactive", body, **more)
        answer = got.json if got.status == 200 and got.body else {}
        if answer.get("response_action") in {"update", "push"}:
            self.keep_view(answer["view"], view["id"] if answer["response_action"] == "update" else "")
        return got

    async def close(self, view: dict[str, Any], *, user: str = "U1", **more: Any) -> Answer:
        body = {"type": "view_closed", "view": view, "is_cleared": False, **self._who(user)}
        return await self.send("interactive", body, **more)

    # What lies below.

    async def send(
        self, kind: str, body: dict[str, Any], *, retry: int = 0, secret: str = "", skew: int = 0, **headers: str
    ) -> Answer:
        """Deliver signed, as ``slash_commands``, ``events_api`` or ``interactive``.

        `retry`: the last body of this kind again, as Slack retries; `secret`: sign with another; `skew`: so many
        seconds from now.
        """
        body = self._last.get(kind, body) if retry else body
        self._last[kind] = body
        began = time.perf_counter()
        if self.to == SOCKET:
            status, text = await self._over_socket(kind, body, retry)
        else:
            raw, media = self.raw(kind, body)
            headers = {**self.signed(raw, secret or self.secret, skew), "Content-Type": media, **headers}
            if retry:
                headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
            status, text = await self._over_http(raw, headers)
        return Answer(status, text, time.perf_counter() - began)

    @staticmethod
    def raw(kind: str, body: dict[str, Any]) -> tuple[str, str]:
        """The body as Slack writes it, and its media type."""
        if kind == "events_api":
            return json.dumps(body), JSON
        return urlencode(body if kind == "slash_commands" else {"payload": json.dumps(body)}), FORM

    @staticmethod
    def signed(raw: str, secret: str, skew: int = 0) -> dict[str, str]:
        """The headers that Slack signs with."""
        at = str(int(time.time()) + skew)
        digest = hmac.new(secret.encode(), f"v0:{at}:{raw}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}

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

    def _who(self, user: str) -> dict[str, Any]:
        team = self.team_of(user)
        home = {"team": {"id": team, "domain": "district"}, "user": {"id": user, "team_id": team, "name": "person"}}
        return {**home, "api_app_id": "A1", "is_enterprise_install": False, "enterprise": None}

    async def _over_http(self, raw: str, headers: dict[str, str]) -> tuple[int, str]:
        if isinstance(self.to, AsyncApp):
            got = await self.to.async_dispatch(AsyncBoltRequest(body=raw, headers={k: [v] for k, v in headers.items()}))
            return got.status, got.body or ""
        assert self._http
        timeout = aiohttp.ClientTimeout(ANSWER_WITHIN)
        try:
            async with self._http.post(self.to, data=raw.encode(), headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.text()
        except (TimeoutError, aiohttp.ClientError) as trouble:
            return 0, type(trouble).__name__

    async def _over_socket(self, kind: str, payload: dict[str, Any], retry: int) -> tuple[int, str]:
        """To the websocket opened last; status 0 where nobody acknowledges in time."""
        envelope = {"envelope_id": f"E{next(self._numbers)}", "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        waiting = self._waiting[envelope["envelope_id"]] = asyncio.get_running_loop().create_future()
        if self.sockets and not self.quiet and self.sockets[-1] not in self.deaf:
            await self.sockets[-1].send_json(envelope)
        with suppress(TimeoutError):
            answer = await asyncio.wait_for(waiting, ANSWER_WITHIN)
            return 200, json.dumps(answer["payload"]) if answer.get("payload") else ""
        return 0, "nobody acknowledged"

    def acknowledged(self, answer: dict[str, Any]) -> None:
        waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
        if waiting and not waiting.done():
            waiting.set_result(answer)


def elements(on: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons and other elements of a message or view, each with its block_id, as `press` takes them."""
    return [
        {**element, "block_id": block.get("block_id", "")}
        for block in on.get("blocks", [])
        for element in [*block.get("elements", []), block.get("accessory"), block.get("element")]
        if element and "action_id" in element
    ]


async def until(done: Callable[[], object], seconds: float = 60.0) -> None:
    """Ask again and again, and fail when it takes too long: longer than a machine stands still that others use too."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        await asyncio.sleep(0.01)
