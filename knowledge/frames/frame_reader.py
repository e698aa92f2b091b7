"""Reads what a message wants and every value in it, where the dialogue stands; and reads labeled messages.

The model is one pass of a transformer over two texts, the state line and the message. The state line is made from what
is open or was shown, never from earlier messages. ``knowledge.teach_messages`` teaches it from ``knowledge/messages``;
it shares the vectors of word pieces with the reader of law questions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from knowledge.complaint import BadLaw, Complaint
from knowledge.reading.reader import END, START, Encoder, Floats, affine, cut, lines, matrix, plain, unpack_encoder

MOST_KNOWN = 3
"""Most names on file that the state line has."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the message that is a value: ``text[start:end]``."""

    slot: str
    """The kind of value, as in ``vendor`` or ``date:executed``; ``knowledge/messages/README.md`` lists them."""
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a message wants, as shares of intents, and every value in it."""

    intents: Mapping[str, float] = field(default_factory=dict)
    """The share of each intent, the likeliest first; the shares add up to 1."""
    values: tuple[Span, ...] = ()
    """The values in the order of the text."""

    def share(self, *intents: str) -> float:
        """How likely one of these intents is meant: the sum of their shares."""
        return sum(self.intents.get(one, 0.0) for one in intents)

    def of(self, *slots: str) -> tuple[str, ...]:
        """The texts of the values of these slots; ``date`` stands for a date of any event."""
        found = (one for one in self.values if one.slot in slots or one.slot.partition(":")[0] in slots)
        return tuple(one.text for one in found if any(map(str.isalnum, one.text)))


def mixed(one: Frame, other: Frame) -> Frame:
    """The first frame with the mean of both frames' shares."""
    shares = {intent: (share + other.intents.get(intent, 0.0)) / 2 for intent, share in one.intents.items()}
    return Frame(dict(sorted(shares.items(), key=lambda each: -each[1])), one.values)


def with_known(state: str, known: Sequence[str]) -> str:
    """The state line with those names in the message that are on file, so that the model reads them as names."""
    return f"on file {', '.join(known[:MOST_KNOWN])} / {state or '-'}" if known else state


FILE = Path(__file__).parent / "frames.npz"
LONGEST_STATE, LONGEST = 40, 160
"""Most word pieces of the state line, and of both texts together; the rest is not read."""
LOUD = np.float32(4)
"""Factor for mean vectors, which are short; the heads learn faster from longer ones."""
OUT = "O"
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Cut(NamedTuple):
    """Two texts as word pieces."""

    numbers: list[int]
    second: int
    """The place at which the message begins."""
    words: list[tuple[int, int, int]]
    """For each word of the message: the place of its first piece, and where it begins and ends in the text."""


def cut_both(state: str, text: str, pieces: Mapping[str, int]) -> Cut:
    """The state line and the message as word pieces; what is too long is left out."""
    before = [number for word in _WORD.findall(state or "-") for number in cut(plain(word), pieces)][:LONGEST_STATE]
    numbers = [pieces[START], *before, pieces[END]]
    second, words = len(numbers), []
    for match in _WORD.finditer(text):
        parts = cut(word, pieces) if (word := plain(match[0])) else ()
        if len(numbers) + len(parts) > LONGEST - 1:
            break
        if parts:
            words.append((len(numbers), match.start(), match.end()))
            numbers += parts
    return Cut([*numbers, pieces[END]], second, words)


@dataclass(frozen=True, slots=True)
class FrameReader:
    """The model: an encoder, a head for the intents and one for the tags of words."""

    encoder: Encoder
    second: Floats
    """Added to the first vectors of the message's pieces, so that they differ from those of the state line."""
    attention: Floats
    intent_head: Floats
    tag_head: Floats
    intents: tuple[str, ...]
    tags: tuple[str, ...]
    """``O`` for outside a value, and for each slot ``B-slot`` for its first word and ``I-slot`` for the others."""
    warmth: np.float32
    """The temperature: the intents' logits are divided by it, so that a share is the chance of being right."""

    def read(self, state: str, text: str) -> Frame:
        """The frame of the message."""
        both = cut_both(state, text, self.encoder.pieces)
        beside = np.zeros((len(both.numbers), len(self.second)), np.float32)
        beside[both.second :] = self.second
        rows = self.encoder.of(both.numbers, beside)
        attended = _softmax(affine(rows, self.attention)[:, 0])
        features = np.concatenate([rows.mean(axis=0) * LOUD, attended @ rows * 2])
        shares = _softmax(affine(features[None], self.intent_head)[0] / self.warmth)
        intents = {self.intents[k]: float(shares[k]) for k in np.argsort(-shares, kind="stable")}
        tagged = affine(rows[[first for first, _, _ in both.words]], self.tag_head).argmax(axis=-1)
        spans = [(start, end) for _, start, end in both.words]
        return Frame(intents, tuple(values_of(text, spans, [self.tags[k] for k in tagged])))


