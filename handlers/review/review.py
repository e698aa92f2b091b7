"""What a review finds in a paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ItemStatus(StrEnum):
    """What a paper does with one provision."""

    PRESENT = "present"
    """It would satisfy the item."""
    WEAK = "weak"
    """Vague, partial, blank or outdated; a bare promise where the law wants a description."""
    CONTRADICTED = "contradicted"
    """It says the opposite, or is overridden elsewhere."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote, word for word the paper's text from ``start`` to ``end``."""

    quote: str
    page: int | None
    start: int
    end: int
    recognized: bool = False
    """Whether the words were recognized in a picture, so that some of them may be wrong."""
    file: str = ""
    """The file in which it stands, where several are one paper."""


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """One row of a review: what the paper does with an item, on which words that rests, and why."""

    item: str
    """The id of the item, as in ``property`` of the checklist ``contract-provisions``, or the name of a risk."""
    status: ItemStatus
    evidence: tuple[Evidence, ...]
    """The most telling first; empty only where the item is absent."""
    why: str
    """One plain sentence."""

    @property
    def recognized(self) -> bool:
        """Whether it rests on words that were recognized in pictures."""
        return any(one.recognized for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Risk:
    """Something beside the ten that counsel should see."""

    name: str
    """As in ``advertising``; its words are in words.py."""
    cite: str
    """The pin, as in ``cc(b)(1)``; empty where no law of Connecticut is meant."""
    evidence: tuple[Evidence, ...]
    why: str


@dataclass(frozen=True, slots=True)
class BreachDays:
    """Within how many days of discovery the paper has the vendor tell the board; None where it does not say."""

    student_information: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the paper says of itself; empty or None where it does not, never guessed."""

    vendor: str = ""
    product: str = ""
    board: str = ""
    executed: date | None = None
    expires: date | None = None
    governing_law: str = ""
    """The state, as in ``Connecticut``."""
    breach: BreachDays = BreachDays()


@dataclass(frozen=True, slots=True)
class Review:
    """A whole review, for the law of one day."""

    as_of: date
    provisions: Mapping[str, ItemFinding]
    """By item id, in the order of the law."""
    risks: tuple[Risk, ...] = ()
    """Terms that may make the contract void (10-234bb(e), (f)), and terms that clash with the law."""
    questions: tuple[ItemFinding, ...] = ()
    """What districts ask beside the law: training of models on student data, features of AI, subprocessors."""
    facts: PaperFacts = field(default_factory=PaperFacts)
    notes: tuple[str, ...] = ()
    """Sentences about the file: what could not be read in it, what it refers to that is not there."""
