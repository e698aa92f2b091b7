"""Does a list show what was asked for, and say so where that is nothing?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.records import Contract, Deadline, Event, Person, Role

ANA, SAM, SIM, LEE = "slack:U1", "slack:U2", "slack:U3", "slack:U4"


def say(desk: Desk, text: str, who: str = ANA) -> Reply:
    return respond(Message(text, who=who, surface="slack", place="slack:D1"), desk)


def fill(desk: Desk, number: int, executed: date, owner: str, vendor: str = "Vendor") -> None:
    """Contracts of vendors by number, each with the duty to post it a week later."""

    def write(draft):
        for at in range(number):
            one = Contract(id=draft.new_id(Contract), vendor=f"{vendor} {at}", executed=executed, owner=owner)
            due = executed + timedelta(days=7)
            yield one
            yield Deadline(
                id=draft.new_id(Deadline),
                record=one.id,
                duty="post-contract",
                cite="10-234bb(g)",
                who="board",
                safe=due,
                last=due,
                opened=desk.now,
                owner=owner,
            )

    desk.store.change(Event(who="test", what="fill", when=desk.now, surface="test"), lambda draft: list(write(draft)))


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Today is November 24, 2026: 15 of Sam Lee's are overdue, 15 of Ana's due in three days, one later."""
    people = [
        Person(id=ANA, name="Ana Ruiz", role=Role.ADMIN),
        Person(id=SAM, name="Sam Lee", role=Role.PRIVACY),
        Person(id=SIM, name="Simon Lee"),
        Person(id=LEE, name="Bo Free"),
    ]
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda _: people)
    fill(desk, 15, date(2026, 11, 2), SAM)
    fill(desk, 15, date(2026, 11, 20), ANA, "Firma")
    fill(desk, 1, date(2026, 12, 10), ANA, "Open Up Resources")
    return replace(desk, page="https://dpa.example.org/enter/hartford")


def ids(reply: Reply) -> list[str]:
    return [row.opens.say.removeprefix("deadline ") for row in reply.rows if row.opens]


SAMS, ANAS, ALL = range(1, 16), range(16, 32), range(1, 32)


@pytest.mark.parametrize(
    ("asked", "title", "found"),
    [
        ("", "31 open deadlines, 15 overdue", ALL),
        ("all", "31 open deadlines, 15 overdue", ALL),
        ("mine", "16 open deadlines of Ana Ruiz", ANAS),
        ("me", "16 open deadlines of Ana Ruiz", ANAS),
        ("Sam Lee", "15 open deadlines of Sam Lee, 15 overdue", SAMS),
        ("sam", "15 open deadlines of Sam Lee, 15 overdue", SAMS),
        ("<@U2>", "15 open deadlines of Sam Lee, 15 overdue", SAMS),
        ("rui", "16 open deadlines of Ana Ruiz", ANAS),
        ("overdue", "15 overdue deadlines", SAMS),
        ("late sam", "15 overdue deadlines of Sam Lee", SAMS),
        ("overdue Vendor 3", "1 overdue deadline of 'Vendor 3'", [4]),
        ("this week mine", "15 deadlines due within a week of Ana Ruiz", range(16, 31)),
        ("C-4", "1 open deadline of C-4, 1 overdue", [4]),
        ("c-4, d-16", "2 open deadlines of C-4, D-16, 1 overdue", [4, 16]),
        ("Vendor 3", "1 open deadline of 'Vendor 3', 1 overdue", [4]),
        ("firma", "15 open deadlines of 'firma'", range(16, 31)),
        ("open up", "1 open deadline of 'open up'", [31]),
        ("post the contract", "31 open deadlines of 'post the contract', 15 overdue", ALL),
    ],
)
def test_a_list_shows_what_was_asked_for(office: Desk, asked: str, title: str, found: list[int]) -> None:
    shown = say(office, f"deadlines {asked}")
    assert shown.title == title
    assert ids(shown) == [f"D-{number}" for number in found][:5]
    late = len([row for row in shown.rows if row.tone == "overdue"])
    assert shown.tone == ("overdue" if late else "due")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Bo Free", "Nothing is due for Bo Free"),
        ("overdue mine", "Nothing is overdue for Ana Ruiz"),
        ("D-16 overdue", "Nothing is overdue for D-16"),
    ],
)
def test_a_filter_that_finds_nothing_is_plain(office: Desk, asked: str, says: str) -> None:
    shown = say(office, f"deadlines {asked}")
    assert (shown.tone, shown.title, shown.rows) == ("plain", says, ())
    assert [(choice.label, choice.say) for choice in shown.choices] == [("All deadlines", "deadlines")]


def test_what_is_overdue_is_not_forgotten_beside_what_is_still_to_come(office: Desk) -> None:
    for asked, title in (("", "15 deadlines due within a week"), ("sam", "Nothing is due within a week for Sam Lee")):
        shown = say(office, f"deadlines this week {asked}")
        assert (shown.title, shown.tone) == (
            title,
            "plain" if shown.rows else "overdue",
        ) and "15 more are overdue" in plain(shown)
        assert say(office, buttons(shown)["Overdue"]).title.startswith("15 overdue")


