"""The rows of a table as label and answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handlers.dialogue import bounded_re as re
from handlers.papers.paper import Cell, Paper
from handlers.review.passages.clause import Clause, ClauseKind
from handlers.review.passages.sentences import sentences_in

LONG = 400
"""Characters from which a row is read by its sentences."""
MOST = 12
"""Words that a label has at most."""


def is_row(line: str) -> bool:
    """Whether a line is a row whose cells bars or tabs part."""
    if "\t" in line.strip() or line.count("|") > 1 or line.rstrip().endswith(" |"):
        return True
    return " | " in line and len(line.split("|", maxsplit=1)[0].split()) <= MOST


class TextRows:
    """The rows of one table in a text; the first may be its head."""

    def __init__(self) -> None:
        self._begun = False

    def row(self, body: str, start: int, over: str) -> Clause:
        """A row under the headings over it and its own label."""
        cells = [cell.strip(" *_") for cell in re.split(r"\||\t", body.strip("| \t"))]
        filled = [cell for cell in cells if cell]
        head = not self._begun and all(len(cell.split()) < 4 and not re.search(r"[:.]|\d", cell) for cell in filled)
        self._begun = True
        kind = ClauseKind.HEADING if head or not re.search(r"\w", body) else ClauseKind.PROMISE
        lead = len(body) - len(body.lstrip("| \t"))
        words = body.strip("| \t")
        label = "" if head or len(cells) < 2 else _label(filled)
        return Clause(start + lead, start + lead + len(words), words, kind, heading=_under(over, label), row=True)


def _label(cells: Sequence[str]) -> str:
    """The first cell that is no number, where it can be a label."""
    first = next((cell for cell in cells if not re.fullmatch(r"\W*\w{0,3}\d*\W*", cell)), "")
    return first if len(first.split()) <= MOST else ""


def rows_of(paper: Paper) -> Mapping[int, tuple[Cell, ...]]:
    """Where each row of the paper's tables begins, and its cells."""
    found: dict[int, tuple[Cell, ...]] = {}
    for table in paper.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for cells in rows.values():
            filled = [cell for cell in cells if cell.start < cell.end]
            if len(cells) > 1 and filled:
                found[min(cell.start for cell in filled)] = tuple(cells)
    return found


def row_clauses(text: str, cells: tuple[Cell, ...], over: str) -> Iterator[Clause]:
    """A row as one clause, or where it is long as the sentences of its cells, under its label."""
    filled = [cell for cell in cells if cell.start < cell.end]
    start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
    label = _label([text[cell.start : cell.end].strip() for cell in filled])
    heading = _under(over, label)
    if end - start < LONG or len(filled) == 1:
        yield Clause(start, end, text[start:end], heading=heading, row=True)
        return
    for cell in filled[1:] if label else filled:
        for begin, stop in sentences_in(text, cell.start, cell.end):
            yield Clause(begin, stop, text[begin:stop], heading=heading, row=True)


def _under(over: str, label: str) -> str:
    label = label.strip(" :.")
    return f"{over} › {label}" if over and label else label or over
