"""What becomes of files that somebody sends to the bot in Slack?"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.chat import words
from bot.chat.files import MOST_FILES, refuses_files, what_with
from bot.slack.client import Line
from bot.slack.parse.directory import Known
from bot.slack.parse.files import about
from bot.slack.parse.incoming import WITH_FILES, Said, origin
from bot.slack.render.blocks import row
from bot.slack.render.escape import plain
from bot.slack.render.modals import view
from bot.slack.render.rich_text import Block
from bot.slack.respond.deliver import Answer, Telling
from handlers.contracts.commands import SAY
from handlers.dialogue.reply import Reply

Json = dict[str, Any]
MOST_BLOCKS = 100


def window(reply: Reply, said: Said) -> Json:
    """The reply as a window, a form with the files that came for it. Raises ValueError where no window can hold it.

    It tells of the files, as Slack shows nothing in the field for them; those that it refuses go, else it could never
    be sent again.
    """
    refused, count = refuses_files(reply), len(said.files)
    shown = view(reply, origin(replace(said, files=()) if refused else said))
    if not count or "submit" not in shown:
        return shown
    told = {"type": "context", "elements": [plain(words.left_out(count) if refused else words.files_here(count))]}
    return {**shown, "blocks": [told, *shown["blocks"]][:MOST_BLOCKS]}


async def offer(said: Said, answer: Answer, known: Known, line: Line) -> None:
    """What can be done with files that came without a command, if whoever sent them may. Raises Sorry, TROUBLE."""
    alone = replace(said, files=())
    telling, form = Telling(alone, line, known), await answer(replace(alone, text=SAY), line)
    if form.form is None:
        await telling.tell(form)
        return
    for id in said.files[:MOST_FILES]:
        reply = what_with(*await about(id, line))
        await telling.tell(reply, [] if reply.tone == "sorry" else [_button(id)])


def _button(id: str) -> Block:
    value = json.dumps({"say": SAY, "files": [id]})
    pressed = {"type": "button", "action_id": WITH_FILES, "text": plain(words.LOG_THIS), "value": value}
    return row([pressed])
