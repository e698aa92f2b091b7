"""Renders a card's buttons and rows of buttons, what each carries when pressed, and cards without dialogs."""

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

The same words are keys in a button's ``data``: SAY is its command; ``form`` and ``meta`` belong to the fields beside
it; KEPT, beside SAY, has values for the form of the answer; HERE says that the answer replaces the message.
"""
KEPT = "kept"
SHARE = "share"
"""The verb of the button that shares an answer, and the key of the `ShareRequest` in its data."""
QUIET, FILES, PROPOSAL = "quiet", "files", "proposal"
"""Keys in a button's data: only one person sees the button; the files of its command; the id of the proposal that it
settles.
"""
DIALOG: Json = {"msteams": {"type": "task/fetch"}}
"""In the data of Action.Submit: Teams asks for a dialog. Teams removes it from the data that it sends back."""
LARGEST_SAY, LARGEST_KEPT = 6000, 12_000
"""Bytes of a button's command, and of what was typed; three buttons may be in a row, each with its fallback."""
MOST_IN_ROW, ROOM, EDGES, GAP = 3, 256, 22, 8
"""Buttons in a row; and pixels: a card's inner width on a phone of 320, a button's padding, and the gap between two.
What does not fit is cut off."""
NARROW, MIDDLE, WIDE, SQUARE = 5.0, 8.5, 12.4, 16.0
"""Widths of letters, in pixels, at bold 14."""
MOST_BUTTONS = 4
"""Buttons of a reply before the rest go into a menu."""
MOST_IN_TABLE = 8
BESIDE = ("", "74px", "124px")
"""Widths of the column beside rows with no button, one button, or a button and a menu."""
Where = Literal["message", "dialog"]


def choices(reply: Reply, where: Where) -> Iterator[Json]:
    """The choices as buttons, the last ones in a menu; a choice too long for a button, as words to copy and send.

    The button that changes a proposal in its form is beside the one that saves it.
    """
    all_choices = list(reply.choices)
    for choice in all_choices:
        if size(choice.say) > LARGEST_SAY:
            yield from elements([Text(words.type_it(label=choice.label))])
            yield from quote(choice.say)
    shown, others = beside([one for one in all_choices if size(one.say) <= LARGEST_SAY], MOST_BUTTONS)
    buttons, menu = ([_choice(one, where, reply) for one in some] for some in (shown, others))
    if reply.form and where == "message" and settles(reply):
        open_button, fill_in_button = _openers(reply, reply.form)
        buttons[1:1], menu = [open_button], [*menu, fill_in_button]
    yield from rows(buttons, [{**one, "mode": "secondary"} for one in menu])


def rows(pressed: Sequence[Json], menu: Sequence[Json] = ()) -> Iterator[Json]:
    """Buttons in rows that fit a narrow screen; one with many words is a line to press, as buttons do not wrap.

    The ``menu`` is in the last row.
    """
    grouped: list[list[Json]] = []
    for button in pressed:
        beside = sum(_width(one) + GAP for one in grouped[-1]) + _width(button) if grouped else ROOM + 1
        if beside > ROOM or len(grouped[-1]) == MOST_IN_ROW:
            grouped.append([])
        grouped[-1].append(button)
    lines = [_line(row[0]) if _width(row[0]) > ROOM else {"type": "ActionSet", "actions": row} for row in grouped]
    if menu and lines and lines[-1]["type"] == "ActionSet" and len(grouped[-1]) < MOST_IN_ROW:
        lines[-1] = {**lines[-1], "actions": [*grouped[-1], *menu]}
    elif menu:
        lines.append({"type": "ActionSet", "actions": list(menu)})
    yield from ({**row, **({"spacing": "Small"} if number else {})} for number, row in enumerate(lines))


def _line(button: Json) -> Json:
    return {
        "type": "Container",
        "style": "emphasis",
        "selectAction": button,
        "items": [block(runs(button["title"], "link"))],
    }


def listed(found: Rows, where: Where) -> Iterator[Json]:
    """The rows as tables, which can be split between messages: beside each its first button, the rest in a menu."""
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
        buttons = [_choice(one, where) for one in actions if size(one.say) <= LARGEST_SAY]
        menu = [{**one, "mode": "secondary"} for one in buttons[1:]]
        pressed: list[Json] = [{"type": "ActionSet", "actions": [*buttons[:1], *menu]}] if buttons else []
        cells.append({"type": "TableCell", "items": pressed, "verticalContentAlignment": "center"})
    return {"type": "TableRow", "cells": cells}


def openers(reply: Reply) -> Iterator[Json]:
    """The buttons that open a form to be filled in."""
    if reply.form and not settles(reply):
        open_button, fill_in_button = _openers(reply, reply.form)
        yield from rows([{**open_button, "style": "positive"}, fill_in_button])


