"""How does a button carry what was typed, so that the form opens with it?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.slack.showing.text import size
from handlers.reply import Form, Reply

LONGEST_VALUE = 2000
"""Of a button; Slack takes no more."""


def keep(form: Form) -> str:
    """The value of the button that opens the form: what asks for it, and as much of what was typed as fits."""
    values = {field.id: field.value for field in form.fields if field.value}
    while size(value := json.dumps({"say": form.say, "values": values}, ensure_ascii=False)) > LONGEST_VALUE and values:
        del values[max(values, key=lambda name: len(values[name]))]
    return value


def kept(value: str) -> tuple[str, dict[str, str]]:
    """What to say to get the form, and what was typed, by field."""
    found = json.loads(value)
    return found["say"], found["values"]


def with_kept(reply: Reply, values: Mapping[str, str]) -> Reply:
    """The reply, its form filled in with what was kept; nothing is judged anew."""
    if reply.form is None:
        return reply
    fields = tuple(replace(field, value=values.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
