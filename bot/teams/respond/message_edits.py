"""Answers a question again when it is edited.

In Teams people correct a typing mistake by editing. They expect the answer to change in its place, and do not expect
that correcting a word changes the records, so that a command that changes them is never run by an edit. What says the
same as before, as when a link got its preview, is no edit.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.pipeline import Pipeline
from bot.chat.received import MOST_FILES, is_reviewed, offers, what_with
from bot.chat.replies import clean, sorry
from bot.chat.transport import is_open
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, part
from bot.teams.parse.files import stored, there
from bot.teams.parse.incoming import FileLink, TeamsIncoming, where
from bot.teams.render.buttons import DIALOG, FILES, HERE, execute, submit
from bot.teams.render.cards import messages
from bot.teams.transport import AnswerDelivery
from handlers.contracts.listing import SAY
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply
from handlers.review.answers.commands import SAY as REVIEW

KEPT = 30 * 60.0
"""Seconds for which it is known which answer belongs to which question."""
MOST = 2000


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was answered: its fingerprint, never its words, and the messages of the answer."""

    until: float
    print: str
    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class MessageEdits:
    """The answers of the last half hour, by the question's message."""

    pipeline: Pipeline[TeamsIncoming, Client]
    delivery: AnswerDelivery
    _known: dict[tuple[str, str], AnsweredQuestion] = field(default_factory=dict)

    def note(self, incoming: TeamsIncoming, ids: tuple[str, ...] = ()) -> None:
        """It was asked, and perhaps answered."""
        self._known.pop((incoming.conversation, incoming.id), None)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[incoming.conversation, incoming.id] = AnsweredQuestion(
            time.monotonic() + KEPT, _print(incoming.text), ids
        )

    def begins(self, incoming: TeamsIncoming) -> bool:
        """Whether the message says something else than what is answered; from now on it does not."""
        known = self._at_hand(incoming)
        if known and known.print == _print(incoming.text):
            return False
        self.note(incoming, known.ids if known else ())
        return True

    async def answer(self, incoming: TeamsIncoming, client: Client) -> None:
        """Answer again in the place of the earlier answer. Raises NotTaken."""
        if incoming.parsed.changes:
            await self.pipeline.deliver(sorry(words.EDITED), incoming, client)
            return
        reply = await self.pipeline.reply(incoming, client)
        known = self._at_hand(incoming)
        if known and known.print != _print(incoming.text):
            return  # it was edited once more meanwhile
        if known and known.ids and not reply.files and (incoming.alone or is_open(reply, incoming)):
            self.note(incoming, await self._in_place(reply, known.ids, client))
        else:
            self.note(incoming, (await self.pipeline.deliver(reply, incoming, client)).ids)

    async def _in_place(self, reply: Reply, ids: tuple[str, ...], client: Client) -> tuple[str, ...]:
        """The messages of the answer as they stand now; from one that is gone on, new ones. Raises NotTaken."""
        payloads, stand = messages(reply), list[str]()
        for id, payload in zip(ids, payloads, strict=False):
            try:
                await client.turn.update(id, payload)
            except NotTaken as refused:
                if refused.perhaps:
                    raise  # it may be in place, and is not said twice
                break
            stand.append(id)
        for id in ids[len(stand) :]:
            with suppress(NotTaken):  # it is gone then, or stands above
                await client.turn.delete(id)
        return (*stand, *await self.delivery.to_all(payloads[len(stand) :], client.turn))

    def _at_hand(self, incoming: TeamsIncoming) -> AnsweredQuestion | None:
        found = self._known.get((incoming.conversation, incoming.id))
        return found if found and found.until > time.monotonic() else None


def as_said(incoming: TeamsIncoming) -> str:
    """The same for a message that is told again and says the same, as when a link got its preview."""
    return f"{incoming.conversation} {incoming.id} {_print(incoming.text)}"


def _print(text: str) -> str:
    return hashlib.sha256(clean(text).encode()).hexdigest()


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
