"""What ``dpa connect`` asks for, and how an answer is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.chat.token_check import TokenCheck
from bot.cli.connect import words
from bot.settings import check_settings
from bot.settings.file import read_line
from handlers.dialogue.errors import Sorry

Answers = Mapping[str, str]
"""The settings as the file will have them, by name."""


@dataclass(frozen=True, slots=True)
class SettingPrompt:
    """One value: its setting, and what people read; ``needed`` says whether it is, by the answers before."""

    name: str
    asks: str
    secret: bool = False
    needed: bool = True
    when: Callable[[Answers], bool] = lambda _: True
    named: Callable[[str], str] | None = None
    """The setting by what was pasted, where either of two will do; the other one goes."""
    instead_of: tuple[str, ...] = ()
    completed: Callable[[str, str], str] = lambda said, _: said
    """The value in its stored spelling, from what was typed and what stood there before."""

    def read(self, said: str, kept: Answers) -> dict[str, str]:
        """The settings with the answer; empty keeps what is there. Raises Sorry where it cannot be right."""
        said = self._bare(said)
        if not said:
            if self.needed and not self.has(kept):
                raise Sorry(words.NEEDED)
            return dict(kept)
        name = self.named(said) if self.named else self.name
        value = self.completed(said, kept.get(name, ""))
        problems = check_settings({name: value})
        if isinstance(problems, dict) and name in problems:
            raise Sorry(words.wrong(name, problems[name]))
        return {**{id: text for id, text in kept.items() if id not in self.instead_of}, name: value}

    def has(self, kept: Answers) -> bool:
        """Whether there is a value already."""
        return any(kept.get(name) for name in (self.name, *self.instead_of))

    def _bare(self, said: str) -> str:
        """What was pasted, without the name of its setting before it, as it stands in a file."""
        line = read_line(said)
        return line[1] if line and line[0] in {self.name, *self.instead_of} else said.strip()


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """Questions that are checked together; ``check`` gives None where there is nothing to ask the chat."""

    questions: tuple[SettingPrompt, ...]
    check: Callable[[Answers], TokenCheck | None] = lambda _: None
