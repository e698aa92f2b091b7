"""Reads days and spans of days, as in ``2026-12-24 to 2027-01-01, Feb 15, 2027``, typed or picked in rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.forms import words as form_words
from handlers.understanding.days.dates import read_day

ROWS = 3
"""Spans that a form offers to pick at a time, each by its first and its last day."""
ENDS = ("first", "last")
_ROW = re.compile(rf"(?P<field>.+)\.(?P<row>\d+)\.(?P<end>{'|'.join(ENDS)})")
_BETWEEN = re.compile(r"[\n;]|,(?!\s*\d{4}\b(?!-))")
"""A comma before a bare year, as in Oct 7, 2026, belongs to the date."""
_UNTIL = re.compile(r"\s+(?:to|until|through|-|–)\s+", re.IGNORECASE)
_TO = " to "
_DAY = timedelta(days=1)


def read_days(text: str) -> tuple[str, ...]:
    """Each day once, in order. Raises Sorry."""
    found: set[date] = set()
    for piece in _BETWEEN.split(text):
        if not piece.strip():
            continue
        ends = [read_day(end) for end in _UNTIL.split(piece.strip())]
        first, last = ends[0], ends[-1]
        if last < first or len(ends) > 2:
            raise Sorry(form_words.BACKWARDS)
        if (last - first).days >= form_words.MOST_DAYS:
            raise Sorry(form_words.TOO_MANY_DAYS)
        found |= {first + _DAY * number for number in range((last - first).days + 1)}
    if len(found) > form_words.MOST_DAYS:
        raise Sorry(form_words.TOO_MANY_DAYS)
    return tuple(day.isoformat() for day in sorted(found))


def spans(days: Iterable[str]) -> tuple[str, ...]:
    """Days as `read_days` reads them, those in a row as one span."""
    rows: list[list[date]] = []
    for day in sorted(date.fromisoformat(text) for text in days):
        if rows and day - rows[-1][-1] == _DAY:
            rows[-1].append(day)
        else:
            rows.append([day])
    return tuple(f"{row[0]}" if len(row) == 1 else f"{row[0]}{_TO}{row[-1]}" for row in rows)


def span_options(text: str) -> tuple[tuple[str, str], ...] | None:
    """The spans in a text as options of a form, each with its label; None where it cannot be read."""
    try:
        found = spans(read_days(text))
    except Sorry:
        return None
    return tuple((span, _TO.join(_label(end) for end in span.split(_TO))) for span in found)


def _label(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found:%b} {found.day}, {found.year}"


def row_ids(field: str) -> tuple[tuple[str, str], ...]:
    """The ids of the first and the last day of each row that is offered to pick."""
    return tuple((f"{field}.{row}.{ENDS[0]}", f"{field}.{row}.{ENDS[1]}") for row in range(1, ROWS + 1))


def with_picked_days(values: Mapping[str, str]) -> dict[str, str]:
    """What a form brought, the days picked in rows added to the text of their field."""
    found = {id: value for id, value in values.items() if not _ROW.fullmatch(id)}
    rows: dict[tuple[str, str], list[str]] = {}
    for id, value in values.items():
        if row := _ROW.fullmatch(id):
            rows.setdefault((row["field"], row["row"]), []).append(value.strip())
    for (field, _), ends in rows.items():
        found[field] = ", ".join(filter(None, (found.get(field, "").strip(), _TO.join(filter(None, ends)))))
    return found
