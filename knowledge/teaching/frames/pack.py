"""Writes what the reader of frames learned as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from knowledge.frames.frame_reader import LONGEST
from knowledge.teaching.frames.lessons import FrameNames
from knowledge.teaching.frames.pupil import FramePupil
from knowledge.teaching.pack import affine_of, layer_arrays, norm_of, text_of, whole


def pack(pupil: FramePupil, names: FrameNames, warmth: float) -> Mapping[str, Any]:
    """The arrays of ``frames.npz``."""
    have = {name: value.detach().float().numpy() for name, value in pupil.state_dict().items()}
    types = have["encoder.embeddings.token_type_embeddings.weight"]
    positions = have["encoder.embeddings.position_embeddings.weight"][:LONGEST] + types[:1]
    arrays: dict[str, Any] = dict(layer_arrays(pupil.encoder, have))
    arrays |= {"first": norm_of(have, "encoder.embeddings.LayerNorm"), **whole("positions", positions)}
    arrays |= {"second": types[1] - types[0], "warmth": np.float32(warmth)}
    arrays |= {"intents": text_of(names.intents), "tags": text_of(names.tags)}
    heads = {"attention": "attention", "head-intents": "intent_head", "head-tags": "tag_head"}
    for name, layer in heads.items():
        arrays |= whole(name, affine_of(have, layer))
    return arrays
