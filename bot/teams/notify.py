"""Sends posts to places in Teams."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from bot.chat.replies import HalfSent, noted_below
from bot.teams import words
from bot.teams.client import Json, NotTaken, Reference, Speaker, Turn, why
from bot.teams.render.cards import messages
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place, RetryLater, Unreachable

WITHIN = 40.0
"""Seconds: a call has ten, and our token may have to be asked for first. A claimed reminder is ours for two minutes."""


@dataclass(slots=True)
class LoopBridge:
    """The way from a thread into the loop that serves Teams, as long as that loop runs."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def hold(self, _: Any) -> AsyncIterator[None]:
        """For an application's ``cleanup_ctx``: it leads into this loop."""
        self._loop = asyncio.get_running_loop()
        yield
        self._loop = None

    def do(self, work: Coroutine[Any, Any, T], within: float = WITHIN) -> T:
        """What the work gives. Blocks, so it is not for the loop's own thread.

        Raises what the work raises, and `NotTaken` where the loop does not run, or it took too long; then it may have
        been done all the same.
        """
        if self._loop is None:
            work.close()
            raise NotTaken(0, "not_running")
        under_way = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return under_way.result(within)
        except TimeoutError:
            under_way.cancel()
            raise NotTaken(0, "too_slow", perhaps=True) from None


log = logging.getLogger("dpa")
T = TypeVar("T")
REFERENCE = ("service", "conversation", "tenant", "bot")
NOT_NOW = {412, 429}
"""It was not done, and may be asked for again a little later."""
NO_USE = {401, 403, 404}
"""Trying again does not mend it: our secret, the bot's place in the conversation, or the conversation itself."""
UNTRUSTED = "untrusted_service"
GONE = 404
FIRST_SILENCE, LONGEST_SILENCE = 4.0, 120.0
"""Seconds, where Teams does not say how many; twice as many after each refusal."""
MOST_BEGUN = 1000


@dataclass(frozen=True, slots=True)
class TeamsChannel:
    """The channel to places of Teams, by the references on file; ``serves`` says which tenants it speaks to.

    A bot cannot read there what it said, so that a second copy says what it may be. Posts that are half out are
    remembered while the process lives, and only the rest follows.
    """

    speaker: Speaker
    bridge: LoopBridge
    serves: Callable[[str], bool] = lambda _: True
    gap: timedelta = timedelta(seconds=2)
    """1,800 messages an hour in a thread; that is slower than Teams' other limits (7 in one second, 60 in 30)."""
    begun: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False)
    """The ids of those messages of a post that went out, by place and post."""
    refusals: Counter[str] = field(default_factory=Counter, repr=False)
    """How often each place asked for silence since it last took something."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        """Post it; the address is the place's id and each message's id. Raises Later, Unreachable, HalfSent, NotTaken.

        What came of a 502, a 504 or a lost line nobody knows: it counts as an attempt, so that the next one says so.
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

        async def update(turn: Turn) -> None:
            await turn.update(first, card)

        steps = [update, *(_take_back(id) for id in rest)]
        for step in steps:
            try:
                self._do(place, step)
            except NotTaken as refused:
                if refused.status != GONE:
                    raise self._meaning(place, refused) from refused

    def _say(self, place: Place, payload: Json, *, begun: bool) -> str:
        async def say(turn: Turn) -> str:
            return await turn.send(payload)

        try:
            id = self._do(place, say)
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
        """What it means for a post: not now, never here, or a trouble that may pass."""
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


def _take_back(id: str) -> Callable[[Turn], Awaitable[None]]:
    async def take_back(turn: Turn) -> None:
        await turn.delete(id)

    return take_back
