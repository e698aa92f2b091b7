"""Carries what was typed in a button, so that the form opens with it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.chat.kept_values import fitting
from bot.chat.text_limits import size
from handlers.dialogue.reply import Form

LONGEST_VALUE = 2000
"""Of a button; Slack takes no more."""


def keep(form: Form, files: Sequence[str] = ()) -> str:
    """The value of the button that opens the form: its command and files, and as much of what was typed as fits."""
    carried = {"say": form.say, **({"files": list(files)} if files else {})}

    def value(values: dict[str, str]) -> str:
        return json.dumps({**carried, "values": values}, ensure_ascii=False)

    typed = {field.id: field.value for field in form.fields if field.value}
    return value(fitting(typed, lambda values: size(value(values)) <= LONGEST_VALUE))


def kept(value: str) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """What to say to get the form, what was typed, by field, and the ids of its files."""
    found = json.loads(value)
    return found["say"], found["values"], tuple(found.get("files", ()))
