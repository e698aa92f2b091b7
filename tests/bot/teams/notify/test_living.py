"""Are those who read a channel of Teams notified of what needs them, and not of what can wait?"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.teams.notify import TeamsChannel
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.reminders.remind import remind
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.embedded.store import open_embedded
from storage.port import Store
from storage.records import Event, Person, Role, Setup
from tests.bot.reminder_bot import ZONE
from tests.bot.teams.posts import CHANNEL, place
from tests.bot.teams.small_teams.teams import Json, Teams, buttons, words


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.channel("c1", "ana", name="privacy", kind="private")
        yield teams


@dataclass
class School:
    """A district with a private channel in the small Teams, whose clock the test moves."""

    teams: Teams
    channel: TeamsChannel
    store: Store
    law: Law
    now: datetime = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)

    def desk(self) -> Desk:
        return Desk(self.law, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN, commands=COMMANDS)

    async def log(self, vendor: str, executed: date) -> None:
        text = f"log-contract vendor: {vendor}; executed: {executed}"
        await asyncio.to_thread(respond, Message(text, who="teams:ana", surface="teams"), self.desk())

    async def after(self, minutes: int) -> list[Json]:
        """All that is due goes out so many minutes later; the channel's messages."""
        self.now += timedelta(minutes=minutes)
        while (await asyncio.to_thread(remind, self.desk(), {"teams": self.channel})).deliveries:
            pass
        return self.teams.said("c1")


@pytest.fixture
def school(tmp_path: Path, law: Law, teams: Teams, channel: TeamsChannel) -> School:
    store = open_embedded(tmp_path, "hartford")
    records = [place(teams, CHANNEL), Person(id="teams:ana", name="Ana Ruiz"), Setup(place=CHANNEL)]
    store.change(Event(who="test", what="setup", when=datetime.now(ZONE), surface="test"), lambda _: records)
    return School(teams, replace(channel, gap=timedelta()), store, law)


def closable(message: Json) -> list[str]:
    says = [action["data"]["say"] for action in buttons(message) if "data" in action]
    return [one.removeprefix("done ") for one in says if one.startswith("done ")]


async def test_what_is_logged_overdue_notifies_and_what_has_time_joins_a_message(school: School) -> None:
    await school.log("Acme", date(2026, 11, 16))
    await school.after(1)
    await school.log("Beta", date(2026, 11, 16))
    said = await school.after(5)
    assert [closable(one) for one in said] == [["D-1", "D-2"]], "an update notifies nobody, and has time"
    await school.log("Late", date(2026, 10, 1))
    said = await school.after(5)
    assert [closable(one) for one in said] == [["D-1", "D-2"], ["D-3"]]
    assert "Overdue" in words(said[1]) and "Overdue" in said[1]["summary"], "as Teams notifies of a new message alone"


async def test_each_row_of_a_message_keeps_what_one_does_with_its_deadline_and_its_cite(school: School) -> None:
    await school.log("Acme", date(2026, 11, 16))
    await school.log("Beta", date(2026, 11, 16))
    (message,) = await school.after(1)
    (table,) = (one for one in message["attachments"][0]["content"]["body"] if one["type"] == "Table")
    for row, id in zip(table["rows"], ("D-1", "D-2"), strict=True):
        pressed = row["cells"][1]["items"][0]["actions"]
        assert [one["data"]["say"] for one in pressed] == [
            f"{act} {id}" for act in ("done", "snooze", "assign", "deadline")
        ]
        assert [one.get("mode", "") for one in pressed] == ["", *["secondary"] * 3], "one button, the rest in its menu"
    assert words(message).count("C.G.S. 10-234bb(g)") == 2
