"""What somebody said, pressed or sent in a chat, before anybody is asked who that is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from handlers.commands import COMMANDS
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.record_kinds import DEADLINE, kind_of
from handlers.dialogue.reply import Reply
from handlers.dispatch import parse_command


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
