"""What does the adapter do where Teams refuses, is slow, or drops the line?"""

import asyncio

import pytest

from bot.teams.client import Json, NotTaken, reference
from bot.teams.connector.turn import Turn
from bot.teams.connector.wire import Wire
from tests.bot.conftest import free_port
from tests.bot.teams.adapter_server import HELLO, answers, connected
from tests.bot.teams.small_teams.teams import Teams, until


async def say(turn: Turn) -> str:
    return await turn.send(HELLO)


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_a_reply_waits_where_it_is_asked_to(status: int, teams: Teams) -> None:
    async with connected(teams, answers):
        if status == 429:
            teams.slow_down("send", 0.01)
        else:
            teams.refuse("send", status, "Later")
        assert (await teams.says("due")).status == 200
        assert [call.status for call in teams.calls if call.what == "send"] == [status, 201]


async def test_a_reply_does_not_wait_longer_than_teams_does(teams: Teams) -> None:
    told = list[float | None]()

    async def hear(turn: Turn) -> None:
        try:
            await turn.send(HELLO)
        except NotTaken as refused:
            told.append(refused.after)

    async with connected(teams, hear):
        teams.slow_down("send", 60)
        got = await teams.says("due")
        assert got.status == 200 and told == [60.0]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "BadSyntax"),
        (403, "MessageWritesBlocked"),
        (404, "ConversationNotFound"),
    ],
)
async def test_a_refusal_is_told_in_the_channels_word_and_not_tried_again(status: int, code: str, teams: Teams) -> None:
    told = list[NotTaken]()

    async def hear(turn: Turn) -> None:
        try:
            await turn.send(HELLO)
        except NotTaken as refused:
            told.append(refused)

    async with connected(teams, hear):
        teams.refuse("send", status, code)
        assert (await teams.says("due")).status == 200
        assert [(one.status, one.code) for one in told] == [(status, code)]
        assert len([call for call in teams.calls if call.what == "send"]) == 1


async def test_what_was_dropped_may_have_been_done_and_is_not_done_again(teams: Teams) -> None:
    told = list[int]()

    async def hear(turn: Turn) -> None:
        try:
            await turn.send(HELLO)
        except NotTaken as refused:
            told.append(refused.status)

    async with connected(teams, hear):
        teams.drop("send")
        assert (await teams.says("due")).status == 200
        assert told == [0] and len(teams.said("ana")) == 1


async def refused_at(wire: Wire, place: Json) -> NotTaken:
    with pytest.raises(NotTaken) as refused:
        await wire.speak(place, say)
    return refused.value


@pytest.mark.parametrize("what", ["nobody listens", "another's address", "no token", "broken", "mumbled", "502", "504"])
async def test_whoever_refuses_says_whether_it_may_have_been_done(what: str, teams: Teams) -> None:
    async with connected(teams, answers) as wire:
        place = reference(teams.activity("message", "ana", "ana"))
        match what:
            case "nobody listens":
                place["service"] = f"http://127.0.0.1:{free_port()}/"
            case "another's address":
                place["service"] = "https://smba.example.org/"
            case "no token":
                teams.refuse("login", 500)
            case "broken":
                teams.drop("send")
            case "mumbled":
                teams.mumble("send", b"<html>")
            case status:
                teams.refuse("send", int(status))
        refused = await refused_at(wire, place)
        assert refused.perhaps is (what in {"broken", "mumbled", "502", "504"})
        assert refused.status == (int(what) if what.isdigit() else 0)


async def test_a_chat_that_could_not_be_asked_for_was_not_spoken_in(teams: Teams) -> None:
    async def ask(turn: Turn) -> Json:
        return await turn.chat("29:sam")

    async with connected(teams, answers) as wire:
        place = reference(teams.activity("message", "ana", "ana"))
        for hinder in (lambda: teams.drop("create"), lambda: teams.refuse("create", 502)):
            hinder()
            with pytest.raises(NotTaken) as refused:
                await wire.speak(place, ask)
            assert not refused.value.perhaps


async def test_a_login_that_hangs_holds_up_nobody_else(teams: Teams) -> None:
    async def hear(turn: Turn) -> None:
        if turn.activity["text"] == "speak":
            await turn.send(HELLO)

    async with connected(teams, hear):
        teams.hang("login")
        speaks = asyncio.create_task(teams.says("speak"))
        await until(lambda: any(call.what == "login" for call in teams.calls))
        assert (await teams.says("listen")).status == 200
        assert not speaks.done()
        teams.let_go()
        assert (await speaks).status == 200 and len(teams.said("ana")) == 1


async def test_a_post_is_not_tried_again_by_the_wire(teams: Teams) -> None:
    async with connected(teams, answers) as wire:
        place = reference(teams.activity("message", "ana", "ana"))
        teams.slow_down("send", 0.01)
        with pytest.raises(NotTaken) as refused:
            await wire.speak(place, say)
        assert (refused.value.status, refused.value.after) == (429, 0.01)
        teams.rooms["ana"].installed = False
        with pytest.raises(NotTaken) as refused:
            await wire.speak(place, say)
        assert (refused.value.status, refused.value.code) == (403, "BotNotInConversationRoster")


@pytest.mark.parametrize("raw", [b"", b"{}", b"<html>", b'"done"', b"[" * 2000, b'{"id": "' + b"x" * 2**20])
async def test_of_what_was_answered_without_an_id_nobody_knows_whether_it_was_said(raw: bytes, teams: Teams) -> None:
    told = list[NotTaken]()

    async def hear(turn: Turn) -> None:
        try:
            await turn.send(HELLO)
        except NotTaken as refused:
            told.append(refused)

    async with connected(teams, hear):
        teams.mumble("send", raw)
        assert (await teams.says("due")).status == 200
        assert [one.status for one in told] == [0] and len(teams.said("ana")) == 1
