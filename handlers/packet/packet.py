"""The packet of a period: the paper with charts and tables, the figures as CSV, workbook or JSON, and both commands."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from handlers.apps import words as app_words
from handlers.contracts.words import name
from handlers.deadlines.states import owner_of
from handlers.deadlines.status import days, list_title, subject, titled_tone
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Facts, File, Reply, Text
from handlers.documents import document
from handlers.documents.as_docx import as_docx
from handlers.documents.as_pdf import as_pdf
from handlers.documents.words import table_day
from handlers.export.export import one_sheet
from handlers.law import words as law_words
from handlers.packet import words
from handlers.packet.count import figures_of
from handlers.packet.figures import Figures, ReportPeriod, period_said, read_period
from handlers.people.names import display_name
from storage.records import Contract, Deadline


def charts(figures: Figures) -> Iterator[Chart]:
    """The contracts by their provisions, and the postings; a chart with nothing to count is left out."""
    contracts, postings = figures.contracts, figures.postings
    if contracts.in_force:
        bars = (
            Bar(words.COMPLETE, contracts.complete, "good"),
            Bar(words.LACKING, contracts.lacking, "late"),
            Bar(words.UNMARKED, contracts.unmarked, "soon"),
        )
        yield Chart(words.BY_PROVISIONS, bars, words.contracts(contracts), whole=True)
    if postings:
        bars = (
            Bar(words.ON_TIME, postings.on_time, "good"),
            Bar(words.LATE, postings.late, "soon"),
            Bar(words.NOT_DONE, postings.not_done, "late"),
        )
        yield Chart(words.POSTINGS, bars, words.kept(postings), whole=True)


LONGEST = 25
"""Rows of a table; a board does not read more."""
AHEAD, SOON = timedelta(days=183), timedelta(days=60)


def packet_of(figures: Figures, desk: Desk) -> document.Document:
    """The whole paper: a page to read, then the tables."""
    return document.Document(
        title=words.paper_title(desk.store.setup().district),
        blocks=(
            document.paragraph(document.Strong(words.span(figures.period))),
            document.paragraph(words.opening(figures, desk.store.setup().district)),
            *_first_page(figures),
            *_tables(figures, desk),
        ),
        made=figures.day,
        footer=words.footer(law_words.checked(figures.checked)),
    )


def _first_page(figures: Figures) -> Iterator[document.Block]:
    yield document.BulletList(tuple((line,) for line in words.summary(figures)))
    for chart in charts(figures):
        yield document.Figure(chart)
    yield document.paragraph(words.as_of(figures))


def _tables(figures: Figures, desk: Desk) -> Iterator[document.Block]:
    contract_figures = figures.contracts
    yield from _section(words.DUTIES, words.DUTY_COLUMNS, _duty_rows(figures), (5, 2, 1, 1, 1, 1.3))
    yield from _section(words.MISSING, words.MISSING_COLUMNS, _missing_rows(figures), (5, 2, 2))
    yield from _section(words.BREACHES, words.BREACH_COLUMNS, _breach_rows(figures), (1.2, 2, 1.7, 2.2, 2.2, 1))
    soon = [one for one in figures.next if one.safe <= figures.day + SOON]
    for heading, deadlines in ((words.LATE_NOW, figures.overdue), (words.due_within(days=SOON.days), soon)):
        yield from _section(heading, words.DUE_COLUMNS, deadline_rows(deadlines, desk), (1.7, 1.7, 4.6, 3, 2))
    ends = [one for one in contract_figures.ends_next if one.expiry and one.expiry <= figures.day + AHEAD]
    for heading, contracts, end in (
        (words.SIGNED, contract_figures.signed, words.ENDS_ON),
        (words.ENDED, contract_figures.ended, words.ENDED_ON),
        (words.ENDS, ends, words.ENDS_ON),
    ):
        yield from _section(heading, (*words.CONTRACT_COLUMNS, end), _contract_rows(contracts), (1, 4, 2, 2))


def _section(
    heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]
) -> Iterator[document.Block]:
    """A table under its heading, cut where it grows too long."""
    listed = list(rows)
    yield document.Heading(heading)
    if not listed:
        yield document.Paragraph((words.NOTHING,))
        return
    yield document.Table(columns, tuple(listed[:LONGEST]), widths)
    if len(listed) > LONGEST:
        yield document.Paragraph((words.more(number=len(listed) - LONGEST),))


def _duty_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for one in figures.kept:
        yield one.title, one.cite, str(one.on_time), str(one.late), str(one.not_done), f"{one.share}%"


def _missing_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for one in figures.missing:
        yield one.item.title, str(one.item.cite), str(one.contracts)


def _contract_rows(contracts: Sequence[Contract]) -> Iterator[tuple[str, ...]]:
    for one in contracts:
        yield one.id, name(one), table_day(one.executed), table_day(one.expiry)


def _breach_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for one in figures.breaches:
        found = one.breach.discovered
        state = words.OPEN if one.is_open else words.CLOSED
        discovered = table_day(found) or words.UNKNOWN
        yield one.breach.id, one.breach.vendor, discovered, words.vendors_days(one), words.boards_days(one), state


def deadline_rows(deadlines: Iterable[Deadline], desk: Desk) -> Iterator[tuple[str, ...]]:
    """Both dates, what, about what, and whose."""
    for deadline in deadlines:
        about = " ".join(word for word in (deadline.record, subject(deadline, desk)) if word)
        yield (
            table_day(deadline.safe),
            table_day(deadline.last_day),
            deadline_title(deadline, desk),
            about,
            display_name(owner_of(deadline, desk), desk),
        )


Line = tuple[str, str, str, str, str | int | None]
COLUMNS = ("part", "about", "what", "cite", "value")
"""The part of the packet, the record or the duty, which figure it is, where it stands in the law, and the figure."""


def lines_of(figures: Figures, desk: Desk) -> Iterator[Line]:
    """Every figure of a packet, one a line, and what its tables list."""
    period = figures.period
    for what, day in (("since", period.since), ("until", period.until), ("counted", figures.day)):
        yield "period", "", what, "", day.isoformat()
    yield from _contracts(figures)
    yield from _apps(figures)
    for duty in figures.kept:
        shares = {"on_time": duty.on_time, "late": duty.late, "not_done": duty.not_done, "percent_on_time": duty.share}
        yield from (("duties", duty.title, what, duty.cite, number) for what, number in shares.items())
    for provision in figures.missing:
        yield "provisions", provision.item.title, "contracts_without_it", str(provision.item.cite), provision.contracts
    yield from _breaches(figures)
    yield from _of_children(figures)
    for part, deadlines in (("overdue", figures.overdue), ("next", figures.next)):
        for deadline, (_, _, title, about, _) in zip(deadlines, deadline_rows(deadlines, desk), strict=True):
            label = f"{title} ({about})" if about else title
            for what, day in (("safe_date", deadline.safe), ("last_date", deadline.last_day)):
                yield part, label, what, deadline.cite, day.isoformat()


def _contracts(figures: Figures) -> Iterator[Line]:
    contracts = figures.contracts
    counted = {
        "in_force": contracts.in_force,
        "with_all_provisions": contracts.complete,
        "with_some_missing": contracts.lacking,
        "not_marked": contracts.unmarked,
        "signed": len(contracts.signed),
        "ended": len(contracts.ended),
    }
    yield from (("contracts", "", what, "", number) for what, number in counted.items())


def _apps(figures: Figures) -> Iterator[Line]:
    apps = figures.apps
    counted = {
        "asked": apps.asked,
        "approved": apps.approved,
        "for_one_child": apps.for_child,
        "refused": apps.refused,
        "approved_without_a_contract": apps.lacking,
        "open": apps.waiting,
        "median_days_until_decided": apps.days,
    }
    if any(counted.values()):
        yield from (("products", "", what, "", number) for what, number in counted.items())


def _breaches(figures: Figures) -> Iterator[Line]:
    for breach_figures in figures.breaches:
        values = {
            "discovered": _iso(breach_figures.breach.discovered),
            "board_told": _iso(breach_figures.breach.board_told),
            "days_until_board_told": breach_figures.vendors_days,
            "families_told": _iso(breach_figures.families_told),
            "days_until_families_told": breach_figures.boards_days,
            "state": words.OPEN if breach_figures.is_open else words.CLOSED,
        }
        about = f"{breach_figures.breach.id} {breach_figures.breach.vendor}"
        yield from (("breaches", about, what, "", value) for what, value in values.items())


def _of_children(figures: Figures) -> Iterator[Line]:
    """Families' requests, and exceptions for a child's plan; a district without any has none of these lines."""
    families, exceptions = figures.families, figures.exceptions
    if families.any:
        for figure in ("received", "done", "not_done", "waiting"):
            yield "family_requests", "", figure, "", getattr(families, figure)
    if exceptions.used:
        yield "exceptions", "", "in_use", "", exceptions.used
        yield "exceptions", "", "not_complete", "", exceptions.incomplete


def _iso(day: date | None) -> str | None:
    return f"{day:%Y-%m-%d}" if day else None


def _as_csv(lines: Iterable[Line]) -> bytes:
    return document.as_csv([COLUMNS, *lines])


def _as_xlsx(lines: Iterable[Line]) -> bytes:
    return one_sheet(words.SHEET, COLUMNS, tuple(lines))


def _as_json(lines: Iterable[Line]) -> bytes:
    """One object, with the same lines under their parts."""
    parts: dict[str, list[dict[str, str | int | None]]] = {}
    for part, *cells in lines:
        row = dict(zip(COLUMNS[1:], cells, strict=True))
        parts.setdefault(part, []).append({name: value for name, value in row.items() if value != ""})
    return json.dumps({"dpa": "figures", "format": 1, **parts}, ensure_ascii=False).encode() + b"\n"


TABLES = {
    "csv": ("text/csv", _as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _as_xlsx),
    "json": ("application/json", _as_json),
}
"""By the ending: the media type, and what writes the lines."""


FORMATS: Mapping[str, tuple[str, Callable[[document.Document], bytes]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
}

FITS = rf"(?:\.?(?:{'|'.join((*FORMATS, *TABLES))})\b.*|\d.*|\S+)?"
"""What follows the command where it is typed and no sentence: a format and a period, a date, or one word."""


def stats(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``stats [PERIOD]``: the figures, short; what a chart says stands there alone."""
    period = read_period(rest, desk.today)
    figures = figures_of(period, desk)
    between, titled = f"{period.since} to {period.until}", [*figures.overdue, *figures.next]
    return Reply(
        title=list_title(titled, words.stats_title(period), desk),
        parts=(Facts(tuple(_rows(figures, desk).items()), days(figures.next[:1])), *charts(figures)),
        choices=(
            Choice(words.PDF_FILE, f"packet pdf {between}", primary=True),
            Choice(words.WORD_FILE, f"packet docx {between}"),
            Choice(words.EXCEL_FILE, f"packet xlsx {between}"),
            Choice(words.LAST_MONTH, "stats last month"),
            Choice(words.THIS_YEAR, "stats"),
        ),
        tone=titled_tone(titled, desk) if figures.overdue else "plain",
        footer=words.footer(law_words.checked(figures.checked)),
    )


