"""The full report of a review as a paper, and the addendum with the provisions that a contract lacks."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from handlers.contracts.file import MEDIA_TYPES
from handlers.contracts.form import marks_of
from handlers.contracts.log import find_contract
from handlers.contracts.words import title as contract_title
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, File, Quote, Reply, Text
from handlers.dialogue.text import parted, short
from handlers.dialogue.words import NOT_ADVICE, day
from handlers.documents.as_docx import as_docx
from handlers.documents.document import (
    Blank,
    Block,
    BulletList,
    Document,
    Heading,
    Jump,
    Marked,
    Noted,
    Paragraph,
    Run,
    Strong,
    Table,
    paragraph,
)
from handlers.documents.words import long_day
from handlers.law import words as law_words
from handlers.review import words as review_words
from handlers.review.review import Evidence
from handlers.review.subject import PaperReading, ReviewRow, kept_file, reading_of
from handlers.review.words import FOOTER
from handlers.text_extraction.building import Paper, Unreadable
from knowledge.citation import Citation
from knowledge.law import STATE_ADDENDUM
from knowledge.model import Item, Rule
from storage.records import Contract

messages = catalog(__file__)

READ_BY_A_PROGRAM = messages.read_by_a_program_check_the(not_advice=NOT_ADVICE)
LEFT_OUT = "[…]"

DRAFT = messages.a_draft_for_your_counsels_review(not_advice=NOT_ADVICE)
SIGNATURE_LINES = (
    "Signature: ____________________",
    "Name: ____________________",
    "Title: ____________________",
    "Date: ________",
)

LONGEST = 400_000
"""Characters of a text that is shown whole; of a longer one, what stands around the evidence."""
AROUND = 2
"""Paragraphs shown before and after one with evidence, where not all are."""
_PARAGRAPH = re.compile(r"[^\n](?:.|\n(?!\n))*")
_UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote to be marked, and the words that stand behind it."""

    evidence: Evidence
    label: str


def place_of(evidence: Evidence) -> str:
    """The place to which a way to the quote leads."""
    return f"at-{evidence.start}"


def printable(text: str) -> str:
    """The text without letters that no Word file can hold."""
    return _UNPRINTABLE.sub(" ", text)


def marked_text(paper: Paper, marks: Iterable[Mark]) -> Iterator[Block]:
    """The paper's paragraphs under the numbers of their pages, the evidence marked."""
    ordered = sorted(marks, key=lambda one: one.evidence.start)
    spans = [match.span() for match in _PARAGRAPH.finditer(paper.text)]
    shown = range(len(spans)) if len(paper.text) <= LONGEST else _around(spans, ordered)
    place, before = ("", 0), -1
    for number in shown:
        start, end = spans[number]
        now = paper.part(start).name, paper.page(start) or 0
        if now != place:
            yield Heading(review_words.place(*now), 2)
        if number != before + 1:
            yield Paragraph((LEFT_OUT,))
        place, before = now, number
        yield Paragraph(tuple(_runs(paper.text, start, end, ordered)))


def _around(spans: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[int]:
    """The paragraphs with evidence, and those around them."""
    has = [n for n, (a, b) in enumerate(spans) if any(m.evidence.start < b and m.evidence.end > a for m in marks)]
    near = {n for one in has for n in range(one - AROUND, one + AROUND + 1)}
    return sorted(n for n in near if 0 <= n < len(spans))


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Run]:
    """A paragraph, cut where evidence begins or ends."""
    inside = [one for one in marks if one.evidence.start < end and one.evidence.end > start]
    edges = {edge for one in inside for edge in (one.evidence.start, one.evidence.end) if start < edge < end}
    cuts = sorted({start, end, *edges})
    for left, right in itertools.pairwise(cuts):
        piece = printable(text[left:right])
        if any(one.evidence.start <= left and right <= one.evidence.end for one in inside):
            yield Marked(piece, f"at-{left}")
        else:
            yield piece
        labels = dict.fromkeys(one.label for one in inside if one.evidence.end == right)
        if labels:
            yield Strong(f" [{'; '.join(labels)}] ")


MOST_WAYS = 4
"""Quotes of one row to which ways lead."""


