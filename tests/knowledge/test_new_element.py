"""An element that a lawyer adds is looked for at the next start, before the model was taught it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from knowledge.load import HERE, load
from knowledge.reading.material import elements_of
from knowledge.reading.reader import TextReader, load_reader

TODAY = date(2026, 11, 26)
RULE = "- rule: disclose\n"
NEW = """    - id: invented
      cite: cc(b)(4)(A)
      outcome: permitted
      says: An exception made up for this test. [I]
      elements:
        - id: fire-department
          says: The data goes to the fire department. [I]
          ask: Does the data go to the fire department?
        - id: museum
          says: The recipient is a museum that shows the work of students. [I]
          ask: Is the recipient a museum that shows the work of students?
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> TextReader:
    """The model that is there, over a book with two more elements."""
    book = tmp_path_factory.mktemp("book")
    shutil.copytree(HERE / "law", book / "law")
    shutil.copytree(HERE / "topics", book / "topics")
    file = book / "law" / "operators.yaml"
    before, rule, after = file.read_text(encoding="utf-8").partition(RULE)
    file.write_text(before + rule + after.replace("  unless:\n", "  unless:\n" + NEW, 1), encoding="utf-8")
    return load_reader(elements_of(load(book).on(TODAY)))


@pytest.mark.parametrize(
    ("element", "asserting", "other"),
    [
        (
            "disclose.fire-department",
            "May the app hand the student addresses to the fire department?",
            "May the app hand student addresses to a marketing firm?",
        ),
        pytest.param(
            "disclose.museum",
            "May our art app pass the drawings on to a museum that shows the work of students?",
            "Our app wants to pass kids' grades on to an insurance firm. May it?",
            marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason="not heard before it is taught"),
        ),
    ],
)
def test_a_new_element_is_heard_where_it_is_said(reader: TextReader, element: str, asserting: str, other: str) -> None:
    assert element not in elements_of(load().on(TODAY))
    said, unsaid = (reader.read(text).signs.facts[element] for text in (asserting, other))
    assert said.asserted > unsaid.asserted
    assert said.asserted > said.denied
