"""The bot in the small Slack, and what a person does with it there."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.settings import Settings
from bot.slack.app import Slack as App
from bot.slack.app import make_app
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from storage.port import Store
from tests.bot.chat.shared import LONG, NOW
from tests.bot.slack.small_slack.slack import Answer, Slack, elements

NONE = "none"
"""Chosen in a list, it takes out what was chosen there."""
MORE = "section."
"""The field in which the sections of a form are chosen."""


def settings(slack: Slack, **more: Any) -> Settings:
    """For the one workspace of the small Slack."""
    given = {"slack_bot_token": slack.token, "slack_signing_secret": slack.secret, "slack_api_url": slack.url}
    return Settings(**given, now=NOW, **more)


@dataclass
class Bot:
    """The bot, its records, and the small Slack that speaks with it; what people do there, with its answer."""

    app: App
    slack: Slack
    store: Store
    desk: Callable[[], Desk]
    heard: list[Message]

    async def rest(self) -> None:
        """Bolt begins a listener after it has acknowledged an event; then all is answered that was heard."""
        for _ in range(20):
            await asyncio.sleep(0)
        await self.app.rest(LONG)

    async def after(self, got: Answer) -> Answer:
        assert got.status == 200 and got.seconds < 3
        await self.rest()
        return got

    async def command(self, text: str, **more: Any) -> Answer:
        return await self.after(await self.slack.command("/dpa", text, **more))

    async def press(self, label: str, on: dict[str, Any], **more: Any) -> Answer:
        return await self.after(await self.slack.press(button(label, on), on, **more))

    async def send(self, view: dict[str, Any], more: dict[str, Any] | None = None, **values: str) -> Answer:
        """Fill in and send the window; its sections are opened where a field is not in it yet."""
        if not {f"f.{id}" for id in values} | set(more or {}) <= {block.get("block_id") for block in view["blocks"]}:
            view = await self.sections(view)
        return await self.after(await self.slack.submit(view, {**filled(view, **values), **(more or {})}))

    def restart(self, hear: Callable[[Message], Reply], **more: Any) -> None:
        """From now on another app listens, to which this is given."""
        self.slack.to = self.app = make_app(hear, self.desk, settings(self.slack), **more)

    async def sections(self, view: dict[str, Any]) -> dict[str, Any]:
        """The window with every section of its form shown."""
        found = [block["element"] for block in view["blocks"] if block.get("block_id") == MORE]
        titles = [option["value"] for element in found for option in element["options"]]
        return await self.press_more(view, *titles) if titles else view

    async def press_more(self, view: dict[str, Any], *titles: str, **values: str) -> dict[str, Any]:
        """The window with these sections chosen to be shown, and these values typed before."""
        (element,) = (block["element"] for block in view["blocks"] if block.get("block_id") == MORE)
        chosen = [option for option in element["options"] if option["value"] in titles]
        state = filled(view, **values) | {
            MORE: {element["action_id"]: {"type": element["type"], "selected_options": chosen}}
        }
        pressed = {**element, "block_id": MORE}
        await self.after(await self.slack.press(pressed, {**view, "state": {"values": state}}))
        return self.slack.views[view["id"]]

    @property
    def modal(self) -> dict[str, Any]:
        return [view for view in self.slack.views.values() if view["type"] == "modal"][-1]


def words(payload: dict[str, Any]) -> str:
    """Everything that a message or a window says."""
    return json.dumps(payload, ensure_ascii=False)


def button(label: str, on: dict[str, Any]) -> dict[str, Any]:
    """The button with that label, or the menu in which it was chosen."""
    found = [one for one in elements(on) if one["type"] == "button" and label in one["text"]["text"]]
    chosen = (
        {**one, "selected_option": option}
        for one in elements(on)
        for option in one.get("options", ())
        if one["type"] == "overflow" and label in option["text"]["text"]
    )
    return found[0] if found else next(chosen)


def filled(view: dict[str, Any], **values: str) -> dict[str, dict[str, Any]]:
    """The state of a window as it stands, with these values typed or chosen."""
    state: dict[str, dict[str, Any]] = {}
    for row in (block for block in view["blocks"] if block["type"] == "actions" and "block_id" in block):
        _, number, field = row["block_id"].split(".")
        picked = {end: values.get(f"{field}.{number}.{end}") for end in ("first", "last")}
        state[row["block_id"]] = {end: {"type": "datepicker", "selected_date": day} for end, day in picked.items()}
    for block in (block for block in view["blocks"] if block["type"] == "input"):
        element, id = block["element"], block["block_id"].removeprefix("f.")
        value = values.get(id)
        kind = element["type"]
        now: dict[str, Any] = {"type": kind}
        match kind:
            case "timepicker":
                now["selected_time"] = value or element.get("initial_time")
            case "datepicker":
                now["selected_date"] = value or element.get("initial_date")
            case "users_select":
                now["selected_user"] = value.removeprefix("slack:") if value else element.get("initial_user")
            case "checkboxes" | "multi_static_select":
                options = {one["value"]: one for one in element.get("options", [])}
                now["selected_options"] = (
                    [options[one] for one in value.split(",")] if value else element.get("initial_options", [])
                )
            case "static_select" | "radio_buttons":
                groups = element.get("option_groups") or [element]
                options = {one["value"]: one for group in groups for one in group.get("options", [])}
                kept = None if value == NONE else element.get("initial_option")
                now["selected_option"] = options.get(value or "", kept)
            case "file_input":
                now["files"] = []
            case _:
                now["value"] = value if value is not None else element.get("initial_value")
        state[block["block_id"]] = {element["action_id"]: now}
    return state


async def logged(bot: Bot) -> None:
    """A contract on record, C-1 with its deadline D-1."""
    await bot.command("log-contract vendor: Kahoot; executed: 2026-10-06", channel="C1")
    assert bot.store.contract("C-1")
