"""A review on one card, the provisions worst first; and what changed since the file on record."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.contracts.form import CLOCKS
from handlers.deadlines.plan import KINDS
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Choice, Part, Quote, Reply, Row, Rows, Text, Tone
from handlers.dialogue.text import short
from handlers.review import words
from handlers.review.review import Evidence, ItemFinding, ItemStatus, PaperFacts, Risk
from handlers.review.subject import PaperReading, ReviewRow, Source
from knowledge.citation import Citation
from storage.records import Contract

FIELD_OF: Mapping[str, str] = {"student_information": "breach_days", "other": "breach_days_other"}
"""The field of the contract's form for each kind of data."""


def stricter_terms(facts: PaperFacts, desk: Desk) -> Mapping[str, int]:
    """By kind of data, as in ``Contract.breach_days``: the days that are fewer than the law allows."""
    said = {"student_information": facts.breach.student_information, "other": facts.breach.other}
    law = {KINDS[event]: desk.law.clock(event, desk.today).within for event in CLOCKS}
    return {kind: days for kind, days in said.items() if days and law[kind].unit == "days" and days < law[kind].number}


CHANGES = "changes"
"""The word after a paper that asks for what changed."""
LONGEST = 500
"""Characters of a quote, at most."""


def changed_rows(reading: PaperReading, before: PaperReading) -> list[tuple[ReviewRow, ReviewRow]]:
    """The provisions that stand otherwise, or are worded otherwise, as they were and as they are."""
    pairs = zip(before.rows, reading.rows, strict=True)
    return [(old, new) for old, new in pairs if old.status is not new.status or _quotes(old) != _quotes(new)]


def lines(reading: PaperReading, before: PaperReading) -> tuple[str, ...]:
    """A line for each provision that changed."""
    return tuple(
        words.change(words.row_title(new.item.title, new.pin), old.says, new.says)
        for old, new in changed_rows(reading, before)
    )


def compared(source: Source, reading: PaperReading, before: PaperReading) -> Reply:
    """Each changed provision with its quotes."""
    parts = tuple(part for old, new in changed_rows(reading, before) for part in _beside(old, new))
    return Reply(
        title=words.CHANGED_TITLE,
        parts=(*warnings(reading), *(parts or (Text(words.NOTHING_CHANGED),))),
        choices=(Choice(words.BACK, f"review {source.ref}"),) if source.ref else (),
        footer=words.FOOTER,
    )


def _beside(old: ReviewRow, new: ReviewRow) -> Iterator[Part]:
    yield Text(words.change(words.row_title(new.item.title, new.pin), old.says, new.says), heads=True)
    yield from _said(words.BEFORE, old.finding.evidence)
    yield from _said(words.NOW, new.finding.evidence)


def _said(label: str, evidence: Sequence[Evidence]) -> Iterator[Part]:
    if not evidence:
        yield Text(words.no_words(label=label))
        return
    yield Text(f"{label}:")
    yield Quote(short(evidence[0].quote, LONGEST))


def _quotes(row: ReviewRow) -> tuple[str, ...]:
    """The quotes without what a layout changes: capitals and blanks."""
    return tuple(" ".join(one.quote.casefold().split()) for one in row.finding.evidence)


LONGEST_WHY = 160
MOST_RISKS = 6
UNDOING = frozenset({"precedence", "change"})
"""Terms of concern that may undo any of the provisions: these stand on top, with their words."""


def card(source: Source, reading: PaperReading, before: PaperReading | None, desk: Desk) -> Reply:
    """What was read; ``before`` is the file on record that this one is held against."""
    notes = " ".join(note for note in reading.review.notes if note != reading.warning)
    contract = source.kept.id if source.kept else ""
    is_letter = not source.contract and reading.may_be_letter
    letter = (Choice(words.LOG_BREACH, f"track {source.ref}"),) if is_letter and source.ref else ()
    return Reply(
        title=reading.title,
        parts=(
            *warnings(reading),
            *((Text(words.MAY_BE_LETTER),) if is_letter else ()),
            *_may_undo(reading.review.risks),
            Text(short(words.about(reading.name, contract, notes), 600)),
            *_changes(reading, before),
            Rows(tuple(_row(row, source, desk) for row in reading.worst_first), words.DETAILS),
            *_risks([one for one in reading.review.risks if one.name not in UNDOING]),
            *_questions(reading.review.questions),
        ),
        choices=(*letter, *_to_compare(source, reading, before), *_choices(source, reading, desk)),
        tone="done" if all(row.confirmed for row in reading.rows) else "plain",
        footer=words.FOOTER,
        records=(contract,) if contract else (),
    )


def warnings(reading: PaperReading) -> tuple[Part, ...]:
    """What stands on top where text was recognized in pictures."""
    return (Text(reading.warning),) if reading.warning else ()


