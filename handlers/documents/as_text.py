"""A paper as plain text, to paste into a letter or a website."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from handlers.documents.document import (
    Blank,
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Hyperlink,
    Jump,
    Marked,
    Noted,
    Paragraph,
    Run,
    Strong,
    Table,
)


def as_text(document: Document) -> str:
    """The whole paper; a blank stands in brackets, with a line to write on."""
    blocks = (document.title, *map(_block, document.blocks), document.footer)
    return "\n\n".join(block for block in blocks if block) + "\n"


def plain(runs: Iterable[Run]) -> str:
    """What these say, without a look."""
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
