"""Answers a question in Teams again when it is edited, reviews files, and sends files that somebody accepted.

In Teams people correct a typing mistake by editing. They expect the answer to change in its place, and do not expect
that correcting a word changes the records, so a command that changes them is never run by an edit. A message that says
the same as before, as when a link got its preview, is no edit.
"""

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
"""Seconds for which an answer is remembered with its question."""
MOST = 2000


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was answered: a digest of its text, never the text, and the ids of the answer's messages."""

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
        """Remember the question, and the messages of its answer where there are some."""
        self._known.pop((incoming.conversation, incoming.id), None)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[incoming.conversation, incoming.id] = AnsweredQuestion(
            time.monotonic() + KEPT, _print(incoming.text), ids
        )

    def begins(self, incoming: TeamsIncoming) -> bool:
        """Whether the message has another text than the one answered; it is then remembered with its new text."""
        answered = self._at_hand(incoming)
        if answered and answered.print == _print(incoming.text):
            return False
        self.note(incoming, answered.ids if answered else ())
        return True

    async def answer(self, incoming: TeamsIncoming, client: Client) -> None:
        """Answer again, replacing the earlier answer. Raises NotTaken."""
        if incoming.parsed.changes:
            await self.pipeline.deliver(sorry(words.EDITED), incoming, client)
            return
        reply = await self.pipeline.reply(incoming, client)
        answered = self._at_hand(incoming)
        if answered and answered.print != _print(incoming.text):
            return  # it was edited again in the meantime
        if answered and answered.ids and not reply.files and (incoming.alone or is_open(reply, incoming)):
            self.note(incoming, await self._in_place(reply, answered.ids, client))
        else:
            self.note(incoming, await self.pipeline.deliver(reply, incoming, client))

    async def _in_place(self, reply: Reply, ids: tuple[str, ...], client: Client) -> tuple[str, ...]:
        """Update the answer's messages; from the first that is gone, send new ones. The ids. Raises NotTaken."""
        payloads, updated = messages(reply), list[str]()
        for id, payload in zip(ids, payloads, strict=False):
            try:
                await client.turn.update(id, payload)
            except NotTaken as refused:
                if refused.perhaps:
                    raise  # it may have arrived, and must not be sent twice
                break
            updated.append(id)
        for id in ids[len(updated) :]:
            with suppress(NotTaken):  # it is gone then, or stays above
                await client.turn.delete(id)
        return (*updated, *await self.delivery.to_all(payloads[len(updated) :], client.turn))

    def _at_hand(self, incoming: TeamsIncoming) -> AnsweredQuestion | None:
        answered = self._known.get((incoming.conversation, incoming.id))
        return answered if answered and answered.until > time.monotonic() else None


def as_said(incoming: TeamsIncoming) -> str:
    """A key that is the same for a message sent again with the same text, as when a link got its preview."""
    return f"{incoming.conversation} {incoming.id} {_print(incoming.text)}"


def _print(text: str) -> str:
    return hashlib.sha256(clean(text).encode()).hexdigest()


async def offer(pipeline: Pipeline[TeamsIncoming, Client], incoming: TeamsIncoming, client: Client) -> None:
    """Answer each file that came without a command: with its review, or with what can be done. Raises NotTaken."""
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
    """Send the file that somebody accepted, and replace the card that offered it. Raises Sorry, NotTaken."""
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
    """The reply with the file, worked out again for this person. Raises Sorry."""
    fields = part(context, "fields")
    common: Json = {**where(client.turn.activity), "text": str(context.get("say") or "")}
    incoming = TeamsIncoming(**common, fields={str(id): str(value) for id, value in fields.items()})
    if not incoming.text or incoming.parsed.changes:
        raise Sorry(words.NO_MORE_FILE)
    return await pipeline.reply(replace(incoming, request=""), client), incoming


async def _instead(client: Client, activity: Json) -> None:
    """Replace the card that offered the file; where it cannot be deleted, send only the message."""
    card_id = str(client.turn.activity.get("replyToId") or "")
    if card_id:
        with suppress(NotTaken):  # it stays above then
            await client.turn.delete(card_id)
    await client.turn.send(activity)
