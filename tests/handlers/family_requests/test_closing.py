"""Does a family's request keep what is on record of its closing, until it is opened again?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.dialogue.desk import Desk
from storage.kinds import FamilyRequest
from tests.handlers.district import say

PROOFS = {
    "done": "The vendor's e-mail of Nov 23, 2026",
    "retained": "The school must keep the transcript",
    "backup": "Only the copy for a disaster is left",
    "other": "The family moved away",
}
"""What is said of a closing, by what came of the request."""


def closed(desk: Desk, outcome: str, days: str = "30") -> None:
    """R-1, received and then closed with that outcome; answered by D-1 where the district has set a number of days."""
    if days:
        say(desk, f"setup request days: {days}")
    say(desk, "log-family-request kind: delete; vendor: Kahoot; reference: Case 14; received: 2026-11-20")
    say(desk, "close-request R-1", fields={"outcome": outcome, "proof": PROOFS[outcome]})
    request = desk.store.record(FamilyRequest, "R-1")
    assert request and (request.outcome, request.proof, request.closed) == (outcome, PROOFS[outcome], desk.now)


@pytest.mark.parametrize("outcome", PROOFS)
@pytest.mark.parametrize("days", ["30", ""])
def test_a_reopened_request_keeps_nothing_of_its_closing(outcome: str, days: str, desk: Desk) -> None:
    closed(desk, outcome, days)
    assert PROOFS[outcome] in say(desk, "R-1")
    assert PROOFS[outcome] not in say(desk, "undo R-1")
    request = desk.store.record(FamilyRequest, "R-1")
    assert request and (request.outcome, request.proof, request.closed) == ("", "", None)


@pytest.mark.parametrize("outcome", PROOFS)
def test_a_corrected_proof_leaves_what_came_of_the_request(outcome: str, desk: Desk) -> None:
    closed(desk, outcome)
    before = desk.store.record(FamilyRequest, "R-1")
    assert before
    proof = "the e-mail of Nov 24, 2026"
    say(desk, f"correct D-1 proof: {proof}")
    assert desk.store.record(FamilyRequest, "R-1") == replace(before, proof=proof)
    assert proof in say(desk, "R-1")


@pytest.mark.parametrize("outcome", PROOFS)
def test_a_corrected_request_stays_closed_on_its_day_and_is_counted_there(outcome: str, desk: Desk) -> None:
    closed(desk, outcome)
    before = desk.store.record(FamilyRequest, "R-1")
    assert before
    later = replace(desk, now=desk.now + timedelta(days=40))
    say(later, "correct R-1 reference: Case 15; details: Quiz answers")
    assert desk.store.record(FamilyRequest, "R-1") == replace(before, reference="Case 15", details="Quiz answers")
    counted = "1 done" if outcome == "done" else "1 not done"
    assert f"1 received, {counted}" in say(later, "stats 2026-11-01 to 2026-11-30")
    assert counted not in say(later, "stats 2026-12-01 to 2026-12-31")
