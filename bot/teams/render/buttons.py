"""Renders the buttons of a card, and what each brings when it is pressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar
from unicodedata import east_asian_width

from bot import words
from bot.chat import words as chats
from bot.chat.replies import beside, clean, fitting, settles, short
from bot.chat.transport import ShareRequest
from bot.teams import words as teams_words
from bot.teams.client import Json
from bot.teams.render.escape import Look, block, runs, size
from bot.teams.render.rich_text import elements, quote
from handlers.commands import changes_records
from handlers.dialogue.reply import Choice, Form, Reply, Row, Rows, Text
from handlers.dialogue.text import MARKS

SAY, SEND, HERE = "say", "send", "here"
"""Verbs of Action.Execute: a choice was pressed; a form in a message is sent; a form is to be filled in here.

In ``data``, SAY brings what to say, as a choice does by whatever button; ``form`` and ``meta`` what belongs to the
fields beside it; KEPT, beside SAY, what is to be filled into the form that the answer has; HERE that it is to stand in
the message.
"""
KEPT = "kept"
SHARE = "share"
"""The verb of the button that shares an answer, and in its data what is to be shared."""
QUIET, FILES, PROPOSAL = "quiet", "files", "proposal"
"""In the data of a button: it stands where one person alone sees it; the files that belong to what it says; the id of
the proposal that it settles.
"""
DIALOG: Json = {"msteams": {"type": "task/fetch"}}
"""In the data of Action.Submit: Teams asks for a dialog. It is taken out of what comes back."""
LARGEST_SAY, LARGEST_KEPT = 6000, 12_000
"""Bytes that a button carries of what to say, and of what was typed; three stand in a row, each with its fallback."""
MOST_IN_ROW, ROOM, EDGES, GAP = 3, 256, 22, 8
"""Buttons side by side, and pixels: a card's width inside on a telephone of 320, what a button has around its words,
and what is between two. What does not fit is cut off."""
NARROW, MIDDLE, WIDE, SQUARE = 5.0, 8.5, 12.4, 16.0
"""Pixels of a letter, in bold of 14."""
MOST_BUTTONS = 4
"""Buttons of a reply before the rest go into a menu."""
MOST_IN_TABLE = 8
BESIDE = ("", "74px", "124px")
"""The width beside rows that have no button, one, or one and a menu."""
Where = Literal["message", "dialog"]


def choices(reply: Reply, where: Where) -> Iterator[Json]:
    """The choices as buttons, those after some in a menu; one that says more than a button carries, as words to send.

    What changes a proposal in its form stands beside the button that saves it.
    """
    every = list(reply.choices)
    for choice in every:
        if size(choice.say) > LARGEST_SAY:
            yield from elements([Text(words.type_it(choice.label))])
            yield from quote(choice.say)
    shown, others = beside([one for one in every if size(one.say) <= LARGEST_SAY], MOST_BUTTONS)
    pressed, menu = ([_choice(one, where, reply) for one in some] for some in (shown, others))
    if reply.form and where == "message" and settles(reply):
        opens, fills = _openers(reply, reply.form)
        pressed[1:1], menu = [opens], [*menu, fills]
    yield from rows(pressed, [{**one, "mode": "secondary"} for one in menu])


def rows(pressed: Sequence[Json], menu: Sequence[Json] = ()) -> Iterator[Json]:
    """Buttons in rows that fit a narrow screen; one with many words is a line to press, as buttons break none.

    The ``menu`` stands in the last row.
    """
    found: list[list[Json]] = []
    for button in pressed:
        beside = sum(_width(one) + GAP for one in found[-1]) + _width(button) if found else ROOM + 1
        if beside > ROOM or len(found[-1]) == MOST_IN_ROW:
            found.append([])
        found[-1].append(button)
    made = [_line(row[0]) if _width(row[0]) > ROOM else {"type": "ActionSet", "actions": row} for row in found]
    if menu and made and made[-1]["type"] == "ActionSet" and len(found[-1]) < MOST_IN_ROW:
        made[-1] = {**made[-1], "actions": [*found[-1], *menu]}
    elif menu:
        made.append({"type": "ActionSet", "actions": list(menu)})
    yield from ({**row, **({"spacing": "Small"} if number else {})} for number, row in enumerate(made))


def _line(button: Json) -> Json:
    return {
        "type": "Container",
        "style": "emphasis",
        "selectAction": button,
        "items": [block(runs(button["title"], "link"))],
    }


def listed(found: Rows, where: Where) -> Iterator[Json]:
    """The rows as tables, which can be parted between messages: beside each its first button, the rest in a menu."""
    for start in range(0, len(found.rows), MOST_IN_TABLE):
        some = found.rows[start : start + MOST_IN_TABLE]
        beside = BESIDE[min(2, max(len(found.buttons(row)) for row in some))]
        yield {
            "type": "Table",
            "showGridLines": False,
            "firstRowAsHeaders": False,
            "columns": [{"width": 1}, *([{"width": beside}] if beside else [])],
            "rows": [_table_row(row, found.buttons(row), where, beside=bool(beside)) for row in some],
            **({"spacing": "Small"} if start else {}),
        }


def _table_row(row: Row, actions: Sequence[Choice], where: Where, *, beside: bool) -> Json:
    title, says = (" ".join(clean(text).split()) for text in (row.title, row.says))
    sign, _ = MARKS[row.tone]
    first, dot, rest = says.partition(" · ")
    look: Look = "late" if row.tone == "overdue" else "small"
    stands = [*(runs(f"{sign} ", "sign") if sign else ()), *runs(first, look), *runs(f"{dot}{rest}", "small")]
    cells: list[Json] = [{"type": "TableCell", "items": [block(runs(title, "bold")), block(stands, "None")]}]
    if beside:
        found = [_choice(one, where) for one in actions if size(one.say) <= LARGEST_SAY]
        menu = [{**one, "mode": "secondary"} for one in found[1:]]
        pressed: list[Json] = [{"type": "ActionSet", "actions": [*found[:1], *menu]}] if found else []
        cells.append({"type": "TableCell", "items": pressed, "verticalContentAlignment": "center"})
    return {"type": "TableRow", "cells": cells}


def openers(reply: Reply) -> Iterator[Json]:
    """The buttons of a form that is to be filled in."""
    if reply.form and not settles(reply):
        opens, fills = _openers(reply, reply.form)
        yield from rows([{**opens, "style": "positive"}, fills])


def _openers(reply: Reply, form: Form) -> tuple[Json, Json]:
    """The form opens in a dialog, or takes the message's place where a client has no dialogs."""
    data: Json = {"say": form.say, **({KEPT: kept} if (kept := keep(form)) else {})}
    if reply.proposal:
        data[PROPOSAL] = reply.proposal
    opens = submit(words.CHANGE if settles(reply) else teams_words.OPEN, {**DIALOG, **data})
    return opens, execute(teams_words.FILL_IN_HERE, HERE, {**data, HERE: True})


