"""Do files come in and go out in Teams, and nowhere else than where Teams keeps them?"""

import pytest

from bot.teams.parse import files
from bot.teams.parse.files import _is_microsofts
from tests.bot.chat.shared import ASK, PAPER, PDF
from tests.bot.teams.bot_in_teams import CITE, Bot, filled, logged
from tests.bot.teams.small_teams.teams import Json, button, buttons, words

LINE = "log-contract vendor: Kahoot; executed: 2026-10-06"


async def drops(bot: Bot, name: str = "kahoot.pdf", content: bytes = PDF, text: str = "") -> Json:
    await bot.after(await bot.teams.drops_file(name, content, text))
    return bot.last()


async def test_a_file_that_is_dropped_becomes_a_contracts_file(bot: Bot) -> None:
    shown = await drops(bot)
    form = (await bot.presses("Log a contract", shown)).card
    assert "Your file is attached to this form" in words(form) and not bot.heard[-1].files
    got = await bot.sends(form, shown, vendor="Kahoot")
    assert "Your file is attached to this form" in words(got.card)
    assert "You cannot attach a file" not in words(form) + words(got.card)
    await bot.sends(got.card, shown, vendor="Kahoot", executed="2026-10-06")
    contract = bot.store.contract("C-1")
    assert bot.store.file_content(contract.file) == PDF and bot.store.file(contract.file).name == "kahoot.pdf"


async def test_the_same_in_the_message_itself(bot: Bot) -> None:
    shown = await drops(bot)
    await bot.presses("Fill it in here", shown)
    send = next(one for one in buttons(shown) if one.get("verb") == "send")
    typed = filled(shown, vendor="Kahoot", executed="2026-10-06")
    await bot.after(await bot.teams.presses(send, shown, inputs=typed))
    assert bot.store.file_content(bot.store.contract("C-1").file) == PDF


async def test_a_file_comes_with_a_typed_line(bot: Bot) -> None:
    await drops(bot, text=LINE)
    assert bot.store.file_content(bot.store.contract("C-1").file) == PDF


async def test_a_file_beside_a_question_does_not_hide_it(bot: Bot) -> None:
    await drops(bot, "photo.png", b"png", ASK)
    answer, file = bot.teams.said("ana")
    assert CITE in words(answer) and "neither a PDF nor a Word" in words(file)


@pytest.mark.parametrize("said", [ASK, "deadlines"])
async def test_a_question_with_a_file_that_may_not_be_read_there_gets_one_answer(bot: Bot, said: str) -> None:
    await bot.after(await bot.teams.drops_file("kahoot.pdf", PDF, said, where="staff"))
    [answer] = bot.teams.said("staff") + bot.teams.whispers
    assert "open to many people" in words(answer) and (CITE in words(answer)) is (said == ASK)


