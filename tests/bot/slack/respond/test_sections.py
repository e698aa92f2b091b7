"""Is a form in Slack short at first, and does it take what its sections and its pickers bring?"""

from tests.bot.slack.bot_in_slack import MORE, Bot, filled, logged
from tests.bot.slack.limits import complaints


def shown(view: dict) -> list[str]:  # type: ignore[type-arg]
    return [block.get("block_id", "").removeprefix("f.") for block in view["blocks"]]


async def test_a_section_shows_once_it_is_chosen_and_what_was_typed_stays(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    first = bot.modal
    assert shown(first) == ["vendor", "product", "executed", "expiry", "owner", MORE]
    await bot.press_more(first, "Contact and notes", vendor="Kahoot", executed="2026-10-06")
    view = bot.slack.views[first["id"]]
    assert shown(view)[-3:] == ["section.Contact and notes", "contact", "notes"]
    assert list(complaints(view)) == []
    await bot.send(view, notes="Renewal is being negotiated")
    contract = bot.store.contract("C-1")
    assert contract and (contract.vendor, contract.notes) == ("Kahoot", "Renewal is being negotiated")


async def test_what_is_wrong_in_an_open_section_is_told_at_its_field(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    view = await bot.sections(bot.modal)
    got = await bot.send(view, vendor="Kahoot", executed="2026-10-06", posted="2026-10-01")
    assert got.json["response_action"] == "update" or "f.posted" in got.json["errors"]
    got = await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06", link="kahoot")
    assert "f.link" in got.json.get("errors", {})


async def test_days_are_picked_in_rows_and_taken_out_again(bot: Bot) -> None:
    await bot.command("setup", channel="D1")
    view = await bot.sections(bot.modal)
    assert "closures" not in shown(view) and sum(id.startswith("row.") for id in shown(view)) == 3
    rows = {"closures.0.first": "2026-12-24", "closures.0.last": "2027-01-01", "closures.1.first": "2027-02-15"}
    await bot.send(view, **rows, morning="07:30", zone="America/Chicago")
    setup = bot.store.setup()
    assert (setup.morning, setup.zone) == ("07:30", "America/Chicago")
    assert (setup.closures[0], setup.closures[-1], len(setup.closures)) == ("2026-12-24", "2027-02-15", 10)
    await bot.command("setup", channel="D1")
    await bot.send(await bot.sections(bot.modal), closures="2027-02-15")
    assert list(bot.store.setup().closures) == ["2027-02-15"]


async def test_a_contract_is_picked_from_those_on_record(bot: Bot) -> None:
    await logged(bot)
    await bot.command("log-breach", channel="C1")
    block = next(one for one in bot.modal["blocks"] if one.get("block_id") == "f.contract")
    assert [one["text"]["text"] for one in block["element"]["options"]] == ["C-1: Kahoot"]
    state = filled(bot.modal, contract="C-1", discovered="2026-10-07")
    await bot.after(await bot.slack.submit(bot.modal, state))
    breach = bot.store.breach("B-1")
    assert breach and breach.contract == "C-1"