def values_of(text: str, words: Sequence[tuple[int, int]], tags: Sequence[str]) -> Iterator[Span]:
    """The values that the tags mark; ``words`` are the words' starts and ends in the text."""
    slot, start, end = "", 0, 0
    for (begins, ends), tag in zip([*words, (0, 0)], [*tags, OUT], strict=True):
        own = tag.partition("-")[2]
        if slot and (own != slot or tag.startswith("B-")):
            yield Span(slot, text[start:end], start, end)
            slot = ""
        if own and not slot:
            slot, start = own, begins
        end = ends


def load_frame_reader(words: Encoder, file: Path = FILE) -> FrameReader:
    """The reader in the file; ``words`` is the encoder whose word vectors it shares. Raises OSError, ValueError."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        return _unpack(arrays, words)


def _unpack(arrays: Mapping[str, Any], words: Encoder) -> FrameReader:
    return FrameReader(
        unpack_encoder(arrays, words=words),
        arrays["second"],
        matrix(arrays, "attention"),
        matrix(arrays, "head-intents"),
        matrix(arrays, "head-tags"),
        lines(arrays, "intents"),
        lines(arrays, "tags"),
        np.float32(arrays["warmth"]),
    )


def _softmax(logits: Floats) -> Floats:
    raised: Floats = np.exp(logits - logits.max())
    found: Floats = raised / raised.sum()
    return found


MESSAGES = Path(__file__).parents[1] / "messages"
NO_STATE = "-"
LEAST, LEAST_AUTHORS = 60, 6
"""For each intent: the least number of messages that differ in more than their values, and of authors."""
_SLOT = re.compile(r"\[(?P<text>[^\][]+)\]\((?P<slot>[a-z]+(?::[a-z]+)?)\)")
_MEND = "Write: intent | context | text with [value](slot); README.md in that folder lists intents and slots."


@dataclass(frozen=True, slots=True)
class LabeledMessage:
    """A message with its author, intents and values, to teach from."""

    author: str
    intents: tuple[str, ...]
    """The intents, mostly one; two where the message wants two things."""
    state: str
    """The state line of the dialogue; empty where nothing is open."""
    text: str
    values: tuple[Span, ...]


def read_messages(folder: Path = MESSAGES) -> tuple[LabeledMessage, ...]:
    """Every message of the folder's text files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    messages = [row for file in sorted(folder.glob("*.txt")) for row in _rows(file, complaints)]
    if complaints:
        raise BadLaw(complaints)
    return tuple(messages)


def count_messages(folder: Path = MESSAGES) -> Mapping[str, tuple[int, int]]:
    """By intent, how many messages differ in more than their values, and how many authors they have. Raises BadLaw."""
    masked = {(row.intents, row.state.partition(" ")[0], _masked(row)): row for row in read_messages(folder)}
    authors: dict[str, Counter[str]] = defaultdict(Counter)
    for row in masked.values():
        for intent in row.intents:
            authors[intent][row.author] += 1
    return {intent: (by.total(), len(by)) for intent, by in authors.items()}


def _masked(row: LabeledMessage) -> str:
    text = row.text.lower()
    for span in reversed(row.values):
        text = f"{text[: span.start]}[{span.slot}]{text[span.end :]}"
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
    for match in _SLOT.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        pieces += [before, match["text"]]
        length = start + len(match["text"])
        values.append(Span(match["slot"], match["text"], start, length))
        at = match.end()
    return "".join([*pieces, marked[at:]]), tuple(values)
