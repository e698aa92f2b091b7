"""Renders a reply as Teams messages, as one card, or as a dialog with its form, and reads the form's values."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot import words
from bot.chat.replies import short, shown
from bot.teams.client import Json
from bot.teams.render.buttons import Where, choices, listed, openers, sent, toggle
from bot.teams.render.escape import size, unmarked
from bot.teams.render.rich_text import asked, elements, header, small
from bot.teams.words import TOO_OLD
from handlers.dialogue.reply import Bullets, Facts, Field, Quote, Reply, Row, Rows, Text
from handlers.dialogue.text import badged_title
from handlers.forms.filling import in_sections

CARD = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
LARGEST_CARD = 72_000
"""Bytes of a card; Teams refuses a message of 100 kB. Of a list's row, most are its buttons, which nobody scrolls."""
LONGEST_SUMMARY = 200
MOST_SUGGESTED = 3
"""Teams shows no more."""
_USER = re.compile(r"teams:([0-9a-fA-F-]{36})")


def messages(reply: Reply) -> tuple[Json, ...]:
    """The reply as activities to be sent in this order: ``summary`` for notifications, and a card.

    Each is within Teams' limits; the last has the buttons. Files are named, not sent. There is no ``text``, as Teams
    would show it again above the card.
    """
    reply = shown(reply, errors_above=True)
    called = _called(reply)
    packed = _packed([*_whole(reply, "message", called)], LARGEST_CARD - size(called))
    return tuple(_message(reply, group, number, len(packed), called) for number, group in enumerate(packed, 1))


def card(reply: Reply) -> Json:
    """The reply as one Adaptive Card that replaces another; a line says where it does not fit."""
    return made(fitted([*_whole(shown(reply, errors_above=True), "message")]))


