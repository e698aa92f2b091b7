"""Is nobody's change undone unseen where two people work on the same record?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.port import ChangeResult, Draft
from storage.records import Event, Person, Record, Role, Status
from tests.handlers.district import put


class Between:
    """A drawer in which somebody else is quicker: they act after our command has looked, before it writes."""

    def __init__(self, store: Any, quicker: Callable[[], object]) -> None:
        self.store, self.quicker = store, [quicker]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def change(self, event: Event, write: Callable[[Draft], Iterable[Record]]) -> ChangeResult:
        while self.quicker:
            self.quicker.pop()()
        outcome: ChangeResult = self.store.change(event, write)
        return outcome


def say(desk: Desk, text: str, fields: Mapping[str, str] | None = None) -> Reply:
    return respond(Message(text, fields=fields or {}, who="slack:U1", surface="slack"), desk)


@pytest.fixture
def district(desk: Desk) -> Desk:
    for said in (
        "log-contract vendor: Acme; executed: 2026-11-20; purpose: reading",
        "log-breach contract: C-1; discovered: 2026-11-20; categories: student_information",
    ):
        assert say(desk, said).tone != "sorry", said
    assert say(desk, "send-gap", {"question": "may the bus driver see lists", "name": "without"}).tone == "done"
    return desk


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("assign D-1 ana", "done D-1 https://example.org/posted"),
        ("done D-1 https://example.org/mine", "assign D-1 sam"),
        ("snooze D-1 2026-11-25 away", "done D-1 https://example.org/posted"),
        ("received B-1 2026-11-23", "received B-1 2026-11-23"),
        ("received B-1 2026-11-23", "correct B-1 students: 12"),
        ("correct C-1 purpose: spelling", "correct C-1 purpose: sums"),
        ("withdraw C-1 ended", "correct C-1 purpose: sums"),
        ("attach G-1 sell", "attach G-1 merger"),
        ("setup morning: 9", "setup evening: 18"),
    ],
)
def test_whoever_was_quicker_is_not_written_over(district: Desk, mine: str, theirs: str) -> None:
    quicker = list[Reply]()
    between = Between(district.store, lambda: quicker.append(say(district, theirs)))
    told = say(replace(district, records=between), mine)
    assert quicker[0].tone != "sorry"
    assert told.tone == "sorry"
    assert "a moment ago, so nothing was saved" in plain(told)
    assert "a moment ago" not in plain(say(district, mine))


def test_a_deadline_of_a_record_that_is_withdrawn_meanwhile_stays_closed(district: Desk) -> None:
    say(district, "done D-1 https://example.org/posted")
    between = Between(district.store, lambda: say(district, "withdraw C-1 ended"))
    assert say(replace(district, records=between), "undo D-1").tone == "sorry"
    deadline = district.store.deadline("D-1")
    assert deadline and deadline.status is Status.DONE


def filled(reply: Reply, **typed: str) -> Mapping[str, str]:
    assert reply.form
    return {field.id: field.value for field in reply.form.fields} | typed


@pytest.mark.parametrize(
    ("opens", "mine", "theirs", "stands"),
    [
        ("correct C-1", {"purpose": "spelling"}, "correct C-1 purpose: sums", "Purpose: sums"),
        (
            "correct C-1",
            {"categories": "student_records"},
            "correct C-1 categories: student information",
            "Student info",
        ),
        (
            "correct B-1",
            {"description": "lost"},
            "correct B-1 description: stolen laptop",
            "What happened: stolen laptop",
        ),
        ("setup", {"evening": "19:00"}, "setup evening: 18", "18:00"),
    ],
)
def test_a_form_that_was_opened_before_asks_before_it_writes_over(
    district: Desk, opens: str, mine: Mapping[str, str], theirs: str, stands: str
) -> None:
    form = say(district, opens)
    assert form.form
    fields = filled(form, **mine)
    assert say(district, theirs).tone != "sorry"
    head = district.store.head()
    asked = say(district, form.form.say, fields)
    assert district.store.head() == head
    assert "Somebody changed this while your form was open" in plain(asked)
    assert stands in plain(asked)
    assert filled(asked).items() >= mine.items(), "what was typed stays"
    assert asked.form
    assert say(district, asked.form.say, filled(asked, sure="seen")).tone != "sorry"
    assert district.store.head() != head


def test_only_what_was_changed_in_the_form_is_written(district: Desk) -> None:
    person = Person(id="page:pat@elm.example.org", name="Pat Okafor", role=Role.STAFF)
    put(district, person)
    say(district, "correct C-1 owner: slack:U7; schools: Elm, Oak")
    form = say(district, "correct C-1")
    assert form.form
    say(district, f"correct C-1 owner: {person.id}; purpose: sums; provisions: severability")
    say(district, "done D-1 https://example.org/posted")
    asked = plain(say(district, form.form.say, filled(form, kinds="grades", owner="slack:U1", purpose="sums")))
    assert "On record now: Owner in the district: Pat Okafor. Save yours instead?" in asked
    saved = say(district, form.form.say, filled(form, kinds="grades", schools="Elm,  Oak\r\n"))
    assert saved.tone != "sorry", plain(saved)
    contract = district.store.contract("C-1")
    assert contract
    assert (contract.owner, contract.purpose, contract.kinds) == (person.id, "sums", "grades")
    assert contract.provisions["severability"]
    last = district.store.history("C-1")[-1]
    assert last.after["C-1"] == {"kinds": "grades"}


def test_of_settings_only_what_was_changed_in_the_form_is_written(district: Desk) -> None:
    form = say(district, "setup")
    assert form.form
    say(district, "setup evening: 18; district: Elm")
    assert say(district, form.form.say, filled(form, morning="09:00")).tone != "sorry"
    setup = district.store.setup()
    assert (setup.morning, setup.evening, setup.district) == ("09:00", "18:00", "Elm")


def test_the_mark_is_no_part_of_what_people_read(district: Desk) -> None:
    form = say(district, "correct C-1")
    assert form.form and "seen: " in form.form.say
    assert "seen: " not in plain(form)
