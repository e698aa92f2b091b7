"""The figures of a period as lines of a table: what other programs read, with nothing cut."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from handlers.dialogue.desk import Desk
from handlers.documents.as_csv import as_csv
from handlers.export.workbook import one_sheet
from handlers.packet import words
from handlers.packet.figures import Figures
from handlers.packet.paper import deadline_rows

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
