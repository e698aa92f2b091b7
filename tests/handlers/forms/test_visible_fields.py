"""Is each field asked for when it is needed, and is nothing hidden that would be saved?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Form, Reply, When
from handlers.dispatch import respond
from handlers.forms.filling import visible_fields

DATA = (("records", "Student records"), ("content", "Student-generated content"))
FIELDS = (
    Field("contract", "Contract", "text"),
    Field("vendor", "Vendor", "text", when=When("contract", ("",))),
    Field("data", "Data", "many", options=DATA),
    Field("kinds", "Kinds", "text", when=When("data")),
    Field("days", "Days", "number", when=When("data", ("records", ""))),
    Field("why", "Why", "text", when=When("days", ("10",))),
)
SOME = st.sampled_from(["", " ", "x", "10", "records", "content", "Student records, content", "all"])


def ids(*fields: Field, **values: str) -> list[str]:
    return [field.id for field in visible_fields(fields or FIELDS, values)]


def say(desk: Desk, text: str, **fields: str) -> Reply:
    return respond(Message(text, fields=fields, who="slack:U1"), desk)


def asks(reply: Reply) -> set[str]:
    assert reply.form
    return {field.id for field in visible_fields(reply.form.fields)}


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ({}, {"kinds", "why"}),
        ({"contract": "C-1"}, {"vendor", "kinds", "why"}),
        ({"contract": " "}, {"kinds", "why"}),
        ({"data": "content"}, {"days", "why"}),
        ({"data": "Student records"}, {"why"}),
        ({"data": "content,records"}, {"why"}),
        ({"data": "all", "days": "10"}, set()),
        ({"data": "content", "days": "10"}, set()),
        ({"data": "content", "days": "", "why": "as agreed"}, {"days"}),
    ],
)
def test_a_field_is_asked_for_while_its_condition_holds(values: dict[str, str], hidden: set[str]) -> None:
    assert ids(**values) == [field.id for field in FIELDS if field.id not in hidden]


def test_what_is_wrong_or_needed_is_asked_for_in_any_case() -> None:
    for changed in (replace(FIELDS[1], error="Name the vendor."), replace(FIELDS[1], required=True)):
        assert "vendor" in ids(FIELDS[0], changed, contract="C-1")


@given(st.fixed_dictionaries({field.id: SOME for field in FIELDS}))
def test_what_is_hidden_is_empty(values: dict[str, str]) -> None:
    seen = ids(**values)
    assert all(field.id in seen or not values[field.id].strip() for field in FIELDS)


def test_a_field_that_waits_for_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not there"):
        Form("x", "x", FIELDS[1:], "x")


def test_a_breach_of_a_contract_has_its_vendor(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-10-06")
    assert "vendor" in asks(say(desk, "log-breach"))
    assert "vendor" not in asks(say(desk, "log-breach contract: C-1"))
    wrong = say(desk, "log-breach", contract="C-9")
    assert "vendor" in asks(wrong), "with its error"
    say(desk, "log-breach", contract="C-1", vendor="Acme of Ohio")
    assert desk.store.breach("B-1").vendor == "Acme of Ohio"
    say(desk, "log-breach contract: C-1; categories: student records; discovered: 2026-10-20")
    assert desk.store.breach("B-2").vendor == "Acme"


def test_a_contract_is_asked_for_its_own_days_where_they_may_count(desk: Desk) -> None:
    days = {"breach_days", "breach_days_other", "kinds"}
    assert asks(say(desk, "log-contract")) & days == days - {"kinds"}
    for data, hidden in (("student_records", {"breach_days"}), ("student_information", set())):
        assert asks(say(desk, "log-contract", categories=data)) & days == days - hidden
    say(desk, "log-contract vendor: Acme; executed: 2026-10-06; categories: student records; breach days: 10")
    assert desk.store.contract("C-1").breach_days == {"student_information": 10}


def test_a_correction_asks_for_all_that_is_on_record(desk: Desk) -> None:
    """Else a window that hides what was just emptied would bring back what it was."""
    say(desk, "log-contract vendor: Acme; executed: 2026-10-06; categories: student records; breach days: 10")
    say(desk, "log-breach contract: C-1; vendor: Acme of Ohio")
    for id, field in (("C-1", "breach_days"), ("B-1", "vendor")):
        form = say(desk, f"correct {id}").form
        assert form and field in {one.id for one in visible_fields(form.fields, {field: ""})}
    say(desk, "correct B-1", vendor="", contract="C-1")
    assert desk.store.breach("B-1").vendor == "Acme"


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("1-3", "1, 2, 3"), ("2 – 4", "2, 3, 4"), ("5-5", "5"), ("1, 3-4", "1, 3, 4")],
)
def test_a_range_of_provisions_has_both_its_ends(desk: Desk, typed: str, numbers: str) -> None:
    for vendor, provisions in (("Acme", typed), ("Quill", numbers)):
        say(desk, f"log-contract vendor: {vendor}; executed: 2026-10-06; provisions: {provisions}")
    ranged, listed = desk.store.contract("C-1"), desk.store.contract("C-2")
    assert ranged and listed and any(listed.provisions.values())
    assert ranged.provisions == listed.provisions
