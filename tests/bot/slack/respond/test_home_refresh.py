"""Are open Homes refreshed as often as somebody needs it, and no more often than Slack takes it?"""

import asyncio
from collections.abc import Coroutine

import pytest

from handlers.dialogue.desk import Message
from handlers.forms.filling import change
from storage.records import Person, Place, Role
from tests.bot.slack.bot_in_slack import Bot, words
from tests.bot.slack.small_slack.slack import until


class Moment:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.at, self.tick = 0.0, asyncio.Event()

    def now(self) -> float:
        return self.at

    def pause(self, seconds: float) -> Coroutine[None, None, None]:
        """The end stands when it is asked for, however late somebody begins to wait for it."""
        return self._until(self.at + seconds)

    async def _until(self, over: float) -> None:
        while self.at < over:
            await self.tick.wait()

    def passes(self, seconds: float) -> None:
        self.at += seconds
        self.tick.set()
        self.tick = asyncio.Event()


@pytest.fixture
def moment(bot: Bot) -> Moment:
    """The time of the bot's Homes."""
    moment = Moment()
    homes = bot.app.homes
    homes.now, homes.pause = moment.now, moment.pause
    return moment


def shown(bot: Bot) -> list[str]:
    """Whose Homes were shown, in order."""
    return [args["user_id"] for args in bot.slack.asked("views.publish")]


async def log(bot: Bot, *vendors: str) -> None:
    """Contracts, each by a command of its own; of Homes that are to be refreshed nobody waits for the turn."""
    for vendor in vendors:
        await bot.slack.command("/dpa", f"log-contract vendor: {vendor}; executed: 2026-10-06", channel="C1")
        await bot.app.pipeline.background.rest()


@pytest.fixture(autouse=True)
def team(bot: Bot) -> None:
    """Whose Homes have what is due."""
    people = [Person(id=f"slack:{id}", role=Role.PRIVACY) for id in ("U2", "UOWN")]
    change("grant", Message(""), bot.desk(), lambda _: people)


async def opened(bot: Bot, *users: str) -> None:
    for user in users:
        before = len(shown(bot))
        await bot.slack.opens_home(user)
        await until(lambda before=before: len(shown(bot)) > before)


def unseen(bot: Bot) -> None:
    """A change that shows on no Home."""
    place = Place(id="slack:C9", surface="slack", name="#other")
    change("place", Message(""), bot.desk(), lambda _: [place])


async def test_many_changes_show_at_once_and_then_together(bot: Bot, moment: Moment) -> None:
    unseen(bot)
    await opened(bot, "U1", "U2")
    bot.app.homes.changed(lambda _: True)
    await log(bot, "Acme")
    await until(lambda: shown(bot)[2:] == ["U2", "U1"])
    await log(bot, "Bolt", "Core", "Dyno")
    await asyncio.sleep(0)
    assert len(shown(bot)) == 4 and "Dyno" not in words(bot.slack.homes["U2"])
    moment.passes(10)
    await until(lambda: len(shown(bot)) == 6)
    assert all("Dyno" in words(bot.slack.homes[user]) for user in ("U1", "U2"))
    moment.passes(10)
    await bot.rest()
    assert len(shown(bot)) == 6


async def test_a_home_that_looks_the_same_is_not_shown_again(bot: Bot, moment: Moment) -> None:
    await log(bot, "Acme")
    await opened(bot, "U2", "UGUEST")
    unseen(bot)
    await bot.command("contracts", channel="C1")
    await log(bot, "Bolt")
    moment.passes(10)
    await bot.rest()
    assert shown(bot) == ["U2", "UGUEST", "U2"] and "Bolt" in words(bot.slack.homes["U2"])
    await opened(bot, "UGUEST")
    assert shown(bot)[-1] == "UGUEST", "anyone who opens theirs is shown it, whatever Slack kept"


async def test_slack_is_given_no_more_than_it_takes(bot: Bot, moment: Moment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.respond.home.MOST_A_MINUTE", 5)
    await opened(bot, "U1", "U2", "UOWN")
    await log(bot, "Acme")
    await until(lambda: shown(bot)[3:] == ["UOWN", "U2"])
    moment.passes(59)
    await opened(bot, "UGUEST")
    assert shown(bot)[5:] == ["UGUEST"], "nobody who opens theirs has to wait"
    moment.passes(1)
    await until(lambda: shown(bot)[6:] == ["U1"])
    assert "Acme" in words(bot.slack.homes["U1"])


async def test_a_home_that_slack_did_not_take_is_tried_again(
    bot: Bot, moment: Moment, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "dpa")
    bot.slack.fail("views.publish", "internal_error")
    await bot.slack.opens_home("U1")
    await until(lambda: "a little later (internal_error)" in caplog.text)
    assert "U1" not in bot.slack.homes
    moment.passes(3)
    await until(lambda: "U1" in bot.slack.homes)
    bot.slack.fail("views.publish", "internal_error", times=4)
    await bot.slack.opens_home("U1")
    for number, seconds in enumerate((3, 10, 30), 2):
        await until(lambda number=number: caplog.text.count("a little later") == number)
        moment.passes(seconds)
    await until(lambda: "could not be shown again (internal_error)" in caplog.text)
    await bot.rest()
    assert len(shown(bot)) == 1
    await opened(bot, "U1")


async def test_what_waits_for_its_turn_is_shown_before_the_bot_stops(bot: Bot, moment: Moment) -> None:
    await opened(bot, "U2")
    await log(bot, "Acme")
    await until(lambda: len(shown(bot)) == 2)
    await log(bot, "Bolt")
    assert moment.at == 0 and len(shown(bot)) == 2
    await bot.rest()
    assert "Bolt" in words(bot.slack.homes["U2"])
