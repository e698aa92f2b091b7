"""Packs a taught model into the arrays of ``reader.npz`` as whole numbers, and unpacks it to teach it further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from knowledge.reading.reader import LONGEST, TASKS, lines, matrix
from knowledge.teaching.lessons import BLOCKS, FACT_WEIGHTS, MODEL, WIDTH, Pupil, TaskNames, Words, word_vectors


def pack(pupil: Pupil, names: TaskNames) -> Mapping[str, Any]:
    """The arrays of ``reader.npz``."""
    pupil.eval()
    have = {name: value.detach().float().numpy() for name, value in pupil.state_dict().items()}
    with torch.no_grad():
        queries = pupil.queries(word_vectors(pupil, names, Words())).numpy()
    arrays: dict[str, Any] = dict(_encoder_arrays(pupil, have))
    arrays |= {"elements": text_of(names.elements), **whole("element-queries", queries)}
    arrays |= {**whole("tasks", have["tasks"]), **whole("from-words", affine_of(have, "from_words"))}
    arrays |= whole("head-facts", _fact_head(have))
    for k, task in enumerate(TASKS):
        arrays |= {f"names-{task}": text_of(names.tasks[task]), **whole(f"head-{task}", affine_of(have, f"heads.{k}"))}
    arrays["blocks"] = np.int64(BLOCKS)
    for k in range(BLOCKS):
        weight, bias = have[f"attention.{k}.in_proj_weight"], have[f"attention.{k}.in_proj_bias"]
        both = np.vstack([weight.T, bias])
        arrays |= whole(f"block-{k}-query", both[:, :WIDTH]) | whole(f"block-{k}-key-value", both[:, WIDTH:])
        arrays |= whole(f"block-{k}-output", affine_of(have, f"attention.{k}.out_proj"))
        arrays |= whole(f"block-{k}-wide", affine_of(have, f"dense.{k}.0"))
        arrays |= whole(f"block-{k}-narrow", affine_of(have, f"dense.{k}.2"))
        arrays |= {f"block-{k}-norm-{half}": norm_of(have, f"norms.{k}.{half}") for half in (0, 1)}
    return arrays


def vocabulary() -> list[str]:
    """Every word piece of the sentence model."""
    return [piece.rstrip("\n") for piece in (MODEL / "vocab.txt").open(encoding="utf-8")]


def kept_pieces() -> list[int]:
    """The numbers of the word pieces that are kept."""
    return [k for k, piece in enumerate(vocabulary()) if piece.isascii() and not piece.startswith("[unused")]


def _encoder_arrays(pupil: Pupil, have: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    base = "encoder.embeddings."
    pieces, kept = vocabulary(), kept_pieces()
    positions = have[base + "position_embeddings.weight"][:LONGEST] + have[base + "token_type_embeddings.weight"][:1]
    yield "pieces", text_of([pieces[k] for k in kept])
    yield "first", norm_of(have, base + "LayerNorm")
    yield from whole("vectors", have[base + "word_embeddings.weight"][kept]).items()
    yield from whole("positions", positions).items()
    yield from layer_arrays(pupil.encoder, have)


def layer_arrays(encoder: Any, have: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The arrays of the encoder's layers."""
    yield "layers", np.int64(len(encoder.encoder.layer))
    for k in range(len(encoder.encoder.layer)):
        at = f"encoder.encoder.layer.{k}."
        parts = [affine_of(have, f"{at}attention.self.{name}") for name in ("query", "key", "value")]
        yield from whole(f"{k}-query-key-value", np.hstack(parts)).items()
        yield from whole(f"{k}-attention-output", affine_of(have, at + "attention.output.dense")).items()
        yield from whole(f"{k}-wide", affine_of(have, at + "intermediate.dense")).items()
        yield from whole(f"{k}-narrow", affine_of(have, at + "output.dense")).items()
        yield f"{k}-norm-0", norm_of(have, at + "attention.output.LayerNorm")
        yield f"{k}-norm-1", norm_of(have, at + "output.LayerNorm")


def affine_of(have: Mapping[str, Any], name: str) -> Any:
    """A dense matrix with its bias as the last row."""
    return np.vstack([have[name + ".weight"].T, have[name + ".bias"]])


def _fact_head(have: Mapping[str, Any]) -> Any:
    """The head of facts, with the class weights of training taken out, so that its shares are unbiased."""
    head = affine_of(have, "fact_head")
    head[-1] -= np.log(FACT_WEIGHTS)
    return head


def norm_of(have: Mapping[str, Any], name: str) -> Any:
    """Scale and shift of a normalization."""
    return np.stack([have[name + ".weight"], have[name + ".bias"]])


