"""Holds what a message wants, and the values that it says for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MOST_KNOWN = 3
"""Names on file that the state line tells."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the message that is a value: ``text[start:end]``."""

    slot: str
    """What it is a value of, as in ``vendor`` or ``date:executed``; ``knowledge/messages/README.md`` lists them."""
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What is wanted, as shares, and every value that was said."""

    intents: Mapping[str, float] = field(default_factory=dict)
    """From an intent to its share, the likeliest first; all shares add up to 1."""
    values: tuple[Span, ...] = ()
    """In the order of the text."""

    def share(self, *intents: str) -> float:
        """How likely one of these is meant."""
        return sum(self.intents.get(one, 0.0) for one in intents)

    def of(self, *slots: str) -> tuple[str, ...]:
        """The values of these slots as they were said; ``date`` stands for a date of whatever event."""
        found = (one for one in self.values if one.slot in slots or one.slot.partition(":")[0] in slots)
        return tuple(one.text for one in found if any(map(str.isalnum, one.text)))


def mixed(one: Frame, other: Frame) -> Frame:
    """The values of the first, and of both readings the mean of what they take to be wanted."""
    shares = {intent: (share + other.intents.get(intent, 0.0)) / 2 for intent, share in one.intents.items()}
    return Frame(dict(sorted(shares.items(), key=lambda each: -each[1])), one.values)


def with_known(state: str, known: Sequence[str]) -> str:
    """The state line with the names in the message that the district has on file, so that they are read as names."""
    return f"on file {', '.join(known[:MOST_KNOWN])} / {state or '-'}" if known else state
