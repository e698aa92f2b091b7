"""Has each deadline one message with buttons in its channel, whatever falls due, and is everything else a nudge?"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.slack.notify import SlackChannel
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.reminders.remind import remind
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.embedded.store import open_embedded
from storage.records import Event, Person, Place, Role, Setup
from tests.bot.reminder_bot import ZONE
from tests.bot.slack.small_slack.slack import Slack, elements, values

TEAM = Place(id="slack:C1", surface="slack", name="privacy", private=True)
BEGINS = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)


class School:
    """A district with a channel and an owner, in the small Slack, whose clock the test moves."""

    def __init__(self, slack: Slack, folder: Path, law: Law) -> None:
        self.slack, self.law, self.now = slack, law, BEGINS
        self.store = open_embedded(folder, "hartford")
        slack.channel("C1", name="privacy", is_private=True)
        slack.user("U2", name="Ana Ruiz")
        chat = Place(id=f"slack:{slack.chat_with('U2')}", surface="slack", name="Ana Ruiz", private=True)
        ana = Person(id="slack:U2", name="Ana Ruiz", role=Role.PRIVACY, place=chat.id)
        event = Event(who="test", what="setup", when=self.now, surface="test")
        self.store.change(event, lambda _: [TEAM, chat, ana, Setup(place=TEAM.id)])
        self.channel = replace(SlackChannel(lambda _: slack.token, slack.url), gap=timedelta())

    async def at(self, text: str) -> None:
        """The clock moves there, and all that is due goes out."""
        self.now = datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)
        desk = Desk(self.law, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN, commands=COMMANDS)
        while (await asyncio.to_thread(remind, desk, {"slack": self.channel})).deliveries:
            pass

    async def log(self, *vendors: str, executed: str = "") -> None:
        desk = Desk(self.law, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN, commands=COMMANDS)
        for vendor in vendors:
            text = f"log-contract vendor: {vendor}; executed: {executed or self.now.date()}; owner: slack:U2"
            await asyncio.to_thread(respond, Message(text, who="slack:U2", surface="slack"), desk)

    def closable(self, deadline: str) -> list[int]:
        """In which of the channel's messages it has a button to close it."""
        said = self.slack.said("C1")
        return [n for n, one in enumerate(said) if f"done {deadline}" in values(one)]


@pytest.fixture
async def school(tmp_path: Path, law: Law) -> AsyncIterator[School]:
    async with Slack() as slack:
        yield School(slack, tmp_path, law)


async def test_one_deadline_has_one_message_that_is_changed_in_place_and_recalled_below(school: School) -> None:
    await school.log("Acme")
    await school.at("11-16T09:01")
    await school.at("11-20T08:00")
    said = school.slack.said("C1")
    assert len(said) == 1 and school.closable("D-1") == [0], "nobody is disturbed before the safe date"
    assert "tomorrow" not in said[0]["text"]
    await school.at("11-23T08:00")
    assert [one.get("thread_ts", "") for one in said] == ["", said[0]["ts"]]
    assert "TODAY" in said[0]["text"], "and the message is changed in place"
    assert "Ana Ruiz" in said[1]["text"] and '"user_id"' not in json.dumps(said[1]), "she is told by herself"
    assert not elements(said[1]) and school.closable("D-1") == [0]
    await school.at("11-24T08:00")
    assert len(said) == 3 and "overdue since" in said[2]["text"] and "Overdue" in said[0]["text"]


async def test_whoever_takes_over_takes_the_buttons_of_the_others(school: School) -> None:
    await school.log("Acme")
    await school.at("11-16T09:01")
    await school.at("11-16T12:00")
    await school.log("Beta")
    await school.at("11-16T12:01")
    said = school.slack.said("C1")
    assert [school.closable(id) for id in ("D-1", "D-2")] == [[0], [1]]
    await school.at("11-23T08:00")
    assert len(said) == 3 and [school.closable(id) for id in ("D-1", "D-2")] == [[2], [2]]
    assert all("newer message" in one["text"] for one in said[:2])


async def test_what_is_logged_within_an_hour_is_one_message_with_a_row_for_each(school: School) -> None:
    await school.log("Acme")
    await school.at("11-16T09:01")
    await school.log("Beta", "Gamma")
    await school.at("11-16T09:02")
    (message,) = school.slack.said("C1")
    assert [value for value in values(message) if value.startswith("done ")] == ["done D-1", "done D-2", "done D-3"]


async def test_what_is_logged_overdue_is_a_message_of_its_own(school: School) -> None:
    await school.log("Acme")
    await school.at("11-16T09:01")
    await school.log("Late", executed="2026-10-01")
    await school.at("11-16T09:02")
    assert [school.closable(id) for id in ("D-1", "D-2")] == [[0], [1]], "an update notifies nobody"
    assert "Overdue" in school.slack.said("C1")[1]["text"]


async def test_each_row_of_a_message_keeps_what_one_does_with_its_deadline_and_its_cite(school: School) -> None:
    await school.log("Acme", "Beta")
    await school.at("11-16T09:01")
    (message,) = school.slack.said("C1")
    rows = [block for block in message["blocks"] if "accessory" in block]
    assert len(rows) == 2, "one block to a deadline, so that the message stays short"
    for row, id in zip(rows, ("D-1", "D-2"), strict=True):
        assert values({"blocks": [row]}) == [f"{act} {id}" for act in ("done", "snooze", "assign", "deadline")]
        assert "C.G.S. 10-234bb(g)" in row["text"]["text"]


async def test_a_recall_whose_answer_was_lost_is_not_repeated(school: School) -> None:
    await school.log("Acme")
    await school.at("11-16T09:01")
    school.slack.drop("chat.postMessage", 2)
    await school.at("11-23T08:00")
    for minutes in (2, 10, 20):
        await school.at(f"11-23T08:{minutes:02}")
    assert len(school.slack.said("C1")) == 2
