"""Reads what was filled into a form, and keeps each error with its field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from urllib.parse import urlsplit

from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Field, Form, Reply, Text
from handlers.forms import words as form_words
from handlers.forms.privacy.guard import PersonalDataMatch, find_personal_data
from handlers.forms.visible_fields import chosen_options
from handlers.understanding.days.dates import read_moment
from handlers.understanding.days.relative_dates import read_relative

LONGEST = {"text": 200, "long": 3000, "link": 1000, "number": 12, "date": 40}
SURE = "sure"
"""The field in which a person confirms what the bot doubts."""


@dataclass(slots=True)
class Filled:
    """A form's values as typed, with the errors and the doubts found while reading them."""

    fields: tuple[Field, ...]
    values: dict[str, str]
    today: date | None = None
    """The day from which "tomorrow" or "Friday" is counted; without it such words are no dates."""
    errors: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    def text(self, id: str) -> str:
        """A text; control characters become blanks, one that is too long an error."""
        kind = next((f.kind for f in self.fields if f.id == id), "text")
        keep_lines = "\n" if kind == "long" else ""
        value = "".join(c if c.isprintable() or c in keep_lines else " " for c in self.values.get(id, "")).strip()
        most = LONGEST.get(kind, LONGEST["text"])
        if len(value) > most:
            self.errors[id] = form_words.too_long(len(value), most)
        if not value and any(f.required and f.id == id for f in self.fields):
            self.errors[id] = form_words.NEEDED
        return value

    def names(self, id: str) -> tuple[str, ...]:
        """Names parted by commas, each once."""
        parts = (" ".join(part.split()) for part in self.text(id).replace(";", ",").replace("\n", ",").split(","))
        return tuple({part.casefold(): part for part in parts if part}.values())

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
        if not _is_absolute(value):
            self.values[id] = found.date().isoformat() if found.time() == time() else f"{found:%Y-%m-%d %H:%M}"
        return found

    def number(self, id: str) -> int | None:
        """A whole number above zero."""
        value = self.text(id).replace(",", "")
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or int(value) == 0:
            self.errors[id] = form_words.NO_NUMBER
            return None
        return int(value)

    def chosen(self, id: str) -> tuple[str, ...]:
        """The options chosen, by value or by label; an unknown one is an error."""
        asked = next(f for f in self.fields if f.id == id)
        found, strange = chosen_options(asked, self.values.get(id, ""))
        if strange:
            self.errors[id] = form_words.no_option(strange[0], [label for _, label in asked.options])
        return found

    def picked(self, id: str) -> str:
        """The option that was picked or typed, by value or by label; what is none of them as it was typed."""
        value = self.text(id)
        options = next((f.options for f in self.fields if f.id == id), ())
        named = (option for option, label in options if value.casefold() in {option.casefold(), label.casefold()})
        return next(named, value)

    def link(self, id: str) -> str:
        """A web address."""
        value = self.text(id)
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or "." not in parts.netloc):
            self.errors[id] = form_words.NO_LINK
        return value

    def doubt(self, id: str, question: str) -> None:
        """Something to be confirmed before it is saved."""
        self.doubts[id] = question

    def guard(self, *ids: str) -> None:
        """Point out what looks like a student's personal data in free text."""
        for id in ids:
            self._point_out(id, find_personal_data(self.values.get(id, "")))

    def guard_firm(self, *ids: str) -> None:
        """The same in the name of a firm or product, where one word is no person: Albert, Otis."""
        for id in ids:
            finds = find_personal_data(self.values.get(id, ""))
            self._point_out(id, [find for find in finds if find.kind != "name" or len(find.text.split()) > 1])

    def _point_out(self, id: str, finds: Sequence[PersonalDataMatch]) -> None:
        if finds:
            label = next(f.label for f in self.fields if f.id == id)
            self.doubt(f"guard-{id}", form_words.personal(label, [(f.kind, f.text) for f in finds]))

    def take_doubts(self, *ids: str) -> tuple[str, ...]:
        """Doubts that need no answer before a complete typed line is saved: they are told with what was saved."""
        open_ones = self.open_doubts
        return tuple(self.doubts.pop(id) for id in ids if id in open_ones)

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
        """The form again with what was typed, what is wrong, and what has to be confirmed.

        Of ``some`` fields only, where there are any, and of those in which something is wrong.
        """
        asked = only_fields({*some, *self.errors} if some else (), self.fields)
        shown = [replace(f, value=self.values.get(f.id, ""), error=self.errors.get(f.id, "")) for f in asked]
        if self.doubts:
            options, value = tuple(self.doubts.items()), self.values.get(SURE, "")
            shown.append(Field(SURE, form_words.SURE, "many", options=options, value=value))
        wrong = [f"{field.label}: {self.errors[field.id]}" for field in self.fields if field.id in self.errors]
        return Reply(
            title=form_words.CHECK_TITLE,
            parts=(
                Text(form_words.KEPT),
                *((Bullets(tuple(wrong)),) if wrong else ()),
                *((Text(form_words.DOUBTS), Bullets(tuple(self.open_doubts.values()))) if self.open_doubts else ()),
            ),
            form=Form(say, title, tuple(shown), submit, again=True),
            tone="sorry",
        )


def only_fields(some: Collection[str], fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Those of the fields, waiting for no other and under no heading; all as they are where none is named."""
    return tuple(replace(field, when=None, section="") for field in fields if field.id in some) if some else fields


def blank_form(say: str, title: str, submit: str, fields: Iterable[Field], values: Mapping[str, str] = {}) -> Reply:
    """A form to fill in, with what is already known."""
    shown = tuple(replace(f, value=values.get(f.id, f.value), was=values.get(f.id, f.value)) for f in fields)
    return Reply(title=title, form=Form(say, title, shown, submit))


def _is_absolute(value: str) -> bool:
    """Whether it is the same day, whenever it is read."""
    try:
        read_moment(value)
    except Sorry:
        return False
    return True
