"""Makes the pictures of README.md from the running bot: `.venv/bin/python bench/pictures.py`. It needs Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
NOW = "2026-11-24T09:30"
COLORS = 64
LARGEST = 150_000
LIFE = (
    ("2026-09-02", "log-contract", ("vendor: Acme Learning; product: Acme Read; executed: 2026-09-02; provisions: all; "
     "purpose: reading practice; description: children read aloud, the teacher hears it later; "
     "categories: student_information; kinds: names, recordings; owner: Ana Ruiz; expiry: 2027-06-30")),
    ("2026-09-04", "done", "D-1 https://maplewood.example.org/contracts/acme"),
    ("2026-11-12", "log-contract", ("vendor: Quill Labs; product: Quill; executed: 2026-11-12; provisions: all; "
     "owner: Dana Reed; categories: student_generated_content; kinds: essays")),
    ("2026-11-17", "log-contract", ("vendor: Gradecloud; product: Gradebook; executed: 2026-11-17; provisions: 1-7; "
     "owner: Dana Reed; expiry: 2027-05-01")),
    ("2026-11-19", "log-contract", "vendor: Nutmeg Bus; product: Route Finder; executed: 2026-11-19; owner: Ana Ruiz"),
    ("2026-11-20", "log-contract", ("vendor: Seesaw Learning; product: Seesaw; executed: 2026-11-20; provisions: all; "
     "owner: Lee Ortiz; expiry: 2027-08-08")),
    ("2026-11-23", "log-breach", ("vendor: Gradecloud; contract: C-3; discovered: 2026-11-20; board_told: 2026-11-23; "
     "categories: student_information; students: 120; owner: Dana Reed")),
)  # fmt: skip
ASKED = ("can the spelling app show kids sneaker ads", "due contract_executed 2026-12-24")


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver:
        env = {**os.environ, "DPA_DATA": data, "DPA_PORT": str(free_port())}
        with running({**env, "DPA_DATA": f"{data}/empty", "DPA_NOW": "2026-09-01T09:00"}) as link:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            keep(opened(browser, link, 860, 620), "first-hour.png")
            browser.close()
        told("setup", "district: Maplewood Public Schools", {**env, "DPA_NOW": "2026-09-01T09:00"})
        for day, command, words in LIFE:
            told(command, words, {**env, "DPA_NOW": f"{day}T09:00"})
        with running({**env, "DPA_NOW": NOW}) as link:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            board(opened(browser, link, 1280, 836))
            page(opened(browser, link, 860, 1000))
            browser.close()


def told(command: str, words: str, env: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "bot.cli", command, words], cwd=ROOT, env=env, check=True)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(env: dict[str, str]) -> Iterator[str]:
    """A bot, and the link that opens its page."""
    command = [sys.executable, "-m", "bot"]
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE) as bot:
        assert bot.stdout
        try:
            yield next(found[0] for line in bot.stdout if (found := re.search(r"http://\S+", line)))
        finally:
            bot.terminate()


def opened(browser: Browser, link: str, width: int, height: int) -> Page:
    found = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    found.goto(link)
    return found


def board(found: Page) -> None:
    found.click("nav a[href='/board']")
    found.wait_for_selector(".tiles")
    keep(found, "board.png")


def page(found: Page) -> None:
    """A question and a date, as they come; what stood above them scrolls away."""
    for said in ASKED:
        before = found.locator("#talk .said").count()
        found.fill("#say", said)
        found.keyboard.press("Enter")
        found.locator("#talk .said").nth(before).wait_for()
    found.evaluate("document.querySelector('#talk .said').scrollIntoView({behavior: 'instant', block: 'start'})")
    box = found.locator("#talk .said").first.bounding_box()
    keep(found, "page.png", box["y"] - 16 if box else 0)


def keep(found: Page, name: str, below: float = 0) -> None:
    """Write what stands ``below``, with few colors, which a page has; raises SystemExit where it is too large."""
    found.evaluate("document.activeElement.blur()")
    found.wait_for_timeout(500)  # until what moves has come to rest
    with Image.open(BytesIO(found.screenshot())) as whole:
        picture = whole.crop((0, int(below), *whole.size))
        picture.convert("RGB").quantize(COLORS).save(DOCS / name, optimize=True)
    size = (DOCS / name).stat().st_size
    print(f"{name}: {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{name} has more than {LARGEST // 1000} kB.")


if __name__ == "__main__":
    main()
