"""What becomes of files that somebody sends to the bot in Slack?"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.chats.files import MOST_FILES, refuses_files, what_with
from bot.slack.answering.tell import Answer, Telling
from bot.slack.hearing.files import about
from bot.slack.hearing.hear import WITH_FILES, Said, origin
from bot.slack.hearing.known import Known
from bot.slack.line import Line
from bot.slack.showing.forms import view
from bot.slack.showing.rich import Block
from bot.slack.showing.show import row
from bot.slack.showing.text import plain
from handlers.records.contracts import SAY
from handlers.reply import Reply
from handlers.wording import chats as words

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
