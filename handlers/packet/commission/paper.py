"""The report as a paper, and as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue.desk import Desk
from handlers.documents.as_csv import as_csv
from handlers.documents.document import Blank, Block, Document, Paragraph, Run, Strong, Table, paragraph
from handlers.law import words as law_words
from handlers.packet.commission import words
from handlers.packet.commission.products import ExceptedProduct, is_year
from handlers.packet.period import ReportPeriod
from handlers.people.names import display_name
from knowledge.law import tag_of
from knowledge.model import Duty
from knowledge.names import REPORT

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
