"""Is nothing of the records shown where a guest reads it, and no such place chosen, before somebody said so?"""

import json

import pytest

from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, logged, words
from tests.bot.slack.small_slack.slack import elements

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
OURS, GUEST, FAR = ["U1", "U2", "UBOT"], "A Guest (guest)", "Of Elsewhere (guest)"
PILOT = "C7"


@pytest.fixture
async def pilot(bot: Bot) -> Bot:
    """A private channel of the district with a guest among its members, and a breach on record."""
    await logged(bot)
    await bot.command(
        "log-breach contract: C-1; discovered: 2026-10-06; board_told: 2026-10-07; categories: student_information",
        channel="C1",
    )
    assert bot.store.breach("B-1"), words(bot.slack.replies[-1])
    bot.slack.channel(PILOT, name="vendor-pilot", is_private=True, members=[*OURS, "UGUEST"])
    return bot


def shared(bot: Bot) -> str:
    return "".join(map(words, bot.slack.said(PILOT)))


@pytest.mark.parametrize("said", RECORDS)
async def test_a_record_is_shared_with_a_guest_only_after_the_guest_was_named(pilot: Bot, said: str) -> None:
    await pilot.command(said, user="U2", channel=PILOT)
    shown = pilot.slack.whispers[-1]
    await pilot.press("Share here", shown, user="U2")
    asked = pilot.slack.whispers[-1]
    assert GUEST in words(asked) and "would read this" in words(asked) and not shared(pilot)
    await pilot.press("Share anyway", asked, user="U2")
    assert "Kahoot" in shared(pilot) or "Shared by" in shared(pilot)


async def test_whoever_joins_after_the_question_is_named_before_it_is_shared(pilot: Bot) -> None:
    await pilot.command("contract C-1", user="U2", channel=PILOT)
    await pilot.press("Share here", pilot.slack.whispers[-1], user="U2")
    pilot.slack.channels[PILOT]["members"].append("UFAR")
    await pilot.press("Share anyway", pilot.slack.whispers[-1], user="U2")
    assert FAR in words(pilot.slack.whispers[-1]) and not shared(pilot)


@pytest.mark.parametrize("trouble", ["large", "slow", "refused", "nobody tells who that is"])
async def test_where_the_readers_cannot_be_checked_that_is_said_before_it_is_shared(pilot: Bot, trouble: str) -> None:
    await pilot.command("contract C-1", user="U2", channel=PILOT)
    shown = pilot.slack.whispers[-1]
    match trouble:
        case "large":
            pilot.slack.channels[PILOT]["members"] = [pilot.slack.user(f"U{n}", name="Kim") for n in range(900, 1010)]
        case "slow":
            pilot.slack.slow_down("conversations.members", times=3)
        case "refused":
            pilot.slack.fail("conversations.members", "missing_scope")
        case _:
            pilot.slack.channels[PILOT]["members"] = [*OURS, "UNOBODY"]
    await pilot.press("Share here", shown, user="U2")
    assert "could not check everybody" in words(pilot.slack.whispers[-1]) and not shared(pilot)
    await pilot.press("Share anyway", pilot.slack.whispers[-1], user="U2")
    assert ("Kahoot" in shared(pilot)) == (trouble in {"large", "nobody tells who that is", "slow"}) or GUEST in words(
        pilot.slack.whispers[-1]
    )


async def test_the_law_alone_is_shared_without_a_question_and_so_is_a_record_among_ourselves(pilot: Bot) -> None:
    await pilot.command(ASK, user="U2", channel=PILOT)
    await pilot.press("Share here", pilot.slack.whispers[-1], user="U2")
    assert "10-234cc(b)(3)" in shared(pilot)
    pilot.slack.channels[PILOT]["members"] = [*OURS, pilot.slack.user("UAPP", name="Calendar", is_bot=True)]
    await pilot.command("contract C-1", user="U2", channel=PILOT)
    await pilot.press("Share here", pilot.slack.whispers[-1], user="U2")
    assert "Kahoot" in shared(pilot)


# The privacy team's own place.


@pytest.mark.parametrize("how", ["typed here", "typed elsewhere", "pressed", "in the form"])
async def test_a_place_that_a_guest_reads_is_chosen_only_after_the_guest_was_named(pilot: Bot, how: str) -> None:
    await pilot.command("help", channel=PILOT)
    match how:
        case "typed here":
            await pilot.command("setup place: here", channel=PILOT)
        case "typed elsewhere":
            await pilot.command("setup place: vendor-pilot", channel="C1")
        case "pressed":
            await pilot.press("Send reminders here", pilot.slack.whispers[-1])
        case _:
            await pilot.command("setup", channel="C1")
            await pilot.send(pilot.modal, place=f"slack:{PILOT}")
    shown = pilot.modal if how == "in the form" else pilot.slack.whispers[-1]
    assert not pilot.store.setup().place and GUEST in words(shown), "nothing is done before it is confirmed"
    if how == "in the form":
        (sure,) = [one for one in elements(shown) if one["block_id"] == "f.sure"]
        await pilot.send(shown, sure=sure["options"][0]["value"])
    else:
        await pilot.press("Send them there", shown)
    assert pilot.store.setup().place == f"slack:{PILOT}"


@pytest.mark.parametrize("channel", ["C2", "C3"])
async def test_a_public_channel_is_refused(pilot: Bot, channel: str) -> None:
    await pilot.command("setup place: here", channel=channel)
    assert not pilot.store.setup().place
    assert "Too many people" in json.dumps([*pilot.slack.replies, *pilot.slack.views.values()])


async def test_a_place_among_ourselves_is_chosen_at_once(pilot: Bot) -> None:
    await pilot.command("setup place: here", channel="C1")
    assert pilot.store.setup().place == "slack:C1"