def test_only_where_nothing_at_all_is_open_it_is_well_done(desk: Desk) -> None:
    assert say(desk, "deadlines").tone == "plain", "nothing was ever due"
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20")
    say(desk, "done D-1 https://schools.example.org/acme")
    assert say(desk, "deadlines").tone == "done"
    assert say(desk, "deadlines overdue").tone == "plain"
    assert say(desk, "deadlines mine").tone == "plain"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("zzz", []),
        ("Sma Lee", ["Sam Lee"]),
        ("vendr 3", ["Vendor 3"]),
        ("C-99", []),
        ("D-99", []),
    ],
)
def test_an_unknown_word_is_never_well_done(office: Desk, asked: str, near: list[str]) -> None:
    shown = say(office, f"deadlines {asked}")
    assert shown.tone == "sorry" and f"'{asked}'" in plain(shown)
    assert [choice.label for choice in shown.choices][: len(near)] == near
    for choice in shown.choices:
        assert say(office, choice.say).tone != "sorry"


def test_part_of_the_name_of_several_is_asked_back(office: Desk) -> None:
    shown = say(office, "deadlines lee")
    assert shown.asks and shown.tone == "plain"
    assert [choice.label for choice in shown.choices] == ["Sam Lee", "Simon Lee"]
    assert say(office, shown.choices[0].say).title.startswith("15 open deadlines of Sam Lee")
    assert say(office, "deadlines overdue lee").choices[0].say == "deadlines overdue Sam Lee"


def test_rows_and_buttons_match(office: Desk) -> None:
    shown = say(office, "deadlines sam")
    row = shown.rows[3]
    assert row.title == "Post the contract (Vendor 3)" and "D-4" in row.says
    assert row.opens == Choice("D-4 Vendor 3", "deadline D-4") and row.opens in shown.every_choice
    assert say(office, "deadline D-4").title == "D-4: Post the contract (Vendor 3)"


def buttons(reply: Reply) -> dict[str, str]:
    return {choice.label: choice.say for choice in reply.choices if not choice.say.startswith("deadline ")}


def test_what_does_not_fit_is_a_page_away(office: Desk) -> None:
    short = say(office, "deadlines")
    assert list(buttons(short)) == ["All 31", "Board", "Overdue", "Mine"]
    assert ids(short) == [f"D-{number}" for number in range(1, 6)] and "1 to 5 of 31" in short.footer
    first = say(office, buttons(short)["All 31"])
    assert list(buttons(first)) == ["Next 11", "Board", "Overdue", "Mine"]
    assert len(first.rows) == 20 and "1 to 20 of 31" in first.footer
    last = say(office, buttons(first)["Next 11"])
    assert ids(last) == [f"D-{number}" for number in range(21, 32)] and "21 to 31 of 31" in last.footer
    assert "Next" not in str(list(buttons(last)))
    assert ids(say(office, "deadlines page 2")) == ids(last) == ids(say(office, "deadlines page 99"))
    assert list(buttons(say(office, "deadlines mine"))) == ["All 16", "Board"]
    assert buttons(say(office, "deadlines mine page 1")) == {}
    assert say(office, buttons(first)["Overdue"]).title == "15 overdue deadlines"
    assert say(office, buttons(first)["Mine"]).title.startswith("16 open deadlines of Ana")
    assert "Board" not in buttons(say(replace(office, page=""), "deadlines"))


def test_a_page_keeps_the_filter(office: Desk) -> None:
    fill(office, 30, date(2026, 11, 2), SAM, "A long name of a vendor indeed")
    short = say(office, "deadlines long name vendor indeed")
    first = say(office, buttons(short)["All 30"])
    assert say(office, buttons(first)["Next 10"]).title == first.title
    assert buttons(say(office, "deadlines post"))["Mine"] == "deadlines mine post"
    later = say(office, "deadlines sam page 2")
    assert "21 to 40 of 45" in later.footer
    assert "41 to 45 of 45" in say(office, buttons(later)["Next 5"]).footer


@pytest.mark.parametrize(("command", "button"), [("contracts", "contract C-31"), ("breaches", "breach B-31")])
def test_contracts_and_breaches_have_the_same_pages(office: Desk, command: str, button: str) -> None:
    for number in range(1, 32):
        say(office, f"log-breach contract: C-{number}; students: 3")
    short = say(office, command)
    assert len(short.rows) == 5 and "1 to 5 of 31" in short.footer
    first = say(office, next(choice.say for choice in short.choices if choice.label == "All 31"))
    says = {choice.label: choice.say for choice in first.choices}
    assert first.rows[0].opens and first.rows[0].opens.say == button and len(first.rows) == 20
    assert {"Next 11", "Board"} < set(says) and "1 to 20 of 31" in first.footer
    last = say(office, says["Next 11"])
    assert "21 to 31 of 31" in last.footer and "Next" not in str(last.choices)
    assert plain(say(office, f"{command} page 2")) == plain(last)
    found = say(office, f"{command} firma page 1")
    assert found.title.startswith("15 ") and not found.footer
    assert len(found.rows) == 15


@pytest.mark.parametrize("command", ["contracts", "breaches"])
def test_ids_are_found_and_near_spellings_offered(office: Desk, command: str) -> None:
    for number in range(1, 32):
        say(office, f"log-breach contract: C-{number}; students: 3")
    assert say(office, f"{command} C-7").title.startswith("1 ")
    assert say(office, f"{command} Vendor 3; ").title.startswith("1 ")
    shown = say(office, f"{command} vendr 3")
    assert shown.title.startswith(("0 ", "No ")) and shown.choices[0].label == "Vendor 3"
    assert say(office, shown.choices[0].say).title.startswith("1 ")
    none = say(office, f"{command} zzz")
    assert "Did you mean" not in plain(none) and len(none.choices) == 1
