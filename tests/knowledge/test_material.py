"""What the model learns from can be read, covers the law from both sides, and holds no measuring question."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from knowledge.complaint import BadLaw
from knowledge.load import load
from knowledge.reading.material import elements_of, entries_of, read_questions, read_requests

MEASURING = Path(__file__).parents[1] / "measuring"
DEVELOPMENT = Path(__file__).parents[1] / "development"
LEAST_QUESTIONS, LEAST_REQUESTS, LEAST_EACH_WAY = 8000, 3000, 20
NEAR = 90
"""From this likeness of 100 on, a question is a copy of another."""
LAW = load().on(date(2026, 11, 26))


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def measured() -> list[str]:
    files = [*MEASURING.glob("*.jsonl"), *DEVELOPMENT.glob("*.jsonl")]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    asked = [row["q"] for row in rows if "q" in row]
    said = [line["say"] for row in rows for line in row.get("lines", ()) if "say" in line and not line.get("setup")]
    return [plain(text) for text in (*asked, *said) if len(text.split()) > 6]


def copies(learned: Sequence[str]) -> list[str]:
    """The texts that are copies of a measuring question."""
    wanted = measured()
    assert len(wanted) > 300
    texts = [plain(text) for text in learned]
    alike = process.cdist(texts, wanted, scorer=fuzz.ratio, score_cutoff=NEAR, dtype="uint8").max(axis=1)
    return [text for text, score in zip(learned, alike, strict=True) if score >= NEAR]


def test_there_is_enough_of_it() -> None:
    assert len(read_questions()) >= LEAST_QUESTIONS
    assert len(read_requests()) >= LEAST_REQUESTS


def test_every_entry_named_is_in_the_book() -> None:
    known = {*entries_of(LAW)}
    named = {one for question in read_questions() for one in question.about}
    assert {one for one in named if not one.startswith("topic:")} <= known


def test_every_element_is_asserted_and_denied_often_enough() -> None:
    told = Counter((element, value) for question in read_questions() for element, value in question.facts.items())
    rare = [
        f"{e} {value}"
        for e in elements_of(LAW)
        for value in (True, False)
        if e not in LAW.circumstances and told[e, value] < LEAST_EACH_WAY
    ]
    assert not rare


def test_no_measuring_question_stands_among_the_learning_material() -> None:
    assert copies([one.text for one in (*read_questions(), *read_requests())]) == []


@pytest.mark.parametrize(
    "lines",
    [
        "may | permitted | yes |  | no heading above?",
        "# rule:disclose ; 10-234cc(b)(4)\nmay | perhaps | yes |  | an unknown verdict?",
        "# rule:disclose ; 10-234cc(b)(4)\nmay | permitted | yes | disclose.court-order | a fact without its sign?",
        "# ; 10-234cc(b)(4)\n",
    ],
)
def test_a_malformed_question_is_named_with_its_line(lines: str, tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text(lines, encoding="utf-8")
    with pytest.raises(BadLaw, match=r"some\.txt"):
        read_questions(tmp_path)


def test_a_malformed_request_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text("look | contracts | show me all contracts", encoding="utf-8")
    with pytest.raises(BadLaw, match=r"some\.txt"):
        read_requests(tmp_path)
