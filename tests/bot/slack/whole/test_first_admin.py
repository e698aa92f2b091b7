"""Who administers the bot in Slack, where nobody was named for it?"""

from dataclasses import replace
from typing import Any

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.access import role_of
from handlers.setup.checklist import welcomes_to_refresh
from storage.records import Role
from tests.bot.slack.bot_in_slack import Bot, words

ASKED = "Are you the one who sets it up?"


@pytest.fixture
def new(bot: Bot, empty_desk: Desk) -> Bot:
    """The bot of a district that nobody administers."""

    def desk() -> Desk:
        return replace(empty_desk, records=bot.store)

    def hear(message: Message) -> Reply:
        bot.heard.append(message)
        return respond(message, desk())

    bot.desk = desk
    bot.restart(hear)
    return bot


async def test_an_owner_of_the_workspace_says_that_they_administer_it(new: Bot) -> None:
    await new.command("setup place: here", user="U2", channel="C1")
    assert ASKED not in words(new.slack.replies[-1]) and "in Slack an owner" in words(new.slack.replies[-1])
    await new.command("setup place: here", user="UOWN", channel="C1")
    assert ASKED in words(new.slack.replies[-1]) and role_of(new.heard[-1], new.desk()) is Role.STAFF
    await pressed(new, "I administer it", "1.1")
    owner = new.store.person("slack:UOWN")
    assert (owner.name, owner.role) == ("Olga Owner", Role.ADMIN)
    await pressed(new, "Send reminders here", "1.2")
    assert new.store.setup().place == "slack:C1"
    await new.command("grant <@U2|sam> admin", user="UOWN", channel="C1")
    assert {one.id for one in new.store.people(Role.ADMIN)} == {"slack:U2", "slack:UOWN"}


async def pressed(new: Bot, label: str, ts: str) -> None:
    """A button of the answer that the owner alone sees."""
    await new.press(label, {**new.slack.replies[-1], "ts": ts}, user="UOWN")


async def test_the_home_of_an_owner_asks(new: Bot) -> None:
    for user in ("U2", "UOWN"):
        await new.after(
            await new.slack.event({"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home"})
        )
        home = [view for view in new.slack.views.values() if view["type"] == "home"][-1]
        assert (ASKED in words(home)) == (user == "UOWN")


JOINED = {"type": "member_joined_channel", "user": "UBOT"}


async def test_a_private_channel_is_welcomed_and_who_added_the_app_is_asked_what_comes_next(new: Bot) -> None:
    await new.command("administer", user="UOWN", channel="C1")
    await new.after(await new.slack.event({**JOINED, "channel": "C1", "inviter": "UOWN"}))
    (shown,) = new.slack.said("C1")
    assert "✅ Administrator" in words(shown) and "Olga Owner" in words(shown)
    assert "Send reminders here" not in words(shown), "not everybody may press it"
    asked = new.slack.whispers[-1]
    first = next(block for block in asked["blocks"] if block["type"] == "actions")["elements"][0]
    assert (first["text"]["text"], first["style"]) == ("Send reminders here", "primary")
    address, now = next(iter(welcomes_to_refresh(new.store.events()[-1], new.desk())), ("", None))
    assert not now, "nothing was ticked since"
    await new.press("Send reminders here", asked, user="UOWN")
    assert new.store.setup().place == "slack:C1"
    address, now = next(iter(welcomes_to_refresh(new.store.events()[-1], new.desk())))
    assert address == f"slack:C1 {shown['ts']}" and now and "✅ Reminders go to" in plain(now)


async def test_what_each_step_of_the_setup_was_pressed_in_is_replaced_by_what_comes_next(new: Bot) -> None:
    await new.after(await new.slack.event({**JOINED, "channel": "C1", "inviter": "UOWN"}))
    shown = new.slack.whispers[-1]
    for label in ("I administer it", "Send reminders here", "I am the privacy lead"):
        await pressed_on(new, label, shown)
        assert new.slack.replies[-1]["replace_original"], label
        shown = new.slack.replies[-1]
    setup = new.store.setup()
    assert (setup.place, setup.lead) == ("slack:C1", "slack:UOWN")


async def pressed_on(new: Bot, label: str, shown: dict[str, Any]) -> None:
    await new.press(label, {"channel": "C1", "ts": "1.1", "ephemeral": True, **shown}, user="UOWN")


async def test_in_a_public_channel_the_welcome_speaks_of_the_law_only(new: Bot) -> None:
    new.slack.channel("C9", name="everybody", is_private=False)
    await new.after(await new.slack.event({**JOINED, "channel": "C9", "inviter": "UOWN"}))
    (shown,) = new.slack.said("C9")
    assert "Administrator" not in words(shown) and "What must a contract contain?" in words(shown)
    assert not new.slack.whispers


async def test_in_a_public_channel_the_command_alone_begins_the_first_hour_for_its_sender(new: Bot) -> None:
    new.slack.channel("C9", name="everybody", is_private=False)
    await new.command("", user="UOWN", channel="C9")
    await new.press("I administer it", {**new.slack.replies[-1], "channel": "C9", "ts": "1.1"}, user="UOWN")
    await new.command("", user="UOWN", channel="C9")
    assert new.slack.replies[-1]["response_type"] == "ephemeral"
    await new.press("I am the privacy lead", {**new.slack.replies[-1], "channel": "C9", "ts": "1.2"}, user="UOWN")
    assert new.store.setup().lead == "slack:UOWN"
    assert not new.slack.said("C9")
