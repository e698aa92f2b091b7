"""Does a press on the page do what it says, once, with everything else left as it was?"""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.bot.web.browser.chromium import Open, answers, check, fill

BREACH = "Kahoot told us yesterday that they were hacked, about 120 students"


def test_a_proposal_gives_way_to_its_result_and_a_row_adds_to_the_conversation(
    start: Any, open_page: Open, tmp_path: Path
) -> None:
    with start(tmp_path, DPA_NOW="2026-10-07T12:00") as bot:
        page = open_page(bot)
        for line in ("log-contract vendor: Kahoot; executed: 2026-10-05", BREACH):
            page.fill("#say", line)
            page.press("#say", "Enter")
            expect(page.locator("#ask[aria-busy]")).to_have_count(0)
        card = answers(page).last
        expect(card).to_contain_text("Tell the families by Thu, Oct 8")
        expect(card.locator(".main:visible")).to_have_text(["Save as shown"])
        expect(card.locator("details.change form.fill")).to_be_hidden()
        expect(card.locator(".main:visible")).to_be_in_viewport(ratio=1)
        check(page)
        page.evaluate(
            """() => {
              const form = document.querySelector('[data-proposal] form.choices');
              window.kept = new FormData(form);
              window.kept.append('say', form.querySelector('.main').value);
            }"""
        )
        count = answers(page).count()
        card.get_by_role("button", name="Save as shown").click()
        expect(answers(page).last).to_contain_text("Saved as B-1")
        expect(page.locator("[data-proposal]")).to_have_count(0)
        assert answers(page).count() == count
        again = page.evaluate(
            "fetch('/say', { method: 'POST', body: new URLSearchParams([...window.kept]) }).then((a) => a.text())"
        )
        assert "Saved as B-1 at 12:0" in again

        page.locator('#talk button[value="log-contract"]').first.click()
        fill(page, vendor="Half a name")
        count = answers(page).count() + 1
        page.fill("#say", "deadlines")
        page.press("#say", "Enter")
        expect(answers(page)).to_have_count(count)
        row = answers(page).last.locator(".rows li").first
        row.get_by_role("button", name="Done").click()
        expect(answers(page)).to_have_count(count + 1)
        expect(page.locator("#talk .said").last).to_contain_text("Done")
        expect(answers(page).last).to_contain_text("(Kahoot): what is the proof?")
        expect(page.locator('[name="f.vendor"]')).to_have_value("Half a name")
        assert page.evaluate("window.kept !== undefined"), "the page was not loaded again"
        assert page.url.rstrip("/") == bot.rstrip("/")


def test_the_checklist_counts_a_step_at_once(start: Any, open_page: Open, tmp_path: Path) -> None:
    with start(tmp_path, DPA_NOW="2026-10-07T12:00") as bot:
        page = open_page(bot)
        first = page.locator("#first")
        expect(first).to_contain_text("0 of 5 done")
        first.get_by_role("button", name="Name the privacy lead").click()
        fill(page, person="Ana Ruiz", email="ana@example.org")
        page.click("form.fill .send .main")
        expect(answers(page).last).to_contain_text("Step 2 of 5: Import your list")
        expect(first).to_contain_text("1 of 5 done")
        expect(page.locator("#talk .reply:focus-within")).to_contain_text("Ana Ruiz is now")
        check(page)
        answers(page).last.get_by_role("button", name="All steps").click()
        expect(answers(page).last).to_contain_text("Getting started: 1 of 5 done")
        page.goto(f"{bot}board")
        page.go_back()
        expect(first).to_contain_text("1 of 5 done")
