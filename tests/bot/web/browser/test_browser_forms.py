"""Can a person fill in forms in a real browser, and is nothing lost that was typed?"""

from pathlib import Path

from playwright.sync_api import expect

from tests.bot.web.browser.chromium import SLOW, Open, answers, check, fill, log_contract, unfold


def test_a_contract_with_a_mistake_is_mended_and_its_life_is_read(bot: str, open_page: Open, tmp_path: Path) -> None:
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"%PDF-1.7 a contract")
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    unfold(page)
    fill(page, vendor="Mendware", executed="someday", purpose="Maps", notes="Emma Smith, born 4/5/2014, cannot log in")
    page.check('[name="f.categories"][value="student_records"]')
    page.set_input_files('[name="f.file"]', paper)
    page.click("form.fill .send .main")
    summary = page.locator(".reply.sorry .says:focus")
    expect(summary).to_contain_text("cannot read 'someday'")
    executed = page.locator('[name="f.executed"]')
    expect(executed).to_have_attribute("aria-invalid", "true")
    expect(executed).to_have_value("someday")
    expect(page.locator('[name="f.vendor"]')).to_have_value("Mendware")
    expect(page.locator('[name="f.categories"][value="student_records"]')).to_be_checked()
    summary.get_by_role("link").first.click()
    expect(executed).to_be_focused()
    executed.fill("Oct 7, 2025")
    for doubt in page.locator('[name="f.sure"][type=checkbox]').all():
        doubt.check()
    page.click("form.fill .send .main")
    saved = answers(page).last
    expect(saved).to_contain_text("Saved as C-")
    expect(page.locator("form.fill")).to_have_count(0)
    saved.get_by_role("link", name="C-").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("C-")
    expect(page.locator("main")).to_contain_text("contract.pdf")
    expect(page.locator("main")).to_contain_text("logged the contract")


def test_two_clicks_make_one_record(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor="Twoclicks", executed="2025-10-07")
    page.dblclick("form.fill .send .main")
    expect(answers(page).last).to_contain_text("Saved as C-")
    page.goto(f"{bot}board?q=Twoclicks")
    expect(page.locator("#contracts")).to_contain_text("1 contract")


def test_a_file_of_60_mb_gets_a_sentence_and_nothing_typed_is_lost(bot: str, open_page: Open, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    unfold(page)
    fill(page, vendor="Largeware", executed="2025-10-07")
    page.set_input_files('[name="f.file"]', large)
    page.click("form.fill .send .main")
    expect(page.locator(".error")).to_contain_text("large.pdf is 60 MB", timeout=SLOW)
    expect(page.locator('[name="f.vendor"]')).to_have_value("Largeware")


def test_a_field_shows_while_it_is_asked_for(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    log_contract(page, "Fieldware")
    number = answers(page).last.get_by_role("link", name="C-").first.inner_text()
    page.locator('#talk button[value="log-contract"]').first.click()
    unfold(page)
    kinds, days, other = (
        page.locator(f'form.fill [name="f.{id}"]') for id in ("kinds", "breach_days", "breach_days_other")
    )
    expect(days).to_be_visible()
    expect(kinds).to_be_hidden()
    page.check('[name="f.categories"][value="student_records"]')
    expect(kinds).to_be_visible()
    expect(page.get_by_text("Needed once the data is chosen above.")).to_be_hidden()
    expect(days).to_be_hidden()
    expect(other).to_be_visible()
    kinds.fill("Nicknames")
    page.uncheck('[name="f.categories"][value="student_records"]')
    expect(kinds).to_be_visible()  # what was typed stays in sight, and says when it is needed
    expect(page.get_by_text("Needed once the data is chosen above.")).to_be_visible()
    kinds.fill("")
    expect(kinds).to_be_visible()  # not under the cursor
    kinds.press("Tab")
    expect(kinds).to_be_hidden()
    fill(page, executed="someday")
    page.check('[name="f.categories"][value="student_information"]')
    page.click("form.fill .send .main")
    expect(page.locator(".error").first).to_be_visible()
    expect(kinds).to_be_visible()
    page.goto(f"{bot}board")
    page.get_by_role("button", name="Log a breach").first.click()
    vendor = page.locator('dialog [name="f.vendor"]')
    expect(vendor).to_be_visible()
    contract = page.locator('dialog [name="f.contract"]')
    contract.select_option(number)
    expect(vendor).to_be_hidden()
    contract.select_option("")
    page.click("form.fill .send .main")
    expect(page.locator(".error")).to_have_count(1)
    expect(vendor).to_be_visible()  # with what is wrong
    contract.select_option(number)
    expect(vendor).to_be_visible()
    page.click("form.fill .send .main")
    expect(page.locator("dialog .reply").last).to_contain_text("breach at Fieldware")


def test_without_scripts_every_field_shows_and_says_when_it_is_needed(bot: str, open_page: Open) -> None:
    page = open_page(bot, java_script_enabled=False)
    page.fill("#say", "log-contract")
    page.click("#ask button")
    unfold(page)
    kinds = page.locator('[name="f.kinds"]')
    expect(kinds).to_be_visible()
    expect(page.get_by_text("Needed once the data is chosen above.")).to_be_visible()
    described = (kinds.get_attribute("aria-describedby") or "").split()
    assert "Needed once" in page.locator(f'[id="{described[0]}"]').inner_text()
    fill(page, vendor="Noscript of Ohio", executed="2025-10-07", kinds="Nicknames")
    page.click("form.fill .send .main")
    expect(page.locator(".reply").first).to_contain_text("Saved as C-")


def test_closed_days_and_hours_are_picked_and_a_form_is_left_by_cancel(bot: str, open_page: Open) -> None:
    page = open_page(bot, viewport={"width": 390, "height": 700})
    page.fill("#say", "setup")
    page.click("#ask button")
    check(page)
    unfold(page)
    check(page)
    fill(page, **{"closures.1.first": "Dec 24, 2026", "closures.1.last": "Jan 1, 2027", "morning": "07:30"})
    page.click("form.fill .send .main")
    expect(answers(page).last).to_contain_text("2026-12-24 to 2027-01-01")
    expect(answers(page).last).to_contain_text("07:30")
    page.goto(f"{bot}board")
    page.get_by_role("button", name="Log a contract").first.click()
    save = page.locator("dialog .send .main")
    expect(save).to_be_in_viewport()
    unfold(page)
    expect(save).to_be_in_viewport()
    page.locator("dialog .cancel").click()
    expect(page.locator("dialog")).to_be_hidden()
