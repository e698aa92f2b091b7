"""Is nothing of the records shown where a guest reads it, and no such place chosen, before somebody said so?"""

import pytest

from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot, logged
from tests.bot.teams.small_teams.teams import Json, inputs, words
from tests.bot.teams.small_teams.world import CARD

RECORDS = (
    "contract C-1",
    "contracts",
    "deadlines",
    "deadline D-1",
    "breach B-1",
    "breaches",
    "who-has Kahoot",
    "find Kahoot",
)
GUEST, FAR, TEAM = "A Guest (guest)", "Of Elsewhere (guest)", "Everyone in this team"


@pytest.fixture
async def pilot(bot: Bot) -> Bot:
    """A chat with a guest is there, and a breach on record."""
    await logged(bot)
    await bot.says(
        "log-breach contract: C-1; discovered: 2026-10-06; board_told: 2026-10-07; categories: student_information"
    )
    assert bot.store.breach("B-1")
    return bot


async def asked(bot: Bot, text: str, where: str) -> Json:
    """The answer for Sam alone, in a conversation."""
    await bot.says(text, by="sam", where=where, targeted=True, mention=False)
    return whisper(bot, where)


def whisper(bot: Bot, where: str) -> Json:
    return {**bot.teams.whispers[-1], "conversation": {"id": bot.teams.rooms[where].id}}


@pytest.mark.parametrize("said", RECORDS)
async def test_a_record_is_shared_with_a_guest_only_after_the_guest_was_named(pilot: Bot, said: str) -> None:
    shown = await asked(pilot, said, "g1")
    await pilot.presses("Share here", shown, by="sam")
    question = whisper(pilot, "g1")
    assert GUEST in words(question) and "would read this" in words(question) and not pilot.teams.said("g1")
    await pilot.presses("Share anyway", question, by="sam")
    assert "Shared by" in words(pilot.last("g1"))


async def test_whoever_joins_after_the_question_is_named_before_it_is_shared(pilot: Bot) -> None:
    await pilot.presses("Share here", await asked(pilot, "contract C-1", "g1"), by="sam")
    pilot.teams.rooms["g1"].members.append("far")
    await pilot.presses("Share anyway", whisper(pilot, "g1"), by="sam")
    assert FAR in words(whisper(pilot, "g1")) and not pilot.teams.said("g1")


@pytest.mark.parametrize("trouble", ["large", "slow", "refused"])
async def test_where_the_readers_cannot_be_checked_that_is_said_before_it_is_shared(pilot: Bot, trouble: str) -> None:
    pilot.teams.group("g2", "ana", "sam")
    shown = await asked(pilot, "contract C-1", "g2")
    if trouble == "large":
        crowd = [pilot.teams.person(f"p{number}").id.removeprefix("29:") for number in range(501)]
        pilot.teams.rooms["g2"].members += crowd
    elif trouble == "slow":
        pilot.teams.hang("members")
    else:
        pilot.teams.refuse("members", 403, "BotNotInConversationRoster")
    await pilot.presses("Share here", shown, by="sam")
    pilot.teams.let_go()
    assert "could not check everybody" in words(whisper(pilot, "g2")) and not pilot.teams.said("g2")


async def test_the_law_alone_is_shared_without_a_question_and_so_is_a_record_among_ourselves(pilot: Bot) -> None:
    await pilot.presses("Share here", await asked(pilot, ASK, "g1"), by="sam")
    assert CITE in words(pilot.last("g1"))
    pilot.teams.group("g2", "ana", "sam")
    await pilot.presses("Share here", await asked(pilot, "contract C-1", "g2"), by="sam")
    assert "Kahoot" in words(pilot.last("g2"))


# The privacy team's own place.


@pytest.mark.parametrize("how", ["typed here", "typed elsewhere", "pressed"])
@pytest.mark.parametrize(("where", "told"), [("g1", (GUEST,)), ("staff", (GUEST, TEAM)), ("open", (TEAM,))])
async def test_a_place_that_others_read_is_chosen_only_after_they_were_named(
    pilot: Bot, where: str, told: tuple[str, ...], how: str
) -> None:
    pilot.teams.channel("open", "ana", "sam", name="Open")
    await pilot.after(await pilot.teams.installs(where))
    id = f"teams:{pilot.teams.rooms[where].id}"
    if how == "typed here":
        await pilot.says("setup place: here", where=where)
    elif how == "typed elsewhere":
        await pilot.says(f"setup place: {id}")
    else:
        await pilot.says("help")
        got = await pilot.presses("Send reminders to", pilot.last())
    shown = whisper(pilot, where) if how == "typed here" else pilot.last()
    said = got.body if how == "pressed" else words(shown)
    assert not pilot.store.setup().place and all(one in said for one in told), said
    shown = {**shown, "attachments": [{"contentType": CARD, "content": got.card}]} if how == "pressed" else shown
    await pilot.presses("Send them there", shown)
    assert pilot.store.setup().place == id


async def test_a_place_among_ourselves_is_chosen_at_once(pilot: Bot) -> None:
    pilot.teams.group("g2", "ana", "sam")
    for where in ("g2", "privacy"):
        await pilot.says("setup place: here", where=where)
        assert pilot.store.setup().place == f"teams:{pilot.teams.rooms[where].id}"


async def test_a_place_chosen_in_the_form_is_asked_about_there(pilot: Bot) -> None:
    await pilot.after(await pilot.teams.installs("g1"))
    await pilot.says("setup")
    shown = pilot.last()
    opened = await pilot.presses("Open the form", shown)
    id = f"teams:{pilot.teams.rooms['g1'].id}"
    again = await pilot.sends(opened.card, shown, place=id)
    assert not pilot.store.setup().place and GUEST in again.body
    await pilot.sends(again.card, shown, sure=inputs(again.card)["f.sure"]["choices"][0]["value"])
    assert pilot.store.setup().place == id
