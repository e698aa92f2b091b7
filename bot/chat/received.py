"""What somebody said, pressed or sent in a chat, the rules for its files, and how repetitions are recognized."""

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
    """Values, by field, to fill into the form of the answer."""
    files: tuple[Any, ...] = ()
    """The chat's own references to the files; none is fetched yet."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names that its mentions show, by the chat's id of the person; empty in a chat whose mentions show none."""
    quiet: bool = False
    """Whether it was said or pressed where only the author sees it, in a conversation that others read."""
    form: str = ""
    """The id of the opened form that was sent; empty for all else."""
    proposal: str = ""
    """The id of the proposal that the button or form settles; empty for none."""
    _saved: list[str] = field(default_factory=list, repr=False, compare=False)
    """The ids of the records that it saved, shared by all copies; one empty id where what it saved has none."""
    _parsed: dict[str, ParsedCommand] = field(default_factory=dict, repr=False, compare=False)
    """The parsed command of each text, shared by all copies, so that each text is parsed once."""

    @property
    def who(self) -> str:
        """The author as the records know them."""
        return f"{self.surface}:{self.user}"

    @property
    @abstractmethod
    def place(self) -> str:
        """Where the conversation is kept; empty where none is kept."""

    @property
    def begun_in(self) -> str:
        """The chat in which it begins a thread of its own, whose other threads are conversations too; else empty."""
        return ""

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
        """The command that the text was parsed as."""
        if self.text not in self._parsed:
            self._parsed[self.text] = parse_command(self.text)
        return self._parsed[self.text]

    def saves(self, reply: Reply) -> None:
        """Note the ids of what the reply saved, so that an apology can name them where the answer is lost."""
        if event := reply.event:
            created = [id for id in event.made if kind_of(id) not in {None, DEADLINE}]
            self._saved[:] = created or [id for id in (self.parsed.id, *event.touched) if kind_of(id)][:1] or [""]

    @property
    def saved(self) -> tuple[str, ...]:
        """The ids of the records that it has saved; one empty id for what has none."""
        return tuple(self._saved)

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of people named where the records are to change, such as a deadline's owner."""
        return self.people(" ".join((self.text, *self.fields.values()))) if self.parsed.changes else ()

    @property
    def only_tells(self) -> bool:
        """Whether it asks about the law alone and changes nothing, so that its answer is no secret."""
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
        """A copy with another text, and with other fields where given."""
        return replace(self, text=text, **others)


WITH_A_FILE = frozenset(one.name for one in COMMANDS.values() if one.takes_file)
"""The names of the commands that take a file."""
FILE_IS_ENOUGH = frozenset(one.name for one in COMMANDS.values() if one.file_is_enough)
MOST_FILES = 5
LARGEST_KEPT = 25 * 1024 * 1024
LARGEST = 1024 * 1024 * 1024


def needs_files(incoming: Incoming) -> bool:
    """Whether the command uses its files now; most bare commands only open a form, which keeps them."""
    words_typed = incoming.text.split(maxsplit=1)
    if not (incoming.files and words_typed):
        return False
    file_alone = incoming.parsed.name in FILE_IS_ENOUGH
    takes_file = words_typed[0].lower() in WITH_A_FILE - FILE_IS_ENOUGH and len(words_typed) > 1
    return bool(incoming.fields) or file_alone or takes_file


def only_for_files(incoming: Incoming) -> bool:
    """Whether nothing was said, or only to review the files, each of which is answered separately."""
    is_review = incoming.parsed.name == REVIEW and not incoming.parsed.id
    return bool(incoming.files) and not incoming.fields and (is_review or not incoming.text)


def is_reviewed(name: str, size: int = 1) -> bool:
    """Whether a file that came without a command is reviewed at once; ``size`` where it is known."""
    return is_paper(name) and 0 < size <= LARGEST_FILE


def fits(name: str) -> bool:
    """Whether its name ends as that of a document that can be kept."""
    return name.lower().endswith(tuple(MEDIA_TYPES))


def offers(name: str) -> tuple[tuple[str, str], ...]:
    """What can be done with a file of that name: the commands of its buttons, and their labels."""
    if is_sheet(name):
        return ((IMPORT, words.IMPORT_THIS),)
    return ((LOG, words.LOG_THIS), (ADD_FILE, words.ADD_THIS)) if fits(name) else ()


