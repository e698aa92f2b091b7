"""Reads typed values: ``field: value`` pairs, references, days and spans of days; questions dates that are far off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Choice, Field, Reply, Text
from handlers.forms import words as form_words
from handlers.forms.filling import DOUBT, GUARD, SURE, Filled
from handlers.understanding.days.dates import read_day

_NAME = r"\s*(?P<name>[A-Za-z][\w ]{1,30}?)\s*[:=][^\S\n]*"


def typed_values(rest: str, fields: tuple[Field, ...], *, bare: bool = False) -> dict[str, str]:
    """``vendor: Kahoot; executed: Oct 7, 2026`` as values by field; a new line before a field's name starts one too.

    With ``bare`` a single one whose value is no free text may lack its colon, as in ``students 112``.

    Raises Sorry for a field that does not exist.
    """
    names = _names(fields) | {SURE: SURE}
    pair = _pair(tuple(names))
    values: dict[str, str] = {}
    place = 0
    while rest[place:].strip():
        match = pair.match(rest, place)
        if not match and bare and not place and (alone := _alone(rest, fields)):
            return alone
        if not match:
            raise Sorry(form_words.no_pairs(rest[place:].strip()[:40], fields))
        name = " ".join(match["name"].lower().split())
        if name not in names:
            raise Sorry(form_words.no_field(match["name"].strip(), [f.id for f in fields]))
        values[names[name]] = (match["quoted"] if match["quoted"] is not None else match["plain"]).strip()
        place = match.end()
    return values


def _alone(rest: str, fields: tuple[Field, ...]) -> dict[str, str]:
    """The one field whose name begins the line, with what follows as its value; empty where it takes any words."""
    said, names = rest.strip(), _names([one for one in fields if one.kind not in _ANY_WORDS])
    called = max((name for name in names if said.lower().startswith(f"{name} ")), key=len, default="")
    return {names[called]: said[len(called) :].strip()} if called and ";" not in said else {}


_ANY_WORDS = frozenset({"text", "long"})
"""Kinds of fields that take any words, among them the names of other fields."""


def typed(command: str, values: Mapping[str, str]) -> str:
    """The command as one line, with its fields."""
    pairs = (f"{name.replace('_', ' ')}: {_quoted(value)}" for name, value in values.items() if value)
    return f"{command} {'; '.join(pairs)}"


def _quoted(value: str) -> str:
    return f'"{value}"' if (";" in value or "\n" in value) and '"' not in value else value


@cache
def _pair(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for a name and its value, up to a semicolon, or to a new line with one of these names."""
    known = "|".join(re.escape(name) for name in names)
    ends = rf"(?:;|$|\n(?=[^\S\n]*(?:{known})\s*[:=]))"
    return re.compile(rf"{_NAME}(?:\"(?P<quoted>[^\"]*)\"\s*?{ends}|(?P<plain>[^;]*?){ends})", re.IGNORECASE)


def typed_field_names(rest: str, fields: tuple[Field, ...]) -> tuple[str, ...]:
    """``expiry, provisions``: the fields that are only named; none where something else was typed."""
    names = _names(fields)
    found = [names.get(" ".join(name.lower().split())) for name in rest.split(",")]
    return tuple(dict.fromkeys(id for id in found if id)) if all(found) else ()


def _names(fields: Iterable[Field]) -> dict[str, str]:
    """The fields' ids by what people may call them."""
    return {name.lower(): f.id for f in fields for name in (f.id, f.id.replace("_", " "), f.label, *f.also)}


FAR = 365 * 30
"""Days before or after today beyond which the date of a contract is asked about."""
LONG_AGO = 365 * 20
"""The same limit for the date of a breach."""


def with_check(reply: Reply, odd: Sequence[str]) -> Reply:
    """The reply to what was saved as typed, with what is odd about it after its first sentence."""
    if not odd:
        return reply
    return replace(reply, parts=(*reply.parts[:1], Text(form_words.please_check(odd)), *reply.parts[1:]))


