"""The statements of the book that pin a passage: each with its tag, its cites and the places where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from knowledge.citation import Citation, Fact, Period, Tag
from knowledge.load import Raw
from knowledge.verifying.ledger import Confirmation
from knowledge.verifying.markers import OfficialPassage
from knowledge.wording import Duties, fill

_TOLD = ("says", "answer", "more", "examples")
"""The fields of an entry that hold statements with tags."""
_BESIDE = ("advice", "neighbour", "pointer")
"""Entries of these kinds rest on something else than the statute."""
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class WrittenAt:
    """Where a statement is written: the file, as in ``law/breach.yaml``, the line, and the way to it in the file."""

    name: str
    """The entry, as in ``topic sell``."""
    file: str
    line: int
    entry: int
    path: Path
    text: str
    """As it is written, with its tag, on one line."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the book as it reads today, the passage that it pins first, and what else it leans on."""

    says: str
    tag: Tag
    cites: tuple[Citation, ...]
    places: tuple[WrittenAt, ...]

    @property
    def pin(self) -> Citation:
        """The passage of the act with which it is compared first."""
        return next(cite for cite in self.cites if cite.ours)

    @property
    def mark(self) -> str:
        """A hash of its words, by which the ledger knows it."""
        return sha256(self.says.encode()).hexdigest()[:16]


def statements(raws: Iterable[Raw], duties: Duties, day: date) -> list[Statement]:
    """Those in force on that day; what is written several times for the same passage is one statement."""
    found: dict[tuple[Citation, str], Statement] = {}
    places: dict[str, int] = {}
    for raw in raws:
        entry = places[raw.file] = places.get(raw.file, -1) + 1
        if not _held(raw.fields, day) or raw.fields.get("kind") in _BESIDE:
            continue
        own = raw.fields["passage"] if raw.shape == "passage" else None
        for path, text, cites in _told(raw.fields, (), _cites(own)):
            if any(cite.ours for cite in cites):
                fact = Fact.parse(text)
                name, file = f"{raw.shape} {raw.fields[raw.shape]}", raw.file.partition("/")[2]
                at = WrittenAt(name, file, _line(raw, path), entry, path, " ".join(text.split()))
                _add(found, Statement(fill(fact.says, duties, day), fact.tag, cites, (at,)))
    return list(found.values())


def pins(raws: Iterable[Raw], day: date) -> set[Citation]:
    """Every passage of the act that an entry in force on that day cites, whether or not it is a statement's."""
    found = set[Citation]()
    for raw in raws:
        if _held(raw.fields, day):
            found.update(_cites(raw.fields["passage"]) if raw.shape == "passage" else ())
            found.update(cite for part in _parts(raw.fields) for cite in _cites(part.get("cite"), part.get("cites")))
    return {cite for cite in found if cite.ours}


def _add(found: dict[tuple[Citation, str], Statement], new: Statement) -> None:
    """The weakest tag of the places counts, so that nothing passes for confirmed that is not; and the fewest cites."""
    known = found.get((new.pin, new.says), new)
    cites = min(known.cites, new.cites, key=len)
    tag = min(known.tag, new.tag, key=lambda one: one.rank)
    places = tuple(dict.fromkeys((*known.places, *new.places)))
    found[new.pin, new.says] = replace(known, tag=tag, cites=cites, places=places)


def _told(value: Any, path: Path, cites: tuple[Citation, ...]) -> Iterator[tuple[Path, str, tuple[Citation, ...]]]:
    """Each tagged text below a part of an entry, with the cites that stand nearest around it."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from _told(part, (*path, place), cites)
    elif isinstance(value, dict):
        nearest = _cites(value.get("cite"), value.get("cites")) or cites
        for name, part in value.items():
            if name != "before":  # the answers of earlier days
                yield from _told(part, (*path, name), nearest)
    elif next((step for step in reversed(path) if isinstance(step, str)), "") in _TOLD:
        yield path, value, cites


def _cites(*written: Any) -> tuple[Citation, ...]:
    texts = (text for one in written for text in (one if isinstance(one, list) else [one] if one else []))
    return tuple(Citation.parse(text) for text in texts)


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


def _held(fields: Mapping[str, Any], day: date) -> bool:
    given = {name: date.fromisoformat(fields[name]) for name in ("since", "until") if fields.get(name)}
    return Period(**given).covers(day)


def _line(raw: Raw, path: Path) -> int:
    while path and path not in raw.lines:
        path = path[:-1]
    return raw.lines[path]


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
