"""Does the message extension find contracts and answer questions on messages, for those who may, and keep nothing?"""

import threading

import pytest

from bot.teams.client import ASK_ABOUT_THIS, SEARCH, TRACK_THIS
from bot.teams.respond import extension
from bot.teams.respond.extension import MOST
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot, filled, logged
from tests.bot.teams.limits import complaints
from tests.bot.teams.small_teams.teams import Answer, Json, inputs, words


def found(got: Answer) -> list[Json]:
    return got.json["composeExtension"]["attachments"]


def told(got: Answer) -> str:
    assert got.json["composeExtension"]["type"] == "message"
    return got.json["composeExtension"]["text"]


async def test_contracts_are_found_and_dropped_as_a_card(bot: Bot) -> None:
    await logged(bot)
    await bot.says("log-contract vendor: Canva; executed: 2026-10-05")
    got = await bot.after(await bot.teams.queries(SEARCH, where="g1"))
    assert [one["preview"]["content"]["title"] for one in found(got)] == ["C-2: Canva", "C-1: Kahoot"]
    [one] = found(await bot.teams.queries(SEARCH, "kahoot"))
    assert "Kahoot" in words(one["content"]) and not list(complaints(one["content"]))
    assert "Action" not in words(one["content"]), "no buttons where the bot may not be"
    [chosen] = found(await bot.teams.selects({"id": "C-1"}, where="g1"))
    assert chosen["content"] == one["content"]


async def test_pages_follow_each_other_and_end(bot: Bot) -> None:
    for number in range(12):
        await bot.says(f"log-contract vendor: Vendor {number}; executed: 2026-10-06")
    first = found(await bot.teams.queries(SEARCH, "vendor"))
    second = found(await bot.teams.queries(SEARCH, "vendor", skip=MOST))
    assert (len(first), len(second)) == (MOST, 2) and not found(await bot.teams.queries(SEARCH, "vendor", skip=20))
    assert len({words(one) for one in first + second}) == 12


async def test_what_is_not_there_is_told_in_words(bot: Bot) -> None:
    assert "No contract is on record yet" in told(await bot.teams.queries(SEARCH))
    assert "matches these words" in told(await bot.teams.queries(SEARCH, "kahoot"))
    assert "no contract" in told(await bot.teams.selects({"id": "C-9"}))


async def test_an_id_is_found_signs_are_passed_over_and_near_spellings_offered(bot: Bot) -> None:
    for number in range(1, 11):
        await bot.says(f"log-contract vendor: Company {number}; executed: 2026-10-06")
    for typed, title in (("C-7", "C-7: Company 7"), ("company 7; ", "C-7: Company 7"), ("compny 3", "C-3: Company 3")):
        titles = [one["preview"]["content"]["title"] for one in found(await bot.teams.queries(SEARCH, typed))]
        assert titles[0] == title, typed
    assert "matches these words" in told(await bot.teams.queries(SEARCH, "zzz"))


async def test_guests_and_people_of_elsewhere_find_nothing(bot: Bot) -> None:
    await logged(bot)
    for by, where in (("guest", "staff"), ("far", "vendor")):
        assert "not for guests" in told(await bot.teams.queries(SEARCH, "kahoot", by=by, where=where))
        assert "not for guests" in told(await bot.teams.selects({"id": "C-1"}, by=by, where=where))


async def test_no_contract_is_offered_where_others_would_read_it(bot: Bot) -> None:
    """Anyone who reads the channel reads the card that is put into it."""
    await logged(bot)
    bot.teams.channel("general", "ana", "sam", team="19:general@thread.tacv2")
    for where in ("staff", "privacy", "vendor", "general"):
        for text in ("", "kahoot", "setup place"):
            said = told(await bot.teams.queries(SEARCH, text, where=where))
            assert "would see the contract" in said and "Kahoot" not in said
        assert "would see the contract" in told(await bot.teams.selects({"id": "C-1"}, where=where))
    await bot.says("setup place: here", where="privacy")
    assert found(await bot.teams.queries(SEARCH, "kahoot", where="privacy")), "the district's own place"
    assert "would see the contract" in told(await bot.teams.queries(SEARCH, "kahoot", where="staff"))
    assert found(await bot.teams.queries(SEARCH, "kahoot", where="g1"))


