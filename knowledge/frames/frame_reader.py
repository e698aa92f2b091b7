"""Reads a message at the point where a dialogue stands: what it wants, and every value that it says.

One pass of a transformer over two texts, the state line and the message. The state line is made from what is open or
was shown, never from earlier words. The model is taught by ``knowledge.teach`` from ``knowledge/messages``; it shares
the vectors of word pieces with the reader of law questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from knowledge.frames.frame import Frame, Span
from knowledge.reading.encoder import END, START, Encoder, Floats, affine, cut, lines, matrix, plain, unpack_encoder

FILE = Path(__file__).parent / "frames.npz"
LONGEST_STATE, LONGEST = 40, 160
"""Word pieces of the state line that are read, and of both texts together."""
LOUD = np.float32(4)
"""Mean vectors are short; the heads learn faster from longer ones."""
OUT = "O"
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Cut(NamedTuple):
    """Two texts as word pieces."""

    numbers: list[int]
    second: int
    """Where the message begins."""
    words: list[tuple[int, int, int]]
    """Of each word of the message: its first piece, and where the word begins and ends in the text."""


def cut_both(state: str, text: str, pieces: Mapping[str, int]) -> Cut:
    """The state line and the message as word pieces; what is too long is left out."""
    before = [number for word in _WORD.findall(state or "-") for number in cut(plain(word), pieces)][:LONGEST_STATE]
    numbers = [pieces[START], *before, pieces[END]]
    second, words = len(numbers), []
    for found in _WORD.finditer(text):
        parts = cut(word, pieces) if (word := plain(found[0])) else ()
        if len(numbers) + len(parts) > LONGEST - 1:
            break
        if parts:
            words.append((len(numbers), found.start(), found.end()))
            numbers += parts
    return Cut([*numbers, pieces[END]], second, words)


@dataclass(frozen=True, slots=True)
class FrameReader:
    """The model: an encoder, a head for the intents and one for the tags of words."""

    encoder: Encoder
    second: Floats
    """What is added to the first vectors of the message's pieces, so that they differ from those of the state line."""
    attention: Floats
    intent_head: Floats
    tag_head: Floats
    intents: tuple[str, ...]
    tags: tuple[str, ...]
    """``O``, and for each slot ``B-slot`` and ``I-slot``: outside, beginning of and inside a value."""
    warmth: np.float32
    """By which the logits of intents are divided, so that shares are as often right as they say."""

    def read(self, state: str, text: str) -> Frame:
        """What the message wants, and its values."""
        both = cut_both(state, text, self.encoder.pieces)
        beside = np.zeros((len(both.numbers), len(self.second)), np.float32)
        beside[both.second :] = self.second
        rows = self.encoder.of(both.numbers, beside)
        heard = _softmax(affine(rows, self.attention)[:, 0])
        seen = np.concatenate([rows.mean(axis=0) * LOUD, heard @ rows * 2])
        shares = _softmax(affine(seen[None], self.intent_head)[0] / self.warmth)
        intents = {self.intents[k]: float(shares[k]) for k in np.argsort(-shares, kind="stable")}
        tagged = affine(rows[[first for first, _, _ in both.words]], self.tag_head).argmax(axis=-1)
        spans = [(start, end) for _, start, end in both.words]
        return Frame(intents, tuple(values_of(text, spans, [self.tags[k] for k in tagged])))


def values_of(text: str, words: Sequence[tuple[int, int]], tags: Sequence[str]) -> Iterator[Span]:
    """The values that the tags of these words mark."""
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
    """The reader in the file, with the vectors of word pieces of that encoder. Raises OSError, ValueError."""
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
