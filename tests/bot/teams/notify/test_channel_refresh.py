"""Does each post in Teams show the present after it was sent?"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.compose import responder
from bot.runtime.refresh_posts import Settling
from bot.teams.notify import TeamsChannel
from handlers.dialogue.desk import Message
from handlers.reminders.channels import RetryLater, Unreachable
from handlers.reminders.remind import remind
from knowledge.law import Law
from storage.embedded.store import open_embedded
from tests.bot.chat.shared import REPLY, District
from tests.bot.teams.posts import CHANNEL, LONG, place, send, texts
from tests.bot.teams.small_teams.teams import Teams, buttons, words


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam")
        teams.channel("c1", "ana", "sam", name="privacy", kind="private")
        yield teams


@pytest.fixture
def district(tmp_path: Path, law: Law, teams: Teams) -> District:
    found = District(open_embedded(tmp_path, "hartford"), law)
    found.open("teams:ana", place(teams), place(teams, CHANNEL), lead="teams:ana")
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
