"""What a paper says, block by block, and as plain text; also its charts as pictures, and tables as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Literal, assert_never

from handlers.dialogue import bounded_re as re
from handlers.dialogue.chart import Bar, Chart, Look

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont


Language = Literal["en", "es"]
LOCALES: Mapping[Language, str] = {"en": "en-US", "es": "es-US"}


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that nobody has told us; a person fills it in. ``says`` is what belongs there."""

    says: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that must be seen."""

    says: str


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """An address, under its name or as itself."""

    address: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that are marked; a `Jump` leads to them by their ``place``, which no others have."""

    says: str
    place: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to the marked words of that ``place`` in the same paper."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Words with a note for the people who work on the paper: a comment in Word, in brackets elsewhere."""

    says: str
    note: str


Run = str | Blank | Strong | Hyperlink | Marked | Jump | Noted


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows; level 1 stands below the paper's own title."""

    says: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, with blanks and links where they stand."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns. ``widths`` are shares of the page, equal where there are none.

    Raises ValueError where a row does not have every column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows) or len(self.widths) not in {0, len(self.columns)}:
            raise ValueError(f"a table of {len(self.columns)} columns has a row or widths of another number")

    def shares(self) -> tuple[float, ...]:
        """How wide each column is, all together 1."""
        widths = self.widths or (1.0,) * len(self.columns)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; its text always stands with it."""

    chart: Chart


Block = Heading | Paragraph | BulletList | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper; ``made`` is its day."""

    title: str
    blocks: tuple[Block, ...]
    made: date
    language: Language = "en"
    footer: str = ""

    def blanks(self) -> tuple[str, ...]:
        """What a person has yet to fill in, in the order of the paper, each once."""
        return tuple(dict.fromkeys(run.says for run in _runs(self.blocks) if isinstance(run, Blank)))


def paragraph(*runs: Run) -> Paragraph:
    """A paragraph of these."""
    return Paragraph(runs)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, BulletList):
            for item in block.items:
                yield from item


COLORS: Mapping[Look, str] = {"late": "#c92a2a", "soon": "#e8a400", "good": "#2b8a3e", "plain": "#3b5bdb"}
WIDTH, MARGIN, LINE, LETTERS = 1200, 24, 52, 26
"""Pixels; a picture is twice as large as it stands on the page, so that it prints well."""
INK, PAPER = "#1b1b1b", "#ffffff"


def height(chart: Chart) -> int:
    """Pixels of the picture from top to bottom."""
    return MARGIN * 2 + LINE * (len(chart.bars) + 1)


def drawn(chart: Chart) -> bytes:
    """The bars, each with its label and number, as a PNG on white."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - only papers need it

    font = ImageFont.load_default(LETTERS)
    picture = Image.new("RGB", (WIDTH, height(chart)), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN, MARGIN), chart.title, INK, font=font)
    start = MARGIN * 2 + int(max(draw.textlength(bar.label, font=font) for bar in chart.bars))
    scale = (WIDTH - start - 5 * MARGIN) / max(bar.value for bar in chart.bars)
    for number, bar in enumerate(chart.bars, 1):
        _draw_bar(draw, bar, (start, MARGIN + LINE * number), scale, font)
    packed = io.BytesIO()
    picture.quantize(32).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _draw_bar(draw: ImageDraw, bar: Bar, corner: tuple[int, int], scale: float, font: FreeTypeFont | ImageFont) -> None:
    left, top = corner
    right = left + max(4 if bar.value else 0, round(bar.value * scale))
    draw.text((MARGIN, top + 4), bar.label, INK, font=font)
    if bar.value:
        draw.rectangle((left, top, right, top + LINE - 14), COLORS[bar.look])
    draw.text((right + MARGIN // 2, top + 4), str(bar.value), INK, font=font)


@dataclass(frozen=True, slots=True)
class Markup:
    """How a kind of paper marks what is no plain word; each pattern takes the escaped words, a link the address too."""

    blank: str
    strong: str
    link: str
    marked: str
    """Takes the name of its place as the address."""

    def of(self, runs: Iterable[Run]) -> str:
        """These words, escaped, with their marks."""
        return "".join(map(self._one, runs))

    def _one(self, run: Run) -> str:
        leads = ""
        match run:
            case str():
                return escape(run)
            case Blank(says):
                pattern = self.blank
            case Strong(says):
                pattern = self.strong
            case Hyperlink(leads, says):
                pattern, says = self.link, says or leads
            case Jump(place, says):
                pattern, leads = self.link, f"#{place}"
            case Marked(says, leads):
                pattern = self.marked
            case Noted(says, note):
                return escape(f"{says} [{note}]")
            case _:
                assert_never(run)
        return pattern.format(says=escape(says), address=escape(leads))


def as_text(document: Document) -> str:
    """The whole paper; a blank stands in brackets, with a line to write on."""
    blocks = (document.title, *map(_block, document.blocks), document.footer)
    return "\n\n".join(block for block in blocks if block) + "\n"


def plain(runs: Iterable[Run]) -> str:
    """What these runs say, without formatting."""
    return "".join(map(_run, runs))


def _block(block: Block) -> str:
    match block:
        case Heading(says, _):
            return says
        case Paragraph(runs):
            return plain(runs)
        case BulletList(items):
            return "\n".join(f"- {plain(item)}" for item in items)
        case Table(_, _, _):
            return "\n".join(_table(block))
        case Figure(chart):
            return f"{chart.title}\n{chart.says}"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    """A line a row, each value with its column's name: it reads well in every font."""
    for row in table.rows:
        yield "- " + "; ".join(f"{column}: {value}" for column, value in zip(table.columns, row, strict=True) if value)


def _run(run: Run) -> str:
    match run:
        case str():
            return run
        case Blank(says):
            return f"[____ {says}]"
        case Strong(says):
            return says
        case Hyperlink(address, says):
            return f"{says} ({address})" if says else address
        case Marked(says, _) | Jump(_, says):
            return says
        case Noted(says, note):
            return f"{says} [{note}]"
        case _:
            assert_never(run)


Cell = str | int | date | None
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""Also with apostrophes before it: so `unquoted` takes off only the one that we add, never one that a person typed."""


def as_csv(lines: Iterable[Sequence[Cell]]) -> bytes:
    """The lines as CSV, the first of them the headings; no cell of it is a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another alphabet


def unquoted(cell: str) -> str:
    """The text that `as_csv` wrote as this cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _harmless(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text
