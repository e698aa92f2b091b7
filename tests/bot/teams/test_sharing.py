"""Is an answer shared by anyone who got it, where they got it, and as long as they may see it?"""

from dataclasses import replace

import pytest

from storage.records import Event, Person, Role, Setup
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot, logged
from tests.bot.teams.small_teams.teams import button, words


async def whispered(bot: Bot, text: str, where: str, by: str = "sam") -> dict[str, object]:
    """An answer for one person alone, with its button."""
    await bot.says(text, by=by, where=where, targeted=True, mention=False)
    shown = bot.teams.whispers[-1]
    assert "Share here" in words(shown)
    return {**shown, "conversation": {"id": bot.teams.rooms[where].id}}


@pytest.mark.parametrize("kept", [True, False])
async def test_nobody_else_shares_it_and_nobody_elsewhere(bot: Bot, *, kept: bool) -> None:
    await logged(bot)
    bot.teams.group("g2", "ana", "sam", "guest")
    shown = await whispered(bot, "contract C-1", "g1")
    if not kept:
        bot.app.pipeline.shareable._kept.clear()
    elsewhere = {**shown, "conversation": {"id": bot.teams.rooms["g2"].id}}
    shared = {**shown, "conversation": {"id": bot.teams.rooms["vendor"].id}}
    await bot.presses("Share here", shown, by="ana")
    await bot.presses("Share here", shown, by="guest")
    await bot.presses("Share here", elsewhere, by="sam")
    await bot.presses("Share here", shared, by="ana")
    assert not any(bot.teams.said(where) for where in ("g1", "g2", "vendor"))
    assert all("Ask me again" in words(one) for one in bot.teams.whispers[-4:])
    await bot.presses("Share here", shown, by="sam")
    asked = {**bot.teams.whispers[-1], "conversation": {"id": bot.teams.rooms["g1"].id}}
    for by in ("ana", "guest"):
        await bot.presses("Share anyway", asked, by=by)
    assert not bot.teams.said("g1"), "nor does anybody else answer who may read it"
    await bot.presses("Share anyway", asked, by="sam")
    assert "Kahoot" in words(bot.last("g1")), "anyone who got it, there"


@pytest.mark.parametrize("kept", [True, False])
async def test_who_may_not_see_it_any_more_does_not_share_it(bot: Bot, *, kept: bool) -> None:
    await logged(bot)
    shown = await whispered(bot, "contract C-1", "g1")
    if not kept:
        bot.app.pipeline.shareable._kept.clear()
    event = Event(who="test", what="setup", when=bot.desk().now, surface="test")
    bot.store.change(event, lambda _: [replace(bot.store.setup(), members=Role.EVERYONE)])
    await bot.presses("Share here", shown, by="sam")
    assert not bot.teams.said("g1")
    bot.store.change(event, lambda _: [Person(id=bot.id("sam"), role=Role.STAFF), Setup(members=Role.EVERYONE)])
    bot.teams.rooms["g1"].members.remove("guest")
    again = await whispered(bot, "contract C-1", "g1")
    await bot.presses("Share here", again, by="sam")
    assert "Kahoot" in words(bot.last("g1"))


async def test_what_a_guest_asked_of_the_law_they_share(bot: Bot) -> None:
    shown = await whispered(bot, ASK, "g1", by="guest")
    await bot.presses("Share here", shown, by="guest")
    assert CITE in words(bot.last("g1"))


@pytest.mark.parametrize("old", [False, True])
async def test_what_could_not_be_shared_is_shared_by_the_next_press(bot: Bot, *, old: bool) -> None:
    shown = await whispered(bot, ASK, "g1")
    share = button("Share here", shown)
    pressed = share["fallback"] if old else share
    bot.teams.refuse("send", 500, "Trouble")
    for _ in range(3):
        await bot.after(await bot.teams.presses(pressed, shown, by="sam"))
    [shared] = bot.teams.said("g1")
    assert CITE in words(shared)
