"""Renders a field of a form in a modal, and reads what was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.chat.text_limits import clean, pieces, short
from bot.slack import words
from bot.slack.render.block import Block
from bot.slack.render.escape import Json, plain
from bot.slack.render.rich_text import blocks, bold
from bot.words import wrong
from handlers.dialogue.reply import Bullets, Field, Quote, Text
from handlers.forms.filled import Filled

FIELD = "f."
"""How the ids of our input blocks begin; the field's id follows."""
ABOVE, BELOW, WRONG = "above", "below", "wrong"
"""How the ids of a field's other blocks begin; a number and the field's id follow."""
USER = "slack:"
_USER = re.compile(rf"{USER}[UW][A-Z0-9]+")
LONGEST_TYPED = 3000
LONGEST_OPTION = 75
LONGEST_VALUE = 150
FEW, MANY = 10, 100


def asked(field: Field, *, tells: bool = False) -> Iterator[Block]:
    """The field's blocks: its input, and below it what is wrong. Raises ValueError for an option Slack cannot carry.

    ``tells``: Slack tells of each change in it, as other fields wait for it.
    """
    if any(len(label) > LONGEST_OPTION for _, label in field.options):
        full = blocks((Text(words.CHOICES_IN_FULL), Bullets(tuple(label for _, label in field.options))))
        yield from _named(ABOVE, field, full)
    element, rest = _element(field)
    block: Json = {
        "type": "input",
        "block_id": FIELD + field.id,
        "label": plain(short(field.label, 2000) or field.id),
        "element": {**element, "action_id": element["type"], **(_telling(element) if tells else {})},
        "optional": not field.required,
        **({"dispatch_action": True} if tells else {}),
    }
    if hint := short(field.hint, 2000):
        block["hint"] = plain(hint)
    yield Block(block)
    if rest:
        below = blocks((Text(words.REST), Quote(rest[:LONGEST_TYPED]), Quote(rest[LONGEST_TYPED:])))
        yield from _named(BELOW, field, below)
    if field.error:
        yield from _named(WRONG, field, bold(wrong(field.error)))


def _named(kind: str, field: Field, found: Iterable[Block]) -> Iterator[Block]:
    """The blocks with ids by which they are known to be the field's."""
    for number, block in enumerate(found):
        yield replace(block, json={**block.json, "block_id": f"{kind}.{number}.{field.id}"})


def part_of(block: Mapping[str, Any]) -> tuple[str, str]:
    """The field to which a block belongs, empty for none, and what of it the block is: FIELD, ABOVE, BELOW or WRONG."""
    id = str(block.get("block_id", ""))
    if id.startswith(FIELD):
        return id.removeprefix(FIELD), FIELD
    kind, _, rest = id.partition(".")
    return (rest.partition(".")[2], kind) if kind in {ABOVE, BELOW, WRONG} else ("", "")


def _telling(element: Json) -> Json:
    """A line of text tells of the first letter; all else of each choice by itself."""
    typed = element["type"] in {"plain_text_input", "number_input", "url_text_input"}
    return {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}} if typed else {}


def _element(field: Field) -> tuple[Json, str]:
    """The input with what was typed, and what of that does not fit into it.

    What no picker can hold, as a date that cannot be read, is kept in a line of text.
    """
    read = Filled((field,), {field.id: field.value})
    match field.kind:
        case "file":
            return {"type": "file_input", "filetypes": [one[1:] for one in field.accepts], "max_files": 1}, ""
        case "one" | "many" if field.options and len(field.options) <= MANY * MANY:
            return _choice(field, read.chosen(field.id)), ""
        case "date" | "person" if picker := _picker(field, read):
            return picker, ""
        case "number":
            number = read.number(field.id)
            if number or not field.value.strip():
                whole = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}
                return {**whole, **({"initial_value": str(number)} if number else {})}, ""
        case "link":
            link = read.link(field.id)
            if not read.errors:
                return {"type": "url_text_input", **({"initial_value": link} if link else {})}, ""
        case _:
            pass
    return _line(field)


def _line(field: Field) -> tuple[Json, str]:
    """A line of text, or several."""
    typed = clean(field.shown or field.value)
    first = next(pieces(typed, LONGEST_TYPED), "")
    several = field.kind == "long" or "\n" in first
    element: Json = {"type": "plain_text_input", "multiline": several}
    return {**element, **({"initial_value": first} if first else {})}, typed.removeprefix(first).strip()


def _picker(field: Field, read: Filled) -> Json | None:
    """A calendar, or Slack's own list of people; None for a date that cannot be read and for somebody not in it."""
    typed = field.value.strip()
    if field.kind == "person":
        fits = not typed or _USER.fullmatch(typed)
        initial = {"initial_user": typed.removeprefix(USER)} if typed else {}
        return {"type": "users_select", **initial} if fits else None
    if typed and not _is_day(read.moment(field.id)):
        return None
    day = read.day(field.id)
    return {"type": "datepicker", **({"initial_date": day.isoformat()} if day else {})}


def _is_day(moment: datetime | None) -> bool:
    return moment is not None and moment.time() == time()


def _choice(field: Field, chosen: Sequence[str]) -> Json:
    """Buttons or boxes for a few options, a list for many."""
    options = {value: _option(value, label) for value, label in field.options}
    found = [options[value] for value in chosen]
    several = field.kind == "many"
    initial: Json = {}
    if found:
        initial = {"initial_options": found} if several else {"initial_option": found[0]}
    if len(options) <= FEW:
        return {"type": "checkboxes" if several else "radio_buttons", "options": list(options.values()), **initial}
    kind = "multi_static_select" if several else "static_select"
    if len(options) <= MANY:
        return {"type": kind, "options": list(options.values()), **initial}
    return {"type": kind, "option_groups": _groups(list(options.values())), **initial}


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


def filled(state: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """What a modal's ``state.values`` brought: values by field, chosen ones joined by commas, and ids of files."""
    fields: dict[str, str] = {}
    files: list[str] = []
    for block, elements in state.items():
        for element in elements.values() if block.startswith(FIELD) else ():
            if element["type"] == "file_input":
                files += [file["id"] for file in element.get("files") or ()]
            else:
                fields[block.removeprefix(FIELD)] = _value(element)
    return fields, files


def _value(element: Mapping[str, Any]) -> str:
    match element["type"]:
        case "checkboxes" | "multi_static_select":
            return ",".join(option["value"] for option in element.get("selected_options") or ())
        case "radio_buttons" | "static_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "datepicker":
            return element.get("selected_date") or ""
        case "users_select":
            return f"{USER}{user}" if (user := element.get("selected_user")) else ""
        case _:
            return element.get("value") or ""
