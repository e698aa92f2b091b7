"""Are spreadsheets as districts have them read as a careful reader would?

The files were made by two people who had seen nothing of the reader; `SHA256SUMS` was recorded before it was written.
"""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from storage.records import Setup
from tests.handlers.district import put
from tests.handlers.imports.scoring import planned, score

FILES = Path(__file__).parent / "files"
NAMES = sorted(path.name for path in FILES.glob("*.*") if path.suffix in {".csv", ".xlsx"})
OPEN = {"a12.xlsx": 1, "b08.xlsx": 1, "b09.csv": 1, "b10.xlsx": 6, "b12.xlsx": 19, "b14.xlsx": 2}
"""How many fields are left open that the other reader saw: told in a remark, by initials, or by a formula alone."""
WRONG = {"b14.xlsx": ["15 owner: 'D. Fry', read 'Nurse Coord. – D. Fry'", "22 owner: None, read 'Transp. office'"]}
"""An office, and a name with its office, are kept as they stand in the file."""
UNSIGNED = {"a13.csv": ["SWEETGRASS ANALYTICS EARLY WARNING DASHBOARD"]}
"""What is left out as not signed yet, and the other reader entered without a day."""
DISTRICTS = {
    "a05.csv": "Hartsbrook Public Schools",
    "b02.csv": "Kettle Brook Regional Educational Service Center",
    "b11.xlsx": "Stonewell",
}
"""Whose files those are that name districts, as its setup has the name."""


@pytest.mark.parametrize("name", NAMES)
def test_each_row_is_read_and_nothing_is_invented(name: str, desk: Desk) -> None:
    desk = replace(desk, now=datetime(2026, 11, 27, 9, 0, tzinfo=desk.now.tzinfo))
    put(desk, Setup(district=DISTRICTS.get(name, "")))
    truth = json.loads((FILES / f"{name}.truth.json").read_text(encoding="utf-8"))["rows"]
    found = score(planned(FILES / name, desk), truth)
    assert found.wrong == WRONG.get(name, [])
    assert found.missing == UNSIGNED.get(name, [])
    assert len(found.lacks) == OPEN.get(name, 0), found.lacks


def test_the_files_are_those_that_were_made_before_the_reader() -> None:
    recorded = dict(line.split()[::-1] for line in (FILES / "SHA256SUMS").read_text().splitlines())
    assert {name: hashlib.sha256((FILES / name).read_bytes()).hexdigest() for name in recorded} == recorded
    assert {name for name in recorded if not name.endswith(".json")} == set(NAMES)
