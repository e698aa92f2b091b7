"""Renders a reply's parts as Slack's blocks: rich text, rows with buttons or menus, figures and charts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from typing import Any, Literal, assert_never

from bot.chat.replies import LONGEST, clean, pieces, short, size
from handlers.dialogue import words as wording
from handlers.dialogue.chart import Bar, Chart, Tiles
from handlers.dialogue.reply import Bullets, Choice, Cite, Day, Facts, Link, Part, People, Quote, Row, Rows, Text
from handlers.dialogue.text import MARKS

Json = dict[str, Any]
_MARKUP = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_LOOKS_LIKE = str.maketrans("*_~`", "∗＿∼ʼ")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def plain(text: str) -> Json:
    """A text object in which nothing is markup, not even emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def spoken(text: str) -> str:
    """The text without mrkdwn and mentions, for a message's top level, which notifications and screen readers use."""
    return _MARKUP.sub(lambda found: found[0].translate(_LOOKS_LIKE), text).translate(_SPECIAL)


@dataclass(frozen=True, slots=True)
class Block:
    """A block; ``says`` is its text for screen readers."""

    json: Json
    says: str = ""
    more: int = 0
    """Characters that are sent but not said, such as a button's value."""

    @property
    def size(self) -> int:
        """How many characters Slack counts at worst."""
        return size(self.says) + self.more


CHART = "data_visualization"
"""The block type for charts; Slack has it since June 2026, in messages only."""
SERIES = "Deadlines"


def chart_block(chart: Chart) -> Block:
    """Amounts as Slack's bar chart; parts of a whole as a line of squares, as Slack's pie picks colors of its own."""
    spoken_text = f"{chart.title}: {chart.says}"
    if chart.whole:
        runs = (_run(f"{chart.title}: ", "bold"), _run(f"{chart.squares()} {chart.says}"))
        return Block(_rich([_section(runs)]), spoken_text)
    points = [{"label": bar.label, "value": bar.value} for bar in chart.bars]
    drawn = {
        "type": "bar",
        "series": [{"name": SERIES, "data": points}],
        "axis_config": {"categories": [bar.label for bar in chart.bars]},
    }
    return Block({"type": CHART, "title": chart.title, "chart": drawn}, spoken_text)


def in_letters(block: Block) -> Block:
    """The block; a chart as letters below its text, as a view has no text for screen readers."""
    if block.json.get("type") != CHART:
        return block
    return replace(block, json=_lettered(block.json, block.says.removeprefix(block.json["title"])))


def has_charts(payload: Json) -> bool:
    """Whether a message holds a chart."""
    return any(block.get("type") == CHART for block in payload.get("blocks", ()))


def without_charts(payload: Json) -> Json:
    """The message with its charts as letters, for a Slack that takes no charts."""
    blocks = [_lettered(block) if block.get("type") == CHART else block for block in payload["blocks"]]
    return {**payload, "blocks": blocks}


def _lettered(block: Json, says: str = "") -> Json:
    bars = tuple(Bar(point["label"], point["value"]) for point in block["chart"]["series"][0]["data"])
    drawn = _run("\n".join(Chart(block["title"], bars, "").lines()))
    above = _section([_run(block["title"], "bold"), *([_run(says)] if says else [])])
    return _rich([above, {"type": "rich_text_preformatted", "elements": [drawn]}])


PRESS = "say."
"""How the action ids of buttons begin whose value is a command."""
MOST_ROWS = 50
LONGEST_CONTEXT = 1900
_PAGE = re.compile(r"https?://[^\s<>|]+")
_SLACK_DATES = range(1970, 2038)
Line = Text | Quote | Facts | Bullets | Cite | Day | Link
"""What is rendered as lines of text."""
_USER = re.compile(r"slack:([UW][A-Z0-9]+)")
LONGEST_ROW = 300
NO_SIGN = "⚪"
MOST_IN_MENU, LONGEST_OPTION = 5, 150
"""Options in a row's menu, and characters of the command of each."""


@dataclass(frozen=True, slots=True)
class RichLine:
    """A line or paragraph of rich text; lines of one kind share a block, except paragraphs and quotes."""

    kind: Literal["paragraph", "quote", "bullet", "fact", "cite"]
    runs: tuple[Json, ...]
    says: str


def header(text: str) -> Block:
    """A heading; one that is longer than Slack's 150 characters is a bold paragraph."""
    line = " ".join(clean(text).split())
    if size(line) <= 150:
        return Block({"type": "header", "text": plain(line)}, line)
    return Block(_rich([_section([_run(line, "bold")])]), line)


