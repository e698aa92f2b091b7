"""Says what a calendar, a clock, a list or a field for numbers begins with."""

from __future__ import annotations

from datetime import time

from handlers.dialogue import bounded_re as re
from handlers.dialogue.reply import Field
from handlers.forms.filled import Filled

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def picker_value(field: Field) -> str | None:
    """The field's value as its picker holds it, empty for none; None where only a line of text can hold it."""
    typed, read = field.value.strip(), Filled((field,), {field.id: field.value})
    match field.kind:
        case "date":
            moment = read.moment(field.id)
            found = moment.date().isoformat() if moment and moment.time() == time() else ""
        case "time":
            found = typed if _TIME.fullmatch(typed) else ""
        case "number":
            found = str(read.number(field.id) or "")
        case "pick":
            found = next((value for value, _ in field.options if value == read.picked(field.id)), "")
        case _:
            return None
    offered = field.kind != "pick" or field.options
    return found if offered and (found or not typed) else None
