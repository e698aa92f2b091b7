"""A holiday that a text names is found in the year that is meant, also where it moves from year to year."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.understanding.days.periods import holiday_in


@pytest.mark.parametrize(
    ("text", "today", "since", "until"),
    [
        ("what is due before thanksgiving", date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 25)),
        ("what is due before thanksgiving", date(2027, 11, 1), date(2027, 11, 1), date(2027, 11, 24)),
        ("what is due before thanksgiving", date(2026, 11, 27), date(2026, 11, 27), date(2027, 11, 24)),
        ("anything due by labor day", date(2027, 8, 1), date(2027, 8, 1), date(2027, 9, 5)),
        ("contracts ending before memorial day", date(2028, 4, 1), date(2028, 4, 1), date(2028, 5, 28)),
        ("what ran out since easter", date(2027, 6, 1), date(2027, 3, 28), date(2027, 6, 1)),
        ("what is due before winter break", date(2026, 11, 1), date(2026, 11, 1), date(2026, 12, 23)),
    ],
)
def test_the_day_is_that_of_the_year(text: str, today: date, since: date, until: date) -> None:
    found = holiday_in(text, today, ())
    assert found
    assert (found.since, found.until) == (since, until)
