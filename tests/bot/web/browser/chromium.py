"""What the tests in a real browser share: Chromium, and what a person does on the page."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Locator, Page, expect

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
MISSING = "Chromium is missing, so the page is not tested: apt install chromium, or name it in CHROMIUM"
SLOW = 60_000
CLOSES_WITHIN = 20.0
"""Seconds after which a browser that does not close is ended."""
expect.set_options(timeout=60_000)  # of a busy machine
NET = "Failed to load resource"
Open = Callable[..., Page]


def answers(page: Page) -> Locator:
    """What the bot said to what was said; a reminder may come between."""
    return page.locator("#talk .reply:not(.reminder .reply)")


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f'[name="f.{name}"]', value)


def unfold(page: Page) -> None:
    """Open every section of the form."""
    expect(page.locator("form.fill .send .main")).to_be_visible()
    for closed in page.locator("form.fill details:not([open]) > summary").all()[::-1]:
        closed.click()


def log_contract(page: Page, vendor: str, executed: str = "Oct 7, 2026") -> None:
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor=vendor, executed=executed)
    page.click("form.fill .send .main")
    expect(answers(page).last).to_contain_text("Saved as C-")


def check(page: Page) -> None:
    """Fail with what axe calls serious or critical; whatever moves has come to rest, and no answer is waited for."""
    expect(page.locator("[aria-busy]")).to_have_count(0)
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert not grave, "\n".join(f"{one['help']}: {[node['html'][:200] for node in one['nodes']]}" for one in grave)


def drop(page: Page, *files: tuple[str, str], on: str = "body") -> None:
    """Drag files, each a name and its text, onto a part of the page, and let them go."""
    page.evaluate(
        """([files, on]) => {
          const dataTransfer = new DataTransfer(), target = document.querySelector(on);
          for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
          for (const kind of ["dragenter", "dragover", "drop"])
            target.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [files, on],
    )
