"""Sends posts to places in Teams and updates them later, from threads through the loop that serves Teams."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from bot.chat.replies import HalfSent, noted_below
from bot.teams import words
from bot.teams.client import Json, NotTaken, Reference, Speaker, why
from bot.teams.connector.turn import Turn
from bot.teams.render.cards import messages
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place, RetryLater, Unreachable

WITHIN = 40.0
"""Seconds for one send: a call has ten, and may need a new token first. A claimed reminder is ours for two minutes."""


@dataclass(slots=True)
class LoopBridge:
    """Runs work from other threads in the loop that serves Teams, while that loop runs."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def hold(self, _: Any) -> AsyncIterator[None]:
        """For an application's ``cleanup_ctx``: work runs in this loop until the application ends."""
        self._loop = asyncio.get_running_loop()
        yield
        self._loop = None

    def do(self, work: Coroutine[Any, Any, T], within: float = WITHIN) -> T:
        """The result of the work. Blocks, so never call it in the loop's own thread.

        Raises what the work raises, and `NotTaken` where the loop does not run, or the work took too long; in the
        second case it may have been done all the same.
        """
        if self._loop is None:
            work.close()
            raise NotTaken(0, "not_running")
        pending = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return pending.result(within)
        except TimeoutError:
            pending.cancel()
            raise NotTaken(0, "too_slow", perhaps=True) from None


log = logging.getLogger("dpa")
T = TypeVar("T")
REFERENCE = ("service", "conversation", "tenant", "bot")
NOT_NOW = {412, 429}
"""Statuses: nothing was done, and it may be tried again a little later."""
NO_USE = {401, 403, 404}
"""Statuses that trying again does not fix: the secret, the bot's membership or the conversation is the problem."""
UNTRUSTED = "untrusted_service"
GONE = 404
FIRST_SILENCE, LONGEST_SILENCE = 4.0, 120.0
"""Seconds to wait where Teams does not say how many: the first, doubled after each refusal, and the most."""
MOST_BEGUN = 1000


@dataclass(frozen=True, slots=True)
class TeamsChannel:
    """The channel to places of Teams, by the references on file; ``serves`` says which tenants it posts to.

    A bot cannot read its earlier posts there, so a post that is sent again says that it may repeat. Posts of which only
    some messages were sent are remembered while the process lives; then only the rest is sent.
    """

    speaker: Speaker
    bridge: LoopBridge
    serves: Callable[[str], bool] = lambda _: True
    gap: timedelta = timedelta(seconds=2)
    """1,800 messages an hour in a thread; that is slower than Teams' other limits (7 in one second, 60 in 30)."""
    begun: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False)
    """The ids of the messages sent of unfinished posts, by place and post."""
    refusals: Counter[str] = field(default_factory=Counter, repr=False)
    """How often each place asked for a pause since it last took a message."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        """Post it; the address is the place's id and each message's id.

        Raises RetryLater, Unreachable, HalfSent, NotTaken. After a 502, a 504 or a lost connection nobody knows whether
        it arrived: it counts as an attempt, so that the next one says that it may repeat.
        """
        payloads = messages(noted_below(reply, words.MAY_REPEAT) if again else reply)
        if len(self.begun) >= MOST_BEGUN:
            self.begun.clear()
        sent = self.begun.setdefault((place.id, post), [])
        try:
            for payload in payloads[len(sent) :]:
                sent.append(self._say(place, payload, begun=bool(sent)))
        finally:
            if not 0 < len(sent) < len(payloads):
                self.begun.pop((place.id, post), None)
        return " ".join((place.id, *sent))

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        """Replace the first message of a post and delete the rest. Raises as `send`; what is gone is skipped."""
        ids = sent_as.split()[1:]
        if not ids:
            return
        first, *rest = ids
        card = messages(reply)[0]

        steps: list[Callable[[Turn], Awaitable[None]]] = [lambda turn: turn.update(first, card)]
        steps += [partial(_take_back, id) for id in rest]
        for step in steps:
            try:
                self._do(place, step)
            except NotTaken as refused:
                if refused.status != GONE:
                    raise self._meaning(place, refused) from refused

    def _say(self, place: Place, payload: Json, *, begun: bool) -> str:
        try:
            id = self._do(place, lambda turn: turn.send(payload))
        except NotTaken as refused:
            meaning = self._meaning(place, refused)
            if begun and isinstance(meaning, RetryLater):
                raise HalfSent from refused  # as a failure, so that the next attempt says that it may repeat
            raise meaning from refused
        self.refusals.pop(place.id, None)
        return id

    def _do(self, place: Place, work: Callable[[Turn], Awaitable[T]]) -> T:
        reference: Reference = {name: place.address.get(name, "") for name in REFERENCE}
        if not (reference["service"] and reference["conversation"]):
            raise Unreachable(words.NO_REFERENCE)
        if not self.serves(reference["tenant"]):
            raise Unreachable(words.not_served(reference["tenant"]))
        return self.bridge.do(self.speaker.speak(reference, work))

    def _meaning(self, place: Place, refused: NotTaken) -> Exception:
        """What a refusal means for a post: not now, never here, or trouble that may pass."""
        if refused.status in NOT_NOW:
            self.refusals[place.id] += 1
            return RetryLater(refused.after if refused.after is not None else self._silence(place))
        log.warning("Teams did not take a post at %s (%s)", place.id, why(refused))
        if refused.status in NO_USE or refused.code == UNTRUSTED:
            return Unreachable(why(refused))
        return refused

    def _silence(self, place: Place) -> float:
        doubled = FIRST_SILENCE * 2.0 ** min(self.refusals[place.id] - 1, 10)
        return min(doubled, LONGEST_SILENCE) * random.uniform(0.5, 1.5)  # noqa: S311 - so that not all come at once


async def _take_back(id: str, turn: Turn) -> None:
    await turn.delete(id)