def bold(text: str) -> Iterator[Block]:
    """The text in bold, for what must not be missed."""
    for piece in pieces(text):
        yield Block(_rich([_section([_run(piece, "bold")])]), piece)


def context(text: str) -> Iterator[Block]:
    """Small print."""
    for piece in pieces(text, LONGEST_CONTEXT):
        yield Block({"type": "context", "elements": [plain(piece)]}, piece)


def blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """The parts as blocks of rich text, in which nothing is markup; a row with actions is a block of its own."""
    group: list[RichLine] = []
    numbers = count()
    for row in (row for part in parts for row in ([part] if isinstance(part, Rows | Chart | Tiles) else _rows(part))):
        if isinstance(row, Rows | Chart | Tiles):
            if group:
                yield _block(group)
            group = []
            if isinstance(row, Chart):
                yield chart_block(row)
            elif isinstance(row, Tiles):
                yield _figures(row)
            else:
                yield from (_with_actions(one, row.buttons(one), next(numbers)) for one in row.rows)
            continue
        if group and not _fits(group, row):
            yield _block(group)
            group = []
        group.append(row)
    if group:
        yield _block(group)


def _figures(tiles: Tiles) -> Block:
    """The figures in two columns, each before what it counts, with a sign of the same width, so that they line up."""
    lines = [f"*{one.value}* {spoken(one.label[:1].lower() + one.label[1:])}" for one in tiles.tiles]
    signs = [MARKS[one.stands][0] or NO_SIGN for one in tiles.tiles]
    fields = [{"type": "mrkdwn", "text": f"{sign} {says}"} for sign, says in zip(signs, lines, strict=True)]
    return Block({"type": "section", "fields": fields}, tiles.says)


def _with_actions(row: Row, actions: Sequence[Choice], number: int) -> Block:
    """A row beside its button, or its menu where there is more than one action; the people in it are mentioned."""
    title, says = (" ".join(clean(text).split())[:LONGEST_ROW] for text in (row.title, row.says))
    says_markup = spoken(says)
    for name, id in row.people:
        if match := _USER.fullmatch(id):
            says_markup = says_markup.replace(spoken(name), f"<@{match[1]}>")
    sign, word = MARKS[row.tone]
    mark = f"{sign} " if sign else ""
    block: Json = {"type": "section", "text": {"type": "mrkdwn", "text": f"*{spoken(title)}*\n{mark}{says_markup}"}}
    actions = [one for one in actions if size(one.say) <= LONGEST_OPTION][:MOST_IN_MENU]
    if actions:
        block["accessory"] = _accessory(actions, f"{PRESS}r.{number}")
    spoken_text = f"{word}: {title}: {says}" if word else f"{title}: {says}"
    return Block(block, spoken_text, sum(size(one.say) + size(one.label) for one in actions))


def _accessory(actions: Sequence[Choice], id: str) -> Json:
    if len(actions) > 1:
        return menu(actions, id)[0]
    label, say = plain(short(actions[0].label, 75)), clean(actions[0].say)
    return {"type": "button", "action_id": id, "text": label, "value": say}


def menu(actions: Sequence[Choice], id: str) -> list[Json]:
    """An overflow menu (⋮) of the actions; nothing where there are none."""
    options = [{"text": plain(short(one.label, 75) or "…"), "value": clean(one.say)} for one in actions]
    return [{"type": "overflow", "action_id": id, "options": options}] if options else []


def _fits(group: list[RichLine], row: RichLine) -> bool:
    if row.kind != group[0].kind or row.kind in {"paragraph", "quote"} or len(group) == MOST_ROWS:
        return False
    return sum(size(one.says) + 1 for one in group) + size(row.says) <= LONGEST


def _block(group: list[RichLine]) -> Block:
    says = "\n".join(row.says for row in group)
    match group[0].kind:
        case "bullet":
            items = [_section(row.runs) for row in group]
            return Block(_rich([{"type": "rich_text_list", "style": "bullet", "elements": items}]), says)
        case "quote":
            return Block(_rich([{"type": "rich_text_quote", "elements": list(group[0].runs)}]), says)
        case kind:
            between = _run(" · " if kind == "cite" else "\n")
            runs = [run for row in group for run in (between, *row.runs)]
            return Block(_rich([_section(runs[1:])]), says)


