"""Is a product used for a child's plan only from the day on which everybody has signed?"""

from datetime import date, timedelta

import pytest

from handlers.dialogue.desk import Desk
from handlers.exceptions.conditions import SIGNATURES, conditions
from handlers.exceptions.specs import field_of
from tests.handlers.district import say

SIGNED = date(2026, 11, 20)
"""The last signature."""


@pytest.mark.parametrize("last", sorted(SIGNATURES))
@pytest.mark.parametrize(("days", "is_early"), [(-2, True), (-1, True), (0, False), (1, False)])
def test_a_use_is_too_early_only_before_the_day_of_the_last_signature(
    days: int, is_early: bool, last: str, desk: Desk
) -> None:
    shown = {one.id: "The notes of Oct 1" for one in conditions(desk)}
    signed = {one: str(SIGNED if one == last else SIGNED - timedelta(days=7)) for one in SIGNATURES}
    evidence = "; ".join(f"{field_of(id)}: {said}" for id, said in {**shown, **signed}.items())
    started = SIGNED + timedelta(days=days)
    say(desk, f"log-exception vendor: Speakly; student: J.D.; plan: IEP; started: {started}; {evidence}")
    told = say(desk, "E-1")
    assert ("Not complete: it is used since" in told) == is_early
    assert ("Evidence of every condition is on record" in told) != is_early
    assert ("used before it was signed" in say(desk, "exceptions")) == is_early
    assert ("Not complete: E-1" in say(desk, "report commission")) == is_early
