"""The tagged statements of the law files: their cites and places, the official text beside them, and a new tag."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

import yaml

from knowledge.citation import Citation, Fact, Period, Tag
from knowledge.load import Raw
from knowledge.verifying.ledger import Confirmation
from knowledge.verifying.markers import OfficialPassage
from knowledge.wording import Duties, fill

_TOLD = ("says", "answer", "more", "examples")
"""The fields of an entry that hold statements with tags."""
_BESIDE = ("advice", "neighbour", "pointer")
"""Kinds of entries that do not rest on the statute."""
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class WrittenAt:
    """Where a statement is written: the file, as in ``law/breach.yaml``, the line, and the path in the file."""

    name: str
    """The entry, as in ``topic sell``."""
    file: str
    line: int
    entry: int
    path: Path
    text: str
    """The statement as written, with its tag, on one line."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the law files as it reads today, with its tag, its cites, and the places where it is written."""

    says: str
    tag: Tag
    cites: tuple[Citation, ...]
    places: tuple[WrittenAt, ...]

    @property
    def pin(self) -> Citation:
        """Its first cite of the act: the passage that it is compared with."""
        return next(cite for cite in self.cites if cite.ours)

    @property
    def mark(self) -> str:
        """A hash of its words, which identifies it in the ledger."""
        return sha256(self.says.encode()).hexdigest()[:16]


def statements(raws: Iterable[Raw], duties: Duties, day: date) -> list[Statement]:
    """The statements in force on that day; the same words for the same passage are one statement."""
    found: dict[tuple[Citation, str], Statement] = {}
    places: dict[str, int] = {}
    for raw in raws:
        entry = places[raw.file] = places.get(raw.file, -1) + 1
        if not _held(raw.fields, day) or raw.fields.get("kind") in _BESIDE:
            continue
        passage_cite = raw.fields["passage"] if raw.shape == "passage" else None
        for path, text, cites in _told(raw.fields, (), _cites(passage_cite)):
            if any(cite.ours for cite in cites):
                fact = Fact.parse(text)
                name, file = f"{raw.shape} {raw.fields[raw.shape]}", raw.file.partition("/")[2]
                place = WrittenAt(name, file, _line(raw, path), entry, path, " ".join(text.split()))
                _add(found, Statement(fill(fact.says, duties, day), fact.tag, cites, (place,)))
    return list(found.values())


def pins(raws: Iterable[Raw], day: date) -> set[Citation]:
    """All passages of the act that an entry in force on that day cites, in a statement or elsewhere."""
    cites = set[Citation]()
    for raw in raws:
        if _held(raw.fields, day):
            cites.update(_cites(raw.fields["passage"]) if raw.shape == "passage" else ())
            cites.update(cite for part in _parts(raw.fields) for cite in _cites(part.get("cite"), part.get("cites")))
    return {cite for cite in cites if cite.ours}


def _add(found: dict[tuple[Citation, str], Statement], new: Statement) -> None:
    """Merge a statement with the same one elsewhere: the weakest tag counts, and the fewest cites."""
    known = found.get((new.pin, new.says), new)
    cites = min(known.cites, new.cites, key=len)
    tag = min(known.tag, new.tag, key=lambda one: one.rank)
    places = tuple(dict.fromkeys((*known.places, *new.places)))
    found[new.pin, new.says] = replace(known, tag=tag, cites=cites, places=places)


def _told(value: Any, path: Path, cites: tuple[Citation, ...]) -> Iterator[tuple[Path, str, tuple[Citation, ...]]]:
    """Each tagged text in a part of an entry, with its path and the nearest cites around it."""
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
    dates = {name: date.fromisoformat(fields[name]) for name in ("since", "until") if fields.get(name)}
    return Period(**dates).covers(day)


def _line(raw: Raw, path: Path) -> int:
    while path and path not in raw.lines:
        path = path[:-1]
    return raw.lines[path]


NOT_FROM_THE_TEXT: Final = frozenset({Tag.V, Tag.I})
"""Tags of statements that wait only on request: those confirmed already, and our own readings."""


