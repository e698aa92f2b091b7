"""Reads a message: what it asks, what it is about, and which facts it asserts or denies.

The encoder gives a vector for each word piece. The query of each task (stance, verdict, …) and of each element of the
law then attends to these vectors. An element's query is made from its words in the law files, so a new element works
at once, though less reliably until the model is taught again.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Said:
    """How likely a message asserts an element, and how likely it denies it; the rest is that it does neither."""

    asserted: float
    denied: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What a message says. Each mapping goes from a name to its share, the likeliest first."""

    stances: Mapping[str, float] = field(default_factory=dict)
    """``may``, ``must``, ``banned``, ``skip``, ``enough``, ``covered``, ``when``, ``who``, ``what``, ``how``, ``why``,
    ``assert``, ``consequence``."""
    entries: Mapping[str, float] = field(default_factory=dict)
    """What it is about, as in ``rule:disclose``, ``term:operator``, ``duty:post-contract``, ``item:deletion``."""
    cites: Mapping[str, float] = field(default_factory=dict)
    """The cite of the answer, as in ``10-234cc(b)(4)(C)``."""
    facts: Mapping[str, Said] = field(default_factory=dict)
    """By element, as in ``disclose.court-order``."""
    verdicts: Mapping[str, float] = field(default_factory=dict)
    """The usual verdict of questions worded like this one."""
    opens: Mapping[str, float] = field(default_factory=dict)
    """``yes``, ``no``, ``depends``, ``none``: how answers to questions worded like this one usually begin."""
    wishes: Mapping[str, float] = field(default_factory=dict)
    """``law``, ``look``, ``act``, ``talk``, ``outside``."""
    commands: Mapping[str, float] = field(default_factory=dict)
    """The command, where it is a request about records."""


Floats = NDArray[np.float32]

HEADS = 12
LONGEST = 112
"""Word pieces of a text that are read; the rest is left out."""
LONGEST_WORD = 100
"""Letters of a word; a longer one counts as unknown, as when the model was taught."""
ENCODER_EPSILON = np.float32(1e-12)
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_WEIGHTS = ("query-key-value", "attention-output", "wide", "narrow")
START, END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalization: each row gets mean 0 and variance 1, then is scaled and shifted."""

    scale_shift: Floats
    epsilon: np.float32 = ENCODER_EPSILON

    def of(self, rows: Floats) -> Floats:
        """The rows, normalized."""
        off = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((off * off).mean(axis=-1, keepdims=True) + self.epsilon)
        normal: Floats = off / spread * self.scale_shift[0] + self.scale_shift[1]
        return normal


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer: self-attention, then two dense matrices. The last row of each matrix is its bias."""

    query_key_value: Floats
    attention_output: Floats
    wide: Floats
    narrow: Floats
    norms: tuple[Norm, Norm]

    def of(self, rows: Floats) -> Floats:
        """The next vectors of the pieces, (pieces, width)."""
        query, key, value = np.split(affine(rows, self.query_key_value), 3, axis=1)
        rows = self.norms[0].of(rows + affine(attend(query, key, value), self.attention_output))
        return self.norms[1].of(rows + affine(gelu(affine(rows, self.wide)), self.narrow))


@dataclass(frozen=True, slots=True)
class Encoder:
    """The word pieces, their vectors (whole numbers with a scale for each), and the layers."""

    pieces: Mapping[str, int]
    vectors: NDArray[np.int8]
    vectors_scale: Floats
    positions: Floats
    first: Norm
    layers: tuple[Layer, ...]

    def read(self, text: str) -> Floats:
        """One vector for each word piece of the text, (pieces, width)."""
        return self.of(self.numbers(text))

    def of(self, numbers: Sequence[int], beside: Floats | None = None) -> Floats:
        """One vector for each of these pieces; ``beside`` is added to their first vectors, (pieces, width)."""
        rows = self.vectors[numbers] * self.vectors_scale[numbers][:, None] + self.positions[: len(numbers)]
        rows = self.first.of(rows if beside is None else rows + beside)
        for layer in self.layers:
            rows = layer.of(rows)
        return rows

    def numbers(self, text: str) -> list[int]:
        """The numbers of the text's word pieces; each word is cut into the longest pieces there are."""
        words = _WORD.findall(plain(text))[: LONGEST - 2]
        pieces = [number for word in words for number in cut(word, self.pieces)]
        return [self.pieces[START], *pieces[: LONGEST - 2], self.pieces[END]]


def plain(text: str) -> str:
    """The text in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def cut(word: str, pieces: Mapping[str, int]) -> Sequence[int]:
    """The numbers of a plain word's pieces, the longest that there are."""
    if len(word) > LONGEST_WORD:
        return [pieces[_UNKNOWN]]  # no real word; finding its pieces would take minutes
    numbers: list[int] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in pieces:
                numbers.append(pieces[piece])
                start = end
                break
        else:
            return [pieces[_UNKNOWN]]
    return numbers


