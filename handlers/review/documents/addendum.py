"""The addendum: clauses for what a contract lacks, for counsel to look over, with an e-mail to the vendor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.contracts.commands import find_contract
from handlers.contracts.file import MEDIA_TYPES
from handlers.contracts.form.provisions import marks_of
from handlers.contracts.words import title as contract_title
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, File, Quote, Reply, Text
from handlers.dialogue.text.shorten import parted
from handlers.documents.as_docx import as_docx
from handlers.documents.document import Blank, Block, Document, Heading, Noted, Run, Strong, Table, paragraph
from handlers.documents.words import long_day
from handlers.law import words as law_words
from handlers.papers.paper import Unreadable
from handlers.review.documents import words
from handlers.review.documents.marked_text import printable
from handlers.review.subject.readings import PaperReading, reading_of
from handlers.review.subject.sources import kept_file
from handlers.review.words import FOOTER
from knowledge.model import Item, Rule
from knowledge.names import STATE_ADDENDUM
from storage.records import Contract


@dataclass(frozen=True, slots=True)
class AddendumClause:
    """One clause: the provision that it brings, and what the vendor's paper has instead."""

    item: Item
    read: str = ""
    page: int | None = None


def addendum(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``addendum C-1``: the addendum as a Word file, and the e-mail that goes with it."""
    contract = find_contract(rest, desk)
    reading = _read(contract, desk)
    clauses = _clauses(contract, reading, desk)
    if not clauses:
        return Reply(title=contract_title(contract), parts=(Text(words.NOTHING),))
    document = addendum_of(contract, clauses, desk)
    file = _file(contract, document)
    needed = [f"{one.item.title} ({law_words.pin(one.item.cite)})" for one in clauses]
    district = desk.store.setup().district or words.BOARD
    email = words.email(contract.contact or contract.vendor, contract.product, needed, district)
    return Reply(
        title=words.addendum_title(contract.id, len(clauses)),
        parts=(
            Text(_state_first(desk)),
            Text(words.ready(file.name, document.blanks())),
            *(() if reading else (Text(words.NOT_READ),)),
            Text(words.EMAIL, heads=True),
            *map(Quote, parted(email)),
        ),
        files=(file,),
        choices=(
            Choice(words.FORMAL, f"vendor-letter {contract.id}"),
            *((Choice(words.REVIEW, f"review {contract.id}"),) if reading else ()),
        ),
        footer=f"{law_words.checked(_state_rule(desk).says[0].tag)} {FOOTER}",
    )


def addendum_file(id: str, desk: Desk) -> File:
    """The addendum of a contract as a Word file. Raises Sorry where nothing is lacking."""
    contract = find_contract(id, desk)
    clauses = _clauses(contract, _read(contract, desk), desk)
    if not clauses:
        raise Sorry(words.NOTHING)
    return _file(contract, addendum_of(contract, clauses, desk))


def _file(contract: Contract, document: Document) -> File:
    return File(f"addendum-{contract.id}.docx", MEDIA_TYPES[".docx"], as_docx(document))


def _read(contract: Contract, desk: Desk) -> PaperReading | None:
    """The contract's file as it reads; None where there is none, or where it cannot be read."""
    file = kept_file(contract, desk)
    try:
        return reading_of(file, contract, desk) if file else None
    except Unreadable:
        return None


def _clauses(contract: Contract, reading: PaperReading | None, desk: Desk) -> tuple[AddendumClause, ...]:
    """What it lacks, in the order of the law: as read and decided, else as marked."""
    if reading is None:
        return tuple(map(AddendumClause, marks_of(contract, desk).to_ask_for))
    found = ((row, row.finding.evidence[:1]) for row in reading.lacking)
    return tuple(AddendumClause(row.item, row.finding.why, at[0].page if at else None) for row, at in found)


def _state_rule(desk: Desk) -> Rule:
    return desk.law.named(Rule, STATE_ADDENDUM, desk.today)


def _state_first(desk: Desk) -> str:
    rule = _state_rule(desk)
    return words.state_first(rule.says[0].says, law_words.pin(rule.cite))


def addendum_of(contract: Contract, clauses: tuple[AddendumClause, ...], desk: Desk) -> Document:
    """The addendum: parties, what comes first, the clauses, the contacts, and where to sign."""
    return Document(
        title=words.ADDENDUM,
        blocks=(
            paragraph(Strong(words.FOR_COUNSEL), f" {_state_first(desk)}"),
            paragraph(*_parties(contract, desk)),
            Heading(f"1. {words.FIRST}"),
            paragraph(words.PRECEDENCE),
            *_body(clauses),
            Heading(f"{len(clauses) + 2}. {words.CONTACTS}"),
            paragraph(f"{words.FOR_BOARD}: ", Blank(words.NAME_REACH)),
            paragraph(f"{words.FOR_VENDOR}: ", *_contact(contract)),
            Table((words.FOR_BOARD, words.FOR_VENDOR), tuple((line, line) for line in words.LINES)),
        ),
        made=desk.today,
        footer=words.DRAFT,
    )


def _parties(contract: Contract, desk: Desk) -> Iterator[Run]:
    district = desk.store.setup().district
    yield words.BETWEEN
    yield district or Blank(words.DISTRICT)
    yield words.AND_VENDOR
    yield printable(contract.vendor)
    yield words.ABOUT
    yield printable(contract.product) or Blank(words.PRODUCT_NAME)
    yield words.SIGNED_ON
    yield long_day(contract.executed, "en")
    yield words.ends(long_day(contract.expiry, "en") if contract.expiry else "")


def _contact(contract: Contract) -> Iterator[Run]:
    if contract.contact:
        yield f"{printable(contract.contact)}, "
    yield Blank(words.NAME_REACH)


def _body(clauses: tuple[AddendumClause, ...]) -> Iterator[Block]:
    for number, one in enumerate(clauses, 2):
        yield Heading(words.clause(number, one.item.title, law_words.pin(one.item.cite)))
        yield paragraph(
            Noted(one.item.model, words.note(printable(one.read), one.page)) if one.read else one.item.model
        )