def confirmable(reply: Reply, filled: Filled, command: str, ids: Iterable[str], message: Message) -> Reply:
    """The form that comes back, with a button that saves it as it is, where only its doubts are in the way.

    The button says the values of the fields ``ids`` again: so none for a file, for what is doubted as personal data in
    a form, or where others changed the record meanwhile.
    """
    values = {id: filled.values[id] for id in ids if id != SURE}
    personal = bool(message.fields) and any(id.startswith(GUARD) for id in filled.open_doubts)
    unsayable = message.files or DOUBT in filled.doubts or any('"' in value for value in values.values())
    if filled.errors or not filled.open_doubts or personal or unsayable:
        return reply
    say = typed(command, {**values, SURE: ",".join(filled.doubts)})
    button = Choice(form_words.SAVE_ANYWAY, say, primary=True, settles=True)
    return replace(reply, choices=(button, *reply.choices), asks=True)


def ask_if_far(filled: Filled, id: str, value: date | None, known: date | None, most: int) -> None:
    """Doubt a date that is more than ``most`` days from today, unless it is the one that is ``known``."""
    if value and value != known and filled.today and abs((value - filled.today).days) > most:
        label = next(field.label for field in filled.fields if field.id == id)
        filled.doubt(f"far-{id}", form_words.far(label, value, value.year - filled.today.year))


_INITIALS = re.compile(r"[A-Z](?:\.?[ -]?[A-Z]){0,2}\.?")
_NUMBERED = re.compile(
    r"(?:(?:case|student|child|file|folder|number|no|ref|reference|request|id|family|household|ticket|letter|grade|plan"
    r"|iep|504|[a-z]{1,2})\b[.:# -]*)*#?\d[\w/-]*(?:[ .:#/-]+(?:[a-z]{1,2}\b|\d[\w/-]*))*",
    re.IGNORECASE,
)


def read_reference(filled: Filled, id: str) -> str:
    """The initials or the number that was filled in; a name is an error at the field."""
    reference = filled.text(id)
    if reference and not (_INITIALS.fullmatch(reference) or _NUMBERED.fullmatch(reference)):
        filled.errors.setdefault(id, form_words.NO_REFERENCE)
    filled.guard(id)
    return reference


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
    """The days in a text, in ISO format, each once and in order. Raises Sorry."""
    days: set[date] = set()
    for piece in _BETWEEN.split(text):
        if not piece.strip():
            continue
        ends = [read_day(end) for end in _UNTIL.split(piece.strip())]
        first, last = ends[0], ends[-1]
        if last < first or len(ends) > 2:
            raise Sorry(form_words.BACKWARDS)
        if (last - first).days >= form_words.MOST_DAYS:
            raise Sorry(form_words.TOO_MANY_DAYS)
        days |= {first + _DAY * number for number in range((last - first).days + 1)}
    if len(days) > form_words.MOST_DAYS:
        raise Sorry(form_words.TOO_MANY_DAYS)
    return tuple(day.isoformat() for day in sorted(days))


def spans(days: Iterable[str]) -> tuple[str, ...]:
    """ISO days as spans: consecutive days as ``first to last``, as `read_days` reads them."""
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
        found_spans = spans(read_days(text))
    except Sorry:
        return None
    return tuple((span, _TO.join(_label(end) for end in span.split(_TO))) for span in found_spans)


def _label(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found:%b} {found.day}, {found.year}"


def row_ids(field: str) -> tuple[tuple[str, str], ...]:
    """The ids of the first and the last day of each row that is offered to pick."""
    return tuple((f"{field}.{row}.{ENDS[0]}", f"{field}.{row}.{ENDS[1]}") for row in range(1, ROWS + 1))


def with_picked_days(values: Mapping[str, str]) -> dict[str, str]:
    """What a form brought, the days picked in rows added to the text of their field."""
    merged = {id: value for id, value in values.items() if not _ROW.fullmatch(id)}
    rows: dict[tuple[str, str], list[str]] = {}
    for id, value in values.items():
        if row := _ROW.fullmatch(id):
            rows.setdefault((row["field"], row["row"]), []).append(value.strip())
    for (field, _), ends in rows.items():
        merged[field] = ", ".join(filter(None, (merged.get(field, "").strip(), _TO.join(filter(None, ends)))))
    return merged
