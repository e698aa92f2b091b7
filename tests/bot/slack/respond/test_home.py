"""Does the Home in Slack show what each may see, and does it stay true?"""

import asyncio
from dataclasses import replace

import pytest

from bot.runtime.refresh_posts import Settling
from bot.slack.notify import SlackChannel
from handlers.board import home
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from handlers.reminders.remind import open_yearly
from storage.records import Role
from tests.bot.chat.shared import ASK, NOW
from tests.bot.slack.bot_in_slack import Bot, logged, words
from tests.bot.slack.small_slack.slack import until


async def on_the_team(bot: Bot) -> None:
    """Sam is on the privacy team, so that his Home has what is due."""
    await bot.command("grant <@U2|sam> privacy", channel="C1")
    assert bot.store.person("slack:U2").role is Role.PRIVACY


async def test_the_home_shows_what_each_may_see(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.after(await bot.slack.opens_home("U2"))
    await bot.after(await bot.slack.opens_home("UGUEST"))
    admin, staff, guest = (words(bot.slack.homes[user]) for user in ("U1", "U2", "UGUEST"))
    assert (
        "D-1" in admin
        and "Contracts incomplete · " not in admin
        and "*Contracts incomplete*" in admin
        and "log-contract" in admin
    )
    assert "Type help for" not in admin + staff + guest, "nothing can be typed there"
    assert "D-1" not in staff and "My requests" in staff and "May I use an app?" in staff, "what a teacher does"
    assert "D-1" not in guest and "log-contract" not in guest and "What must a contract contain?" in guest


async def test_the_home_follows_the_records(bot: Bot) -> None:
    await on_the_team(bot)
    await bot.after(await bot.slack.opens_home("U2"))
    assert "Kahoot" not in words(bot.slack.homes["U2"])
    await logged(bot)
    assert "Kahoot" in words(bot.slack.homes["U2"])
    before = len(bot.slack.asked("views.publish"))
    await bot.command(ASK, channel="C1")
    assert len(bot.slack.asked("views.publish")) == before, "a question changes nothing"


async def test_the_home_opens_windows(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.press("Open", bot.slack.homes["U1"])
    window = bot.modal
    assert "D-1" in words(window) and "submit" not in window
    await bot.press("Done", window)
    assert bot.slack.views[window["id"]]["submit"], "the same window, now with the form"
    await bot.send(bot.slack.views[window["id"]], proof="https://hartford.example/contracts")
    assert bot.store.deadline("D-1").proof and "D-1" in words(bot.slack.said("D1")[-1])


async def test_one_home_that_fails_keeps_no_other_from_being_true(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await on_the_team(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.after(await bot.slack.opens_home("U2"))
    known = home.home

    def broken(message: Message, desk: Desk) -> tuple[Reply, ...]:
        if message.who == "slack:U1":
            raise RuntimeError
        return known(message, desk)

    monkeypatch.setattr("bot.slack.respond.home.home", broken)
    await logged(bot)
    assert "D-1" in words(bot.slack.homes["U2"]) and "D-1" not in words(bot.slack.homes["U1"])
    assert "a Home could not be shown again (RuntimeError)" in caplog.text


async def test_nobody_waits_for_homes_that_slack_does_not_take(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    await on_the_team(bot)
    for user in ("U1", "U2"):
        await bot.after(await bot.slack.opens_home(user))
    bot.slack.slow_down("views.publish", 600)
    await bot.slack.command("/dpa", "log-contract vendor: Kahoot; executed: 2026-10-06", channel="C1")
    await until(lambda: not bot.slack.hindrances["views.publish"])
    monkeypatch.setattr("bot.slack.respond.home.SETTLES_WITHIN", 0.05)
    await asyncio.wait_for(bot.rest(), 60)
    assert bot.store.contract("C-1") and "Kahoot" not in words(bot.slack.homes["U2"])
    await bot.after(await bot.slack.opens_home("U2"))
    assert "Kahoot" in words(bot.slack.homes["U2"])
    await bot.command("withdraw C-1 a double entry", channel="C1")
    assert "Kahoot" not in words(bot.slack.homes["U2"]), "they follow the records again"


def page(bot: Bot) -> Settling:
    """The bot as the page and the terminal of its process hear through it; it tells the Homes."""
    homes = bot.app.homes
    channel = SlackChannel(lambda _: bot.slack.token, bot.slack.url)
    return Settling(
        lambda m: respond(m, bot.desk()), bot.desk, {"slack": channel}, lambda: homes.changed(lambda team: team == "T1")
    )


async def test_what_is_changed_on_another_surface_shows_at_once(bot: Bot) -> None:
    await on_the_team(bot)
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U2"))
    assert "D-1" in words(bot.slack.homes["U2"])
    hear = page(bot)
    done = Message("done D-1 https://hartford.example/contracts", who="slack:U1", surface="page")
    await asyncio.to_thread(hear, done)
    await until(lambda: "D-1" not in words(bot.slack.homes["U2"]))
    await bot.rest()
    before = len(bot.slack.asked("views.publish"))
    await asyncio.to_thread(hear, Message(ASK, surface="page"))
    await bot.rest()
    assert len(bot.slack.asked("views.publish")) == before, "a question changes nothing"
    hear.stop()


async def test_the_clock_s_changes_show_and_another_workspace_is_left_alone(bot: Bot) -> None:
    await on_the_team(bot)
    await bot.after(await bot.slack.opens_home("U2"))
    homes = bot.app.homes

    def opened(team: str) -> None:
        open_yearly(replace(bot.desk(), now=NOW.replace(month=12, day=5)))
        homes.changed(lambda one: one == team)

    before = len(bot.slack.asked("views.publish"))
    await asyncio.to_thread(opened, "T9")
    await bot.rest()
    assert len(bot.slack.asked("views.publish")) == before
    await asyncio.to_thread(opened, "T1")
    await bot.rest()
    assert "D-1" in words(bot.slack.homes["U2"])