def sent(form: Form, meta: str, where: Where) -> Iterator[Json]:
    """The button that sends the fields; in a dialog Teams takes Action.Submit only."""
    title = short(form.submit, 40) or words.SEND
    data = {"form": form.say, **({"meta": meta} if meta else {})}
    button = submit(title, data) if where == "dialog" else execute(title, SEND, data)
    yield from rows([{**_with_fields(button), "style": "positive"}])


def share_button(request: ShareRequest) -> list[Json]:
    """The element with the button that shows a private answer to everybody; it carries the question if that fits."""
    text = request.text if size(request.text) <= LARGEST_SAY else ""
    asks = {"key": request.key, "digest": request.digest, "text": text, "told": request.told}
    label = chats.SHARE_ANYWAY if request.told else chats.SHARE
    return [{"type": "ActionSet", "actions": [execute(label, SHARE, {"say": "help", SHARE: asks, QUIET: True})]}]


def read_request(data: Mapping[str, Any]) -> ShareRequest | None:
    """What the button that was pressed carries; None where it shares nothing."""
    found = data.get(SHARE)
    if not isinstance(found, dict):
        return None
    return ShareRequest(**{name: str(found.get(name) or "") for name in ("key", "digest", "text", "told")})


def keep(form: Form) -> dict[str, str]:
    """What was typed, by field, as much as a button carries; the longest is left out first."""
    values = {field.id: clean(field.value) for field in form.fields if field.value}
    return fitting(values, lambda kept: size(kept) <= LARGEST_KEPT)


