"""The commands with the figures of a period: in a reply, and as a packet to hand out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.apps import words as app_words
from handlers.deadlines.display.status import days, list_title, subject
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Facts, File, Reply, Text
from handlers.documents.as_docx import as_docx
from handlers.documents.as_pdf import as_pdf
from handlers.documents.document import Document
from handlers.law import words as law_words
from handlers.packet import words
from handlers.packet.charts import charts
from handlers.packet.count import figures_of
from handlers.packet.figures import Figures
from handlers.packet.lines import TABLES, lines_of
from handlers.packet.paper import packet_of
from handlers.packet.period import ReportPeriod, read_period

FORMATS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
}


def stats(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``stats [PERIOD]``: the figures, short; what a chart says stands there alone."""
    period = read_period(rest, desk.today)
    figures = figures_of(period, desk)
    between = f"{period.since} to {period.until}"
    return Reply(
        title=list_title([*figures.overdue, *figures.next], words.stats_title(period), desk),
        parts=(Facts(tuple(_rows(figures, desk).items()), days(figures.next[:1])), *charts(figures)),
        choices=(
            Choice(words.PDF_FILE, f"packet pdf {between}", primary=True),
            Choice(words.WORD_FILE, f"packet docx {between}"),
            Choice(words.EXCEL_FILE, f"packet xlsx {between}"),
            Choice(words.LAST_MONTH, "stats last month"),
            Choice(words.THIS_YEAR, "stats"),
        ),
        tone="overdue" if figures.overdue else "plain",
        footer=words.footer(law_words.checked(figures.checked)),
    )


def _rows(figures: Figures, desk: Desk) -> Mapping[str, str]:
    rows = {} if figures.contracts.in_force else {words.CONTRACTS: words.contracts(figures.contracts)}
    if figures.postings is None:
        rows[words.POSTINGS] = words.kept(None)
    rows[words.BREACHES] = words.breaches(figures.breaches)
    if figures.families.any:
        rows[words.FAMILIES] = words.families(figures.families)
    if figures.exceptions.used:
        rows[words.EXCEPTIONS] = words.exceptions(figures.exceptions)
    if asked := words.apps(figures.apps):
        rows[words.APPS] = asked
    if lacking := figures.apps.lacking:
        what, _, number = app_words.lacking(lacking).rpartition(": ")
        rows[what] = number
    rows[words.OVERDUE] = str(len(figures.overdue) or words.NONE_OVERDUE)
    for one in figures.next[:1]:
        about = subject(one, desk)
        when = words.both_days(one.safe, one.last_day, desk.today)
        rows[words.NEXT] = f"{when}: {deadline_title(one, desk)}{f', {about}' if about else ''}"
    return rows


def packet(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001
    """``packet pdf|docx|csv|xlsx|json [PERIOD]``: the paper, or its figures, to download."""
    format, _, named = rest.strip().partition(" ")
    period = read_period(named, desk.today)
    file = packet_file(format or "pdf", period, desk)
    said = words.made_figures if format in TABLES else words.made
    return Reply(title=words.packet_title(period), parts=(Text(said(file.name)),), files=(file,))


def packet_file(format: str, period: ReportPeriod, desk: Desk) -> File:
    """The packet as a file. Raises Sorry for a format that we do not know."""
    ending = format.strip().lower().removeprefix(".")
    if ending not in {*FORMATS, *TABLES}:
        raise Sorry(words.NO_FORMAT)
    figures, name = figures_of(period, desk), f"student-data-privacy-{period.since}-{period.until}.{ending}"
    if ending in TABLES:
        media_type, write = TABLES[ending]
        return File(name, media_type, write(lines_of(figures, desk)))
    media_type, render = FORMATS[ending]
    return File(name, media_type, render(packet_of(figures, desk)))
