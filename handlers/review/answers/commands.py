"""The command that reviews a vendor's paper: one that is sent, one that waits, or the file of a contract on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.contracts import file as contract_file
from handlers.contracts.listing import opened_by
from handlers.contracts.log import find_contract
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, is_on_this_machine, local_file
from handlers.dialogue.reply import (
    MOST_CHOICES,
    Bullets,
    Choice,
    Cite,
    Field,
    Link,
    Part,
    Quote,
    Reply,
    Text,
    sorry_reply,
)
from handlers.dialogue.text import short
from handlers.documents.document import Document
from handlers.forms.filling import Filled, blank_form
from handlers.law import words as law_words
from handlers.review import words
from handlers.review.answers import card
from handlers.review.report import report_file, report_of
from handlers.review.review import Evidence, ItemStatus
from handlers.review.subject import ENDINGS, PaperReading, ReviewRow, Source, came, kept_file, named, reading_of
from handlers.text_extraction.building import Unreadable
from handlers.text_extraction.bundle import MOST_FILES
from knowledge.citation import Citation
from storage.records import Contract

MOST_QUOTES, LONGEST_QUOTE = 3, 700


def detail(name: str, source: Source, reading: PaperReading, desk: Desk) -> Reply:
    """A provision, by the name of its item, with its quotes. Raises Sorry."""
    row = next((one for one in reading.rows if one.item.id == name), None)
    if row:
        reply = _provision(row, source, desk)
        return replace(reply, parts=(*card.warnings(reading), *reply.parts)) if row.finding.recognized else reply
    raise Sorry(words.unmatched([one.item.id for one in reading.rows]))


def others(source: Source, reading: PaperReading) -> Reply:
    """The quotes of what stands beside the provisions."""
    return Reply(
        title=words.OTHERS,
        parts=(*card.warnings(reading), *_beside(reading)),
        choices=_back(source),
        footer=words.FOOTER,
    )


def _beside(reading: PaperReading) -> Iterator[Part]:
    for risk in reading.review.risks[: card.MOST_RISKS]:
        yield Text(f"{card.risk_title(risk)}: {risk.why}", heads=True)
        yield from _quotes(risk.evidence[:1])
    for asked in reading.review.questions:
        if asked.evidence:
            yield Text(card.question_line(asked), heads=True)
            yield from _quotes(asked.evidence[:1])


def _provision(row: ReviewRow, source: Source, desk: Desk) -> Reply:
    ask = (Text(words.ASK_VENDOR, heads=True), Text(row.item.ask_for)) if row.status is not ItemStatus.PRESENT else ()
    return Reply(
        title=words.detail_title(row.item.title, row.says),
        parts=(*_why(row, desk), *_quotes(row.finding.evidence), *ask, *_cite(row.item.cite.text)),
        choices=(*_decide(row, source), *_back(source)),
        tone="done" if row.status is ItemStatus.PRESENT and not row.unsure else "plain",
        footer=words.FOOTER,
    )


def _why(row: ReviewRow, desk: Desk) -> Iterator[Part]:
    decided = row.decision
    if decided and row.overrides:
        yield Text(f"{words.decided(decided.present, decided.who, decided.on, desk.today)}.")
        yield Text(f"{words.read_otherwise(row.read)} {row.finding.why}")
        return
    yield Text(row.finding.why)
    if decided and row.was_otherwise:
        yield Text(words.earlier(decided.present, decided.who, decided.on))


def _decide(row: ReviewRow, source: Source) -> Iterator[Choice]:
    """What a person may say of it, where it is the file of a contract."""
    if source.kept is None or source.kept.withdrawn:
        return
    say = f"mark-provision {source.kept.id} {row.item.id}"
    if not row.confirmed:
        yield Choice(words.IS_PRESENT, f"{say} present")
    if row.status is ItemStatus.PRESENT:
        yield Choice(words.IS_MISSING, f"{say} missing")


def _quotes(evidence: Sequence[Evidence]) -> Iterator[Part]:
    for one in evidence[:MOST_QUOTES]:
        if place := words.place(one.file, one.page or 0):
            yield Text(f"{place}:")
        yield Quote(short(one.quote, LONGEST_QUOTE))


def _cite(pin: str) -> Iterator[Cite]:
    if pin:
        cite = Citation.parse(pin)
        yield Cite(law_words.pin(cite), cite.link)


def _back(source: Source) -> tuple[Choice, ...]:
    return (Choice(words.BACK, f"review {source.ref}"),) if source.ref else ()


def asked_for(source: Source, reading: PaperReading) -> Reply:
    """What to ask the vendor for, provision by provision."""
    lacking = reading.lacking
    if not lacking:
        return Reply(title=reading.title, parts=(Text(words.NOTHING_TO_ASK),), choices=_back(source))
    return Reply(
        title=words.ask_title(number=len(lacking)),
        parts=(Bullets(tuple(f"{row.item.title} {row.pin}: {row.item.ask_for}" for row in lacking)),),
        choices=(
            *((Choice(words.ADDENDUM, f"addendum {source.kept.id}"),) if source.kept else ()),
            *_back(source),
        ),
        footer=words.FOOTER,
    )


SAY = "review"
CALLED = r"(?:the |our )?([\w&.+-]+(?: [\w&.+-]+){0,3}?)(?:'s)? (?:contract|agreement|terms)"
"""How a contract on record is named instead of its number, as in "the Kahoot contract"."""
_CALLED = re.compile(CALLED, re.IGNORECASE)
REPORT, ASK, OTHERS = "report", "ask", "others"
PAGES = frozenset({"page", "record page"})
"""Where a reply can lead to a page beside it."""


def review(rest: str, message: Message, desk: Desk) -> Reply:
    """``review``: a file that comes along, or the form that asks for one; ``review C-1`` the file of a contract.

    A word more asks for one provision (``deletion``), what to ask the vendor for (``ask``), or the ``report``.
    """
    ref, _, more = _asked(rest, message)
    if match := _CALLED.fullmatch(rest.strip()):
        return _called(match[1], message, desk)
    if message.files:
        return _told(came(message, ref, desk), "", message, desk)
    if message.fields or not ref:
        return _from_form(ref, message, desk)
    source = named(ref, message, desk)
    return _told(source, more, message, desk) if source else _form(find_contract(ref, desk).id, message)


def _asked(rest: str, message: Message) -> tuple[str, str, str]:
    """Which paper and what of it; on this machine all of it may be a path."""
    text = rest.strip()
    try:
        if local_file(text, message):
            return text, "", ""
    except Sorry:
        return text, "", ""
    return text.partition(" ")


def _called(name: str, message: Message, desk: Desk) -> Reply:
    """The contract of that name, or which ones there are."""
    contracts = [one for one in desk.store.contracts(name) if not one.withdrawn][::-1]
    if len(contracts) == 1:
        return review(contracts[0].id, message, desk)
    says = (Text(words.which(name, len(contracts))),)
    if not contracts:
        return replace(_form("", message), parts=says)
    return Reply(
        title=words.FORM_TITLE, parts=says, choices=tuple(opened_by(one, SAY) for one in contracts[:MOST_CHOICES])
    )


def _told(source: Source, more: str, message: Message, desk: Desk) -> Reply:
    """The card, or what was asked of it. A file that cannot be read is not lost, if a contract can keep it."""
    try:
        reading = reading_of(source.file, source.kept, desk)
        before = earlier(source, desk)
    except Unreadable as problem:
        offered = () if not source.waits or contract_file.unfit(source.file) else tuple(card.to_keep(source))
        return replace(sorry_reply(words.CANNOT_READ, str(problem)), choices=offered)
    if not more:
        return card.card(source, reading, before, desk)
    if more == card.CHANGES and before:
        return card.compared(source, reading, before)
    return _behind(more, source, reading, (message, desk))


def _behind(more: str, source: Source, reading: PaperReading, asked: tuple[Message, Desk]) -> Reply:
    """What a word after the paper asks for: the terms to ask for, other quotes, the report, or one provision."""
    message, desk = asked
    match more:
        case _ if more == ASK:
            return asked_for(source, reading)
        case _ if more == OTHERS:
            return others(source, reading)
        case _ if more == REPORT:
            return _report(source, reading, message, desk)
        case _:
            return detail(more, source, reading, desk)


def earlier(source: Source, desk: Desk) -> PaperReading | None:
    """The file on record that a new one is held against; None where there is none, or it cannot be read."""
    contract = source.contract if source.waits else None
    file = kept_file(contract, desk) if contract else None
    if contract is None or file is None:
        return None
    try:
        return reading_of(file, contract, desk)
    except Unreadable:
        return None


def report_page(ref: str, message: Message, desk: Desk) -> Document:
    """The report of a paper, for a page of its own. Raises Sorry."""
    source = named(ref, message, desk)
    if source is None:
        raise Sorry(words.no_file_of(id=ref.upper()))
    try:
        return report_of(reading_of(source.file, source.kept, desk), desk)
    except Unreadable as problem:
        raise Sorry(str(problem)) from problem


def _report(source: Source, reading: PaperReading, message: Message, desk: Desk) -> Reply:
    file = report_file(reading, desk)
    page_link = (Link(words.ON_PAGE, f"/review/{source.ref}"),) if message.surface in PAGES else ()
    return Reply(
        title=reading.title,
        parts=(Text(words.report_made(name=file.name)), *page_link),
        files=(file,),
        choices=(*_to_confirm(source, reading), *_back(source)),
        footer=words.FOOTER,
    )


def _to_confirm(source: Source, reading: PaperReading) -> Iterator[Choice]:
    """What somebody who has read the quotes of the report can put on record at once."""
    if source.kept and not source.kept.withdrawn and (found := reading.found):
        yield Choice(words.mark_present(number=len(found)), f"mark-as-read {source.kept.id} present")


def _fields(message: Message) -> Iterator[Field]:
    if is_on_this_machine(message):
        yield Field("path", words.PATH, "text", required=True)
    else:
        yield Field(
            "paper", words.PAPER, "file", required=True, hint=words.PAPER_HINT, accepts=ENDINGS, most=MOST_FILES
        )


def _form(about: str, message: Message) -> Reply:
    """The form that asks for the paper, of this contract where one is named."""
    says = (Text(words.no_file_of(id=about)),) if about else ()
    form = blank_form(f"{SAY} {about}".strip(), words.FORM_TITLE, words.READ, _fields(message))
    return replace(form, parts=says)


def _from_form(ref: str, message: Message, desk: Desk) -> Reply:
    """What a form brought without a file: a path, or nothing yet."""
    contract: Contract | None = find_contract(ref, desk) if ref else None
    if not message.fields:
        return _form("", message)
    filled = Filled(tuple(_fields(message)), dict(message.fields))
    path = filled.values.get("path", "").strip()
    try:
        file = local_file(path, message)
    except Sorry as problem:
        file, filled.errors["path"] = None, str(problem)
    if file:
        about = contract.id if contract else ""
        return _told(came(replace(message, files=(file,)), about, desk), "", message, desk)
    filled.errors.setdefault("path" if is_on_this_machine(message) else "paper", words.no_file(path))
    return filled.again(f"{SAY} {ref}".strip(), words.FORM_TITLE, words.READ)
