"""Does a record's card say how it stands, and offer what its reader may do, and nothing else?"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.board.board import board
from handlers.board.dues import BoardQuery
from handlers.board.link import board_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.setup import welcome_words
from handlers.setup.checklist import checklist
from storage.records import Event, Person, Record, Role, Setup, Status

ANA, SAM, BO = "slack:U1", "slack:U2", "slack:U3"
TEN = "provisions: all"


def say(desk: Desk, text: str, who: str = ANA, **fields: str) -> Reply:
    return respond(Message(text, fields=fields, who=who, surface="slack", place="slack:D1"), desk)


def put(desk: Desk, *records: Record) -> None:
    desk.store.change(Event(who="test", what="put", when=desk.now, surface="test"), lambda _: records)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Ana is of the privacy team, Sam and Bo are staff."""
    put(desk, Person(id=ANA, name="Ana Ruiz", role=Role.PRIVACY), Person(id=SAM, name="Sam Lee"))
    put(desk, Person(id=BO, name="Bo Free"), Setup(members=Role.STAFF))
    return replace(desk, role=Role.EVERYONE)


def says(reply: Reply) -> set[str]:
    return {choice.say.partition(" ")[0] for choice in reply.choices}


def test_a_card_says_that_its_date_has_passed(office: Desk) -> None:
    """Executed on November 16, 2026: five business days end on the 23rd, yesterday."""
    saved = say(office, "log-contract vendor: Late; executed: 2026-11-16")
    for shown in (saved, say(office, "contract C-1")):
        assert shown.tone == "overdue" and re.search("overdue since Mon, Nov", plain(shown), re.IGNORECASE)
    whole = say(office, f"log-contract vendor: Older; executed: 2026-10-08; {TEN}")
    assert whole.tone == "overdue" and say(office, "contract C-2").tone == "overdue"
    say(office, "done D-1 https://hartford.example")
    assert say(office, "contract C-1").tone == "incomplete"
    assert say(office, "log-breach vendor: Late; board told: 2026-11-16").tone == "overdue"
    assert "Overdue since" in plain(say(office, "breach B-1"))


def test_on_the_last_day_it_is_due_today(office: Desk) -> None:
    say(office, "log-contract vendor: Acme; executed: 2026-11-20")
    last = office.store.deadlines()[0].last_day
    today = replace(office, now=office.now + timedelta(days=(last - office.today).days))
    for text in ("deadline D-1", "deadlines", "contract C-1"):
        assert "due today" in plain(say(today, text)).lower(), text
    assert last != office.store.deadlines()[0].safe
    assert "Safe date is TODAY" in plain(say(replace(today, now=today.now - timedelta(days=3)), "deadlines"))


@pytest.mark.parametrize("id", ["C-1", "B-1"])
def test_what_is_withdrawn_is_only_read(office: Desk, id: str) -> None:
    say(office, "log-contract vendor: Acme; executed: 2026-10-08")
    say(office, "log-breach vendor: Acme; discovered: 2026-10-08")
    shows = "contract" if id == "C-1" else "breach"
    assert says(say(office, f"{shows} {id}")) >= {"correct", "withdraw", "history"}
    say(office, f"withdraw {id} logged twice")
    shown = say(office, f"{shows} {id}")
    assert shown.tone == "plain" and says(shown) == {"history", "undo"}
    assert "No deadline follows" not in plain(shown)
    corrected = say(office, f"correct {id} vendor: Another")
    assert not office.store.deadlines(status=Status.OPEN, record=id), "nothing of it is due again"
    assert corrected.tone == "plain"


@pytest.mark.parametrize("said", ["correct C-1", "add-file C-1"])
def test_a_file_that_comes_with_a_contract_on_record_is_kept(office: Desk, said: str) -> None:
    say(office, "log-contract vendor: Acme; executed: 2026-11-20")
    paper = File("signed.pdf", "application/pdf", b"%PDF-1.7 signed")
    shown = respond(Message(said, files=(paper,), who=ANA, surface="teams", place="teams:1"), office)
    assert "signed.pdf is kept with C-1" in plain(shown) and "File: signed.pdf" in plain(shown)
    assert office.store.file_content(office.store.contract("C-1").file) == paper.content
    wrong = respond(Message(said, files=(replace(paper, name="a.exe"),), who=ANA, surface="teams"), office)
    assert "neither a PDF nor a Word file" in plain(wrong)


def test_provisions_are_marked_in_a_form_of_their_own(office: Desk) -> None:
    saved = say(office, "log-contract vendor: Acme; executed: 2026-11-20; purpose: reading")
    (mark,) = [choice for choice in saved.choices if choice.label == "Mark provisions"]
    form = say(office, mark.say).form
    assert form and [field.id for field in form.fields] == ["provisions"] and len(form.fields[0].options) == 10
    looked = respond(Message(form.say, who=ANA, surface="slack", look=True), office).form
    assert looked and [field.id for field in looked.fields] == ["provisions"]
    ten = ",".join(value for value, _ in form.fields[0].options)
    marked = say(office, form.say, provisions=ten)
    contract = office.store.contract("C-1")
    assert contract and all(contract.provisions.values()) and contract.purpose == "reading"
    assert "Mark provisions" not in {choice.label for choice in marked.choices}
    assert "Mark provisions" not in {choice.label for choice in say(office, "contract C-1").choices}


