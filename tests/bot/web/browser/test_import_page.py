"""Can a person on the page see what a spreadsheet holds, say which column is which, and settle the rows that are left?"""

from pathlib import Path

from playwright.sync_api import expect

from tests.bot.web.browser.chromium import Open, answers, check

SHEET = (
    "Contracts of the district; kept by the office\n"
    "Co.;What we use;Sig. dt;Thru;Web pg;Remarks\n"
    "Acme;Reader;9/1/2026;8/31/2027;https://schools.example.org/notices/acme;\n"
    "Bolt;Board;Fall 2026;;;see binder\n"
)


def test_columns_are_chosen_from_lists_and_a_row_is_settled_in_its_form(
    bot: str, open_page: Open, tmp_path: Path
) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    page = open_page(bot)
    page.fill("#say", "import")
    page.keyboard.press("Enter")
    page.set_input_files('[name="f.sheet"]', sheet)
    page.click("form.fill .send .main")
    expect(answers(page).last).to_contain_text("1 to be settled first")
    page.get_by_role("button", name="Change the columns").last.click()
    owner = page.get_by_label("Remarks")
    expect(owner).to_have_value("-")
    check(page)
    assert page.locator("form.fill input[type=radio]").count() == 0
    owner.select_option("notes")
    page.click("form.fill .send .main")
    expect(answers(page).last).to_contain_text("Notes")
    check(page)
    page.get_by_role("button", name="Settle 1 row").last.click()
    expect(answers(page).last).to_contain_text("Back to the import")
    check(page)
    page.get_by_role("button", name="Fill in").last.click()
    expect(page.locator('[name="f.vendor"]')).to_have_value("Bolt")
    expect(page.locator('[name="f.notes"]')).to_have_value("see binder")
