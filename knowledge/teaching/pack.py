"""Writes what was learned as whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from knowledge.reading.encoder import LONGEST
from knowledge.reading.reader import TASKS
from knowledge.teaching.learn import FACT_WEIGHTS, word_vectors
from knowledge.teaching.lessons import Words
from knowledge.teaching.names import TaskNames
from knowledge.teaching.pupil import BLOCKS, MODEL, WIDTH, Pupil


def pack(pupil: Pupil, names: TaskNames) -> Mapping[str, Any]:
    """The arrays of ``reader.npz``."""
    pupil.eval()
    have = {name: value.detach().float().numpy() for name, value in pupil.state_dict().items()}
    with torch.no_grad():
        queries = pupil.queries(word_vectors(pupil, names, Words())).numpy()
    arrays: dict[str, Any] = dict(_encoder_arrays(pupil, have))
    arrays |= {"elements": _text(names.elements), **_whole("element-queries", queries)}
    arrays |= {**_whole("tasks", have["tasks"]), **_whole("from-words", _affine(have, "from_words"))}
    arrays |= _whole("head-facts", _fact_head(have))
    for k, task in enumerate(TASKS):
        arrays |= {f"names-{task}": _text(names.tasks[task]), **_whole(f"head-{task}", _affine(have, f"heads.{k}"))}
    arrays["blocks"] = np.int64(BLOCKS)
    for k in range(BLOCKS):
        weight, bias = have[f"attention.{k}.in_proj_weight"], have[f"attention.{k}.in_proj_bias"]
        whole = np.vstack([weight.T, bias])
        arrays |= _whole(f"block-{k}-query", whole[:, :WIDTH]) | _whole(f"block-{k}-key-value", whole[:, WIDTH:])
        arrays |= _whole(f"block-{k}-output", _affine(have, f"attention.{k}.out_proj"))
        arrays |= _whole(f"block-{k}-wide", _affine(have, f"dense.{k}.0"))
        arrays |= _whole(f"block-{k}-narrow", _affine(have, f"dense.{k}.2"))
        arrays |= {f"block-{k}-norm-{half}": _norm(have, f"norms.{k}.{half}") for half in (0, 1)}
    return arrays


def _encoder_arrays(pupil: Pupil, have: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    base = "encoder.embeddings."
    pieces = [piece.rstrip("\n") for piece in (MODEL / "vocab.txt").open(encoding="utf-8")]
    kept = [k for k, piece in enumerate(pieces) if piece.isascii() and not piece.startswith("[unused")]
    positions = have[base + "position_embeddings.weight"][:LONGEST] + have[base + "token_type_embeddings.weight"][:1]
    yield "layers", np.int64(len(pupil.encoder.encoder.layer))
    yield "pieces", _text([pieces[k] for k in kept])
    yield "first", _norm(have, base + "LayerNorm")
    yield from _whole("vectors", have[base + "word_embeddings.weight"][kept]).items()
    yield from _whole("positions", positions).items()
    for k in range(len(pupil.encoder.encoder.layer)):
        at = f"encoder.encoder.layer.{k}."
        parts = [_affine(have, f"{at}attention.self.{name}") for name in ("query", "key", "value")]
        yield from _whole(f"{k}-query-key-value", np.hstack(parts)).items()
        yield from _whole(f"{k}-attention-output", _affine(have, at + "attention.output.dense")).items()
        yield from _whole(f"{k}-wide", _affine(have, at + "intermediate.dense")).items()
        yield from _whole(f"{k}-narrow", _affine(have, at + "output.dense")).items()
        yield f"{k}-norm-0", _norm(have, at + "attention.output.LayerNorm")
        yield f"{k}-norm-1", _norm(have, at + "output.LayerNorm")


def _affine(have: Mapping[str, Any], name: str) -> Any:
    return np.vstack([have[name + ".weight"].T, have[name + ".bias"]])


def _fact_head(have: Mapping[str, Any]) -> Any:
    """The head of facts without the weights of training, so that its shares are honest."""
    head = _affine(have, "fact_head")
    head[-1] -= np.log(FACT_WEIGHTS)
    return head


def _norm(have: Mapping[str, Any], name: str) -> Any:
    return np.stack([have[name + ".weight"], have[name + ".bias"]])


def _text(lines: Sequence[str] | Mapping[str, str]) -> Any:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _whole(name: str, matrix: Any) -> dict[str, Any]:
    """Each row as whole numbers from -127 to 127, and its scale."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return {name: np.round(matrix / scale[:, None]).astype(np.int8), f"{name}-scale": scale.astype(np.float32)}
