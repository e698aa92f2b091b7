"""Renders a reply as Slack messages and on the App Home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot import words
from bot.chat.replies.shown import beside, settles, shown
from bot.chat.replies.text_limits import clean, fitting, short, size
from bot.slack import words as wording
from bot.slack.render.block import Block
from bot.slack.render.charts import in_letters
from bot.slack.render.escape import Json, plain, spoken
from bot.slack.render.rich_text import LONGEST_OPTION, MOST_IN_MENU, PRESS, blocks, context, header, menu
from handlers.dialogue.reply import Form, Quote, Reply, Rows, Text
from handlers.dialogue.text.badges import MARKS, headed
from handlers.forms import words as wording_forms

SAY, FORM, _PROPOSAL = PRESS, "form.", "~"
"""How action ids begin: a choice's button brings what it says; a form's button brings what `kept` reads.

What stands before the id of the proposal that a button settles.
"""
MOST_BLOCKS, MOST_IN_VIEW = 50, 100
LARGEST_MESSAGE = 12_000
"""Slack refuses some 13,200 characters in all blocks; the line above the second part of a split comes on top."""
LARGEST_VIEW = 200_000
"""Bytes of a view; Slack refuses 250 kB."""
LONGEST_VALUE = 2000
ROW = 5
MOST_BUTTONS = 4
"""Buttons that stand side by side before the rest go into a menu."""


def messages(reply: Reply, more: Sequence[Block] = (), *, files: Sequence[str] = ()) -> tuple[Json, ...]:
    """The reply as payloads to be posted in this order: ``text`` for notifications and screen readers, ``blocks``.

    Each is within Slack's limits; the buttons stand in the last, and ``more`` below them. Files are named, not sent;
    ``files`` are ids of those that came for the form.
    """
    reply = _by_button(shown(reply), files)
    packed = _packed([*head(reply), *body(reply), *foot(reply, came=files), *more])
    return tuple(_payload(reply, group, number, len(packed)) for number, group in enumerate(packed, 1))


def home(replies: Sequence[Reply], title: str = "") -> Json:
    """The App Home's view: below its title the replies, divided by lines; where they do not fit, it says so."""
    found: list[Block] = [header(title)] if title.strip() else []
    for number, reply in enumerate(shown(one, alone=not place) for place, one in enumerate(replies)):
        if found and (number or reply.title):
            found += [Block({"type": "divider"})]
        beside = _button_beside(reply, number)
        found += [beside, *body(reply)] if beside else [*head(reply), *body(reply), *foot(reply, number)]
    return {"type": "home", "callback_id": "home", "blocks": fitted(map(in_letters, found))}


def _button_beside(reply: Reply, number: int) -> Block | None:
    """The heading of a list beside its one button; None where there is more or less than that."""
    if len(reply.choices) != 1 or not any(isinstance(part, Rows) for part in reply.parts) or reply.footer:
        return None
    (choice,) = reply.choices
    said = headed(reply.tone, reply.title, MARKS)
    accessory = _button(f"{SAY}{number}.0", choice.label, choice.say)
    text = {"type": "mrkdwn", "text": f"*{spoken(said)}*"}
    return Block({"type": "section", "text": text, "accessory": accessory}, said)


def head(reply: Reply) -> Iterator[Block]:
    """The heading, with the sign and the word of its tone."""
    if heading := headed(reply.tone, reply.title.strip(), MARKS):
        yield header(heading)


def body(reply: Reply) -> Iterator[Block]:
    """What the reply says."""
    if reply.as_of:
        yield from context(words.by_law_of(reply.as_of))
    yield from blocks(reply.parts)


