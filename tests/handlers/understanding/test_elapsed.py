"""A time that passed is told from one that is allowed."""

import pytest

from handlers.understanding.days.elapsed import Elapsed, elapsed_in


@pytest.mark.parametrize(
    ("text", "days", "business"),
    [
        ("we are telling the board on day 50 after we found out", 50, False),
        ("we posted it twelve working days later", 12, True),
        ("we found out 75 days ago and told no family", 75, False),
        ("we dug for 8 weeks and told the families on day 59", 59, False),
        ("they told us 3 weeks later, is 30 days the limit", 21, False),
    ],
)
def test_a_time_that_passed_is_counted(text: str, days: int, *, business: bool) -> None:
    assert elapsed_in(text) == Elapsed(days, business)


@pytest.mark.parametrize(
    "text",
    [
        "the vendor has 30 days after discovery to tell us",
        "families must be told within two business days after the notice",
        "it took 10 days, or was it after 40 days later",
        "when is it due",
    ],
)
def test_a_time_that_is_allowed_or_unclear_is_none(text: str) -> None:
    assert elapsed_in(text) is None
