"""Reads what Slack sends, looks up people and channels there, and finds the deadline that a reminder is about."""

import asyncio
import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from bot.chat.caches import LookupCache
from bot.chat.received import Incoming
from bot.chat.transport import Who
from bot.slack.client import TROUBLE, Client, why
from bot.slack.notify import EVENT
from bot.slack.render.blocks import FORM, WITH_FILES, kept, proposal_in
from bot.slack.render.modals import said, values

_MARK = re.compile(r"<([^<>\n]*)>")
_ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def written(text: str, bot: str = "") -> str:
    """The text as its author sees it, with people and channels as ``slack:`` and their id, no mention of the bot."""
    plain = _MARK.sub(lambda mark: _mark(mark[1], bot), text)
    return re.sub("&lt;|&gt;|&amp;", lambda found: _ESCAPED[found[0]], plain).strip(" \t\n\r\u00a0,:")


def people(text: str) -> tuple[str, ...]:
    """Slack's ids of the people mentioned in a text from `written`, each once, in order."""
    return tuple(dict.fromkeys(re.findall(r"\bslack:([UW][A-Z0-9]+)", text)))


def _mark(inner: str, bot: str) -> str:
    """The text of one ``<…>`` mark: a person, a channel, a group, a date or a link, by its label where it has one."""
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
    """A channel, as Slack describes it; ``sure`` once Slack has answered."""

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
    """Whether it was said in the direct messages with the bot, where every answer may be posted."""
    channel_name: str = ""
    trigger: str = ""
    response_url: str = ""
    view: str = ""
    """The id of the modal or Home in which something was pressed or filled in."""
    in_home: bool = False
    on_message: bool = False
    """Whether a button of a message was pressed; the answer may replace that message."""
    spoken_at: str = ""
    """The timestamp of the message in which it was said."""
    new_thread: bool = False
    written: float = 0
    """When it was written, in seconds since 1970, where that was long ago; else 0."""
    files: tuple[str, ...] = ()
    """Slack's ids of the files."""
    where: Where = Where()
    """The channel, once Slack was asked."""

    @property
    def under(self) -> str:
        """The timestamp of the message to answer under: the thread's, or the one in which it was said; or empty."""
        return self.thread or self.spoken_at

    @property
    def place(self) -> str:
        """Where the conversation is kept: the channel and the thread; empty where there is no channel."""
        return ":".join(filter(None, ("slack", self.channel, self.under))) if self.channel else ""

    @property
    def begun_in(self) -> str:
        """The direct messages in which it begins a thread of its own; else empty."""
        return f"slack:{self.channel}" if self.chat and self.new_thread else ""

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
    """A slash command; Slack offers none inside threads."""
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
    """A channel message that mentions the bot, without the mention."""
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
    """A direct message; it begins a thread or continues one."""
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


