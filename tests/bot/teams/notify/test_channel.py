"""Does each post reach its place in Teams, and what where Teams refuses it or says nothing?"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.chat.replies import HalfSent
from bot.teams.client import NotTaken
from bot.teams.notify import LoopBridge, TeamsChannel
from bot.teams.words import MAY_REPEAT
from handlers.reminders.channels import RetryLater, Unreachable
from storage.records import Place
from tests.bot.chat.shared import POST, REPLY
from tests.bot.teams.posts import ANA, CHANNEL, LONG, place, send, texts
from tests.bot.teams.small_teams.teams import ELSEWHERE, TENANT, Teams, buttons, words


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam")
        teams.channel("c1", "ana", "sam", name="privacy", kind="private")
        yield teams


async def test_a_post_has_its_buttons_and_an_address(teams: Teams, channel: TeamsChannel) -> None:
    for room, id in (("ana", ANA), ("c1", CHANNEL)):
        address = await send(channel, place(teams, id))
        (message,) = teams.said(room)
        assert address == f"{id} {message['id']}"
        assert "Post the contract" in words(message) and "Until Tuesday" in words(message)
        assert [action["data"]["say"] for action in buttons(message)] == ["done D-1"]
        assert "Post the contract" in message["summary"]
    assert not teams.wrong


async def test_nobody_can_look_so_a_second_copy_says_so(teams: Teams, channel: TeamsChannel) -> None:
    teams.drop("send")
    with pytest.raises(NotTaken) as lost:
        await send(channel, place(teams))
    assert lost.value.status == 0 and len(teams.said("ana")) == 1
    await send(channel, place(teams), again=True)
    assert [MAY_REPEAT in text for text in texts(teams)] == [False, True]


@pytest.mark.parametrize("raw", [b"", b"{}", b"<html>"])
async def test_what_is_answered_without_an_id_was_perhaps_sent(teams: Teams, channel: TeamsChannel, raw: bytes) -> None:
    teams.mumble("send", raw)
    with pytest.raises(NotTaken) as lost:
        await send(channel, place(teams))
    assert lost.value.status == 0 and not channel.begun.get((ANA, POST))
    await asyncio.to_thread(channel.settle, place(teams), ANA, REPLY)  # as of a post whose message nobody knows
    await send(channel, place(teams), again=True)
    assert [MAY_REPEAT in text for text in texts(teams)] == [False, True]


@pytest.mark.parametrize(("status", "word"), [(500, "Trouble"), (403, "MessageWritesBlocked"), (502, "502")])
async def test_the_log_tells_why_a_post_was_not_taken(
    teams: Teams, channel: TeamsChannel, caplog: pytest.LogCaptureFixture, status: int, word: str
) -> None:
    teams.refuse("send", status, "" if word.isdigit() else word)
    with pytest.raises((NotTaken, Unreachable)):
        await send(channel, place(teams))
    assert [record.getMessage() for record in caplog.records] == [f"Teams did not take a post at {ANA} ({word})"]


async def test_teams_asks_for_patience(teams: Teams, channel: TeamsChannel) -> None:
    teams.slow_down("send", seconds=17)
    with pytest.raises(RetryLater) as later:
        await send(channel, place(teams))
    assert later.value.seconds == 17


async def silence(channel: TeamsChannel, where: Place) -> float:
    with pytest.raises(RetryLater) as later:
        await send(channel, where)
    return later.value.seconds


async def test_where_it_does_not_say_how_long_each_time_is_longer_and_none_like_another(
    teams: Teams, channel: TeamsChannel
) -> None:
    teams.refuse("send", 412, "PreconditionFailed", times=40)
    waits = [await silence(channel, place(teams)) for _ in range(16)]
    assert 2 <= waits[0] <= 6 and 4 <= waits[1] <= 12 and min(waits[6:]) >= 60 and max(waits) <= 180
    assert len(set(waits)) == len(waits)
    assert await silence(channel, place(teams, CHANNEL)) <= 6, "another place has its own count"
    teams.hindrances.clear()
    await send(channel, place(teams))
    teams.refuse("send", 412)
    assert await silence(channel, place(teams)) <= 6, "once it went well the count begins anew"


NO_WAYS = [(403, "MessageWritesBlocked"), (403, "BotNotInConversationRoster"), (404, "ConversationNotFound")]


@pytest.mark.parametrize(("status", "code"), NO_WAYS)
async def test_where_trying_again_is_no_use_there_is_no_way(
    teams: Teams, channel: TeamsChannel, status: int, code: str
) -> None:
    teams.refuse("send", status, code)
    with pytest.raises(Unreachable, match=code):
        await send(channel, place(teams))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_trouble_that_may_pass_counts_as_an_attempt(teams: Teams, channel: TeamsChannel, status: int) -> None:
    """Of a 502 nobody knows whether it arrived: what is held as not attempted would be repeated without a word."""
    teams.refuse("send", status, "Trouble")
    with pytest.raises(NotTaken) as trouble:
        await send(channel, place(teams))
    assert trouble.value.status == status


async def test_a_secret_that_is_not_taken_is_no_way(teams: Teams, channel: TeamsChannel) -> None:
    teams.secret = "another"
    with pytest.raises(Unreachable, match="invalid_client"):
        await send(channel, place(teams))


async def test_only_its_own_tenants_are_spoken_to_and_only_where_it_is_known_how(
    teams: Teams, channel: TeamsChannel
) -> None:
    own = replace(channel, serves=lambda tenant: tenant == TENANT)
    await send(own, place(teams))
    with pytest.raises(Unreachable, match=ELSEWHERE):
        await send(own, place(teams, tenant=ELSEWHERE))
    with pytest.raises(Unreachable, match="how to reach it"):
        await send(own, place(teams, service=""))
    with pytest.raises(Unreachable, match="untrusted_service"):
        await send(own, place(teams, service="https://smba.example.org/amer/"))
    assert len(teams.said("ana")) == len([call for call in teams.calls if call.what == "send"]) == 1


async def test_of_a_long_post_only_what_is_missing_is_sent_again(teams: Teams, channel: TeamsChannel) -> None:
    teams.hindrances["send"] = [("", ""), ("429", 9)]
    with pytest.raises(HalfSent):  # a failure, so that it says that it may repeat if another bot goes on with it
        await send(channel, place(teams), LONG)
    assert len(teams.said("ana")) == 1
    address = await send(channel, place(teams), LONG, again=True)
    said = teams.said("ana")
    assert len(said) > 2 and address == " ".join([ANA, *(message["id"] for message in said)])
    assert ["x" * 900 in text for text in texts(teams)] == [True] * len(said)
    await send(channel, place(teams), LONG)
    assert len(teams.said("ana")) == 2 * len(said), "nothing of it is remembered when it is out"


async def test_nobody_waits_for_teams_before_it_is_served_or_for_ever(teams: Teams) -> None:
    crossing = LoopBridge()

    async def hang() -> None:
        await asyncio.Event().wait()

    with pytest.raises(NotTaken, match="not_running") as refused:
        crossing.do(hang())
    assert not refused.value.perhaps
    async for _ in crossing.hold(None):
        with pytest.raises(NotTaken, match="too_slow") as refused:
            await asyncio.to_thread(crossing.do, hang(), 0.05)
        assert refused.value.perhaps
