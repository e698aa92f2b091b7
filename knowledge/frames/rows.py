"""Reads the labeled messages that the reader of frames learns from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.complaint import BadLaw, Complaint
from knowledge.frames.frame import Span

MESSAGES = Path(__file__).parents[1] / "messages"
NO_STATE = "-"
LEAST, LEAST_AUTHORS = 60, 6
"""Of each intent so many messages that differ in more than their values, by so many authors."""
_SLOT = re.compile(r"\[(?P<text>[^\][]+)\]\((?P<slot>[a-z]+(?::[a-z]+)?)\)")
_MEND = "Write: intent | context | text with [value](slot); README.md in that folder lists intents and slots."


@dataclass(frozen=True, slots=True)
class LabeledMessage:
    """A message with what its author wants by it."""

    author: str
    intents: tuple[str, ...]
    """Mostly one; two where two things are wanted."""
    state: str
    """Where the dialogue stands, in the form of a state line; empty where nothing is open."""
    text: str
    values: tuple[Span, ...]


def read_messages(folder: Path = MESSAGES) -> tuple[LabeledMessage, ...]:
    """Every message of the folder's text files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    found = [row for file in sorted(folder.glob("*.txt")) for row in _rows(file, complaints)]
    if complaints:
        raise BadLaw(complaints)
    return tuple(found)


def count_messages(folder: Path = MESSAGES) -> Mapping[str, tuple[int, int]]:
    """Of each intent, how many messages differ in more than their values, and by how many authors. Raises BadLaw."""
    masked = {(row.intents, row.state.partition(" ")[0], _masked(row)): row for row in read_messages(folder)}
    authors: dict[str, Counter[str]] = defaultdict(Counter)
    for row in masked.values():
        for intent in row.intents:
            authors[intent][row.author] += 1
    return {intent: (by.total(), len(by)) for intent, by in authors.items()}


def _masked(row: LabeledMessage) -> str:
    text = row.text.lower()
    for one in reversed(row.values):
        text = f"{text[: one.start]}[{one.slot}]{text[one.end :]}"
    return text


def _rows(file: Path, complaints: list[Complaint]) -> Iterator[LabeledMessage]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        parts = [part.strip() for part in line.split("|", 2)]
        if not line.strip() or line.startswith("#"):
            continue
        if len(parts) != 3 or not all(parts):
            complaints.append(Complaint(file.name, number, f"this message cannot be read: {line[:60]}", _MEND))
            continue
        intents, state, marked = parts
        text, values = unmarked(marked)
        yield LabeledMessage(file.stem, tuple(intents.split(" + ")), "" if state == NO_STATE else state, text, values)


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the values that were marked."""
    pieces: list[str] = []
    values: list[Span] = []
    at = length = 0
    for found in _SLOT.finditer(marked):
        before = marked[at : found.start()]
        start = length + len(before)
        pieces += [before, found["text"]]
        length = start + len(found["text"])
        values.append(Span(found["slot"], found["text"], start, length))
        at = found.end()
    return "".join([*pieces, marked[at:]]), tuple(values)