@dataclass(frozen=True, slots=True)
class PinnedPassage:
    """A passage of the text with the statements that are compared with it."""

    cite: Citation
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class TextComparison:
    """The result of comparing the law files with the official text."""

    waiting: tuple[PinnedPassage, ...]
    """Passages with statements that wait for an answer, in the order of the text."""
    misfits: tuple[tuple[Statement, Confirmation], ...]
    """Unchanged statements that somebody said do not fit, with that answer."""
    lacking: tuple[Citation, ...]
    """Cites that are not in the text, though their section is."""
    elsewhere: Mapping[str, int]
    """Sections that the text does not have, each with the number of passages cited in it."""
    unpinned: tuple[Citation, ...]
    """Subsections of the text that the law files never cite."""


def compare_with(
    text: Mapping[Citation, OfficialPassage],
    book: Iterable[Statement],
    pinned: Iterable[Citation],
    ledger: Iterable[Confirmation],
    *,
    everything: bool = False,
) -> TextComparison:
    """Compare the law files (``book``) with the text. With ``everything``, the tags in `NOT_FROM_THE_TEXT` wait too."""
    known = {(one.passage, one.statement): one for one in ledger}
    waiting: dict[Citation, list[Statement]] = {}
    misfits = []
    for statement in book:
        answer = known.get((statement.pin.text, statement.mark))
        done = answer is not None and answer.fits and statement.tag == Tag.V
        if answer and not answer.fits:
            misfits.append((statement, answer))
        asked = everything or (statement.tag not in NOT_FROM_THE_TEXT and (answer is None or answer.fits))
        if asked and not done and all(cite in text for cite in statement.cites if cite.ours):
            waiting.setdefault(statement.pin, []).append(statement)
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
    """The outermost passages without a cite, as deep as the law files cite their section."""
    reached = {above for pin in pins for above in _from_the_section(pin)}
    pinned_within = {cite.parent for cite in reached}
    for cite in text:
        wider = cite.parent
        if cite not in reached and (
            wider is None or (wider in reached and (wider.parent is None or wider in pinned_within))
        ):
            yield cite


def _from_the_section(pin: Citation) -> Iterable[Citation]:
    wider: Citation | None = pin
    while wider is not None:
        yield wider
        wider = wider.parent


def _order(cite: Citation) -> tuple[str, list[tuple[int, str]]]:
    """The sort key of a cite: by section, then by pins, with (2) before (10)."""
    pins = cite.text.partition("(")[2].rstrip(")").split(")(")
    return cite.section, [(len(pin) if pin.isdigit() else 0, pin) for pin in pins]


BYTE_ORDER_MARK = "\ufeff"


class MovedError(Exception):
    """The statement is not where it was read any more."""


def retagged(text: str, places: Iterable[WrittenAt], tag: Tag = Tag.V) -> str:
    """The file's text with the new tag after each of the statements. Raises MovedError."""
    if text.startswith(BYTE_ORDER_MARK):  # YAML's positions do not count it
        return BYTE_ORDER_MARK + retagged(text.removeprefix(BYTE_ORDER_MARK), places, tag)
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        raise MovedError from None
    spots = [_spot(text, root, place) for place in places]
    for start, end in sorted(spots, reverse=True):
        text = f"{text[:start]}[{tag.value}]{text[end:]}"
    return text


def _spot(text: str, root: yaml.Node | None, place: WrittenAt) -> tuple[int, int]:
    """Where the statement's tag begins and ends in the file. Raises MovedError."""
    node = root
    for step in (place.entry, *place.path):
        node = _inside(node, step)
    if not isinstance(node, yaml.ScalarNode) or " ".join(node.value.split()) != place.text:
        raise MovedError
    tag = f"[{Fact.parse(place.text).tag.value}]"
    start = text.rfind(tag, node.start_mark.index, node.end_mark.index)
    if start < 0:
        raise MovedError
    return start, start + len(tag)


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
