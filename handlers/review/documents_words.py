"""The sentences of the report and the addendum that come out of a review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

FOOTER = messages.read_by_a_program_check_the(not_advice=NOT_ADVICE)
LEFT_OUT = "[…]"

DRAFT = messages.a_draft_for_your_counsels_review(not_advice=NOT_ADVICE)
LINES = (
    "Signature: ____________________",
    "Name: ____________________",
    "Title: ____________________",
    "Date: ________",
)


def report_title(name: str) -> str:
    """The title of the report."""
    return short(f"Review: {name}")


def by_law_of(on: date) -> str:
    """The day whose law the review applies."""
    return messages.by_law_of(on=day(on))


def where(place: int, page: int | None) -> str:
    """One of the quotes of a row, as the words of a link."""
    return f"quote {place}{f', page {page}' if page else ''}"


def note(read: str, page: int | None) -> str:
    """The comment on a clause: what the vendor's paper has."""
    return messages.note(page=f", page {page}" if page else "", read=read)


def ready(name: str, blanks: Sequence[str]) -> str:
    """The addendum file is ready, and what is still blank in it."""
    fill = messages.fill_in(blanks="; ".join(blanks)) if blanks else ""
    return messages.is_ready_for_your_counsels_review(name=name, fill=fill)


def ends(last: str) -> str:
    """The end of the contract, where it is known, and what the clauses call it."""
    return messages.ends(last=f" and ending on {last}" if last else "")


def email(to: str, product: str, needed: Sequence[str], district: str) -> str:
    """A short e-mail that goes with the addendum."""
    lines = "\n".join(f"- {one}" for one in needed)
    about = f" for {product}" if product else ""
    return messages.hello_connecticuts_student_data(to=to, about=about, lines=lines, district=district)
