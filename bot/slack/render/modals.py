"""Renders a form as a modal, reads what comes back from it, and renders it again as it was typed."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import words
from bot.chat.replies import short
from bot.chat.replies import shown as readable
from bot.slack.render.blocks import LARGEST_VIEW, MOST_IN_VIEW, body, fitted, foot, head
from bot.slack.render.fields import FIELD, SECTION, WRONG, asked, filled, is_heading, more, opened, part_of
from bot.slack.render.rich_text import (
    Block,
    Json,
    header,
    in_letters,
    plain,
)
from handlers.dialogue.reply import Field, Reply
from handlers.forms.filling import Section, in_sections, visible_fields

CALLBACK = "say"
SHORTEST_TITLE, LONGEST_TITLE = 8, 24
LONGEST_META = 3000
LONGEST_ERROR = 300
_END = re.compile(r"[.,:;?!](?= )")


def view(reply: Reply, meta: str = "") -> Json:
    """The reply as a modal: its form to fill in, or without one its words to read.

    ``meta`` comes back with it (`said`). Raises ValueError where that and the form's ``say`` pass 3,000 characters, or
    where the form has too many fields for a modal.
    """
    reply = readable(reply)
    form = reply.form
    title = form.title if form else reply.title
    carried = json.dumps({"say": form.say if form else "", "meta": meta})
    if len(carried) > LONGEST_META:
        raise ValueError(f"a modal carries {LONGEST_META} characters, not {len(carried)}")
    intro = [*_head(reply, title), *body(reply), *foot(replace(reply, form=None))]
    fields = [block.json for block in inputs(form.fields)] if form else []
    if len(fields) >= MOST_IN_VIEW:
        raise ValueError(f"a modal holds {MOST_IN_VIEW} blocks; the form '{title[:80]}' needs {len(fields)}")
    shown = fitted(map(in_letters, intro), MOST_IN_VIEW - len(fields), LARGEST_VIEW - len(json.dumps(fields)))
    made: Json = {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": carried,
        "title": plain(_titled(title) or words.CLOSE),
        "close": plain(words.CANCEL if form else words.CLOSE),
        "blocks": [*shown, *fields],
    }
    if form:
        made["submit"] = plain(form.submit if form.submit.strip() and len(form.submit) <= LONGEST_TITLE else words.SEND)
    return made


def _titled(title: str) -> str:
    """The title within 24 characters: whole, or cut after a clause or a word."""
    line = short(title, len(title))
    if len(line) <= LONGEST_TITLE:
        return line
    ends = [found.start() for found in _END.finditer(line) if SHORTEST_TITLE <= found.start() <= LONGEST_TITLE]
    if ends:
        return line[: ends[-1]]
    whole, _, _ = line[:LONGEST_TITLE].rpartition(" ")
    return f"{whole}…" if whole else short(line, LONGEST_TITLE)


def inputs(fields: Sequence[Field], opened: Collection[str] = ()) -> Iterator[Block]:
    """The blocks of the fields to be shown; Slack reports changes in those that other fields depend on.

    A section that is not open shows its fields only where its title is among the ``opened``.
    """
    awaited = {field.when.field for field in fields if field.when}
    sections = tuple(in_sections(visible_fields(fields)))
    for section in sections:
        if section.title and not _shows(section, opened):
            continue
        if section.title:
            yield Block({**header(section.title).json, "block_id": SECTION + section.title})
        for field in section.fields:
            yield from asked(field, tells=field.id in awaited)
        if section is sections[0] and len(sections) > 1:
            yield more([(one.title, _shows(one, opened)) for one in sections[1:]])


def _shows(section: Section, opened: Collection[str]) -> bool:
    return section.is_open or section.title in opened


def _head(reply: Reply, title: str) -> Iterator[Block]:
    """The heading, where the modal's title does not say it already."""
    if len(title) > LONGEST_TITLE and title != reply.title:
        yield header(title)
    if len(title) > LONGEST_TITLE or title != reply.title or reply.tone not in {"plain", "sorry"}:
        yield from head(reply)