def _rows(figures: Figures, desk: Desk) -> Mapping[str, str]:
    rows: dict[str, str] = {} if figures.contracts.in_force else {words.CONTRACTS: words.contracts(figures.contracts)}
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
        label, _, number = app_words.lacking(number=lacking).rpartition(": ")
        rows[label] = number
    rows[words.OVERDUE] = str(len(figures.overdue) or words.NONE_OVERDUE)
    for deadline in figures.next[:1]:
        about = subject(deadline, desk)
        when = words.both_days(deadline.safe, deadline.last_day, desk.today)
        rows[words.NEXT] = f"{when}: {deadline_title(deadline, desk)}{f', {about}' if about else ''}"
    return rows


def packet(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001
    """``packet [pdf|docx|csv|xlsx|json] [PERIOD]``: the paper, or its figures, to download; without a format as PDF."""
    first, _, more = rest.strip().partition(" ")
    is_format = ending_of(first) in {*FORMATS, *TABLES} or not (more or period_said(first, desk.today))
    ending = ending_of(first if is_format else "") or "pdf"
    period = read_period(more if is_format else rest, desk.today)
    file = packet_file(ending, period, desk)
    sentence = words.made_figures if ending in TABLES else words.made
    return Reply(title=words.packet_title(period), parts=(Text(sentence(file.name)),), files=(file,))


def ending_of(format: str) -> str:
    """A file's format as its name ends, however it is typed."""
    return format.strip().lower().removeprefix(".")


def packet_file(format: str, period: ReportPeriod, desk: Desk) -> File:
    """The packet as a file. Raises Sorry for a format that we do not know."""
    ending = ending_of(format)
    if ending not in {*FORMATS, *TABLES}:
        raise Sorry(words.NO_FORMAT)
    figures, name = figures_of(period, desk), f"student-data-privacy-{period.since}-{period.until}.{ending}"
    if ending in TABLES:
        media_type, write = TABLES[ending]
        return File(name, media_type, write(lines_of(figures, desk)))
    media_type, render = FORMATS[ending]
    return File(name, media_type, render(packet_of(figures, desk)))
