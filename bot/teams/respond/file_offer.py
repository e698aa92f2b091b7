"""What becomes of files that somebody sends to the bot in Teams, or asks it for?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.chat import words as chats
from bot.chat.errors import sorry
from bot.chat.files import MOST_FILES, fits, what_with
from bot.teams import words
from bot.teams.client import Json, Line, NotTaken, part
from bot.teams.parse.files import stored, there
from bot.teams.parse.incoming import FILES, Said, Sent, where
from bot.teams.render.buttons import DIALOG, HERE
from bot.teams.render.cards import messages
from bot.teams.render.words import FILL_IN_HERE
from bot.teams.respond.conversation import Talk
from handlers.command_access import changes
from handlers.contracts.commands import SAY
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply


async def offer(said: Said, line: Line) -> None:
    """What can be done with files that came without a command. Raises NotTaken."""
    for file in said.files[:MOST_FILES]:
        [shown] = messages(what_with(file.name))
        if fits(file.name):
            shown["attachments"][0]["content"]["body"].extend(_buttons(file))
        await line.turn.send(shown)


def _buttons(file: Sent) -> Iterator[Json]:
    data: Json = {"say": SAY, FILES: [{"name": file.name, "url": file.url}]}
    dialog: Json = {"type": "Action.Submit", "title": chats.LOG_THIS, "data": {**DIALOG, **data}}
    plain: Json = {"type": "Action.Submit", "title": FILL_IN_HERE, "data": {**data, HERE: True}}
    here = {**plain, "type": "Action.Execute", "verb": HERE, "fallback": {**plain, "associatedInputs": "none"}}
    for button in (dialog, here):
        yield {"type": "ActionSet", "actions": [{**button, "associatedInputs": "none"}]}


async def hand_out(talk: Talk, value: Mapping[str, Any], line: Line) -> None:
    """The file that somebody consented to; the card that asked gives way to it. Raises Sorry, NotTaken."""
    if value.get("action") != "accept":
        await _instead(line, {"type": "message", "text": words.DECLINED})
        return
    context, upload = part(value, "context"), part(value, "uploadInfo")
    reply, said = await _anew(talk, context, line)
    file = next((one for one in reply.files if one.name == context.get("name") or len(reply.files) == 1), None)
    if file is None:
        await talk.tell(reply if reply.tone == "sorry" else sorry(words.NO_MORE_FILE), said, line)
        return
    await stored(file, str(upload.get("uploadUrl") or ""), str(line.turn.activity.get("serviceUrl") or ""))
    await _instead(line, {"type": "message", "summary": file.name, "attachments": [there(upload)]})


async def _anew(talk: Talk, context: Mapping[str, Any], line: Line) -> tuple[Reply, Said]:
    """The reply with the file, as it is now and as this person may have it. Raises Sorry."""
    fields = part(context, "fields")
    found: Json = {**where(line.turn.activity), "text": str(context.get("say") or "")}
    said = Said(**found, fields={str(id): str(value) for id, value in fields.items()})
    if not said.text or changes(said.text):
        raise Sorry(words.NO_MORE_FILE)
    return await talk.reply(replace(said, request=""), line), said


async def _instead(line: Line, activity: Json) -> None:
    """In the place of the card that asked; as a message where that is gone."""
    asked = str(line.turn.activity.get("replyToId") or "")
    if asked:
        with suppress(NotTaken):  # it stands above then
            await line.turn.delete(asked)
    await line.turn.send(activity)