async def test_an_answer_to_a_search_has_an_end_and_says_so(bot: Bot) -> None:
    for number in range(MOST):
        long = f"description: {'long words ' * 250}; notes: {'other words ' * 240}"
        await bot.says(f"log-contract vendor: Vendor {number}; executed: 2026-10-06; {long}")
        assert bot.store.contract(f"C-{number + 1}"), words(bot.last())
    got = await bot.teams.queries(SEARCH, "vendor")
    *some, last = found(got)
    assert len(got.body.encode("utf-16-le")) <= 80_000 and 1 <= len(some) < MOST
    assert "More contracts" in words(last["preview"]) and not list(complaints(last["content"]))


async def test_where_the_bot_is_not_it_knows_people_by_their_own_chat(bot: Bot) -> None:
    await logged(bot)
    bot.teams.group("two", "ana", "sam").installed = False
    assert found(await bot.teams.queries(SEARCH, "kahoot", where="two"))
    bot.teams.rooms["sam"].installed = False
    assert "could not tell me" in told(await bot.teams.queries(SEARCH, "kahoot", by="sam", where="two"))


async def test_a_search_that_breaks_or_takes_long_is_told(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(type(bot.store), "contracts", lambda *_: gate.wait(5) and 1 / 0)
    monkeypatch.setattr(extension, "IN_TIME", 0)
    assert "search again in a moment" in told(await bot.teams.queries(SEARCH, "secretword"))
    gate.set()
    await bot.app.rest()
    monkeypatch.setattr(extension, "IN_TIME", 4)
    assert "reference" in told(await bot.teams.queries(SEARCH, "secretword")) and "secretword" not in caplog.text


async def test_somebodys_message_is_asked_about_for_the_asker_alone(bot: Bot) -> None:
    head = bot.store.head()
    question = {"text": f"<div>{ASK.replace(' ', '&nbsp;')}</div>"}
    got = await bot.after(await bot.teams.asks_about(question, ASK_ABOUT_THIS, by="guest", where="staff"))
    assert CITE in words(got.card) and not bot.teams.said("staff") and not bot.teams.whispers
    assert bot.heard[-1].text == f"ask {ASK}" and not bot.heard[-1].place and bot.store.head() == head
    got = await bot.after(await bot.teams.submits_asked(ASK_ABOUT_THIS, {"say": "rule cc(b)(3)"}, where="staff"))
    assert CITE in words(got.card) and not bot.teams.said("staff")


async def test_a_message_is_never_a_command_and_may_say_nothing(bot: Bot) -> None:
    await bot.after(await bot.teams.asks_about({"text": "<p>deadlines</p>"}, ASK_ABOUT_THIS, where="staff"))
    assert bot.heard[-1].text == "ask deadlines"
    got = await bot.teams.asks_about({"text": "<p><img src='x'></p>"}, ASK_ABOUT_THIS, where="staff")
    assert "no text" in got.json["task"]["value"]


async def test_somebodys_message_becomes_a_record_in_that_dialog(bot: Bot) -> None:
    mail = "On October 5 Kestrel Learning discovered that an account with names of 412 students was used by a stranger."
    got = await bot.after(await bot.teams.asks_about({"text": f"<p>{mail}</p>"}, TRACK_THIS, where="staff"))
    assert "Log the breach at Kestrel Learning?" in words(got.card) and not bot.teams.said("staff")
    assert "Save as shown" not in {one.get("title") for one in _actions(got.card)}
    [save] = [one for one in _actions(got.card) if one.get("data", {}).get("form")]
    got = await bot.after(
        await bot.teams.submits_asked(TRACK_THIS, {**save["data"], **filled(got.card)}, where="staff")
    )
    [breach] = bot.store.breaches()
    assert (breach.vendor, breach.students) == ("Kestrel Learning", 412) and not bot.teams.said("staff")


async def test_a_form_in_such_a_dialog_stays_in_it(bot: Bot) -> None:
    got = await bot.after(await bot.teams.submits_asked(ASK_ABOUT_THIS, {"say": "log-contract"}, where="staff"))
    form = got.card
    [send] = [one for one in _actions(form) if one.get("data", {}).get("form")]
    typed = filled(form, vendor="Kahoot", executed="2026-10-06")
    got = await bot.after(await bot.teams.submits_asked(ASK_ABOUT_THIS, {**send["data"], **typed}, where="staff"))
    assert not inputs(got.card) and "Saved as C-1" in words(got.card)
    assert bot.store.contract("C-1") and not bot.teams.said("staff") and not bot.teams.whispers


def _actions(found: Json) -> list[Json]:
    return [action for element in found["body"] for action in element.get("actions", ())]
