"""Are values that the reader marks in pieces made whole?"""

import pytest

from handlers.conversation.looking import whole
from knowledge.frames.frame_reader import Frame, Span


def spans(text: str, *marked: tuple[str, str]) -> tuple[Span, ...]:
    """The marked words in their order."""
    found, at = [], 0
    for slot, words in marked:
        at = text.index(words, at)
        found.append(Span(slot, words, at, at + len(words)))
        at += len(words)
    return tuple(found)


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("is team snap approved", [("product", "team"), ("product", "snap")], [("product", "team snap")]),
        ("the i-Ready contract", [("vendor", "i"), ("vendor", "Ready")], [("vendor", "i-Ready")]),
        (
            "assign Remind Inc. to Sam",
            [("vendor", "Inc"), ("person", "Sam")],
            [("vendor", "Remind Inc"), ("person", "Sam")],
        ),
        (
            "until June 30, 2028",
            [("date:expires", "June"), ("date", "30"), ("date", "2028")],
            [("date:expires", "June 30, 2028")],
        ),
        ("contracts of the high school", [("school", "the high school")], [("school", "high school")]),
        ("Kami and Kahoot", [("vendor", "Kami"), ("vendor", "Kahoot")], [("vendor", "Kami"), ("vendor", "Kahoot")]),
        (
            "set it to marking up essays",
            [("value", "marking up"), ("reason", "essays")],
            [("value", "marking up essays")],
        ),
        ("give Kami Ann", [("vendor", "Kami"), ("person", "Ann")], [("vendor", "Kami"), ("person", "Ann")]),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_value_in_pieces_is_one(text: str, marked: list, expected: list) -> None:
    found = whole(Frame(values=spans(text, *marked)), text)
    assert [(one.slot, one.text) for one in found.values] == expected
    assert all(text[one.start : one.end] == one.text for one in found.values)
