"""Keeps what was typed until its form opens again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.dialogue.reply import Reply


def fitting(values: Mapping[str, str], fits: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """As much of what was typed, by field, as fits; the longest is left out first."""
    kept = dict(values)
    while kept and not fits(kept):
        del kept[max(kept, key=lambda name: len(kept[name]))]
    return kept


def with_kept(reply: Reply, values: Mapping[str, str]) -> Reply:
    """The reply, its form filled in with what was kept; nothing is checked again."""
    if reply.form is None:
        return reply
    fields = tuple(replace(field, value=values.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
