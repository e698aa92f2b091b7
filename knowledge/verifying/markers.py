"""Where each subsection begins: which (a), (1), (A) and (i) of a section are markers, and which cross-references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from knowledge.citation import Citation
from knowledge.verifying.sections import OfficialSection, sections

_ACT: Final = re.compile(r"10-234([a-z])\1")
"""Sections of the act have two equal letters; 10-234 itself is older, and about something else."""
_MARK: Final = re.compile(r"\(([a-z]{1,5}|[A-Z]{1,2}|\d{1,2})\)")
_UNITS: Final = r"(?:sub)?(?:section|division|paragraph|clause)s?"
_CALLED: Final = re.compile(rf"(?<!this\s)(?<!said\s)(?:\b{_UNITS}|\bSecs?\.|§)\s+(?:\d[\w.-]*\s*)?$", re.IGNORECASE)
"""What stands before the first pin of a cross-reference: "subsection", "section 10-1"."""
_JOINED: Final = re.compile(r"\s*(?:[,;]\s*)?(?:(?:and|or|to|through)\s*)?")
_ROMAN: Final[Mapping[str, int]] = {
    name: place for place, name in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), 1)
}
LETTER, NUMBER, CAPITAL, ROMAN = range(4)
Step = tuple[int, int]
"""A marker's kind and its place in the order: (b) is the second letter."""


@dataclass(frozen=True, slots=True)
class OfficialPassage:
    """A piece of the official text: its cite, its words up to the first marker within it, and all of its words."""

    cite: Citation
    opening: str
    whole: str


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    path: tuple[str, ...]


def official_passages(text: str) -> dict[Citation, OfficialPassage]:
    """Every section, subsection and so on of the act's text by its cite, in the order of the text."""
    ours = (section for section in sections(text) if _ACT.fullmatch(section.number))
    return {one.cite: one for section in ours for one in _passages(section)}


def _passages(section: OfficialSection) -> Iterator[OfficialPassage]:
    inside = [*_markers(section)]
    part = bool(inside) and inside[0].start == 0 and (section.pins or _steps(inside[0].path[-1])[0][1] > 1)
    found = inside if part else [_Marker(0, section.pins), *inside]
    ends = [*(marker.start for marker in found[1:]), len(section.text)]
    for place, (marker, end) in enumerate(zip(found, ends, strict=True)):
        outside = (other.start for other in found[place + 1 :] if other.path[: len(marker.path)] != marker.path)
        pins = "".join(f"({pin})" for pin in marker.path)
        whole = section.text[marker.start : next(outside, len(section.text))]
        yield OfficialPassage(Citation(section.number + pins), _plain(section.text[marker.start : end]), _plain(whole))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"(?<=\w-)\n(?=[a-z])", "", text).split())


def _markers(section: OfficialSection) -> Iterator[_Marker]:
    """The markers in order, each with its path from the section down."""
    text = section.text
    path = [(pin, step) for pin in section.pins for step in _steps(pin)[:1]]
    referred: dict[int, str] = {}
    for found in _MARK.finditer(text):
        if _is_reference(text, found, referred):
            referred[found.end()] = found[1]
            continue
        step = _next(found[1], [step for _, step in path], text[: found.start()])
        if step is None:
            continue
        path = [(pin, above) for pin, above in path if above[0] < step[0]]
        path.append((found[1], step))
        yield _Marker(found.start(), tuple(pin for pin, _ in path))


def _is_reference(text: str, found: re.Match[str], referred: Mapping[int, str]) -> bool:
    """Whether a pin belongs to a cross-reference: "subsection (a)", "10-1(a)(2)", "subdivisions (1) and (2)"."""
    before = text[: found.start()]
    if re.search(r"\w$", before):
        return bool(re.search(r"\d[\w.-]*$", before))
    if _CALLED.search(before[-60:]):
        return True
    last = max(referred, default=None)
    if last is None or not _JOINED.fullmatch(text, last, found.start()):
        return False
    alike = {kind for kind, _ in _steps(found[1])} & {kind for kind, _ in _steps(referred[last])}
    return bool(alike) or not text[last : found.start()].strip()


def _steps(pin: str) -> list[Step]:
    """What a pin may be, the widest kind first: (i) is the ninth letter, or the first small Roman number."""
    if pin.isdigit():
        return [(NUMBER, int(pin))]
    alike = len(set(pin)) == 1
    place = ord(pin[0].lower()) - ord("a") + 1 + 26 * (len(pin) - 1)
    if pin.isupper():
        return [(CAPITAL, place)] if alike else []
    letters = [(LETTER, place)] if alike and len(pin) < 3 else []
    return [*letters, *([(ROMAN, _ROMAN[pin])] if pin in _ROMAN else [])]


def _next(pin: str, path: list[Step], before: str) -> Step | None:
    """The step that a marker makes from where the text stands, or None where it makes none."""
    begins = not before.strip() or (before[-1:] == "\n" and before.rstrip()[-1] in ".;:")
    steps = _steps(pin)
    if not path or not before.strip():
        wider = path[-1][0] if path else -1
        return next((step for step in steps if step[0] > wider and (step[1] == 1 or begins)), None)
    reached = dict(path)
    if exact := [(kind, place) for kind, place in steps if place == reached.get(kind, 0) + 1 and kind >= path[0][0]]:
        return exact[0] if before.rstrip().endswith(".") else exact[-1]
    return next((step for step in steps if begins and reached.get(step[0], step[1]) < step[1]), None)
