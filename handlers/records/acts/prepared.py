"""Prepares an act: the command's own form filled in, what is missing, and the button that does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import LONGEST_LABEL, MOST_CHOICES, Choice, Facts, Field, Form, Part, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.forms.preview import preview_form
from handlers.forms.visible_fields import chosen_options
from handlers.people import names
from handlers.people.access import permit
from handlers.records.acts import words as act_words
from handlers.understanding.days.relative_dates import read_relative


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an act would do. ``say`` is the complete command that one press gives; empty where something is missing."""

    title: str
    form: Form | None = None
    say: str = ""
    button: str = ""
    understood: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    """What follows, and what is missing or cannot be right."""
    more: tuple[Choice, ...] = ()
    footer: str = ""
    """How far the law in it was checked."""


def open_form(command: str, rest: str, values: Mapping[str, str], message: Message, desk: Desk) -> Form:
    """The command's own form with these values, nothing judged and nothing saved. Raises Sorry, Refused."""
    spec = desk.commands[command]
    permit(spec, rest.partition(" ")[0], message, desk)
    shown = preview_form(spec.run, rest, replace(message, text=command, fields=values, parsed=None), desk)
    assert shown.form
    return shown.form


def reply(prepared: Prepared) -> Reply:
    """The act as it is shown: understood, what follows, and one press."""
    button = Choice(short(prepared.button, LONGEST_LABEL), prepared.say, primary=True, settles=True)
    press = (button,) if prepared.say else ()
    return Reply(
        title=short(prepared.title),
        parts=(
            *(part for part in prepared.understood if not isinstance(part, Facts) or part.rows),
            *(Text(note) for note in prepared.notes),
            Text(act_words.waits(pressed=bool(prepared.say), form=prepared.form is not None)),
        ),
        choices=(*press, *prepared.more)[:MOST_CHOICES],
        form=prepared.form,
        asks=True,
        footer=f"{prepared.footer} {wording.NOT_ADVICE}".strip(),
    )


def understood(form: Form, values: Mapping[str, str], desk: Desk) -> Facts:
    """The values that were said, under the form's own labels; days are written out."""
    rows = tuple((field.label, _shown(field, values[field.id], desk)) for field in form.fields if values.get(field.id))
    return Facts(rows)


def _shown(field: Field, value: str, desk: Desk) -> str:
    match field.kind:
        case "date":
            try:
                moment = read_relative(value, desk.today)
            except Sorry:
                return value
            return wording.day(moment if moment.time().hour or moment.time().minute else moment.date())
        case "person":
            return names.display_name(value, desk)
        case "many" | "one":
            labels = dict(field.options)
            return ", ".join(labels[one] for one in chosen_options(field, value)[0]) or value
        case _:
            return value


def missing(form: Form, also: Sequence[str] = ()) -> tuple[str, ...]:
    """The labels of the fields that are needed, or asked for in ``also``, and still empty."""
    return tuple(one.label for one in form.fields if not one.value and (one.required or one.id in also))


def typed(command: str, values: Mapping[str, str]) -> str:
    """The command as one complete line, with its fields."""
    pairs = (f"{name.replace('_', ' ')}: {_quoted(value)}" for name, value in values.items() if value)
    return f"{command} {'; '.join(pairs)}"


def _quoted(value: str) -> str:
    return f'"{value}"' if ";" in value and '"' not in value else value


def choose(title: str, says: Iterable[str], choices: Sequence[Choice]) -> Reply:
    """Several may be meant: one button for each, the first ones where there are many."""
    return Reply(
        title=short(title),
        parts=tuple(Text(one) for one in says),
        choices=tuple(replace(one, label=short(one.label, LONGEST_LABEL)) for one in choices[:MOST_CHOICES]),
        asks=True,
        footer=wording.NOT_ADVICE,
    )
