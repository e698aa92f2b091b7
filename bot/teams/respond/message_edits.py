"""Answers a question again when it is edited.

In Teams people correct a typing mistake by editing. They expect the answer to change in its place, and do not expect
that correcting a word changes the records, so that a command that changes them is never run by an edit. What says the
same as before, as when a link got its preview, is no edit.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass, field

from bot.chat.pipeline import Pipeline
from bot.chat.replies.errors import sorry
from bot.chat.replies.text_limits import clean
from bot.chat.sharing import is_open
from bot.teams import words
from bot.teams.client import Client, NotTaken
from bot.teams.parse.incoming import TeamsIncoming
from bot.teams.render.cards import messages
from bot.teams.transport.deliver import AnswerDelivery
from handlers.dialogue.reply import Reply

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
