"""What becomes of files that somebody sends to the bot in Slack?"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.slack.answering.tell import Telling
from bot.slack.hearing.files import about
from bot.slack.hearing.hear import WITH_FILES, Said
from bot.slack.hearing.known import Known
from bot.slack.line import Line
from bot.slack.showing.text import plain
from handlers.records.contract_file import MEDIA_TYPES
from handlers.records.contracts import SAY
from handlers.reply import Reply, Text
from handlers.wording import files as wording_files
from handlers.wording import slack as words

Json = dict[str, Any]
WITH_A_FILE = frozenset({SAY, "correct"})
"""The commands that take one."""
MOST_FILES = 5
MOST_BLOCKS = 100


def needs_files(said: Said) -> bool:
    """Whether the files belong to what was said; a bare command only opens its form, which keeps them."""
    typed = said.text.split(maxsplit=1)
    return bool(said.files and typed) and (bool(said.fields) or (typed[0].lower() in WITH_A_FILE and len(typed) > 1))


def with_files(shown: Json, said: Said) -> Json:
    """A form that files belong to says so, as Slack shows nothing in its field for them."""
    if not said.files or "submit" not in shown:
        return shown
    told = {"type": "context", "elements": [plain(words.files_here(len(said.files)))]}
    return {**shown, "blocks": [told, *shown["blocks"]][:MOST_BLOCKS]}


async def offer(said: Said, known: Known, line: Line) -> None:
    """What can be done with files that came without a command. Raises Sorry, TROUBLE, Unheard."""
    telling = Telling(replace(said, files=()), line, known)
    for id in said.files[:MOST_FILES]:
        name = await about(id, line)
        fits = name.lower().endswith(tuple(MEDIA_TYPES))
        says = words.what_with(name) if fits else wording_files.no_document(name)
        asked = Reply(title=words.FILE_TITLE, parts=(Text(says),), tone="plain" if fits else "sorry")
        await telling.tell(asked, [_button(id)] if fits else [])


def _button(id: str) -> Json:
    value = json.dumps({"say": SAY, "files": [id]})
    pressed = {"type": "button", "action_id": WITH_FILES, "text": plain(words.LOG_THIS), "value": value}
    return {"type": "actions", "elements": [pressed]}