def unpack_encoder(arrays: Mapping[str, Any], first: int | None = None, words: Encoder | None = None) -> Encoder:
    """The encoder in the arrays of a model's file, or its ``first`` layers only.

    ``words`` is the encoder to take the vectors of word pieces from, where the file has none.
    """

    def layers() -> Iterator[Layer]:
        for k in range(first or int(arrays["layers"])):
            asked, output, wide, narrow = (matrix(arrays, f"{k}-{part}") for part in _WEIGHTS)
            yield Layer(asked, output, wide, narrow, (Norm(arrays[f"{k}-norm-0"]), Norm(arrays[f"{k}-norm-1"])))

    return Encoder(
        words.pieces if words else {piece: place for place, piece in enumerate(lines(arrays, "pieces"))},
        words.vectors if words else arrays["vectors"],
        words.vectors_scale if words else arrays["vectors-scale"].astype(np.float32),
        matrix(arrays, "positions"),
        Norm(arrays["first"]),
        tuple(layers()),
    )


def matrix(arrays: Mapping[str, Any], name: str) -> Floats:
    """A matrix that is stored as whole numbers with a scale for each row."""
    whole: Floats = arrays[name].astype(np.float32) * arrays[f"{name}-scale"].astype(np.float32)[:, None]
    return np.ascontiguousarray(whole)


def lines(arrays: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts that is stored as the bytes of its lines."""
    return tuple(arrays[name].tobytes().decode().split("\n"))


def affine(rows: Floats, weights: Floats) -> Floats:
    """``rows`` times the weights, whose last row is the bias."""
    found: Floats = rows @ weights[:-1] + weights[-1]
    return found


def attend(query: Floats, key: Floats, value: Floats) -> Floats:
    """Attention with 12 heads: for each query, the values weighed by how well their keys fit, (queries, width)."""
    query, key, value = (part.reshape(len(part), HEADS, -1).transpose(1, 0, 2) for part in (query, key, value))
    fit = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1]))
    fit = np.exp(fit - fit.max(axis=-1, keepdims=True))
    fit /= fit.sum(axis=-1, keepdims=True)
    found: Floats = (fit @ value).transpose(1, 0, 2).reshape(query.shape[1], -1)
    return found


def gelu(rows: Floats) -> Floats:
    """The Gaussian error linear unit, by its usual approximation."""
    bent = np.tanh(np.float32(0.7978845608) * (rows + np.float32(0.044715) * rows * rows * rows))
    found: Floats = np.float32(0.5) * rows * (1 + bent)
    return found


FILE = Path(__file__).parent / "reader.npz"
TASKS = ("stances", "verdicts", "opens", "entries", "cites", "topics", "wishes", "commands")
LOUD = np.float32(4)
"""Factor for the mean vector, which is short; the heads learn faster from a longer one."""
_DECODER_EPSILON = np.float32(1e-5)
_CONSIDERED = 6
"""The number of likeliest entries whose elements are asked; the message is hardly about the others."""
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
        """The queries' next vectors, after attending to the pieces, (queries, width)."""
        key, value = np.split(affine(pieces, self.key_value), 2, axis=1)
        attended = attend(affine(queries, self.query), key, value)
        queries = self.norms[0].of(queries + affine(attended, self.output))
        return self.norms[1].of(queries + affine(gelu(affine(queries, self.wide)), self.narrow))


@dataclass(frozen=True, slots=True)
class Read:
    """The result of one pass over a text: the signs, and a logit for each topic that was taught."""

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
    """The result for the last text, since its topics and its facts are asked for one after the other."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that were taught, in the order of their logits."""
        return self.names[TASKS.index("topics")]

    def read(self, text: str) -> Read:
        """The result of one pass over a text; the same text always gives the same result."""
        result = self.last.get(text)
        if result is None:
            result = self._read(text)
            self.last.clear()
            self.last[text] = result
        return result

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
        likely = {entry.partition(":")[2] for entry in list(entries)[:_CONSIDERED]}
        all_entries = {entry.partition(":")[2] for entry in self.names[TASKS.index("entries")]}
        return [e for e in self.elements if (own := e.partition(".")[0]) in likely or own not in all_entries]

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
    """The reader in the file; ``says`` has the law files' sentence for each element. Raises OSError, ValueError."""
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
    """The query of an element that the model was not taught, from its words alone."""
    mean = encoder.read(f"{element.partition('.')[0]}: {says}").mean(axis=0) * LOUD
    query: Floats = affine(mean[None], from_words)[0]
    return query


def _block(arrays: Mapping[str, Any], name: str) -> DecoderLayer:
    query, key_value, output, wide, narrow = (matrix(arrays, f"{name}-{part}") for part in _PARTS)
    norms = (Norm(arrays[f"{name}-norm-0"], _DECODER_EPSILON), Norm(arrays[f"{name}-norm-1"], _DECODER_EPSILON))
    return DecoderLayer(query, key_value, output, wide, narrow, norms)
