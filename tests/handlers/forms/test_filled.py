"""Is what people type read as they mean it, and every mistake told in its place?"""

from datetime import date

import pytest

from handlers.contracts.form import contract_fields
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Field, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.forms.values import typed_values
from handlers.forms.words import NEEDED

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def say(desk: Desk, text: str, **values: str) -> Reply:
    return respond(Message(text, fields=values, who="Dana", surface="talk"), desk)


def error(reply: Reply, id: str) -> str:
    assert reply.form
    return next(field.error for field in reply.form.fields if field.id == id)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("vendor: Multi\nexecuted: 2026-11-20", {"vendor": "Multi", "executed": "2026-11-20"}),
        ("vendor: Multi\r\nDate executed = 2026-11-20\n", {"vendor": "Multi", "executed": "2026-11-20"}),
        ("\nvendor: Multi;\n\n  executed: 2026-11-20", {"vendor": "Multi", "executed": "2026-11-20"}),
        ("notes: first\nsecond: half\nvendor: A", {"notes": "first\nsecond: half", "vendor": "A"}),
        ('notes: "a;\nvendor: b"\nvendor: A', {"notes": "a;\nvendor: b", "vendor": "A"}),
        ("vendor: A\nBreach days: 5\nsure: twin", {"vendor": "A", "breach_days": "5", "sure": "twin"}),
        ("vendor: A; executed: 2026-11-20", {"vendor": "A", "executed": "2026-11-20"}),
        ('vendor: "Acme, Inc."; purpose: a vendor: b', {"vendor": "Acme, Inc.", "purpose": "a vendor: b"}),
    ],
)
def test_a_new_line_before_a_fields_name_begins_it(desk: Desk, typed: str, values: dict[str, str]) -> None:
    assert typed_values(typed, contract_fields(desk)) == values


def test_a_line_of_an_unknown_field_is_no_field(desk: Desk) -> None:
    with pytest.raises(Sorry, match="There is no field 'vendr'"):
        typed_values("vendr: Multi\nexecuted: 2026-11-20", contract_fields(desk))


def test_mistakes_stand_in_the_order_of_the_form(desk: Desk) -> None:
    wrong = say(desk, "log-contract executed: someday; link: nowhere; start: noday")
    (bullets,) = [part for part in wrong.parts if isinstance(part, Bullets)]
    assert [line.partition(":")[0] for line in bullets.items] == [
        "Vendor", "Date executed", "Starts", "Link to the contract",
    ]  # fmt: skip
    assert wrong.form
    assert [f"{f.label}: {f.error}" for f in wrong.form.fields if f.error] == list(bullets.items)
    assert error(wrong, "vendor") == NEEDED


def test_spoken_days_are_taken_in_fields_and_commands(desk: Desk) -> None:
    assert "executed Mon, Nov 23, 2026" in plain(say(desk, "log-contract vendor: Acme; executed: yesterday"))
    assert not say(desk, "log-breach vendor: Acme; discovered: last Friday; students: 3").form
    breach = desk.store.breach("B-1")
    assert breach and breach.discovered == date(2026, 11, 20)
    assert not say(desk, "received B-1 yesterday").form
    breach = desk.store.breach("B-1")
    assert breach and breach.board_told == date(2026, 11, 23)
    for said, until in (("tomorrow", 25), ("11/26", 26), ("Friday", 27)):
        assert not say(desk, f"snooze D-1 {said} waiting for counsel").form
        deadline = desk.store.deadline("D-1")
        assert deadline and deadline.snoozed_until == date(2026, 11, until) and deadline.reason == "waiting for counsel"
    assert not say(desk, "correct C-1 executed: 11/20").form
    contract = desk.store.contract("C-1")
    assert contract and contract.executed == date(2026, 11, 20)


def test_what_was_said_yesterday_is_not_read_anew_tomorrow(desk: Desk) -> None:
    """A form that is left open over night keeps the day that was meant."""
    wrong = say(desk, "log-contract executed: yesterday").form
    assert wrong and {field.id: field.value for field in wrong.fields}["executed"] == "2026-11-23"


PROOFS = (
    "https://hartford.example/contracts",
    "hartfordschools.org/contracts",
    "e-mail of Nov 20",
    "mailed 11/20",
    "told them yesterday",
    "posted 2026-11-20",
    "minutes.pdf",
)


@pytest.mark.parametrize("proof", PROOFS)
def test_a_proof_with_an_address_a_date_or_a_file_is_taken(desk: Desk, proof: str) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20")
    assert say(desk, f"done D-1 {proof}").tone == "done"


@pytest.mark.parametrize("proof", ["by ana", "yes", "done it", "D-1", "it may be done"])
def test_a_proof_that_shows_nothing_is_asked_about(desk: Desk, proof: str) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20")
    asked = say(desk, f"done D-1 {proof}")
    assert asked.form and "Keep this as proof?" in plain(asked)
    deadline = desk.store.deadline("D-1")
    assert deadline and not deadline.proof
    sure: Field = asked.form.fields[-1]
    assert say(desk, asked.form.say, proof=proof, sure=sure.options[0][0]).tone == "done"
    deadline = desk.store.deadline("D-1")
    assert deadline and deadline.proof == proof


@pytest.mark.parametrize(
    "said", ["log-contract\nvendor: Multi\nexecuted: 2026-11-20", "due contract_executed yesterday"]
)
def test_lines_and_spoken_days_are_read_where_a_command_takes_them(desk: Desk, said: str) -> None:
    assert say(desk, said).tone != "sorry"
