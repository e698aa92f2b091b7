"""Renders a field of a form in a card, and reads what was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.chat.replies.text_limits import clean
from bot.teams import words
from bot.teams.client import Json
from bot.teams.render.escape import block, runs, unmarked
from bot.teams.render.rich_text import small
from bot.words import wrong
from handlers.dialogue.reply import Field
from handlers.forms.filled import Filled
from handlers.forms.pickers import picker_value
from handlers.forms.values.day_spans import row_ids, span_options, with_picked_days
from handlers.forms.words import NEEDED

FIELD, PERSON = "f.", "p."
"""How the ids of our inputs begin, those of people pickers apart, as they bring Entra ids; the field's id follows."""
USER = "teams:"
_ENTRA = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
PEOPLE: Json = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
"""Teams' own people picker, over the whole organization: in the chat with the bot there is nobody else to pick."""
FEW, MANY = 6, 15


def asked(field: Field, most: int) -> Json:
    """The field: its input, and below it what is wrong, when it is needed, and its hint.

    Cards cannot hide a field until it is needed, so that it says when it is. ``most`` are the characters that there is
    room for; where more were typed, it says so. Raises ValueError for an option that Teams cannot carry.
    """
    field, cut = replace(field, value=field.value[:most]), len(field.value) > most
    kept = span_options(field.value) if field.kind == "days" else None
    below = [block(runs(words.CUT, "bold"), "Small")] if cut else []
    error = clean(field.error).strip()
    below += [block(runs(wrong(error), "wrong"), "Small")] if error else []
    hint = " ".join(clean(text).strip() for text in (field.when.says if field.when else "", field.hint) if text.strip())
    below += small(hint)
    first = _first(field) if kept is None else _days(field, kept)
    return {"type": "Container", "items": [*first, *below]}


def _first(field: Field) -> Iterator[Json]:
    label = " ".join(clean(field.label).split()) or field.id
    if field.kind == "file":
        yield block(runs(label, "bold"))
        yield block(runs(words.DROP_FILE), "Small")
        return
    needed = {"isRequired": True, "errorMessage": NEEDED} if field.required else {}
    made = _input(field)
    begins = PERSON if "choices.data" in made else FIELD
    yield {**made, "id": begins + field.id, "label": unmarked(label), **needed}


def _input(field: Field) -> Json:
    """The input with what was typed; what no picker can hold, as a date that cannot be read, is kept in a line."""
    typed, value = field.value.strip(), picker_value(field)
    match field.kind:
        case "one" | "many" if field.options:
            return _choice(field, Filled((field,), {field.id: field.value}).chosen(field.id))
        case "person" if not typed or (typed.startswith(USER) and _ENTRA.fullmatch(typed.removeprefix(USER))):
            return _person(field, typed.removeprefix(USER))
        case "pick" if value is not None:
            return _listed(field, [value] if value else [])
        case "date" | "time" if value is not None:
            kind = "Input.Date" if field.kind == "date" else "Input.Time"
            return {"type": kind, **({"value": value} if value else {})}
        case "number" if value is not None:
            return {"type": "Input.Number", "min": 1, **({"value": int(value)} if value else {})}
        case _:
            return _line(field)


def _line(field: Field) -> Json:
    """A line of text, or several."""
    typed = clean(field.shown or field.value)
    several = field.kind == "long" or "\n" in typed
    style = {"style": "Url"} if field.kind == "link" else {}
    return {"type": "Input.Text", "isMultiline": several, **style, **({"value": typed} if typed else {})}


def _days(field: Field, kept: tuple[tuple[str, str], ...]) -> Iterator[Json]:
    """The days there are, to keep or to take out, and rows in which to pick more."""
    if kept:
        one = replace(field, kind="many", options=kept)
        yield {**_choice(one, [value for value, _ in kept]), "id": FIELD + field.id, "label": unmarked(field.label)}
    else:
        yield block(runs(field.label, "bold"))
    for row in row_ids(field.id):
        labels = zip(row, (words.FIRST_DAY, words.LAST_DAY), strict=True)
        ends = [{"type": "Input.Date", "id": FIELD + id, "label": label} for id, label in labels]
        yield {"type": "ColumnSet", "columns": [{"type": "Column", "width": "stretch", "items": [one]} for one in ends]}


def _choice(field: Field, chosen: Sequence[str]) -> Json:
    """Buttons or boxes for a few options, a list for more, one that is searched by typing for many."""
    count = len(field.options)
    few = MANY if field.kind == "many" else FEW
    return _listed(field, chosen, "expanded" if count <= few else "compact" if count <= MANY else "filtered")


def _listed(field: Field, chosen: Sequence[str], style: str = "filtered") -> Json:
    several = field.kind == "many"
    hint = {"placeholder": words.FIND if style == "filtered" else words.PICK} if style != "expanded" else {}
    return {
        "type": "Input.ChoiceSet",
        "style": style,
        "isMultiSelect": several,
        "wrap": True,
        "choices": [_option(value, label) for value, label in field.options],
        **hint,
        **({"value": ",".join(chosen if several else chosen[:1])} if chosen else {}),
    }


def _person(field: Field, id: str) -> Json:
    """Teams' people picker, with the name of the person already picked, for clients that look up no names."""
    picked = [_option(id, field.shown or words.SOMEONE)] if id else []
    found: Json = {"type": "Input.ChoiceSet", "style": "filtered", "isMultiSelect": False, "choices": picked}
    return {**found, "choices.data": PEOPLE, "placeholder": words.FIND_PERSON, **({"value": id} if id else {})}


def _option(value: str, label: str) -> Json:
    if not value or "," in value:
        raise ValueError(f"an option's value must not be empty or have a comma: '{value[:40]}'")
    return {"title": unmarked(label) or unmarked(value) or "…", "value": value}


def filled(data: Mapping[str, Any]) -> dict[str, str]:
    """What came back of the inputs, by field."""
    texts = {name: "" if value is None else str(value) for name, value in data.items()}
    typed = {name.removeprefix(FIELD): text for name, text in texts.items() if name.startswith(FIELD)}
    picked = {name.removeprefix(PERSON): text for name, text in texts.items() if name.startswith(PERSON)}
    typed = with_picked_days(typed)
    return {**typed, **{id: USER + text if _ENTRA.fullmatch(text) else text for id, text in picked.items()}}
