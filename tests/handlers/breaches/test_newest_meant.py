"""Is the newest of a vendor's breaches meant where a question names none of them?"""

import pytest

from handlers.dialogue.desk import Desk
from tests.handlers.district import say

LOGGED = (("2026-11-02", 12), ("2026-11-09", 57), ("2026-11-20", 340))


@pytest.mark.parametrize("count", [2, 3])
def test_asked_after_the_contract_the_newest_breach_is_meant(desk: Desk, count: int) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-10-01")
    for day, students in LOGGED[:count]:
        say(desk, f"log-breach contract: C-1; discovered: {day}; students: {students}")
    say(desk, "contract C-1")
    answer = say(desk, "how many students again?")
    assert f"B-{count}" in answer and f"Students: {LOGGED[count - 1][1]}" in answer and "B-1" not in answer
