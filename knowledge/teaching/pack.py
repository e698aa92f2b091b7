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
    """The numbers of those that are kept."""
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
    """The head of facts without the weights of training, so that its shares are honest."""
    head = affine_of(have, "fact_head")
    head[-1] -= np.log(FACT_WEIGHTS)
    return head


def norm_of(have: Mapping[str, Any], name: str) -> Any:
    """Scale and shift of a normalization."""
    return np.stack([have[name + ".weight"], have[name + ".bias"]])


def text_of(lines: Sequence[str] | Mapping[str, str]) -> Any:
    """Lines as the bytes that ``lines`` of the reader takes."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def whole(name: str, matrix: Any) -> dict[str, Any]:
    """Each row as whole numbers from -127 to 127, and its scale."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return {name: np.round(matrix / scale[:, None]).astype(np.int8), f"{name}-scale": scale.astype(np.float32)}
