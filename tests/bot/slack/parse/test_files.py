"""Do files come in and go out in Slack, and the token nowhere else?"""

from typing import Any

import pytest

from bot.words import attached
from tests.bot.chat.shared import ASK, PAPER, PAPER_2, PDF
from tests.bot.slack.bot_in_slack import Bot, words


async def test_a_file_that_is_dropped_becomes_a_contracts_file(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    assert "Your file is attached to this form" in words(bot.modal) and not bot.heard[-1].files
    await bot.send(bot.modal, vendor="Kahoot")
    await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    contract = bot.store.contract("C-1")
    assert bot.store.file_content(contract.file) == PDF and bot.store.file(contract.file).name == "kahoot.pdf"


async def test_a_file_comes_with_a_typed_line(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF, "log-contract vendor: Kahoot; executed: 2026-10-06"))
    assert bot.store.file_content(bot.store.contract("C-1").file) == PDF


async def test_a_file_stays_with_a_typed_line_that_has_to_be_mended(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF, "log-contract vendor: Kahoot; executed: 2031-10-06"))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    assert "Your file is attached to this form" in words(bot.modal)
    await bot.send(bot.modal, executed="2026-10-06")
    assert bot.store.file_content(bot.store.contract("C-1").file) == PDF


async def test_a_file_that_was_refused_is_not_with_the_form(bot: Bot) -> None:
    file = bot.slack.file("kahoot.pdf", PDF)
    bot.slack.files[file["id"]]["size"] = 60 * 1024 * 1024
    await bot.after(await bot.slack.direct("log-contract vendor: Kahoot; executed: 2026-10-06", files=[file]))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    await bot.send(bot.modal, link=LINK)
    assert bot.store.contract("C-1").link == LINK


async def test_a_file_beside_a_question_does_not_hide_it(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("photo.png", b"png", ASK))
    _, answer, file = bot.slack.said("D1")
    assert "10-234cc(b)(3)" in words(answer) and "neither a PDF nor a Word" in words(file)


@pytest.mark.parametrize("why", ["too large", "no scope", "gone"])
async def test_a_file_that_cannot_be_kept_is_named_and_nothing_is_lost(bot: Bot, why: str) -> None:
    await bot.command("log-contract", channel="C1")
    file = bot.slack.file("kahoot.pdf", PDF)
    match why:
        case "too large":
            bot.slack.files[file["id"]]["size"] = 60 * 1024 * 1024
        case "no scope":
            bot.slack.scopes.discard("files:read")
        case "gone":
            del bot.slack.files[file["id"]]
    state = {"f.file": {"file_input": {"type": "file_input", "files": [{"id": file["id"]}]}}}
    got = await bot.send(bot.modal, state, vendor="Kahoot", executed="2026-10-06")
    assert got.json["response_action"] == "errors" and not bot.store.contracts()
    assert set(got.json["errors"]) == {"f.file"}
    assert ("60 MB" if why == "too large" else "could not read the file") in got.json["errors"]["f.file"]


@pytest.mark.parametrize(
    ("user", "name", "size", "says"),
    [
        ("U2", "kahoot.pdf", 900, "I cannot read this file"),
        ("UGUEST", "kahoot.pdf", 900, "not for guests"),
        ("U2", "photo.png", 900, "privacy team"),
        ("U1", "kahoot.pdf", 0, "kahoot.pdf is empty"),
        ("U1", "kahoot.docx", 60 * 1024 * 1024, "kahoot.docx is 60 MB"),
        ("U1", "photo.png", 60 * 1024 * 1024, "neither a PDF nor a Word"),
    ],
)
async def test_what_cannot_become_a_contract_s_file_is_said_when_it_is_dropped(
    bot: Bot, user: str, name: str, size: int, says: str
) -> None:
    file = bot.slack.file(name, PDF, user)
    bot.slack.files[file["id"]]["size"] = size
    await bot.after(await bot.slack.direct("", user=user, files=[file]))
    _, told = bot.slack.said(bot.slack.chat_with(user))
    assert says in words(told["blocks"]) and "actions" not in words(told["blocks"])


async def test_a_file_in_a_channel_that_many_read_is_no_contract_s(bot: Bot) -> None:
    await bot.after(await bot.slack.event({**mention_with_file(bot), "channel": "C2"}))
    assert "open to many people" in words(bot.slack.whispers[-1])


@pytest.mark.parametrize("said", [ASK, "deadlines"])
async def test_a_question_with_a_file_that_may_not_be_read_there_gets_one_answer(bot: Bot, said: str) -> None:
    await bot.after(await bot.slack.event({**mention_with_file(bot, said), "channel": "C2"}))
    [answer] = bot.slack.whispers
    assert words(answer["blocks"]).count("open to many people") == 1
    assert ("10-234cc(b)(3)" in words(answer)) is (said == ASK)


def mention_with_file(bot: Bot, said: str = "") -> dict[str, Any]:
    return {
        **bot.slack.written(f"<@UBOT> {said}".strip(), "U1", "C2"),
        "type": "app_mention",
        "files": [bot.slack.file("a.pdf", PDF)],
    }


LINK = "https://hartford.example/kahoot.pdf"


