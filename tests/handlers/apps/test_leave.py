"""Does a product read "approved" only where the law allows it, however it was approved and wherever it is read?"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.board.board import board
from handlers.board.dues import BoardQuery
from handlers.board.home import home
from handlers.contracts.form import checklist
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.exceptions.conditions import SIGNATURES, conditions
from handlers.register.entries import public_register
from handlers.register.site import site_of
from handlers.reminders.messages.posts import digest_reply
from handlers.reminders.undelivered import waiting_for
from storage.kinds import AppRequest, AppState, PlanException
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Record, Role
from tests.handlers.district import given, put, say

NAME, LEAD, TEACHER = "Zyxtopia", "slack:U5", "slack:U7"
UNTIL = date(2027, 6, 30)
LEAVE = re.compile(
    r"(?<!not )(?<!is )(?<!0 )\bapproved\b(?! without a contract: | it \(| the product| products?\b|-)", re.IGNORECASE
)
"""The word as leave: not in "not approved", "until it is approved", the count, or what somebody once did."""
ASKED = datetime(2026, 11, 2, 14, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def office(desk: Desk) -> Desk:
    given(given(desk, Role.PRIVACY, LEAD), Role.STAFF, TEACHER)
    put(desk, replace(desk.store.setup(), lead=LEAD, superintendent="slack:U6", district="Maplewood"))
    due = desk.today + 30 * DAY
    put_new(desk, Deadline(id="D-1", record="", duty="x", cite="", who="board", safe=due, last=due, opened=ASKED))
    return desk


def contracts(today: date) -> Mapping[str, tuple[Contract | None, bool]]:
    """The states of the contract with the id C-1, and whether an approval may rest on it."""
    running = Contract(id="C-1", vendor="Zyxt Inc.", product=NAME, executed=date(2026, 9, 1), expiry=UNTIL)
    return {
        "none": (None, False),
        "running": (running, True),
        "without an end": (replace(running, expiry=None), True),
        "of the firm alone": (replace(running, vendor=NAME, product=""), True),
        "ended": (replace(running, expiry=today - DAY), False),
        "later": (replace(running, start=today + DAY), False),
        "withdrawn": (replace(running, withdrawn=ASKED), False),
        "of another product": (replace(running, vendor="Canva", product="Canva"), False),
    }


def exceptions(desk: Desk) -> Mapping[str, PlanException | None]:
    shown = {one.id: "2026-09-01" if one.id in SIGNATURES else "Letter in the file" for one in conditions(desk)}
    whole = PlanException(id="E-1", vendor="Zyxt", product=NAME, student="Case 14", plan="iep", evidence=shown)
    return {
        "none": None,
        "whole": whole,
        "not whole": replace(whole, evidence={}),
        "ended": replace(whole, ended=desk.today - DAY),
        "withdrawn": replace(whole, withdrawn=ASKED),
    }


def put_new(desk: Desk, *records: Record) -> None:
    def write(draft: Draft) -> list[Record]:
        for one in records:
            draft.new_id(type(one))  # type: ignore[arg-type]
        return list(records)

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)


def read_everywhere(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every place where the product is read, as its reader sees it."""
    for who in (TEACHER, LEAD):
        for text in (f"may I use {NAME}?", f"app {NAME}", "app A-1", "apps", "apps approved", "apps lacking", "stats"):
            yield f"{text} by {who}", say(desk, text, who)
        message = Message("", who=who, surface="slack", place="slack:D1")
        shown = home(message, desk)
        labels = [one.label for reply in shown for one in reply.every_choice]
        yield f"Home of {who}", "\n".join((*map(plain, shown), *labels))
        yield f"board of {who}", "\n".join(one.label for one in board(BoardQuery(), desk, message).waiting)
    digest = digest_reply(desk)
    yield "digest", plain(digest) if digest else ""
    site = site_of(public_register(desk), desk, "https://maplewood.example.org/register")
    for path in ("approved.html", "es/approved.html"):
        page = site.pages[path].decode()
        yield path, "approved" if NAME in page else ""
    yield "register.json", "approved" if json.loads(site.pages["register.json"])["approved_products"] else ""


def place_of(found: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(place, text) for place, text in found if LEAVE.search(text.replace("Approved\n", "").replace(NAME, ""))]


def approvals() -> Iterator[tuple[str, str]]:
    """Every way to approve, with what it names."""
    day = UNTIL.isoformat()
    for ground, named in (
        ("nothing", ""),
        ("contract", "; contract: C-1"),
        ("no-data", "; reason: no-data; sure: data"),
        ("no-account", "; reason: no-account; sure: data"),
        ("neither", "; reason: neither; sure: operator"),
        ("plan", "; reason: plan; exception: E-1"),
        ("exception", "; exception: E-1"),
    ):
        yield ground, f"approve-app A-1 {day}{named}"
        yield ground, f"approve-app A-1 until: {day}{named}"


ALWAYS = {"no-data", "no-account", "neither"}


