"""Teaches the model of ``frames.npz``: its network, training and packing, and how well it reads unseen authors."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel

from knowledge.frames.frame_reader import LONGEST, LOUD, LabeledMessage, values_of
from knowledge.reading.reader import Encoder
from knowledge.teaching.frames_lessons import (
    BATCH,
    OF_LAW,
    UNTAGGED,
    FrameLesson,
    FrameNames,
    FrameTables,
    Varied,
    batches,
    lesson,
    named,
    tables,
)
from knowledge.teaching.lessons import MODEL, WIDTH
from knowledge.teaching.pack import affine_of, layer_arrays, norm_of, text_of, whole


class FramePupil(nn.Module):  # type: ignore[misc]
    """The network: the sentence model over both texts, with the word vectors of the reader of law questions."""

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
        attended = self.attention(pieces).masked_fill(mask == 0, -1e4).softmax(1)
        features = torch.cat([mean, (pieces * attended).sum(1) * 2], -1)
        return self.intent_head(self.forget(features)), self.tag_head(self.forget(pieces))


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


PASSES = 5
WARMTH = 0.85
"""The temperature: intents' logits are divided by it. Measured on authors that were left out."""
SMOOTH = 0.05
TAGS_WEIGH = 2.0
ENCODER_STEP, HEAD_STEP = 1.3e-4, 2e-3


def loss_of(pupil: FramePupil, batch: FrameTables) -> Tensor:
    """The loss of the pupil on a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        intents, tags = pupil(batch)
    wanted = batch.intents * (1 - SMOOTH) + SMOOTH / batch.intents.shape[1]
    loss = -(wanted * intents.float().log_softmax(-1)).sum(-1).mean()
    if (batch.tags != UNTAGGED).any():
        flat = tags.float().flatten(0, 1)
        loss = loss + TAGS_WEIGH * nn.functional.cross_entropy(flat, batch.tags.flatten(), ignore_index=UNTAGGED)
    return loss


def learn(
    pupil: FramePupil, names: FrameNames, rows: Sequence[LabeledMessage], of_law: Sequence[LabeledMessage], order: int
) -> None:
    """Train in place; each pass sees some of the questions on the law. ``order`` is the seed of the random order."""
    torch.manual_seed(order)
    dice = random.Random(order)  # noqa: S311 - nothing secret
    varied = Varied.of(rows, dice)
    encoder = [weight for weight in pupil.encoder.parameters() if weight.requires_grad]
    heads = [weight for name, weight in pupil.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": ENCODER_STEP}, {"params": heads, "lr": HEAD_STEP}]
    hand = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = PASSES * (len(rows) + OF_LAW) // BATCH + PASSES
    pace = torch.optim.lr_scheduler.LambdaLR(hand, lambda at: min(1, at / (0.06 * steps)) * max(0.02, 1 - at / steps))
    for at in range(PASSES):
        pupil.train()
        seen = chain(varied.once(), (named(row, dice) for row in dice.sample(of_law, OF_LAW)))
        batched = batches([lesson(row, names) for row in seen], dice)
        total = 0.0
        for batch in batched:
            loss = loss_of(pupil, tables(batch, len(names.intents)))
            hand.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder + heads, 1.0)
            hand.step()
            pace.step()
            total += loss.item()
        print(f"  {at + 1} of {PASSES}: {total / len(batched):.3f}", file=sys.stderr, flush=True)  # noqa: T201


def logits_of(pupil: FramePupil, lessons: Sequence[FrameLesson], intents: int) -> tuple[Tensor, list[list[int]]]:
    """The logits of intents of each lesson, and the tags of its words."""
    pupil.eval()
    logits_of_batches, tagged = [], []
    with torch.no_grad():
        for at in range(0, len(lessons), 64):
            batch = lessons[at : at + 64]
            logits, tags = pupil(tables(batch, intents))
            logits_of_batches.append(logits.float())
            best = tags.argmax(-1)
            tagged += [[int(best[k, first]) for first, _, _ in one.cut.words] for k, one in enumerate(batch)]
    return torch.cat(logits_of_batches), tagged


def warmth_of(logits: Tensor, wanted: Tensor) -> float:
    """The temperature: what logits are to be divided by so that a share is the chance of being right."""
    tried = [0.5 + 0.05 * k for k in range(60)]
    return min(tried, key=lambda by: float(-(wanted * (logits / by).log_softmax(-1)).sum(-1).mean()))


def judged(pupil: FramePupil, names: FrameNames, rows: Sequence[LabeledMessage]) -> float:
    """Print how well these rows are read; returns the temperature that fits them."""
    lessons = [lesson(row, names) for row in rows]
    logits, tagged = logits_of(pupil, lessons, len(names.intents))
    size = len(names.intents)
    wanted = torch.cat([tables(lessons[at : at + 64], size).intents for at in range(0, len(lessons), 64)])
    warmth = warmth_of(logits, wanted)
    shares, best = (logits / warmth).softmax(-1).topk(3, -1)
    count: Counter[tuple[str, str]] = Counter()
    sure: Counter[tuple[float, bool]] = Counter()
    for row, one, top, share, tags in zip(rows, lessons, best.tolist(), shares.tolist(), tagged, strict=True):
        first = top[0] in one.intents
        found_values = {
            (v.text.lower(), v.slot)
            for v in values_of(row.text, [w[1:] for w in one.cut.words], [names.tags[k] for k in tags])
        }
        true_values = {(v.text.lower(), v.slot) for v in row.values}
        kind = (
            "dialogue" if row.state.startswith(("asked", "proposed", "form")) else "elsewhere" if row.state else "alone"
        )
        for group in ("all", kind):
            count[group, "rows"] += 1
            count[group, "first"] += first
            count[group, "three"] += any(k in one.intents for k in top)
            count[group, "frame"] += first and found_values == true_values
        for _, slot in found_values | true_values:
            count[slot, "said"] += sum(k == slot for _, k in true_values)
            count[slot, "found"] += sum(k == slot for _, k in found_values)
            count[slot, "right"] += sum(k == slot for _, k in true_values & found_values)
        sure[round(share[0], 1), first] += 1
    for group in ("all", "alone", "elsewhere", "dialogue"):
        if many := count[group, "rows"]:
            figures = (f"{name} {count[group, name] / many:.3f}" for name in ("first", "three", "frame"))
            print(f"{group:10} {many:5} {' '.join(figures)}")  # noqa: T201
    slots = sorted({slot for slot, what in count if what == "said"})
    print(" ".join(f"{s} {count[s, 'right']}/{count[s, 'said']}({count[s, 'found']})" for s in slots))  # noqa: T201
    levels = sorted({share for share, _ in sure})
    print(" ".join(f"{s}: {sure[s, True]}/{sure[s, True] + sure[s, False]}" for s in levels), f"warmth {warmth:.2f}")  # noqa: T201
    return warmth