@pytest.mark.parametrize("why", ["too large", "gone"])
async def test_a_file_that_is_refused_is_left_out_so_that_its_form_can_be_sent(bot: Bot, why: str) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    [id] = bot.slack.files
    if why == "too large":
        bot.slack.files[id]["size"] = 60 * 1024 * 1024
    else:
        del bot.slack.files[id]
    got = await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    told = words(got.json["view"])
    assert "The file is left out" in told and '"initial_value": "Kahoot"' in told and "stays with" not in told
    assert ("60 MB" if why == "too large" else "could not read the file") in told and id not in told
    await bot.send(bot.modal, link=LINK)
    contract = bot.store.contract("C-1")
    assert contract.link == LINK and contract.vendor == "Kahoot" and not contract.file


async def test_a_file_that_is_refused_with_something_else_is_left_out_too(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    file = bot.slack.file("kahoot.pdf", PDF)
    bot.slack.files[file["id"]]["size"] = 60 * 1024 * 1024
    state = {"f.file": {"file_input": {"type": "file_input", "files": [{"id": file["id"]}]}}}
    got = await bot.send(bot.modal, state, vendor="Kahoot", executed="2031-01-01")
    assert got.json["response_action"] == "update" and "The file is left out" in words(got.json)
    got = await bot.send(bot.modal, executed="2026-10-06", link=LINK)
    assert got.json == {"response_action": "clear"} and bot.store.contract("C-1").link == LINK


async def test_another_file_takes_the_place_of_one_that_was_refused(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    bot.slack.files[next(iter(bot.slack.files))]["size"] = 60 * 1024 * 1024
    await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    small = bot.slack.file("small.pdf", PDF)
    state = {"f.file": {"file_input": {"type": "file_input", "files": [{"id": small["id"]}]}}}
    await bot.send(bot.modal, state)
    assert bot.store.file(bot.store.contract("C-1").file).name == "small.pdf"


async def test_the_token_goes_to_slack_alone(bot: Bot) -> None:
    file = bot.slack.file("kahoot.pdf", PDF)
    bot.slack.files[file["id"]]["url_private_download"] = "http://localhost:1/kahoot.pdf"
    await bot.after(await bot.slack.direct("log-contract vendor: Kahoot; executed: 2026-10-06", files=[file]))
    assert "could not read the file" in words(bot.slack.said("D1")[-1]) and not bot.store.contracts()


async def test_files_are_handed_out_in_direct_messages(bot: Bot) -> None:
    await test_a_file_comes_with_a_typed_line(bot)
    await bot.command("contract-file C-1", channel="C1")
    assert "direct messages" in words(bot.slack.replies[-1])
    [file] = bot.slack.said("D1")[-1]["files"]
    assert bot.slack.files[file["id"]]["content"] == PDF
    bot.slack.scopes.discard("files:write")
    await bot.command("contract-file C-1", channel="C1")
    assert "files:write" in words(bot.slack.replies[-1])


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal"])
async def test_a_file_that_cannot_go_out_is_not_named_as_if_it_had(bot: Bot, method: str) -> None:
    bot.slack.fail(method, "internal_error", times=3)
    await bot.command("export json", channel="C1")
    told = words(bot.slack.replies[-1])
    assert "could not send the file" in told and attached(name="") not in told


async def test_a_spreadsheet_that_is_dropped_is_imported_after_a_look(bot: Bot) -> None:
    sheet = b"Vendor,Product,Date signed\nAcme,App,10/6/2025\nBolt,Board,Fall 2025\n"
    await bot.after(await bot.slack.drops_file("contracts.csv", sheet))
    await bot.press("Import the contracts in it", bot.slack.said("D1")[-1])
    await bot.send(bot.modal)
    shown = bot.slack.said("D1")[-1]
    assert "2 rows: 1 new, 1 to be settled first" in words(shown), bot.slack.said("D1")
    await bot.press("Import the 1 good row", shown)
    assert [one.vendor for one in bot.store.contracts()] == ["Acme"]


async def test_a_paper_that_is_dropped_is_reviewed_and_logged_from_what_it_says(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("brightleaf.docx", PAPER))
    card = bot.slack.said("D1")[-1]
    assert "of 10" in words(card) and "brightleaf.docx" in words(card) and "Not legal advice" in words(card)
    await bot.press("Log this contract", card)
    assert "brightleaf.docx is added" in words(bot.modal)
    await bot.send(bot.modal, vendor="Brightleaf", executed="2026-10-06")
    contract = bot.store.contract("C-1")
    assert bot.store.file_content(contract.file) == PAPER and contract.vendor == "Brightleaf"


async def test_each_paper_is_reviewed_apart_when_somebody_asks_for_it(bot: Bot) -> None:
    files = [bot.slack.file(name, PAPER) for name in ("a.docx", "b.docx")]
    await bot.after(await bot.slack.direct("does this contract have the ten?", files=files))
    first, second = bot.slack.said("D1")[-2:]
    assert "I read a.docx" in words(first) and "I read b.docx" in words(second)


async def test_a_paper_is_held_against_the_file_on_record(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("a.docx", PAPER, "log-contract vendor: Acme; executed: 2026-10-06"))
    await bot.after(await bot.slack.drops_file("b.docx", PAPER_2, "review C-1"))
    card = bot.slack.said("D1")[-1]
    assert "What changed" in words(card) and "Severability, (a)(10): was missing" in words(card)
    await bot.press("Keep it as the file of C-1", card)
    assert bot.store.file_content(bot.store.contract("C-1").file) == PAPER_2
