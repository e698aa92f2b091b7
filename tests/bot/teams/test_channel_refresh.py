"""Does each post in Teams show the present after it was sent?"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.compose import responder
from bot.runtime.refresh_posts import Settling
from bot.teams.notify.channel import TeamsChannel
from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk, Message
from handlers.reminders.channels import RetryLater, Unreachable
from handlers.reminders.remind import remind
from knowledge.calendar import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.port import Draft, Store
from storage.records import Contract, Event, Person, Place, Record, Reminder, Role, Setup
from tests.bot.reminder_bot import ZONE
from tests.bot.reminder_delivery import a_deadline
from tests.bot.teams.posts import CHANNEL, LONG, REPLY, place, send, texts
from tests.bot.teams.small_teams.teams import Teams, buttons, words

NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ZONE)


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam")
        teams.channel("c1", "ana", "sam", name="privacy", kind="private")
        yield teams


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


@dataclass
class District:
    """A district with a contract, its deadline, a private channel and an owner with a chat."""

    store: Store
    law: Law
    now: datetime = NOW

    def desk(self) -> Desk:
        return Desk(self.law, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN)

    def open(self, chat: Place, channel: Place) -> None:
        due = NOW - timedelta(hours=1)

        def write(draft: Draft) -> Iterator[Record]:
            yield from (chat, channel, Setup(place=channel.id, lead="teams:ana"))
            yield Person(id="teams:ana", name="Ana Ruiz", place=chat.id)
            contract = Contract(id=draft.new_id(Contract), vendor="Acme", executed=date(2026, 10, 7))
            yield contract
            deadline = a_deadline(draft, "teams:ana", due, record=contract.id, duty="post-contract", cite="10-234bb(g)")
            yield deadline
            yield Reminder(deadline=deadline.id, step="opened", due_at=due, where=Recipient.TEAM)
            yield Reminder(deadline=deadline.id, step=f"safe {Recipient.OWNER}", due_at=due, where=Recipient.OWNER)

        self.store.change(Event(who="test", what="fill", when=due, surface="test"), write)


@pytest.fixture
def district(tmp_path: Path, law: Law, teams: Teams) -> District:
    found = District(open_embedded(tmp_path, "hartford"), law)
    found.open(place(teams), place(teams, CHANNEL))
    return found


async def test_done_anywhere_is_seen_in_every_post(teams: Teams, channel: TeamsChannel, district: District) -> None:
    assert (await asyncio.to_thread(remind, district.desk(), {"teams": channel})).sent == 2
    assert all("Acme" in text and "Done · " not in text for text in texts(teams, "c1") + texts(teams))

    async def say(text: str) -> None:
        hear = Settling(responder(district.desk), district.desk, {"teams": channel})
        await asyncio.to_thread(hear, Message(text, who="teams:ana", surface="terminal"))
        await asyncio.to_thread(hear.hurry().result, 10)
        hear.stop()

    await say("done D-1 https://district.example.org/contracts")
    for room in ("c1", "ana"):
        (message,) = teams.said(room)
        assert "Done · " in words(message) and "https://district.example.org/contracts" in words(message)
        says = [action["data"]["say"] for action in buttons(message) if "data" in action]
        assert "undo D-1" in says and "done D-1" not in says
    await say("undo D-1")
    assert ["Done · " in text for text in texts(teams, "c1") + texts(teams)] == [False, False]
    assert not teams.wrong


async def test_the_end_of_a_long_post_is_one_message(teams: Teams, channel: TeamsChannel) -> None:
    address = await send(channel, place(teams), LONG)
    assert len(teams.said("ana")) > 1
    await asyncio.to_thread(channel.settle, place(teams), address, REPLY)
    assert len(teams.said("ana")) == 1 and "Post the contract" in texts(teams)[0]
    teams.rooms["ana"].messages.clear()
    await asyncio.to_thread(channel.settle, place(teams), address, REPLY)
    teams.slow_down("update", seconds=7)
    with pytest.raises(RetryLater):
        await asyncio.to_thread(channel.settle, place(teams), address, REPLY)
    teams.refuse("update", 403, "MessageWritesBlocked")
    with pytest.raises(Unreachable, match="MessageWritesBlocked"):
        await asyncio.to_thread(channel.settle, place(teams), address, REPLY)


async def test_where_the_bot_was_put_out_the_lead_is_told_in_their_chat(
    teams: Teams, channel: TeamsChannel, district: District
) -> None:
    teams.rooms["c1"].installed = False
    while (await asyncio.to_thread(remind, district.desk(), {"teams": channel})).deliveries:
        district.now += timedelta(seconds=3)
    assert not teams.said("c1")
    assert sorted("could not reach privacy" in json.dumps(message) for message in teams.said("ana")) == [False, True]
