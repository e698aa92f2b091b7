"""Are the labeled messages well formed, by enough authors, and none of what measures?"""

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from tests.knowledge.test_material import copies

FOLDER = Path(__file__).parents[2] / "knowledge" / "messages"
SLOT = re.compile(r"\[([^\][]+)\]\(([a-z]+(?::[a-z]+)?)\)")
LEAST, LEAST_OF_AN_INTENT, LEAST_AUTHORS, LEAST_TALKS, LEAST_ELSE = 12_000, 60, 6, 300, 1_500
MOST_OF_AN_AUTHOR = 0.15
ANSWERS = {"set", "confirm", "deny"}
"""What is expected while a task is open; all else does something else."""


class Row(NamedTuple):
    """A message of an author."""

    author: str
    intents: tuple[str, ...]
    context: str
    text: str

    @property
    def masked(self) -> tuple[tuple[str, ...], str, str]:
        return self.intents, self.context.partition(" ")[0], SLOT.sub(r"\2", self.text.lower())


def rows() -> list[Row]:
    """Every row; one that is malformed fails here."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                parts = [part.strip() for part in line.split("|", 2)]
                assert len(parts) == 3 and all(parts), f"{path.name}, line {number}: intent | context | text"
                found.append(Row(path.stem, tuple(parts[0].split(" + ")), *parts[1:]))
    return found


ROWS = rows()
DISTINCT = list({row.masked: row for row in ROWS}.values())


def test_there_are_enough_by_enough_authors() -> None:
    assert len(DISTINCT) >= LEAST
    by_author = Counter(row.author for row in DISTINCT)
    assert max(by_author.values()) <= MOST_OF_AN_AUTHOR * len(DISTINCT)
    authors: dict[str, Counter[str]] = defaultdict(Counter)
    for row in DISTINCT:
        for intent in row.intents:
            authors[intent][row.author] += 1
    assert {one for one, by in authors.items() if by.total() < LEAST_OF_AN_INTENT or len(by) < LEAST_AUTHORS} == set()


def test_many_do_something_else_while_a_task_is_open_and_talks_are_whole() -> None:
    open_task = [row for row in DISTINCT if row.context.startswith(("asked ", "proposed ", "form "))]
    assert sum(ANSWERS.isdisjoint(row.intents) for row in open_task) >= LEAST_ELSE
    talks = (FOLDER / f"{name}.txt" for name in ("fifteen", "sixteen", "seventeen"))
    assert sum(len(re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())) for path in talks) >= LEAST_TALKS


def test_none_is_a_measuring_question() -> None:
    assert copies([SLOT.sub(r"\1", row.text) for row in ROWS]) == []
