"""Are the labeled messages read as they are marked?"""

from pathlib import Path

import pytest

from knowledge.complaint import BadLaw
from knowledge.frames.frame_reader import read_messages, unmarked, values_of

MARKED = "no, [Kami](vendor) signed [Aug 14](date:executed), [Aug 14](date:expires)."


def test_a_value_stands_in_the_text_where_its_span_says() -> None:
    text, values = unmarked(MARKED)
    assert text == "no, Kami signed Aug 14, Aug 14."
    assert [(one.slot, one.text) for one in values] == [
        ("vendor", "Kami"),
        ("date:executed", "Aug 14"),
        ("date:expires", "Aug 14"),
    ]
    assert all(text[one.start : one.end] == one.text for one in values)


def test_a_row_without_three_parts_is_a_complaint_that_says_how_to_write_it(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("owner | - | who owns [Kami](vendor)?\n\nowner | who owns it?\n")
    with pytest.raises(BadLaw, match=r"one\.txt:3: this message cannot be read.*\n.*intent \| context \| text"):
        read_messages(tmp_path)


def test_the_tags_of_words_give_the_values_again() -> None:
    text = "Give Kami Ed to Ana Diaz"
    words = [(0, 4), (5, 9), (10, 12), (13, 15), (16, 19), (20, 24)]
    tags = ["O", "B-vendor", "I-vendor", "O", "B-person", "I-person"]
    assert [(one.slot, one.text) for one in values_of(text, words, tags)] == [
        ("vendor", "Kami Ed"),
        ("person", "Ana Diaz"),
    ]
    side_by_side = ["O", "B-vendor", "B-vendor", "O", "I-person", "B-person"]
    found = [(one.slot, one.text) for one in values_of(text, words, side_by_side)]
    assert found == [("vendor", "Kami"), ("vendor", "Ed"), ("person", "Ana"), ("person", "Diaz")]
