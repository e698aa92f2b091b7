"""The command with the report to the Commission: what it would say, and the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, File, Part, Reply, Text
from handlers.documents.as_docx import as_docx
from handlers.packet.commission import words
from handlers.packet.commission.paper import csv_of, footer, paper_of
from handlers.packet.commission.products import ExceptedProduct, open_report, products_in, year_to_report
from handlers.packet.period import ReportPeriod, read_period

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
