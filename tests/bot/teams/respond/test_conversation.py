"""What happens in Teams when the app comes and goes, when things come twice, are edited, or go wrong?"""

import asyncio

import pytest

from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Reply
from storage.port import StoreError
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot, logged
from tests.bot.teams.small_teams.teams import button, until, words


async def test_whoever_installs_the_app_is_welcomed_with_suggestions(bot: Bot) -> None:
    await bot.after(await bot.teams.installs("sam", by="sam"))
    [welcome] = bot.teams.said("sam")
    suggested = welcome["suggestedActions"]
    assert "Ask in your own words" in words(welcome) and suggested["to"] == ["29:sam"]
    assert [one["type"] for one in suggested["actions"]] == ["imBack"] * 3
    await bot.says(suggested["actions"][0]["value"], "sam")
    assert bot.heard[-1].text == suggested["actions"][0]["value"] and len(bot.teams.said("sam")) == 2
    assert bot.store.person(bot.id("sam")).place == "teams:a:sam"


async def test_a_place_is_welcomed_once_and_nobody_who_joins(bot: Bot) -> None:
    await bot.after(await bot.teams.installs("staff"))
    assert len(bot.teams.said("staff")) == 1 and "suggestedActions" not in bot.last("staff")
    await bot.after(await bot.teams.adds_member("staff", "sam"))
    await bot.after(await bot.teams.adds_member("staff"))
    assert len(bot.teams.said("staff")) == 1 and not bot.teams.said("sam")
    assert bot.store.place(f"teams:{bot.teams.rooms['staff'].id}").private


async def test_a_place_from_which_it_is_taken_is_used_no_longer(bot: Bot) -> None:
    await bot.moves_to("staff")
    place = f"teams:{bot.teams.rooms['staff'].id}"
    await bot.after(await bot.teams.installs("staff", action="remove"))
    assert bot.store.setup().place == place and not bot.store.place(place).address
    await bot.after(await bot.teams.installs("ana", action="remove"))
    assert not bot.store.person(bot.id("ana")).place
    await bot.after(await bot.teams.installs("ana"))
    assert bot.store.person(bot.id("ana")).place == "teams:a:ana" and bot.store.place("teams:a:ana").address


async def test_a_channel_that_is_renamed_or_deleted(bot: Bot) -> None:
    await bot.says(ASK, where="staff")
    room = bot.teams.rooms["staff"]
    for event, name in (("channelRenamed", "Everybody"), ("channelDeleted", "Everybody")):
        found = bot.teams.activity("conversationUpdate", "ana", "staff")
        found["channelData"] |= {"eventType": event, "channel": {"id": room.id, "name": name, "type": "standard"}}
        await bot.after(await bot.teams.send(found))
        place = bot.store.place(f"teams:{room.id}")
        assert place.name == name and bool(place.address) == (event == "channelRenamed")


@pytest.mark.parametrize(("event", "remains"), [("channelDeleted", True), ("teamDeleted", False)])
async def test_a_channel_that_is_deleted_leaves_the_others_of_its_team(bot: Bot, event: str, remains: bool) -> None:
    for where in ("office", "board"):
        bot.teams.channel(where, "ana", team="19:general@thread.tacv2")
        await bot.after(await bot.teams.installs(where))
    found = bot.teams.activity("conversationUpdate", "ana", "office")
    found["channelData"] |= {"eventType": event}
    await bot.after(await bot.teams.send(found))
    kept = {where: bool(bot.store.place(f"teams:{bot.teams.rooms[where].id}").address) for where in ("office", "board")}
    assert kept == {"office": False, "board": remains}


async def test_what_teams_sends_again_is_answered_once(bot: Bot) -> None:
    await bot.says(ASK)
    await bot.says(ASK, retry=True)
    assert len(bot.heard) == 1 and len(bot.teams.said("ana")) == 1


async def test_a_double_click_is_one_press(bot: Bot) -> None:
    await bot.says("help")
    shown = bot.last()
    ask = button("What must", shown)
    first, second = await asyncio.gather(bot.teams.presses(ask, shown), bot.teams.presses(ask, shown))
    await bot.app.rest()
    assert len(bot.heard) == 2 and {first.status, second.status} == {200}


async def test_a_button_of_an_old_client_is_the_same(bot: Bot) -> None:
    await bot.says("help")
    shown = bot.last()
    await bot.after(await bot.teams.presses(button("What must", shown)["fallback"], shown))
    assert "10-234bb(a)" in words(bot.last())


async def test_an_edited_question_is_answered_anew_in_its_place(bot: Bot) -> None:
    for where in ("ana", "staff"):
        await bot.says("what is targeted advertising?", where=where)
        [question] = [one for one in bot.teams.rooms[where].messages if one["from"]["id"] == "29:ana"]
        await bot.after(await bot.teams.edits(question, question["text"]))
        heard = len(bot.heard)
        text = question["text"].replace("what is targeted advertising?", ASK)
        await bot.after(await bot.teams.edits(question, text))
        [answer] = bot.teams.said(where)
        assert CITE in words(answer) and len(bot.heard) == heard + 1
        bot.teams.rooms[where].messages.remove(answer)
        await bot.after(await bot.teams.edits(question, question["text"]))
        assert "argeted" in words(bot.last(where)), "as a message where the earlier one is gone"


async def test_an_edit_changes_no_records(bot: Bot) -> None:
    await logged(bot)
    question = bot.teams.rooms["ana"].messages[0]
    await bot.after(await bot.teams.edits(question, "log-contract vendor: Canva; executed: 2026-10-06"))
    assert len(bot.store.contracts()) == 1 and "The edit itself changes nothing" in words(bot.last())
    await bot.after(await bot.teams.deletes(question))
    assert len(bot.teams.said("ana")) == 2


async def test_where_teams_asks_to_wait_the_answer_waits(bot: Bot) -> None:
    bot.teams.slow_down("send", 0)
    await bot.says(ASK)
    assert CITE in words(bot.last())


async def test_a_bug_after_the_acknowledgement_reaches_the_person(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    def broken(message: Message) -> Reply:
        raise RuntimeError

    bot.answers(broken)
    await bot.says(f"{ASK} secretword")
    [reference] = [record.args[0] for record in caplog.records if record.msg.startswith("reference")]
    assert str(reference) in words(bot.last()) and "secretword" not in caplog.text


async def test_an_office_that_cannot_be_opened_is_told(bot: Bot) -> None:
    def shut(tenant: str) -> None:
        raise StoreError("no records")

    bot.app.districts = shut
    await bot.says(ASK)
    assert "no records" in words(bot.last())


async def test_an_answer_that_cannot_be_shown_is_told_as_such(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.teams.refuse("send", 400)
    await bot.says(ASK)
    assert "went wrong" in words(bot.last())
    bot.teams.refuse("send", 403, "MessageWritesBlocked", times=2)
    await bot.says(ASK)
    assert "an apology could not be delivered (MessageWritesBlocked)" in caplog.text


async def test_nothing_that_is_said_is_logged(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    await bot.says("secretword")
    await bot.says("secretword", where="staff")
    bot.teams.refuse("send", 400, times=2)
    await bot.says("secretword")
    ours = [record for record in caplog.records if record.name.startswith(("dpa", "handlers"))]
    assert ours and not [record for record in ours if "secretword" in record.getMessage()]


async def test_an_answer_is_acknowledged_before_it_is_there(bot: Bot) -> None:
    bot.teams.hang("send")
    assert (await bot.teams.says(ASK)).status == 200
    await until(lambda: any(call.what == "send" for call in bot.teams.calls))
    bot.teams.let_go()
    await bot.app.rest()
