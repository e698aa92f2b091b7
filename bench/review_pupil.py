"""How are the layers, the queries, the heads and the regression of the reader of provisions learned?"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from knowledge.provisions.reader import QUERIES, STATUSES, VERDICTS, Regression
from knowledge.teaching.lessons import MODEL, WIDTH
from knowledge.teaching.pack import layer_arrays, norm_of, whole

WEIGHTS = torch.tensor([1.0, 2.0, 2.0, 3.0])
"""None, present, weak, contradicted: the rarer, the more."""
EPOCHS, BATCH, SILENT = 4, 32, 2000
"""``SILENT`` clauses of papers that tell nothing are drawn for each epoch."""
LONGEST = 100
ENCODER_STEP, HEAD_STEP, DECAY, FORGET, SMOOTH, STEEPEST = 1.2e-4, 2e-3, 0.02, 0.15, 0.02, 1.0
TELLING = 1.2
"""How sure a label is from which a clause is always learned, though it tells nothing: it only looks as if it did."""
CUT = AutoTokenizer.from_pretrained(MODEL)


@dataclass
class Lesson:
    """A clause, what it tells of each item, and how surely."""

    text: str
    told: Sequence[int]
    sure: Sequence[float]

    @cached_property
    def pieces(self) -> list[int]:
        """The numbers of its word pieces."""
        return list(CUT(self.text, truncation=True, max_length=LONGEST)["input_ids"])

    @property
    def is_telling(self) -> bool:
        """Whether each epoch learns from it."""
        return any(self.told) or max(self.sure) > TELLING


class Pupil(nn.Module):  # type: ignore[misc]
    """The sentence model, the queries that ask a clause's word pieces, and a head for each item."""

    def __init__(self, items: int) -> None:
        super().__init__()
        self.items = items
        self.encoder = AutoModel.from_pretrained(MODEL, hidden_act="gelu_pytorch_tanh")
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.queries = nn.Parameter(torch.randn(WIDTH, items * QUERIES) * 0.02)
        self.heads = nn.Parameter(torch.randn(items, WIDTH * (QUERIES + 1), len(STATUSES)) * 0.005)
        self.biases = nn.Parameter(torch.tensor([[2.0, 0, 0, -0.5]]).repeat(items, 1))
        self.forget = nn.Dropout(FORGET)

    def forward(self, numbers: Tensor, mask: Tensor) -> Tensor:
        """Logits of each status for each item, (clauses, items, statuses)."""
        pieces = self.encoder(input_ids=numbers, attention_mask=mask).last_hidden_state
        fit = (pieces @ self.queries).masked_fill(~mask.bool()[..., None], -1e4).softmax(1)
        asked = torch.einsum("bpq,bpw->bqw", fit, pieces).reshape(len(pieces), self.items, -1)
        mean = (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        seen = self.forget(torch.cat([asked, mean[:, None].expand(-1, self.items, -1)], -1))
        return torch.einsum("biw,iws->bis", seen, self.heads) + self.biases


def learn(lessons: Sequence[Lesson], items: int, seed: int) -> Pupil:
    """A pupil that learned from the clauses of papers and those written to teach."""
    torch.manual_seed(seed)
    order, pupil = random.Random(seed), Pupil(items)
    telling = [lesson for lesson in lessons if lesson.is_telling]
    silent = [lesson for lesson in lessons if not lesson.is_telling]
    drawn = min(SILENT, len(silent))
    encoder = [value for value in pupil.encoder.parameters() if value.requires_grad]
    heads = [pupil.queries, pupil.heads, pupil.biases]
    groups = [{"params": encoder, "lr": ENCODER_STEP}, {"params": heads, "lr": HEAD_STEP}]
    hand = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = EPOCHS * ((len(telling) + drawn) // BATCH + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(hand, lambda at: min(1, at / (0.06 * steps)) * max(0.02, 1 - at / steps))
    for _ in range(EPOCHS):
        pupil.train()
        for batch in _batches([*telling, *order.sample(silent, drawn)], order):
            hand.zero_grad()
            _loss_of(pupil, batch).backward()
            nn.utils.clip_grad_norm_(pupil.parameters(), STEEPEST)
            hand.step()
            pace.step()
    return pupil.eval()


def _batches(lessons: list[Lesson], order: random.Random) -> list[list[Lesson]]:
    """The lessons in batches of about the same length."""
    order.shuffle(lessons)
    found, wide = [], BATCH * 16
    for start in range(0, len(lessons), wide):
        some = sorted(lessons[start : start + wide], key=lambda lesson: len(lesson.pieces))
        found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    order.shuffle(found)
    return found


def _tables(batch: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    longest = max(len(lesson.pieces) for lesson in batch)
    numbers, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(2))
    for row, lesson in enumerate(batch):
        numbers[row, : len(lesson.pieces)] = torch.tensor(lesson.pieces)
        mask[row, : len(lesson.pieces)] = 1
    return numbers, mask


def _loss_of(pupil: Pupil, batch: Sequence[Lesson]) -> Tensor:
    """How wrong the pupil is about a batch."""
    told = torch.tensor([lesson.told for lesson in batch])
    sure = torch.tensor([lesson.sure for lesson in batch], dtype=torch.float32) * WEIGHTS[told]
    logits = pupil(*_tables(batch)).reshape(-1, len(STATUSES))
    wrong = nn.functional.cross_entropy(logits, told.reshape(-1), reduction="none", label_smoothing=SMOOTH)
    return (wrong * sure.reshape(-1)).sum() / len(batch)


def shares_of(pupil: Pupil, lessons: Sequence[Lesson]) -> Any:
    """What the clauses of a paper tell, (clauses, items, statuses)."""
    with torch.no_grad():
        found = [pupil(*_tables(lessons[at : at + BATCH])) for at in range(0, len(lessons), BATCH)]
    return torch.cat(found).log_softmax(-1).numpy()


def regress(rows: Any, verdicts: Any, ridge: float = 3e-3) -> dict[str, Any]:
    """A multinomial regression, learned by steps with momentum."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 0.05
    rows = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    weights, pace = np.zeros((rows.shape[1], len(VERDICTS))), np.zeros((rows.shape[1], len(VERDICTS)))
    kept = np.full((rows.shape[1], 1), ridge)
    kept[-1] = 0
    wanted = np.eye(len(VERDICTS))[verdicts]
    zero, one = np.zeros(rows.shape[1] - 1), np.ones(rows.shape[1] - 1)
    for step in range(600):
        shares = Regression(zero, one, weights).shares(rows[:, :-1])
        pace = 0.9 * pace + rows.T @ (shares - wanted) / len(rows) + kept * weights
        weights = weights - 0.3 * (1 - step / 600) * pace
    return {"mean": mean, "spread": spread, "weights": weights}


def pack(have: Mapping[str, Any], pupil: Pupil) -> Iterator[tuple[str, Any]]:
    """The arrays of a pupil's weights ``have``: its layers in whole numbers, its queries and heads in half precision."""
    base = "encoder.embeddings."
    yield from layer_arrays(pupil.encoder, have)
    yield "first", norm_of(have, f"{base}LayerNorm")
    positions = have[f"{base}position_embeddings.weight"] + have[f"{base}token_type_embeddings.weight"][:1]
    yield from whole("positions", positions[: LONGEST + 12]).items()
    yield from ((name, have[name].astype(np.float16)) for name in ("queries", "heads", "biases"))
