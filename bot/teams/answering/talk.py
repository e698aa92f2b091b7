"""How is somebody in Teams answered?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.once import Once
from bot.slack.showing.kept import with_kept
from bot.teams.answering.share import Shared
from bot.teams.answering.tell import Telling, Told
from bot.teams.answering.trouble import at_file, failed, noted, of_guests, unsure
from bot.teams.answering.under_way import UnderWay
from bot.teams.hearing.files import fetched, needs_files
from bot.teams.hearing.hear import Said
from bot.teams.hearing.known import FRESH, Known, Who, closed, message
from bot.teams.hearing.meet import Meeting, named
from bot.teams.hearing.words import changes
from bot.teams.line import Line, Speaker, why
from handlers.desk import Sorry
from handlers.reply import File, Reply
from handlers.wording import teams as words

log = logging.getLogger("dpa")
T = TypeVar("T")
MEETS_WITHIN = 0.8
"""Seconds that whoever is named is waited for; what is pressed has to be answered within five."""


@dataclass(slots=True)
class Talk:
    """Answers what was said, for all organizations of a process."""

    speaker: Callable[[], Speaker]
    once: Once = field(default_factory=Once)
    shared: Shared = field(default_factory=Shared)
    known: Known = field(init=False)
    meeting: Meeting = field(init=False)
    telling: Telling = field(init=False)
    pressed: UnderWay = field(default_factory=UnderWay)
    _aside: set[asyncio.Task[Any]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.known = Known(self.speaker)
        self.meeting, self.telling = Meeting(self.known), Telling(self.known, self.once)

    async def answer(self, said: Said, line: Line) -> Told:
        """Work the reply out and tell it."""
        return await self.tell(await self.reply(said, line), said, line)

    async def tell(self, reply: Reply, said: Said, line: Line) -> Told:
        """Tell it where it belongs. Raises Refused where it could be told nowhere."""
        return await self.telling.tell(reply, said, line, self.shared.button(reply, said))

    async def reply(self, said: Said, line: Line) -> Reply:
        """What the handlers say to it; a file that cannot be read is answered with a sentence."""
        said, who = await self._ids(said, line), await self.known.who(said.user or said.aad, line)
        try:
            files = await fetched(said.files, _service(line)) if needs_files(said) else ()
        except Sorry as none:
            return at_file(str(none), await asyncio.to_thread(self._look, said, who, line) if said.fields else None)
        await self._met(said, who, line)
        reply = await asyncio.to_thread(self._hear, said, who, files, line)
        reply = await of_guests(reply, said, self.known, line)
        if said.form and reply.tone == "sorry" and not reply.form:
            reply = await self._again(reply, said, who, line)
        if reply.form and said.files:
            reply = noted(reply, words.files_here(len(said.files)))
        return with_kept(unsure(reply, who), said.kept)

    def under_way(self, said: Said, line: Line) -> tuple[asyncio.Task[Reply], bool]:
        """The reply to what was pressed or sent, never raising, and whether this is the first time that it comes."""
        return self.pressed.begin(said, lambda: self.aside(self._guarded(said, line)))

    async def _guarded(self, said: Said, line: Line) -> Reply:
        try:
            return await self.reply(said, line)
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            return failed(bug)

    def _hear(self, said: Said, who: Who, files: tuple[File, ...], line: Line) -> Reply:
        office = line.office
        desk = office.desk()
        self.meeting.note(said, line, desk)
        reply = office.hear(message(said, who, desk, files))
        if said.kind == "channel" and said.text.startswith("setup") and not closed(said, desk) and not said.sort:
            return noted(reply, words.UNSURE_WHERE)
        if reply.tone == "done" and changes(said.text) and said.text.startswith("setup") and said.kind != "personal":
            return self._told_readers(reply, said, desk.records is not None and desk.store.setup().place == said.place)
        return reply

    @staticmethod
    def _told_readers(reply: Reply, said: Said, here: bool) -> Reply:
        """Whoever makes this the district's own place is told who reads it."""
        kind = "private" if said.sort == "private" else said.kind
        return noted(reply, words.READERS[kind]) if here else reply

    def _look(self, said: Said, who: Who, line: Line) -> Reply:
        office = line.office
        return office.hear(replace(message(said, who, office.desk()), look=True))

    async def _again(self, reply: Reply, said: Said, who: Who, line: Line) -> Reply:
        """The form with what was typed below what went wrong; the reply itself where there is no form any more."""
        try:
            looked = await asyncio.to_thread(self._look, said, who, line)
        except Exception:  # noqa: BLE001 - the person reads what went wrong first
            return reply
        return replace(looked, parts=reply.parts, tone="sorry") if looked.form else reply

    async def _ids(self, said: Said, line: Line) -> Said:
        """Those who are mentioned where something is to be changed, by the id that the records know."""
        text = said.text
        for id, name in said.names.items():
            if f"teams:{id}" in text:
                found = await self.known.who(id, line)
                text = text.replace(f"teams:{id}", f"teams:{found.aad}" if found.aad else name)
        return replace(said, text=text)

    async def _met(self, said: Said, who: Who, line: Line) -> None:
        """Keep who speaks, and whom they name: somebody who is given something can be written to from then on."""
        first = self.once.first(f"met {line.tenant} {said.user} {said.kind == 'personal'}", FRESH)
        if who.outsider or not who.sure or not (first or named(said)):
            return
        meeting = self.aside(self.meeting.meet(said, who, line))
        if changes(said.text):
            await asyncio.wait({meeting}, timeout=MEETS_WITHIN)

    async def reaching(self, work: Awaitable[Any], said: Said, line: Line) -> None:
        """Do the work. Never raises; the person is told what failed."""
        try:
            await work
        except Exception as problem:  # noqa: BLE001 - whatever it is, the person is told
            try:
                await self.telling.tell(failed(problem), said, line)
            except Exception as silent:  # noqa: BLE001 - nobody is left to tell
                log.warning("nobody could be told (%s)", why(silent))

    def work(self, work: Coroutine[Any, Any, Any], said: Said, line: Line) -> None:
        """Begin the work, of which the person hears even where it fails."""
        self.aside(self.reaching(work, said, line))

    def aside(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do it without anybody having to wait for it; ``rest`` waits."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._aside.discard(task)
        if not task.cancelled() and (bug := task.exception()):
            log.error("what was done aside failed (%s)", why(bug), exc_info=bug)

    async def rest(self) -> None:
        """When nothing is under way."""
        while self._aside:
            await asyncio.gather(*self._aside, return_exceptions=True)


def _service(line: Line) -> str:
    return str(line.turn.activity.get("serviceUrl") or "")
