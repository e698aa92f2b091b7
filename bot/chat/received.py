"""What somebody said, pressed or sent in a chat, before anybody is asked who that is."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar, Self

from bot.chat import words
from handlers.commands import COMMANDS
from handlers.contracts import words as contract_words
from handlers.contracts.file import LARGEST_FILE, MEDIA_TYPES
from handlers.contracts.files import SAY as ADD_FILE
from handlers.contracts.listing import SAY as LOG
from handlers.dialogue.command_spec import DEADLINE, ParsedCommand, kind_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import File, Reply, Text, file_name, sorry_reply
from handlers.dispatch import parse_command
from handlers.imports.commands import SAY as IMPORT
from handlers.imports.files.tables import is_sheet
from handlers.people import contacts
from handlers.review.answers.commands import SAY as REVIEW
from handlers.review.subject import is_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming(ABC):
    """One message, button or form; each chat adds what only that chat tells."""

    surface: ClassVar[str]
    """The chat's name in the records, as in ``slack``."""
    text: str = ""
    user: str = ""
    """The author's id in the chat."""
    thread: str = ""
    """The message under which the answer belongs; empty for none."""
    request: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    """What is to be filled into the form that the answer has."""
    files: tuple[Any, ...] = ()
    """As the chat names them; none is fetched yet."""
    quiet: bool = False
    """Whether it was said or pressed where only the author sees it, in a conversation that others read."""
    form: str = ""
    """Which opening of a form was sent; empty for all else."""
    proposal: str = ""
    """Which proposal the button or form settles; empty for none."""
    _saved: list[str] = field(default_factory=list, repr=False, compare=False)
    """The ids of the records that it saved, shared by all copies; one that is empty where what it saved has none."""
    _parsed: dict[str, ParsedCommand] = field(default_factory=dict, repr=False, compare=False)
    """What a text was taken for, shared by all copies, so that each text is parsed once."""

    @property
    def who(self) -> str:
        """The author as the records know them."""
        return f"{self.surface}:{self.user}"

    @property
    @abstractmethod
    def place(self) -> str:
        """Where the conversation is kept; empty where none is kept."""

    @property
    @abstractmethod
    def alone(self) -> bool:
        """Whether nobody but the author reads what is said there."""

    @property
    @abstractmethod
    def key(self) -> str:
        """The author and the conversation, as one text that no other pair has."""

    @abstractmethod
    def people(self, text: str) -> tuple[str, ...]:
        """The chat's ids of those who are named in a text, each once, in order, without the author."""

    @property
    def parsed(self) -> ParsedCommand:
        """The command that the text is."""
        if self.text not in self._parsed:
            self._parsed[self.text] = parse_command(self.text)
        return self._parsed[self.text]

    def saves(self, reply: Reply) -> None:
        """Note what it changed on record, so that an apology can tell it where the answer is lost."""
        if event := reply.event:
            made = [id for id in event.made if kind_of(id) not in {None, DEADLINE}]
            self._saved[:] = made or [id for id in (self.parsed.id, *event.touched) if kind_of(id)][:1] or [""]

    @property
    def saved(self) -> tuple[str, ...]:
        """The ids of the records that it saved, as far as it is answered; one of them empty for what has no id."""
        return tuple(self._saved)

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of those who are named where the records are to change, as the owner of a deadline."""
        return self.people(" ".join((self.text, *self.fields.values()))) if self.parsed.changes else ()

    @property
    def only_tells(self) -> bool:
        """Whether it is about the law alone and changes nothing: then its answer is no secret."""
        command = COMMANDS.get(self.parsed.name)
        return command is not None and command.only_tells

    @property
    def is_question(self) -> bool:
        """Whether it is a question, whose answer is the same for everybody."""
        return self.parsed.name == "ask" and bool(self.text.strip())

    @property
    def repeatable(self) -> str:
        """The text, where answering it again only looks something up; else empty."""
        return "" if self.fields or self.parsed.changes else self.text

    def saying(self, text: str, **others: Any) -> Self:
        """The same with another text."""
        return replace(self, text=text, **others)


WITH_A_FILE = frozenset(one.name for one in COMMANDS.values() if one.takes_file)
"""The commands that take one."""
FILE_IS_ENOUGH = frozenset(one.name for one in COMMANDS.values() if one.file_is_enough)
MOST_FILES = 5
LARGEST_KEPT = 25 * 1024 * 1024
LARGEST = 1024 * 1024 * 1024


def needs_files(incoming: Incoming) -> bool:
    """Whether the files belong to what was said; most bare commands only open their form, which keeps them."""
    typed = incoming.text.split(maxsplit=1)
    if not (incoming.files and typed):
        return False
    enough = incoming.parsed.name in FILE_IS_ENOUGH
    takes = typed[0].lower() in WITH_A_FILE - FILE_IS_ENOUGH and len(typed) > 1
    return bool(incoming.fields) or enough or takes


def only_for_files(incoming: Incoming) -> bool:
    """Whether nothing was said, or only that the files are to be reviewed, of which each is answered apart."""
    reviews = incoming.parsed.name == REVIEW and not incoming.parsed.id
    return bool(incoming.files) and not incoming.fields and (reviews or not incoming.text)


def is_reviewed(name: str, size: int = 1) -> bool:
    """Whether a file that came without a command is reviewed at once; ``size`` where it is known."""
    return is_paper(name) and 0 < size <= LARGEST_FILE


def fits(name: str) -> bool:
    """Whether it is named like a document that is kept."""
    return name.lower().endswith(tuple(MEDIA_TYPES))


def offers(name: str) -> tuple[tuple[str, str], ...]:
    """What can be done with a file of that name: what its buttons say, and their labels."""
    if is_sheet(name):
        return ((IMPORT, words.IMPORT_THIS),)
    return ((LOG, words.LOG_THIS), (ADD_FILE, words.ADD_THIS)) if fits(name) else ()


def what_with(name: str, size: int | None = None) -> Reply:
    """A file that came without a command: what to do with it, or that nothing can be; ``size`` where it is known."""
    name = file_name(name)
    if is_sheet(name):
        return Reply(title=words.FILE_TITLE, parts=(Text(words.what_with_sheet(name)),))
    if wrong := _unfit(name, size):
        return sorry_reply(words.FILE_TITLE, wrong)
    return Reply(title=words.FILE_TITLE, parts=(Text(words.what_with(name)),))


def _unfit(name: str, size: int | None) -> str:
    """Why no contract keeps such a file; empty where one may."""
    if not fits(name):
        return contract_words.not_a_document(name)
    if size is not None and size > LARGEST_FILE:
        return contract_words.file_too_large(name, size, LARGEST_FILE)
    return contract_words.empty_file(name) if size == 0 else ""


def refuses_files(reply: Reply) -> bool:
    """Whether it is a form that does not take the files which came for it."""
    return any(field.kind == "file" and field.error for field in (reply.form.fields if reply.form else ()))


def too_large(name: str, size: int) -> File:
    """In the place of a file that is not read: only zeros, which say how large it is."""
    return File(name, "", bytes(min(size, LARGEST)))


async def whole(pieces: AsyncIterable[bytes]) -> bytes | None:
    """All of it; None where it is larger than what is kept."""
    content = bytearray()
    async for piece in pieces:
        content += piece
        if len(content) > LARGEST_KEPT:
            return None
    return bytes(content)


RETRIED = 15 * 60.0
"""Seconds within which a chat sends the same once more."""
DOUBLE_CLICK = 2.0
MOST = 50_000
KEPT = 60.0
"""Seconds for which a form that was taken is the same one when it comes again."""


@dataclass(slots=True)
class Deduplicator:
    """What was heard lately, by a name that a repetition shares."""

    replicas: bool = False
    """Whether other bots work on the same records, so that a chat may tell one of them what it told another."""
    _until: dict[str, float] = field(default_factory=dict)

    def first(self, name: str, lasts: float = RETRIED) -> bool:
        """Whether it is new; from now on, and for so many seconds, it is not."""
        now = time.monotonic()
        if self._until.get(name, 0.0) > now:
            return False
        if len(self._until) >= MOST:
            self._until = {kept: until for kept, until in self._until.items() if until > now}
        self._until[name] = now + lasts
        return True

    async def first_of_all(self, name: str, lasts: float, desk: Callable[[], Desk]) -> bool:
        """As ``first``, and the other bots on the records of that ``desk`` have not heard it either."""
        return self.first(name, lasts) and await self.claim(name, lasts, desk)

    async def claim(self, name: str, lasts: float, desk: Callable[[], Desk]) -> bool:
        """Whether no other bot has heard it; from now on, for so many seconds, none is first."""
        if not self.replicas:
            return True
        return await asyncio.to_thread(contacts.claim_once, name, timedelta(seconds=lasts), desk)

    async def forget_everywhere(self, name: str, desk: Callable[[], Desk]) -> None:
        """It is new again, for all bots."""
        self.forget(name)
        if self.replicas:
            await asyncio.to_thread(contacts.release_claim, name, desk)

    def forget(self, name: str) -> None:
        """It is new again, as when nothing came of it."""
        self._until.pop(name, None)

    def knows(self, name: str) -> bool:
        """Whether it was heard; asking does not mark it as heard."""
        return self._until.get(name, 0.0) > time.monotonic()


@dataclass(frozen=True, slots=True)
class InFlight:
    """What was pressed or sent lately, by a name that a repetition shares, with the reply that it has or gets."""

    _tasks: dict[str, asyncio.Task[Reply]] = field(default_factory=dict)

    def begin(
        self, name: str, work: Callable[[], asyncio.Task[Reply]], *, form: bool = True
    ) -> tuple[asyncio.Task[Reply], bool]:
        """The reply, and whether this is the first time; the same once more has the same reply.

        Unless there is something to correct: a ``form`` that was not taken may be sent again at once.
        """
        if found := self._tasks.get(name):
            return found, False
        task = self._tasks[name] = work()
        loop, lasts = asyncio.get_running_loop(), KEPT if form else DOUBLE_CLICK

        def finished(done: asyncio.Task[Reply]) -> None:
            broken = done.cancelled() or done.exception() is not None
            to_correct = broken or (form and (done.result().form or done.result().failed))
            loop.call_later(0 if to_correct else lasts, self._tasks.pop, name, None)

        task.add_done_callback(finished)
        return task, True
