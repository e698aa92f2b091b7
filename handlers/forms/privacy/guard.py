"""Finds what looks like a student's personal data in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.forms.privacy.names import find_names
from handlers.forms.privacy.shapes import NUMBERS, STREET, UNREAD, PersonalData, is_home, walled

MOST_PASSES = 8
"""A find may hide another that is glued to it, so the text is looked at again without the finds."""


@dataclass(frozen=True, slots=True)
class PersonalDataMatch:
    """A piece of text, from ``start`` to before ``end``, that looks like personal data of a student."""

    kind: PersonalData
    text: str
    start: int
    end: int


def find_personal_data(text: str) -> tuple[PersonalDataMatch, ...]:
    """What looks like personal data of a student, from left to right; no two finds overlap."""
    if not text:
        return ()
    sight = walled(text, (m.span() for m in UNREAD.finditer(text)))
    spans: list[tuple[int, int, PersonalData]] = []
    for _ in range(MOST_PASSES):
        found = sorted(_finds_in(sight))
        if not found:
            break
        spans += found
        sight = walled(sight, ((start, end) for start, end, _ in found))
    return tuple(PersonalDataMatch(kind, text[start:end], start, end) for start, end, kind in sorted(spans))


def _finds_in(sight: str) -> Iterator[tuple[int, int, PersonalData]]:
    for kind, pattern in NUMBERS:
        found = [m.span("it") for m in pattern.finditer(sight) if m["it"]]
        sight = walled(sight, found)
        yield from ((start, end, kind) for start, end in found)
    streets = [m.span("it") for m in STREET.finditer(sight)]
    names = list(find_names(walled(sight, streets)))
    yield from names
    for start, end in streets:
        if is_home(sight, start, end, [after for _, after, _ in names]):
            yield start, end, "home address"


def mask(text: str, finds: Iterable[PersonalDataMatch]) -> str:
    """The text with each find replaced by its kind in brackets."""
    pieces, at = [], 0
    for find in sorted(finds, key=lambda find: find.start):
        pieces += [text[at : find.start], f"[{find.kind}]"]
        at = find.end
    return "".join([*pieces, text[at:]])