def _rows(part: Line) -> Iterator[RichLine]:
    """A part as lines, none larger than a block."""
    match part:
        case Text(says, heads=True):
            yield from (RichLine("paragraph", (_run(piece, "bold"),), piece) for piece in pieces(says))
        case Text(says, days):
            yield from (RichLine("paragraph", _said(piece, days, part.people), piece) for piece in pieces(says))
        case Quote(says):
            yield from (RichLine("quote", (_run(piece),), piece) for piece in pieces(says))
        case Bullets(items, days):
            yield from (
                RichLine("bullet", _said(piece, days), f"- {piece}") for item in items for piece in pieces(item)
            )
        case Facts(rows, days):
            for label, value in rows:
                yield from _fact(label, value, days, part.people)
        case Cite():
            yield from _cite(part)
        case Day(label, day):
            yield _day(label, day)
        case Link(label, url, handed_on):  # not among the words, which a notification shows on a locked screen
            label_run = (_run(f"{clean(label)}: "),) if handed_on else ()
            link = {"type": "link", "url": url, "text": url if handed_on else clean(label)}
            yield RichLine("paragraph", (*label_run, link), clean(label))
        case _:
            assert_never(part)


def _fact(label: str, value: str, days: Sequence[date], people: People = ()) -> Iterator[RichLine]:
    """The label in bold, then the value; a long label is a paragraph of its own."""
    head = clean(label).strip()
    if size(head) + size(value) > LONGEST:
        yield from (RichLine("paragraph", (_run(piece, "bold"),), piece) for piece in pieces(label))
        yield from (RichLine("paragraph", _said(piece, days), piece) for piece in pieces(value))
        return
    label_run = (_run(f"{head}: ", "bold"),) if head else ()
    text = clean(value)
    if head or text.strip():
        yield RichLine("fact", (*label_run, *_said(text, days, people)), f"{head}: {text}" if head else text)


def _cite(part: Cite) -> Iterator[RichLine]:
    """The place in the law, as a link where there is one, and how far it was checked; a link to no page is text."""
    pin, checked, link = (" ".join(clean(text).split()) for text in (part.pin, part.checked, part.link))
    if size(pin + checked + link) > LONGEST or not pin or (link and not _PAGE.fullmatch(link)):
        yield from _rows(Text(" ".join(piece for piece in (part.pin, part.checked, part.link) if piece)))
        return
    as_url = bool(link) and pin.endswith(":")  # the address itself is read after such words
    source = {"type": "link", "url": link, "text": link if as_url else pin} if link else _run(pin)
    above = (_run(f"{pin} "),) if as_url else ()
    note = (_run(f" ({checked})", "italic"),) if checked else ()
    yield RichLine(
        "cite", (*above, source, *note), " ".join(piece for piece in (pin, checked and f"({checked})", link) if piece)
    )


def _day(label: str, day: date) -> RichLine:
    """A label and a date; a moment in it is shown in the reader's time zone."""
    name, day_text = short(label, 300), wording.day(day)
    label_run = (_run(f"{name}: ", "bold"),) if name else ()
    return RichLine("fact", (*label_run, _moment(day, day_text)), f"{name}: {day_text}" if name else day_text)


def _moment(day: date, said: str) -> Json:
    """A moment as Slack's date element, in the reader's zone; a legal date is no moment, and stays text."""
    if not isinstance(day, datetime) or day.tzinfo is None or day.year not in _SLACK_DATES:
        return _run(said)
    return {"type": "date", "timestamp": int(day.timestamp()), "format": "{date_short} at {time}", "fallback": said}


def _said(text: str, days: Sequence[date], people: People = ()) -> tuple[Json, ...]:
    """The text as runs: the moments in it as Slack's dates, its people as mentions."""
    written = {wording.day(day): _moment(day, wording.day(day)) for day in days}
    written |= {
        name: {"type": "user", "user_id": found[1]} for name, id in people if name and (found := _USER.fullmatch(id))
    }
    places = re.split(f"({'|'.join(re.escape(one) for one in written)})", text) if written else [text]
    return tuple(written.get(one) or _run(one) for one in places if one)


def _run(text: str, style: Literal["", "bold", "italic"] = "") -> Json:
    return {"type": "text", "text": text, **({"style": {style: True}} if style else {})}


def _section(runs: Iterable[Json]) -> Json:
    return {"type": "rich_text_section", "elements": list(runs)}


def _rich(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": elements}