def report_of(reading: PaperReading, desk: Desk) -> Document:
    """The whole report."""
    review = reading.review
    return Document(
        title=short(f"Review: {printable(reading.name)}"),
        blocks=(
            paragraph(Strong(reading.title), ". ", messages.by_law_of(on=day(review.as_of))),
            *_list(messages.NOTES, ((printable(one),) for one in review.notes)),
            *_list(messages.TEN, (_provision(row, desk) for row in reading.worst_first)),
            *_list(messages.BESIDE, _risks(reading)),
            *_list(messages.AI, _questions(reading)),
            *_list(messages.FACTS, ((Strong(f"{label}: "), printable(value)) for label, value in _facts(reading))),
            Heading(messages.TEXT),
            paragraph(messages.TEXT_HINT),
            *marked_text(reading.paper, _marks(reading)),
        ),
        made=desk.today,
        footer=READ_BY_A_PROGRAM,
    )


def report_file(reading: PaperReading, desk: Desk) -> File:
    """The report as a Word file."""
    name = f"review-{PurePath(reading.name).stem[:80] or 'paper'}.docx"
    return File(name, MEDIA_TYPES[".docx"], as_docx(report_of(reading, desk)))


def _list(heading: str, items: Iterable[tuple[Run, ...]]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Heading(heading)
        yield BulletList(found)


def _provision(row: ReviewRow, desk: Desk) -> tuple[Run, ...]:
    decided, title = row.decision, review_words.row_title(row.item.title, row.pin)
    if decided and row.overrides:
        decision = review_words.decided(decided.present, decided.who, decided.on, desk.today)
        why = f"{decision}. {review_words.read_otherwise(row.read)} {row.finding.why}"
    else:
        why = f"{row.says}. {row.finding.why}"
    return (Strong(f"{title}: "), printable(why), *_ways(row.finding.evidence))


def _ways(evidence: Sequence[Evidence]) -> Iterator[Run]:
    for place, one in enumerate(evidence[:MOST_WAYS], 1):
        yield " "
        yield Jump(place_of(one), f"({_where(place, one.page)})")


def _risks(reading: PaperReading) -> Iterator[tuple[Run, ...]]:
    for one in reading.review.risks:
        title = review_words.RISKS.get(one.name, one.name)
        cite = str(Citation.parse(one.cite)) if one.cite else ""
        yield (Strong(f"{review_words.row_title(title, cite)}: "), printable(one.why), *_ways(one.evidence))


def _questions(reading: PaperReading) -> Iterator[tuple[Run, ...]]:
    for one in reading.review.questions:
        said = f"{review_words.answer(one)}. {one.why}"
        title = review_words.QUESTIONS.get(one.item, one.item)
        yield (Strong(f"{title}: "), printable(said), *_ways(one.evidence))


def _facts(reading: PaperReading) -> Iterator[tuple[str, str]]:
    facts = reading.review.facts
    pairs = (
        (messages.VENDOR, facts.vendor),
        (messages.PRODUCT, facts.product),
        (messages.BOARD, facts.board),
        (messages.SIGNED, day(facts.executed) if facts.executed else ""),
        (messages.ENDS, day(facts.expires) if facts.expires else ""),
        (messages.LAW, facts.governing_law),
        (messages.BREACH_INFORMATION, _days(facts.breach.student_information)),
        (messages.BREACH_OTHER, _days(facts.breach.other)),
    )
    yield from ((label, value) for label, value in pairs if value)


def _days(number: int | None) -> str:
    return review_words.days(number) if number else ""


def _marks(reading: PaperReading) -> Iterator[Mark]:
    for row in reading.rows:
        label = f"{row.pin} {row.read_says.lower()}"
        yield from (Mark(one, label) for one in row.finding.evidence)
    for risk in reading.review.risks:
        yield from (Mark(one, review_words.RISKS.get(risk.name, risk.name)) for one in risk.evidence)
    for asked in reading.review.questions:
        yield from (Mark(one, review_words.QUESTIONS.get(asked.item, asked.item)) for one in asked.evidence)


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
        return Reply(title=contract_title(contract), parts=(Text(messages.NOTHING),))
    document = addendum_of(contract, clauses, desk)
    file = _file(contract, document)
    needed = [f"{one.item.title} ({law_words.pin(one.item.cite)})" for one in clauses]
    district = desk.store.setup().district or messages.BOARD
    email = _email(contract.contact or contract.vendor, contract.product, needed, district)
    return Reply(
        title=messages.addendum_title(id=contract.id, number=len(clauses)),
        parts=(
            Text(_state_first(desk)),
            Text(_ready(file.name, document.blanks())),
            *(() if reading else (Text(messages.NOT_READ),)),
            Text(messages.EMAIL, heads=True),
            *map(Quote, parted(email)),
        ),
        files=(file,),
        choices=(
            Choice(messages.FORMAL, f"vendor-letter {contract.id}"),
            *((Choice(messages.REVIEW, f"review {contract.id}"),) if reading else ()),
        ),
        footer=f"{law_words.checked(_state_rule(desk).says[0].tag)} {FOOTER}",
    )


def addendum_file(id: str, desk: Desk) -> File:
    """The addendum of a contract as a Word file. Raises Sorry where nothing is lacking."""
    contract = find_contract(id, desk)
    clauses = _clauses(contract, _read(contract, desk), desk)
    if not clauses:
        raise Sorry(messages.NOTHING)
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
    return messages.state_first(says=rule.says[0].says, pin=law_words.pin(rule.cite))


def addendum_of(contract: Contract, clauses: tuple[AddendumClause, ...], desk: Desk) -> Document:
    """The addendum: parties, what comes first, the clauses, the contacts, and where to sign."""
    return Document(
        title=messages.ADDENDUM,
        blocks=(
            paragraph(Strong(messages.FOR_COUNSEL), f" {_state_first(desk)}"),
            paragraph(*_parties(contract, desk)),
            Heading(f"1. {messages.FIRST}"),
            paragraph(messages.PRECEDENCE),
            *_body(clauses),
            Heading(f"{len(clauses) + 2}. {messages.CONTACTS}"),
            paragraph(f"{messages.FOR_BOARD}: ", Blank(messages.NAME_REACH)),
            paragraph(f"{messages.FOR_VENDOR}: ", *_contact(contract)),
            Table(
                (messages.FOR_BOARD, messages.FOR_VENDOR),
                tuple((line, line) for line in SIGNATURE_LINES),
            ),
        ),
        made=desk.today,
        footer=DRAFT,
    )


def _parties(contract: Contract, desk: Desk) -> Iterator[Run]:
    district = desk.store.setup().district
    yield messages.BETWEEN
    yield district or Blank(messages.DISTRICT)
    yield messages.AND_VENDOR
    yield printable(contract.vendor)
    yield messages.ABOUT
    yield printable(contract.product) or Blank(messages.PRODUCT_NAME)
    yield messages.SIGNED_ON
    yield long_day(contract.executed, "en") if contract.executed else Blank(messages.DAY_SIGNED)
    last = long_day(contract.expiry, "en") if contract.expiry else ""
    yield messages.ends(last=f" and ending on {last}" if last else "")


def _contact(contract: Contract) -> Iterator[Run]:
    if contract.contact:
        yield f"{printable(contract.contact)}, "
    yield Blank(messages.NAME_REACH)


def _body(clauses: tuple[AddendumClause, ...]) -> Iterator[Block]:
    for number, one in enumerate(clauses, 2):
        yield Heading(messages.clause(number=number, title=one.item.title, pin=law_words.pin(one.item.cite)))
        yield paragraph(
            Noted(
                one.item.model, messages.note(page=f", page {one.page}" if one.page else "", read=printable(one.read))
            )
            if one.read
            else one.item.model
        )


def _where(place: int, page: int | None) -> str:
    """One of the quotes of a row, as the words of a link."""
    return f"quote {place}{f', page {page}' if page else ''}"


def _ready(name: str, blanks: Sequence[str]) -> str:
    """The addendum file is ready, and what is still blank in it."""
    fill = messages.fill_in(blanks="; ".join(blanks)) if blanks else ""
    return messages.is_ready_for_your_counsels_review(name=name, fill=fill)


def _email(to: str, product: str, needed: Sequence[str], district: str) -> str:
    """A short e-mail that goes with the addendum."""
    lines = "\n".join(f"- {one}" for one in needed)
    about = f" for {product}" if product else ""
    return messages.hello_connecticuts_student_data(to=to, about=about, lines=lines, district=district)
