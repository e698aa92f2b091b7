"""Renders a reply's parts, charts among them, and a form's fields as elements of a card, and reads the fields."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, assert_never

from bot.chat.replies import clean, pieces
from bot.teams import words
from bot.teams.client import Json
from bot.teams.render.escape import Look, block, runs, unmarked
from bot.words import wrong
from handlers.dialogue import words as wording
from handlers.dialogue.chart import Chart, Tile, Tiles
from handlers.dialogue.reply import Bullets, Cite, Day, Facts, Field, Link, Part, Quote, Rows, Text, Tone
from handlers.dialogue.text import MARKS, badged_title
from handlers.forms.filling import Filled, picker_value
from handlers.forms.values import row_ids, span_options, with_picked_days
from handlers.forms.words import NEEDED

STYLES: dict[Tone, str] = {
    "yes": "good",
    "no": "attention",
    "depends": "warning",
    "allowed": "good",
    "not-allowed": "attention",
    "needed": "warning",
    "no-duty": "emphasis",
    "counts": "accent",
    "counts-not": "emphasis",
    "enough": "good",
    "not-enough": "attention",
    "in-time": "good",
    "too-late": "attention",
    "unknown": "emphasis",
    "sorry": "warning",
    "due": "accent",
    "due-soon": "warning",
    "due-today": "warning",
    "overdue": "attention",
    "done": "good",
    "incomplete": "warning",
    "plain": "default",
}
"""The background of a heading, by tone; the sign and the word before the title say what it means."""
LONGEST_LINE = 300
_PAGE = re.compile(r"https?://[^\s<>|]+")


def header(tone: Tone, title: str) -> Iterator[Json]:
    """The heading, with the sign and the word of its tone; nothing where there is neither."""
    heading = runs(badged_title(tone, " ".join(clean(title).split()), MARKS), "heading")
    if heading and tone == "plain":
        yield block(heading)
    elif heading:
        yield {"type": "Container", "style": STYLES[tone], "bleed": True, "items": [block(heading)]}


def small(text: str) -> Iterator[Json]:
    """Small print."""
    yield from _paragraphs(text, "small", "Small")


def elements(parts: Iterable[Part]) -> Iterator[Json]:
    """The parts as elements of a card; facts and dates in a row are close together."""
    before = False
    for part in _with_cites_together(parts):
        if isinstance(part, tuple):
            yield from _cites(part)
            before = False
            continue
        facts = isinstance(part, Facts | Day)
        close = isinstance(part, Facts | Day | Bullets)
        yield from _close(_element(part), goes_on=facts and before) if close else _element(part)
        before = facts


def _with_cites_together(parts: Iterable[Part]) -> Iterator[Part | tuple[Cite, ...]]:
    """The parts; cites in a row as one tuple, to be shown in one line."""
    for are_cites, some in groupby(parts, lambda part: isinstance(part, Cite)):
        group = list(some)
        cites = tuple(one for one in group if isinstance(one, Cite))
        if are_cites and len(cites) > 1 and all(_is_line(one) for one in cites):
            yield cites
        else:
            yield from group


def _cites(parts: Sequence[Cite]) -> Iterator[Json]:
    runs_of = [_cite_runs(one) for one in parts]
    yield block(
        [run for number, found in enumerate(runs_of) for run in (*(runs(" · ") if number else ()), *found)], "Small"
    )


def _element(part: Part) -> Iterator[Json]:
    match part:
        case Text(says):
            yield from _paragraphs(says, "bold" if part.heads else "plain")
        case Quote(says):
            yield from quote(says)
        case Bullets(items):
            yield from (line for item in items for line in _bullet(item))
        case Facts(rows):
            yield from (line for row in rows for line in _fact(*row))
        case Rows(rows):
            yield from (line for row in rows for line in _bullet(f"{row.title}: {row.says}"))
        case Chart() | Tiles():
            yield drawn(part)
        case Cite():
            yield from _cite(part)
        case Day(label, day):
            yield from _fact(label, wording.day(day))
        case Link():
            yield from _address(part)
        case _:
            assert_never(part)


def _address(part: Link) -> Iterator[Json]:
    """A link; one that is to be passed on is shown as text to be copied."""
    if not part.handed_on:
        yield from _link(part.label, part.url)
        return
    yield from _paragraphs(f"{part.label}:")
    yield from quote(part.url)


def quote(text: str) -> Iterator[Json]:
    """Somebody else's words, on a background of their own."""
    for piece in pieces(text):
        yield {"type": "Container", "style": "emphasis", "items": [block(runs(piece.strip("\n")))]}


