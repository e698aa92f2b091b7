"""Does the adapter say to Teams what it should, where it should?"""

import asyncio
import json

import pytest

from bot.teams.client import Json, NotTaken, reference
from bot.teams.connector.turn import Turn
from tests.bot.teams.adapter_server import HELLO, answers, connected
from tests.bot.teams.small_teams.teams import Teams


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
        assert [one.get("text") for one in said] == ["Changed."] and len(teams.typing) == 1
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
