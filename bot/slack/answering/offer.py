"""What becomes of files that somebody sends to the bot in Slack?"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.chats.files import MOST_FILES, fits, what_with
from bot.slack.answering.tell import Telling
from bot.slack.hearing.files import about
from bot.slack.hearing.hear import WITH_FILES, Said
from bot.slack.hearing.known import Known
from bot.slack.line import Line
from bot.slack.showing.rich import Block
from bot.slack.showing.show import row
from bot.slack.showing.text import plain
from handlers.records.contracts import SAY
from handlers.wording import chats as words

Json = dict[str, Any]
MOST_BLOCKS = 100


def with_files(shown: Json, said: Said) -> Json:
    """A form that files belong to says so, as Slack shows nothing in its field for them."""
    if not said.files or "submit" not in shown:
        return shown
    told = {"type": "context", "elements": [plain(words.files_here(len(said.files)))]}
    return {**shown, "blocks": [told, *shown["blocks"]][:MOST_BLOCKS]}


async def offer(said: Said, known: Known, line: Line) -> None:
    """What can be done with files that came without a command. Raises Sorry, TROUBLE."""
    telling = Telling(replace(said, files=()), line, known)
    for id in said.files[:MOST_FILES]:
        name = await about(id, line)
        await telling.tell(what_with(name), [_button(id)] if fits(name) else [])


def _button(id: str) -> Block:
    value = json.dumps({"say": SAY, "files": [id]})
    pressed = {"type": "button", "action_id": WITH_FILES, "text": plain(words.LOG_THIS), "value": value}
    return row([pressed])
