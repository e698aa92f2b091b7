"""The form of a contract, and the checks on what was filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handlers.contracts import words as contract_words
from handlers.contracts.file import check_file
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, When
from handlers.forms import words as form_words
from handlers.forms.filled import Filled
from handlers.people.owners import read_owner
from knowledge.model import Checklist
from knowledge.names import INFORMATION_BREACHED, OTHERS_BREACHED, PROVISIONS
from storage.records import Contract

CLOCKS = (INFORMATION_BREACHED, OTHERS_BREACHED)
"""Whose time limits the form's hints name."""
CATEGORIES = (
    ("student_information", "Student information"),
    ("student_records", "Student records"),
    ("student_generated_content", "Student-generated content"),
)
_DIRECTORY = re.compile(r"directory[ _-]info(?:rmation)?", re.IGNORECASE)
ITS_CLOCK = ("student_information", "")
"""The data with the vendor's shorter clock, or none chosen yet. The other clock has no such condition: student
information may hold directory information, which it covers."""


def checklist(desk: Desk) -> Checklist:
    """The provisions that a contract needs today."""
    return desk.law.named(Checklist, PROVISIONS, desk.today)


@dataclass(frozen=True, slots=True)
class Posting:
    """That a contract was posted before it was put on record."""

    day: date
    proof: str


def contract_fields(desk: Desk) -> tuple[Field, ...]:
    """The form of a contract."""
    words, when = contract_words.FIELDS, contract_words.WHEN
    provisions = tuple((item.id, item.title) for item in checklist(desk).items)
    hints = contract_words.hints([desk.law.clock(event, desk.today).within for event in CLOCKS])
    fields: tuple[Field, ...] = (
        Field("vendor", *words["vendor"], required=True),
        Field("product", *words["product"]),
        Field("executed", *words["executed"], required=True),
        Field("expiry", *words["expiry"]),
        Field("owner", *words["owner"]),
        Field("purpose", *words["purpose"]),
        Field("description", *words["description"]),
        Field("categories", *words["categories"], options=CATEGORIES),
        Field("kinds", *words["kinds"], when=When("categories", says=when["kinds"])),
        Field("schools", *words["schools"], also=("school",)),
        Field("subprocessors", *words["subprocessors"], also=("subprocessor",)),
        Field("start", *words["start"]),
        Field("link", *words["link"]),
        Field("file", *words["file"]),
        Field("provisions", *words["provisions"], options=provisions, numbered=True),
        Field(
            "breach_days",
            *words["breach_days"],
            when=When("categories", ITS_CLOCK, when["breach_days"]),
        ),
        Field("breach_days_other", *words["breach_days_other"]),
        Field("contact", *words["contact"]),
        Field("notes", *words["notes"]),
    )
    section = contract_words.SECTION_OF
    return tuple(replace(f, hint=hints.get(f.id, ""), section=section.get(f.id, "")) for f in fields)


def posting_fields() -> tuple[Field, ...]:
    """What is asked besides of a contract that is new on record: whether it is posted already."""
    posted = Field("posted", *contract_words.POSTED, hint=contract_words.POSTED_HINT)
    proof = Field("posted_proof", *contract_words.POSTED_PROOF, hint=contract_words.PROOF_HINT, when=When("posted"))
    return tuple(replace(one, section=contract_words.SECTION_OF["link"]) for one in (posted, proof))


def read_posting(filled: Filled, executed: date | None, desk: Desk) -> Posting | None:
    """When the contract was posted, and the proof; the contract's own link is one. None where it was not."""
    posted, proof = filled.day("posted"), filled.text("posted_proof") or filled.values.get("link", "").strip()
    filled.guard("posted_proof")
    if posted is None:
        return None
    if posted > desk.today:
        filled.errors["posted"] = contract_words.POSTED_LATER
    elif executed and posted < executed:
        filled.errors["posted"] = contract_words.POSTED_FIRST
    if not proof:
        filled.errors["posted_proof"] = form_words.NEEDED
    return Posting(posted, proof)


