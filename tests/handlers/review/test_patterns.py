"""Does `dpa check` find what a lawyer may get wrong in a pattern, and do the readers and the files name the same lists?"""

import ast
import re
import shutil
import time
from pathlib import Path

import pytest

from handlers.review.examples import occurs
from knowledge.complaint import Complaint
from knowledge.provisions.patterns import FOLDER, LEXICON, LIST, load_patterns, pattern_complaints

READERS = Path(__file__).parents[3] / "handlers" / "review"
FILE = "ferpa.yaml"
ENTRY = """  - pattern: waives? …… invoices
    matches: The vendor waives any duty to keep invoices.
"""
SECONDS = 3.0


def said_of(tmp_path: Path, entry: str) -> list[Complaint]:
    """What is said once a list with this entry stands last in a file."""
    folder = tmp_path / "provisions"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "*.npz", "clauses", "__pycache__"))
    path = folder / FILE
    path.write_text(f"{path.read_text(encoding='utf-8')}\nmine:\n{entry}", encoding="utf-8")
    return pattern_complaints(occurs, folder)


def test_the_project_has_no_complaints_and_hears_of_it_soon() -> None:
    began = time.process_time()
    assert pattern_complaints(occurs) == []
    assert time.process_time() - began < SECONDS


def test_a_pattern_with_its_examples_passes(tmp_path: Path) -> None:
    assert said_of(tmp_path, f"{ENTRY}    not: The vendor keeps invoices.\n") == []


def test_the_example_of_the_page_on_editing_passes(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "editing-the-law.md").read_text(encoding="utf-8")
    (entry,) = re.findall(r"```yaml\n(  - pattern: .*?)```", page, re.DOTALL)
    assert said_of(tmp_path, entry) == []


@pytest.mark.parametrize(
    ("entry", "line", "wrong", "mend"),
    [
        (ENTRY.partition("    matches")[0], 0, "has no example", "Add 'matches:'"),
        (ENTRY.replace("waives any", "forgets any"), 0, "does not occur in 'The vendor forgets", "Correct the pattern"),
        (f"{ENTRY}    not: We waive all invoices.\n", 0, "occurs in 'We waive all invoices.'", "narrower"),
        (ENTRY.replace("invoices\n", "invoices|forgets\n", 1), 0, "no example of 'forgets'", "Add one to 'matches:'"),
        (ENTRY.replace("waives?", "(?:waives?"), 0, "cannot be read: missing )", "Correct it"),
        (
            ENTRY.replace("waives?", "'{waiving}").replace("invoices\n", "invoices'\n", 1),
            0,
            "no family 'waiving'",
            LEXICON,
        ),
        (ENTRY.replace("invoices\n", "<papers>\n", 1), 0, "no list 'papers' above", "move that list up"),
        ("  - waives?\n", 0, "no pattern with examples", "- pattern:"),
        (f"{ENTRY}    match: We waive it.\n", 0, "no pattern with examples", "matches:"),
        ("  - pattern: [waives\n", 0, "the list is not closed", "close with ]"),
    ],
)
def test_what_may_be_wrong_is_said_with_its_line(tmp_path: Path, entry: str, line: int, wrong: str, mend: str) -> None:
    lines = (FOLDER / FILE).read_text(encoding="utf-8").count("\n") + 3
    (said,) = said_of(tmp_path, entry)
    assert (said.file, said.line) == (f"provisions/{FILE}", lines + line)
    assert wrong in said.wrong and mend in said.mend


def named() -> set[tuple[str, str]]:
    """The lists that the readers name, each with its file."""
    found: set[tuple[str, str]] = set()
    for path in READERS.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        names = dict(re.findall(r'^(\w+) = Lists\("([\w-]+)"\)', text, re.MULTILINE))
        names |= {"COVERAGE": "coverage"}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
                found.add((names[node.value.id], node.attr))
    return found


def test_the_readers_and_the_files_name_the_same_lists() -> None:
    files = load_patterns()
    there = {(file, name) for file, lists in files.items() if file != LEXICON for name in lists}
    used = {
        (file, name)
        for file, lists in files.items()
        for entries in lists.values()
        for one in entries
        for name in LIST.findall(one.written)
    }
    of_items = ("topic", "title", "denies_", "subject_")
    by_item = {(file, name) for file, name in there if name.startswith(of_items)}
    by_concern = {(file, name) for file, name in there if (file, f"not_{name}") in there} | {("risks", "void")}
    assert named() <= there
    assert there - named() - used - by_item <= by_concern


def test_every_line_can_be_read_at_a_glance() -> None:
    long = [
        f"{path.name}:{number}"
        for path in FOLDER.glob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    ]
    assert not long