def text_of(lines: Sequence[str] | Mapping[str, str]) -> Any:
    """Lines as bytes, for ``lines`` in `knowledge.reading.reader`."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def whole(name: str, matrix: Any) -> dict[str, Any]:
    """Each row as whole numbers from -127 to 127, and its scale."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return {name: np.round(matrix / scale[:, None]).astype(np.int8), f"{name}-scale": scale.astype(np.float32)}


_BASE = "encoder.embeddings."


def resume(names: TaskNames, file: Path) -> Pupil:
    """A pupil with the weights in the file, the reverse of `pack`; what the file lacks gets new starting values."""
    pupil = Pupil(names)
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        have = {name: value.detach().numpy().copy() for name, value in pupil.state_dict().items()}
        known = {**dict(_encoder(arrays, have)), **dict(_decoder(arrays)), **dict(_heads(arrays, names, have))}
        pupil.load_state_dict({name: torch.tensor(known.get(name, value)) for name, value in have.items()})
        pupil.own.data = _own(pupil, names, arrays)
    return pupil


def _encoder(arrays: Mapping[str, Any], have: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    vectors = have[_BASE + "word_embeddings.weight"].copy()
    vectors[kept_pieces()] = matrix(arrays, "vectors")
    yield _BASE + "word_embeddings.weight", vectors
    positions = have[_BASE + "position_embeddings.weight"].copy()
    positions[:LONGEST] = matrix(arrays, "positions") - have[_BASE + "token_type_embeddings.weight"][:1]
    yield _BASE + "position_embeddings.weight", positions
    yield from _norm(_BASE + "LayerNorm", arrays["first"])
    for k in range(int(arrays["layers"])):
        at = f"encoder.encoder.layer.{k}."
        three = np.split(matrix(arrays, f"{k}-query-key-value"), 3, axis=1)
        for name, part in zip(("query", "key", "value"), three, strict=True):
            yield from _affine(f"{at}attention.self.{name}", part)
        yield from _affine(at + "attention.output.dense", matrix(arrays, f"{k}-attention-output"))
        yield from _affine(at + "intermediate.dense", matrix(arrays, f"{k}-wide"))
        yield from _affine(at + "output.dense", matrix(arrays, f"{k}-narrow"))
        yield from _norm(at + "attention.output.LayerNorm", arrays[f"{k}-norm-0"])
        yield from _norm(at + "output.LayerNorm", arrays[f"{k}-norm-1"])


def _decoder(arrays: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "tasks", matrix(arrays, "tasks")
    for k in range(BLOCKS):
        both = np.hstack([matrix(arrays, f"block-{k}-query"), matrix(arrays, f"block-{k}-key-value")])
        yield f"attention.{k}.in_proj_weight", np.ascontiguousarray(both[:-1].T)
        yield f"attention.{k}.in_proj_bias", both[-1]
        yield from _affine(f"attention.{k}.out_proj", matrix(arrays, f"block-{k}-output"))
        yield from _affine(f"dense.{k}.0", matrix(arrays, f"block-{k}-wide"))
        yield from _affine(f"dense.{k}.2", matrix(arrays, f"block-{k}-narrow"))
        for half in (0, 1):
            yield from _norm(f"norms.{k}.{half}", arrays[f"block-{k}-norm-{half}"])


def _heads(arrays: Mapping[str, Any], names: TaskNames, have: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from _affine("from_words", matrix(arrays, "from-words"))
    facts = matrix(arrays, "head-facts").copy()
    facts[-1] += np.log(FACT_WEIGHTS)
    yield from _affine("fact_head", facts)
    for k, task in enumerate(TASKS):
        learned, old = matrix(arrays, f"head-{task}"), lines(arrays, f"names-{task}")
        head = np.vstack([have[f"heads.{k}.weight"].T, have[f"heads.{k}.bias"]])
        for place, name in enumerate(names.tasks[task]):
            if name in old:
                head[:, place] = learned[:, old.index(name)]
        yield from _affine(f"heads.{k}", head)


def _own(pupil: Pupil, names: TaskNames, arrays: Mapping[str, Any]) -> Any:
    """The part of each element's query that does not come from its words."""
    pupil.eval()
    pupil.own.data.zero_()
    with torch.no_grad():
        from_words = pupil.queries(word_vectors(pupil, names, Words()))
    old, learned = lines(arrays, "elements"), matrix(arrays, "element-queries")
    own = torch.zeros_like(from_words)
    for place, name in enumerate(names.elements):
        if name in old:
            own[place] = torch.tensor(learned[old.index(name)]) - from_words[place]
    return own


def _affine(name: str, rows: Any) -> Iterator[tuple[str, Any]]:
    yield f"{name}.weight", np.ascontiguousarray(rows[:-1].T)
    yield f"{name}.bias", rows[-1]


def _norm(name: str, rows: Any) -> Iterator[tuple[str, Any]]:
    yield f"{name}.weight", rows[0]
    yield f"{name}.bias", rows[1]