def _part_of_student_information(filled: Filled) -> None:
    """Directory information is student information by the act; what was typed stays as the kind of data."""
    said = filled.values.get("categories", "")
    if _DIRECTORY.search(said):
        filled.values["categories"] = _DIRECTORY.sub("student_information", said)
        filled.values["kinds"] = filled.values.get("kinds", "") or "directory information"


def read_contract(filled: Filled, message: Message, desk: Desk, before: str = "") -> Contract | None:
    """The contract as filled in, without an id; errors and doubts stay with the form. None where it cannot be one.

    ``before`` is the owner of a record that is corrected.
    """
    _part_of_student_information(filled)
    executed = filled.day("executed")
    start, expiry = filled.day("start", ahead=True), filled.day("expiry", ahead=True)
    _check_dates(filled, executed, start, expiry, desk)
    filled.guard_firm("vendor", "product", "schools", "subprocessors")
    filled.guard("purpose", "description", "kinds", "notes")
    check_file(filled, message)
    contract = Contract(
        id="",
        vendor=filled.text("vendor"),
        product=filled.text("product"),
        executed=executed or date.min,
        purpose=filled.text("purpose"),
        description=filled.text("description"),
        categories=filled.chosen("categories"),
        kinds=filled.text("kinds"),
        schools=filled.names("schools"),
        subprocessors=filled.names("subprocessors"),
        start=start,
        expiry=expiry,
        link=filled.link("link"),
        provisions=_provisions(filled, desk),
        breach_days=_breach_days(filled),
        contact=filled.text("contact"),
        owner=read_owner(filled, desk, before),
        notes=filled.text("notes"),
    )
    return contract if executed and not filled.errors else None


def _check_dates(filled: Filled, executed: date | None, start: date | None, expiry: date | None, desk: Desk) -> None:
    if executed and executed > desk.today:
        filled.doubt("future", contract_words.future(executed))
    if expiry and any(day and expiry < day for day in (executed, start)):
        filled.errors["expiry"] = contract_words.EXPIRY_FIRST


def _provisions(filled: Filled, desk: Desk) -> dict[str, bool | None]:
    """Which provisions there are, by id; empty where nobody said."""
    marked = filled.chosen("provisions")
    known: dict[str, bool | None] = {item.id: item.id in marked for item in checklist(desk).items}
    return known if filled.values.get("provisions") else {}


def _breach_days(filled: Filled) -> dict[str, int]:
    """The contract's own limits in days, by kind of data."""
    days = {"student_information": filled.number("breach_days"), "other": filled.number("breach_days_other")}
    return {kind: number for kind, number in days.items() if number}


def duplicate_of(contract: Contract, message: Message, desk: Desk) -> Contract | None:
    """A contract on record of the same vendor, product and day, unless this very message logged it."""
    for one in desk.store.contracts():
        if _identity(one) == _identity(contract) and not one.withdrawn:
            presses = {event.request for event in desk.store.history(one.id)} - {""}
            return None if message.request in presses else one
    return None


def _identity(contract: Contract) -> tuple[str, str, date]:
    return contract.vendor.casefold(), contract.product.casefold(), contract.executed


def contract_values(contract: Contract) -> dict[str, str]:
    """A contract as its form shows it."""
    return {
        "vendor": contract.vendor,
        "product": contract.product,
        "executed": contract.executed.isoformat(),
        "purpose": contract.purpose,
        "description": contract.description,
        "categories": ",".join(contract.categories),
        "kinds": contract.kinds,
        "schools": ", ".join(contract.schools),
        "subprocessors": ", ".join(contract.subprocessors),
        "start": _iso(contract.start),
        "expiry": _iso(contract.expiry),
        "link": contract.link,
        "provisions": ",".join(name for name, has in contract.provisions.items() if has),
        "breach_days": str(contract.breach_days.get("student_information", "")),
        "breach_days_other": str(contract.breach_days.get("other", "")),
        "contact": contract.contact,
        "owner": contract.owner,
        "notes": contract.notes,
    }


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
