"""The sentences of the report and the addendum that come out of a review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day

FOOTER = f"Read by a program: check the quotes. {NOT_ADVICE}"
TEN, BESIDE, AI, FACTS, NOTES = (
    "The provisions",
    "Also look at",
    "Not among the provisions: what districts ask about AI",
    "What the paper says of itself",
    "About the file",
)
TEXT = "The paper's text"
TEXT_HINT = "What the review rests on is marked. Each mark names its provision."
VENDOR, PRODUCT, BOARD, SIGNED, ENDS, LAW = "Vendor", "Product", "Board", "Signed", "Ends", "Governing law"
LEFT_OUT = "[…]"
BREACH_INFORMATION, BREACH_OTHER = "Breach notice, student information", "Breach notice, other data"

ADDENDUM = "Student data privacy addendum"
DRAFT = f"A draft for your counsel's review. {NOT_ADVICE}"
FOR_COUNSEL = "For your counsel's review. Delete this note before you send the addendum."
FIRST, CONTACTS = "What comes first", "Privacy contacts"
BETWEEN, AND_VENDOR, ABOUT, SIGNED_ON = (
    "This addendum changes the contract between ",
    " (the Board) and ",
    " (the Contractor) about ",
    ", signed on ",
)
PRECEDENCE = (
    "Where this addendum differs from the contract, from the Contractor's terms of use, its privacy policy or another "
    "document between the parties, or from a later version of one of these, this addendum comes first. It can be "
    "changed only in writing, signed by both parties. It lasts as long as the contract, and as long as the Contractor "
    "holds any of the data."
)
NAME_REACH = "name, phone and e-mail"
DISTRICT, PRODUCT_NAME = "name of the district", "name of the product"
FOR_BOARD, FOR_VENDOR = "For the Board", "For the Contractor"
LINES = (
    "Signature: ____________________",
    "Name: ____________________",
    "Title: ____________________",
    "Date: ________",
)
EMAIL = "E-mail to the vendor:"
FORMAL, REVIEW = "Formal notice to the vendor", "Show the review"
NOT_READ = "No file was read for this: it goes by the provisions that are marked."
NOTHING = "All provisions are present, so there is nothing to add."


def report_title(name: str) -> str:
    """The title of the report."""
    return short(f"Review: {name}")


def by_law_of(on: date) -> str:
    """The day whose law the review applies."""
    return f"Read by the law of {day(on)}."


def page(number: int) -> str:
    """A page of the paper."""
    return f"Page {number}"


def where(place: int, page: int | None) -> str:
    """One of the quotes of a row, as the words of a link."""
    return f"quote {place}{f', page {page}' if page else ''}"


def note(read: str, page: int | None) -> str:
    """The comment on a clause: what the vendor's paper has."""
    return f"The vendor's paper{f', page {page}' if page else ''}: {read}"


def clause(number: int, title: str, pin: str) -> str:
    """The heading of a clause, with where the law asks for it."""
    return f"{number}. {title} [{pin}]"


def addendum_title(id: str, number: int) -> str:
    """The title of the reply with the addendum."""
    return f"Addendum for {id}: {number} clause{'' if number == 1 else 's'}"


def state_first(says: str, pin: str) -> str:
    """The state's own addendum comes before one of our own."""
    return f"First see whether the state's uniform addendum fits. {says} ({pin})"


def ready(name: str, blanks: Sequence[str]) -> str:
    """The addendum file is ready, and what is still blank in it."""
    fill = f" Fill in: {'; '.join(blanks)}." if blanks else ""
    return f"{name} is ready for your counsel's review.{fill}"


def ends(last: str) -> str:
    """The end of the contract, where it is known, and what the clauses call it."""
    return f"{f' and ending on {last}' if last else ''}. In it, this Agreement means that contract with this addendum."


def email(to: str, product: str, needed: Sequence[str], district: str) -> str:
    """A short e-mail that goes with the addendum."""
    lines = "\n".join(f"- {one}" for one in needed)
    about = f" for {product}" if product else ""
    return (
        f"Hello {to},\n\nConnecticut's student data privacy law asks for some terms that we did not find in our "
        f"contract{about}:\n\n{lines}\n\nPlease sign the attached addendum, or send us your own wording for these "
        f"points. We are glad to talk it over.\n\nThank you,\n{district}"
    )
