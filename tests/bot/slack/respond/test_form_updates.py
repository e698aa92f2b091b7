"""Does a window follow what is chosen in it, and lose nothing that was typed?"""

import asyncio
from typing import Any

import pytest

from tests.bot.chat.shared import PDF
from tests.bot.slack.bot_in_slack import MORE, NONE, Bot, filled, logged, words
from tests.bot.slack.limits import complaints
from tests.bot.slack.small_slack.slack import Answer, elements

View = dict[str, Any]
FILE = {"f.file": {"file_input": {"type": "file_input", "files": [{"id": "F1", "name": "kahoot.pdf"}]}}}


def fields(view: View) -> list[str]:
    """The fields that the window asks for."""
    return [
        block["block_id"].removeprefix("f.") for block in view["blocks"] if block.get("block_id", "").startswith("f.")
    ]


def now(bot: Bot, view: View) -> View:
    return bot.slack.views[view["id"]]


def change(bot: Bot, view: View, id: str, **values: str) -> Any:
    """A person changed that field; what else they typed comes with it."""
    action = next(one for one in elements(view) if one["block_id"] == f"f.{id}")
    state = {**filled(view, **values), **(FILE if "file" in fields(view) else {})}
    return bot.slack.press(action, {**view, "state": {"values": state}})


async def changed(bot: Bot, view: View, id: str, **values: str) -> View:
    got: Answer = await bot.after(await change(bot, view, id, **values))
    assert got.body == ""
    return now(bot, view)


def typed(view: View, id: str) -> Any:
    element = next(block["element"] for block in view["blocks"] if block.get("block_id") == f"f.{id}")
    return next((value for name, value in element.items() if name.startswith("initial_")), None)


async def opened(bot: Bot, text: str) -> View:
    await bot.command(text, channel="C1")
    return await bot.sections(bot.modal)


async def test_what_depends_on_a_choice_comes_and_goes_with_it(bot: Bot) -> None:
    view = await opened(bot, "log-contract")
    assert "kinds" not in fields(view) and "breach_days" in fields(view)
    typing = {"vendor": "Kahoot", "executed": "2026-10-06", "link": "https://kahoot.com/dpa", "description": "A quiz"}
    head = bot.store.head()
    new = await changed(bot, view, "categories", categories="student_records", **typing)
    assert "kinds" in fields(new) and "breach_days" not in fields(new) and "breach_days_other" in fields(new)
    assert fields(new).index("kinds") == fields(new).index("categories") + 1
    assert {id: typed(new, id) for id in typing} == typing, "as Slack keeps what was typed, but does not show links"
    assert [one["value"] for one in typed(new, "categories")] == ["student_records"]
    assert {name: new[name] for name in ("private_metadata", "title", "submit", "close")} == {
        name: view[name] for name in ("private_metadata", "title", "submit", "close")
    }
    assert list(complaints(new)) == []
    assert bot.store.head() == head and not bot.slack.whispers and not bot.slack.replies
    assert [message.look for message in bot.heard] == [False, True, True]
    got = await bot.send(new, kinds="Nicknames")
    assert got.json == {"response_action": "clear"} and bot.store.contract("C-1").kinds == "Nicknames"
    assert bot.store.contract("C-1").link == "https://kahoot.com/dpa"


async def test_what_changes_nothing_leaves_the_window_alone(bot: Bot) -> None:
    view = await opened(bot, "log-contract")
    before = len(bot.slack.asked("views.update"))
    await changed(bot, view, "categories", categories="student_information")
    new = await changed(bot, now(bot, view), "categories", categories="student_information,student_records")
    assert "kinds" in fields(new) and len(bot.slack.asked("views.update")) == before + 1


