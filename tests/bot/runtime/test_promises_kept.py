"""Is every reminder posted, and once, whatever is killed, refused or jumps? (In time: test_pace.py)"""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.hall import PLACES, Hall
from tests.bot.promises import Keepers, Surface, storm


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall(random.Random(234))
    thread = threading.Thread(target=hall.serve_forever)
    thread.start()
    yield hall
    hall.shutdown()
    thread.join()
    hall.server_close()


@pytest.fixture
def keepers(data: str, hall: Hall, tmp_path: Path) -> Keepers:
    return Keepers(Surface(Path(__file__).parents[1] / "keeper.py", hall, PLACES), data, tmp_path / "jump")


STORMS = [("tiny", 250, 1), ("postgres", 1000, 3)]


@pytest.mark.parametrize(("data", "number", "bots"), STORMS, indirect=["data"], ids=["tiny", "postgres"])
async def test_none_is_lost_and_none_doubled_where_the_place_can_be_asked(
    number: int, bots: int, keepers: Keepers, capsys: pytest.CaptureFixture[str]
) -> None:
    got = await storm(keepers, number, bots, 8, capsys)
    assert set(got.values()) == {1}, "none is doubled"
