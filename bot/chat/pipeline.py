"""The steps from a message in Slack or Teams to its delivered answer, welcomes, and the sharing of answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic

from bot.chat import words
from bot.chat.caches import FRESH
from bot.chat.contacts import Contacts, by_name, strangers, told_of_strangers
from bot.chat.received import Deduplicator, needs_files, only_for_files
from bot.chat.replies import (
    at_file,
    beside_files,
    failed,
    noted,
    on_record,
    perhaps,
    refused,
    refuses_place,
    reopened,
    sorry,
    with_kept,
)
from bot.chat.transport import (
    SETUP,
    C,
    Delivered,
    Failure,
    In,
    ShareableReplies,
    ShareRequest,
    Transport,
    Who,
    asked_first,
    message,
)
from bot.chat.work import ENDS_WITHIN, AnswerQueue, Background
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import LONGEST_TEXT, File, Part, Quote, Reply
from handlers.dialogue.text import short
from handlers.dispatch import may
from handlers.records.found import proposed
from handlers.reminders.channels import Place
from handlers.review.answers.commands import SAY as REVIEW
from handlers.setup.checklist import remember_welcome, welcome, welcome_to_place
from handlers.setup.commands import place_wanted

log = logging.getLogger("dpa")
SIGN_AFTER, SIGN_WITHIN = 1.0, 1.0
"""Seconds of work after which the chat shows that an answer is being worked out, and that showing it may take."""
MEETS_WITHIN = 0.8
"""Seconds that an answer waits for the people named in it to be saved: a form or a button has to be answered soon."""


@dataclass(slots=True)
class Pipeline(Generic[In, C]):
    """Answers for all organizations of a process; ``after`` runs in the background once a reply is known."""

    transport: Transport[In, C]
    dedupe: Deduplicator = field(default_factory=Deduplicator)
    after: Callable[[C], Awaitable[None]] | None = None
    shareable: ShareableReplies = field(default_factory=ShareableReplies)
    queue: AnswerQueue = field(default_factory=AnswerQueue)
    sign_after: float = SIGN_AFTER
    contacts: Contacts[In, C] = field(init=False)
    background: Background = field(init=False)

    def __post_init__(self) -> None:
        self.contacts, self.background = Contacts(self.transport), Background(self.transport.why)

    async def answer(self, incoming: In, client: C, unread: Sequence[Part] = ()) -> Delivered:
        """Work the reply out and show it; ``unread`` is why files that came with it may not be read."""
        return await self.show(beside_files(await self.reply(incoming, client), unread), incoming, client)

    async def show(self, reply: Reply, incoming: In, client: C) -> Delivered:
        """Show it in the window in which it was asked, else as a message. Raises what the transport raises."""
        return await self.transport.show(reply, incoming, client, self._offer(reply, incoming, client))

    async def deliver(self, reply: Reply, incoming: In, client: C) -> Delivered:
        """Show it as a message. Raises what the transport raises where it could be delivered nowhere."""
        return await self.transport.deliver(reply, incoming, client, self._offer(reply, incoming, client))

    async def reply(self, incoming: In, client: C) -> Reply:
        """What the handlers reply; where that takes long, the chat shows meanwhile that it is being worked out."""
        working = asyncio.create_task(self._reply(incoming, client))
        signed = False
        try:
            await asyncio.wait({working}, timeout=self.sign_after)
            while not working.done():
                signed = True
                await self._sign(incoming, client)
                await asyncio.wait({working}, timeout=self.transport.sign_lasts)
            if signed:
                await self._sign(incoming, client, over=True)
            return await working
        finally:
            working.cancel()

    async def _sign(self, incoming: In, client: C, *, over: bool = False) -> None:
        """Show that an answer is being worked out, or no longer. Never raises: without it, the answer comes as well."""
        sign = self.background.begin(self.transport.sign(incoming, client, over=over))
        await asyncio.wait({sign}, timeout=SIGN_WITHIN)
        sign.cancel()  # it would show below the answer

    async def _reply(self, incoming: In, client: C) -> Reply:
        """What the handlers reply; where a file cannot be read, a reply that says so."""
        identified, outside = await asyncio.gather(
            self.transport.identify(incoming, client), strangers(incoming, self.transport, client)
        )
        incoming, who = identified
        try:
            files = await self.transport.fetch(incoming, client) if needs_files(incoming) else ()
        except Sorry as unreadable:
            form = await asyncio.to_thread(self._look, incoming, who, client) if incoming.fields else None
            return at_file(str(unreadable), form)
        meeting = await self._meet(incoming, who, client)
        reply, unsure = await self._respond(by_name(incoming, outside), who, files, client)
        if incoming.proposal and reply.settled:
            reply = replace(reply, goes_on=True)
        incoming.saves(reply)
        if self.after:
            self.background.begin(self._after(self.after, meeting, client))
        reply = await told_of_strangers(reply, incoming, outside, self.transport, client)
        if refused(reply) and not who.sure:
            reply = noted(reply, self.transport.unsure_who)
        elif unsure and (refused(reply) or refuses_place(reply)):
            reply = noted(reply, unsure)
        if incoming.form and refused(reply):
            reply = await reopened(reply, lambda: self._look(incoming, who, client))
        return with_kept(reply, incoming.kept)

    async def guarded(self, incoming: In, client: C) -> Reply:
        """The reply to what was pressed or sent. Never raises: a bug of ours is a reply too."""
        try:
            return await self.reply(incoming, client)
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            reply = self.failed(bug, incoming)
        if not incoming.form:
            return reply
        try:
            incoming, who = await self.transport.identify(incoming, client)
        except Exception as bug:  # noqa: BLE001 - then the reply stands without the form
            log.info("a form could not be opened again (%s)", type(bug).__name__)
            return reply
        return await reopened(reply, lambda: self._look(incoming, who, client))

    async def how_read(self, incoming: In, client: C) -> tuple[bool, bool, tuple[Part, ...]]:
        """Whether only its files are answered, whether they are with its text, and why they may not be read apart."""
        apart = only_for_files(incoming)
        whole = not apart and (not incoming.files or needs_files(incoming))
        return apart, whole, () if apart or whole else await self._why_unread(incoming, client)

    async def _why_unread(self, incoming: In, client: C) -> tuple[Part, ...]:
        """Why no file may be read where it was sent, or from its sender; empty where it may be."""
        found = await self.look(incoming.saying(REVIEW, files=()), client)
        return found.parts if found.outcome is Outcome.REFUSED else ()

    async def look(self, incoming: In, client: C) -> Reply:
        """The form that it opens; nothing is done, and nothing saved."""
        incoming, who = await self.transport.identify(incoming, client)
        return await asyncio.to_thread(self._look, incoming, who, client)

    async def nothing(self, incoming: In, client: C) -> None:
        """Tell the person that there is nothing in the message to answer."""
        await self.transport.deliver(sorry(words.NOTHING_IN_IT), incoming, client)

    def message(self, incoming: In, who: Who, client: C, desk: Desk) -> Message:
        """The message for the handlers. Reads from the records; raises StoreError."""
        return message(incoming, who, self.transport.audience(incoming, desk, client), desk)

    def _look(self, incoming: In, who: Who, client: C) -> Reply:
        handler_message = self.message(incoming, who, client, client.desk())
        return client.district.respond(replace(handler_message, look=True))

    async def _respond(self, incoming: In, who: Who, files: tuple[File, ...], client: C) -> tuple[Reply, str]:
        """The reply, and a sentence where the chat did not tell who reads the place; else an empty one."""
        readers = await self._readers(incoming, who, client)

        def respond() -> tuple[Reply, str, Moved]:
            desk = client.desk()
            audience = self.transport.audience(incoming, desk, client)
            self.contacts.note(audience.place, desk)
            only_opens = bool(incoming.kept)  # a form with what was said: that goes on waiting for a yes
            handler_message = replace(message(incoming, who, audience, desk, files), readers=readers, look=only_opens)
            reply = client.district.respond(handler_message)
            return reply, audience.unsure, _moved(reply, desk)

        if incoming.is_question:
            reply, unsure, (old, new) = await self.queue.answer(respond, partial(self._tell_turn, incoming, client))
        else:
            reply, unsure, (old, new) = await asyncio.to_thread(respond)
        reply = await self.transport.moved(reply, new, incoming, client) if new else reply
        if old:
            self.background.begin(self._left(old, incoming, client))
        return reply, unsure

    async def _left(self, place: Place, incoming: In, client: C) -> None:
        """Tell the place that had them until now that the privacy team's reminders go elsewhere. Never raises."""
        try:
            await self.transport.post(Reply(title=words.LEFT, private=False), place, incoming, client)
        except Exception as trouble:  # noqa: BLE001 - the person who moved them has read it
            log.info("a place that reminders left could not be told (%s)", self.transport.why(trouble))

    async def _readers(self, incoming: In, who: Who, client: C) -> PlaceReaders | None:
        """Who reads the place that a setup command would make the privacy team's own; None for all else."""
        if incoming.parsed.name != SETUP:
            return None

        def wanted() -> Place | None:
            desk = client.desk()
            if desk.records is None:
                return None
            audience = self.transport.audience(incoming, desk, client)
            self.contacts.note(audience.place, desk)
            return place_wanted(message(incoming, who, audience, desk), desk)

        place = await asyncio.to_thread(wanted)
        return await self.transport.who_reads(place, client) if place else None

    async def _tell_turn(self, incoming: In, client: C, number: int) -> None:
        """Tell the person their place in the queue. Never raises: without it, the answer comes all the same."""
        try:
            await self.transport.deliver(Reply(title=words.wait_your_turn(number=number)), incoming, client)
        except Exception as trouble:  # noqa: BLE001 - see above
            log.info("somebody who waits could not be told so (%s)", self.transport.why(trouble))

    async def _meet(self, incoming: In, who: Who, client: C) -> asyncio.Task[None] | None:
        """Save who speaks and whom they name: somebody who is given something can be written to from then on."""
        meeting_key = f"met {client.organization} {incoming.user} {incoming.alone}"
        if who.outsider or not who.sure or not (self.dedupe.first(meeting_key, FRESH) or incoming.named):
            return None
        meeting = self.background.begin(self.contacts.meet(incoming, who, client))
        if incoming.parsed.changes:
            await asyncio.wait({meeting}, timeout=MEETS_WITHIN)
        return meeting

    @staticmethod
    async def _after(after: Callable[[C], Awaitable[None]], meeting: asyncio.Task[None] | None, client: C) -> None:
        if meeting:
            await asyncio.wait({meeting})
        await after(client)

    def _offer(self, reply: Reply, incoming: In, client: C) -> ShareRequest | None:
        return self.shareable.offer(reply, incoming, self.whose(incoming, client))

    def whose(self, incoming: In, client: C) -> str:
        """The author and the conversation, as one text that is unique across organizations."""
        return f"{client.organization} {incoming.key}"

    def failed(self, problem: BaseException, incoming: In | None = None) -> Reply:
        """What the person reads about a failure; the log has its details, under the reference where there is one."""
        why, saved = self.transport.why(problem), on_record(incoming) if incoming else ""
        match self.transport.classify(problem):
            case Failure.MAYBE:
                log.warning("an answer was perhaps not taken (%s)", why)
                return perhaps(self.transport.name, saved)
            case Failure.RETRY:
                log.warning("an answer was not taken (%s)", why)
                return sorry(words.busy(self.transport.name, saved))
            case found:
                return failed(problem, why, saved, bug=found is Failure.BUG)

    def work(self, work: Coroutine[Any, Any, Any], incoming: In, client: C) -> None:
        """Begin the work in the background; where it fails, the person is told."""

        async def apologize(problem: Exception) -> None:
            apart = self.transport.classify(problem) is Failure.MAYBE
            await self.transport.deliver(self.failed(problem, incoming), incoming, client, apart=apart)

        self.background.begin(self.background.reaching(work, apologize))

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """Wait until nothing is in flight, as before stopping; after ``within`` seconds, the rest is given up."""
        await self.background.rest(within)


