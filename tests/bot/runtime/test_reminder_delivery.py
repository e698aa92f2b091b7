"""Is every reminder posted, and once, whatever is killed, refused or jumps? (In time: test_pace.py)"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.places_server import PLACES, PlacesServer
from tests.bot.reminder_delivery import ReminderBots, Surface, deliver_through_failures


@pytest.fixture
def places_server() -> Iterator[PlacesServer]:
    places_server = PlacesServer(hinders=True)
    thread = threading.Thread(target=places_server.serve_forever)
    thread.start()
    yield places_server
    places_server.shutdown()
    thread.join()
    places_server.server_close()


@pytest.fixture
def processes(data: str, places_server: PlacesServer, tmp_path: Path) -> ReminderBots:
    return ReminderBots(
        Surface(Path(__file__).parents[1] / "reminder_bot.py", places_server, PLACES), data, tmp_path / "jump"
    )


STORMS = [
    pytest.param("tiny", 250, 1, 8, marks=pytest.mark.long),
    ("postgres", 120, 2, 4),
    pytest.param("postgres", 1000, 3, 8, marks=pytest.mark.long),
]


@pytest.mark.parametrize(
    ("data", "number", "bots", "kills"), STORMS, indirect=["data"], ids=["tiny", "postgres", "storm"]
)
async def test_none_is_lost_and_none_doubled_where_the_place_can_be_asked(
    number: int, bots: int, kills: int, processes: ReminderBots, capsys: pytest.CaptureFixture[str]
) -> None:
    got = await deliver_through_failures(processes, number, bots, kills, capsys)
    assert set(got.values()) == {1}, "none is doubled"
