"""How is somebody in Teams answered?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.chat import words as chats
from bot.chat.background import Aside
from bot.chat.dedupe import Once
from bot.chat.errors import again, at_file, noted, of_guests
from bot.chat.files import needs_files
from bot.chat.in_flight import UnderWay
from bot.chat.kept_values import with_kept
from bot.chat.lookup_cache import FRESH
from bot.chat.sharing import Shared
from bot.teams import words
from bot.teams.client import Line, Speaker, why
from bot.teams.parse.contacts import Meeting, named
from bot.teams.parse.directory import Known, Who, closed, identified, message
from bot.teams.parse.files import fetched
from bot.teams.parse.incoming import Said
from bot.teams.respond.deliver import Telling, Told
from bot.teams.respond.errors import failed, unsure
from bot.teams.respond.request_key import press
from bot.teams.respond.share import button
from handlers import command_access as may
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import File, Reply

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
    _aside: Aside = field(default_factory=lambda: Aside(why))

    def __post_init__(self) -> None:
        self.known = Known(self.speaker)
        self.meeting, self.telling = Meeting(self.known), Telling(self.known, self.once)

    async def answer(self, said: Said, line: Line) -> Told:
        """Work the reply out and tell it."""
        return await self.tell(await self.reply(said, line), said, line)

    async def tell(self, reply: Reply, said: Said, line: Line) -> Told:
        """Tell it where it belongs. Raises NotTaken where it could be told nowhere."""
        return await self.telling.tell(reply, said, line, button(self.shared, reply, said))

    async def reply(self, said: Said, line: Line) -> Reply:
        """What the handlers say to it; a file that cannot be read is answered with a sentence."""
        asked = self.known.placed(said, line), self.known.who(said.user or said.aad, line)
        said, who = await asyncio.gather(*asked)
        said = identified(await self._ids(said, line), who)
        try:
            files = await fetched(said.files, _service(line)) if needs_files(said) else ()
        except Sorry as none:
            return at_file(str(none), await asyncio.to_thread(self._look, said, who, line) if said.fields else None)
        await self._met(said, who, line)
        reply = await asyncio.to_thread(self._hear, said, who, files, line)
        reply = await of_guests(reply, said.text, named(said), lambda one: self.known.who(one, line))
        if said.form and reply.tone == "sorry" and not reply.form:
            reply = await again(reply, lambda: self._look(said, who, line))
        if reply.form and said.files:
            reply = noted(reply, chats.files_here(len(said.files)))
        return with_kept(unsure(reply, who), said.kept)

    def under_way(self, said: Said, line: Line) -> tuple[asyncio.Task[Reply], bool]:
        """The reply to what was pressed or sent, never raising, and whether this is the first time that it comes.

        Its files are offered by then, once, in the person's own chat: neither a dialog nor a card can hold them.
        """
        return self.pressed.begin(press(said), lambda: self.aside(self._guarded(said, line)), form=bool(said.form))

    async def _guarded(self, said: Said, line: Line) -> Reply:
        try:
            reply = await self.reply(said, line)
            return await self.telling.handed_out(reply, said, line) if reply.files else reply
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            return failed(bug)

    def _hear(self, said: Said, who: Who, files: tuple[File, ...], line: Line) -> Reply:
        office = line.office
        desk = office.desk()
        self.meeting.note(said, line, desk)
        reply = office.respond(message(said, who, desk, files))
        if said.kind == "channel" and may.named(said.text) == "setup" and not closed(said, desk) and not said.sort:
            return noted(reply, words.UNSURE_WHERE)
        if reply.tone == "done" and may.named(said.text) == "setup" and said.kind != "personal":
            return self._told_readers(reply, said, desk.records is not None and desk.store.setup().place == said.place)
        return reply

    @staticmethod
    def _told_readers(reply: Reply, said: Said, here: bool) -> Reply:
        """Whoever makes this the district's own place is told who reads it."""
        kind = "private" if said.sort == "private" else said.kind
        return noted(reply, words.READERS[kind]) if here else reply

    def _look(self, said: Said, who: Who, line: Line) -> Reply:
        office = line.office
        return office.respond(replace(message(said, who, office.desk()), look=True))

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
        if who.outsider or not who.sure:
            return
        name = f"met {line.tenant} {said.user} {said.kind == 'personal'}"
        if not (self.once.first(name, FRESH) or named(said)):
            return
        meeting = self.aside(self.meeting.meet(said, who, line))
        if may.changes(said.text):
            await asyncio.wait({meeting}, timeout=MEETS_WITHIN)

    async def reaching(self, work: Awaitable[Any], said: Said, line: Line) -> None:
        """Do the work. Never raises; the person is told what failed."""
        await self._aside.reaching(work, lambda problem: self.telling.tell(failed(problem), said, line))

    def work(self, work: Coroutine[Any, Any, Any], said: Said, line: Line) -> None:
        """Begin the work, of which the person hears even where it fails."""
        self.aside(self.reaching(work, said, line))

    def aside(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do it without anybody having to wait for it; ``rest`` waits."""
        return self._aside.begin(work)

    async def rest(self) -> None:
        """When nothing is under way."""
        await self._aside.rest()


def _service(line: Line) -> str:
    return str(line.turn.activity.get("serviceUrl") or "")