def _paragraphs(text: str, look: Look = "plain", spacing: str = "") -> Iterator[Json]:
    """The text in paragraphs, split at empty lines; some clients drop line ends at the edges of a run."""
    for paragraph in re.split(r"\n[ \t]*\n", clean(text)):
        for piece in pieces(paragraph):
            yield block(runs(piece.strip("\n"), look), spacing)


def _close(lines: Iterable[Json], *, goes_on: bool = False) -> Iterator[Json]:
    """The lines close together, and with ``goes_on`` close to what is above."""
    for number, line in enumerate(lines):
        yield {"spacing": "Small", **line} if number or goes_on else line


def _bullet(item: str) -> Iterator[Json]:
    """An item beside its dot, so that its second line starts below the first."""
    for number, piece in enumerate(pieces(item)):
        dot = {"type": "Column", "width": "auto", "items": [block(runs("\u2002" if number else "•"))]}
        says = {"type": "Column", "width": "stretch", "spacing": "Small", "items": [block(runs(piece.strip("\n")))]}
        yield {"type": "ColumnSet", "columns": [dot, says]}


def _fact(label: str, value: str) -> Iterator[Json]:
    """The label in bold, then the value; a long value, or one of several lines, is below the label."""
    head, text = clean(label).strip(), clean(value).strip("\n")
    if len(head) + len(text) > LONGEST_LINE or "\n" in text:
        for piece in pieces(head):
            yield block(runs(piece, "bold"))
        yield from _paragraphs(text, spacing="None")
    elif head or text.strip():
        yield block([*(runs(f"{head}: ", "bold") if head else ()), *runs(text)])


def _cite(part: Cite) -> Iterator[Json]:
    """The place in the law, as a link where there is one, and how far it was checked; a link to no page is text."""
    if _is_line(part):
        yield block(_cite_runs(part), "Small")
    else:
        yield from _paragraphs(" ".join(piece for piece in (part.pin, part.checked, part.link) if piece))


def _is_line(part: Cite) -> bool:
    pin, checked, link = _cited(part)
    return bool(pin) and (not link or bool(_PAGE.fullmatch(link))) and len(pin + checked) <= LONGEST_LINE


def _cite_runs(part: Cite) -> list[Json]:
    pin, checked, link = _cited(part)
    as_url = bool(link) and pin.endswith(":")  # the address itself is read after such words
    shown = link if as_url else pin
    source = runs(shown, "link", selectAction=_open(link, pin)) if link else runs(shown)
    return [*(runs(f"{pin} ") if as_url else ()), *source, *(runs(f" ({checked})", isSubtle=True) if checked else ())]


def _cited(part: Cite) -> list[str]:
    return [" ".join(clean(text).split()) for text in (part.pin, part.checked, part.link)]


def _link(label: str, url: str) -> Iterator[Json]:
    """A link to a page as a button; an address of no page as text."""
    if _PAGE.fullmatch(url):
        yield {"type": "ActionSet", "actions": [_open(url, label)]}
    else:
        yield from _paragraphs(f"{label} {url}")


def _open(url: str, title: str) -> Json:
    return {"type": "Action.OpenUrl", "title": " ".join(clean(title).split()) or url, "url": url}


