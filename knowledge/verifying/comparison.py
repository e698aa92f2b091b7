"""The book beside the official text: what can be held against it, what is lacking in one of the two, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.citation import Citation, Tag
from knowledge.verifying.ledger import Confirmation
from knowledge.verifying.markers import OfficialPassage
from knowledge.verifying.statements import Statement

NOT_FROM_THE_TEXT: Final = frozenset({Tag.V, Tag.I})
"""Statements that were seen in the text already, and those that are our own reading: asked for on request only."""


@dataclass(frozen=True, slots=True)
class PinnedPassage:
    """A passage of the text with the statements that pin it first."""

    cite: Citation
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class TextComparison:
    """What the text and the book have of each other."""

    waiting: tuple[PinnedPassage, ...]
    """Passages with statements that wait for an answer, in the order of the text."""
    misfits: tuple[tuple[Statement, Confirmation], ...]
    """Statements that somebody said do not fit, and that were not changed since."""
    lacking: tuple[Citation, ...]
    """Pinned, but not in the text, though their section is."""
    elsewhere: Mapping[str, int]
    """Sections that the text does not have, each with the number of passages that the book pins there."""
    unpinned: tuple[Citation, ...]
    """Subsections of the text that the book never pins."""


def compare_with(
    text: Mapping[Citation, OfficialPassage],
    book: Iterable[Statement],
    pinned: Iterable[Citation],
    ledger: Iterable[Confirmation],
    *,
    everything: bool = False,
) -> TextComparison:
    """Hold the book against the text. With ``everything``, confirmed statements and our own readings wait too."""
    known = {(one.passage, one.statement): one for one in ledger}
    waiting: dict[Citation, list[Statement]] = {}
    misfits = []
    for one in book:
        said = known.get((one.pin.text, one.mark))
        done = said is not None and said.fits and one.tag == Tag.V
        if said and not said.fits:
            misfits.append((one, said))
        asked = everything or (one.tag not in NOT_FROM_THE_TEXT and (said is None or said.fits))
        if asked and not done and all(cite in text for cite in one.cites if cite.ours):
            waiting.setdefault(one.pin, []).append(one)
    pins = sorted(set(pinned), key=_order)
    sections = {cite.section for cite in text}
    away = [cite.section for cite in pins if cite.section not in sections]
    return TextComparison(
        tuple(PinnedPassage(cite, tuple(waiting[cite])) for cite in text if cite in waiting),
        tuple(misfits),
        tuple(cite for cite in pins if cite.section in sections and cite not in text),
        {section: away.count(section) for section in away},
        tuple(_unpinned(text, pins)),
    )


def _unpinned(text: Iterable[Citation], pins: Sequence[Citation]) -> Iterable[Citation]:
    """The outermost pieces that no pin reaches, as deep as the book goes there."""
    reached = {above for pin in pins for above in _from_the_section(pin)}
    pinned_within = {cite.parent for cite in reached}
    for cite in text:
        wider = cite.parent
        if cite not in reached and (
            wider is None or (wider in reached and (wider.parent is None or wider in pinned_within))
        ):
            yield cite


def _from_the_section(pin: Citation) -> Iterable[Citation]:
    seen: Citation | None = pin
    while seen is not None:
        yield seen
        seen = seen.parent


def _order(cite: Citation) -> tuple[str, list[tuple[int, str]]]:
    """By section, then by pins: (2) before (10)."""
    pins = cite.text.partition("(")[2].rstrip(")").split(")(")
    return cite.section, [(len(pin) if pin.isdigit() else 0, pin) for pin in pins]
