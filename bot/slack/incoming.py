"""Reads what Slack sends: commands, mentions, direct messages, buttons and forms."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from bot.chat.caches import LookupCache
from bot.chat.received import Incoming
from bot.chat.transport import Who
from bot.slack.client import TROUBLE, Client, why
from bot.slack.notify import EVENT
from bot.slack.render.blocks import FORM, kept, proposal_in, said, values
from bot.slack.render.buttons import WITH_FILES

_MARK = re.compile(r"<([^<>\n]*)>")
_ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def written(text: str, bot: str = "") -> str:
    """The text as its author sees it, people and channels by our ids; without the name of the bot itself."""
    plain = _MARK.sub(lambda mark: _mark(mark[1], bot), text)
    return re.sub("&lt;|&gt;|&amp;", lambda found: _ESCAPED[found[0]], plain).strip(" \t\n\r\u00a0,:")


def people(text: str) -> tuple[str, ...]:
    """Slack's ids of those who are named in a text of ours, each once, in order."""
    return tuple(dict.fromkeys(re.findall(r"\bslack:([UW][A-Z0-9]+)", text)))


def _mark(inner: str, bot: str) -> str:
    """One mark: a person, a channel, a group, a date or a link, with its label where it has one."""
    target, _, label = inner.partition("|")
    match target[:1]:
        case "@":
            return "" if target[1:] == bot else f"slack:{target[1:]}"
        case "#":
            return f"slack:{target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            return label if label and target.rstrip("/").endswith(label.rstrip("/")) else target


Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """A place, as Slack knows it."""

    name: str = ""
    private: bool = False
    member: bool = False
    """Whether the bot is in it."""
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackIncoming(Incoming):
    """One thing said, pressed or sent in Slack."""

    surface: ClassVar[str] = "slack"
    channel: str = ""
    """Empty on the App Home, and in a form that was opened there."""
    chat: bool = False
    """In the direct messages with the bot, where every answer may stand."""
    channel_name: str = ""
    trigger: str = ""
    response_url: str = ""
    view: str = ""
    """The modal or Home in which something was pressed or filled in."""
    in_home: bool = False
    on_message: bool = False
    """Whether a message's button was pressed, which the answer may replace."""
    spoken_at: str = ""
    """The message in which it was said."""
    new_thread: bool = False
    files: tuple[str, ...] = ()
    """Ids."""
    where: Where = Where()
    """The place, once Slack was asked."""

    @property
    def under(self) -> str:
        """The message under which it goes on: that of its thread, or the one in which it was said; empty for none."""
        return self.thread or self.spoken_at

    @property
    def place(self) -> str:
        """Where the conversation is kept."""
        return ":".join(filter(None, ("slack", self.channel, self.under))) if self.channel else ""

    @property
    def direct(self) -> bool:
        """Whether it was said in direct messages, in the Home, or in what was opened there."""
        return not self.channel or self.channel.startswith("D")

    @property
    def alone(self) -> bool:
        """Whether nobody but the author reads what is said there."""
        return self.chat or self.direct

    @property
    def key(self) -> str:
        """The author and the channel."""
        return f"{self.channel} {self.user}"

    def people(self, text: str) -> tuple[str, ...]:
        """Slack's ids of those who are named in a text, without the author."""
        return tuple(id for id in people(text) if id != self.user)


def command(body: Json) -> SlackIncoming:
    """A slash command; Slack gives none in threads."""
    return SlackIncoming(
        text=written(body.get("text", "")),
        user=body["user_id"],
        channel=body.get("channel_id", ""),
        channel_name=body.get("channel_name", ""),
        request=f"slack:{body['trigger_id']}",
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),
    )


def mention(body: Json, bot: str) -> SlackIncoming:
    """The bot's name in a channel, with what was said to it."""
    event = body["event"]
    return SlackIncoming(
        text=written(event.get("text", ""), bot),
        user=event["user"],
        channel=event["channel"],
        thread=event.get("thread_ts", ""),
        spoken_at=event["ts"],
        request=f"slack:{body['event_id']}",
        files=_file_ids(event),
    )


def direct(body: Json, bot: str) -> SlackIncoming:
    """A direct message; each begins a thread, or goes on in one."""
    event = body["event"]
    return SlackIncoming(
        text=written(event.get("text", ""), bot),
        user=event["user"],
        channel=event["channel"],
        thread=event.get("thread_ts") or event["ts"],
        chat=True,
        new_thread="thread_ts" not in event,
        request=f"slack:{body['event_id']}",
        files=_file_ids(event),
    )


