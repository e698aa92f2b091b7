"""Does a person in Teams get through long lists, to a record, and to what is theirs?"""

from bot.teams.render.cards import messages
from handlers.dialogue.chart import Bar, Chart, Tile, Tiles
from handlers.dialogue.reply import Choice, Reply, Row, Rows
from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.limits import complaints
from tests.bot.teams.small_teams.teams import buttons, words


async def test_a_long_list_is_read_to_its_end(bot: Bot) -> None:
    for number in range(1, 26):
        await bot.says(f"log-contract vendor: Company {number}; executed: 2026-10-06")
    await bot.says("deadlines mine")
    await bot.presses("All 25", bot.last())
    first = bot.last()
    assert "Post the contract (Company 20)" in words(first) and "D-20 " in words(first) and "D-21" not in words(first)
    await bot.presses("Next 5", first)
    last = words(bot.last())
    assert "Post the contract (Company 25)" in last and "21 to 25 of 25" in last
    await bot.says("deadlines company 13")
    assert [one["title"] for one in buttons(bot.last())] == ["Done", "Snooze", "Reassign", "Open"]


async def test_a_page_of_a_list_is_one_message(bot: Bot) -> None:
    for number in range(1, 23):
        await bot.says(f"log-contract vendor: Company {number}; executed: 2026-10-06; purpose: Practice for students")
    await bot.says("deadlines mine")
    before = len(bot.teams.said("ana"))
    await bot.presses("All 22", bot.last())
    await bot.says("contracts")
    deadlines, contracts = bot.teams.said("ana")[before:]
    for message in (deadlines, contracts):
        assert "Company 20" in words(message) and "of 2)" not in words(message)


async def test_staff_close_what_they_own_and_are_offered_nothing_more(bot: Bot) -> None:
    await bot.says("hello", by="sam")
    await bot.says(f"log-contract vendor: Kahoot; executed: 2026-10-06; owner: {bot.id('sam')}")
    await bot.says("log-contract vendor: Canva; executed: 2026-10-06")
    await bot.says("deadline D-2", by="sam")
    assert [one["title"] for one in buttons(bot.last("sam"))] == ["The notice", "Why?", "Show the rule"]
    await bot.says("deadline D-1", by="sam")
    card = bot.last("sam")
    assert [one["title"] for one in buttons(card)] == ["Done", "The notice", "Why?", "Show the rule"]
    form = (await bot.presses("Done", card, by="sam")).card
    await bot.sends(form, card, by="sam", proof="https://hartford.example/contracts")
    closed, other = (bot.store.deadline(id) for id in ("D-1", "D-2"))
    assert closed and closed.proof and other and not other.proof


async def test_provisions_are_marked_in_a_dialog_of_their_own(bot: Bot) -> None:
    await bot.says("log-contract vendor: Kahoot; executed: 2026-10-06")
    saved = bot.last()
    form = (await bot.presses("Mark provisions", saved)).card
    await bot.sends(form, saved, provisions="property,deletion")
    contract = bot.store.contract("C-1")
    assert contract and [name for name, has in contract.provisions.items() if has] == ["property", "deletion"]


def test_the_owners_of_rows_are_mentioned_once_each() -> None:
    ana, sam = ("Ana *Ruiz*", f"teams:{'1' * 8}-1111-4111-8111-{'1' * 12}"), ("Sam", "slack:U2")
    rows = tuple(
        Row(f"Contract {n}", f"Due · {ana[0]}", actions=(Choice("Done", f"done D-{n}"),), people=(ana, sam))
        for n in (1, 2)
    )
    (message,) = messages(Reply(title="Two", parts=(Rows(rows),)))
    assert not list(complaints(message))
    card = message["attachments"][0]["content"]
    (mention,) = card["msteams"]["entities"]
    (line,) = [one for one in card["body"] if one["type"] == "TextBlock"]
    assert line["text"] == mention["text"] and mention["mentioned"]["id"] == ana[1].removeprefix("teams:")
    assert [one["title"] for one in buttons(card)] == ["Done", "Done"]


def test_a_row_has_one_button_and_a_menu_and_a_long_list_can_be_parted() -> None:
    acts = (Choice("Done", "done D-1"), Choice("Snooze", "snooze D-1"))
    row = Row("Post the contract", "Overdue · D-1", "overdue", Choice("D-1 Acme", "deadline D-1"), acts)
    sent = messages(Reply(title="Many", parts=(Rows((row,) * 20),)))
    assert not [one for message in sent for one in complaints(message)]
    body = [one for message in sent for one in message["attachments"][0]["content"]["body"]]
    tables = [one for one in body if one["type"] == "Table"]
    assert [len(one["rows"]) for one in tables] == [8, 8, 4]
    pressed = tables[0]["rows"][0]["cells"][1]["items"][0]["actions"]
    assert [(one["title"], one.get("mode")) for one in pressed] == [
        ("Done", None),
        ("Snooze", "secondary"),
        ("Open", "secondary"),
    ]


def test_a_chart_is_drawn_in_letters_where_a_client_draws_none() -> None:
    weeks = Chart("The coming weeks", (Bar("Overdue", 2, "late"), Bar("Nov 30", 0)), "2 overdue.")
    whole = Chart("Provisions", (Bar("Present", 6, "good"), Bar("Missing", 4, "late")), "6 of 10 present.", whole=True)
    (message,) = messages(Reply(title="Charts", parts=(weeks, whole)))
    assert not list(complaints(message))
    drawn = message["attachments"][0]["content"]["body"][1:]
    assert [one["type"] for one in drawn] == ["Chart.VerticalBar", "Chart.HorizontalBar.Stacked"]
    assert [bar["color"] for bar in drawn[0]["data"]] == ["attention", "categoricalBlue"]
    assert "██" in words(drawn[0]["fallback"]) and "6 of 10 present." in words(drawn[1]["fallback"])


def test_figures_stand_side_by_side_each_above_what_it_counts() -> None:
    tiles = Tiles((Tile(2, "Overdue", "overdue"), Tile(0, "Contracts incomplete", "incomplete")))
    (message,) = messages(Reply(title="Where we stand", parts=(tiles,)))
    assert not list(complaints(message))
    columns = message["attachments"][0]["content"]["body"][1]["columns"]
    assert [words(column).count("🔴 2") for column in columns] == [1, 0]
    assert "🟠" not in words(columns[1]), "what there is none of has no sign"
