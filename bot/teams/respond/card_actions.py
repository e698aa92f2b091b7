"""Answers the buttons of cards in Teams, in the card's place, in a dialog or by a message."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.pipeline import Pipeline, share
from bot.chat.received import DOUBLE_CLICK, RETRIED, InFlight
from bot.chat.transport import KEPT, ShareRequest
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, why
from bot.teams.parse.incoming import TeamsIncoming, meta, own_window, pressed, wants_form_here
from bot.teams.render.buttons import read_request
from bot.teams.render.cards import CARD, card, dialog, inline, posted, summary
from bot.teams.transport import AnswerDelivery, naming_files, quietly
from handlers.dialogue.reply import Reply, Text


@dataclass(frozen=True, slots=True)
class Presses:
    """Works out the reply to each press and form once, also where it comes again."""

    pipeline: Pipeline[TeamsIncoming, Client]
    delivery: AnswerDelivery
    in_flight: InFlight = field(default_factory=InFlight)

    def begin(self, incoming: TeamsIncoming, client: Client) -> tuple[asyncio.Task[Reply], bool]:
        """The reply's task, which never raises, and whether this is the first time.

        The reply's files are offered by then, once, in the person's own chat: neither a dialog nor a card can hold
        them.
        """
        begin = self.pipeline.background.begin
        return self.in_flight.begin(
            incoming.press, lambda: begin(self._answered(incoming, client)), form=bool(incoming.form)
        )

    async def _answered(self, incoming: TeamsIncoming, client: Client) -> Reply:
        reply = naming_files(await self.pipeline.guarded(incoming, client), incoming)
        try:
            return await self.delivery.handed_out(reply, incoming, client) if reply.files else reply
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            return self.pipeline.failed(bug, incoming)


CLOSED: Json = {"status": 200}
"""The dialog closes, or the invoke needs no other answer."""
STRANGE: Json = {"status": 400}
"""The dialog is none of ours."""
UNKNOWN: Json = {"status": 501}
"""We do not serve that invoke."""
IN_TIME = 3.5
"""Seconds after which the answer comes as a message: Teams waits five for an invoke."""


def in_dialog(reply: Reply, meta: str = "") -> Json:
    """A dialog that opens or goes on: the reply's form, or its words. Raises ValueError for what no card can hold."""
    return _body({"task": {"type": "continue", "value": dialog(reply, meta)}})


def last_words(says: str) -> Json:
    """A dialog that shows only a sentence."""
    return _body({"task": {"type": "message", "value": says}})


def in_place(card: Json) -> Json:
    """A card that replaces the pressed one, for the person who pressed it."""
    return _body({"statusCode": 200, "type": CARD, "value": card})