@pytest.mark.parametrize("why", ["too large", "larger than told", "gone", "elsewhere", "no PDF"])
async def test_a_file_that_cannot_be_kept_is_named_and_nothing_is_lost(
    bot: Bot, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await drops(bot)
    form = (await bot.presses("Log a contract", shown)).card
    match why:
        case "too large":
            monkeypatch.setattr(files, "LARGEST_KEPT", 10)
            bot.teams.files["kahoot.pdf"] = bytes(21 * 1024 * 1024)
        case "larger than told":
            bot.teams.tells_lengths = False
            bot.teams.files["kahoot.pdf"] = bytes(26 * 1024 * 1024)
        case "gone":
            del bot.teams.files["kahoot.pdf"]
        case "elsewhere":
            send = button("Save", form) if any("Save" in one["title"] for one in buttons(form)) else buttons(form)[-1]
            send["data"]["meta"] = send["data"]["meta"].replace("http://127.0.0.1", "http://203.0.113.7")
        case "no PDF":
            bot.teams.files["kahoot.pdf"] = b"a page to sign in"
    got = await bot.sends(form, shown, vendor="Kahoot", executed="2026-10-06")
    says = {"too large": "21 MB", "larger than told": "25 MB", "no PDF": "has the name of a PDF"}.get(
        why, "could not read the file"
    )
    assert says in words(got.card) and not bot.store.contracts()
    assert '"value": "Kahoot"' in words(got.card)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://hartford-my.sharepoint.com/personal/ana/download.aspx?tempauth=v1.ey", True),
        ("https://hartford.sharepoint.us/x", True),
        ("http://hartford-my.sharepoint.com/x", False),
        ("https://sharepoint.com.example.org/x", False),
        ("https://example.org/?.sharepoint.com", False),
        ("https://evilsharepoint.com/x", False),
        ("https://ana@hartford.sharepoint.com:8443/x", False),
        ("https://127.0.0.1/x", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_files_are_microsofts_alone(address: str, good: bool) -> None:
    assert _is_microsofts(address, "https://smba.trafficmanager.net/amer/") is good


async def test_a_file_is_handed_out_once_it_is_consented_to(bot: Bot) -> None:
    await drops(bot, text=LINE)
    await bot.says("contract-file C-1")
    told, offer = bot.teams.said("ana")[-2:]
    assert "Your file is below" in words(told) and not bot.teams.uploads
    await bot.after(await bot.teams.consents(offer))
    assert bot.teams.uploads == {"kahoot.pdf": PDF}
    assert offer not in bot.teams.said("ana") and "card.file.info" in words(bot.last())
    await bot.says("contract-file C-1")
    await bot.after(await bot.teams.consents(bot.last(), accept=False))
    assert "declined" in words(bot.last())


async def test_a_file_goes_to_nobody_who_may_not_have_it(bot: Bot) -> None:
    await drops(bot, text=LINE)
    await bot.says("contract-file C-1")
    offer = bot.last()
    bot.teams.people["ana"] = bot.teams.people["guest"]
    await bot.after(await bot.teams.consents(offer))
    assert not bot.teams.uploads and "not for guests" in words(bot.last())


async def test_in_a_group_the_file_is_offered_in_ones_own_chat(bot: Bot) -> None:
    await drops(bot, text=LINE)
    await bot.says("contract-file C-1", where="g1")
    assert "in our own chat" in words(bot.teams.whispers[-1]) and not bot.teams.said("g1")
    await bot.after(await bot.teams.consents(bot.last()))
    assert bot.teams.uploads == {"kahoot.pdf": PDF}
    bot.teams.rooms["ana"].installed = False
    await bot.says("contract-file C-1", where="g1")
    assert "Add me to your apps" in words(bot.teams.whispers[-1])


async def test_a_file_that_cannot_be_stored_is_told(bot: Bot) -> None:
    await logged(bot)
    await bot.says("export csv")
    offer = bot.last()
    context = offer["attachments"][0]["content"]["acceptContext"]
    for address in ("http://203.0.113.7/upload", f"{bot.teams.origin}/nowhere"):
        upload = {"name": "x", "uploadUrl": address, "contentUrl": address, "uniqueId": "1", "fileType": "csv"}
        value = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": upload}
        await bot.after(await bot.teams.send(bot.teams._invoke("fileConsent/invoke", value, "ana", offer)))
        assert "could not save the file" in words(bot.last())
    assert len(bot.teams.said("ana")) == 5


async def test_a_spreadsheet_that_is_dropped_is_imported_after_a_look(bot: Bot) -> None:
    shown = await drops(bot, "contracts.csv", b"Vendor,Product,Date signed\nAcme,App,10/6/2025\nBolt,Board,Fall 2025\n")
    form = (await bot.presses("Import the contracts in it", shown)).card
    await bot.sends(form, shown)
    review = bot.last()
    assert "2 rows: 1 new, 1 to be settled first" in words(review)
    await bot.presses("Import the 1 good row", review)
    assert [one.vendor for one in bot.store.contracts()] == ["Acme"]


async def test_a_paper_that_is_dropped_is_reviewed_and_logged_from_what_it_says(bot: Bot) -> None:
    shown = await drops(bot, "brightleaf.docx", PAPER, "review this")
    assert "of 10" in words(shown) and "brightleaf.docx" in words(shown)
    form = (await bot.presses("Log this contract", shown)).card
    await bot.sends(form, shown, vendor="Brightleaf", executed="2026-10-06")
    assert bot.store.file_content(bot.store.contract("C-1").file) == PAPER
