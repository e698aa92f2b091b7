"""Is a person picked from Slack's own list the one who is meant, and called by name?"""

from tests.bot.slack.spoken import Bot, logged, words


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
