"""The reader of frames as it is taught: a sentence model with two heads."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AutoModel

from knowledge.frames.frame_reader import LOUD
from knowledge.reading.encoder import Encoder
from knowledge.teaching.frames.lessons import FrameNames, FrameTables
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
