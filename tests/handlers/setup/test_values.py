"""Are hours, zones and numbers of days read as people mean them?"""

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.setup.commands import read_days_before, read_hour, read_zone


def test_typed_hours_and_zones_are_read_as_people_mean_them() -> None:
    assert [read_hour(text) for text in ("8", "08:05", "12 am", "12:30pm", "5 p.m.")] == [
        "08:00", "08:05", "00:00", "12:30", "17:00",
    ]  # fmt: skip
    assert read_days_before("1 3,7") == (7, 3, 1)
    assert read_zone("America/Chicago") == "America/Chicago"


@pytest.mark.parametrize("text", ["24:00", "13 pm", "0 am", "8:60", "noon", "-1"])
def test_an_hour_that_is_none_is_not_guessed(text: str) -> None:
    with pytest.raises(Sorry):
        read_hour(text)


@pytest.mark.parametrize("text", ["0", "61", "1.5", "x", ",", "1 2 3 4 5 6"])
def test_days_before_that_are_none_are_not_guessed(text: str) -> None:
    with pytest.raises(Sorry):
        read_days_before(text)
