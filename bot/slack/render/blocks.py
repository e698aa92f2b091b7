"""Renders a reply as Slack messages or as the App Home, with the buttons that share it or take up a file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from bot import words
from bot.chat import words as chats
from bot.chat.received import offers
from bot.chat.replies import beside, clean, fitting, settles, short, shown, size
from bot.chat.transport import ShareRequest, for_everybody
from bot.slack import words as slack_words
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
from handlers.contracts import listing
from handlers.dialogue.reply import Form, Quote, Reply, Rows, Text
from handlers.dialogue.text import MARKS, badged_title
from handlers.forms import words as form_words

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
    reply = _by_button(shown(reply, errors_above=True), files)
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
        yield from context(words.attached(name=file.name))
    form_buttons = [_form_button(reply, reply.form, number, came)] if reply.form else []
    sendable = [choice for choice in reply.choices if size(choice.say) <= LONGEST_VALUE]
    for choice in reply.choices:
        if choice not in sendable:
            yield from blocks((Text(words.type_it(label=choice.label)), Quote(choice.say)))
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
    says = Text(slack_words.in_the_form(whole=typed <= set(kept(keep(reply.form, files))[1])))
    return replace(reply, parts=tuple(says if part == Text(form_words.KEPT) else part for part in reply.parts))


def keep(form: Form, files: Sequence[str] = ()) -> str:
    """The value of the button that opens the form, as JSON: command, file ids, and as much of the fields as fits.

    A person left open is kept too, as the form would fill in the one who opens it.
    """
    carried = {"say": form.say, **({"files": list(files)} if files else {})}

    def value(values: dict[str, str]) -> str:
        return json.dumps({**carried, "values": values}, ensure_ascii=False)

    typed = {field.id: field.value for field in form.fields if field.value or field.kind == "person"}
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
    above = [*context(words.continued(title=short(reply.title, 60), number=number, count=count))] if number > 1 else []
    every = [*above, *group]
    return {
        "text": spoken("\n".join(block.says for block in every if block.says)) or "…",
        "blocks": [block.json for block in every],
        "unfurl_links": False,
        "unfurl_media": False,
    }


SHARE = "share"
"""The action id of the button that shares an answer."""
WITH_FILES = "files"
"""How the action ids of buttons begin that give a command with files."""


def share_button(request: ShareRequest) -> list[Block]:
    """The row with the share button; it carries the question where there is room."""
    value, label = json.dumps(asdict(request)), chats.SHARE_ANYWAY if request.told else chats.SHARE
    if size(value) > LONGEST_VALUE:
        value = json.dumps(asdict(replace(request, text="")))
    return [row([_button(SHARE, label, value)])]


def read_request(action: Mapping[str, Any]) -> ShareRequest | None:
    """What the pressed button asks to share; None for another button."""
    return ShareRequest(**json.loads(action["value"])) if action.get("action_id") == SHARE else None


def with_this(file: str, name: str) -> Block:
    """The row with the buttons for the file of this id: what can be done with a file of that name."""
    buttons = []
    for say, label in offers(name):
        action = WITH_FILES if say == listing.SAY else f"{WITH_FILES}-{say}"
        buttons.append(_button(action, label, json.dumps({"say": say, "files": [file]})))
    return row(buttons)


def public(reply: Reply, user: str) -> tuple[Reply, list[Block]]:
    """The answer for everybody, and the line that says who shared it."""
    sharer = [{"type": "text", "text": slack_words.SHARED_BY}, {"type": "user", "user_id": user}]
    by = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": sharer}]}
    return for_everybody(reply), [Block(by)]
