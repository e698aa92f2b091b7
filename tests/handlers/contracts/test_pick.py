"""Can a contract be picked, by whatever a surface sends, and typed where the list is too long?"""

import pytest

from handlers.contracts import form
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from storage.records import Role
from tests.handlers.district import WHO, given, say


@pytest.fixture
def logged(closed_office: Desk) -> Desk:
    given(closed_office, Role.PRIVACY)
    for vendor in ("Acme", "Kahoot", "Quizlet"):
        say(closed_office, f"log-contract vendor: {vendor}; executed: 2026-10-07")
    return closed_office


def test_the_newest_contract_stands_first_and_a_withdrawn_one_not_at_all(logged: Desk) -> None:
    say(logged, "withdraw C-2 reason: entered twice")
    (field,) = form.pick_fields(logged)
    assert (field.kind, field.options) == ("pick", (("C-3", "C-3: Quizlet"), ("C-1", "C-1: Acme")))


@pytest.mark.parametrize("picked", ["C-3", "c-3", "C-3: Quizlet"])
def test_what_was_picked_is_found_by_its_number_and_by_its_label(logged: Desk, picked: str) -> None:
    respond(
        Message("log-breach", fields={"contract": picked, "discovered": "2026-10-07"}, who=WHO, surface="slack"), logged
    )
    breach = logged.store.breach("B-1")
    assert breach and (breach.contract, breach.vendor) == ("C-3", "Quizlet")


def test_more_contracts_than_fit_leave_a_line_for_the_number(logged: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST_LISTED", 2)
    listed, number = form.pick_fields(logged, required=True)
    assert [value for value, _ in listed.options] == ["C-3", "C-2"]
    assert number.kind == "text" and not listed.required
    sent = {"contract_number": "C-9", "discovered": "2026-10-07"}
    again = respond(Message("log-breach", fields=sent, who=WHO, surface="slack"), logged)
    assert again.form
    assert "no contract 'C-9'" in next(one.error for one in again.form.fields if one.id == "contract_number")
    respond(Message("log-breach", fields={**sent, "contract_number": "c-1"}, who=WHO, surface="slack"), logged)
    breach = logged.store.breach("B-1")
    assert breach and breach.contract == "C-1"
