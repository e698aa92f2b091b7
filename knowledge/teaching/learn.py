"""Trains the model on batches of lessons."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from knowledge.reading.reader import LOUD, TASKS
from knowledge.teaching.lessons import UNKNOWN, Lesson, Words, pad
from knowledge.teaching.names import TaskNames
from knowledge.teaching.pupil import Pupil

SMOOTH = 0.05
WEIGHTS: Mapping[str, float] = {
    "stances": 0.5,
    "verdicts": 1,
    "opens": 1,
    "entries": 0.7,
    "cites": 0.5,
    "topics": 1,
    "wishes": 0.5,
    "commands": 1,
}
FACT_WEIGHTS = (0.3, 1.0, 1.15)
"""Not said, asserted, denied."""


def loss_of(pupil: Pupil, batch: Sequence[Lesson], words: Tensor) -> Tensor:
    """How wrong the pupil is about a batch."""
    asked = batch[0].facts is not None
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, facts = pupil(*pad(batch), words if asked else None)
    labels = torch.tensor([one.labels for one in batch])
    total = torch.zeros(())
    for k, task in enumerate(TASKS):
        if (labels[:, k] != UNKNOWN).any():
            told = nn.functional.cross_entropy(logits[k].float(), labels[:, k], label_smoothing=SMOOTH)
            total = total + WEIGHTS[task] * told
    if asked:
        shares = torch.stack([one.entries for one in batch if one.entries is not None])
        near = -(shares * logits[TASKS.index("entries")].float().log_softmax(-1)).sum(-1).mean()
        said = torch.stack([one.facts for one in batch if one.facts is not None])
        weight = torch.tensor(FACT_WEIGHTS)
        flat = facts.float().reshape(-1, 3) if facts is not None else torch.zeros(0, 3)
        wrong = nn.functional.cross_entropy(flat, said.reshape(-1), weight=weight, reduction="sum") / len(batch)
        total = total + WEIGHTS["entries"] * near + 0.5 * wrong
    return total


def word_vectors(pupil: Pupil, names: TaskNames, words: Words) -> Tensor:
    """The mean vector of what the book says of each element, by the pupil as it is now."""
    pupil.eval()
    texts = [Lesson(words.numbers(f"{e.partition('.')[0]}: {says}"), ()) for e, says in names.elements.items()]
    table, mask = pad(texts)
    with torch.no_grad():
        pieces = pupil.encoder(input_ids=table, attention_mask=mask).last_hidden_state
    return (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True) * LOUD


def learn(pupil: Pupil, names: TaskNames, epochs: Sequence[Sequence[Sequence[Lesson]]], step: float = 8e-5) -> None:
    """Train in place on the batches of each epoch."""
    words = Words()
    encoder = [weight for weight in pupil.encoder.parameters() if weight.requires_grad]
    others = [weight for name, weight in pupil.named_parameters() if not name.startswith("encoder.")]
    hand = torch.optim.AdamW([{"params": encoder, "lr": step}, {"params": others, "lr": 10 * step}], weight_decay=0.01)
    steps = sum(len(batched) for batched in epochs)
    pace = torch.optim.lr_scheduler.LambdaLR(hand, lambda at: min(1, at / (0.05 * steps)) * max(0.02, 1 - at / steps))
    for epoch, batched in enumerate(epochs):
        vectors = word_vectors(pupil, names, words)
        pupil.train()
        total = 0.0
        for batch in batched:
            loss = loss_of(pupil, batch, vectors)
            hand.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder + others, 1.0)
            hand.step()
            pace.step()
            total += float(loss)
        print(f"  {epoch + 1} of {len(epochs)}: {total / len(batched):.3f}", file=sys.stderr)  # noqa: T201
