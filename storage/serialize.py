"""Converts records to plain JSON, and back.

Every moment is written in UTC with its offset, so that text sorts as time does. A field missing from the file takes
its default; an unknown field is an error (a new field means a new format number, see disk.py).
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

R = TypeVar("R")
Reader: TypeAlias = Callable[[Any], Any]
Row: TypeAlias = Mapping[str, Any]
Tables: TypeAlias = dict[str, dict[str, Row]]
"""All plain rows of a store, by kind and by id."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def table_of(kind: type[Any]) -> str:
    """The name of a kind's table: its `TABLE` where the class was renamed after rows had been stored, else its name."""
    return str(getattr(kind, "TABLE", kind.__name__))


def clean(text: str) -> str:
    """The text with U+FFFD in place of what PostgreSQL cannot store: NUL and lone surrogates."""
    storable = text.isascii() and "\0" not in text
    return text if storable else _UNSTORABLE.sub("\ufffd", text)


def moment(value: datetime) -> str:
    """The instant as text in UTC; a datetime without a zone is a bug."""
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return value.astimezone(UTC).isoformat()


def plain(record: Any) -> dict[str, Any]:
    """The record's fields as strings, numbers, booleans, None, lists and dicts."""
    return {name: _plain(getattr(record, name)) for name in _readers(type(record))}


NOT_A_RECORD = (TypeError, ValueError, AttributeError)
"""What `record` raises where the row is none of that kind."""


def record(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record of a plain row; the reverse of `plain`. Raises one of NOT_A_RECORD."""
    fields = dict(row)
    for name, read in _special(kind):
        value = fields.get(name)
        if value is not None:
            fields[name] = read(value)
    return kind(**fields)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            pass  # most fields, so they come first
        case str():
            return clean(str(value))  # an enumeration's word becomes plain text
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {clean(name): _plain(item) for name, item in value.items()}
    return value


def _special(kind: type[Any]) -> tuple[tuple[str, Reader], ...]:
    """The fields whose type differs from what JSON gives."""
    if kind not in _known_special:
        _known_special[kind] = tuple((name, read) for name, read in _readers(kind).items() if read is not _as_it_is)
    return _known_special[kind]


_known_special: dict[type[Any], tuple[tuple[str, Reader], ...]] = {}


def _readers(kind: type[Any]) -> dict[str, Reader]:
    if kind not in _known:
        _known[kind] = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return _known[kind]


_known: dict[type[Any], dict[str, Reader]] = {}


def _reader(hint: Any) -> Reader:
    options = set(get_args(hint)) - {type(None)} if isinstance(hint, UnionType) else {hint}
    if options == {date, datetime}:
        return day_or_moment
    (only,) = options
    if only is datetime or only is date:
        return datetime.fromisoformat if only is datetime else date.fromisoformat
    if get_origin(only) is tuple:
        return tuple
    if get_origin(only) is Mapping:
        return MappingProxyType  # the row behind it must not be changed
    if isinstance(only, type) and issubclass(only, Enum):
        return only
    return _as_it_is


def day_or_moment(text: str) -> date | datetime:
    """What was written as ISO 8601."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _as_it_is(value: Any) -> Any:
    return value
