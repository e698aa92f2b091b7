"""Renders an open form again after a choice on which other fields depend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.slack.render.escape import Json
from bot.slack.render.fields import WRONG, is_heading, opened, part_of
from bot.slack.render.modals import inputs
from handlers.dialogue.reply import Field

SENT = ("type", "callback_id", "private_metadata", "title", "close", "submit")
"""What of a view that Slack sends may be sent back, beside its blocks."""
STILL = "still wrong"
"""For a field below which stands what was wrong in it: it stays, whatever it waits for; these words are not shown."""
INITIAL = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}


def rerendered(view: Mapping[str, Any], state: Mapping[str, Any], fields: Sequence[Field]) -> Json | None:
    """The view with the fields that are asked for now; all else as it stands, and as ``state`` says it was typed.

    ``fields`` are all that the form can have, with what was typed as their values. None where nothing would change.
    """
    mine = _by_field(view["blocks"])
    wrong = {id for id, kind in map(part_of, view["blocks"]) if kind == WRONG}
    fields = [replace(field, error=STILL) if field.id in wrong else field for field in fields]
    known = {field.id for field in fields}
    made = _by_field(block.json for block in inputs(fields, opened(state)))
    if [id for id in made if id in known] == [id for id in mine if id in known]:
        return None
    blocks = [
        *mine.get("", []),
        *(block for id, new in made.items() for block in mine.get(id, new)),
        *(block for id, others in mine.items() if id and id not in known and not is_heading(id) for block in others),
    ]
    kept = {name: view[name] for name in SENT if view.get(name)}
    return {**kept, "blocks": [_as_typed(block, state) for block in blocks]}


def _by_field(blocks: Iterable[Json]) -> dict[str, list[Json]]:
    """The blocks of each field and each heading, in order; under an empty id those of none."""
    found: dict[str, list[Json]] = {}
    for block in blocks:
        found.setdefault(part_of(block)[0], []).append(block)
    return found


def _as_typed(block: Json, state: Mapping[str, Any]) -> Json:
    """An input that begins with what was typed: Slack keeps that by itself, but does not show a link that it keeps."""
    element = block.get("element", {})
    now = state.get(block.get("block_id", ""), {}).get(element.get("action_id", ""), {})
    if not now:
        return block
    begins = {initial: now[name] for name, initial in INITIAL.items() if now.get(name)}
    rest = {name: value for name, value in element.items() if name not in INITIAL.values()}
    return {**block, "element": {**rest, **begins}}
