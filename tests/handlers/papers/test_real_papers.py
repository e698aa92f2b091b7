"""Are real agreements read whole? They stay outside: DPA_AGREEMENTS names a folder with ``originals/`` and their texts."""

import os
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.handlers.papers.made import read

FOLDER = Path(os.environ.get("DPA_AGREEMENTS", "no-such-folder"))
QUOTES = str.maketrans("“”‘’", "\"\"''")
WORD = re.compile(r"[\w'\"$%§(),.;:-]*\w[\w'\"$%§(),.;:-]*")


def told(text: str) -> list[str]:
    return WORD.findall(text.translate(QUOTES).replace("_", ""))


def test_every_word_is_read_in_its_place() -> None:
    originals = sorted((FOLDER / "originals").glob("*.*"))
    if not originals:
        pytest.skip("real agreements are read only where DPA_AGREEMENTS names their folder")
    for original in originals:
        (text,) = FOLDER.glob(f"{original.stem}*.txt")
        paper = read(original.read_bytes(), original.name)
        alike = SequenceMatcher(None, told(text.read_text(encoding="utf-8")), told(paper.text), autojunk=False).ratio()
        assert alike > 0.98, f"{original.name}: {alike:.3f}"