def _row(row: ReviewRow, source: Source, desk: Desk) -> Row:
    """One provision in a few words; why, only where something is to be done."""
    why = "" if row.status in {ItemStatus.PRESENT, ItemStatus.ABSENT} else short(row.finding.why, LONGEST_WHY)
    says, decided = words.state(row.says, why), row.decision
    if decided and (row.overrides or row.confirmed):
        says = words.decided(decided.present, decided.who, decided.on, desk.today)
    elif decided and row.was_otherwise:
        says = words.earlier_short(says, decided.present, decided.who)
    title = words.row_title(row.item.title, row.pin)
    return Row(title, says, _tone(row), _opens(title, source, row.item.id))


def _tone(row: ReviewRow) -> Tone:
    """At a glance: found by a person, read by the bot alone, or to be worked on."""
    if row.status is not ItemStatus.PRESENT or row.unsure:
        return "incomplete"
    return "done" if row.confirmed else "plain"


def _opens(title: str, source: Source, name: str) -> Choice | None:
    """What shows the quotes; nothing where the file is not here when it is pressed."""
    return Choice(short(title, 75), f"review {source.ref} {name}") if source.ref else None


def _changes(reading: PaperReading, before: PaperReading | None) -> Iterator[Part]:
    if before is None:
        return
    yield Text(words.CHANGED_TITLE, heads=True)
    found = lines(reading, before)
    yield Bullets(found) if found else Text(words.NOTHING_CHANGED)


def _may_undo(risks: Sequence[Risk]) -> Iterator[Part]:
    undoing = [one for one in risks if one.name in UNDOING]
    if not undoing:
        return
    yield Text(words.MAY_UNDO, heads=True)
    for one in undoing:
        yield Text(risk_title(one))
        yield Quote(short(one.evidence[0].quote, LONGEST))


def _risks(risks: Sequence[Risk]) -> Iterator[Part]:
    if not risks:
        return
    yield Text(words.BESIDE, heads=True)
    yield Bullets(tuple(f"{risk_title(one)}: {short(one.why, LONGEST_WHY)}" for one in risks[:MOST_RISKS]))
    if len(risks) > MOST_RISKS:
        yield Text(words.others(number=len(risks) - MOST_RISKS))


def risk_title(risk: Risk) -> str:
    """A term of concern, and where the law is on it."""
    return words.row_title(words.RISKS.get(risk.name, risk.name), str(Citation.parse(risk.cite)) if risk.cite else "")


def question_line(asked: ItemFinding) -> str:
    """What districts ask beside the law, and how the paper answers it."""
    why = f" · {short(asked.why, LONGEST_WHY)}" if asked.status in {ItemStatus.WEAK, ItemStatus.CONTRADICTED} else ""
    return f"{words.QUESTIONS.get(asked.item, asked.item)}: {words.answer(asked)}{why}"


def _questions(questions: Sequence[ItemFinding]) -> Iterator[Part]:
    """They stand under a heading that says that they are not among the provisions."""
    if questions:
        yield Text(words.AI, heads=True)
        yield Bullets(tuple(map(question_line, questions)))


def _to_compare(source: Source, reading: PaperReading, before: PaperReading | None) -> Iterator[Choice]:
    """What shows the old and the new quotes, where something changed."""
    if before and source.ref and changed_rows(reading, before):
        yield Choice(words.SHOW_CHANGED, f"review {source.ref} {CHANGES}")


def _choices(source: Source, reading: PaperReading, desk: Desk) -> Iterator[Choice]:
    if source.waits:
        yield from to_keep(source)
    elif contract := source.kept:
        if reading.lacking:
            yield Choice(words.ADDENDUM, f"addendum {contract.id}")
        if not contract.withdrawn:
            yield from _to_take_over(contract, reading, desk)
    if source.ref:
        yield Choice(words.REPORT, f"review {source.ref} report")
        if reading.lacking:
            yield Choice(words.ASK_FOR, f"review {source.ref} ask")
        if has_quotes_beside(reading):
            yield Choice(words.OTHERS, f"review {source.ref} others")


def has_quotes_beside(reading: PaperReading) -> bool:
    """Whether there are quotes of terms that are not among the provisions."""
    review = reading.review
    return any(one.evidence for one in review.risks) or any(one.evidence for one in review.questions)


def _to_take_over(contract: Contract, reading: PaperReading, desk: Desk) -> Iterator[Choice]:
    """What the record does not have yet: the provisions as read, and the paper's stricter time to report a breach."""
    if not reading.marks.items() <= dict(contract.provisions).items():
        yield Choice(words.TAKE_OVER, f"mark-as-read {contract.id}")
    terms = stricter_terms(reading.review.facts, desk)
    if terms and not contract.breach_days:
        fields = "; ".join(f"{FIELD_OF[kind]}: {days}" for kind, days in terms.items())
        yield Choice(words.use_terms(terms), f"correct {contract.id} {fields}")


def to_keep(source: Source) -> Iterator[Choice]:
    """What can be done with a file that no contract has yet."""
    if source.contract:
        yield Choice(words.keep_with(id=source.contract.id), f"keep-paper {source.ref} {source.contract.id}")
        return
    yield Choice(words.LOG_IT, f"log-paper {source.ref}")
    yield Choice(words.KEEP_IT, f"keep-paper {source.ref}")
