"""Makes a pupil that goes on from what the file of a model has learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from knowledge.reading.encoder import LONGEST, lines, matrix
from knowledge.reading.reader import TASKS
from knowledge.teaching.learn import FACT_WEIGHTS, word_vectors
from knowledge.teaching.lessons import Words
from knowledge.teaching.names import TaskNames
from knowledge.teaching.pack import kept_pieces
from knowledge.teaching.pupil import BLOCKS, Pupil

_BASE = "encoder.embeddings."


def resume(names: TaskNames, file: Path) -> Pupil:
    """The reverse of `pack.pack`; what the file does not have begins from nothing."""
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
    """What each element's query has beyond what its words give."""
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
