"""Offers what can be done with a file that came, and hands out a file that somebody consented to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.chat.pipeline import Pipeline
from bot.chat.received.files import MOST_FILES, is_reviewed, offers, what_with
from bot.chat.replies.errors import sorry
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, part
from bot.teams.parse.files import stored, there
from bot.teams.parse.incoming import FileLink, TeamsIncoming, where
from bot.teams.render.buttons import DIALOG, FILES, HERE, execute, submit
from bot.teams.render.cards import messages
from handlers.contracts.listing import SAY
from handlers.dialogue.errors import Sorry
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply
from handlers.review.answers.commands import SAY as REVIEW


async def offer(pipeline: Pipeline[TeamsIncoming, Client], incoming: TeamsIncoming, client: Client) -> None:
    """The review of each file that came without a command, or what can be done with it. Raises NotTaken."""
    for file in incoming.files[:MOST_FILES]:
        reply = what_with(file.name)
        if is_reviewed(file.name):
            reply = await pipeline.reply(incoming.saying(REVIEW, files=(file,)), client)
            if reply.outcome is not Outcome.SORRY:
                await pipeline.deliver(reply, replace(incoming, files=()), client)
                continue
        [shown] = messages(replace(reply, choices=()))
        if offers(file.name):
            shown["attachments"][0]["content"]["body"].extend(_buttons(file))
        await client.turn.send(shown)


def _buttons(file: FileLink) -> Iterator[Json]:
    with_file: Json = {FILES: [{"name": file.name, "url": file.url}]}
    for say, label in offers(file.name):
        here = words.FILL_IN_HERE if say == SAY else ""
        data: Json = {"say": say, **with_file}
        yield {"type": "ActionSet", "actions": [submit(label, {**DIALOG, **data})]}
        if here:
            yield {"type": "ActionSet", "actions": [execute(here, HERE, {**data, HERE: True})]}


async def hand_out(pipeline: Pipeline[TeamsIncoming, Client], value: Mapping[str, Any], client: Client) -> None:
    """The file that somebody consented to; the card that asked gives way to it. Raises Sorry, NotTaken."""
    if value.get("action") != "accept":
        await _instead(client, {"type": "message", "text": words.DECLINED})
        return
    context, upload = part(value, "context"), part(value, "uploadInfo")
    reply, incoming = await _again(pipeline, context, client)
    file = next((one for one in reply.files if one.name == context.get("name") or len(reply.files) == 1), None)
    if file is None:
        await pipeline.deliver(reply if reply.failed else sorry(words.NO_MORE_FILE), incoming, client)
        return
    await stored(file, str(upload.get("uploadUrl") or ""), str(client.turn.activity.get("serviceUrl") or ""))
    await _instead(client, {"type": "message", "summary": file.name, "attachments": [there(upload)]})


async def _again(
    pipeline: Pipeline[TeamsIncoming, Client], context: Mapping[str, Any], client: Client
) -> tuple[Reply, TeamsIncoming]:
    """The reply with the file, as it is now and as this person may have it. Raises Sorry."""
    fields = part(context, "fields")
    found: Json = {**where(client.turn.activity), "text": str(context.get("say") or "")}
    incoming = TeamsIncoming(**found, fields={str(id): str(value) for id, value in fields.items()})
    if not incoming.text or incoming.parsed.changes:
        raise Sorry(words.NO_MORE_FILE)
    return await pipeline.reply(replace(incoming, request=""), client), incoming


async def _instead(client: Client, activity: Json) -> None:
    """In the place of the card that asked; as a message where that is gone."""
    asked = str(client.turn.activity.get("replyToId") or "")
    if asked:
        with suppress(NotTaken):  # it stands above then
            await client.turn.delete(asked)
    await client.turn.send(activity)
