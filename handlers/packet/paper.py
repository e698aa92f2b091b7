"""The packet: the figures of a period as a paper for the board of education."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from handlers.contracts.words import name
from handlers.deadlines.display.status import subject
from handlers.deadlines.vendor_terms import deadline_title
from handlers.deadlines.whose import owner_of
from handlers.dialogue.desk import Desk
from handlers.documents.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Strong,
    Table,
    paragraph,
)
from handlers.documents.words import table_day
from handlers.law import words as law_words
from handlers.packet import words
from handlers.packet.charts import charts
from handlers.packet.figures import Figures
from handlers.people.names import display_name
from storage.records import Contract, Deadline

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
