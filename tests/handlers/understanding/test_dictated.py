"""Are dictated dates read as dates, and other places and words left alone?"""

import pytest

from handlers.understanding.days.dates import with_numbers


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("on November nineteenth twenty twenty six", "on November 19th 2026"),
        ("until June the thirty-first two thousand and thirty", "until June 31st 2030"),
        ("signed since the first of November", "signed since the 1st of November"),
        ("they told us the twenty second", "they told us the 22nd"),
        ("show the fifth", "show the fifth"),
        ("The vendor may first ask the board, and may second-guess it", None),
        ("the first of those, and the second of the two", None),
    ],
)
def test_only_what_is_a_date_is_written_in_numbers(said: str, read: str | None) -> None:
    assert with_numbers(said) == (read or said)
