"""Are lists read, and left open, as a careful reader would, that have what the files of others do not?"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from storage.records import Setup
from tests.handlers.district import put
from tests.handlers.imports.made import rows_of, told
from tests.handlers.imports.more_messy import MADE, Messy


@pytest.mark.parametrize("messy", MADE, ids=lambda messy: messy.name)
def test_each_row_is_read_and_nothing_is_invented(messy: Messy, desk: Desk, tmp_path: Path) -> None:
    desk = replace(desk, now=datetime(2026, 11, 27, 9, 0, tzinfo=desk.now.tzinfo))
    put(desk, Setup(district=messy.district))
    path = tmp_path / messy.name
    messy.make(path)
    found = [
        (*told(row, "vendor", "product", "executed", "expiry", "posted"), row.result) for row in rows_of(path, desk)
    ]
    assert found == list(messy.rows)
