"""Reads fields that are typed in one line, as in ``vendor: Acme; executed: Oct 7, 2026``."""

from __future__ import annotations

from functools import cache

from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Field
from handlers.forms import words as form_words
from handlers.forms.filled import SURE

_NAME = r"\s*(?P<name>[A-Za-z][\w ]{1,30}?)\s*[:=][^\S\n]*"


def typed_values(rest: str, fields: tuple[Field, ...]) -> dict[str, str]:
    """``vendor: Kahoot; executed: Oct 7, 2026`` as values by field; a new line before a field's name begins it too.

    Raises Sorry for a field that does not exist.
    """
    names = _names(fields) | {SURE: SURE}
    pair = _pair(tuple(names))
    values: dict[str, str] = {}
    place = 0
    while rest[place:].strip():
        found = pair.match(rest, place)
        if not found:
            raise Sorry(form_words.no_pairs(rest[place:].strip()[:40], fields))
        name = " ".join(found["name"].lower().split())
        if name not in names:
            raise Sorry(form_words.no_field(found["name"].strip(), [f.id for f in fields]))
        values[names[name]] = (found["quoted"] if found["quoted"] is not None else found["plain"]).strip()
        place = found.end()
    return values


@cache
def _pair(names: tuple[str, ...]) -> re.Pattern[str]:
    """A name and its value, up to a semicolon, or to a new line with one of these names."""
    known = "|".join(re.escape(name) for name in names)
    ends = rf"(?:;|$|\n(?=[^\S\n]*(?:{known})\s*[:=]))"
    return re.compile(rf"{_NAME}(?:\"(?P<quoted>[^\"]*)\"\s*?{ends}|(?P<plain>[^;]*?){ends})", re.IGNORECASE)


def typed_field_names(rest: str, fields: tuple[Field, ...]) -> tuple[str, ...]:
    """``expiry, provisions``: the fields that are only named; none where something else was typed."""
    names = _names(fields)
    found = [names.get(" ".join(name.lower().split())) for name in rest.split(",")]
    return tuple(dict.fromkeys(id for id in found if id)) if all(found) else ()


def _names(fields: tuple[Field, ...]) -> dict[str, str]:
    """The fields' ids by what people may call them."""
    return {name.lower(): f.id for f in fields for name in (f.id, f.id.replace("_", " "), f.label, *f.also)}
