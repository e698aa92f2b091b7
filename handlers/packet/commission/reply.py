"""The report to the Commission: the paper, the CSV file, and the command that shows and makes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, File, Part, Reply, Text
from handlers.documents.as_docx import as_docx
from handlers.documents.document import Blank, Block, Cell, Document, Paragraph, Run, Strong, Table, as_csv, paragraph
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
    district: Run = Strong(setup.district) if setup.district else Blank(words.DISTRICT)
    lead = (f"{display_name(setup.lead, desk)}, ",) if setup.lead else ()
    table: tuple[Block, ...] = (Table(words.COLUMNS, tuple(map(words.row, products)), WIDTHS),) if products else ()
    return Document(
        title=words.paper_title(setup.district),
        blocks=(
            Paragraph((district, f", {words.span(period)}")),
            paragraph(words.statement(law_words.pin(duty(desk).cite), len(products), of_year=is_year(period, desk))),
            *table,
            Paragraph((f"{words.CONTACT} ", *lead, Blank(words.REACH))),
        ),
        made=desk.today,
        footer=footer(desk),
    )


def csv_of(products: Sequence[ExceptedProduct], period: ReportPeriod) -> bytes:
    """The report as CSV, one product a line; without products, one line that says none."""
    span = period.since.isoformat(), period.until.isoformat()
    lines: list[tuple[Cell, ...]] = [
        (
            *span,
            product.product,
            product.vendor,
            words.plans(product),
            product.since or words.NOT_KNOWN,
            product.until or "",
        )
        for product in products
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
    typed = rest.split()
    while typed and typed[0].lower() in _LEADS:
        typed.pop(0)
    format = _FORMATS.get(typed[0].lower().removeprefix("."), "") if typed else ""
    if typed and not format and "." in typed[0]:
        raise Sorry(words.NO_FORMAT)
    period_text = " ".join(typed[1:] if format else typed)
    period = read_period(period_text, desk.today) if period_text else year_to_report(desk)
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
    yield Text(words.found(number=len(products)))
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
        parts=(Text(words.made(name=name)), *((Text(words.incomplete(lacking)),) if lacking else ())),
        files=(file,),
        footer=footer(desk),
    )
