"""Does the check of the message catalogs find what an editor or a programmer may get wrong?"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.catalogs import complaints
from tests.test_words import ROOT

CATALOG, SPANISH, MODULE = "handlers/breaches/words.po", "handlers/notices/words.es.po", "handlers/breaches/log.py"
BUTTON = "handlers/records/single/words.po"
LATE = 'msgstr "The vendor told you late: its last day was {last}."'


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for room in ("bot", "handlers"):
        skipped = shutil.ignore_patterns("__pycache__", "*.png", "*.js", "*.css")
        shutil.copytree(ROOT / room, root / room, ignore=skipped)
    return root


def said_after(root: Path, file: str, before: str, after: str) -> str:
    """What the check says once a file was changed; the file is put back."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    try:
        return "\n".join(map(str, complaints(root)))
    finally:
        path.write_text(text, encoding="utf-8")


def test_the_project_has_no_complaints(copied: Path) -> None:
    assert complaints(copied) == []


def test_a_changed_sentence_is_none(copied: Path) -> None:
    assert said_after(copied, CATALOG, LATE, 'msgstr "{last} was its last day, so it was late."') == ""


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ('msgstr "The vendor told you late."', "vendor_was_late leaves out {last}"),
        ('msgstr "It was late: {day}."', "vendor_was_late names {day}, which is no value of this message"),
        ('msgstr "It was late: {last."', "vendor_was_late has a brace alone"),
        ('msgstr "It was late: {last:>40}."', "shows {last} as >40"),
        ('msgstr ""', "vendor_was_late has no text"),
        ('msgstr "It was late: {last}', "this line cannot be read"),
        ("msgstr It was late", "this line cannot be read"),
        (f'{LATE}\n\nmsgid "vendor_was_late"\n{LATE}', "vendor_was_late stands twice"),
        (f'{LATE}\n\nmsgid "nobody_says_this"\nmsgstr "Nobody."', "no code names the message nobody_says_this"),
    ],
)
def test_what_an_editor_may_get_wrong_is_said_with_its_line(copied: Path, after: str, says: str) -> None:
    said = said_after(copied, CATALOG, LATE, after)
    assert says in said, said
    assert re.search(rf"{re.escape(CATALOG)}:\d+: ", said)


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        (MODULE, "breach_words.vendor_was_late(", "breach_words.vendor_is_late(", "names the message vendor_is_late"),
        (
            MODULE,
            "breach_words.vendor_was_late(last=",
            "breach_words.vendor_was_late(day=",
            "gives vendor_was_late other values",
        ),
        (SPANISH, 'msgid "reach"', 'msgid "reached"', "no code names the message reached"),
        (SPANISH, "Ley de Connecticut: {pin}", "Ley de Connecticut", "connecticut_law leaves out {pin}"),
        (BUTTON, "What to ask the vendor for", "What to ask the vendor for " * 3, "has room for 75 characters"),
    ],
)
def test_code_and_languages_that_differ_are_found(copied: Path, file: str, before: str, after: str, says: str) -> None:
    assert says in said_after(copied, file, before, after)


@pytest.mark.parametrize("module", ["bot.cli", "bot"])
def test_a_catalog_that_cannot_be_read_is_named_with_its_line_where_the_bot_would_start(
    copied: Path, module: str
) -> None:
    """``discovered`` is read when its module is imported, so nothing of the bot can be."""
    path = copied / CATALOG
    text = path.read_text(encoding="utf-8")
    for name in ("knowledge", "storage"):
        if not (copied / name).exists():
            (copied / name).symlink_to(ROOT / name)
    path.write_text(text.replace('msgstr "Vendor discovered it"', 'msgstr "Vendor discovered it'), encoding="utf-8")
    try:
        command = [sys.executable, "-m", module, *(("check",) if module == "bot.cli" else ())]
        ended = subprocess.run(command, cwd=copied, capture_output=True, text=True, check=False)
    finally:
        path.write_text(text, encoding="utf-8")
    assert ended.returncode == 1
    assert re.fullmatch(rf"{CATALOG}:\d+: this line cannot be read: .*\n    Compare it .*\n", ended.stderr), (
        ended.stderr
    )
