"""Are records rows with their own actions in Slack, and charts seen where Slack draws them and where not?"""

from dataclasses import replace

import pytest

from bot.slack.render.blocks import home, messages
from handlers.dialogue.chart import Bar, Chart, Tile, Tiles
from handlers.dialogue.reply import Choice, Reply, Row, Rows
from tests.bot.slack.bot_in_slack import Bot, words
from tests.bot.slack.limits import complaints, leaves

WEEKS = Chart("The coming weeks", (Bar("Overdue", 2, "late"), Bar("Nov 30", 0)), "2 overdue.")
WHOLE = Chart("Provisions", (Bar("Present", 6, "good"), Bar("Missing", 4, "late")), "6 of 10 present.", whole=True)


def test_a_row_with_one_action_has_a_button_and_one_with_more_a_menu() -> None:
    acts = (Choice("Done", "done D-1"), Choice("Snooze", "snooze D-1"))
    rows = (
        Row("Post", "Overdue", "overdue", Choice("D-1 Acme", "deadline D-1"), acts),
        Row("Tell", "Due", actions=acts[:1]),
    )
    (message,) = messages(Reply(title="Two", parts=(Rows(rows),)))
    assert not list(complaints(message))
    menu, button = (block["accessory"] for block in message["blocks"][1:])
    assert [one["value"] for one in menu["options"]] == ["done D-1", "snooze D-1", "deadline D-1"]
    assert (button["type"], button["value"]) == ("button", "done D-1")
    assert "Overdue: Post" in message["text"], "a sign is said in words to who hears it"


def test_after_four_buttons_comes_a_menu() -> None:
    choices = tuple(Choice(f"Choice {n}", f"say {n}") for n in range(7))
    (message,) = messages(Reply(title="Seven", choices=choices))
    assert not list(complaints(message))
    elements = [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert [one["type"] for one in elements] == ["button"] * 4 + ["overflow"]
    assert [one["value"] for one in elements[-1]["options"]] == ["say 4", "say 5", "say 6"]


def test_a_chart_is_drawn_in_a_message_and_in_letters_on_the_home() -> None:
    reply = Reply(title="Charts", parts=(WEEKS, WHOLE))
    (message,), view = messages(reply), home([reply])
    assert not list(complaints(message)) and not list(complaints(view))
    assert message["blocks"][1]["type"] == "data_visualization" and "2 overdue." in message["text"]
    assert ":2overdue." in leaves(view["blocks"]), "a view has no other text for who hears it read out"
    assert "🟩" * 6 in leaves(message["blocks"]) and "██2" in leaves(view["blocks"])


def test_figures_are_fields_and_a_list_has_its_button_beside_its_heading() -> None:
    tiles = Tiles((Tile(2, "Overdue", "overdue"), Tile(0, "Contracts <incomplete>", "incomplete")))
    rows = Rows((Row("Post", "Overdue", "overdue", Choice("D-1 Acme", "deadline D-1")),))
    replies = [Reply(title="", parts=(tiles,)), Reply(title="My list", parts=(rows,), choices=(Choice("All", "due"),))]
    view = home(replies, "Home")
    assert not list(complaints(view))
    figures, heading = view["blocks"][1], view["blocks"][3]
    said = [one["text"] for one in figures["fields"]]
    assert said == ["🔴 *2* overdue", "⚪ *0* contracts &lt;incomplete&gt;"], "what there is none of has no color"
    assert (heading["text"]["text"], heading["accessory"]["value"]) == ("*My list*", "due")
    assert [block["type"] for block in view["blocks"]] == ["header", "section", "divider", "section", "section"]


@pytest.mark.parametrize(
    "typed", ["<!channel>", "<@U1>", "<https://evil.example|here>", "*bold*", "~struck~", "`code`"]
)
async def test_nothing_typed_is_markup_in_a_row(bot: Bot, typed: str) -> None:
    row = Row(f"Title {typed}", f"Says {typed}", people=(("Ana", "slack:U2"),))
    rows = Rows((row, replace(row, says=f"{typed} of Ana")))
    bot.restart(lambda _: Reply(title="Two", parts=(rows,)))
    await bot.command("deadlines", channel="C1")
    shown = [block["text"]["text"] for block in bot.slack.whispers[-1]["blocks"] if block["type"] == "section"]
    assert [text.count("\n") for text in shown] == [1, 1] and typed not in words(bot.slack.whispers[-1])
    assert "<@U2>" in shown[1], "who is named is mentioned all the same"


async def test_what_is_chosen_in_a_rows_menu_is_done(bot: Bot) -> None:
    await bot.command("log-contract vendor: Kahoot; executed: 2026-10-06")
    await bot.command("deadlines")
    shown = bot.slack.whispers[-1]
    await bot.press("Snooze", shown)
    assert "Snooze" in bot.modal["title"]["text"]


async def test_a_slack_that_takes_no_charts_gets_them_in_letters(bot: Bot) -> None:
    bot.restart(lambda _: Reply(title="Charts", parts=(WEEKS, WHOLE)))
    await bot.command("deadlines", channel="C1")
    assert "██2" in leaves(bot.slack.whispers[-1]["blocks"])
