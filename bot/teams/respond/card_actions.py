"""Answers the buttons of cards in Teams."""

from __future__ import annotations

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
    """What was pressed or sent lately, with the reply that it has or gets."""

    pipeline: Pipeline[TeamsIncoming, Client]
    delivery: AnswerDelivery
    in_flight: InFlight = field(default_factory=InFlight)

    def begin(self, incoming: TeamsIncoming, client: Client) -> tuple[asyncio.Task[Reply], bool]:
        """The reply, never raising, and whether this is the first time that it comes.

        Its files are offered by then, once, in the person's own chat: neither a dialog nor a card can hold them.
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
"""A dialog closes; what was invoked is done."""
STRANGE: Json = {"status": 400}
"""It is none of ours."""
UNKNOWN: Json = {"status": 501}
"""We do not serve that."""
IN_TIME = 3.5
"""Seconds after which the answer comes as a message: Teams waits five for what is invoked."""


def in_dialog(reply: Reply, meta: str = "") -> Json:
    """A dialog that opens or goes on: the reply's form, or its words. Raises ValueError for what no card can hold."""
    return _body({"task": {"type": "continue", "value": dialog(reply, meta)}})


def last_words(says: str) -> Json:
    """A dialog that shows a sentence, and no more."""
    return _body({"task": {"type": "message", "value": says}})


def in_place(card: Json) -> Json:
    """A card in the place of the one that was pressed, for the person who pressed it."""
    return _body({"statusCode": 200, "type": CARD, "value": card})


def said_below(says: str) -> Json:
    """A line below the card that was pressed."""
    return _body({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": says})


def in_words(reply: Reply) -> str:
    """What a reply says in a line."""
    return " ".join(part.says for part in reply.parts if isinstance(part, Text)) or reply.title


def listed(attachments: list[Json]) -> Json:
    """What a search found."""
    return _body({"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}})


def instead(says: str) -> Json:
    """A sentence in the place of what a search found."""
    return _body({"composeExtension": {"type": "message", "text": says}})


def broken(name: str, says: str) -> Json:
    """A sentence where something failed, in the shape that the invoke of that name takes."""
    if name.startswith("task/") or name in {"composeExtension/fetchTask", "composeExtension/submitAction"}:
        return last_words(says)
    return instead(says) if name.startswith("composeExtension/") else said_below(says)


def _body(body: Json) -> Json:
    return {"status": 200, "body": body}


log = logging.getLogger("dpa")


@dataclass(slots=True)
class CardActions:
    """Buttons of messages: Action.Execute, which is answered in its place, and Action.Submit of older clients."""

    pipeline: Pipeline[TeamsIncoming, Client]
    presses: Presses
    in_time: float = IN_TIME

    async def executed(self, data: Mapping[str, Any], client: Client) -> Json:
        """What Teams is answered within its five seconds; the rest follows as a message."""
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
        """The same by a message that carries what was pressed; there the card is replaced by us."""
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
        """Answer it by a message, or share what it shares; whether it is the first press."""
        name = (incoming.saying(f"share {request.key}") if request else incoming).press
        if not self.pipeline.dedupe.first(name, KEPT if request else DOUBLE_CLICK):
            return False
        self.pipeline.work(self._unless_elsewhere(incoming, request, client, name), incoming, client)
        return True

    async def _unless_elsewhere(
        self, incoming: TeamsIncoming, request: ShareRequest | None, client: Client, name: str
    ) -> None:
        """The same, unless another bot does it."""
        pipeline = self.pipeline
        if not await pipeline.dedupe.claim(name, KEPT if request else DOUBLE_CLICK, client.desk):
            return
        await (share(pipeline, request, incoming, client, name) if request else pipeline.answer(incoming, client))

    def _card(self, reply: Reply, incoming: TeamsIncoming, client: Client, *, first: bool) -> Json:
        """What stands in the place of the form: what is wrong in it, or what came of it."""
        if reply.form:
            return quiet_card(inline(reply, meta(incoming, reply.proposal)), incoming)
        shown = quiet_card(card(reply), incoming)
        if first and (
            incoming.form or reply.goes_on
        ):  # Teams forgets what it was answered, and would show the form once more
            self.pipeline.background.begin(self._kept(shown, reply, incoming, client))
        return shown

    @staticmethod
    async def _kept(shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        try:
            await put(shown, reply, incoming, client)
        except NotTaken as refused:
            log.info("a form was not replaced for good (%s)", why(refused))

    async def _replaced(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        """The card gives way to the form or to what came of it; as a message where it cannot. Raises NotTaken."""
        reply = await task
        if _stays(reply, incoming):
            await self.pipeline.deliver(reply, incoming, client)
            return
        try:
            await put(self._card(reply, incoming, client, first=False), reply, incoming, client)
        except NotTaken as refused:
            if refused.perhaps:
                raise  # it may stand there, and is not said twice
            log.info("a card could not be replaced (%s)", why(refused))
            await self.pipeline.deliver(reply, incoming, client)


def _stays(reply: Reply, incoming: TeamsIncoming) -> bool:
    """Whether a proposal still waits where it stands, as nothing came of the press."""
    return bool(incoming.proposal) and reply.failed and reply.form is None


def quiet_card(shown: Json, incoming: TeamsIncoming) -> Json:
    """The card, which says of itself that one person alone sees it, where that is so."""
    return quietly([shown])[0] if incoming.quiet else shown


async def put(shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
    """In the place of the card that was pressed; a message for one person alone stays theirs. Raises NotTaken."""
    activity = posted(shown, summary(reply))
    if incoming.quiet and not incoming.alone:
        activity["recipient"] = {"id": incoming.user, "isTargeted": True}
    await client.turn.update(incoming.card or incoming.id, activity)


@dataclass(frozen=True, slots=True)
class Left:
    """What a dialog has still to show, where a message does not; ``perhaps``: why nobody knows whether one does."""

    reply: Reply | None = None
    perhaps: NotTaken | None = None


@dataclass(slots=True)
class Dialogs:
    """Dialogs, of messages' buttons and of the message extension; an answer is Teams' own, as `invokes` shapes it."""

    pipeline: Pipeline[TeamsIncoming, Client]
    presses: Presses
    in_time: float = IN_TIME

    async def fetched(self, data: Mapping[str, Any], client: Client) -> Json:
        """A button that opens a dialog: the form of what it says, or its answer."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError:
            return last_words(words.STRANGE)
        return await self.opened(incoming, client)

    async def opened(self, incoming: TeamsIncoming, client: Client) -> Json:
        """A dialog with the answer."""
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
        """A form that was sent, or a button of a dialog.

        What is wrong comes back in the dialog, with what was typed. What was done closes it and comes as a message; in
        the dialog where no message can be sent, or none belongs there (``apart``).
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
        """What came of a form, told once however often it was sent; what nothing came of is left to be shown."""
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
        """What the dialog could not show any more. Raises NotTaken."""
        left = await delivering
        if left.perhaps:
            raise left.perhaps  # it is not told twice
        if left.reply:
            await self._beside(left.reply, incoming, client)

    async def _later(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        await self._beside(await task, incoming, client)

    async def _beside(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        """What came of it in the chat: in the place of the proposal that it settles, else as a message.

        Raises NotTaken.
        """
        if incoming.card and reply.settled:
            try:
                await put(quiet_card(card(reply), incoming), reply, incoming, client)
            except NotTaken as refused:
                if refused.perhaps:
                    raise  # it may stand there, and is not said twice
                log.info("a card could not be replaced (%s)", why(refused))
            else:
                return
        await self.pipeline.deliver(reply, incoming, client)
