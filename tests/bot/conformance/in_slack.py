"""How does a person use the bot in Slack? Typed commands, windows, buttons, a file in the chat with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.slack.app import make_app
from tests.bot.conformance.surface import Listener, Seen, leaves
from tests.bot.slack.bot_in_slack import Bot, settings
from tests.bot.slack.small_slack.slack import Slack

Json = dict[str, Any]


class InSlack:
    name = "Slack"
    sam = "slack:U2"
    takes_files = "form"

    def __init__(self, bot: Bot, listener: Listener) -> None:
        self.bot, self.listener = bot, listener

    async def says(self, text: str) -> Seen:
        return await self._sees(self.bot.command(text, channel="C1"))

    async def presses(self, label: str, on: Seen) -> Seen:
        return await self._sees(self.bot.press(label, on.on))

    async def fills(self, on: Seen, file: tuple[str, bytes] | None = None, **values: str) -> Seen:
        on, more = replace(on, on=await self.bot.sections(on.on)), {}
        if file:
            given = {"id": self.bot.slack.file(*file)["id"]}
            more = {
                block["block_id"]: {block["element"]["action_id"]: {"type": "file_input", "files": [given]}}
                for block in on.on["blocks"]
                if block.get("element", {}).get("type") == "file_input"
            }
        seen = await self._sees(self.bot.send(on.on, more, **values))
        # Slack leaves in a window what was typed, unless it is shown another one.
        return replace(seen, says=" ".join([seen.says, *values.values()])) if seen.how == "window" else seen

    async def gives(self, name: str, content: bytes, text: str) -> Seen:
        return await self._sees(self.bot.after(await self.bot.slack.drops_file(name, content, text)))

    async def _sees(self, doing: Any) -> Seen:
        """What is new afterwards: a window, words for one alone, or a message in the chat with the bot."""
        slack = self.bot.slack
        before = len(slack.views), len(slack.whispers), len(slack.said("D1"))
        got = await doing
        await asyncio.sleep(0)
        chat = slack.said("D1")[before[2] :]
        files = {one["name"]: slack.files[one["id"]]["content"] for message in chat for one in message.get("files", [])}
        if got.body and got.json.get("response_action") in {"errors", "update"}:
            shown = self.bot.modal if got.json["response_action"] == "errors" else got.json["view"]
            wrong = [*got.json.get("errors", {}).values(), *leaves(shown)]
            return Seen("window", " ".join(wrong), self.bot.modal)
        if len(slack.views) > before[0]:
            return Seen("window", " ".join(leaves(self.bot.modal)), self.bot.modal)
        new = slack.whispers[before[1] :]
        where = "only you see it" if new else "message"
        shown = new or [one for one in chat if one.get("user") != "U1"]
        says = " ".join(leaves([_seen(one) for one in shown + (chat if files else [])]))
        return Seen(f"{where}, file in the chat" if files else where, says, shown[-1] if shown else None, files)


def _seen(message: Json) -> Json:
    """What is shown of a message: its blocks, or its text where it has none."""
    return {key: message[key] for key in ("blocks", "files") if key in message} or {"text": message.get("text", "")}


@asynccontextmanager
async def in_slack(listener: Listener, data: Path) -> AsyncIterator[InSlack]:
    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz", is_owner=True)
        slack.user("U2", name="Sam Lee")
        slack.channel("C1", name="privacy", is_private=True)
        slack.to = make_app(listener, listener.make, settings(slack, data=data))
        store = listener.make().store
        yield InSlack(Bot(slack.to, slack, store, listener.make, []), listener)
