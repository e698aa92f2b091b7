"""Does each question that is not covered count in its own week, and in no other?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.dialogue.desk import Desk
from storage.records import Role
from tests.handlers.district import given, say

ASKED = {-8: 1, -1: 2, 0: 3, 1: 1}
"""How many questions came so many days after this week's Monday."""


@pytest.mark.parametrize("weekday", [2, 6])
def test_what_was_asked_this_week_does_not_count_as_last_week(desk: Desk, weekday: int) -> None:
    monday = desk.now - timedelta(days=desk.now.weekday())
    for day, number in ASKED.items():
        for _ in range(number):
            say(replace(desk, now=monday + timedelta(days=day)), "who won the world series")
    told = say(given(replace(desk, now=monday + timedelta(days=weekday)), Role.PRIVACY), "gaps")
    assert "2 questions were not covered last week." in told, told
    assert "4 questions were not covered this week." in told, told
