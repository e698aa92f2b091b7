"""Does the project not grow without a reason that docs/decisions.md gives?"""

import ast
import importlib.util
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".ci" / "weight.py"
_spec = importlib.util.spec_from_file_location("weight", SCRIPT)
assert _spec and _spec.loader
weight = importlib.util.module_from_spec(_spec)
sys.modules["weight"] = weight
_spec.loader.exec_module(weight)
HEAD = "| day | lines |"
GROWS = {"lines", "alternatives"}


def rows(page: str) -> list[dict[str, str]]:
    """The rows of the table, oldest first, by the names in its head."""
    table = page[page.index(HEAD) :].partition("\n\n")[0].splitlines()
    head, _, *lines = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    return [dict(zip(head, line, strict=True)) for line in lines]


def total(cell: str) -> int:
    return sum(int(number.replace(",", "")) for number in re.findall(r"[\d,]+", cell))


KEPT = rows((ROOT / "docs/decisions.md").read_text(encoding="utf-8"))


def test_there_are_no_more_lines_and_alternatives_than_are_accounted_for() -> None:
    now = weight.weigh_files()
    figures = {"lines": now["lines"], "alternatives": now["alternatives in code"] + now["alternatives in data"]}
    grown = {
        name: (total(KEPT[-1][name]), figure) for name, figure in figures.items() if figure > total(KEPT[-1][name])
    }
    assert not grown, (
        f"more than in docs/decisions.md: {grown}. Cut, or add there what this prints: {SCRIPT.name} row WHY"
    )


def test_a_row_with_more_than_the_one_before_says_why() -> None:
    silent = [
        row["day"]
        for before, row in pairwise(KEPT)
        if not row["why"] and any(total(row[name]) > total(before[name]) for name in GROWS)
    ]
    assert not silent, "say in the last field of these rows why lines or alternatives grew"


@pytest.mark.parametrize(
    ("code", "patterns", "alternatives", "words"),
    [
        ("import re\nre.compile('plain')", 1, 1, 0),
        ("from handlers.dialogue import bounded_re as rx\nrx.search('a|b', text)", 1, 2, 0),
        ("from re import fullmatch as whole\nwhole(r'a|(?:b|c(d|e))', text)", 1, 4, 0),
        ("import re\nre.compile(rf'(?:{alternatives(\"x|y|z\")})|w')", 2, 5, 0),
        (r"BARE = r'\bnot (?:ours|theirs)'", 1, 2, 0),
        (r"ESCAPED = r'\bone\|two[|]three[^\]|]'", 1, 1, 0),
        ('LINES = """\n  add|log\n  show\n  (?:take|get) out\n"""', 1, 5, 0),
        ('"""A docstring with a|b."""\nkind = "Yes or no?"', 0, 0, 0),
        ("WORDS = 'add log show'.split()\nFEW = ('a', 'b')", 0, 0, 3),
        ("WORDS = {'add', 'log', 'show', 'take out', 'move'}", 0, 0, 5),
    ],
)
def test_what_counts_as_a_pattern(code: str, patterns: int, alternatives: int, words: int) -> None:
    found = weight.weigh_module(ast.parse(code))
    counted = (found["patterns in code"], found["alternatives in code"], found["words in lists"])
    assert counted == (patterns, alternatives, words)


def test_data_counts_as_code_does(tmp_path: Path) -> None:
    for name, text in (
        ("knowledge/law/deletion.yaml", "patterns:\n  - (?:erase|delete)s?\n  - no bar\ntitle: Deletion"),
        ("handlers/cues.txt", "# a comment\n== name\nfines?\\b\nplain words\nvoid|null\n"),
        ("handlers/words.txt", "= letter\n" + "ada bea\n" * 10 + "ida wells|rosa parks\n"),
        ("knowledge/questions/first.txt", "may a|b?\n"),
        ("bot/a.py", "A = 1\n"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = weight.weigh_files(tmp_path)
    assert {name: found[name] for name in ("lines", "files", "patterns in data", "alternatives in data")} == {
        "lines": 1,
        "files": 1,
        "patterns in data": 4,
        "alternatives in data": 6,
    }
    assert found["words in lists"] == 22


def test_the_seconds_of_a_check_that_passed_are_kept(tmp_path: Path) -> None:
    def timed(code: str) -> int:
        command = (sys.executable, SCRIPT, "time", sys.executable, "-c", code)
        return subprocess.run(command, cwd=tmp_path, check=False, timeout=60).returncode

    assert timed("") == 0
    assert re.fullmatch(r"\d+ \d+\n", (tmp_path / "build/check.time").read_text())
    assert timed("raise SystemExit(3)") == 3
    assert not (tmp_path / "build/check.time").exists(), "those of an earlier check are not this one's"
