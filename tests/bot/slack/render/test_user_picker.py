"""Is a person picked from Slack's own list the one who is meant, and called by name?"""

import pytest

from storage.records import Event, Person, Role
from tests.bot.slack.bot_in_slack import Bot, logged, words


def picker(bot: Bot) -> dict[str, str]:
    """The input for the owner in the window that is open."""
    found: dict[str, str] = next(b["element"] for b in bot.modal["blocks"] if b.get("block_id") == "f.owner")
    return found


async def test_whoever_is_picked_owns_it(bot: Bot) -> None:
    await logged(bot)
    await bot.command("assign D-1", channel="D1")
    assert picker(bot) == {"type": "users_select", "action_id": "users_select"}
    await bot.send(bot.modal, owner="slack:U1")
    assert bot.store.deadline("D-1").owner == "slack:U1"
    await bot.command("deadline D-1", channel="D1")
    name = bot.store.person("slack:U1").name
    assert name and f"Owner: {name}" in bot.slack.replies[-1]["text"]
    assert "slack:U1" not in words(bot.slack.replies[-1])


async def test_the_picker_begins_with_whoever_it_is(bot: Bot) -> None:
    await bot.command("log-contract", channel="D1")
    assert picker(bot)["initial_user"] == "U1"
    await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    assert bot.store.contract("C-1").owner == "slack:U1"


async def test_somebody_who_is_not_in_slack_stands_in_a_line(bot: Bot) -> None:
    await bot.command("log-contract vendor: Kahoot; executed: 2026-10-06; owner: Ms. Dana", channel="D1")
    assert "I do not know anyone called 'Ms. Dana'" in words(bot.modal)
    assert picker(bot)["type"] == "plain_text_input" and picker(bot)["initial_value"] == "Ms. Dana"


async def test_a_lead_whom_nobody_knows_is_picked_in_the_window_or_is_the_sender(bot: Bot) -> None:
    await bot.command("setup lead: Dana Reed; district: Oak", channel="D1")
    assert [b["element"]["type"] for b in bot.modal["blocks"] if b.get("block_id") == "f.lead"] == ["users_select"]
    assert words(bot.modal).count("I do not know anyone called 'Dana Reed'") == 1
    assert "I am the privacy lead" in words(bot.modal)
    await bot.send(bot.modal, lead="slack:U2")
    assert (bot.store.setup().lead, bot.store.setup().district) == ("slack:U2", "Oak")


@pytest.mark.parametrize(("user", "name"), [("UGUEST", "A Guest"), ("UFAR", "Of Elsewhere")])
async def test_nothing_is_given_to_guests_and_people_of_elsewhere(bot: Bot, user: str, name: str) -> None:
    await logged(bot)
    bot.slack.users[user]["real_name"] = f"{name}; owner: slack:U2"
    await bot.command("assign D-1", channel="C1")
    got = await bot.send(bot.modal, owner=f"slack:{user}")
    assert f"give this to {name}" in got.json["errors"]["f.owner"] and bot.store.deadline("D-1").owner == "slack:U1"
    for said, field in (
        (f"assign D-1 <@{user}>", "f.owner"),
        (f"log-contract vendor: Acme; owner: <@{user}|x>; executed: 2026-10-06", "f.owner"),
        (f"grant <@{user}> privacy", "f.person"),
        (f"setup lead: <@{user}>", "f.lead"),
    ):
        await bot.command(said, channel="C1")
        shown = words(bot.modal)
        assert f"give this to {name}" in shown and f"slack:{user}" not in shown and "know nobody" not in shown
        assert next(b for b in bot.modal["blocks"] if b.get("block_id") == field)["element"]["type"] == "users_select"
        assert "Acme" in shown or "Acme" not in said
    kept = bot.store.person(f"slack:{user}")
    assert kept is None or (kept.role, kept.place) == (Role.EVERYONE, ""), "a name at most"
    assert [one.id for one in bot.store.contracts()] == ["C-1"]


async def test_a_guest_may_be_spoken_of_and_loses_a_role(bot: Bot) -> None:
    await bot.command("log-contract vendor: Acme; executed: 2026-10-06; purpose: asked by <@UGUEST>", channel="C1")
    assert bot.store.contract("C-1").purpose == "asked by slack:UGUEST"
    event = Event(who="test", what="grant", when=bot.desk().now, surface="test")
    bot.store.change(event, lambda _: [Person(id="slack:UGUEST", name="A Guest", role=Role.STAFF)])
    await bot.command("revoke <@UGUEST>", channel="C1")
    assert bot.store.person("slack:UGUEST").role is Role.EVERYONE
