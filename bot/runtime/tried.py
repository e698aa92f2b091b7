"""Runs what a program asks for, and turns every failure into a status and a sentence."""

import secrets
from collections.abc import Callable
from typing import TypeVar

from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue import words as wording
from handlers.dialogue.bounded_re import MESSAGE_SECONDS, TookTooLong, within
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.outcome import Note, Outcome
from handlers.people.access import Refused

T = TypeVar("T")


def tried(name: str, work: Callable[[], tuple[T, Outcome]], failed: Callable[[int, str], T]) -> tuple[T, Note]:
    """The result of the work, and a note of what may be logged. Never raises; a bug is reported by its reference.

    ``failed`` makes the result after a failure, from an HTTP status and a sentence that says the same.
    """
    reference = secrets.token_hex(3)
    try:
        with within(MESSAGE_SECONDS), store_trouble_as_sorry():
            result, outcome = work()
        return result, Note(outcome, reference, name)
    except Refused as refused:
        return failed(401, str(refused)), Note(Outcome.REFUSED, reference, name)
    except Sorry as sorry:
        trouble = sorry.__cause__ if isinstance(sorry.__cause__, Exception) else None
        return failed(503 if trouble else 400, str(sorry)), Note(Outcome.SORRY, reference, name, trouble)
    except TookTooLong:
        return failed(400, wording.TOO_LONG), Note(Outcome.SORRY, reference, name)
    except Exception as bug:  # noqa: BLE001 - whatever it is, the program gets its reference
        return failed(500, wording.bug(reference=reference)), Note(Outcome.BUG, reference, name, bug)
