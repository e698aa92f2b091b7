"""What stands behind the card: a provision with its quotes, what to ask the vendor for, and the paper to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, Cite, Part, Quote, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.law import words as law_words
from handlers.review import words
from handlers.review.answers.card import MOST_RISKS, question_line, risk_title
from handlers.review.review import Evidence, ItemStatus
from handlers.review.subject.readings import PaperReading, ReviewRow
from handlers.review.subject.sources import Source
from knowledge.citation import Citation

MOST_QUOTES, LONGEST_QUOTE = 3, 700


def detail(name: str, source: Source, reading: PaperReading, desk: Desk) -> Reply:
    """A provision, by the name of its item, with its quotes. Raises Sorry."""
    row = next((one for one in reading.rows if one.item.id == name), None)
    if row:
        return _provision(row, source, desk)
    raise Sorry(words.unmatched([one.item.id for one in reading.rows]))


def others(source: Source, reading: PaperReading) -> Reply:
    """The quotes of what stands beside the provisions."""
    return Reply(title=words.OTHERS, parts=tuple(_beside(reading)), choices=_back(source), footer=words.FOOTER)


def _beside(reading: PaperReading) -> Iterator[Part]:
    for risk in reading.review.risks[:MOST_RISKS]:
        yield Text(f"{risk_title(risk)}: {risk.why}", heads=True)
        yield from _quotes(risk.evidence[:1])
    for asked in reading.review.questions:
        if asked.evidence:
            yield Text(question_line(asked), heads=True)
            yield from _quotes(asked.evidence[:1])


def _provision(row: ReviewRow, source: Source, desk: Desk) -> Reply:
    ask = (Text(words.ASK_VENDOR, heads=True), Text(row.item.ask_for)) if row.status is not ItemStatus.PRESENT else ()
    return Reply(
        title=words.detail_title(row.item.title, words.STATUSES[row.status]),
        parts=(*_why(row, desk), *_quotes(row.finding.evidence), *ask, *_cite(row.item.cite.text)),
        choices=(*_decide(row, source), *_back(source)),
        tone="done" if row.status is ItemStatus.PRESENT else "plain",
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
    if row.status is ItemStatus.PRESENT:
        yield Choice(words.IS_MISSING, f"{say} missing")
    else:
        yield Choice(words.IS_PRESENT, f"{say} present")


def _quotes(evidence: Sequence[Evidence]) -> Iterator[Part]:
    for one in evidence[:MOST_QUOTES]:
        if one.page:
            yield Text(words.page(one.page))
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
        return Reply(title=words.title(reading.counts), parts=(Text(words.NOTHING_TO_ASK),), choices=_back(source))
    return Reply(
        title=words.ask_title(len(lacking)),
        parts=(Bullets(tuple(f"{row.item.title} {row.pin}: {row.item.ask_for}" for row in lacking)),),
        choices=(
            *((Choice(words.ADDENDUM, f"addendum {source.kept.id}"),) if source.kept else ()),
            *_back(source),
        ),
        footer=words.FOOTER,
    )