Moved = tuple[Place | None, Place | None]
"""The places to which the privacy team's posts went, and to which they go; None for the page and without a change."""


def _moved(reply: Reply, desk: Desk) -> Moved:
    if not reply.effects or desk.records is None:
        return None, None
    moved = reply.effects[-1]
    return desk.store.place(moved.before), desk.store.place(moved.place)


@dataclass(frozen=True, slots=True)
class Welcoming(Generic[In, C]):
    """Welcomes; ``post`` shows a reply to everybody in a conversation, and gives its message's id, or an empty one."""

    pipeline: Pipeline[In, C]
    post: Callable[[Reply, In, C], Awaitable[str]]

    async def welcome(self, incoming: In, place: str, client: C) -> None:
        """Welcome the conversation, saved as ``place``; only the person who added the app reads what they can do.

        Raises what the transport raises, and StoreError.
        """
        # Treated as the setup command, which works in a team's private channel, too.
        incoming, who = await self.pipeline.transport.identify(incoming.saying(SETUP), client)

        def made() -> tuple[Reply, Reply | None]:
            desk = client.desk()
            handler_message = self.pipeline.message(incoming, who, client, desk)
            if incoming.alone:
                return proposed(welcome(handler_message, desk), handler_message), None
            shown, own = welcome_to_place(handler_message, desk)
            return shown, proposed(own, handler_message) if own else None

        shown, own = await asyncio.to_thread(made)
        if id := await self.post(shown, incoming, client):
            await asyncio.to_thread(lambda: remember_welcome(place, f"{place} {id}", client.desk()))
        if own:
            await self.pipeline.transport.deliver(own, incoming, client)


