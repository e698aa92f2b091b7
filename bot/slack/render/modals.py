"""Renders a form as a modal, and reads what comes back from it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import words
from bot.chat.replies.shown import shown as readable
from bot.chat.replies.text_limits import short
from bot.slack.render.block import Block
from bot.slack.render.blocks import LARGEST_VIEW, MOST_IN_VIEW, body, fitted, foot, head
from bot.slack.render.charts import in_letters
from bot.slack.render.escape import Json, plain
from bot.slack.render.fields import FIELD, SECTION, asked, filled, more
from bot.slack.render.rich_text import header
from handlers.dialogue.reply import Field, Reply
from handlers.forms.sections import Section, in_sections
from handlers.forms.visible_fields import visible_fields

CALLBACK = "say"
SHORTEST_TITLE, LONGEST_TITLE = 8, 24
LONGEST_META = 3000
LONGEST_ERROR = 300
_END = re.compile(r"[.,:;?!](?= )")


def view(reply: Reply, meta: str = "") -> Json:
    """The reply as a modal: its form to fill in, or without one its words to read.

    ``meta`` comes back with it (`said`). Raises ValueError where that and the form's ``say`` pass 3,000 characters.
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
    """The title, or as many of its clauses, or of its words, as there is room for."""
    line = short(title, len(title))
    if len(line) <= LONGEST_TITLE:
        return line
    ends = [found.start() for found in _END.finditer(line) if SHORTEST_TITLE <= found.start() <= LONGEST_TITLE]
    if ends:
        return line[: ends[-1]]
    whole, _, _ = line[:LONGEST_TITLE].rpartition(" ")
    return f"{whole}…" if whole else short(line, LONGEST_TITLE)


def inputs(fields: Sequence[Field], opened: Collection[str] = ()) -> Iterator[Block]:
    """The blocks of the fields that are asked for; Slack tells of changes where others wait for them.

    A section in which nothing stands shows its fields once it is among the ``opened``.
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
    """What a modal that came back says, and its ``meta``. Raises ValueError where it is none of ours."""
    try:
        carried = json.loads(view["private_metadata"])
        return str(carried["say"]), str(carried["meta"])
    except (KeyError, TypeError, ValueError) as strange:
        raise ValueError("not a modal of ours") from strange


def values(view: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What a submitted modal brought (``payload["view"]``): values as a Message's ``fields``, and ids of its files."""
    return filled(view["state"]["values"])


def errors(reply: Reply, view: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by block id, for ``response_action: errors``, which leaves in the modal what was typed.

    Empty where the modal cannot show it all: it lacks a field or an option, something has to be confirmed, an error is
    long. Then show the new `view` with ``response_action: update``; it has the errors, and what was typed, in it.
    """
    fields = visible_fields(reply.form.fields) if reply.form else ()
    options = {block["block_id"]: _options(block["element"]) for block in view["blocks"] if block["type"] == "input"}
    found = {FIELD + field.id: field.error for field in fields if field.error}
    needed = [field for section in in_sections(fields) if section.is_open for field in section.fields]
    lacks = any(options.get(FIELD + field.id) != {value for value, _ in field.options} for field in needed)
    return {} if lacks or any(len(error) > LONGEST_ERROR for error in found.values()) else found


def _options(element: Mapping[str, Any]) -> set[str]:
    groups = element.get("option_groups") or [element]
    return {option["value"] for group in groups for option in group.get("options", ())}