def shortcut(body: Json) -> SlackIncoming:
    """Somebody's message, asked about by another; never a command."""
    message, text = body["message"], written(body["message"].get("text", ""))
    return SlackIncoming(
        text=f"ask {text}" if text else "",
        user=body["user"]["id"],
        channel=body["channel"]["id"],
        channel_name=body["channel"].get("name", ""),
        thread=message.get("thread_ts", ""),
        spoken_at=message["ts"],
        request=f"slack:{body['trigger_id']}",
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),
    )


def as_pressed(body: Json) -> Json:
    """What was chosen in a row's menu, as the press of a button that says it."""
    action = body["actions"][0]
    chosen = (action.get("selected_option") or {}).get("value")
    if action.get("type") != "overflow" or not chosen:
        return body
    return {**body, "actions": [{**action, "type": "button", "value": chosen}]}


def pressed(body: Json) -> SlackIncoming:
    """A button: of a message, a form or the Home."""
    action, container, message = body["actions"][0], body.get("container", {}), body.get("message", {})
    view = body.get("view", {})
    channel = body.get("channel", {}).get("id", "")
    text, filled, files = _value(action)
    chat = channel.startswith("D") and not container.get("is_ephemeral") and bool(message.get("bot_id"))
    thread = message.get("thread_ts") or container.get("thread_ts", "")
    return SlackIncoming(
        text=text,
        user=body["user"]["id"],
        channel=channel or _origin(view).get("channel", ""),
        channel_name=body.get("channel", {}).get("name", ""),
        thread=thread or (message.get("ts", "") if chat else _origin(view).get("thread", "")),
        chat=chat or bool(_origin(view).get("chat")),
        request=f"slack:{body['trigger_id']}",
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),
        view=view.get("id", ""),
        in_home=view.get("type") == "home",
        on_message=bool(body.get("response_url")) and container.get("type") == "message",
        proposal=proposal_in(str(action.get("action_id", ""))),
        kept=filled,
        files=files or carried(view),
    )


def submitted(body: Json) -> SlackIncoming:
    """A form that was sent, with where it was opened; sent twice with the same in it, it makes one request."""
    view = body["view"]
    fields, files = values(view)
    origin = _origin(view)
    digest = hashlib.sha256(json.dumps([sorted(fields.items()), files]).encode()).hexdigest()[:16]
    return SlackIncoming(
        text=said(view)[0],
        user=body["user"]["id"],
        channel=origin.get("channel", ""),
        thread=origin.get("thread", ""),
        chat=bool(origin.get("chat")),
        request=f"slack:{view['id']}:{view.get('hash', '')}:{digest}",
        view=view["id"],
        form=view["id"],
        proposal=origin.get("proposal", ""),
        response_url=origin.get("message", ""),
        on_message="message" in origin,
        fields=fields,
        files=tuple(files) or carried(view),
    )


def press(body: Json) -> str:
    """The same for both presses of a double click."""
    action, container = body["actions"][0], body.get("container", {})
    where = container.get("message_ts") or container.get("view_id", "")
    parts = (body["user"]["id"], where, action.get("action_id", ""), str(action.get("value", "")))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def origin(from_: SlackIncoming, proposal: str = "") -> str:
    """What a form carries of where it was opened, to come back with it.

    Of a proposal also its id, and the address by which the message in which it stands can be replaced.
    """
    found = {"channel": from_.channel, "thread": from_.thread, "chat": from_.chat, "files": list(from_.files)}
    if proposal:
        found |= {"proposal": proposal, "message": from_.response_url if from_.on_message else ""}
    return json.dumps({name: value for name, value in found.items() if value})


def carried(view: Json) -> tuple[str, ...]:
    """The files that a form carries from where it was opened; they stand in none of its fields."""
    return tuple(_origin(view).get("files", ()))


def _origin(view: Json) -> Json:
    """The same, of a modal that came back; nothing of a Home."""
    try:
        found = json.loads(said(view)[1])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _value(action: Json) -> tuple[str, Mapping[str, str], tuple[str, ...]]:
    """What a button says, what it fills in, and which files come with it."""
    value, kind = action.get("value", ""), action.get("action_id", "")
    if kind.startswith(FORM):
        return kept(value)
    if kind.startswith(WITH_FILES):
        found = json.loads(value)
        return found["say"], {}, tuple(found["files"])
    return value, {}, ()


def _file_ids(event: Json) -> tuple[str, ...]:
    return tuple(file["id"] for file in event.get("files", ()) if "id" in file)


log = logging.getLogger("dpa")
T = TypeVar("T")
PATIENCE = 1.5
"""Seconds that Slack has to answer: the person waits, and leave to open a form ends after three."""
MOST_MEMBERS = 100
"""Of a channel, as many are looked at when somebody wants to know who reads it."""
ALONE = Where(private=True, sure=True)
"""Direct messages, the Home, and what is opened there."""


