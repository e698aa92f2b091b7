"""What a sentence or two do with a provision: promises, exceptions, blanks, refusals, and what only sounds alike.

Each line of said/ITEM.txt is a status and a paper; ¶ parts its paragraphs, and a label before a bar is a row of a table.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handlers.review.engine import review_paper
from handlers.text_extraction.building import Paper

SAID = Path(__file__).parent / "said"
DAY = date(2026, 11, 24)


def lines() -> Iterator[tuple[str, str, str]]:
    """Each item with a status and a paper."""
    for path in sorted(SAID.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            status, paper = line.split(" | ", 1)
            yield path.stem, status, f"Topic | Answer\n{paper}" if ": | " in paper else paper.replace(" ¶ ", "\n\n")


@pytest.mark.parametrize(("item", "status", "text"), [*lines()])
def test_a_paper_is_read_as_its_words_say(item: str, status: str, text: str) -> None:
    found = review_paper(Paper(text), DAY).provisions[item]
    assert found.status == status, found.why
    assert bool(found.evidence) == (status != "absent")


def test_every_item_is_read_with_each_status() -> None:
    said = {(item, status) for item, status, _ in lines()}
    items = review_paper(Paper(""), DAY).provisions
    assert said >= {(item, status) for item in items for status in ("present", "weak", "contradicted", "absent")}
