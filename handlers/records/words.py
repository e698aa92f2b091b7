"""The sentences that all answers about the records share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import day

WANTS_SPANISH = re.compile(r"\b(?:spanish|español|espanol|en castellano)\b", re.IGNORECASE)
NO_OWNER = "Without an owner:"
NOTHING_ON_RECORD = "Nothing is on record yet."
SHOW_OVERDUE = "Overdue"
SHOW_DEADLINES = "All deadlines"
SHOW_CONTRACTS = "All contracts"
SHOW_BREACHES = "All breaches"
LOG_CONTRACT = "Log a contract"
LOG_BREACH = "Log a breach"
CORRECT = "Correct"
MARK_DONE = "Mark done"


def many(number: int, word: str) -> str:
    """A number with its word: ``1 contract``, ``2 breaches``."""
    plural = {"breach": "breaches"}.get(word, f"{word}s")
    return f"{number:,} {word if number == 1 else plural}"


def none_of(kind: str) -> str:
    """That there are none: ``No contracts``, ``No breaches``."""
    return many(0, kind).replace("0", "No", 1)


ON_RECORD = "On record here:"


def contract_name(vendor: str, product: str) -> str:
    """A contract's name in a sentence."""
    return f"{vendor} ({product})" if product and product.casefold() != vendor.casefold() else vendor


def owned(owner: str) -> str:
    """Whose it is."""
    return f"owner {owner}" if owner else "no owner"


def of(said: str) -> str:
    """Whose."""
    return f"of {said}" if said else ""


def period(since: date | None, until: date | None, said: str) -> str:
    """A period in words: as it was said, and its dates."""
    if since and until:
        dates = day(since) if since == until else f"{day(since)} to {day(until)}"
    else:
        dates = f"from {day(since)} on" if since else f"until {day(until)}" if until else ""
    return f"({said}: {dates})" if said and dates else f"({dates})" if dates else ""


def none_like(said: str, kind: str) -> str:
    """No record of that kind names it."""
    return short(f"No {kind} with {said} is on record" if said else f"No such {kind} is on record")


def log_it(kind: str, near: Sequence[str]) -> str:
    """What to do about that."""
    alike = f"Did you mean {' or '.join(near)}? " if near else ""
    how = "log it with its date, and I count what follows" if kind == "contract" else "log it, and I count what follows"
    return f"{alike}If there is one, {how}. It may be there under another name."


def which(number: int, kind: str, said: str) -> str:
    """Several fit."""
    return short(f"{many(number, kind)} fit{f' {said}' if said else ''}: which one?")


def counted(number: int, kind: str, told: str) -> str:
    """How many there are, or that there are none."""
    return short(f"{many(number, kind) if number else none_of(kind)}{f' {told}' if told else ''}")
