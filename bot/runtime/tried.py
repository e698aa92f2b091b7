"""Does what a program asks for, and says what went wrong where it cannot be had."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, final

from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry
from handlers.dialogue.outcome import Note, Outcome
from handlers.people.access import Refused

T = TypeVar("T")


@final
@dataclass(frozen=True, slots=True)
class Failure:
    """What a program reads in the place of an answer, and the HTTP status that says the same."""

    says: str
    status: int


def tried(
    name: str, work: Callable[[], T], outcome: Callable[[T], Outcome] = lambda _: Outcome.ANSWERED
) -> tuple[T | Failure, Note]:
    """What the work comes to, and what may be logged of it. Never raises; a bug is told by its reference."""
    reference = secrets.token_hex(3)
    try:
        with store_trouble_as_sorry():
            found = work()
        return found, Note(outcome(found), reference, name)
    except Refused as refused:
        return Failure(str(refused), 401), Note(Outcome.REFUSED, reference, name)
    except Sorry as sorry:
        trouble = sorry.__cause__ if isinstance(sorry.__cause__, Exception) else None
        return Failure(str(sorry), 503 if trouble else 400), Note(Outcome.SORRY, reference, name, trouble)
    except Exception as bug:  # noqa: BLE001 - whatever it is, the program gets its reference
        return Failure(wording.bug(reference), 500), Note(Outcome.BUG, reference, name, bug)