def said_below(says: str) -> Json:
    """A line below the card that was pressed."""
    return _body({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": says})


def in_words(reply: Reply) -> str:
    """The reply in one line."""
    return " ".join(part.says for part in reply.parts if isinstance(part, Text)) or reply.title


def listed(attachments: list[Json]) -> Json:
    """The results of a search."""
    return _body({"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}})


def instead(says: str) -> Json:
    """A sentence in place of the results of a search."""
    return _body({"composeExtension": {"type": "message", "text": says}})


def broken(name: str, says: str) -> Json:
    """A sentence where something failed, in the shape of an answer to the invoke of that name."""
    if name.startswith("task/") or name in {"composeExtension/fetchTask", "composeExtension/submitAction"}:
        return last_words(says)
    return instead(says) if name.startswith("composeExtension/") else said_below(says)


def _body(body: Json) -> Json:
    return {"status": 200, "body": body}


log = logging.getLogger("dpa")


@dataclass(slots=True)
class CardActions:
    """Buttons of messages: Action.Execute, where the card is replaced, and Action.Submit of older clients."""

    pipeline: Pipeline[TeamsIncoming, Client]
    presses: Presses
    in_time: float = IN_TIME

    async def executed(self, data: Mapping[str, Any], client: Client) -> Json:
        """The answer to Action.Execute, within Teams' five seconds; what takes longer follows as a message."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError:
            return said_below(words.STRANGE)
        if not incoming.form and not wants_form_here(data):
            return said_below(
                words.FOLLOWS if self._once(incoming, read_request(data), client) else words.ONCE_IS_ENOUGH
            )
        task, first = self.presses.begin(incoming, client)
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if done and _stays(task.result(), incoming):
            return said_below(in_words(task.result()))
        if done:
            return in_place(self._card(task.result(), incoming, client, first=first))
        if first:
            self.pipeline.work(self._replaced(task, incoming, client), incoming, client)
        return said_below(words.WAIT)

    def submitted(self, data: Mapping[str, Any], client: Client) -> None:
        """Answer Action.Submit, which comes as a message; there we replace the card ourselves."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError as strange:
            log.warning("a button that is none of ours (%s)", why(strange))
            return
        if incoming.form or wants_form_here(data):
            task, first = self.presses.begin(incoming, client)
            if first:
                self.pipeline.work(self._replaced(task, incoming, client), incoming, client)
        else:
            self._once(incoming, read_request(data), client)

    def _once(self, incoming: TeamsIncoming, request: ShareRequest | None, client: Client) -> bool:
        """Answer by a message, or share what the button shares; False where it was pressed before."""
        name = (incoming.saying(f"share {request.key}") if request else incoming).press
        if not self.pipeline.dedupe.first(name, KEPT if request else DOUBLE_CLICK):
            return False
        self.pipeline.work(self._unless_elsewhere(incoming, request, client, name), incoming, client)
        return True

    async def _unless_elsewhere(
        self, incoming: TeamsIncoming, request: ShareRequest | None, client: Client, name: str
    ) -> None:
        """Do what `_once` begins, unless another bot does it."""
        pipeline = self.pipeline
        if not await pipeline.dedupe.claim(name, KEPT if request else DOUBLE_CLICK, client.desk):
            return
        await (share(pipeline, request, incoming, client, name) if request else pipeline.answer(incoming, client))

    def _card(self, reply: Reply, incoming: TeamsIncoming, client: Client, *, first: bool) -> Json:
        """The card that replaces the form: with what is wrong in it, or with the result."""
        if reply.form:
            return quiet_card(inline(reply, meta(incoming, reply.proposal)), incoming)
        shown = quiet_card(card(reply), incoming)
        # Teams forgets the answer to an invoke, and would show the form again.
        if first and (incoming.form or reply.goes_on):
            self.pipeline.background.begin(self._kept(shown, reply, incoming, client))
        return shown

    @staticmethod
    async def _kept(shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        try:
            await put(shown, reply, incoming, client)
        except NotTaken as refused:
            log.info("a form was not replaced for good (%s)", why(refused))

    async def _replaced(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        """Replace the card by the form or the result; send a message where that fails. Raises NotTaken."""
        reply = await task
        shown = None if _stays(reply, incoming) else self._card(reply, incoming, client, first=False)
        await deliver(self.pipeline, reply, incoming, client, shown)


def _stays(reply: Reply, incoming: TeamsIncoming) -> bool:
    """Whether the proposal stays in its card, as nothing came of the press."""
    return bool(incoming.proposal) and reply.failed and reply.form is None


def quiet_card(shown: Json, incoming: TeamsIncoming) -> Json:
    """The card, its buttons marked as seen by one person alone where that is so."""
    return quietly([shown])[0] if incoming.quiet else shown


async def put(shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
    """Replace the card that was pressed; a message for one person alone stays theirs. Raises NotTaken."""
    activity = posted(shown, summary(reply))
    if incoming.quiet and not incoming.alone:
        activity["recipient"] = {"id": incoming.user, "isTargeted": True}
    await client.turn.update(incoming.card or incoming.id, activity)


async def deliver(
    pipeline: Pipeline[TeamsIncoming, Client], reply: Reply, incoming: TeamsIncoming, client: Client, shown: Json | None
) -> None:
    """Put the card ``shown`` in the place of the pressed one; without one, or where that fails, send a message.

    Raises NotTaken.
    """
    try:
        if shown:
            await put(shown, reply, incoming, client)
            return
    except NotTaken as refused:
        if refused.perhaps:
            raise  # it may have arrived, and must not be sent twice
        log.info("a card could not be replaced (%s)", why(refused))
    await pipeline.deliver(reply, incoming, client)


@dataclass(frozen=True, slots=True)
class Left:
    """What a dialog has still to show, as no message does; ``perhaps`` is the failure where one may have arrived."""

    reply: Reply | None = None
    perhaps: NotTaken | None = None


@dataclass(slots=True)
class Dialogs:
    """Answers dialogs, opened by buttons of messages or by the message extension, in Teams' invoke answers."""

    pipeline: Pipeline[TeamsIncoming, Client]
    presses: Presses
    in_time: float = IN_TIME

    async def fetched(self, data: Mapping[str, Any], client: Client) -> Json:
        """Open a dialog for a button: with the form of its command, or with its answer."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError:
            return last_words(words.STRANGE)
        return await self.opened(incoming, client)

    async def opened(self, incoming: TeamsIncoming, client: Client) -> Json:
        """A dialog with the answer; where that takes too long, it follows as a message."""
        task, first = self.presses.begin(incoming, client)
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if done:
            reply = task.result()
            if first and incoming.card and reply.settled:
                self.pipeline.work(self._beside(reply, incoming, client), incoming, client)
            return in_dialog(reply, meta(incoming, reply.proposal))
        if first:
            self.pipeline.work(self._later(task, incoming, client), incoming, client)
        return last_words(words.WAIT)

    async def sent(self, data: Mapping[str, Any], client: Client, *, apart: bool = False) -> Json:
        """Answer a submitted form, or a button of a dialog.

        Errors come back in the dialog, with what was typed. A result closes it and comes as a message; it is shown in
        the dialog where no message can be sent, or where none belongs (``apart``).
        """
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError as strange:
            log.warning("a dialog that is none of ours (%s)", why(strange))
            return STRANGE
        if apart or not incoming.form:
            return await self.opened(own_window(incoming) if apart else incoming, client)
        task, first = self.presses.begin(incoming, client)
        delivering = self.pipeline.background.begin(self._told(task, incoming, client, first=first))
        done, _ = await asyncio.wait({delivering}, timeout=self.in_time)
        if done:
            left = delivering.result().reply
            return in_dialog(left, meta(incoming, left.proposal)) if left else CLOSED
        if first:
            self.pipeline.work(self._late(delivering, incoming, client), incoming, client)
        return last_words(words.WAIT)

    async def _told(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client, *, first: bool) -> Left:
        """Deliver the result of a form once, however often it was sent; a form or a failure is left to the dialog."""
        reply = await task
        if reply.form or reply.failed:
            return Left(reply)
        if first and await self.pipeline.dedupe.claim(f"told {incoming.press}", RETRIED, client.desk):
            try:
                await self._beside(reply, incoming, client)
            except Exception as problem:  # noqa: BLE001 - the person has to read what came of it
                log.warning("the result of a form is shown in its dialog (%s)", why(problem))
                return Left(reply, problem if isinstance(problem, NotTaken) and problem.perhaps else None)
        return Left()

    async def _late(self, delivering: asyncio.Task[Left], incoming: TeamsIncoming, client: Client) -> None:
        """Deliver what came too late for the dialog. Raises NotTaken."""
        left = await delivering
        if left.perhaps:
            raise left.perhaps  # it may have arrived, and must not be sent twice
        if left.reply:
            await self._beside(left.reply, incoming, client)

    async def _later(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        await self._beside(await task, incoming, client)

    async def _beside(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        """Deliver the result in the chat: in the place of the proposal that it settles, else as a message.

        Raises NotTaken.
        """
        shown = quiet_card(card(reply), incoming) if incoming.card and reply.settled else None
        await deliver(self.pipeline, reply, incoming, client, shown)
