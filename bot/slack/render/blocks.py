"""Renders a reply as Slack messages, as the App Home or as a modal, and redraws the fields of an open modal."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import words
from bot.chat.replies import beside, clean, fitting, settles, short, shown, size
from bot.chat.replies import shown as readable
from bot.slack import words as slack_words
from bot.slack.render.fields import FIELD, SECTION, WRONG, asked, filled, is_heading, more, opened, part_of
from bot.slack.render.rich_text import (
    LONGEST_OPTION,
    MOST_IN_MENU,
    PRESS,
    Block,
    Json,
    blocks,
    context,
    header,
    in_letters,
    menu,
    plain,
    spoken,
)
from handlers.dialogue.reply import Field, Form, Quote, Reply, Rows, Text
from handlers.dialogue.text import MARKS, badged_title
from handlers.forms import words as form_words
from handlers.forms.filling import Section, in_sections, visible_fields

SAY, FORM, _PROPOSAL = PRESS, "form.", "~"
"""How action ids begin: SAY for a choice, whose value is its command; FORM for a form, whose value `kept` reads.

_PROPOSAL stands before the id of the proposal that a button settles.
"""
MOST_BLOCKS, MOST_IN_VIEW = 50, 100
LARGEST_MESSAGE = 12_000
"""Characters in all blocks of a message: Slack refuses some 13,200, and a continued message gets a line on top."""
LARGEST_VIEW = 200_000
"""Bytes of a view; Slack refuses 250 kB."""
LONGEST_VALUE = 2000
ROW = 5
MOST_BUTTONS = 4
"""Buttons that stand side by side before the rest go into a menu."""


def messages(reply: Reply, more: Sequence[Block] = (), *, files: Sequence[str] = ()) -> tuple[Json, ...]:
    """The reply as payloads to be posted in this order: ``text`` for notifications and screen readers, ``blocks``.

    Each is within Slack's limits; the last has the buttons, and ``more`` below them. The reply's files are named, not
    sent; ``files`` are the ids of files that came for its form.
    """
    reply = _by_button(shown(reply), files)
    packed = _packed([*head(reply), *body(reply), *foot(reply, came=files), *more])
    return tuple(_payload(reply, group, number, len(packed)) for number, group in enumerate(packed, 1))


def home(replies: Sequence[Reply], title: str = "") -> Json:
    """The App Home's view: its title, then the replies, with dividers between; a line says where some did not fit."""
    body_blocks: list[Block] = [header(title)] if title.strip() else []
    for number, reply in enumerate(shown(one, alone=not place) for place, one in enumerate(replies)):
        if body_blocks and (number or reply.title):
            body_blocks += [Block({"type": "divider"})]
        beside = _button_beside(reply, number)
        body_blocks += [beside, *body(reply)] if beside else [*head(reply), *body(reply), *foot(reply, number)]
    return {"type": "home", "callback_id": "home", "blocks": fitted(map(in_letters, body_blocks))}


def _button_beside(reply: Reply, number: int) -> Block | None:
    """A list's heading with its one button beside it; None unless the reply has a list, one button and no footer."""
    if len(reply.choices) != 1 or not any(isinstance(part, Rows) for part in reply.parts) or reply.footer:
        return None
    (choice,) = reply.choices
    heading = badged_title(reply.tone, reply.title, MARKS)
    accessory = _button(f"{SAY}{number}.0", choice.label, choice.say)
    text = {"type": "mrkdwn", "text": f"*{spoken(heading)}*"}
    return Block({"type": "section", "text": text, "accessory": accessory}, heading)


def head(reply: Reply) -> Iterator[Block]:
    """The heading, with the sign and the word of its tone; nothing for an empty one."""
    if heading := badged_title(reply.tone, reply.title.strip(), MARKS):
        yield header(heading)


def body(reply: Reply) -> Iterator[Block]:
    """What the reply says."""
    if reply.as_of:
        yield from context(words.by_law_of(reply.as_of))
    yield from blocks(reply.parts)


def foot(reply: Reply, number: int = 0, came: Sequence[str] = ()) -> Iterator[Block]:
    """File names, buttons and small print.

    ``number`` keeps the buttons of several replies in a view apart; ``came`` are the ids of files that came for the
    form.
    """
    for file in reply.files:
        yield from context(words.attached(file.name))
    form_buttons = [_form_button(reply, reply.form, number, came)] if reply.form else []
    sendable = [choice for choice in reply.choices if size(choice.say) <= LONGEST_VALUE]
    for choice in reply.choices:
        if choice not in sendable:
            yield from blocks((Text(words.type_it(choice.label)), Quote(choice.say)))
    ask_choices = [one for one in sendable if one.is_question and not one.aside]
    sendable = [one for one in sendable if one not in ask_choices]
    first, rest = beside(sendable, max(MOST_BUTTONS - len(form_buttons), len(sendable) - MOST_IN_MENU))
    menu_choices = [one for one in rest if 0 < size(one.say) <= LONGEST_OPTION][:MOST_IN_MENU]
    buttons = [
        _button(_named(f"{SAY}{number}.{place}", reply, one.say), one.label, one.say, primary=one.primary)
        for place, one in enumerate((*first, *(one for one in rest if one not in menu_choices)))
    ]
    place = 1 if settles(reply) else 0
    buttons[place:place] = form_buttons
    yield from (row(found) for found in _in_rows(buttons, menu(menu_choices, f"{SAY}{number}.more")))
    ask_buttons = [_button(f"{SAY}{number}.asks.{place}", one.label, one.say) for place, one in enumerate(ask_choices)]
    yield from (row(found) for found in _in_rows(ask_buttons, ()))
    yield from context(reply.footer)


