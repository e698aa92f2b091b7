"""The figures of a period as lines of a table: what other programs read, with nothing cut."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from handlers.apps import words as app_words
from handlers.contracts.words import name
from handlers.deadlines.states import owner_of
from handlers.deadlines.status import days, list_title, subject
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Facts, File, Reply, Text
from handlers.documents.as_docx import as_docx
from handlers.documents.as_pdf import as_pdf
from handlers.documents.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Strong,
    Table,
    as_csv,
    paragraph,
)
from handlers.documents.words import table_day
from handlers.export.export import one_sheet
from handlers.law import words as law_words
from handlers.packet import words
from handlers.packet.count import figures_of
from handlers.packet.figures import Figures, ReportPeriod, read_period
from handlers.people.names import display_name
from storage.records import Contract, Deadline


def charts(figures: Figures) -> Iterator[Chart]:
    """The contracts by their provisions, and the postings; none of what there is nothing to count."""
    found, postings = figures.contracts, figures.postings
    if found.in_force:
        bars = (
            Bar(words.COMPLETE, found.complete, "good"),
            Bar(words.LACKING, found.lacking, "late"),
            Bar(words.UNMARKED, found.unmarked, "soon"),
        )
        yield Chart(words.BY_PROVISIONS, bars, words.contracts(found), whole=True)
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


def packet_of(figures: Figures, desk: Desk) -> Document:
    """The whole paper: a page to read, then the tables."""
    return Document(
        title=words.paper_title(desk.store.setup().district),
        blocks=(paragraph(Strong(words.span(figures.period))), *_first_page(figures), *_tables(figures, desk)),
        made=figures.day,
        footer=words.footer(law_words.checked(figures.checked)),
    )


def _first_page(figures: Figures) -> Iterator[Block]:
    yield BulletList(tuple((line,) for line in words.summary(figures)))
    for chart in charts(figures):
        yield Figure(chart)
    yield paragraph(words.as_of(figures))


def _tables(figures: Figures, desk: Desk) -> Iterator[Block]:
    found = figures.contracts
    yield from _section(words.DUTIES, words.DUTY_COLUMNS, _duty_rows(figures), (5, 2, 1, 1, 1, 1.3))
    yield from _section(words.MISSING, words.MISSING_COLUMNS, _missing_rows(figures), (5, 2, 2))
    yield from _section(words.BREACHES, words.BREACH_COLUMNS, _breach_rows(figures), (1.2, 2, 1.7, 2.2, 2.2, 1))
    soon = [one for one in figures.next if one.safe <= figures.day + SOON]
    for heading, deadlines in ((words.LATE_NOW, figures.overdue), (words.due_within(SOON.days), soon)):
        yield from _section(heading, words.DUE_COLUMNS, deadline_rows(deadlines, desk), (1.7, 1.7, 4.6, 3, 2))
    ends = [one for one in found.ends_next if one.expiry and one.expiry <= figures.day + AHEAD]
    for heading, contracts, end in (
        (words.SIGNED, found.signed, words.ENDS_ON),
        (words.ENDED, found.ended, words.ENDED_ON),
        (words.ENDS, ends, words.ENDS_ON),
    ):
        yield from _section(heading, (*words.CONTRACT_COLUMNS, end), _contract_rows(contracts), (1, 4, 2, 2))


def _section(
    heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]
) -> Iterator[Block]:
    """A table under its heading, cut where it grows too long."""
    found = list(rows)
    yield Heading(heading)
    if not found:
        yield Paragraph((words.NOTHING,))
        return
    yield Table(columns, tuple(found[:LONGEST]), widths)
    if len(found) > LONGEST:
        yield Paragraph((words.more(len(found) - LONGEST),))


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
    for one in deadlines:
        about = " ".join(word for word in (one.record, subject(one, desk)) if word)
        yield (
            table_day(one.safe),
            table_day(one.last_day),
            deadline_title(one, desk),
            about,
            display_name(owner_of(one, desk), desk),
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
    for kept in figures.kept:
        shares = {"on_time": kept.on_time, "late": kept.late, "not_done": kept.not_done, "percent_on_time": kept.share}
        yield from (("duties", kept.title, what, kept.cite, number) for what, number in shares.items())
    for one in figures.missing:
        yield "provisions", one.item.title, "contracts_without_it", str(one.item.cite), one.contracts
    yield from _breaches(figures)
    yield from _of_children(figures)
    for part, deadlines in (("overdue", figures.overdue), ("next", figures.next)):
        for deadline, (_, _, title, about, _) in zip(deadlines, deadline_rows(deadlines, desk), strict=True):
            named = f"{title} ({about})" if about else title
            for what, day in (("safe_date", deadline.safe), ("last_date", deadline.last_day)):
                yield part, named, what, deadline.cite, day.isoformat()


def _contracts(figures: Figures) -> Iterator[Line]:
    found = figures.contracts
    counted = {
        "in_force": found.in_force,
        "with_all_provisions": found.complete,
        "with_some_missing": found.lacking,
        "not_marked": found.unmarked,
        "signed": len(found.signed),
        "ended": len(found.ended),
    }
    yield from (("contracts", "", what, "", number) for what, number in counted.items())


def _apps(figures: Figures) -> Iterator[Line]:
    found = figures.apps
    counted = {
        "asked": found.asked,
        "approved": found.approved,
        "for_one_child": found.for_child,
        "refused": found.refused,
        "approved_without_a_contract": found.lacking,
        "open": found.waiting,
        "median_days_until_decided": found.days,
    }
    if any(counted.values()):
        yield from (("products", "", what, "", number) for what, number in counted.items())


def _breaches(figures: Figures) -> Iterator[Line]:
    for one in figures.breaches:
        told = {
            "discovered": _iso(one.breach.discovered),
            "board_told": _iso(one.breach.board_told),
            "days_until_board_told": one.vendors_days,
            "families_told": _iso(one.families_told),
            "days_until_families_told": one.boards_days,
            "state": words.OPEN if one.is_open else words.CLOSED,
        }
        about = f"{one.breach.id} {one.breach.vendor}"
        yield from (("breaches", about, what, "", value) for what, value in told.items())


def _of_children(figures: Figures) -> Iterator[Line]:
    """Families' requests, and exceptions for a child's plan; a district without any has none of these lines."""
    families, exceptions = figures.families, figures.exceptions
    if families.any:
        for what in ("received", "done", "not_done", "waiting"):
            yield "family_requests", "", what, "", getattr(families, what)
    if exceptions.used:
        yield "exceptions", "", "in_use", "", exceptions.used
        yield "exceptions", "", "not_complete", "", exceptions.incomplete


def _iso(day: date | None) -> str | None:
    return f"{day:%Y-%m-%d}" if day else None


def _as_csv(lines: Iterable[Line]) -> bytes:
    return as_csv([COLUMNS, *lines])


def _as_xlsx(lines: Iterable[Line]) -> bytes:
    return one_sheet(words.SHEET, COLUMNS, tuple(lines))


def _as_json(lines: Iterable[Line]) -> bytes:
    """One object, with the same lines under their parts."""
    parts: dict[str, list[dict[str, str | int | None]]] = {}
    for part, *rest in lines:
        row = dict(zip(COLUMNS[1:], rest, strict=True))
        parts.setdefault(part, []).append({name: value for name, value in row.items() if value != ""})
    return json.dumps({"dpa": "figures", "format": 1, **parts}, ensure_ascii=False).encode() + b"\n"


TABLES = {
    "csv": ("text/csv", _as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _as_xlsx),
    "json": ("application/json", _as_json),
}
"""By the ending: the media type, and what writes the lines."""


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