def made(body: Sequence[Json], called: Sequence[Json] = ()) -> Json:
    """An Adaptive Card of these elements; ``called`` are the people whom it mentions."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "fallbackText": TOO_OLD,
        "msteams": {"width": "Full", **({"entities": list(called)} if called else {})},
        "body": list(body),
    }


def posted(card: Json, summary: str) -> Json:
    """A card as an activity that can be sent."""
    return {"type": "message", "summary": unmarked(summary) or "…", "attachments": [attachment(card)]}


def attachment(card: Json) -> Json:
    """A card in the form in which messages and dialogs carry it."""
    return {"contentType": CARD, "content": card}


def suggested(reply: Reply) -> Json:
    """The first choices as ``suggestedActions`` of a message; pressing one sends its command as a message."""
    sayable = [choice for choice in reply.choices if choice.label.strip() and choice.say.strip()][:MOST_SUGGESTED]
    return {"actions": [{"type": "imBack", "title": short(one.label, 75), "value": one.say} for one in sayable]}


def summary(reply: Reply) -> str:
    """The text of a notification: the heading and the beginning, never a link."""
    says = [badged_title(reply.tone, reply.title), *(_says(part) for part in reply.parts[:2])]
    return short("\n".join(says), LONGEST_SUMMARY)


def _says(part: object) -> str:
    return part.says if isinstance(part, Text | Quote) else "; ".join(part.items) if isinstance(part, Bullets) else ""


def body(reply: Reply) -> Iterator[Json]:
    """The heading, and what the reply says."""
    yield from header(reply.tone, reply.title)
    yield from words_of(reply)


def words_of(reply: Reply, where: Where = "message") -> Iterator[Json]:
    """The parts of the reply, below its heading."""
    if reply.as_of:
        yield from small(words.by_law_of(reply.as_of))
    for with_buttons, some in groupby(reply.parts, lambda part: isinstance(part, Rows)):
        if with_buttons:
            yield from (line for part in some if isinstance(part, Rows) for line in listed(part, where))
        else:
            yield from elements(some)


def foot(reply: Reply, where: Where) -> Iterator[Json]:
    """File names, buttons and small print."""
    for file in reply.files:
        yield from small(words.attached(name=file.name))
    yield from choices(reply, where)
    yield from small(reply.footer)


def fitted(found: Iterable[Json], most: int = LARGEST_CARD) -> list[Json]:
    """As many elements as fit into ``most`` bytes, with a line at the end where some are left out."""
    fits: list[Json] = []
    for element in found:
        most -= size(element)
        if most < 0:
            return [*fits, *small(words.MORE)]
        fits.append(element)
    return fits


def _called(reply: Reply) -> tuple[Json, ...]:
    """The mentions of people of Teams who are named in the reply, each once."""
    mentions: dict[str, Json] = {}
    for part in reply.parts:
        lines: Sequence[object] = part.rows if isinstance(part, Rows) else (part,)
        for line in lines:
            for name, id in line.people if isinstance(line, Row | Text | Facts) else ():
                if match := _USER.fullmatch(id):
                    label = unmarked(name)
                    mention = {"type": "mention", "text": f"<at>{label}</at>"}
                    mentions[id] = {**mention, "mentioned": {"id": match[1], "name": label}}
    return tuple(mentions.values())


def _whole(reply: Reply, where: Where, called: Sequence[Json] = ()) -> Iterator[Json]:
    yield from body(reply)
    if called:  # a mention is read in a TextBlock only
        yield {"type": "TextBlock", "text": ", ".join(one["text"] for one in called), "wrap": True, "spacing": "Small"}
    yield from openers(reply)
    yield from foot(reply, where)


def _packed(found: Sequence[Json], most: int) -> list[list[Json]]:
    """The elements split into messages, in order, each of at most ``most`` bytes unless one element has more."""
    packed: list[list[Json]] = [[]]
    room = most
    for element in found:
        room -= size(element)
        if packed[-1] and room < 0:
            packed.append([])
            room = most - size(element)
        packed[-1].append(element)
    return packed


def _message(reply: Reply, group: Sequence[Json], number: int, count: int, called: Sequence[Json]) -> Json:
    """One message; from the second on, a line on top says what it continues."""
    if number == 1:
        return posted(made(group, called), summary(reply))
    above = words.continued(title=short(reply.title, 60), number=number, count=count)
    return posted(made([*small(above), *group], called), above)


LONGEST_TITLE = 60
FEW_FIELDS = 3
ROOM = (100_000, 3000, 1000, 200)
"""Characters of what was typed that each field keeps: the first number with which the card has room for all fields."""


def dialog(reply: Reply, meta: str = "") -> Json:
    """The reply as a dialog's ``value``: its form to fill in, or without one its words to read.

    ``meta`` comes back with it (`said`). Raises ValueError for a form that no card can hold.
    """
    form = reply.form
    title = form.title if form else reply.title
    large = form is not None and len(form.fields) > FEW_FIELDS
    return {
        "title": short(title, LONGEST_TITLE) or words.CLOSE,
        "height": "large" if large else "medium",
        "width": "medium",
        "card": attachment(_card(reply, "dialog", title, meta)),
    }


def inline(reply: Reply, meta: str = "") -> Json:
    """The same as an Adaptive Card in a message, for clients without dialogs. Raises ValueError as `dialog` does."""
    return _card(reply, "message", "", meta)


def said(data: Mapping[str, Any]) -> tuple[str, str]:
    """The command of a form that came back, and its ``meta``. Raises ValueError where it is none of ours."""
    form, meta = data.get("form"), data.get("meta", "")
    if not isinstance(form, str) or not isinstance(meta, str) or not form:
        raise ValueError("not a form of ours")
    return form, meta


def _card(reply: Reply, where: Where, title: str, meta: str) -> Json:
    """A card with all its fields, and as much of the other text as fits."""
    reply, form = shown(reply), reply.form
    for most in ROOM:
        fields = [*_asked(form.fields, most), *sent(form, meta, where)] if form else []
        if (room := LARGEST_CARD - size(fields)) > 0:
            break
    else:
        raise ValueError(f"a card holds {LARGEST_CARD} bytes; the form '{title[:80]}' needs {size(fields)}")
    if form:  # whose button is the one that saves: another would leave out what is typed into it
        reply = replace(reply, choices=tuple(one for one in reply.choices if not one.settles))
    above, below = [*_head(reply, title), *words_of(reply)], foot(reply, where)
    return made([*fitted(above, room * 2 // 3), *fields, *fitted(below, room // 3)])


def _asked(fields: Iterable[Field], most: int) -> Iterator[Json]:
    """The fields: first those without a section, then each section behind a button, open where it has values."""
    for number, section in enumerate(in_sections(fields)):
        inputs = [asked(field, most) for field in section.fields]
        if not section.title:
            yield from inputs
            continue
        id = f"section{number}"
        yield {"type": "ActionSet", "actions": [toggle(section.title, id)], "spacing": "Small"}
        yield {"type": "Container", "id": id, "items": inputs, **({} if section.is_open else {"isVisible": False})}


def _head(reply: Reply, title: str) -> Iterator[Json]:
    """The headings, unless the dialog's title says them already."""
    cut = len(title) > LONGEST_TITLE
    if cut and title != reply.title:
        yield from header("plain", title)
    if cut or title != reply.title or reply.tone not in {"plain", "sorry"}:
        yield from header(reply.tone, reply.title)
