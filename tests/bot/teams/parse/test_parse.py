"""Is what somebody says to the bot in Teams read as it was meant, and answered in the right place?"""

import pytest

from bot.teams.parse.incoming import message, request
from bot.teams.parse.plain_text import of_html, people
from tests.bot.chat.shared import ASK, NOW
from tests.bot.teams.bot_in_teams import CITE, Bot, logged
from tests.bot.teams.small_teams.teams import Json, words

US, SAM = "28:bot", "29:sam"


def activity(text: str, **mentions: str) -> Json:
    named = [
        {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name}}
        for name, id in mentions.items()
    ]
    return {"text": text, "recipient": {"id": US}, "entities": [{"type": "clientInfo"}, *named]}


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("<at>dpa</at>&nbsp;due", "due"),
        ("<at>dpa</at> may <at>Sam</at> sell?", "may Sam sell?"),
        ("assign D-1 <at>Sam</at>", "assign D-1 teams:29:sam"),
        ("grant <at>Sam</at>", "grant teams:29:sam"),
        ("received word from <at>Sam</at>, and what now?", "received word from Sam, and what now?"),
        ("<at>dpa</at>, grant <at>Sam</at> privacy", "grant teams:29:sam privacy"),
        ("is <at>dpa</at> of R&amp;D &lt;b&gt;?", "is   of R&D <b>?"),
        ("what is an &amp;lt;?", "what is an &lt;?"),
        ("<at>somebody else</at> writes marks", "<at>somebody else</at> writes marks"),
        ("/dpa log-contract", "log-contract"),
        ("/DPA", ""),
        ("/log-contract", "log-contract"),
        ("dpa log-contract", "log-contract"),
        ("dpa", ""),
        ("dpa rules on breaches?", "dpa rules on breaches?"),
        ("<at>dpa</at>", ""),
        ("<at>dpa</at>\r\ndue", "due"),
    ],
)
def test_what_was_written_is_read_without_marks(raw: str, meant: str) -> None:
    assert message(activity(raw, dpa=US, Sam=SAM)).text == meant


def test_a_mention_is_taken_out_by_its_entity_and_never_by_a_guess() -> None:
    assert message(activity("<at>dpa</at> and <at>dpa</at>", Sam=SAM)).text == "<at>dpa</at> and <at>dpa</at>"


def test_people_who_are_named() -> None:
    assert people("grant teams:29:a_b-c privacy, teams:29:a_b-c") == ("29:a_b-c",)


def test_an_html_message_in_words() -> None:
    said = of_html("<div><p>May a vendor&nbsp;<b>sell</b> data?</p><ul><li>one</li><li>R&amp;D</li></ul></div>")
    assert said == "May a vendor sell data?\none\nR&D"


def test_activities_of_two_conversations_are_two() -> None:
    assert request({"id": "1", "conversation": {"id": "a"}}) != request({"id": "1", "conversation": {"id": "b"}})


async def test_a_question_is_answered_in_the_personal_chat_which_keeps_the_topic(bot: Bot) -> None:
    got = await bot.teams.says("what is targeted advertising?")
    assert (got.status, got.body) == (200, "")
    await bot.app.rest()
    await bot.says("and for students over 18?")
    assert len(bot.teams.said("ana")) == 2 and bot.store.conversation("teams:a:ana", bot.id("ana"), NOW)
    heard = bot.heard[-1]
    assert (heard.who, heard.surface, heard.place) == (bot.id("ana"), "teams", "teams:a:ana")
    assert not heard.public and not heard.outsider


async def test_help_has_buttons_and_a_button_is_answered_below(bot: Bot) -> None:
    await bot.says("")
    shown = bot.last()
    assert "Ask in your own words" in words(shown)
    got = await bot.presses("What must a contract contain?", shown)
    assert got.json["type"] == "application/vnd.microsoft.activity.message"
    assert "10-234bb(a)" in words(bot.last()) and len(bot.teams.said("ana")) == 2


async def test_a_question_in_a_channel_is_answered_in_its_thread(bot: Bot) -> None:
    await bot.says(ASK, where="staff")
    [answer] = bot.teams.said("staff")
    question = bot.teams.rooms["staff"].messages[0]
    assert CITE in words(answer) and answer["thread"] == question["id"]
    assert bot.heard[-1].public and bot.heard[-1].place == f"teams:{bot.teams.rooms['staff'].id}:{question['id']}"
    await bot.says("and for students over 18?", where="staff", thread=question["id"])
    assert bot.teams.said("staff")[-1]["thread"] == question["id"]


async def test_a_group_chat_is_answered_there(bot: Bot) -> None:
    await bot.says(ASK, where="g1")
    assert CITE in words(bot.last("g1")) and not bot.heard[-1].public and not bot.teams.whispers


async def test_what_is_not_said_to_the_bot_is_not_answered(bot: Bot) -> None:
    for where in ("g1", "staff"):
        await bot.says(ASK, where=where, mention=False)
    assert not bot.heard and not bot.teams.said("g1") + bot.teams.said("staff")


async def test_what_is_for_the_asker_alone_is_whispered(bot: Bot) -> None:
    await logged(bot)
    await bot.says("contract C-1", where="g1")
    assert "Kahoot" in words(bot.teams.whispers[-1]) and bot.teams.whispers[-1]["for"] == "29:ana"
    assert not bot.teams.said("g1")


async def test_what_was_asked_privately_is_answered_so(bot: Bot) -> None:
    await bot.says(ASK, where="staff", targeted=True, mention=False)
    assert CITE in words(bot.teams.whispers[-1]) and not bot.teams.said("staff")
    await bot.presses("Show the rule", {**bot.teams.whispers[-1], "conversation": {"id": bot.teams.rooms["staff"].id}})
    assert len(bot.teams.whispers) == 2 and not bot.teams.said("staff"), "nor is what was pressed there shown to all"


async def test_where_nothing_can_be_whispered_the_answer_comes_to_the_persons_own_chat(bot: Bot) -> None:
    bot.teams.takes_whispers = False
    for _ in range(2):
        await bot.says("contracts", where="g1")
        assert "0 contracts" in words(bot.last())
        assert "our own chat" in words(bot.last("g1"))
    tried = [call for call in bot.teams.calls if call.what == "whisper"]
    assert len(tried) == 1, "it is not tried each time"
    bot.teams.rooms["ana"].installed = False
    await bot.says("contracts", where="g1")
    assert "Add me to your apps" in words(bot.last("g1"))


async def test_an_answer_is_shared_on_wish_alone(bot: Bot) -> None:
    await bot.says(ASK, where="staff", targeted=True, mention=False, thread="5")
    shown = bot.teams.whispers[-1]
    on = {**shown, "thread": "5"}
    for _ in range(2):
        await bot.presses("Share here", on)
    [shared] = bot.teams.said("staff")
    assert shared["thread"] == "5" and CITE in words(shared) and "Shared by Ana Ruiz" in words(shared)
    assert len(bot.heard) == 1, "what is shared is the answer that was read"


async def test_what_another_bot_answered_is_shared_if_it_is_the_same_still(bot: Bot) -> None:
    await bot.says(ASK, where="staff", targeted=True, mention=False)
    shown = bot.teams.whispers[-1]
    bot.app.pipeline.shareable._kept.clear()
    await bot.presses("Share here", shown)
    assert CITE in words(bot.last("staff"))
    await logged(bot)
    await bot.says("withdraw C-1 a double entry", where="g1")
    assert bot.store.contract("C-1").withdrawn and "Share here" not in words(bot.teams.whispers[-1])