FIELD, PERSON = "f.", "p."
"""How the ids of our inputs begin; people pickers have their own, as they bring Entra ids. The field's id follows."""
USER = "teams:"
_ENTRA = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
PEOPLE: Json = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
"""Teams' people picker for the whole organization: the chat with the bot has no other members to pick."""
FEW, MANY = 6, 15


def asked(field: Field, most: int) -> Json:
    """The field: its input, and below it what is wrong, when it is needed, and its hint.

    Cards cannot hide a field until it is needed, so it says when it is. ``most`` is how many characters of its value
    there is room for; where more were typed, it says so. Raises ValueError for an option that Teams cannot carry.
    """
    field, cut = replace(field, value=field.value[:most]), len(field.value) > most
    kept = span_options(field.value) if field.kind == "days" else None
    below = [block(runs(words.CUT, "bold"), "Small")] if cut else []
    error = clean(field.error).strip()
    below += [block(runs(wrong(says=error), "wrong"), "Small")] if error else []
    hint = " ".join(clean(text).strip() for text in (field.when.says if field.when else "", field.hint) if text.strip())
    below += small(hint)
    first = _first(field) if kept is None else _days(field, kept)
    return {"type": "Container", "items": [*first, *below]}


def _first(field: Field) -> Iterator[Json]:
    label = " ".join(clean(field.label).split()) or field.id
    if field.kind == "file":
        yield block(runs(label, "bold"))
        yield block(runs(words.DROP_FILE), "Small")
        return
    needed = {"isRequired": True, "errorMessage": NEEDED} if field.required else {}
    element = _input(field)
    begins = PERSON if "choices.data" in element else FIELD
    yield {**element, "id": begins + field.id, "label": unmarked(label), **needed}


def _input(field: Field) -> Json:
    """The input with what was typed; what no picker can hold, such as a date that cannot be read, is kept as text."""
    typed, value = field.value.strip(), picker_value(field)
    match field.kind:
        case "one" | "many" if field.options:
            return _choice(field, Filled((field,), {field.id: field.value}).chosen(field.id))
        case "person" if not typed or (typed.startswith(USER) and _ENTRA.fullmatch(typed.removeprefix(USER))):
            return _person(field, typed.removeprefix(USER))
        case "pick" if value is not None:
            return _listed(field, [value] if value else [])
        case "date" | "time" if value is not None:
            kind = "Input.Date" if field.kind == "date" else "Input.Time"
            return {"type": kind, **({"value": value} if value else {})}
        case "number" if value is not None:
            return {"type": "Input.Number", "min": 1, **({"value": int(value)} if value else {})}
        case _:
            return _line(field)


def _line(field: Field) -> Json:
    """A text input of one or several lines."""
    typed = clean(field.shown or field.value)
    several = field.kind == "long" or "\n" in typed
    style = {"style": "Url"} if field.kind == "link" else {}
    return {"type": "Input.Text", "isMultiline": several, **style, **({"value": typed} if typed else {})}


def _days(field: Field, kept: tuple[tuple[str, str], ...]) -> Iterator[Json]:
    """The days so far, as boxes to remove some, and rows of date inputs to add more."""
    if kept:
        one = replace(field, kind="many", options=kept)
        yield {**_choice(one, [value for value, _ in kept]), "id": FIELD + field.id, "label": unmarked(field.label)}
    else:
        yield block(runs(field.label, "bold"))
    for row in row_ids(field.id):
        labels = zip(row, (words.FIRST_DAY, words.LAST_DAY), strict=True)
        ends = [{"type": "Input.Date", "id": FIELD + id, "label": label} for id, label in labels]
        yield {"type": "ColumnSet", "columns": [{"type": "Column", "width": "stretch", "items": [one]} for one in ends]}


def _choice(field: Field, chosen: Sequence[str]) -> Json:
    """Buttons or boxes for a few options, a list for more, a list that can be searched for many."""
    count = len(field.options)
    few = MANY if field.kind == "many" else FEW
    return _listed(field, chosen, "expanded" if count <= few else "compact" if count <= MANY else "filtered")


