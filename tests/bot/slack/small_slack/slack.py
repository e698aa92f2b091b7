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
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bot.slack.small_slack.delivery import Delivery
from tests.bot.slack.small_slack.world import SOCKET, Answer, Call

__all__ = ["SOCKET", "Answer", "Call", "Slack", "elements", "until"]


@dataclass
class Slack(Delivery):
    """One Slack, and what people do in it."""

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
        """Any event; `more` may have `event_id` and `event_time`."""
        body = {
            "type": "event_callback",
            "team_id": team,
            "api_app_id": "A1",
            "event_id": more.pop("event_id", "") or f"Ev{next(self._numbers)}",
            "event_time": more.pop("event_time", 0) or int(time.time()),
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


def elements(on: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons and other elements of a message or view, each with its block_id, as `press` takes them."""
    return [
        {**element, "block_id": block.get("block_id", "")}
        for block in on.get("blocks", [])
        for element in [*block.get("elements", []), block.get("accessory"), block.get("element")]
        if element and "action_id" in element
    ]


def values(on: dict[str, Any]) -> list[str]:
    """What its buttons and the entries of its menus stand for."""
    return [str(one.get("value")) for element in elements(on) for one in element.get("options", [element])]


async def until(done: Callable[[], object], seconds: float = 60.0) -> None:
    """Ask again and again, and fail when it takes too long: longer than a machine stands still that others use too."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        await asyncio.sleep(0.01)
