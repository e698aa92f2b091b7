"""How a message ended, and the note of it that may be logged."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.dialogue.command_spec import Sorry
from storage.port import StoreError


class Outcome(StrEnum):
    """How a message ended; decided once, in dispatch."""

    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    ABSTAINED = "abstained"
    DONE = "done"
    SORRY = "sorry"
    REFUSED = "refused"
    BUG = "bug"

    @property
    def failed(self) -> bool:
        """Whether the person did not get what they asked for, and nothing asks them for more."""
        return self in {Outcome.SORRY, Outcome.REFUSED, Outcome.BUG}


@dataclass(frozen=True, slots=True)
class Note:
    """What may be told of a message: never its words.

    A person who met a bug reads the same ``reference``. ``problem`` is the bug, or why the records could not be used.
    """

    outcome: Outcome
    reference: str
    command: str = ""
    problem: Exception | None = None


def sentence(problem: BaseException) -> str:
    """The sentence that people read about a problem; empty for a bug, which has none."""
    return str(problem) if isinstance(problem, Sorry | StoreError) else ""