async def test_files_stay_with_the_form(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    view = await bot.sections(bot.modal)
    new = await changed(bot, view, "categories", categories="student_records", vendor="Kahoot")
    assert "Your file is attached to this form" in words(new) and "kinds" in fields(new)
    await bot.send(new, executed="2026-10-06")
    assert bot.store.file_content(bot.store.contract("C-1").file) == PDF
    assert bot.store.contract("C-1").vendor == "Kahoot"


async def test_a_breach_asks_for_the_vendor_unless_its_contract_is_named(bot: Bot) -> None:
    await logged(bot)
    view = await opened(bot, "log-breach")
    tells = next(block for block in view["blocks"] if block.get("block_id") == "f.contract")
    assert tells["dispatch_action"] and tells["element"]["type"] == "static_select"
    told = [block["block_id"] for block in view["blocks"] if block.get("dispatch_action")]
    assert told == ["f.contract", MORE]
    new = await changed(bot, view, "contract", contract="C-1")
    assert "vendor" not in fields(new) and typed(new, "contract")["value"] == "C-1"
    new = await changed(bot, new, "contract", contract=NONE)
    assert fields(new) == fields(view)
    new = await changed(bot, new, "contract", contract="C-1", vendor="Kahoot of Ohio")
    assert "vendor" in fields(new), "what was typed stays in sight"
    await bot.send(new, contract="C-1", vendor="Kahoot of Ohio", discovered="2026-10-07")
    assert bot.store.breach("B-1").vendor == "Kahoot of Ohio" and bot.store.breach("B-1").contract == "C-1"


async def test_a_form_that_opens_with_its_condition_met_has_only_what_is_asked_for(bot: Bot) -> None:
    await logged(bot)
    await bot.command("contract C-1", channel="D1")
    await bot.press("Log a breach", bot.slack.whispers[-1])
    assert "vendor" not in fields(bot.modal) and typed(bot.modal, "contract")["value"] == "C-1"
    await bot.send(bot.modal, discovered="2026-10-07")
    assert bot.store.breach("B-1").vendor == "Kahoot"


async def test_of_two_quick_changes_the_last_one_counts(bot: Bot) -> None:
    """Both are made in the window as it stood before; the second is no double click, and no stale one."""
    view = await opened(bot, "log-contract")
    both = ("student_records", "student_records,student_information")
    await asyncio.gather(*(change(bot, view, "categories", categories=one) for one in both))
    await bot.rest()
    assert {"kinds", "breach_days"} <= set(fields(now(bot, view)))
    view = now(bot, view)
    await change(bot, view, "categories", categories="student_records")
    await bot.rest()
    assert "breach_days" not in fields(now(bot, view))
    await change(bot, view, "categories", categories="student_information")
    await bot.rest()
    assert {"kinds", "breach_days"} <= set(fields(now(bot, view))), "made before the window had changed"


async def test_a_change_that_is_told_late_loses(bot: Bot) -> None:
    view = await opened(bot, "log-contract")
    await change(bot, view, "categories", categories="student_records")
    late = bot.slack._last["interactive"]
    await change(bot, view, "categories", categories="student_information")
    await bot.rest()
    assert "breach_days" in fields(now(bot, view))
    await bot.slack.send("interactive", late)
    await bot.rest()
    assert "breach_days" in fields(now(bot, view))


async def test_what_another_did_to_the_window_stays(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    view = await opened(bot, "log-contract")
    got = await bot.send(view, executed="2026-12-30", vendor="Kahoot")
    assert got.json["response_action"] == "update"
    mended = now(bot, view)
    await bot.after(await change(bot, view, "categories", categories="student_records"))
    assert now(bot, view) is mended and "hash_conflict" in {
        call.answer.get("error") for call in bot.slack.calls if call.method == "views.update"
    }
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]


async def test_what_is_wrong_and_what_was_confirmed_stays(bot: Bot) -> None:
    await logged(bot)
    note = "Emma Smith, born 4/5/2014"
    view = await opened(bot, f"log-breach contract: C-9; description: {note}")
    assert typed(view, "contract") == "C-9", "what no list holds is kept in a line"
    assert "Name the vendor" in words(view) and "sure" in fields(view) and "vendor" in fields(view)
    new = await changed(bot, view, "contract", contract="C-1", sure="guard-description", vendor="")
    assert fields(new) == fields(view) and "Name the vendor" in words(new), "what is wrong is not hidden"
    await bot.send(new, contract="C-1", sure="guard-description", description=note)
    assert bot.store.breach("B-1").vendor == "Kahoot"


async def test_doubts_come_along_when_the_fields_change(bot: Bot) -> None:
    view = await opened(bot, "log-contract")
    await bot.send(view, vendor="Kahoot", executed="2026-11-30")
    view = await bot.sections(now(bot, view))
    new = await changed(bot, view, "categories", categories="student_records", sure="future")
    assert "kinds" in fields(new) and fields(new)[-1] == "sure"
    assert [one["value"] for one in typed(new, "sure")] == ["future"] and "check this" in words(new)
    await bot.send(new)
    assert bot.store.contract("C-1").categories == ("student_records",)


async def test_errors_stand_at_the_fields_of_a_window_that_has_changed(bot: Bot) -> None:
    view = await opened(bot, "log-contract")
    new = await changed(bot, view, "categories", categories="student_records")
    got = await bot.send(new, vendor="Kahoot", executed="2026-10-06", expiry="2026-10-01")
    assert got.json["response_action"] == "errors" and set(got.json["errors"]) == {"f.expiry"}


async def test_whoever_may_no_longer_have_the_form_keeps_it_as_it_is(bot: Bot) -> None:
    await bot.command("grant <@U2|sam> privacy", channel="C1")
    await bot.command("log-contract", channel="C1", user="U2")
    view = await bot.sections(bot.modal)
    await bot.command("revoke <@U2|sam>", channel="C1")
    action = next(one for one in elements(view) if one["block_id"] == "f.categories")
    state = {"values": filled(view, categories="student_records")}
    await bot.after(await bot.slack.press(action, {**view, "state": state}, user="U2"))
    assert now(bot, view) is view and bot.heard[-1].look


async def test_a_window_that_was_closed_is_no_trouble(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    view = await opened(bot, "log-contract")
    del bot.slack.views[view["id"]]
    await bot.after(await change(bot, view, "categories", categories="student_records"))
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    assert not bot.slack.whispers
