"""How are the queries, the heads and the regression of the reader of provisions learned?"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from knowledge.provisions.reader import QUERIES, Regression, shares_of_pieces
from knowledge.reading.reader import Encoder

KINDS = 4
WEIGHTS = torch.tensor([1.0, 2.0, 2.0, 3.0])
"""None, present, weak, contradicted: the rarer, the more."""
PUPILS = 3
"""What is read is the mean of so many that began differently."""
EPOCHS, BATCH, SILENT = 5, 64, 1500
"""``SILENT`` clauses of papers that tell nothing are drawn for each epoch."""
LONGEST = 80
STEP, DECAY, FORGET, SMOOTH = 3e-3, 0.02, 0.2, 0.02


@dataclass
class Lesson:
    """A clause, what it tells of each item, and how surely."""

    text: str
    told: Sequence[int]
    sure: Sequence[float]
    pieces: Any = field(default=None, repr=False)

    def read(self, encoder: Encoder) -> None:
        """Read it once for all epochs."""
        self.pieces = encoder.read(self.text)[:LONGEST].astype(np.float16)


class Pupil(nn.Module):  # type: ignore[misc]
    """The queries that ask a clause's word pieces, and a head for each item."""

    def __init__(self, items: int, width: int) -> None:
        super().__init__()
        self.items = items
        self.queries = nn.Parameter(torch.randn(width, items * QUERIES) * 0.02)
        self.heads = nn.Parameter(torch.randn(items, width * (QUERIES + 1), KINDS) * 0.005)
        self.biases = nn.Parameter(torch.tensor([[2.0, 0, 0, -0.5]]).repeat(items, 1))
        self.forget = nn.Dropout(FORGET)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Logits of each status for each item, (clauses, items, statuses)."""
        fit = (pieces @ self.queries).masked_fill(~mask[..., None], -1e4).softmax(1)
        asked = torch.einsum("bpq,bpw->bqw", fit, pieces).reshape(len(pieces), self.items, -1)
        mean = (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        seen = self.forget(torch.cat([asked, mean[:, None].expand(-1, self.items, -1)], -1))
        return torch.einsum("biw,iws->bis", seen, self.heads) + self.biases


def learn(own: Sequence[Sequence[Lesson]], extra: Sequence[Lesson], items: int) -> dict[str, Any]:
    """The arrays of all pupils' queries and heads, learned from the clauses of papers and those written to teach."""
    torch.set_num_threads(1)
    each = [_learn(own, extra, items, seed) for seed in range(PUPILS)]
    return {name: np.stack([one[name] for one in each]) for name in each[0]}


def _learn(own: Sequence[Sequence[Lesson]], extra: Sequence[Lesson], items: int, seed: int) -> dict[str, Any]:
    torch.manual_seed(seed)
    order = random.Random(seed)
    every = [lesson for paper in own for lesson in paper]
    telling = [*extra, *(lesson for lesson in every if any(lesson.told))]
    silent = [lesson for lesson in every if not any(lesson.told)]
    pupil = Pupil(items, extra[0].pieces.shape[1])
    hand = torch.optim.AdamW(pupil.parameters(), lr=STEP, weight_decay=DECAY)
    steps = (len(telling) + SILENT) // BATCH * EPOCHS + EPOCHS
    pace = torch.optim.lr_scheduler.LambdaLR(hand, lambda at: min(1, at / (0.05 * steps)) * max(0.02, 1 - at / steps))
    for _ in range(EPOCHS):
        for batch in batches([*telling, *order.sample(silent, min(SILENT, len(silent)))], order):
            hand.zero_grad()
            loss_of(pupil, batch).backward()
            hand.step()
            pace.step()
    return {name: value.detach().numpy() for name, value in pupil.named_parameters()}


def batches(lessons: list[Lesson], order: random.Random) -> list[list[Lesson]]:
    """The lessons in batches of about the same length."""
    order.shuffle(lessons)
    wide = BATCH * 16
    found = []
    for start in range(0, len(lessons), wide):
        some = sorted(lessons[start : start + wide], key=lambda lesson: len(lesson.pieces))
        found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    order.shuffle(found)
    return found


def loss_of(pupil: Pupil, batch: Sequence[Lesson]) -> Tensor:
    """How wrong the pupil is about a batch."""
    longest = max(len(lesson.pieces) for lesson in batch)
    pieces = np.zeros((len(batch), longest, batch[0].pieces.shape[1]), np.float32)
    mask = np.zeros((len(batch), longest), bool)
    for row, lesson in enumerate(batch):
        pieces[row, : len(lesson.pieces)] = lesson.pieces
        mask[row, : len(lesson.pieces)] = True
    told = torch.tensor([lesson.told for lesson in batch])
    sure = torch.tensor([lesson.sure for lesson in batch], dtype=torch.float32) * WEIGHTS[told]
    logits = pupil(torch.from_numpy(pieces), torch.from_numpy(mask)).reshape(-1, KINDS)
    wrong = nn.functional.cross_entropy(logits, told.reshape(-1), reduction="none", label_smoothing=SMOOTH)
    return (wrong * sure.reshape(-1)).sum() / len(batch)


def shares_of(parts: Mapping[str, Any], lessons: Sequence[Lesson]) -> Any:
    """What the clauses of a paper tell, (clauses, items, statuses)."""
    heads = [parts[name] for name in ("queries", "heads", "biases")]
    return np.stack([shares_of_pieces(lesson.pieces.astype(np.float32), *heads) for lesson in lessons])


def regress(rows: Any, verdicts: Any, outcomes: int, ridge: float = 3e-3) -> dict[str, Any]:
    """A multinomial regression, learned by steps with momentum."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 0.05
    rows = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    weights, pace = np.zeros((rows.shape[1], outcomes)), np.zeros((rows.shape[1], outcomes))
    kept = np.full((rows.shape[1], 1), ridge)
    kept[-1] = 0
    wanted = np.eye(outcomes)[verdicts]
    zero, one = np.zeros(rows.shape[1] - 1), np.ones(rows.shape[1] - 1)
    for step in range(600):
        shares = Regression(zero, one, weights).shares(rows[:, :-1])
        pace = 0.9 * pace + rows.T @ (shares - wanted) / len(rows) + kept * weights
        weights = weights - 0.3 * (1 - step / 600) * pace
    return {"mean": mean, "spread": spread, "weights": weights}


def how_often(ruled: Any, verdicts: Any, outcomes: int) -> dict[str, Any]:
    """The logarithm of how often the rules read each verdict where another one holds."""
    counts = np.ones((outcomes, outcomes))
    np.add.at(counts, (verdicts, ruled), 1)
    return {"ruled": np.log(counts / counts.sum(axis=1, keepdims=True))}