def read_who(user: Mapping[str, Any], id: str, team: str) -> Who:
    """Somebody, as ``users.info`` tells it, seen from the workspace that has the app."""
    teams = {user.get("team_id"), *user.get("enterprise_user", {}).get("teams", ())}
    lesser = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    name = user.get("real_name") or user.get("profile", {}).get("real_name") or user.get("name") or ""
    return Who(
        id=f"slack:{id}",
        name=str(name)[:200],
        outsider=team not in teams or any(user.get(word) for word in lesser),
        owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        sure=True,
        reads=not (user.get("is_bot") or user.get("deleted")),
    )


def read_where(channel: Mapping[str, Any]) -> Where:
    """A place, as ``conversations.info`` tells it; people outside the district may read one that is shared."""
    shared = any(channel.get(word) for word in ("is_ext_shared", "is_pending_ext_shared"))
    closed = any(channel.get(word) for word in ("is_private", "is_im", "is_mpim", "is_group"))
    return Where(
        name=f"#{channel['name']}" if channel.get("name") else "",
        private=closed and not shared,
        member=bool(channel.get("is_member") or channel.get("is_im")),
        sure=True,
    )


@dataclass(frozen=True, slots=True)
class Directory:
    """What Slack told of people and places, for some minutes."""

    _cache: LookupCache = field(default_factory=lambda: LookupCache(PATIENCE, TROUBLE, why))

    async def who(self, user: str, client: Client) -> Who:
        """Somebody; a guest, unsure, where Slack does not tell in time, or told nobody."""
        if not user:
            return Who()

        async def ask() -> Who:
            answer = await client.api.users_info(user=user)
            return read_who(answer["user"], user, client.organization)

        return await self._cache.look_up((client.organization, user), ask, Who())

    async def where(self, incoming: SlackIncoming, client: Client) -> Where:
        """The place; a public one, unsure, where Slack does not tell in time."""
        if incoming.direct:
            return ALONE

        async def ask() -> Where:
            answer = await client.api.conversations_info(channel=incoming.channel)
            return read_where(answer["channel"])

        return await self._cache.look_up((client.organization, incoming.channel), ask, Where())

    async def members(self, channel: str, client: Client) -> tuple[Who, ...]:
        """Who is in a channel, asked each time; one of them unsure where Slack does not tell of all in time."""
        asked = client.api.conversations_members(channel=channel, limit=MOST_MEMBERS + 1)
        try:
            ids = [str(id) for id in (await asyncio.wait_for(asked, PATIENCE))["members"]]
        except TROUBLE as problem:
            log.warning("the members of a channel are not known (%s)", why(problem))
            return (Who(),)
        found = await asyncio.gather(*(self.who(id, client) for id in ids[:MOST_MEMBERS]))
        return (*found, *((Who(),) if len(ids) > MOST_MEMBERS else ()))

    async def chat(self, user: str, client: Client) -> str:
        """The channel of the direct messages with somebody. Raises SlackApiError."""

        async def ask() -> str:
            answer = await client.api.conversations_open(users=user)
            return str(answer["channel"]["id"])

        return await self._cache.task((client.organization, f"chat {user}"), ask)

    def forget(self, id: str, client: Client) -> None:
        """Ask again next time."""
        self._cache.forget((client.organization, id))


OF_A_DEADLINE = frozenset({"done", "undo", "snooze", "assign"})
_ID = re.compile(r"[A-Za-z]-\d+\b")
_REMINDER = re.compile(r"(D-\d+)/")


async def with_deadline(incoming: SlackIncoming, client: Client) -> SlackIncoming:
    """The same with the deadline of the reminder under which it was said, where it names none and needs one."""
    command, _, rest = incoming.text.partition(" ")
    if not incoming.thread or incoming.new_thread or command.lower() not in OF_A_DEADLINE or _ID.match(rest.lstrip()):
        return incoming
    id = await _reminded(incoming, client)
    if not id:
        return incoming
    meant = incoming.saying(f"{command} {id} {rest}".strip())
    return meant if meant.parsed.name == command.lower() else incoming


async def _reminded(incoming: SlackIncoming, client: Client) -> str:
    """The deadline of which our message above the thread reminds; empty where it does not, or cannot be read."""
    asking = client.api.conversations_history(
        channel=incoming.channel, latest=incoming.thread, inclusive=True, limit=1, include_all_metadata=True
    )
    try:
        answer = await asyncio.wait_for(asking, PATIENCE)
    except TROUBLE as problem:
        log.info("the message above a thread could not be read (%s)", why(problem))
        return ""
    first: Mapping[str, Any] = next((message for message in answer["messages"] if message["ts"] == incoming.thread), {})
    about = first.get("metadata") or {}
    ours = first.get("user") == client.bot and about.get("event_type") == EVENT
    found = _REMINDER.match(str((about.get("event_payload") or {}).get("id", ""))) if ours else None
    return found[1] if found else ""
