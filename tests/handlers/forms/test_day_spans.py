"""Are days and spans of days read as people mean them, typed or picked?"""

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.forms import words as form_words
from handlers.forms.values import read_days, span_options, spans, with_picked_days


def test_typed_days_are_read_each_once_and_shown_as_spans() -> None:
    days = read_days("Dec 24, 2026 to Dec 26, 2026, 2027-02-15\nOct 7, 2026; 10/7/2026")
    assert days == ("2026-10-07", "2026-12-24", "2026-12-25", "2026-12-26", "2027-02-15")
    assert spans(days) == ("2026-10-07", "2026-12-24 to 2026-12-26", "2027-02-15")
    assert read_days(", ".join(spans(days))) == days
    assert span_options("2026-12-31 to 2027-01-01") == (
        ("2026-12-31 to 2027-01-01", "Dec 31, 2026 to Jan 1, 2027"),
    )  # fmt: skip
    assert span_options("") == () and span_options("soon") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2027-01-05 to 2027-01-01", form_words.BACKWARDS),
        ("2026-01-01 to 2036-01-01", form_words.TOO_MANY_DAYS),
        ("soon", "I cannot read 'soon' as a date"),
    ],
)
def test_days_that_cannot_be_are_refused(text: str, says: str) -> None:
    with pytest.raises(Sorry, match=says):
        read_days(text)


def test_picked_rows_are_added_to_the_days_that_were_kept() -> None:
    picked = {"x.1.first": "2026-12-24", "x.1.last": "2027-01-01", "x.2.first": "2027-02-15", "x.2.last": ""}
    blank = {"x.3.first": "", "x.3.last": ""}
    assert with_picked_days({"x": "2026-11-27", "y": "noted", **picked, **blank}) == {
        "x": "2026-11-27, 2026-12-24 to 2027-01-01, 2027-02-15",
        "y": "noted",
    }
    assert with_picked_days(blank) == {"x": ""}
