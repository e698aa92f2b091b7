"""Does each reminder reach its place in Teams, and say so where it may be a repeat, whatever is killed or refused?"""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.teams.words import MAY_REPEAT
from storage.records import Place
from tests.bot.reminder_delivery import FAILED, WAIT, ReminderBots, Surface, deliver_through_failures, hindrance
from tests.bot.teams.small_teams.teams import Json, Teams, buttons

CHATS, CHANNELS = 15, 5
TROUBLES = ("500", "502", "504")


@dataclass
class Received:
    """What arrives in the small Teams; of `lost` posts it is not told whether they arrived."""

    teams: Teams
    counted: Counter[str] = field(default_factory=Counter)
    lost: int = 0

    def __post_init__(self) -> None:
        self.teams.whim = self.whim

    @property
    def url(self) -> str:
        return self.teams.origin

    def whim(self, what: str) -> tuple[str, Any]:
        word = hindrance(self.counted) if what == "send" else ""
        if word == FAILED:
            return TROUBLES[self.counted[FAILED] % len(TROUBLES)], "Trouble"
        self.lost += word == "drop"
        return word, int(WAIT)

    def copies(self) -> dict[tuple[str, str], list[Json]]:
        """The messages at each place, by the deadlines that they have buttons for."""
        found: dict[tuple[str, str], list[Json]] = {}
        for key, room in self.teams.rooms.items():
            for message in self.teams.said(key):
                said = " ".join(str((action.get("data") or {}).get("say")) for action in buttons(message))
                named = re.findall(r"done (D-\d+)", said)
                assert named, said
                for deadline in dict.fromkeys(named):
                    found.setdefault((f"teams:{room.id}", deadline), []).append(message)
        return found

    def got(self) -> Counter[tuple[str, str]]:
        return Counter({key: len(messages) for key, messages in self.copies().items()})


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        for k in range(CHATS):
            teams.person(f"p{k}")
        for k in range(CHANNELS):
            teams.channel(f"c{k}", "p0", "p1")
        yield teams


def places(teams: Teams) -> list[Place]:
    reference = {"service": teams.service, "tenant": teams.tenant, "bot": teams.bot}
    return [
        Place(id=f"teams:{room.id}", surface="teams", address={**reference, "conversation": room.id}, private=True)
        for room in teams.rooms.values()
    ]


STORMS = [("tiny", 120, 1), pytest.param("postgres", 240, 2, marks=pytest.mark.long)]


@pytest.mark.parametrize(("data", "number", "bots"), STORMS, indirect=["data"], ids=["tiny", "postgres"])
async def test_none_is_lost_and_a_copy_says_what_it_may_be(
    data: str, number: int, bots: int, teams: Teams, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    received, kills = Received(teams), 5
    surface = Surface(Path(__file__).with_name("reminder_bot.py"), received, places(teams))
    await deliver_through_failures(ReminderBots(surface, data, tmp_path / "jump"), number, bots, kills, capsys)
    copies = list({id(copy): copy for found in received.copies().values() for copy in found[1:]}.values())
    with capsys.disabled():
        print(f"{len(copies)} copies, {received.lost} lost lines")
    assert all(MAY_REPEAT in json.dumps(copy) for copy in copies), "a second copy says what it may be"
    at_once = 8  # posts that a bot has under way, see handlers/reminders/remind.py
    assert len(copies) <= received.lost + kills * at_once, "nobody sends again what was taken or refused"
    assert not teams.wrong