def _in_rows(pressed: Sequence[Json], more: Sequence[Json]) -> Iterator[Sequence[Json]]:
    """Buttons in rows, with the menu in the last one."""
    every = [*pressed, *more]
    yield from (every[start : start + ROW] for start in range(0, len(every), ROW))


def fitted(found: Iterable[Block], most: int = MOST_IN_VIEW, room: int = LARGEST_VIEW) -> list[Json]:
    """As many blocks as fit into ``most`` blocks and ``room`` bytes, with a line at the end where some are left out."""
    fitting_blocks: list[Json] = []
    blocks = [*found]
    for block in blocks:
        room -= len(json.dumps(block.json))
        if room < 0 or (len(fitting_blocks) == most - 1 and len(blocks) > most):
            return [*fitting_blocks, *(more.json for more in context(words.MORE))]
        fitting_blocks.append(block.json)
    return fitting_blocks


def _button(action: str, label: str, value: str, *, primary: bool = False) -> Json:
    return {
        **({"style": "primary"} if primary else {}),
        "type": "button",
        "action_id": action,
        "text": plain(short(label, 75) or "…"),
        "value": clean(value) or "help",
    }


def _form_button(reply: Reply, form: Form, number: int, files: Sequence[str]) -> Json:
    """The button that opens the form, where Slack does not let us open it at once, or where it is optional."""
    changes = settles(reply)
    action = f"{FORM}{number}{_PROPOSAL}{reply.proposal}" if reply.proposal else f"{FORM}{number}"
    return _button(action, words.CHANGE if changes else form.title, keep(form, files), primary=not changes)


def _named(action: str, reply: Reply, say: str) -> str:
    """The action id of a button, with the id of the proposal that it settles."""
    proposal = reply.proposal_of(say)
    return f"{action}{_PROPOSAL}{proposal}" if proposal else action


def proposal_in(action: str) -> str:
    """The id of the proposal that a button settles; empty where it settles none."""
    return action.partition(_PROPOSAL)[2]


def _by_button(reply: Reply, files: Sequence[str]) -> Reply:
    """The reply as a message: it says that what was typed is behind the form's button, not below the words."""
    if reply.form is None:
        return reply
    typed = {field.id for field in reply.form.fields if field.value}
    says = Text(slack_words.in_the_form(whole=set(kept(keep(reply.form, files))[1]) == typed))
    return replace(reply, parts=tuple(says if part == Text(form_words.KEPT) else part for part in reply.parts))


def keep(form: Form, files: Sequence[str] = ()) -> str:
    """The value of the button that opens the form, as JSON: command, file ids, and as much of the fields as fits."""
    carried = {"say": form.say, **({"files": list(files)} if files else {})}

    def value(values: dict[str, str]) -> str:
        return json.dumps({**carried, "values": values}, ensure_ascii=False)

    typed = {field.id: field.value for field in form.fields if field.value}
    return value(fitting(typed, lambda values: size(value(values)) <= LONGEST_VALUE))


def kept(value: str) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Reads `keep`: the command that opens the form, what was typed, by field, and the ids of its files."""
    payload = json.loads(value)
    return payload["say"], payload["values"], tuple(payload.get("files", ()))


def row(pressed: Sequence[Json]) -> Block:
    """Buttons and menus side by side."""
    entries = [one for found in pressed for one in found.get("options", [found])]
    says = slack_words.buttons(one["text"]["text"] for one in entries)
    values = sum(size(one["value"]) for one in entries)
    return Block({"type": "actions", "elements": list(pressed)}, says, values)


def _packed(found: Sequence[Block]) -> list[list[Block]]:
    """The blocks split into messages, in order, each within Slack's limits."""
    packed: list[list[Block]] = [[]]
    for block in found:
        full = sum(one.size for one in packed[-1]) + block.size > LARGEST_MESSAGE
        if packed[-1] and (full or len(packed[-1]) == MOST_BLOCKS - 1):
            packed.append([])
        packed[-1].append(block)
    return packed


def _payload(reply: Reply, group: Sequence[Block], number: int, count: int) -> Json:
    """One message; from the second on, a line on top says what it continues."""
    above = [*context(words.continued(short(reply.title, 60), number, count))] if number > 1 else []
    every = [*above, *group]
    return {
        "text": spoken("\n".join(block.says for block in every if block.says)) or "…",
        "blocks": [block.json for block in every],
        "unfurl_links": False,
        "unfurl_media": False,
    }


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
