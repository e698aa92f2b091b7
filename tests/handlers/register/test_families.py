"""Do the papers that families read contradict themselves, say what nobody meant for them, or stumble over a name?"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from handlers.board.dues import BoardQuery, contract_list
from handlers.commands import COMMANDS
from handlers.contracts.form import checklist, marks_of
from handlers.contracts.words import FIELDS
from handlers.deadlines.plan import EXPIRY
from handlers.deadlines.steps import Recipient, recipient_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.documents.document import as_text
from handlers.notices.notice import KINDS, notice_of
from handlers.packet.count import figures_of
from handlers.packet.figures import ReportPeriod
from handlers.packet.packet import packet_file, packet_of
from handlers.programs import law_answers as programs
from handlers.register.entries import public_register
from handlers.register.site import Site, site_of
from storage.kinds import FamilyRequest
from storage.records import Breach, Contract, Status
from tests.handlers.district import put
from tests.handlers.register.register_district import PDF, SITE, log, office_of

NAMES = ("Newsela, Inc.", "Acme Co.", "Libros S.A.", "Brill Ltd.", "Kahoot!", "Canva")
WHO = "slack:U1"
WORDS_OF_SHEET = ("transcripts, SSN?, college apps", "check w/ office!! not sure", "grades; see email")


@pytest.fixture
def office(desk: Desk) -> Desk:
    return office_of(desk)


def site(desk: Desk, *looked_at: str) -> Site:
    return site_of(public_register(desk, looked_at), desk, SITE).dated(desk.today)


def words_of(page: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())))


def papers(name: str, desk: Desk) -> Iterator[str]:
    """Every notice in both languages, about a firm of that name."""
    contract = Contract(id="C-1", vendor=name, product=name, executed=date(2026, 9, 1), description="Reading", file="x")
    breach = Breach(id="B-1", vendor=name, contract="C-1", board_told=date(2026, 11, 2), description="A leak")
    request = FamilyRequest(
        id="F-1", kind="delete", vendor=name, product=name, received=date(2026, 11, 2), reference="R-7"
    )
    about = {"breach": breach, "follow-up": breach, "family-request": request, "yearly": None}
    for kind in KINDS:
        for language in ("en", "es"):
            yield as_text(notice_of(kind, about.get(kind, contract), language, desk))


@pytest.mark.parametrize("name", NAMES)
def test_no_name_ends_a_sentence_with_two_full_stops(name: str, office: Desk) -> None:
    log(office, name, name)
    period = ReportPeriod(date(2026, 7, 1), office.today)
    pages = (page for path, page in site(office, "C-1").pages.items() if path.endswith((".html", ".json")))
    told = [*papers(name, office), *map(words_of, pages), as_text(packet_of(figures_of(period, office), office))]
    assert any(name in one for one in told)
    assert not [one for one in told if re.search(r"(?<!\.)\.\.(?!\.)|[!.] \.", one)]


@pytest.mark.parametrize("file", [PDF, None])
def test_the_notice_says_that_the_contract_is_there_only_where_it_is(file: bytes | None, office: Desk) -> None:
    log(office, "Newsela, Inc.", "Newsela", file)
    for looked_at in ((), ("C-1",)):
        pages = site(office, *looked_at).pages
        there = bool(file and looked_at)
        for path, says, missing in (
            ("contracts/C-1.html", "You can read the contract here too", "Not posted yet"),
            ("es/contracts/C-1.html", "Aquí también puede leer el contrato", "Todavía sin publicar"),
        ):
            page = words_of(pages[path])
            assert (says in page) == there == (missing not in page), path


def test_what_may_be_collected_does_not_contradict_itself(office: Desk) -> None:
    for categories in ("", "student_records"):
        for kinds in ("", "grades, names"):
            log(office, f"Acme {categories} {kinds}", categories=categories, kinds=kinds, provisions="all")
    for path, page in site(office, "C-1", "C-2", "C-3", "C-4").pages.items():
        text = words_of(page)
        assert not re.search(r"(?:Not given yet|Todavía sin indicar)\. (?:For example|Por ejemplo)", text), path
        assert "May collect: ." not in text and "May collect: For" not in text, path
    assert "May collect: grades, names" in words_of(site(office, "C-2").pages["index.html"])


def bring_in(desk: Desk, *rows: str) -> None:
    head = "Vendor,Product,Date signed,Expires,Purpose,Description,Kinds of data,Posted,Notice link"
    file = File("contracts.csv", "text/csv", "\n".join((head, *rows)).encode())
    shown = respond(Message("import", fields={"only": ""}, files=(file,), who=WHO, surface="slack"), desk)
    saves = [one.say for one in shown.choices if "Import" in one.label]
    assert saves, plain(shown)
    assert respond(Message(saves[0], who=WHO, surface="slack"), desk).tone == "done"


def test_free_text_of_a_spreadsheet_goes_out_only_when_a_person_says_so(office: Desk) -> None:
    purpose, description, kinds = WORDS_OF_SHEET
    bring_in(office, f'Newsela,Newsela,2026-11-02,2027-06-30,"{purpose}","{description}","{kinds}",,')
    public = [page.decode() for page in site(office).pages.values()]
    assert not [one for one in WORDS_OF_SHEET for page in public if unescape(page).find(one) >= 0]
    shown = plain(respond(Message("register", who=WHO, surface="slack"), office))
    assert all(one in shown for one in WORDS_OF_SHEET)
    seen = words_of(site(office, "C-1").pages["contracts/C-1.html"])
    assert all(one in seen for one in WORDS_OF_SHEET)
    respond(Message("correct C-1 purpose: Reading practice", who=WHO, surface="slack"), office)
    page = words_of(site(office).pages["contracts/C-1.html"])
    assert "Reading practice" in page and description not in page and kinds not in page


def test_a_contract_that_has_ended_is_called_so_and_its_end_is_a_deadline(office: Desk) -> None:
    bring_in(
        office,
        "Old,Old,2024-09-02,2026-08-31,Reading,Reading,grades,2024-09-03,https://x.example.org/old",
        "Older,Older,2023-09-02,2025-08-31,Reading,Reading,grades,,",
    )
    log(office, "Oldest", "Oldest", executed="2022-09-02", expiry="2024-08-31", provisions="all")
    found = [one for one in office.store.deadlines() if one.duty == EXPIRY]
    assert sorted(one.record for one in found) == ["C-1", "C-2", "C-3"]
    assert {one.status for one in found} == {Status.OPEN}
    imported = [each for one in found if one.record != "C-3" for each in office.store.reminders(one.id)]
    assert {recipient_of(one) for one in imported} == {Recipient.OWNER, Recipient.LEAD}, "the team has the digest"
    listed = [one.facts for one in contract_list(BoardQuery(), office).shown]
    assert all("ended Aug 31" in one and "runs until" not in one for one in listed)
    for id in ("C-1", "C-2", "C-3"):
        card = plain(respond(Message(f"contract {id}", who=WHO, surface="slack"), office))
        assert re.search(r"^Ended: .*Aug 31", card, re.MULTILINE) and "Expires" not in card


def test_a_deadline_has_the_same_dates_in_packet_board_and_chat(office: Desk) -> None:
    log(office, "SeeSaw", "SeeSaw", executed="2026-10-06", provisions="all")
    (due,) = (one for one in office.store.deadlines() if one.duty != EXPIRY)
    assert due.safe != due.last_day
    text = as_text(packet_of(figures_of(ReportPeriod(date(2026, 7, 1), office.today), office), office))
    last, safe = (f"{day:%b} {day.day}, {day.year}" for day in (due.last_day, due.safe))
    assert "Safe date" in text and "Last date" in text and safe in text and last in text
    rows = packet_file("csv", ReportPeriod(date(2026, 7, 1), office.today), office).content.decode()
    assert f"last_date,{due.cite},{due.last_day}" in rows and f"safe_date,{due.cite},{due.safe}" in rows


def test_missing_and_not_checked_are_told_apart_everywhere(office: Desk) -> None:
    log(office, "Acme", "Acme Read", provisions="")
    items = [one.id for one in checklist(office).items]
    lead = Message("", who=WHO, surface="slack")
    for present, missing in ((0, 0), (0, 3), (2, 3), (7, 3), (10, 0), (4, 0)):
        marks = [True] * present + [False] * missing
        contract = office.store.contract("C-1")
        assert contract
        put(office, replace(contract, provisions=dict(zip(items, marks, strict=False))))
        unchecked = len(items) - present - missing
        contract = office.store.contract("C-1")
        assert contract and marks_of(contract, office).counts == (missing, unchecked, len(items))
        told = [plain(respond(replace(lead, text=text), office)) for text in ("contract C-1", "contracts")]
        if missing and unchecked:
            assert all(f"{missing} missing, {unchecked} not checked" in one for one in told), told
        lacking = f"{missing + unchecked} of"
        assert not (missing and unchecked) or not any(
            f"{lacking} {ten} provisions missing" in one for one in told for ten in ("10", "ten")
        )
        (row,) = contract_list(BoardQuery(), office).shown
        assert (
            (f"{missing} provision" in row.gaps[0])
            if missing
            else f"{unchecked} provision" in " ".join(("0 provision", *row.gaps))
        )
        (entry,) = programs.contracts("", 1, 10, lead, replace(office, commands=COMMANDS)).contracts
        assert (len(entry.missing), len(entry.not_checked)) == (missing, unchecked)
        assert FIELDS["categories"][0].lower() in row.gaps or contract.categories
