"""Is it said to Teams as it should be, and what where it refuses, is slow, or drops the line?"""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.teams.client import Json, NotTaken, Turn, reference
from bot.teams.connector.adapter import Wire
from tests.bot.conftest import free_port
from tests.bot.teams.adapter_server import connected
from tests.bot.teams.small_teams.teams import Teams, until

HELLO = {"type": "message", "text": "Hello."}


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam", name="Sam Lee")
        teams.channel("c1", "ana", "sam")
        teams.group("g1", "ana", "sam")
        yield teams


async def answers(turn: Turn) -> None:
    await turn.send(HELLO)


async def test_it_is_said_in_the_same_thread_and_taken_back(teams: Teams) -> None:
    async def hear(turn: Turn) -> None:
        first, second = await turn.send(HELLO), await turn.send({"type": "message", "text": "Twice."})
        await turn.update(first, {"type": "message", "text": "Changed."})
        await turn.delete(second)
        await turn.send({"type": "typing"})

    async with connected(teams, hear):
        root = teams.written("a thread", "sam", "c1")
        assert (await teams.says("due", where="c1", thread=root["id"])).status == 200
        said = teams.said("c1", root["id"])
        assert [one.get("text") for one in said] == ["Changed.", None]
        assert said[0]["from"]["id"] == teams.bot


async def test_a_whisper_is_for_the_asker_alone(teams: Teams) -> None:
    told = list[str]()

    async def hear(turn: Turn) -> None:
        try:
            id = await turn.whisper(HELLO)
            await turn.update(id, {"type": "message", "text": "Changed.", "recipient": {"isTargeted": True}})
        except NotTaken as refused:
            told.append(f"{refused.status}")

    async with connected(teams, hear):
        await teams.says("due", by="sam", where="g1", targeted=True)
        assert [(one["for"], one["text"]) for one in teams.whispers] == [("29:sam", "Changed.")]
        assert not teams.said("g1") and not told
        await teams.says("due", by="sam")
        teams.takes_whispers = False
        await teams.says("due", by="sam", where="g1", targeted=True)
        assert told == ["400", "400"] and len(teams.whispers) == 1


async def test_people_and_their_chats_are_found(teams: Teams) -> None:
    found: Json = {}

    async def hear(turn: Turn) -> None:
        found["sam"] = await turn.member(teams.people["sam"].aad)
        found["chat"] = await turn.chat(teams.people["sam"].aad)
        for who in ("29:nobody", "../../x?y#z"):
            with pytest.raises(NotTaken) as refused:
                await turn.member(who)
            assert (refused.value.status, refused.value.code) == (404, "MemberNotFoundInConversation")
        teams.rooms["sam"].installed = False
        with pytest.raises(NotTaken) as refused:
            await turn.chat("29:sam")
        assert (refused.value.status, refused.value.code) == (403, "ForbiddenOperationException")

    async with connected(teams, hear):
        assert (await teams.says("who", where="c1")).status == 200
    assert (found["sam"]["name"], found["sam"]["userRole"]) == ("Sam Lee", "user")
    assert found["chat"]["conversation"] == "a:sam" and set(found["chat"]) == {
        "service",
        "conversation",
        "tenant",
        "bot",
    }


async def test_a_token_is_asked_for_once_and_again_when_it_is_not_taken(teams: Teams) -> None:
    async with connected(teams, answers):
        await asyncio.gather(*(teams.says("due") for _ in range(20)))
        assert len(teams.bearers) == 1 and len(teams.said("ana")) == 20
        teams.bearers.clear()
        assert (await teams.says("due")).status == 200
        assert len(teams.bearers) == 1 and len(teams.said("ana")) == 21


async def test_connections_are_used_again(teams: Teams) -> None:
    async with connected(teams, answers) as wire:
        await wire.trouble()
        teams.lines.clear()
        for _ in range(10):
            await teams.says("due")
        keys = 1
        assert len(teams.said("ana")) == 10 and len(teams.lines) <= 1 + keys


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
        (500, ""),
        (503, "ServiceUnavailable"),
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


# Speaking where nobody has just spoken.


async def say(turn: Turn) -> str:
    return await turn.send(HELLO)


async def test_it_speaks_where_it_once_was_spoken_to(teams: Teams) -> None:
    kept = list[Json]()

    async def hear(turn: Turn) -> None:
        kept.append(json.loads(json.dumps(reference(turn.activity))))

    async with connected(teams, hear):
        await teams.says("due", where="c1")
        await teams.says("due")
    async with connected(teams, hear) as wire:
        for place in kept:
            assert await wire.speak(place, say)
        assert len(teams.said("c1")) == len(teams.said("ana")) == 1
        first = teams.said("c1")[0]
        assert first["thread"] == first["id"], "in the channel, not in the thread"


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


async def test_a_reference_to_elsewhere_gets_no_token(teams: Teams) -> None:
    async with connected(teams, answers) as wire:
        place = {**reference(teams.activity("message", "ana", "ana")), "service": "https://smba.example.org/"}
        with pytest.raises(NotTaken) as refused:
            await wire.speak(place, say)
        assert (refused.value.status, refused.value.code) == (0, "untrusted_service")


async def test_other_threads_speak_through_the_loop(teams: Teams) -> None:
    async with connected(teams, answers) as wire:
        place, loop = reference(teams.activity("message", "ana", "ana")), asyncio.get_running_loop()
        found = await asyncio.to_thread(
            lambda: asyncio.run_coroutine_threadsafe(wire.speak(place, say), loop).result(5)
        )
        assert found == teams.said("ana")[0]["id"]


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


async def test_a_change_needs_no_answer(teams: Teams) -> None:
    async def hear(turn: Turn) -> None:
        id = await turn.send(HELLO)
        await turn.update(id, {"type": "message", "text": "Changed."})
        await turn.delete(id)

    async with connected(teams, hear):
        teams.mumble("update", b"")
        teams.mumble("delete", b"")
        assert (await teams.says("due")).status == 200 and not teams.said("ana")


async def test_what_is_said_to_one_person_alone_is_answered_in_our_own_name(teams: Teams) -> None:
    async with connected(teams, answers):
        await teams.says("due", where="g1", targeted=True)
        assert [call.args["from"] for call in teams.calls if call.what == "send"] == [{"id": teams.bot, "name": "dpa"}]
