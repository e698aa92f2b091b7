"""The reader of frames as it is taught: a sentence model with two heads; written as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel

from knowledge.frames.frame_reader import LONGEST, LOUD
from knowledge.reading.encoder import Encoder
from knowledge.teaching.frames.lessons import FrameNames, FrameTables
from knowledge.teaching.pack import affine_of, layer_arrays, norm_of, text_of, whole
from knowledge.teaching.pupil import MODEL, WIDTH


class FramePupil(nn.Module):  # type: ignore[misc]
    """The sentence model over both texts; the vectors of word pieces are those of the reader of law questions."""

    def __init__(self, names: FrameNames, words: Encoder) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(MODEL, hidden_act="gelu_pytorch_tanh")
        vectors = torch.tensor(words.vectors * words.vectors_scale[:, None])
        self.encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.forget = nn.Dropout(0.1)
        self.attention = nn.Linear(WIDTH, 1)
        self.intent_head = nn.Linear(2 * WIDTH, len(names.intents))
        self.tag_head = nn.Linear(WIDTH, len(names.tags))

    def forward(self, batch: FrameTables) -> tuple[Tensor, Tensor]:
        """Logits of intents (texts, intents) and of tags (texts, pieces, tags)."""
        pieces = self.encoder(
            input_ids=batch.numbers, token_type_ids=batch.types, attention_mask=batch.mask
        ).last_hidden_state
        mask = batch.mask[..., None]
        mean = (pieces * mask).sum(1) / mask.sum(1) * float(LOUD)
        heard = self.attention(pieces).masked_fill(mask == 0, -1e4).softmax(1)
        seen = torch.cat([mean, (pieces * heard).sum(1) * 2], -1)
        return self.intent_head(self.forget(seen)), self.tag_head(self.forget(pieces))


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
