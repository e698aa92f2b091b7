"""Renders the fields of a form as the blocks of a modal, and reads the values that a modal brings back."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.chat.replies import clean, pieces, short
from bot.slack import words
from bot.slack.render.rich_text import Block, Json, blocks, bold, context, plain
from bot.words import wrong
from handlers.dialogue.reply import Bullets, Field, Quote, Text
from handlers.forms.filling import Filled, picker_value
from handlers.forms.values import ENDS, ROWS, span_options, with_picked_days

USER = "slack:"
_USER = re.compile(rf"{USER}[UW][A-Z0-9]+")
LONGEST_OPTION, LONGEST_VALUE = 75, 150
FEW, MANY = 10, 100


def picker(field: Field) -> Json | None:
    """A date, time or number input, Slack's list of people, or a list; None where it cannot hold what was typed."""
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
    """Rows of date pickers, each for the first and the last day of a span."""
    ends = zip(ENDS, (words.FIRST_DAY, words.LAST_DAY), strict=True)
    pickers = [{"type": "datepicker", "action_id": end, "placeholder": plain(label)} for end, label in ends]
    return [{"type": "actions", "elements": pickers}] * ROWS


def choice(field: Field, chosen: Sequence[str]) -> Json:
    """Radio buttons or checkboxes for a few options, a list for many."""
    if len(field.options) > FEW:
        return _list(field, chosen)
    options, initial = _initial(field, chosen)
    return {"type": "checkboxes" if field.kind == "many" else "radio_buttons", "options": options, **initial}


def _list(field: Field, chosen: Sequence[str]) -> Json:
    """A list to choose from, in groups where it is long."""
    options, initial = _initial(field, chosen)
    kind = "multi_static_select" if field.kind == "many" else "static_select"
    if len(options) <= MANY:
        return {"type": kind, "options": options, **initial}
    return {"type": kind, "option_groups": _groups(options), **initial}


def _initial(field: Field, chosen: Sequence[str]) -> tuple[list[Json], Json]:
    """The options, and those that are selected at first."""
    options = {value: _option(value, label) for value, label in field.options}
    selected = [options[value] for value in chosen]
    if not selected:
        return list(options.values()), {}
    return list(options.values()), {"initial_options": selected} if field.kind == "many" else {
        "initial_option": selected[0]
    }


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


FIELD = "f."
"""How the ids of our input blocks begin; the field's id follows."""
ABOVE, BELOW, WRONG, ROW = "above", "below", "wrong", "row"
"""How the ids of a field's other blocks begin; a number and the field's id follow. A ROW has date pickers."""
SECTION = "section."
"""How the id of a section's heading begins; alone, the id of the field that says which sections to show."""
LONGEST_TYPED = 3000


def asked(field: Field, *, tells: bool = False) -> Iterator[Block]:
    """The field's blocks: its input, and below it what is wrong. Raises ValueError for an option Slack cannot carry.

    ``tells``: Slack reports each change in it, as other fields depend on it.
    """
    if any(len(label) > LONGEST_OPTION for _, label in field.options):
        full = blocks((Text(words.CHOICES_IN_FULL), Bullets(tuple(label for _, label in field.options))))
        yield from _named(ABOVE, field, full)
    if field.kind == "days" and (kept := span_options(field.value)) is not None:
        yield from _days(field, kept)
        return
    element, rest = _element(field)
    yield Block(_input(field, element, tells=tells))
    if rest:
        below = blocks((Text(words.REST), Quote(rest[:LONGEST_TYPED]), Quote(rest[LONGEST_TYPED:])))
        yield from _named(BELOW, field, below)
    yield from _wrong(field)


def _input(field: Field, element: Json, *, tells: bool = False) -> Json:
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
    return block


