"""Can the pages be read by everybody, in both languages, and do they say only what may be said?"""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from handlers.dialogue.desk import Desk
from handlers.register.entries import public_register
from handlers.register.site import Site, site_of
from storage.kinds import AppRequest, AppState
from storage.port import Draft
from storage.records import Contract, Event, Setup
from tests.handlers.district import put
from tests.handlers.register.register_district import SITE, log, office_of

EVIL = '<script>alert("x")</script>'


def made(desk: Desk) -> Site:
    return site_of(public_register(desk, ["C-1", "C-2", "C-3"]), desk, SITE).dated(desk.today)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = list[tuple[str, str]]()
        self.ids = set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "data-names"} and value:
                self.found.append((tag, value))
            if name == "id" and value:
                self.ids.add(value)


def links_of(page: bytes) -> Links:
    found = Links()
    found.feed(page.decode())
    return found


@pytest.fixture
def office(desk: Desk) -> Desk:
    office = office_of(desk)
    log(office, "Newsela, Inc.", "Newsela")
    log(office, EVIL, EVIL, executed="2026-11-19", kinds=EVIL)
    log(office, "Old", executed="2026-01-05", expiry="2026-06-30", posted="2026-01-06", posted_proof="https://x.org/1")
    log(office, "=1+1", "@SUM(A1)", executed="2026-11-18", file=None)
    return office


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(office: Desk) -> None:
    site = made(office)
    there = {*site.pages, *site.files}
    pages = {path: links_of(page) for path, page in site.pages.items() if path.endswith(".html")}
    for path, links in pages.items():
        for tag, address in links.found:
            if path.endswith("embed.html"):
                assert tag == "a" and address.startswith(SITE)
                continue
            if address.startswith(("https://", "data:,")):
                assert tag == "a" or address == "data:,", (path, address)
                continue
            target, _, anchor = address.partition("#")
            found = normpath(join(dirname(path), target)) if target else path
            assert found in there, (path, address)
            assert not anchor or anchor in pages[found].ids, (path, address)


def test_each_page_leads_to_itself_in_the_other_language(office: Desk) -> None:
    site = made(office)
    english = {path for path in site.pages if path.endswith(".html") and not path.startswith("es/")}
    assert {f"es/{path}" for path in english} == {path for path in site.pages if path.startswith("es/")}
    for path in english - {"embed.html"}:
        there = [normpath(join(dirname(path), link)) for _, link in links_of(site.pages[path]).found]
        back = [normpath(join(dirname(f"es/{path}"), link)) for _, link in links_of(site.pages[f"es/{path}"]).found]
        assert f"es/{path}" in there and path in back
        assert b'<html lang="es">' in site.pages[f"es/{path}"]


def test_what_people_typed_is_text_and_no_markup(office: Desk) -> None:
    for path, page in made(office).pages.items():
        if path.endswith(".html"):
            assert b"<script>alert" not in page, path
        if path.endswith(".html") and "embed" not in path:
            assert b"Content-Security-Policy" in page and b"style=" not in page and b"onclick" not in page
    assert b"<script" not in made(office).pages["embed.html"]


