"""Does the bot know who speaks in Slack, who reads it, and whom it can write to later?"""

import pytest

from storage.records import Role
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, logged, words


@pytest.mark.parametrize(
    ("user", "channel", "outsider", "owner", "public"),
    [
        ("U1", "C1", False, False, False),
        ("U1", "C2", False, False, True),
        ("U1", "C3", False, False, True),
        ("U1", "C4", False, False, True),
        ("U1", "D1", False, False, False),
        ("UOWN", "C1", False, True, False),
        ("UGUEST", "C1", True, False, False),
        ("UFAR", "C3", True, False, True),
        ("UNOBODY", "C1", True, False, False),
    ],
)
async def test_slack_tells_who_that_is_and_who_reads_it(
    bot: Bot, user: str, channel: str, outsider: bool, owner: bool, public: bool
) -> None:
    await bot.command(ASK, user=user, channel=channel)
    heard = bot.heard[-1]
    assert (heard.outsider, heard.owner, heard.public) == (outsider, owner, public)
    assert heard.who == f"slack:{user}" and heard.surface == "slack"
    assert "10-234cc(b)(3)" in words(bot.slack.replies[-1])


async def test_a_refusal_says_why_where_slack_does_not_tell(bot: Bot) -> None:
    await bot.command("deadlines", channel="C4")
    assert "not in this channel" in words(bot.slack.replies[-1])
    bot.slack.fail("users.info", "internal_error")
    await bot.command("deadlines", user="U2", channel="C1")
    assert "users:read" in words(bot.slack.replies[-1])
    await bot.command("deadlines", user="U2", channel="C1")  # asked anew, and now Slack tells
    assert "users:read" not in words(bot.slack.replies[-1]) and not bot.heard[-1].outsider


async def test_slack_is_asked_once_about_each(bot: Bot) -> None:
    for _ in range(3):
        await bot.command(ASK, channel="C1")
    assert len(bot.slack.asked("users.info")) == len(bot.slack.asked("conversations.info")) == 1


async def test_people_and_places_are_kept_with_one_write_each(bot: Bot) -> None:
    await bot.command(ASK, channel="C1")
    place, person = bot.store.place("slack:C1"), bot.store.person("slack:U1")
    assert place and place.private and place.name == "#privacy" and place.address == {"team": "T1"}
    assert person and person.name == "Ana Ruiz" and person.place == "slack:D1" and bot.store.place("slack:D1")
    head = bot.store.head()
    await bot.command(ASK, channel="C1")
    assert bot.store.head() == head
    await bot.command(ASK, user="UGUEST", channel="C2")
    assert bot.store.person("slack:UGUEST") is None and bot.store.place("slack:C2").private is False


async def test_a_channel_is_known_once_the_bot_is_in_it(bot: Bot) -> None:
    await bot.command(ASK, channel="C4")
    bot.slack.channels["C4"]["is_member"] = True
    await bot.after(await bot.slack.event({"type": "member_joined_channel", "user": "UBOT", "channel": "C4"}))
    assert bot.store.place("slack:C4").private
    await bot.command("setup place: here", channel="C4")
    assert bot.store.setup().place == "slack:C4"


async def test_the_team_reads_once_where_its_reminders_come(bot: Bot) -> None:
    for _ in range(2):
        await bot.command("setup place: here", channel="C1")
    assert ["reminders come here" in words(one) for one in bot.slack.said("C1")] == [True]
    bot.slack.channel("C6", name="office", is_private=True)
    await bot.command(ASK, channel="C6")
    bot.slack.fail("chat.postMessage", "restricted_action")
    await bot.command("setup place: #office", channel="C1")
    told = words(bot.slack.replies[-1])
    assert bot.store.setup().place == "slack:C6" and "could not write there" in told
    await bot.command("setup place: page", channel="C1")
    assert ["no longer come here" in words(one) for one in bot.slack.said("C1")] == [False, True]
    assert ["no longer come here" in words(one) for one in bot.slack.said("C6")] == [True]


async def test_reminders_that_move_are_told_of_in_the_place_that_they_leave(bot: Bot) -> None:
    await bot.command("setup place: here", channel="C1")
    bot.slack.channel("C6", name="office", is_private=True)
    await bot.command("setup place: here", channel="C6")
    told = words(bot.slack.replies[-1])
    assert "Reminders go to #office from now on, and no longer to #privacy" in told and "zone" not in told.lower()
    come, left = map(words, bot.slack.said("C1"))
    assert "reminders come here" in come and "no longer come here" in left
    assert ["reminders come here" in words(one) for one in bot.slack.said("C6")] == [True]
    await bot.command("setup morning: 9:00", channel="C6")
    assert len(bot.slack.said("C1")) == 2 and "09:00" in words(bot.slack.replies[-1])
    await bot.press("All settings", {"channel": "C6", "ts": "1.1", "ephemeral": True, **bot.slack.replies[-1]})
    assert "closures" in words(bot.modal) or "place" in words(bot.modal)


async def test_whoever_is_named_can_be_written_to(bot: Bot) -> None:
    await bot.command("grant <@U2|sam> privacy", channel="C1")
    person = bot.store.person("slack:U2")
    assert (person.role, person.name, person.place) == (Role.PRIVACY, "Sam Lee", "slack:D2")


async def test_whoever_is_given_something_is_met_before(bot: Bot) -> None:
    """Else the answer would say that they cannot be written to."""
    await logged(bot)
    assert "cannot message" not in words(bot.slack.replies[-1])
    await bot.command("assign D-1 <@U2|sam>", channel="C1")
    assert "Sam Lee owns it now" in words(bot.slack.replies[-1]) and "cannot message" not in words(
        bot.slack.replies[-1]
    )
    await bot.command("assign D-1 @Sam Lee", channel="C1")
    bot.slack.fail("users.info", "user_not_found")
    await bot.command("assign D-1 slack:U404", channel="C1")
    assert "I cannot message a colleague I do not know yet" in words(bot.slack.replies[-1])


async def test_whoever_is_named_in_the_next_line_is_met_and_whoever_is_named_in_a_question_is_not(bot: Bot) -> None:
    await logged(bot)
    await bot.command("assign\nD-1 <@U2|sam>", channel="C1")
    assert "Sam Lee owns it now" in words(bot.slack.replies[-1]) and "cannot message" not in words(
        bot.slack.replies[-1]
    )
    await bot.command("Grant writer <@UOWN|olga> wants test scores for a report", channel="C1")
    assert not bot.store.person("slack:UOWN")
