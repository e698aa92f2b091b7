"""Does each reminder reach its place in Slack, once where the bot can look, whatever is killed, refused or dropped?"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.slack.words import MAY_REPEAT
from storage.records import Place
from tests.bot.reminder_delivery import WAIT, ReminderBots, Surface, deliver_through_failures, hindrance
from tests.bot.slack.small_slack.slack import Slack, values

CHATS = [Place(id=f"slack:D{k}", surface="slack", private=True) for k in range(15)]
BLIND = [Place(id=f"slack:C{k}", surface="slack", private=True) for k in range(15, 20)]
"""Channels in which the bot cannot look."""


@dataclass
class Received:
    """What arrives in the small Slack."""

    slack: Slack
    counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.slack.whim = self.whim

    @property
    def url(self) -> str:
        return self.slack.url

    def whim(self, method: str) -> tuple[str, Any]:
        return (hindrance(self.counted) if method == "chat.postMessage" else "", int(WAIT))

    def texts(self, place: str, deadline: str) -> list[str]:
        said = self.slack.said(place.removeprefix("slack:"))
        return [message["text"] for message in said if deadline in closable(message)]

    def got(self) -> Counter[tuple[str, str]]:
        return Counter(
            (f"slack:{channel}", deadline)
            for channel, said in self.slack.messages.items()
            for message in said
            for deadline in closable(message)
        )


def closable(message: dict[str, Any]) -> list[str]:
    """The deadlines for which a message has a button."""
    return [value.removeprefix("done ") for value in values(message) if value.startswith("done ")]


@pytest.fixture
def received(slack: Slack) -> Received:
    slack.scopes -= {"groups:history"}
    for place in CHATS:
        slack.user(place.id.replace("slack:D", "U"))
        slack.chat_with(place.id.replace("slack:D", "U"))
    for place in BLIND:
        slack.channel(place.id.removeprefix("slack:"), is_private=True)
    return Received(slack)


STORMS = [("tiny", 120, 1), pytest.param("postgres", 240, 2, marks=pytest.mark.long)]


@pytest.mark.parametrize(("data", "number", "bots"), STORMS, indirect=["data"], ids=["tiny", "postgres"])
async def test_none_is_lost_and_none_doubled_where_we_can_look(
    data: str, number: int, bots: int, received: Received, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    surface = Surface(Path(__file__).with_name("reminder_bot.py"), received, [*CHATS, *BLIND])
    got = await deliver_through_failures(
        ReminderBots(surface, data, tmp_path / "jump"), number, bots, 5, capsys, gently=True
    )
    chats = {place.id for place in CHATS}
    times = [times for (place, _), times in got.items() if place in chats]
    assert len(times) == number * len(CHATS) // len(surface.places) and set(times) == {1}, "none is doubled"
    copies = [text for (place, deadline) in got for text in received.texts(place, deadline)[1:]]
    assert all(MAY_REPEAT in copy for copy in copies), "a second copy says what it is"