def _days(field: Field, kept: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """The days so far, as checkboxes to remove some, and rows of date pickers to add more."""
    if kept:
        as_choice = replace(field, kind="many", options=kept)
        yield Block(_input(as_choice, choice(as_choice, [value for value, _ in kept])))
    else:
        yield from _named(ABOVE, field, [*bold(field.label), *context(field.hint)])
    yield from _named(BELOW, field, context(words.ADD_DAYS))
    yield from _named(ROW, field, map(Block, pick_rows()))
    yield from _wrong(field)


def _wrong(field: Field) -> Iterator[Block]:
    if field.error:
        yield from _named(WRONG, field, bold(wrong(says=field.error)))


def _named(kind: str, field: Field, found: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with ids by which `part_of` knows them as the field's."""
    for number, block in enumerate(found):
        yield replace(block, json={**block.json, "block_id": f"{kind}.{number}.{field.id}"})


def part_of(block: Mapping[str, Any]) -> tuple[str, str]:
    """The id of the field to which a block belongs, and its kind: FIELD, ABOVE, BELOW, WRONG or ROW.

    For a section's heading its own block id and no kind; for all else both are empty.
    """
    id = str(block.get("block_id", ""))
    if id.startswith(FIELD):
        return id.removeprefix(FIELD), FIELD
    kind, _, rest = id.partition(".")
    if kind in {ABOVE, BELOW, WRONG, ROW}:
        return rest.partition(".")[2], kind
    return id if is_heading(id) else "", ""


def is_heading(id: str) -> bool:
    """Whether it is the id of a section's heading, or of the field that says which sections to show."""
    return id.startswith(SECTION)


def more(sections: Iterable[tuple[str, bool]]) -> Block:
    """The checkboxes for further sections of the form, from each title and whether it is shown already."""
    options = [({"text": plain(title), "value": title}, shows) for title, shows in sections]
    chosen = [option for option, shows in options if shows]
    element = {
        "type": "checkboxes",
        "action_id": "checkboxes",
        "options": [option for option, _ in options],
        **({"initial_options": chosen} if chosen else {}),
    }
    label = plain(words.ALSO_SHOW)
    return Block(
        {
            "type": "input",
            "block_id": SECTION,
            "label": label,
            "element": element,
            "optional": True,
            "dispatch_action": True,
        }
    )


def opened(state: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The titles of the sections that are to be shown, from the modal's ``state.values``."""
    chosen = state.get(SECTION, {}).get("checkboxes", {}).get("selected_options") or ()
    return {option["value"] for option in chosen}


def _telling(element: Json) -> Json:
    """Makes a text input report each letter; all others report each choice anyway."""
    typed = element["type"] in {"plain_text_input", "number_input", "url_text_input"}
    return {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}} if typed else {}


def _element(field: Field) -> tuple[Json, str]:
    """The input with what was typed, and the rest of that which does not fit.

    What no picker can hold, such as a date that cannot be read, is kept in a text input.
    """
    parsed = Filled((field,), {field.id: field.value})
    match field.kind:
        case "file":
            return {"type": "file_input", "filetypes": [one[1:] for one in field.accepts], "max_files": field.most}, ""
        case "one" | "many" if field.options and len(field.options) <= MANY * MANY:
            return choice(field, parsed.chosen(field.id)), ""
        case "date" | "time" | "number" | "person" | "pick" if picked := picker(field):
            return picked, ""
        case "link":
            link = parsed.link(field.id)
            if not parsed.errors:
                return {"type": "url_text_input", **({"initial_value": link} if link else {})}, ""
        case _:
            pass
    return _line(field)


def _line(field: Field) -> tuple[Json, str]:
    """A text input of one or several lines, and the rest of what was typed that does not fit."""
    typed = clean(field.shown or field.value)
    first = next(pieces(typed, LONGEST_TYPED), "")
    several = field.kind == "long" or "\n" in first
    element: Json = {"type": "plain_text_input", "multiline": several}
    return {**element, **({"initial_value": first} if first else {})}, typed.removeprefix(first).strip()


def filled(state: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """The values of a modal's ``state.values``, by field, several choices joined by commas; and ids of its files."""
    fields: dict[str, str] = {}
    files: list[str] = []
    for block, elements in state.items():
        id, kind = part_of({"block_id": block})
        for name, element in elements.items() if kind in {FIELD, ROW} else ():
            if element["type"] == "file_input":
                files += [file["id"] for file in element.get("files") or ()]
            else:
                fields[id if kind == FIELD else f"{id}.{block.split('.')[1]}.{name}"] = _value(element)
    return with_picked_days(fields), files


def _value(element: Mapping[str, Any]) -> str:
    match element["type"]:
        case "checkboxes" | "multi_static_select":
            return ",".join(option["value"] for option in element.get("selected_options") or ())
        case "timepicker":
            return element.get("selected_time") or ""
        case "radio_buttons" | "static_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "datepicker":
            return element.get("selected_date") or ""
        case "users_select":
            return f"{USER}{user}" if (user := element.get("selected_user")) else ""
        case _:
            return element.get("value") or ""
