"""A notice that lacks what it must say is found before it is sent, with file, line and how to correct it."""

import shutil
from pathlib import Path

import pytest

from bot.cli.check import law_complaints
from knowledge.load import HERE


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A district's own copy of the law."""
    for room in ("law", "topics", "phrasings", "notices"):
        shutil.copytree(HERE / room, tmp_path / room)
    return tmp_path


def complained(copy: Path, old: str, new: str, file: str = "families.yaml") -> list[str]:
    """What is said once one text of a notice was changed."""
    path = copy / "notices" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [f"{one.file.partition('/')[2]}:{one.line} {one.wrong} {one.mend}" for one in law_complaints(copy)]


def line_of(copy: Path, text: str, file: str = "families.yaml") -> int:
    lines = (copy / "notices" / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_notices_as_they_come_are_in_order(copy: Path) -> None:
    assert complained(copy, "Dear students", "Dear all students") == []


def test_a_required_part_that_is_gone_is_named(copy: Path) -> None:
    (said,) = complained(copy, "    - id: purpose\n      english", "    - id: aim\n      english")
    assert "has no part 'purpose', which it must have (10-234bb(g))" in said
    assert "Write a part with 'id: purpose'. It says what the contract is for." in said


def test_a_required_blank_that_is_gone_in_one_language_is_named_with_its_line(copy: Path) -> None:
    (said,) = complained(copy, '"Para qué se usa: {purpose}"', '"Para qué se usa: quizzes"')
    assert said.startswith(f"notices/families.yaml:{line_of(copy, 'Para qué se usa')} ")
    assert "the spanish text of 'purpose' lacks {purpose}" in said


def test_a_misspelt_place_is_named_with_what_it_may_mean(copy: Path) -> None:
    (said,) = complained(copy, "breach at {vendor}\n", "breach at {vendr}\n")
    assert said.startswith("notices/families.yaml:")
    assert "'{vendr}' is unknown Did you mean {vendor}?" in said


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("      only_with: [kinds]\n", "      only_with: [kindz]\n", "only_with: 'kindz' is unknown"),
        ("english: You can read the contract here", "english: You can {read the contract here", "a brace is open"),
        (
            "    - id: description\n      english",
            "    - id: description\n      only_with: [kinds]\n      english",
            "out",
        ),
        ("    - id: posted", "    - id: kinds", "the part 'kinds' stands twice"),
        ("english: Dear", "english: <b>Dear", "markup"),
        ("- notice: yearly", "- notice: annual", "no notice 'yearly' is in force"),
        ("    - id: executed\n      cite", "    - id: signed\n      cite", "has no part 'signed'"),
        ("cite: bb(g)", "cite: bb(z)", "cites 10-234bb(z), which has no passage"),
    ],
)
def test_other_mistakes_are_named(copy: Path, old: str, new: str, wrong: str) -> None:
    path = copy / "notices" / "families.yaml"
    if "Dear" in old:
        path.write_text(
            path.read_text()
            .replace('english: "Dear students', "english: Dear students")
            .replace('guardians:"\n', "guardians\n")
        )
    assert any(wrong in said for said in complained(copy, old, new))


def test_a_need_that_the_law_gives_cannot_be_dropped(copy: Path) -> None:
    need = "    - id: purpose\n      cite: bb(g)\n      says: It says what the contract is for. [A]\n      fills: [purpose]\n"
    (said,) = complained(copy, need, "")
    assert "the notice 'contract' has no 'purpose' below 'needs:'" in said
