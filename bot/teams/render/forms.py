"""Renders a form as a dialog or as a card, and reads what comes back from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot import words
from bot.chat.replies.shown import settles, shown
from bot.chat.replies.text_limits import short
from bot.teams.client import Json
from bot.teams.render.buttons import Where, choices, sent, toggle
from bot.teams.render.cards import LARGEST_CARD, attachment, fitted, foot, made, words_of
from bot.teams.render.escape import size
from bot.teams.render.fields import asked, filled
from bot.teams.render.rich_text import header, small
from handlers.dialogue.reply import Field, Reply
from handlers.forms.sections import in_sections

LONGEST_TITLE = 60
FEW_FIELDS = 3
ROOM = (100_000, 3000, 1000, 200)
"""Characters of what was typed that each field keeps: as many as a card has room for."""


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
    """What a form that came back says, and its ``meta``. Raises ValueError where it is none of ours."""
    form, meta = data.get("form"), data.get("meta", "")
    if not isinstance(form, str) or not isinstance(meta, str) or not form:
        raise ValueError("not a form of ours")
    return form, meta


def values(data: Mapping[str, Any]) -> dict[str, str]:
    """What a form that came back brought, as a Message's ``fields``; several chosen ones joined by commas."""
    return filled(data)


def _card(reply: Reply, where: Where, title: str, meta: str) -> Json:
    """A card whose fields are all there; of the words around them, as much as fits."""
    reply, form = shown(reply), reply.form
    for most in ROOM:
        fields = [*_asked(form.fields, most), *sent(form, meta, where)] if form else []
        if (room := LARGEST_CARD - size(fields)) > 0:
            break
    else:
        raise ValueError(f"a card holds {LARGEST_CARD} bytes; the form '{title[:80]}' needs {size(fields)}")
    above, below = [*_head(reply, title), *words_of(reply)], foot(reply, where)
    if form and settles(reply):  # the button that saves stands directly below what it saves
        above, below = [*above, *choices(replace(reply, form=None), where)], small(reply.footer)
    return made([*fitted(above, room * 2 // 3), *fields, *fitted(below, room // 3)])


def _asked(fields: Iterable[Field], most: int) -> Iterator[Json]:
    """The fields: those asked first, then each section behind a button, open where something stands in it."""
    for number, section in enumerate(in_sections(fields)):
        made = [asked(field, most) for field in section.fields]
        if not section.title:
            yield from made
            continue
        id = f"section{number}"
        yield {"type": "ActionSet", "actions": [toggle(section.title, id)], "spacing": "Small"}
        yield {"type": "Container", "id": id, "items": made, **({} if section.is_open else {"isVisible": False})}


def _head(reply: Reply, title: str) -> Iterator[Json]:
    """The headings, where the dialog's title does not say them already."""
    cut = len(title) > LONGEST_TITLE
    if cut and title != reply.title:
        yield from header("plain", title)
    if cut or title != reply.title or reply.tone not in {"plain", "sorry"}:
        yield from header(reply.tone, reply.title)
