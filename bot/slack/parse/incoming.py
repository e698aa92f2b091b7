"""Reads what Slack sends: commands, mentions, direct messages, buttons and forms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.chat.received.incoming import Incoming
from bot.slack.parse.plain_text import people, written
from bot.slack.render.blocks import FORM, kept, proposal_in
from bot.slack.render.buttons import WITH_FILES
from bot.slack.render.modals import said, values

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
