"""Reads a message: what it asks, what it is about, and which facts it asserts or denies.

The encoder gives a vector for each word piece. Each task (stance, verdict, …) and each element of the law then asks
those vectors by attention for what concerns it. The query of an element is made from the words that the book has for
it, so an element that a lawyer adds is asked at once, less surely, until the model is taught again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.reading.encoder import (
    Encoder,
    Floats,
    Norm,
    affine,
    attend,
    gelu,
    lines,
    matrix,
    unpack_encoder,
)
from knowledge.reading.signs import Said, Signs

FILE = Path(__file__).parent / "reader.npz"
TASKS = ("stances", "verdicts", "opens", "entries", "cites", "topics", "wishes", "commands")
LOUD = np.float32(4)
"""Mean vectors are short; the heads learn faster from longer ones."""
_DECODER_EPSILON = np.float32(1e-5)
_CONSIDERED = 6
"""Entries whose elements are asked; the others are hardly what the message is about."""
_FAINT = 0.005
"""A share below this is left out of the signs."""
_PARTS = ("query", "key-value", "output", "wide", "narrow")


@dataclass(frozen=True, slots=True)
class DecoderLayer:
    """One layer of the decoder: the queries attend to the word pieces, then pass two dense matrices."""

    query: Floats
    key_value: Floats
    output: Floats
    wide: Floats
    narrow: Floats
    norms: tuple[Norm, Norm]

    def of(self, queries: Floats, pieces: Floats) -> Floats:
        """The queries with what the pieces answer them, (queries, width)."""
        key, value = np.split(affine(pieces, self.key_value), 2, axis=1)
        heard = attend(affine(queries, self.query), key, value)
        queries = self.norms[0].of(queries + affine(heard, self.output))
        return self.norms[1].of(queries + affine(gelu(affine(queries, self.wide)), self.narrow))


@dataclass(frozen=True, slots=True)
class Read:
    """What one pass over a text gave: the signs, and a logit for each topic that was taught."""

    signs: Signs
    topics: Floats


@dataclass(frozen=True, slots=True)
class TextReader:
    """The whole model: ``elements`` maps each element of the book to its query, ``heads`` are in order of ``TASKS``."""

    encoder: Encoder
    blocks: tuple[DecoderLayer, ...]
    tasks: Floats
    heads: tuple[Floats, ...]
    names: tuple[tuple[str, ...], ...]
    fact_head: Floats
    elements: Mapping[str, Floats]
    last: dict[str, Read] = field(default_factory=dict, repr=False)
    """What the text read last gave, as its topics and its facts are asked for one after the other."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that were taught, in the order of their logits."""
        return self.names[TASKS.index("topics")]

    def read(self, text: str) -> Read:
        """One pass over a text; the same text always gives the same."""
        found = self.last.get(text)
        if found is None:
            found = self._read(text)
            self.last.clear()
            self.last[text] = found
        return found

    def _read(self, text: str) -> Read:
        pieces = self.encoder.read(text)
        mean = pieces.mean(axis=0) * LOUD
        answers = self._decode(self.tasks, pieces)
        logits = [
            affine(np.concatenate([answer, mean])[None], head)[0]
            for answer, head in zip(answers, self.heads, strict=True)
        ]
        shares = {task: _shares(part, names) for task, part, names in zip(TASKS, logits, self.names, strict=True)}
        facts = self._facts(self._concerned(shares["entries"]), pieces, mean)
        named = {task: shares[task] for task in TASKS if task != "topics"}
        return Read(Signs(facts=facts, **named), logits[TASKS.index("topics")])

    def _concerned(self, entries: Mapping[str, float]) -> Sequence[str]:
        near = {entry.partition(":")[2] for entry in list(entries)[:_CONSIDERED]}
        every = {entry.partition(":")[2] for entry in self.names[TASKS.index("entries")]}
        return [e for e in self.elements if (own := e.partition(".")[0]) in near or own not in every]

    def _facts(self, elements: Sequence[str], pieces: Floats, mean: Floats) -> Mapping[str, Said]:
        if not elements:
            return {}
        answers = self._decode(np.stack([self.elements[element] for element in elements]), pieces)
        logits = affine(np.hstack([answers, np.broadcast_to(mean, answers.shape)]), self.fact_head)
        raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares = raised / raised.sum(axis=-1, keepdims=True)
        return {e: Said(float(share[1]), float(share[2])) for e, share in zip(elements, shares, strict=True)}

    def _decode(self, queries: Floats, pieces: Floats) -> Floats:
        for block in self.blocks:
            queries = block.of(queries, pieces)
        return queries


def _shares(logits: Floats, names: Sequence[str]) -> Mapping[str, float]:
    raised = np.exp(logits - logits.max())
    likely = raised / raised.sum()
    return {names[k]: float(likely[k]) for k in np.argsort(-likely, kind="stable") if likely[k] >= _FAINT}


def load_reader(says: Mapping[str, str], file: Path = FILE) -> TextReader:
    """The reader in the file; ``says`` has what the book says of each element. Raises OSError, ValueError."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        return _unpack(arrays, says)


def _unpack(arrays: Mapping[str, Any], says: Mapping[str, str]) -> TextReader:
    encoder = unpack_encoder(arrays)
    blocks = tuple(_block(arrays, f"block-{k}") for k in range(int(arrays["blocks"])))
    known = dict(zip(lines(arrays, "elements"), matrix(arrays, "element-queries"), strict=True))
    from_words = matrix(arrays, "from-words")
    entries = {entry.partition(":")[2] for entry in lines(arrays, "names-entries")}
    new = {one: _query(one, text, encoder, from_words) for one, text in says.items() if one not in known}
    return TextReader(
        encoder,
        blocks,
        matrix(arrays, "tasks"),
        tuple(matrix(arrays, f"head-{task}") for task in TASKS),
        tuple(lines(arrays, f"names-{task}") for task in TASKS),
        matrix(arrays, "head-facts"),
        {one: query for one, query in known.items() if one in says or one.partition(".")[0] not in entries} | new,
    )


def _query(element: str, says: str, encoder: Encoder, from_words: Floats) -> Floats:
    """The query of an element that was not taught, from its words alone."""
    mean = encoder.read(f"{element.partition('.')[0]}: {says}").mean(axis=0) * LOUD
    query: Floats = affine(mean[None], from_words)[0]
    return query


def _block(arrays: Mapping[str, Any], name: str) -> DecoderLayer:
    query, key_value, output, wide, narrow = (matrix(arrays, f"{name}-{part}") for part in _PARTS)
    norms = (Norm(arrays[f"{name}-norm-0"], _DECODER_EPSILON), Norm(arrays[f"{name}-norm-1"], _DECODER_EPSILON))
    return DecoderLayer(query, key_value, output, wide, narrow, norms)
