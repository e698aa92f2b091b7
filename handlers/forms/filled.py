"""How does what was typed become facts, with every mistake named at its field?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from urllib.parse import urlsplit

from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Field, Form, Reply, Text
from handlers.forms import words as wording_forms
from handlers.forms.privacy_guard import look
from handlers.forms.visible_fields import chosen
from handlers.understanding.dates import read_moment
from handlers.understanding.relative_dates import read_relative

LONGEST = {"text": 200, "long": 3000, "link": 1000, "number": 12, "date": 40}
SURE = "sure"
"""The field in which a person confirms what the bot doubts."""
_NAME = r"\s*(?P<name>[A-Za-z][\w ]{1,30}?)\s*[:=][^\S\n]*"


@dataclass(slots=True)
class Filled:
    """A form's values as typed, with the errors and the doubts found while reading them."""

    fields: tuple[Field, ...]
    values: dict[str, str]
    today: date | None = None
    """From where days are seen that are written as they are said; without it they are no dates."""
    errors: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    def text(self, id: str) -> str:
        """A text; control characters become blanks, one that is too long an error."""
        kind = next((f.kind for f in self.fields if f.id == id), "text")
        keep_lines = "\n" if kind == "long" else ""
        value = "".join(c if c.isprintable() or c in keep_lines else " " for c in self.values.get(id, "")).strip()
        most = LONGEST.get(kind, LONGEST["text"])
        if len(value) > most:
            self.errors[id] = wording_forms.too_long(len(value), most)
        if not value and any(f.required and f.id == id for f in self.fields):
            self.errors[id] = wording_forms.NEEDED
        return value

    def day(self, id: str, *, ahead: bool = False) -> date | None:
        """A date, or None where nothing was typed or it cannot be read; a weekday ``ahead`` is still to come."""
        moment = self.moment(id, ahead=ahead)
        return moment.date() if moment else None

    def moment(self, id: str, *, ahead: bool = False) -> datetime | None:
        """A date, with its time where one was typed (else midnight).

        What was said as seen from today stays that day, however long the form is open.
        """
        value = self.text(id)
        if not value:
            return None
        try:
            found = read_relative(value, self.today, ahead=ahead) if self.today else read_moment(value)
        except Sorry as sorry:
            self.errors[id] = str(sorry)
            return None
        if not _stands_alone(value):
            self.values[id] = found.date().isoformat() if found.time() == time() else f"{found:%Y-%m-%d %H:%M}"
        return found

    def number(self, id: str) -> int | None:
        """A whole number above zero."""
        value = self.text(id).replace(",", "")
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or int(value) == 0:
            self.errors[id] = wording_forms.NO_NUMBER
            return None
        return int(value)

    def chosen(self, id: str) -> tuple[str, ...]:
        """The options chosen, by value or by label; an unknown one is an error."""
        asked = next(f for f in self.fields if f.id == id)
        found, strange = chosen(asked, self.values.get(id, ""))
        if strange:
            self.errors[id] = wording_forms.no_option(strange[0], [label for _, label in asked.options])
        return found

    def link(self, id: str) -> str:
        """A web address."""
        value = self.text(id)
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or "." not in parts.netloc):
            self.errors[id] = wording_forms.NO_LINK
        return value

    def doubt(self, id: str, question: str) -> None:
        """Something to be confirmed before it is saved."""
        self.doubts[id] = question

    def guard(self, *ids: str) -> None:
        """Point out what looks like a student's personal data in free text."""
        for id in ids:
            finds = look(self.values.get(id, ""))
            if finds:
                label = next(f.label for f in self.fields if f.id == id)
                self.doubt(f"guard-{id}", wording_forms.personal(label, [(f.kind, f.text) for f in finds]))

    @property
    def open_doubts(self) -> dict[str, str]:
        """The doubts that the person has not confirmed."""
        confirmed = set(self.values.get(SURE, "").split(","))
        return {id: question for id, question in self.doubts.items() if id not in confirmed}

    @property
    def ready(self) -> bool:
        """Whether it can be saved."""
        return not self.errors and not self.open_doubts

    def again(self, say: str, title: str, submit: str, some: Collection[str] = ()) -> Reply:
        """The form once more, with what was typed, what is wrong, and what has to be confirmed.

        Of ``some`` fields only, where there are any, and of those in which something is wrong.
        """
        asked = only({*some, *self.errors} if some else (), self.fields)
        shown = [replace(f, value=self.values.get(f.id, ""), error=self.errors.get(f.id, "")) for f in asked]
        if self.doubts:
            shown.append(
                Field(
                    SURE,
                    wording_forms.SURE,
                    "many",
                    options=tuple((id, question) for id, question in self.doubts.items()),
                    value=self.values.get(SURE, ""),
                )
            )
        wrong = [f"{field.label}: {self.errors[field.id]}" for field in self.fields if field.id in self.errors]
        return Reply(
            title=wording_forms.CHECK_TITLE,
            parts=(
                Text(wording_forms.KEPT),
                *((Bullets(tuple(wrong)),) if wrong else ()),
                *((Text(wording_forms.DOUBTS), Bullets(tuple(self.open_doubts.values()))) if self.open_doubts else ()),
            ),
            form=Form(say, title, tuple(shown), submit),
            tone="sorry",
        )


def only(some: Collection[str], fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Those of the fields, waiting for no other; all as they are where none is named."""
    return tuple(replace(field, when=None) for field in fields if field.id in some) if some else fields


def blank(say: str, title: str, submit: str, fields: Iterable[Field], values: Mapping[str, str] = {}) -> Reply:
    """A form to fill in, with what is already known."""
    shown = tuple(replace(f, value=values.get(f.id, f.value)) for f in fields)
    return Reply(title=title, form=Form(say, title, shown, submit), parts=(Text(wording_forms.or_type(say, shown)),))


def typed(rest: str, fields: tuple[Field, ...]) -> dict[str, str]:
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
            raise Sorry(wording_forms.no_pairs(rest[place:].strip()[:40], fields))
        name = " ".join(found["name"].lower().split())
        if name not in names:
            raise Sorry(wording_forms.no_field(found["name"].strip(), [f.id for f in fields]))
        values[names[name]] = (found["quoted"] if found["quoted"] is not None else found["plain"]).strip()
        place = found.end()
    return values


@cache
def _pair(names: tuple[str, ...]) -> re.Pattern[str]:
    """A name and its value, up to a semicolon, or to a new line with one of these names."""
    known = "|".join(re.escape(name) for name in names)
    ends = rf"(?:;|$|\n(?=[^\S\n]*(?:{known})\s*[:=]))"
    return re.compile(rf"{_NAME}(?:\"(?P<quoted>[^\"]*)\"\s*?{ends}|(?P<plain>[^;]*?){ends})", re.IGNORECASE)


def named(rest: str, fields: tuple[Field, ...]) -> tuple[str, ...]:
    """``expiry, provisions``: the fields that are only named; none where something else was typed."""
    names = _names(fields)
    found = [names.get(" ".join(name.lower().split())) for name in rest.split(",")]
    return tuple(dict.fromkeys(id for id in found if id)) if all(found) else ()


def _stands_alone(value: str) -> bool:
    """Whether it is the same day, whenever it is read."""
    try:
        read_moment(value)
    except Sorry:
        return False
    return True


def _names(fields: tuple[Field, ...]) -> dict[str, str]:
    """The fields' ids by what people may call them."""
    return {name.lower(): f.id for f in fields for name in (f.id, f.id.replace("_", " "), f.label)}
