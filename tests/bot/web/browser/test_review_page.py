"""Is a paper reviewed on the page, and does each provision lead to its quotes?"""

import base64
import re

from playwright.sync_api import expect

from tests.bot.web.browser.chromium import Open, answers
from tests.bot.web.plain_browser import Browser
from tests.papers import word_file

PAPER = word_file(
    "Brightleaf and the Hartford Board of Education agree.",
    "Student information, student records and student-generated content are not the property of or under the control "
    "of Brightleaf.",
    "This agreement is governed by the laws of the State of Connecticut.",
)
DROP = """(content) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], "brightleaf.docx"));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


async def test_a_paper_is_reviewed_and_its_provisions_lead_to_its_text(bot: str, web: Browser) -> None:
    card = await web.say(bot, "review", paper=PAPER)
    assert "of 10 missing" in card.text
    found = re.search(r'value="review ([0-9a-f]{16}) report"', card.text)
    assert found
    report = await web.say(bot, f"review {found[1]} report")
    assert f'href="/review/{found[1]}"' in report.text and "review-contract.docx" in report.text
    page = await web.get(f"{bot}review/{found[1]}")
    ways = set(re.findall(r'href="#(at-\d+)"', page.text))
    assert page.status == 200 and ways and ways <= set(re.findall(r'<mark id="(at-\d+)">', page.text))
    assert "[(a)(9)" in page.text


async def test_a_review_that_is_gone_is_said_to_be_gone(bot: str, web: Browser) -> None:
    page = await web.get(f"{bot}review/{'0' * 16}")
    assert page.status == 404 and "gone" in page.text
    assert (await web.get(f"{bot}review/C-999")).status == 404
    assert (await web.get(f"{bot}review/elsewhere")).status == 404


def test_a_paper_that_is_dropped_onto_the_page_is_reviewed(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.evaluate(DROP, base64.b64encode(PAPER).decode())
    expect(answers(page).last).to_contain_text("I read brightleaf.docx")