def test_the_data_is_the_same_as_the_pages(office: Desk) -> None:
    pages = made(office).pages
    told = json.loads(pages["register.json"])
    assert [one["id"] for one in told["contracts"]] == ["C-2", "C-4", "C-1"] and told["ended"][0]["id"] == "C-3"
    assert told["contracts"][2]["file"] == f"{SITE}/files/C-1.pdf"
    rows = list(csv.DictReader(io.StringIO(pages["contracts.csv"].decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == {"C-1", "C-2", "C-3", "C-4"}
    assert next(row for row in rows if row["id"] == "C-4")["product"] == "'@SUM(A1)"
    names = json.loads(pages["names.js"].decode().removeprefix("window.registerNames = ").rstrip().rstrip(";"))
    assert [row[2] for row in names] == ["C-2", "C-4", "C-1"]


def test_nothing_of_the_districts_own_goes_out(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme", contact="Kim Park 860-555-0100", owner="Dana", notes="cheap")
    for path, page in made(office).pages.items():
        assert not re.search(rb"Kim Park|Dana|cheap", page), path


def test_many_contracts_get_a_page_for_each_letter(desk: Desk) -> None:
    office = office_of(desk)
    fill(office, 210)
    pages = made(office).pages
    assert "letters/a.html" in pages and "es/letters/other.html" in pages
    assert b"contracts/C-1.html" not in pages["index.html"] and b'href="letters/a.html"' in pages["index.html"]
    listed = b"".join(page for path, page in pages.items() if path.startswith("letters/"))
    assert all(f"../contracts/C-{number}.html".encode() in listed for number in range(1, 211))


def fill(desk: Desk, number: int) -> None:
    def write(draft: object) -> list[Contract]:
        ids = [draft.new_id(Contract) for _ in range(number)]  # type: ignore[attr-defined]
        day = desk.today
        return [
            Contract(id=id, vendor=f"{chr(64 + place % 27)}pp {place}", executed=day) for place, id in enumerate(ids)
        ]

    desk.store.change(Event(who="test", what="import", when=desk.now, surface="test"), write)


def test_the_same_records_are_the_same_content_on_any_day(office: Desk) -> None:
    later = replace(office, now=office.now + timedelta(days=3))
    first, second = (site_of(public_register(one), one, SITE) for one in (office, later))
    assert first.content == second.content and first.dated(office.today) != second.dated(later.today)
    assert b"@@" not in b"".join(first.dated(office.today).pages.values())


def test_a_page_without_a_site_has_no_yearly_notice(office: Desk) -> None:
    assert SITE.encode() in made(office).pages["yearly.html"]
    put(office, replace(office.store.setup(), site=""))
    assert isinstance(office.store.setup(), Setup) and "There is no yearly notice yet" in str(
        made(office).pages["yearly.html"]
    )


def test_the_approved_products_stand_on_a_page_of_their_own(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Newsela, Inc.", "Newsela", provisions="all", expiry="2027-06-30")
    log(office, "Acme", "Acme Read")
    decided = replace(
        APP, id="A-1", product="Kahoot!", status=AppState.APPROVED, until=date(2027, 1, 31), reason="no-data"
    )
    put_new(office, decided, replace(APP, id="A-2", product="Blooket", status=AppState.REFUSED, reason="Too loud"))
    pages = made(office).pages
    page, spanish = pages["approved.html"].decode(), pages["es/approved.html"].decode()
    assert re.search(r'contracts/C-1.html">Newsela</a>.*?reading.*?Approved until June 30, 2027', page, re.DOTALL)
    assert re.search(
        r"<strong>Kahoot!</strong>.*?quizzes and games.*?Approved until January 31, 2027, without student data",
        page,
        re.DOTALL,
    )
    assert "Acme Read" not in page and "Blooket" not in page and "Too loud" not in page
    assert re.search(r"Newsela</a>.*?lectura.*?Aprobado hasta el 30 de junio de 2027", spanish, re.DOTALL)
    told = json.loads(pages["register.json"])["approved_products"]
    assert [(one["name"], one["until"], one["contract"]) for one in told] == [
        ("Kahoot!", "2027-01-31", ""),
        ("Newsela", "2027-06-30", "C-1"),
    ]


def test_a_product_that_may_be_a_students_name_stays_off_the_page(desk: Desk) -> None:
    office = office_of(desk)
    name = "Reading plan of Mia Torres, student id 48213377"
    put_new(
        office,
        replace(APP, id="A-1", product=name, status=AppState.APPROVED, until=date(2027, 1, 31), reason="no-data"),
    )
    assert b"Mia" not in made(office).pages["approved.html"]


APP = AppRequest(
    id="",
    product="",
    asked=datetime(2026, 11, 3, 14, tzinfo=UTC),
    askers=("slack:U9",),
    decided=datetime(2026, 11, 4, 14, tzinfo=UTC),
)


def put_new(desk: Desk, *requests: AppRequest) -> None:
    def write(draft: Draft) -> list[AppRequest]:
        for _ in requests:
            draft.new_id(AppRequest)
        return list(requests)

    desk.store.change(Event(who="test", what="ask-app", when=desk.now, surface="test"), write)
