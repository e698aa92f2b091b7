"""The commands that can be typed, and the other words that people use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import CommandSpec
from handlers.understanding.fuzzy import is_typo

SHORTEST = 4
"""Letters that a slip of the finger needs around it."""
QUESTION, NOTHING, OPERATOR_TEST, MAY_USE = "ask", "help", "operator", "app"
"""What a text is that is no command, what an empty one is, and what asks of a product: an operator, and to be used?"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The commands by name, and the one that is understood and never typed: whether there is a contract."""

    commands: Mapping[str, CommandSpec]
    on_record: CommandSpec
    said: Mapping[str, str] = field(init=False)
    """What is typed, in plain letters, and the command that it stands for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", dict(_all_said(self.commands.values())))

    def one_off(self, text: str) -> set[str]:
        """The commands that the text is one letter off."""
        near = {say for typed, say in self.said.items() if is_typo(text, typed)}
        return near | self.names_one_off(text)

    def names_one_off(self, text: str) -> set[str]:
        """The names of commands that the text is one letter off."""
        return {name for name in self.commands if is_typo(text, name)}


def _all_said(specs: Iterable[CommandSpec]) -> Iterator[tuple[str, str]]:
    says = {say: typed for spec in specs for say, typed in _said_instead(spec) if typed}
    for say, typed in says.items():
        yield from ((plain(one), say) for one in typed)
    for say in says:
        yield plain(say), say
        yield plain(say).replace(" ", ""), say


def _said_instead(spec: CommandSpec) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield spec.name, (*spec.phrases, *([spec.button.label] if spec.button else []), *spec.titles)
    for argument, typed in spec.with_argument.items():
        yield f"{spec.name} {argument}", tuple(typed)


def plain(text: str) -> str:
    """In small letters, with blanks for hyphens and without what ends a sentence."""
    said = re.sub(r"[-_]+", " ", text.lower().replace("’", "'")).strip(" .!?,:;")
    return " ".join(said.removeprefix("please ").removesuffix(" please").split())
