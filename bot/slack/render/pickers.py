"""Renders what is chosen instead of typed: people, days, times, numbers, and options in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.replies.text_limits import short
from bot.slack import words
from bot.slack.render.escape import Json, plain
from handlers.dialogue.reply import Field
from handlers.forms.pickers import picker_value
from handlers.forms.values.day_spans import ENDS, ROWS

USER = "slack:"
_USER = re.compile(rf"{USER}[UW][A-Z0-9]+")
LONGEST_OPTION, LONGEST_VALUE = 75, 150
FEW, MANY = 10, 100


def picker(field: Field) -> Json | None:
    """A calendar, a clock, Slack's own list of people, or a list; None for what was typed and it cannot hold."""
    if field.kind == "person":
        typed = field.value.strip()
        initial = {"initial_user": typed.removeprefix(USER)} if typed else {}
        return {"type": "users_select", **initial} if not typed or _USER.fullmatch(typed) else None
    value = picker_value(field)
    match field.kind:
        case _ if value is None:
            return None
        case "date":
            return {"type": "datepicker", **({"initial_date": value} if value else {})}
        case "time":
            return {"type": "timepicker", **({"initial_time": value} if value else {})}
        case "number":
            whole = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}
            return {**whole, **({"initial_value": value} if value else {})}
        case _:
            return _list(field, [value] if value else [])


def pick_rows() -> list[Json]:
    """Rows in which spans of days are picked, each by its first and its last day."""
    ends = zip(ENDS, (words.FIRST_DAY, words.LAST_DAY), strict=True)
    pickers = [{"type": "datepicker", "action_id": end, "placeholder": plain(label)} for end, label in ends]
    return [{"type": "actions", "elements": pickers}] * ROWS


def choice(field: Field, chosen: Sequence[str]) -> Json:
    """Buttons or boxes for a few options, a list for many."""
    if len(field.options) > FEW:
        return _list(field, chosen)
    found, initial = _initial(field, chosen)
    return {"type": "checkboxes" if field.kind == "many" else "radio_buttons", "options": found, **initial}


def _list(field: Field, chosen: Sequence[str]) -> Json:
    """A list to choose from, in parts where it is long."""
    found, initial = _initial(field, chosen)
    kind = "multi_static_select" if field.kind == "many" else "static_select"
    if len(found) <= MANY:
        return {"type": kind, "options": found, **initial}
    return {"type": kind, "option_groups": _groups(found), **initial}


def _initial(field: Field, chosen: Sequence[str]) -> tuple[list[Json], Json]:
    """The options, and those with which the field begins."""
    options = {value: _option(value, label) for value, label in field.options}
    found = [options[value] for value in chosen]
    if not found:
        return list(options.values()), {}
    return list(options.values()), {"initial_options": found} if field.kind == "many" else {"initial_option": found[0]}


def _groups(options: Sequence[Json]) -> list[Json]:
    starts = range(0, len(options), MANY)
    return [
        {
            "label": plain(words.group(start + 1, min(start + MANY, len(options)))),
            "options": list(options[start : start + MANY]),
        }
        for start in starts
    ]


def _option(value: str, label: str) -> Json:
    if not value or len(value) > LONGEST_VALUE or "," in value:
        raise ValueError(f"an option's value must have 1 to {LONGEST_VALUE} characters and no comma: '{value[:40]}'")
    return {"text": plain(short(label, LONGEST_OPTION) or value[:LONGEST_OPTION]), "value": value}
