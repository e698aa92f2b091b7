"""Can a file be dropped on the page, and does the page stay where it is?"""

import re

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser.chromium import Open, answers, check, drop, fill

SHEET = "contracts.csv", "Vendor,Product,Date signed\nDropware,App,9/1/2026\n"


@pytest.mark.parametrize("path", ["", "board"])
def test_a_dropped_spreadsheet_is_shown_and_imported_by_one_press(bot: str, open_page: Open, path: str) -> None:
    page = open_page(f"{bot}{path}")
    drop(page, (SHEET[0], SHEET[1].replace("Dropware", f"Dropware {path}")))
    expect(answers(page).last).to_contain_text("1 row: 1 new. Nothing is saved yet.")
    check(page)
    page.get_by_role("button", name="Import the 1 good row").click()
    expect(answers(page).last).to_contain_text("1 contract imported")


def test_a_file_dropped_on_the_open_form_is_the_forms(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.fill("#say", "import")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Or drop the file on this page.")).to_be_visible()
    drop(page, ("list.csv", SHEET[1].replace("Dropware", "Formware")))
    assert page.locator('[name="f.sheet"]').evaluate("one => one.files[0].name") == "list.csv"
    page.click("form.fill .send .main")
    expect(answers(page).last).to_contain_text("1 row: 1 new")


def test_a_paper_dropped_on_the_form_of_a_contract_is_its_file(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor="Paperware", executed="2025-10-07")
    drop(page, ("paper.pdf", "%PDF-1.7 a contract"))
    expect(page.locator('[name="f.file"]')).to_be_visible()
    page.click("form.fill .send .main")
    expect(answers(page).last).to_contain_text("Saved as C-")
    answers(page).last.get_by_role("link", name="C-").first.click()
    expect(page.locator("main")).to_contain_text("paper.pdf")


def test_a_spreadsheet_dropped_on_the_form_of_a_contract_is_imported(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    expect(page.locator('[name="f.file"]')).to_be_attached()
    drop(page, (SHEET[0], SHEET[1].replace("Dropware", "Elseware")))
    expect(answers(page).last).to_contain_text("1 row: 1 new. Nothing is saved yet.")
    assert page.locator('[name="f.file"]').evaluate("one => one.files.length") == 0


def test_a_files_mistake_goes_with_the_file(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.fill("#say", "import")
    page.keyboard.press("Enter")
    expect(page.locator('[name="f.sheet"]')).to_be_visible()
    drop(page, ("list.csv", ""))
    page.click("form.fill .send .main")
    expect(page.locator("form.fill .field .error")).to_be_visible()
    drop(page, ("list.csv", SHEET[1].replace("Dropware", "Againware")))
    expect(page.locator("form.fill .field .error")).to_have_count(0)


def test_another_file_is_left_where_it_is_and_the_page_says_what_can_be_dropped(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    drop(page, ("photo.png", "no sheet"))
    expect(page.get_by_role("status")).to_contain_text("Drop a spreadsheet to import it, or a contract to review it.")
    page.evaluate("""() => {
        const card = Object.assign(document.createElement("article"), { className: "reminder" });
        Object.assign(card.dataset, { id: "D-0", at: "", title: "Post the contract" });
        arrive([card]);
    }""")
    expect(page.get_by_role("status")).to_have_text(re.compile("Drop a spreadsheet .* New: Post the contract"))
    drop(page, SHEET, ("second.csv", SHEET[1]))
    expect(answers(page).last).to_contain_text("I read one spreadsheet at a time.")


def test_a_dropped_text_file_is_read_as_a_paper_and_not_as_a_table(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    drop(page, ("letter.txt", "We discovered a security incident on November 3, 2026."))
    expect(answers(page).last).to_contain_text("letter.txt")
    expect(answers(page).last).not_to_contain_text("spreadsheet")