def test_a_product_reads_approved_only_where_the_law_allows_it(office: Desk) -> None:
    asked = AppRequest(id="A-1", product=NAME, asked=ASKED, askers=(TEACHER,), data="yes", school="yes", owner=LEAD)
    running, whole = contracts(office.today)["running"][0], exceptions(office)["whole"]
    assert running and whole
    put_new(office, asked, running, whole)
    for ground, typed in approvals():
        for_child = ground in {"plan", "exception"}
        for state, (contract, in_force) in contracts(office.today).items():
            for about, exception in exceptions(office).items() if for_child and state in {"none", "running"} else ():
                put(office, asked, contract or replace(running, withdrawn=ASKED))
                put(office, exception or replace(whole, withdrawn=ASKED))
                told = say(office, typed, LEAD)
                assert is_approved(office) == (about == "whole"), (typed, state, about, told)
                assert "for this child only" in told
                assert state == "running" or not LEAVE.search(say(office, f"app {NAME}", TEACHER))
            if not for_child:
                put(office, asked, contract or replace(running, withdrawn=ASKED))
                told = say(office, typed, LEAD)
                assert is_approved(office) == (in_force or ground in ALWAYS), (typed, state, told)
                if not is_approved(office):
                    assert office.store.record(AppRequest, "A-1") == asked, (typed, state)
                    assert "contract: C-1" in told or "does not name" in told, (typed, state, told)
                    assert not LEAVE.search(say(office, f"app {NAME}", TEACHER)), (typed, state)


def is_approved(desk: Desk) -> bool:
    found = desk.store.record(AppRequest, "A-1")
    return found is not None and found.status is AppState.APPROVED


@pytest.mark.parametrize("reason", ["", "contract", "no-data", "no-account", "neither", "E-1"])
def test_what_is_on_record_is_read_alike_everywhere(reason: str, office: Desk) -> None:
    put_new(office, AppRequest(id="A-1", product=NAME, asked=ASKED, askers=(TEACHER,), data="yes", owner=LEAD))
    put_new(office, *filter(None, (contracts(office.today)["running"][0], exceptions(office)["whole"])))
    linked = reason in {"", "contract"}
    stored = AppRequest(
        id="A-1", product=NAME, asked=ASKED, askers=(TEACHER,), data="yes", owner=LEAD,
        status=AppState.APPROVED, until=UNTIL, contract="C-1" if linked else "", reason=reason, decided=ASKED,
    )  # fmt: skip
    states = contracts(office.today) if linked else {"none": (None, False)}
    for state, (contract, in_force) in states.items():
        running = contracts(office.today)["running"][0]
        assert running
        put(office, stored, contract or replace(running, withdrawn=ASKED))
        allowed = reason in ALWAYS or (in_force and linked) or (reason == "contract" and state == "of another product")
        found = dict(read_everywhere(office))
        was = "stats" if state == "ended" else "nowhere"  # the figures tell of what was decided, and name nothing
        leave = [place for place, _ in place_of(iter(found.items())) if not place.startswith(was)]
        assert bool(leave) == allowed, (state, [(place, found[place]) for place in leave])
        if reason == "E-1":
            assert "for this child only (E-1)" in found[f"may I use {NAME}? by {TEACHER}"]
        counts = [place for place, text in found.items() if "Approved without a contract: 1" in text]
        unfounded = not allowed and reason != "E-1" and state not in {"ended", "later"}
        superintendent = waiting_for(Message("", who="slack:U6", surface="slack"), office)
        assert bool(counts) == unfounded == any("without a contract: 1" in one.label for one in superintendent), state
        if unfounded:
            assert {"digest", f"board of {LEAD}", f"Home of {LEAD}"} <= {*counts}, (state, counts)
            assert "waiting for the privacy lead to check the contract" in found[f"app {NAME} by {TEACHER}"]
            assert "Approved without a contract" in found[f"stats by {LEAD}"]


def test_an_approval_never_outlives_its_contract(office: Desk) -> None:
    running = contracts(office.today)["running"][0]
    assert running
    stored = AppRequest(
        id="A-1", product=NAME, asked=ASKED, status=AppState.APPROVED, until=UNTIL, contract="C-1", decided=ASKED
    )
    put_new(office, stored, running)
    for end in (UNTIL + 90 * DAY, UNTIL, UNTIL - DAY, office.today, office.today - DAY):
        put(office, replace(running, expiry=end))
        told = say(office, f"may I use {NAME}?", TEACHER)
        assert f"{min(end, UNTIL).day}, {min(end, UNTIL).year}" in told
        assert ("approved until" in told) == (end >= office.today), told


def test_other_facts_of_an_approved_product_are_looked_at_again(office: Desk) -> None:
    asked = AppRequest(id="A-1", product=NAME, asked=ASKED, askers=(TEACHER,), data="no", school="no")
    approved = replace(asked, status=AppState.APPROVED, until=UNTIL, reason="no-data", decided=ASKED)
    put_new(office, approved)
    change: Callable[[str], str] = lambda text: say(office, text, LEAD)  # noqa: E731
    for text in ("product: Another Thing", "data: yes", "school: yes"):
        put(office, approved)
        assert "Not approved: waiting for the privacy lead" in change(f"correct-app A-1 {text}"), text
    put(office, approved)
    assert "Approved until" in change("correct-app A-1 kind: math")


def test_the_form_names_the_contract_and_the_ends(office: Desk) -> None:
    running = contracts(office.today)["running"][0]
    assert running
    put_new(office, AppRequest(id="A-1", product=NAME, asked=ASKED), running)
    form = respond(Message("approve-app A-1", who=LEAD, surface="slack", place="slack:C1"), office).form
    assert form and {one.id: one.value for one in form.fields}["contract"] == "C-1"
    assert all(len(label) <= 75 for one in form.fields for _, label in one.options)
    told = say(office, f"approve-app A-1 {(UNTIL + DAY).isoformat()}", LEAD)
    assert "C-1 ends on Wed, Jun 30, 2027" in told
    lacking = checklist(office).items[0]
    put(office, replace(running, provisions={one.id: one.id != lacking.id for one in checklist(office).items}))
    assert lacking.title in say(office, f"approve-app A-1 {UNTIL.isoformat()}", LEAD)
    found = office.store.record(AppRequest, "A-1")
    assert found and found.status is AppState.OPEN
