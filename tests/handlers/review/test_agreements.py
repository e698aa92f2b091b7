"""Are the agreements that the review is measured on sound, and no two alike?"""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

AGREEMENTS = Path(__file__).parents[2] / "agreements"
FOLDERS = sorted(path for path in AGREEMENTS.iterdir() if path.is_dir())
RUN = 8
MOST_SHARED = 0.1
STATUSES = {"present", "weak", "contradicted", "absent"}


def labels(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def runs(path: Path) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", path.read_text(encoding="utf-8").lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_status_but_absent_has_words_that_stand_in_the_paper(folder: Path) -> None:
    for label in labels(folder):
        text = (folder / label["file"]).read_text(encoding="utf-8")
        assert len(label["provisions"]) == 10
        for pin, told in label["provisions"].items():
            about = f"{label['file']} {pin}"
            assert told["status"] in STATUSES, about
            assert bool(told["quote"]) == (told["status"] != "absent"), about
            assert told["quote"] in text, about


def test_no_two_share_a_tenth_of_their_runs_of_eight_words() -> None:
    known = {path: runs(path) for folder in FOLDERS for path in sorted(folder.glob("*.txt"))}
    assert len(known) >= 80
    for one, other in itertools.combinations(known, 2):
        shared = len(known[one] & known[other]) / min(len(known[one]), len(known[other]))
        assert shared <= MOST_SHARED, f"{one.name} and {other.name} share {shared:.0%}"
