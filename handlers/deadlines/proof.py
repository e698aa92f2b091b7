"""Checks whether a proof can be looked up later, and whether a typed line is a proof and nothing else."""

from __future__ import annotations

from datetime import date

from handlers.deadlines import words as deadline_words
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Message
from handlers.forms.filled import Filled
from handlers.understanding.days.dates import days_in, month_in

_ADDRESS = re.compile(r"(?:\bhttps?://|\bwww\.)\S*[^\s?!,]|\b[\w-]{2,}\.[a-z]{2,6}\b(?:/\S*[^\s?!,])?", re.IGNORECASE)
"""Of a page, or the name of a file."""
_TOLD = re.compile(
    rf"[\s,.]*(?:(?:{'|'.join(deadline_words.DONE_HOW)}) on \d{{4}}-\d\d-\d\d(?: at [\d:]+(?: ?[ap]\.?m\.?)?)?)?[\s.]*",
    re.IGNORECASE,
)
"""What may stand beside an address, as the bot's own buttons say it."""
_NUMBER_LAST = re.compile(r"\d(?:st|nd|rd|th|\s*[ap]\.?m\.?)?\Z", re.IGNORECASE)


def check_proof(filled: Filled, message: Message, today: date) -> None:
    """Ask before a proof is saved that nobody can look up; of a typed line, also where it says more than a proof."""
    said = filled.text("proof")
    filled.guard("proof")
    if doubt := doubt_about(said, today):
        filled.doubt("proof", doubt)
    elif said and "proof" not in message.fields and not is_whole(said, today):
        filled.doubt("proof", deadline_words.KEEP_WORDS)


def proves(said: str, today: date) -> bool:
    """Whether it has an address, a file's name or a day, where somebody can look it up later."""
    return bool(_ADDRESS.search(said) or days_in(said, today) or month_in(said))


def doubt_about(said: str, today: date) -> str:
    """What is to be confirmed before it is kept: that nobody can look it up, or that its day is to come; else empty."""
    if said and not proves(said, today):
        return deadline_words.KEEP_PROOF
    ahead = next((one.day for one in days_in(said, today) if one.day and one.day > today), None)
    return deadline_words.still_to_come(ahead) if ahead else ""


def is_whole(said: str, today: date) -> bool:
    """Whether it is an address and nothing else, or ends with a day: what stands behind may take the proof back."""
    if _ADDRESS.search(said):
        return bool(_TOLD.fullmatch(_ADDRESS.sub("", said)))
    ends = said.rstrip(" .,;)")
    return bool(_NUMBER_LAST.search(ends)) or any(day.end >= len(ends) for day in days_in(ends, today))
