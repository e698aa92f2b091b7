"""Is the public register open to everybody, where its district shows it, and can everybody read it?"""

import functools
import http.client
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.bot.conftest import ROOT
from tests.bot.web.browser.chromium import AXE, Open

PAGES = ("", "contracts/C-1.html", "contracts/C-2.html", "ended.html", "breaches.html", "yearly.html")
RUNS = (
    "setup district: Maplewood Public Schools; site: https://schools.example.org/privacy; register: yes",
    (
        "log-contract vendor: Newsela, Inc.; product: Newsela; executed: 2026-11-20; description: News; purpose: reading; "
        "categories: student_information, student_generated_content; kinds: names, quiz answers"
    ),
    "log-contract vendor: Kahoot; executed: 2026-11-19",
    "log-contract vendor: Old; executed: 2026-01-05; expiry: 2026-06-30; posted: 2026-01-06; posted_proof: https://x.org/1",
)


def dpa(data: Path, *words: str) -> None:
    env = {**os.environ, "DPA_DATA": str(data), "DPA_NOW": "2026-11-24T09:00"}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district that has published."""
    data = tmp_path_factory.mktemp("register")
    for words in RUNS:
        dpa(data, *words.split(" ", 1))
    dpa(data, "publish", str(data.with_name("site")), "--accept")
    return data


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[str]:
    """The folder on a plain web server, as a district's own."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=data.with_name("site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390, 320])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    site: str, open_page: Open, scheme: Literal["light", "dark"], width: int
) -> None:
    page = open_page(site, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    for language in ("", "es/"):
        for path in PAGES:
            page.goto(f"{site}{language}{path}")
            page.evaluate(AXE.read_text())
            found = page.evaluate("axe.run()")["violations"]
            assert not found, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            small = "[...document.querySelectorAll('nav a, .other, .file')].filter((a) => a.offsetHeight < 24).length"
            assert page.evaluate(small) == 0


def test_the_piece_for_other_websites_is_accessible_in_a_page_of_theirs(site: str, open_page: Open, data: Path) -> None:
    piece = (data.with_name("site") / "es/embed.html").read_text()
    page = open_page(site, bypass_csp=True)
    page.set_content(f"<html lang=en><title>District</title><main><h1>Privacy</h1>{piece}</main></html>")
    page.evaluate(AXE.read_text())
    assert page.evaluate("axe.run()")["violations"] == [] and "<script" not in piece and "<link" not in piece


def test_a_parent_finds_an_app_as_they_type(site: str, open_page: Open) -> None:
    page = open_page(site)
    asked = list[str]()
    page.on("request", lambda one: asked.append(one.url))
    page.fill("#find", "newsela")
    expect(page.locator("#found li")).to_have_count(1)
    expect(page.locator("#found")).to_contain_text("student information, student-generated content")
    expect(page.locator("#found")).to_contain_text("names, quiz answers")
    expect(page.get_by_role("status")).to_have_text("1 found")
    expect(page.locator("#all")).to_be_hidden()
    page.fill("#find", "zzz")
    expect(page.get_by_role("status")).to_have_text("Nothing found. Try part of the name.")
    page.fill("#find", "")
    expect(page.locator("#all")).to_be_visible()
    page.click("text=Newsela")
    expect(page.locator(".answer")).to_contain_text("names, quiz answers")
    assert all(one.startswith(site) for one in asked)


def test_it_works_without_scripts_and_from_a_disk(site: str, open_page: Open, data: Path) -> None:
    page = open_page(site, java_script_enabled=False)
    expect(page.locator("#search")).to_be_hidden()
    page.click("nav.letters a:has-text('N')")
    page.click("text=Newsela")
    page.click("text=Español")
    expect(page.locator("h2").first).to_have_text("Datos de estudiantes que puede recopilar")
    page = open_page(site)
    page.goto((data.with_name("site") / "index.html").as_uri())
    page.fill("#find", "kahoot")
    expect(page.locator("#found li")).to_have_count(1)


def test_paper_gets_no_menu(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator("#search")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def fetch(address: str, path: str, host: str = "") -> tuple[int, str, str]:
    """Exactly that path, which a browser would tidy up first."""
    where = urlsplit(address)
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    line.request("GET", path, headers={"Host": host} if host else {})
    got = line.getresponse()
    found = got.status, got.read().decode("utf-8", "replace"), got.getheader("Content-Security-Policy", "")
    line.close()
    return found


def test_everybody_reads_it_on_the_bot_without_a_token(start: Any, data: Path) -> None:
    with start(data, DPA_REGISTER=str(data.with_name("site"))) as bot:
        for name in ("", "dpa.example.org"):
            status, page, policy = fetch(bot, "/register/", name)
            assert (status, "Newsela" in page) == (200, True) and "style-src 'self'" in policy
        assert fetch(bot, "/register")[0] == 301
        assert fetch(bot, "/register/es/contracts/C-1.html")[0] == 200
        assert "unsafe-inline" in fetch(bot, "/register/embed.html")[2]
        for path in ("x", "es", "../local.token", "..%2flocal.token", "%2e%2e/register/local.token", "/etc/passwd"):
            assert fetch(bot, f"/register/{path}")[0] in {403, 404}, path
        assert fetch(bot, "/board")[0] == 403


def test_nobody_reads_it_where_the_district_does_not_want_it(start: Any, data: Path, tmp_path: Path) -> None:
    with start(tmp_path, DPA_REGISTER=str(data.with_name("site"))) as bot:
        assert fetch(bot, "/register/")[0] == 404
    with start(data) as bot:
        assert fetch(bot, "/register/")[0] == 404