def test_a_form_of_some_fields_keeps_its_errors_and_doubts(office: Desk) -> None:
    say(office, "log-contract vendor: Acme; executed: 2026-11-20")
    form = say(office, "correct C-1 expiry").form
    assert form and [field.id for field in form.fields] == ["expiry"]
    wrong = say(office, form.say, expiry="2020-01-01").form
    assert wrong and [(field.id, bool(field.error)) for field in wrong.fields] == [("expiry", True)]
    say(office, "correct C-1 expiry: 2027-06-30")
    doubted = say(office, form.say, expiry="2028-06-30").form
    assert doubted and [field.id for field in doubted.fields] == ["expiry", "sure"]
    assert say(office, doubted.say, expiry="2028-06-30", sure="seen").form is None
    two = say(office, "correct B-1 students, what happened")
    assert two.tone == "sorry", "no such breach"
    assert say(office, "correct C-1 nonsense").tone == "sorry"


TEXTS = ("contract C-1", "breach B-1", "deadline D-1", "contracts", "breaches", "deadlines", "contracts zzz")


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_offered_that_would_only_be_refused(office: Desk, text: str) -> None:
    say(office, "log-contract vendor: Acme; executed: 2026-11-20")
    say(office, "log-breach vendor: Acme; discovered: 2026-11-20")
    for who in (ANA, SAM):
        for choice in say(office, text, who).choices:
            assert "Ask Ana Ruiz" not in plain(say(office, choice.say, who)), choice
    changing = {"log-contract", "log-breach", "received", "correct", "withdraw", "done", "snooze", "assign"}
    assert not changing & says(say(office, text, SAM))
    assert text.startswith("deadlines") or changing & says(say(office, text, ANA))


def test_an_owner_closes_what_is_theirs_and_nothing_else(office: Desk) -> None:
    say(office, f"log-contract vendor: Acme; executed: 2026-11-20; owner: {SAM}")
    assert says(say(office, "deadline D-1", SAM)) == {"done", "notice", "rule", "why"}
    assert says(say(office, "deadline D-1", BO)) == {"notice", "rule", "why"}
    for text, who in (
        ("done D-1 https://hartford.example", BO),
        ("done D-1 https://hartford.example", "Sam Lee"),
        ("snooze D-1 2026-11-25 away", SAM),
        ("assign D-1 Bo Free", SAM),
        ("correct C-1 vendor: Beta", SAM),
        ("done", BO),
        ("done D-9 https://hartford.example", SAM),
    ):
        assert say(office, text, who).tone == "sorry", (text, who)
    form = say(office, "done", SAM).form
    assert form and form.say == "done D-1", "the deadline shown last"
    outside = Message("done D-1 https://hartford.example", who=SAM, surface="slack", outsider=True)
    assert respond(outside, office).tone == respond(replace(outside, outsider=False, public=True), office).tone
    assert office.store.deadlines()[0].status is Status.OPEN
    closed = say(office, "done D-1 https://hartford.example", SAM)
    assert closed.tone == "done" and says(closed) == {"rule", "why"}, "to open it again is the team's"
    assert "Sam Lee (slack) marked a deadline done" in plain(say(office, "history D-1"))


def test_an_owner_by_name_alone_is_nobody_who_may_close(office: Desk) -> None:
    """A name can be chosen in a chat; an id cannot."""
    say(office, f"log-contract vendor: Acme; executed: 2026-11-20; owner: {SAM}")
    deadline = office.store.deadlines()[0]
    put(office, replace(deadline, owner="Sam Lee"))
    assert say(office, "done D-1 https://hartford.example", SAM).tone == "sorry"


def test_the_board_offers_done_to_those_who_may(office: Desk) -> None:
    say(office, f"log-contract vendor: Acme; executed: 2026-11-20; owner: {SAM}")
    say(office, "log-contract vendor: Beta; executed: 2026-11-20")

    def offered(who: str) -> list[int]:
        return [len(due.actions) for due in board_for(who, office, outsider=False).due]

    assert (offered(ANA), offered(SAM), offered(BO)) == ([3, 3], [1, 0], [0, 0]), "an owner may close it, no more"
    reads = Message("board", who=SAM, surface="page")
    assert [[one.say for one in due.actions] for due in board(BoardQuery(), office, reads).due] == [["done D-1"], []]
    assert [len(due.actions) for due in board(BoardQuery(), office).due] == [3, 3], "where nobody says who looks"


def test_the_form_to_correct_a_contract_offers_what_its_card_does_with_what_is_missing_first(office: Desk) -> None:
    say(office, "log-contract vendor: Kahoot; sure: undated")
    card, form = say(office, "contract C-1"), say(office, "correct C-1")
    assert card.choices[0].say == "correct C-1 executed, provisions" and "vendor-letter" in says(card)
    assert form.form and [one.id for one in form.form.fields][:3] == ["executed", "provisions", "vendor"]
    assert not any(one.section for one in form.form.fields[:3]) and says(form) == {"vendor-letter"}
    assert "Nobody has marked yet which of the ten provisions it has" in plain(form)
    say(office, f"correct C-1 executed: 2026-11-20; {TEN}")
    whole = say(office, "correct C-1")
    assert whole.form and whole.form.fields[0].id == "vendor" and not (whole.parts or whole.choices)


def test_a_contract_without_its_day_of_signing_stands_on_the_board_and_among_the_worst(office: Desk) -> None:
    say(office, f"log-contract vendor: Kahoot; expiry: 2027-06-30; sure: undated; {TEN}")
    [row] = board(BoardQuery(gaps=True), office).contracts.shown
    assert row.facts.startswith("Day of signing missing") and row.gaps[0] == "date executed"
    fix = next(
        one for one in checklist(Message("", who=ANA, surface="slack"), office) if one.label == welcome_words.FIX
    )
    assert not fix.done and [one.say for one in fix.choices] == ["correct C-1 executed"]
    assert [one.duty for one in office.store.deadlines()] == ["contract-expiry"]