def what_with(name: str, size: int | None = None) -> Reply:
    """The reply to a file without a command: what to do with it, or why nothing can be; ``size`` where it is known."""
    name = file_name(name)
    if is_sheet(name):
        return Reply(title=words.FILE_TITLE, parts=(Text(words.what_with_sheet(name=name)),))
    if wrong := _unfit(name, size):
        return sorry_reply(words.FILE_TITLE, wrong)
    return Reply(title=words.FILE_TITLE, parts=(Text(words.what_with(name=name)),))


def _unfit(name: str, size: int | None) -> str:
    """Why no contract can keep such a file; empty where one can."""
    if not fits(name):
        return contract_words.not_a_document(name=name)
    if size is not None and size > LARGEST_FILE:
        return contract_words.file_too_large(name, size, LARGEST_FILE)
    return contract_words.empty_file(name=name) if size == 0 else ""


def refuses_files(reply: Reply) -> bool:
    """Whether the reply is a form that does not accept the files which came for it."""
    return any(field.kind == "file" and field.error for field in (reply.form.fields if reply.form else ()))


def too_large(name: str, size: int) -> File:
    """Stands in for a file that is too large to read: zeros, as many as it has bytes, at most 1 GiB."""
    return File(name, "", bytes(min(size, LARGEST)))


async def whole(pieces: AsyncIterable[bytes]) -> bytes | None:
    """The pieces as one; None where they have more bytes than may be kept."""
    content = bytearray()
    async for piece in pieces:
        content += piece
        if len(content) > LARGEST_KEPT:
            return None
    return bytes(content)


RETRIED = 15 * 60.0
"""Seconds within which a chat may send the same thing again."""
DOUBLE_CLICK = 2.0
MOST = 50_000
KEPT = 60.0
"""Seconds for which a form that was accepted counts as the same one when it comes again."""


@dataclass(slots=True)
class Deduplicator:
    """Remembers what was received lately, by a name that a repetition shares."""

    replicas: bool = False
    """Whether other bots work on the same records, so that a chat may send a repetition to another one."""
    _until: dict[str, float] = field(default_factory=dict)

    def first(self, name: str, lasts: float = RETRIED) -> bool:
        """Whether the name is new; from now on, for ``lasts`` seconds, it is not."""
        now = time.monotonic()
        if self._until.get(name, 0.0) > now:
            return False
        if len(self._until) >= MOST:
            self._until = {kept: until for kept, until in self._until.items() if until > now}
        self._until[name] = now + lasts
        return True

    async def first_of_all(self, name: str, lasts: float, desk: Callable[[], Desk]) -> bool:
        """As ``first``, and no other bot on the records of that ``desk`` has claimed the name."""
        return self.first(name, lasts) and await self.claim(name, lasts, desk)

    async def claim(self, name: str, lasts: float, desk: Callable[[], Desk]) -> bool:
        """Whether no other bot has claimed the name; it is then ours for ``lasts`` seconds."""
        if not self.replicas:
            return True
        return await asyncio.to_thread(contacts.claim_once, name, timedelta(seconds=lasts), desk)

    async def forget_everywhere(self, name: str, desk: Callable[[], Desk]) -> None:
        """Make the name new again, for all bots."""
        self.forget(name)
        if self.replicas:
            await asyncio.to_thread(contacts.release_claim, name, desk)

    def forget(self, name: str) -> None:
        """Make the name new again, as when nothing came of it."""
        self._until.pop(name, None)

    def knows(self, name: str) -> bool:
        """Whether the name is known; asking does not make it known."""
        return self._until.get(name, 0.0) > time.monotonic()


@dataclass(frozen=True, slots=True)
class InFlight:
    """The replies to what was pressed or sent lately, done or not, by a name that a repetition shares."""

    _tasks: dict[str, asyncio.Task[Reply]] = field(default_factory=dict)

    def begin(
        self, name: str, work: Callable[[], asyncio.Task[Reply]], *, form: bool = True
    ) -> tuple[asyncio.Task[Reply], bool]:
        """The reply's task, and whether this is the first time; a repetition gets the same task.

        But a ``form`` that was not accepted may be sent again at once, as there is something to correct.
        """
        if running := self._tasks.get(name):
            return running, False
        task = self._tasks[name] = work()
        loop, lasts = asyncio.get_running_loop(), KEPT if form else DOUBLE_CLICK

        def finished(done: asyncio.Task[Reply]) -> None:
            broken = done.cancelled() or done.exception() is not None
            to_correct = broken or (form and (done.result().form or done.result().failed))
            loop.call_later(0 if to_correct else lasts, self._tasks.pop, name, None)

        task.add_done_callback(finished)
        return task, True