def _choice(choice: Choice, where: Where, reply: Reply | None = None) -> Json:
    """What changes the records may ask for more, so that its answer belongs in a dialog.

    What settles a proposal is complete, and its answer takes the card's place; as does what goes on with the reply.
    """
    data: Json = {"say": clean(choice.say) or "help"}
    proposal = reply.proposal_of(choice.say) if reply else ""
    if proposal:
        data[PROPOSAL] = proposal
    if proposal or (reply and reply.leads_on):
        data[HERE] = True
    title = short(choice.label, 75) or "…"
    style = {"style": "positive"} if choice.primary else {}
    if where == "dialog":
        return {**submit(title, data), **style}
    asks_more = changes_records(choice.say) and not proposal
    return {**(submit(title, {**DIALOG, **data}) if asks_more else execute(title, SAY, data)), **style}


def submit(title: str, data: Json) -> Json:
    """It leaves the card's fields alone: other buttons can be pressed before they are filled in."""
    return {"type": "Action.Submit", "title": title, "data": data, "associatedInputs": "none"}


def toggle(title: str, id: str) -> Json:
    """It shows what has that id, or hides it."""
    return {"type": "Action.ToggleVisibility", "title": f"{short(title, 70)} ▾", "targetElements": [id]}


def execute(title: str, verb: str, data: Json) -> Json:
    """The same, by which the card can be answered in its place; old clients send it as a message."""
    return {**submit(title, data), "type": "Action.Execute", "verb": verb, "fallback": submit(title, data)}


def _with_fields(button: Json) -> Json:
    found = {**button, "associatedInputs": "auto"}
    return {**found, "fallback": {**button["fallback"], "associatedInputs": "auto"}} if "fallback" in button else found


def _width(button: Json) -> float:
    """In pixels, rather too many."""
    return EDGES + sum(_wide(letter) for letter in button["title"])


def _wide(letter: str) -> float:
    if letter in " fijlrtI.,:;'!()-":
        return NARROW
    if east_asian_width(letter) in "WF":
        return SQUARE
    return WIDE if letter.isupper() or letter in "mw@%&\u2026" else MIDDLE


T = TypeVar("T")


def without_dialogs(shown: T) -> T:
    """The same, of a card or what carries cards: what asks for more is answered by a message.

    There a form is filled in where it stands, so that nothing opens it.
    """
    made: T = _without(shown, {data["say"] for data in _datas(shown) if data.get(HERE)})
    return made


def _without(found: Any, inline: set[str]) -> Any:
    if isinstance(found, list):
        return [made for one in found if (made := _without(one, inline)) is not None]
    if not isinstance(found, dict):
        return found
    data = found.get("data")
    if isinstance(data, dict):
        if not DIALOG.keys() <= data.keys():
            return {name: value for name, value in found.items() if name != "mode"} if data.get(HERE) else found
        kept = {name: value for name, value in data.items() if name not in DIALOG}
        more = {name: found[name] for name in ("style", "mode") if name in found}
        return None if kept["say"] in inline else {**execute(found["title"], SAY, kept), **more}
    made = {name: _without(value, inline) for name, value in found.items()}
    return None if made.get("actions") == [] else made


def _datas(found: Any) -> Iterator[dict[str, Any]]:
    """What the buttons bring."""
    if isinstance(found, dict) and isinstance(found.get("data"), dict):
        yield found["data"]
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _datas(one)
