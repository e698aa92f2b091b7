"""Does what was said go into the fields of a form, and into none that is not asked?"""

from datetime import date

import pytest

from handlers.dialogue.reply import Field, When
from handlers.records.by_form import said_for
from handlers.understanding.requests.request import Slots
from handlers.understanding.requests.values.days import DayOf, SaidDay

YES_NO = Field("needed", "Is it needed?", "one", options=(("yes", "Yes"), ("no", "No")))
KINDS = (("see", "See"), ("correct", "Correct"), ("delete", "Delete"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("yes", "yes"),
        ("Yep", "yes"),
        ("it does", "yes"),
        ("no", "no"),
        ("it doesn't", "no"),
        ("it is not", "no"),
        ("none of them does", "no"),
        ("maybe", ""),
    ],
)
def test_a_yes_or_no_is_taken_as_it_is_meant(said: str, expected: str) -> None:
    assert said_for([YES_NO], Slots(marked=(("needed", said),))).get("needed", "") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("delete", "delete"), ("correct their records", "correct"), ("see and delete", ""), ("nothing", "")],
)
def test_an_option_is_taken_where_only_one_is_said(said: str, expected: str) -> None:
    pick = Field("kind", "What is asked?", "pick", options=KINDS)
    assert said_for([pick], Slots(marked=(("kind", said),))).get("kind", "") == expected


def test_a_field_that_waits_for_another_takes_nothing_before_it_is_asked() -> None:
    why = Field("reason", "Why?", "line", when=When("needed", ("no",)))
    slots = Slots(marked=(("needed", "yes"), ("reason", "no staff")))
    assert said_for([YES_NO, why], slots) == {"needed": "yes"}
    assert said_for([YES_NO, why], Slots(marked=(("needed", "no"), ("reason", "no staff")))) == {
        "needed": "no",
        "reason": "no staff",
    }


def test_each_day_goes_into_the_field_of_its_event() -> None:
    signed, ends = date(2026, 7, 1), date(2028, 6, 30)
    slots = Slots(
        said_days=(
            SaidDay(DayOf.EXPIRES, ends, "June 30, 2028", 0, 13),
            SaidDay(DayOf.SIGNED, signed, "July 1", 20, 26),
        )
    )
    fields = [Field("executed", "Signed", "date", required=True), Field("expiry", "Ends", "date")]
    assert said_for(fields, slots) == {"executed": signed.isoformat(), "expiry": ends.isoformat()}
