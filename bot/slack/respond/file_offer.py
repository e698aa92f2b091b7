"""What becomes of files that somebody sends to the bot in Slack?"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.chat import words
from bot.chat.files import MOST_FILES, refuses_files, what_with
from bot.slack.client import Client
from bot.slack.parse.directory import Directory
from bot.slack.parse.files import about
from bot.slack.parse.incoming import WITH_FILES, SlackIncoming, origin
from bot.slack.render.blocks import row
from bot.slack.render.escape import plain
from bot.slack.render.modals import view
from bot.slack.render.rich_text import Block
from bot.slack.respond.deliver import Answer, Delivery
from handlers.contracts.listing import SAY
from handlers.dialogue.reply import Reply

Json = dict[str, Any]
MOST_BLOCKS = 100


def window(reply: Reply, incoming: SlackIncoming) -> Json:
    """The reply as a window, a form with the files that came for it. Raises ValueError where no window can hold it.

    It tells of the files, as Slack shows nothing in the field for them; those that it refuses go, else it could never
    be sent again.
    """
    refused, count = refuses_files(reply), len(incoming.files)
    shown = view(reply, origin(replace(incoming, files=()) if refused else incoming))
    if not count or "submit" not in shown:
        return shown
    told = {"type": "context", "elements": [plain(words.left_out(count) if refused else words.files_here(count))]}
    return {**shown, "blocks": [told, *shown["blocks"]][:MOST_BLOCKS]}


async def offer(incoming: SlackIncoming, answer: Answer, known: Directory, client: Client) -> None:
    """What can be done with files that came without a command, if whoever sent them may. Raises Sorry, TROUBLE."""
    alone = replace(incoming, files=())
    telling, form = Delivery(alone, client, known), await answer(replace(alone, text=SAY), client)
    if form.form is None:
        await telling.tell(form)
        return
    for id in incoming.files[:MOST_FILES]:
        reply = what_with(*await about(id, client))
        await telling.tell(reply, [] if reply.tone == "sorry" else [_button(id)])


def _button(id: str) -> Block:
    value = json.dumps({"say": SAY, "files": [id]})
    pressed = {"type": "button", "action_id": WITH_FILES, "text": plain(words.LOG_THIS), "value": value}
    return row([pressed])