def _listed(field: Field, chosen: Sequence[str], style: str = "filtered") -> Json:
    several = field.kind == "many"
    hint = {"placeholder": words.FIND if style == "filtered" else words.PICK} if style != "expanded" else {}
    return {
        "type": "Input.ChoiceSet",
        "style": style,
        "isMultiSelect": several,
        "wrap": True,
        "choices": [_option(value, label) for value, label in field.options],
        **hint,
        **({"value": ",".join(chosen if several else chosen[:1])} if chosen else {}),
    }


def _person(field: Field, id: str) -> Json:
    """Teams' people picker, with the name of the person already picked, for clients that do not look up names."""
    picked = [_option(id, field.shown or words.SOMEONE)] if id else []
    picker: Json = {"type": "Input.ChoiceSet", "style": "filtered", "isMultiSelect": False, "choices": picked}
    return {**picker, "choices.data": PEOPLE, "placeholder": words.FIND_PERSON, **({"value": id} if id else {})}


def _option(value: str, label: str) -> Json:
    if not value or "," in value:
        raise ValueError(f"an option's value must not be empty or have a comma: '{value[:40]}'")
    return {"title": unmarked(label) or unmarked(value) or "…", "value": value}


def filled(data: Mapping[str, Any]) -> dict[str, str]:
    """The values of a form that came back, as a Message's ``fields``; several choices joined by commas."""
    texts = {name: "" if value is None else str(value) for name, value in data.items()}
    typed = {name.removeprefix(FIELD): text for name, text in texts.items() if name.startswith(FIELD)}
    picked = {name.removeprefix(PERSON): text for name, text in texts.items() if name.startswith(PERSON)}
    typed = with_picked_days(typed)
    return {**typed, **{id: USER + text if _ENTRA.fullmatch(text) else text for id, text in picked.items()}}


COLORS: Mapping[str, str] = {"late": "attention", "soon": "warning", "good": "good", "plain": "categoricalBlue"}
"""Teams' names for colors, which it adapts to light and dark themes."""


def drawn(part: Chart | Tiles) -> Json:
    """The figures side by side, each above what it counts; or the chart."""
    if isinstance(part, Chart):
        return _chart(part)
    return {"type": "ColumnSet", "columns": [*map(_column, part.tiles)]}


def _column(tile: Tile) -> Json:
    number = runs(f"{MARKS[tile.stands][0]} {tile.value}".strip(), "heading")
    items = [block(number), block(runs(tile.label, "small"), "None")]
    return {"type": "Column", "width": "stretch", "items": items}


def _chart(chart: Chart) -> Json:
    """The chart: amounts as bars, parts of a whole as one bar in pieces."""
    if chart.whole:
        parts = [
            {"legend": bar.label, "value": bar.value, "color": COLORS[bar.look]} for bar in chart.bars if bar.value
        ]
        drawn: Json = {"type": "Chart.HorizontalBar.Stacked", "data": [{"title": chart.title, "data": parts}]}
    else:
        bars = [{"x": bar.label, "y": bar.value, "color": COLORS[bar.look]} for bar in chart.bars]
        drawn = {"type": "Chart.VerticalBar", "title": chart.title, "showBarValues": True, "data": bars}
    return {**drawn, "fallback": _in_letters(chart)}


def _in_letters(chart: Chart) -> Json:
    """The chart as text, for clients that draw none; its spaces do not collapse."""
    if chart.whole:
        return block([*runs(f"{chart.title}: ", "bold"), *runs(f"{chart.squares()} {chart.says}")])
    lines = "\n".join(chart.lines()).replace(" ", "\u00a0")
    items = [block(runs(chart.title, "bold")), block(runs(lines, fontType="Monospace"), "None")]
    return {"type": "Container", "items": items}