def foot(reply: Reply, number: int = 0, came: Sequence[str] = ()) -> Iterator[Block]:
    """Files by name, buttons, small print; ``number`` keeps the buttons of several replies in a view apart."""
    for file in reply.files:
        yield from context(words.attached(file.name))
    opens = [_form_button(reply, reply.form, number, came)] if reply.form else []
    kept = [choice for choice in reply.choices if size(choice.say) <= LONGEST_VALUE]
    for choice in reply.choices:
        if choice not in kept:
            yield from blocks((Text(words.type_it(choice.label)), Quote(choice.say)))
    asks = [one for one in kept if one.is_question and not one.aside]
    kept = [one for one in kept if one not in asks]
    first, rest = beside(kept, max(MOST_BUTTONS - len(opens), len(kept) - MOST_IN_MENU))
    more = [one for one in rest if 0 < size(one.say) <= LONGEST_OPTION][:MOST_IN_MENU]
    pressed = [
        _button(_named(f"{SAY}{number}.{place}", reply, one.say), one.label, one.say, primary=one.primary)
        for place, one in enumerate((*first, *(one for one in rest if one not in more)))
    ]
    place = 1 if settles(reply) else 0
    pressed[place:place] = opens
    yield from (row(found) for found in _in_rows(pressed, menu(more, f"{SAY}{number}.more")))
    asked = [_button(f"{SAY}{number}.asks.{place}", one.label, one.say) for place, one in enumerate(asks)]
    yield from (row(found) for found in _in_rows(asked, ()))
    yield from context(reply.footer)


def _in_rows(pressed: Sequence[Json], more: Sequence[Json]) -> Iterator[Sequence[Json]]:
    """Buttons in rows, with the menu in the last one."""
    every = [*pressed, *more]
    yield from (every[start : start + ROW] for start in range(0, len(every), ROW))


def fitted(found: Iterable[Block], most: int = MOST_IN_VIEW, room: int = LARGEST_VIEW) -> list[Json]:
    """The blocks, as many as a view has room for (so many blocks and bytes), with a line where there are more."""
    fits: list[Json] = []
    blocks = [*found]
    for block in blocks:
        room -= len(json.dumps(block.json))
        if room < 0 or (len(fits) == most - 1 and len(blocks) > most):
            return [*fits, *(more.json for more in context(words.MORE))]
        fits.append(block.json)
    return fits


def _button(action: str, label: str, value: str, *, primary: bool = False) -> Json:
    return {
        **({"style": "primary"} if primary else {}),
        "type": "button",
        "action_id": action,
        "text": plain(short(label, 75) or "…"),
        "value": clean(value) or "help",
    }


def _form_button(reply: Reply, form: Form, number: int, files: Sequence[str]) -> Json:
    """The button that opens the form where Slack gave no leave to open it at once, or where it need not be opened."""
    changes = settles(reply)
    action = f"{FORM}{number}{_PROPOSAL}{reply.proposal}" if reply.proposal else f"{FORM}{number}"
    return _button(action, words.CHANGE if changes else form.title, keep(form, files), primary=not changes)


def _named(action: str, reply: Reply, say: str) -> str:
    """The id of a button, with that of the proposal that it settles."""
    found = reply.proposal_of(say)
    return f"{action}{_PROPOSAL}{found}" if found else action


def proposal_in(action: str) -> str:
    """The id of the proposal that a button settles; empty where it settles none."""
    return action.partition(_PROPOSAL)[2]


def _by_button(reply: Reply, files: Sequence[str]) -> Reply:
    """The reply as a message, in which what was typed stands behind the form's button and not below the words."""
    if reply.form is None:
        return reply
    typed = {field.id for field in reply.form.fields if field.value}
    says = Text(wording.in_the_form(whole=set(kept(keep(reply.form, files))[1]) == typed))
    return replace(reply, parts=tuple(says if part == Text(wording_forms.KEPT) else part for part in reply.parts))


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


def row(pressed: Sequence[Json]) -> Block:
    """Buttons side by side."""
    every = [one for found in pressed for one in found.get("options", [found])]
    says = wording.buttons(one["text"]["text"] for one in every)
    values = sum(size(one["value"]) for one in every)
    return Block({"type": "actions", "elements": list(pressed)}, says, values)


def _packed(found: Sequence[Block]) -> list[list[Block]]:
    """The blocks in messages, in order, each within the limits."""
    packed: list[list[Block]] = [[]]
    for block in found:
        full = sum(one.size for one in packed[-1]) + block.size > LARGEST_MESSAGE
        if packed[-1] and (full or len(packed[-1]) == MOST_BLOCKS - 1):
            packed.append([])
        packed[-1].append(block)
    return packed


def _payload(reply: Reply, group: Sequence[Block], number: int, count: int) -> Json:
    """A message; those after the first say what they go on with."""
    above = [*context(words.continued(short(reply.title, 60), number, count))] if number > 1 else []
    every = [*above, *group]
    return {
        "text": spoken("\n".join(block.says for block in every if block.says)) or "…",
        "blocks": [block.json for block in every],
        "unfurl_links": False,
        "unfurl_media": False,
    }