def shortcut(body: Json, *, track: bool = False) -> SlackIncoming:
    """A message shortcut: a question about somebody else's message, or what it may be on record; never a command."""
    message, text = body["message"], written(body["message"].get("text", ""))
    sent = datetime.fromtimestamp(float(message["ts"]), UTC)
    say = f"track {sent.isoformat(timespec='seconds')}" if track else "ask"
    return SlackIncoming(
        text=f"{say} {text}" if text else "",
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
    """The payload of a choice in a row's menu, as the press of a button with that value; any other as it is."""
    action = body["actions"][0]
    chosen = (action.get("selected_option") or {}).get("value")
    if action.get("type") != "overflow" or not chosen:
        return body
    return {**body, "actions": [{**action, "type": "button", "value": chosen}]}


def pressed(body: Json) -> SlackIncoming:
    """A button that was pressed in a message, a form or the Home."""
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
    """A submitted form, with where it was opened; the same form with the same values gives the same ``request``."""
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
    """A digest that both presses of a double click share."""
    action, container = body["actions"][0], body.get("container", {})
    where = container.get("message_ts") or container.get("view_id", "")
    parts = (body["user"]["id"], where, action.get("action_id", ""), str(action.get("value", "")))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def origin(from_: SlackIncoming, proposal: str = "") -> str:
    """The JSON that a form carries of where it was opened; `_origin` reads it.

    For a proposal it also has the proposal's id, and the response_url by which its message can be replaced.
    """
    context = {"channel": from_.channel, "thread": from_.thread, "chat": from_.chat, "files": list(from_.files)}
    if proposal:
        context |= {"proposal": proposal, "message": from_.response_url if from_.on_message else ""}
    return json.dumps({name: value for name, value in context.items() if value})


def carried(view: Json) -> tuple[str, ...]:
    """The ids of files that a form carries from where it was opened; none of its fields shows them."""
    return tuple(_origin(view).get("files", ()))


def _origin(view: Json) -> Json:
    """What `origin` wrote into a modal; empty for a Home."""
    try:
        context = json.loads(said(view)[1])
    except ValueError:
        return {}
    return context if isinstance(context, dict) else {}


def _value(action: Json) -> tuple[str, Mapping[str, str], tuple[str, ...]]:
    """The command of a button, the values that it fills in, by field, and the ids of its files."""
    value, action_id = action.get("value", ""), action.get("action_id", "")
    if action_id.startswith(FORM):
        return kept(value)
    if action_id.startswith(WITH_FILES):
        payload = json.loads(value)
        return payload["say"], {}, tuple(payload["files"])
    return value, {}, ()


def _file_ids(event: Json) -> tuple[str, ...]:
    return tuple(file["id"] for file in event.get("files", ()) if "id" in file)


log = logging.getLogger("dpa")
T = TypeVar("T")
PATIENCE = 1.5
"""Seconds that Slack has to answer: the person waits, and a trigger_id opens a form for only three seconds."""
MOST_MEMBERS = 100
"""How many members of a channel are looked up to tell who reads it."""
ALONE = Where(private=True, sure=True)
"""Direct messages, the Home, and what is opened there."""


def read_who(user: Mapping[str, Any], id: str, team: str) -> Who:
    """A person from an answer of ``users.info``, as seen from the workspace ``team``, which has the app."""
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
    """A channel from an answer of ``conversations.info``; a shared one is not private, as outsiders may read it."""
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
    """Looks up people and channels in Slack, and remembers the answers for some minutes."""

    _cache: LookupCache = field(default_factory=lambda: LookupCache(PATIENCE, TROUBLE, why))

    async def who(self, user: str, client: Client) -> Who:
        """The person with this id; an unsure guest where the id is empty or Slack does not answer in time."""
        if not user:
            return Who()

        async def ask() -> Who:
            answer = await client.api.users_info(user=user)
            return read_who(answer["user"], user, client.organization)

        return await self._cache.look_up((client.organization, user), ask, Who())

    async def where(self, incoming: SlackIncoming, client: Client) -> Where:
        """The channel of a message; an unsure, public one where Slack does not answer in time."""
        if incoming.direct:
            return ALONE

        async def ask() -> Where:
            answer = await client.api.conversations_info(channel=incoming.channel)
            return read_where(answer["channel"])

        return await self._cache.look_up((client.organization, incoming.channel), ask, Where())

    async def members(self, channel: str, client: Client) -> tuple[Who, ...]:
        """Who is in a channel, asked each time; with one unsure person where Slack does not name all in time."""
        request = client.api.conversations_members(channel=channel, limit=MOST_MEMBERS + 1)
        try:
            ids = [str(id) for id in (await asyncio.wait_for(request, PATIENCE))["members"]]
        except TROUBLE as problem:
            log.warning("the members of a channel are not known (%s)", why(problem))
            return (Who(),)
        members = await asyncio.gather(*(self.who(id, client) for id in ids[:MOST_MEMBERS]))
        return (*members, *((Who(),) if len(ids) > MOST_MEMBERS else ()))

    async def chat(self, user: str, client: Client) -> str:
        """The id of the direct messages with somebody. Raises SlackApiError."""

        async def ask() -> str:
            answer = await client.api.conversations_open(users=user)
            return str(answer["channel"]["id"])

        return await self._cache.task((client.organization, f"chat {user}"), ask)

    def forget(self, id: str, client: Client) -> None:
        """Ask Slack about this id again next time."""
        self._cache.forget((client.organization, id))


OF_A_DEADLINE = frozenset({"done", "undo", "snooze", "assign"})
_ID = re.compile(r"[A-Za-z]-\d+\b")
_REMINDER = re.compile(r"(D-\d+)/")


async def with_deadline(incoming: SlackIncoming, client: Client) -> SlackIncoming:
    """The same, with the deadline of the reminder above its thread, where the command needs one and names none."""
    command, _, rest = incoming.text.partition(" ")
    if not incoming.thread or incoming.new_thread or command.lower() not in OF_A_DEADLINE or _ID.match(rest.lstrip()):
        return incoming
    id = await _reminded(incoming, client)
    if not id:
        return incoming
    completed = incoming.saying(f"{command} {id} {rest}".strip())
    return completed if completed.parsed.name == command.lower() else incoming


async def _reminded(incoming: SlackIncoming, client: Client) -> str:
    """The id of the deadline of the reminder that opened the thread; empty where it is none, or cannot be read."""
    request = client.api.conversations_history(
        channel=incoming.channel, latest=incoming.thread, inclusive=True, limit=1, include_all_metadata=True
    )
    try:
        answer = await asyncio.wait_for(request, PATIENCE)
    except TROUBLE as problem:
        log.info("the message above a thread could not be read (%s)", why(problem))
        return ""
    first: Mapping[str, Any] = next((message for message in answer["messages"] if message["ts"] == incoming.thread), {})
    metadata = first.get("metadata") or {}
    ours = first.get("user") == client.bot and metadata.get("event_type") == EVENT
    match = _REMINDER.match(str((metadata.get("event_payload") or {}).get("id", ""))) if ours else None
    return match[1] if match else ""