async def share(pipeline: Pipeline[In, C], request: ShareRequest, incoming: In, client: C, name: str) -> None:
    """Share the answer. Where that fails, or more is asked first, a press with this ``name`` counts as new again.

    Raises what the transport raises.
    """
    is_shared = False
    try:
        is_shared = await _share(pipeline, request, incoming, client)
    except Exception as problem:
        is_shared = pipeline.transport.classify(problem) is Failure.MAYBE
        raise
    finally:
        if not is_shared:
            await pipeline.dedupe.forget_everywhere(name, client.desk)


def _with_question(reply: Reply, asked: In) -> Reply:
    """The answer below the question, quoted for those who did not read it."""
    question = asked.text.removeprefix("ask ").strip()
    return replace(reply, parts=(Quote(short(question, LONGEST_TEXT)), *reply.parts)) if asked.is_question else reply


async def _share(pipeline: Pipeline[In, C], request: ShareRequest, incoming: In, client: C) -> bool:
    """Whether the answer was published; if not, the person reads why, or is asked first."""

    async def still_may(command: str) -> bool:
        asking, who = await pipeline.transport.identify(incoming.saying(command), client)

        def look() -> bool:
            desk = client.desk()
            return may(command, pipeline.message(asking, who, client, desk), desk)

        return await asyncio.to_thread(look)

    again = incoming.saying(request.text, thread=request.thread or incoming.thread, request="")
    whose = pipeline.whose(incoming, client)
    shareable = await pipeline.shareable.found(request, whose, still_may, lambda: pipeline.reply(again, client))
    if shareable is None:
        await pipeline.transport.deliver(sorry(words.NOT_SHARED), incoming, client)
        return False
    if not shareable.is_law_alone and (question := asked_first(request, await _readers(pipeline, incoming, client))):
        await pipeline.transport.deliver(question[0], incoming, client, question[1])
        return False
    await pipeline.transport.publish(_with_question(shareable.reply, again), incoming, client, request.thread)
    return True


async def _readers(pipeline: Pipeline[In, C], incoming: In, client: C) -> PlaceReaders:
    """Who reads the place in which the answer would be shared."""
    incoming, _ = await pipeline.transport.identify(incoming, client)
    audience = await asyncio.to_thread(lambda: pipeline.transport.audience(incoming, client.desk(), client))
    return await pipeline.transport.who_reads(audience.place, client) if audience.place else PlaceReaders("")
