"""The command with the report to the Commission: what it would say, and the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, File, Part, Reply, Text
from handlers.documents.as_docx import as_docx
from handlers.documents.document import Blank, Block, Document, Paragraph, Run, Strong, Table, as_csv, paragraph
from handlers.law import words as law_words
from handlers.packet.commission import words
from handlers.packet.commission.products import ExceptedProduct, is_year, open_report, products_in, year_to_report
from handlers.packet.figures import ReportPeriod, read_period
from handlers.people.names import display_name
from knowledge.law import REPORT, tag_of
from knowledge.model import Duty

WIDTHS = (3.0, 3.0, 2.2, 1.6, 1.6)


def duty(desk: Desk) -> Duty:
    """The duty to report, by the law of today."""
    return desk.law.named(Duty, REPORT, desk.today)


def footer(desk: Desk) -> str:
    """Where it stands, and how far that was checked."""
    found = duty(desk)
    return words.footer(law_words.pin(found.cite), law_words.checked(tag_of(found.says)))


def paper_of(products: Sequence[ExceptedProduct], period: ReportPeriod, desk: Desk) -> Document:
    """The whole report; one without products says so."""
    setup = desk.store.setup()
    first: Run = Strong(setup.district) if setup.district else Blank(words.DISTRICT)
    lead = (f"{display_name(setup.lead, desk)}, ",) if setup.lead else ()
    table: tuple[Block, ...] = (Table(words.COLUMNS, tuple(map(words.row, products)), WIDTHS),) if products else ()
    return Document(
        title=words.paper_title(setup.district),
        blocks=(
            Paragraph((first, f", {words.span(period)}")),
            paragraph(words.statement(law_words.pin(duty(desk).cite), len(products), of_year=is_year(period, desk))),
            *table,
            Paragraph((f"{words.CONTACT} ", *lead, Blank(words.REACH))),
        ),
        made=desk.today,
        footer=footer(desk),
    )


def csv_of(products: Sequence[ExceptedProduct], period: ReportPeriod) -> bytes:
    """The same a product a line; without products one line that says none."""
    span = period.since.isoformat(), period.until.isoformat()
    lines = [
        (*span, one.product, one.vendor, words.plans(one), one.since or words.NOT_KNOWN, one.until or "")
        for one in products
    ]
    return as_csv([words.CSV_COLUMNS, *(lines or [(*span, words.NIL, "", "", "", "")])])


DOCX, CSV = "docx", "csv"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMATS = {DOCX: DOCX, "word": DOCX, CSV: CSV}
_SAY = "report commission"
FITS = r"(?:(?:to )?(?:the )?commission)(?: .*)?"
_LEADS = frozenset({"to", "the", "commission", "as", "for"})


def report(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``report commission [docx|csv] [PERIOD]``: the products of the year, or the file with them."""
    said = rest.split()
    while said and said[0].lower() in _LEADS:
        said.pop(0)
    format = _FORMATS.get(said[0].lower().removeprefix("."), "") if said else ""
    if said and not format and "." in said[0]:
        raise Sorry(words.NO_FORMAT)
    named = " ".join(said[1:] if format else said)
    period = read_period(named, desk.today) if named else year_to_report(desk)
    products = products_in(period, desk)
    return _file(format, products, period, desk) if format else _told(products, period, desk)


def _told(products: Sequence[ExceptedProduct], period: ReportPeriod, desk: Desk) -> Reply:
    between = f"{period.since} to {period.until}"
    due = open_report(desk) if period == year_to_report(desk) else None
    return Reply(
        title=words.title(period),
        parts=tuple(_parts(products)),
        choices=(
            Choice(words.WORD_FILE, f"{_SAY} {DOCX} {between}", primary=True),
            Choice(words.CSV_FILE, f"{_SAY} {CSV} {between}"),
            *((Choice(words.FILED, f"done {due.id}"),) if due else ()),
            Choice(words.EXCEPTIONS, "exceptions"),
        ),
        tone="incomplete" if any(one.incomplete for one in products) else "plain",
        footer=footer(desk),
    )


def _parts(products: Sequence[ExceptedProduct]) -> Iterator[Part]:
    """What it would name, and what must be looked at before."""
    if not products:
        yield Text(words.NIL_REPORT)
        yield Text(words.MAY_NOT_BE_NEEDED, more=True)
        return
    yield Text(words.found(len(products)))
    yield Bullets(tuple(map(words.used, products)))
    if lacking := [id for one in products for id in one.incomplete]:
        yield Text(words.incomplete(lacking))


def _file(format: str, products: Sequence[ExceptedProduct], period: ReportPeriod, desk: Desk) -> Reply:
    name = f"commission-report-{period.since}-{period.until}.{format}"
    file = (
        File(name, _WORD, as_docx(paper_of(products, period, desk)))
        if format == DOCX
        else File(name, "text/csv", csv_of(products, period))
    )
    lacking = [id for one in products for id in one.incomplete]
    return Reply(
        title=words.title(period),
        parts=(Text(words.made(name)), *((Text(words.incomplete(lacking)),) if lacking else ())),
        files=(file,),
        footer=footer(desk),
    )