def _openers(reply: Reply, form: Form) -> tuple[Json, Json]:
    """The button that opens the form in a dialog, and the one that shows it in the message, without dialogs."""
    data: Json = {"say": form.say, **({KEPT: kept} if (kept := keep(form)) else {})}
    if reply.proposal:
        data[PROPOSAL] = reply.proposal
    open_button = submit(words.CHANGE if settles(reply) else teams_words.OPEN, {**DIALOG, **data})
    return open_button, execute(teams_words.FILL_IN_HERE, HERE, {**data, HERE: True})


def sent(form: Form, meta: str, where: Where) -> Iterator[Json]:
    """The button that submits the fields; in a dialog, Teams takes Action.Submit only."""
    title = short(form.submit, 40) or words.SEND
    data = {"form": form.say, **({"meta": meta} if meta else {})}
    button = submit(title, data) if where == "dialog" else execute(title, SEND, data)
    yield from rows([{**_with_fields(button), "style": "positive"}])


def share_button(request: ShareRequest) -> list[Json]:
    """The element with the share button, for a private answer; it carries the question if that fits."""
    text = request.text if size(request.text) <= LARGEST_SAY else ""
    asks = {"key": request.key, "digest": request.digest, "text": text, "told": request.told}
    label = chats.SHARE_ANYWAY if request.told else chats.SHARE
    return [{"type": "ActionSet", "actions": [execute(label, SHARE, {"say": "help", SHARE: asks, QUIET: True})]}]


def read_request(data: Mapping[str, Any]) -> ShareRequest | None:
    """What the pressed button asks to share; None where it shares nothing."""
    shared = data.get(SHARE)
    if not isinstance(shared, dict):
        return None
    return ShareRequest(**{name: str(shared.get(name) or "") for name in ("key", "digest", "text", "told")})


def keep(form: Form) -> dict[str, str]:
    """What was typed, by field, as much as fits in a button; the longest value is left out first."""
    values = {field.id: clean(field.value) for field in form.fields if field.value}
    return fitting(values, lambda kept: size(kept) <= LARGEST_KEPT)


def _choice(choice: Choice, where: Where, reply: Reply | None = None) -> Json:
    """A choice's button.

    One that changes the records may ask for more, so its answer opens in a dialog. One that settles a proposal is
    complete, and its answer replaces the card, as does one that continues the reply.
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
    """An Action.Submit that leaves the card's fields alone, so that it can be pressed before they are filled in."""
    return {"type": "Action.Submit", "title": title, "data": data, "associatedInputs": "none"}


def toggle(title: str, id: str) -> Json:
    """A button that shows or hides the element with that id."""
    return {"type": "Action.ToggleVisibility", "title": f"{short(title, 70)} ▾", "targetElements": [id]}


def execute(title: str, verb: str, data: Json) -> Json:
    """An Action.Execute, whose answer can replace the card; old clients send it as a message."""
    return {**submit(title, data), "type": "Action.Execute", "verb": verb, "fallback": submit(title, data)}


def _with_fields(button: Json) -> Json:
    full = {**button, "associatedInputs": "auto"}
    return {**full, "fallback": {**button["fallback"], "associatedInputs": "auto"}} if "fallback" in button else full


def _width(button: Json) -> float:
    """A button's width in pixels, rather too large."""
    return EDGES + sum(_wide(letter) for letter in button["title"])


def _wide(letter: str) -> float:
    if letter in " fijlrtI.,:;'!()-":
        return NARROW
    if east_asian_width(letter) in "WF":
        return SQUARE
    return WIDE if letter.isupper() or letter in "mw@%&\u2026" else MIDDLE


T = TypeVar("T")


def without_dialogs(shown: T) -> T:
    """The same card, or what carries cards, with all buttons answered by messages instead of dialogs.

    A form is then filled in where it is, so the button that opens it is left out.
    """
    made: T = _without(shown, {data["say"] for data in _datas(shown) if data.get(HERE)})
    return made


def _without(found: Any, inline: set[str]) -> Any:
    if isinstance(found, list):
        return [rest for one in found if (rest := _without(one, inline)) is not None]
    if not isinstance(found, dict):
        return found
    data = found.get("data")
    if isinstance(data, dict):
        if not DIALOG.keys() <= data.keys():
            return {name: value for name, value in found.items() if name != "mode"} if data.get(HERE) else found
        kept = {name: value for name, value in data.items() if name not in DIALOG}
        more = {name: found[name] for name in ("style", "mode") if name in found}
        return None if kept["say"] in inline else {**execute(found["title"], SAY, kept), **more}
    rest = {name: _without(value, inline) for name, value in found.items()}
    return None if rest.get("actions") == [] else rest


def _datas(found: Any) -> Iterator[dict[str, Any]]:
    """The ``data`` of each button."""
    if isinstance(found, dict) and isinstance(found.get("data"), dict):
        yield found["data"]
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _datas(one)
