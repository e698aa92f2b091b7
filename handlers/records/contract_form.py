"""What is filled in of a contract, and what in it cannot be right?"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from handlers.desk import Desk, Message
from handlers.records.forms import Filled
from handlers.reply import Field
from handlers.wording import contracts as wording_contracts
from knowledge.law import LawOfDay
from knowledge.model import Checklist
from storage.records import Contract, StoredFile

CATEGORIES = (
    ("student_information", "Student information"),
    ("student_records", "Student records"),
    ("student_generated_content", "Student-generated content"),
)
LARGEST_FILE = 20 * 1024 * 1024
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def checklist(law: LawOfDay) -> Checklist:
    """The provisions that a contract needs on that day."""
    return law.checklists["contract-provisions"]


def fields(law: LawOfDay) -> tuple[Field, ...]:
    """The form of a contract."""
    words = wording_contracts.FIELDS
    provisions = tuple((item.id, item.title) for item in checklist(law).items)
    shapes: tuple[Field, ...] = (
        Field("vendor", *words["vendor"], required=True),
        Field("product", *words["product"]),
        Field("executed", *words["executed"], required=True),
        Field("purpose", *words["purpose"]),
        Field("description", *words["description"]),
        Field("categories", *words["categories"], options=CATEGORIES),
        Field("kinds", *words["kinds"]),
        Field("start", *words["start"]),
        Field("expiry", *words["expiry"]),
        Field("link", *words["link"]),
        Field("file", *words["file"]),
        Field("provisions", *words["provisions"], options=provisions),
        Field("breach_days", *words["breach_days"]),
        Field("breach_days_other", *words["breach_days_other"]),
        Field("contact", *words["contact"]),
        Field("owner", *words["owner"]),
        Field("notes", *words["notes"]),
    )
    return tuple(replace(f, hint=wording_contracts.HINTS.get(f.id, "")) for f in shapes)


def read(filled: Filled, message: Message, desk: Desk) -> Contract | None:
    """The contract as filled in, without an id; errors and doubts stay with the form. None where it cannot be one."""
    executed, start, expiry = filled.day("executed"), filled.day("start"), filled.day("expiry")
    if executed and executed > desk.today:
        filled.doubt("future", wording_contracts.future(executed))
    if executed and expiry and expiry < executed:
        filled.errors["expiry"] = wording_contracts.EXPIRY_FIRST
    if start and expiry and expiry < start:
        filled.errors["expiry"] = wording_contracts.EXPIRY_FIRST
    filled.guard("purpose", "description", "kinds", "notes")
    check_files(filled, message)
    told = filled.chosen("provisions")
    known = {item.id: item.id in told for item in checklist(desk.law.on(desk.today)).items}
    days = {"student_information": filled.number("breach_days"), "other": filled.number("breach_days_other")}
    contract = Contract(
        id="",
        vendor=filled.text("vendor"),
        product=filled.text("product"),
        executed=executed or date.min,
        purpose=filled.text("purpose"),
        description=filled.text("description"),
        categories=filled.chosen("categories"),
        kinds=filled.text("kinds"),
        start=start,
        expiry=expiry,
        link=filled.link("link"),
        provisions=known if filled.values.get("provisions") else {},
        breach_days={kind: number for kind, number in days.items() if number},
        contact=filled.text("contact"),
        owner=filled.text("owner"),
        notes=filled.text("notes"),
    )
    return contract if executed and not filled.errors else None


def check_files(filled: Filled, message: Message) -> None:
    """Only one PDF or Word file, of a size that is a contract."""
    for file in message.files:
        if len(file.content) > LARGEST_FILE:
            filled.errors["file"] = wording_contracts.too_large(file.name, len(file.content), LARGEST_FILE)
        elif not file.name.lower().endswith(tuple(MEDIA_TYPES)):
            filled.errors["file"] = wording_contracts.no_document(file.name)


def keep_file(message: Message, desk: Desk) -> StoredFile | None:
    """The contract's file, kept by its hash before the record names it."""
    if not message.files:
        return None
    file = message.files[0]
    sha = desk.store.keep_file(file.content)
    assert sha == hashlib.sha256(file.content).hexdigest()
    suffix = file.name[file.name.rindex(".") :].lower()
    return StoredFile(
        sha256=sha, name=file.name[:200], media_type=MEDIA_TYPES[suffix], size=len(file.content), stored=desk.now
    )