def said(view: Mapping[str, Any]) -> tuple[str, str]:
    """The command and the ``meta`` of a modal that came back. Raises ValueError where it is none of ours."""
    try:
        carried = json.loads(view["private_metadata"])
        return str(carried["say"]), str(carried["meta"])
    except (KeyError, TypeError, ValueError) as strange:
        raise ValueError("not a modal of ours") from strange


def values(view: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """The values of a submitted modal (``payload["view"]``), as a Message's ``fields``, and the ids of its files."""
    return filled(view["state"]["values"])


def errors(reply: Reply, view: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by block id, for ``response_action: errors``, which leaves in the modal what was typed.

    Empty where the modal cannot show all of it: a field or an option is missing, something has to be confirmed, or an
    error is too long. Then show the new `view` with ``response_action: update``; it has the errors and what was typed.
    """
    fields = visible_fields(reply.form.fields) if reply.form else ()
    options = {block["block_id"]: _options(block["element"]) for block in view["blocks"] if block["type"] == "input"}
    by_block = {FIELD + field.id: field.error for field in fields if field.error}
    needed = [field for section in in_sections(fields) if section.is_open for field in section.fields]
    is_incomplete = any(options.get(FIELD + field.id) != {value for value, _ in field.options} for field in needed)
    return {} if is_incomplete or any(len(error) > LONGEST_ERROR for error in by_block.values()) else by_block


def _options(element: Mapping[str, Any]) -> set[str]:
    groups = element.get("option_groups") or [element]
    return {option["value"] for group in groups for option in group.get("options", ())}


SENT = ("type", "callback_id", "private_metadata", "title", "close", "submit")
"""The keys of a view from Slack that may be sent back, besides its blocks."""
STILL = "still wrong"
"""Marks a field that shows an error: it stays, whatever field it depends on. These words are never shown."""
INITIAL = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}


def rerendered(view: Mapping[str, Any], state: Mapping[str, Any], fields: Sequence[Field]) -> Json | None:
    """The view with the fields that are to be shown now; the rest unchanged, with what was typed as in ``state``.

    ``fields`` are all that the form can have, with what was typed as their values. None where nothing would change.
    """
    old = _by_field(view["blocks"])
    wrong = {id for id, kind in map(part_of, view["blocks"]) if kind == WRONG}
    fields = [replace(field, error=STILL) if field.id in wrong else field for field in fields]
    ids = {field.id for field in fields}
    new_blocks = _by_field(block.json for block in inputs(fields, opened(state)))
    if [id for id in new_blocks if id in ids] == [id for id in old if id in ids]:
        return None
    blocks = [
        *old.get("", []),
        *(block for id, new in new_blocks.items() for block in old.get(id, new)),
        *(block for id, others in old.items() if id and id not in ids and not is_heading(id) for block in others),
    ]
    unchanged = {name: view[name] for name in SENT if view.get(name)}
    return {**unchanged, "blocks": [_as_typed(block, state) for block in blocks]}


def _by_field(blocks: Iterable[Json]) -> dict[str, list[Json]]:
    """The blocks of each field and each heading, by id, in order; all others under an empty id."""
    grouped: dict[str, list[Json]] = {}
    for block in blocks:
        grouped.setdefault(part_of(block)[0], []).append(block)
    return grouped


def _as_typed(block: Json, state: Mapping[str, Any]) -> Json:
    """An input that starts with what was typed: Slack keeps that by itself, but does not show a link that it keeps."""
    element = block.get("element", {})
    typed = state.get(block.get("block_id", ""), {}).get(element.get("action_id", ""), {})
    if not typed:
        return block
    prefilled = {initial: typed[name] for name, initial in INITIAL.items() if typed.get(name)}
    rest = {name: value for name, value in element.items() if name not in INITIAL.values()}
    return {**block, "element": {**rest, **prefilled}}
