"""The learning material as lessons, and lessons in batches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import torch
from torch import Tensor
from transformers import AutoTokenizer

from knowledge.finding.phrasings import read_phrasings
from knowledge.load import HERE, load
from knowledge.reading.encoder import LONGEST
from knowledge.reading.material import read_questions, read_requests
from knowledge.reading.reader import TASKS
from knowledge.teaching.names import TaskNames
from knowledge.teaching.pupil import MODEL

BATCH, GROUPED = 32, 24
WINDOW = 50
"""Batches within which texts are sorted by length."""
UNKNOWN = -100
"""The label of a text for a task that it teaches nothing about."""
OUTSIDE = "out-of-scope"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A text as numbers of word pieces, a label for each task, shares of the entries, and a label for each element."""

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
    """Questions, requests and phrasings of a folder."""
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
    """The first entry counts twice as much as each of the others."""
    shares = torch.zeros(len(names.tasks["entries"]))
    for k, entry in enumerate(one for one in about if one in names.tasks["entries"]):
        shares[names.tasks["entries"].index(entry)] = 1.0 if k == 0 else 0.5
    return shares / shares.sum() if shares.any() else shares


def batches(found: Sequence[Lesson], size: int, order: random.Random) -> list[Sequence[Lesson]]:
    """Batches of texts of similar length in random order; a group stays together, so that its one difference counts."""
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
    """The texts as one table, and which places are used."""
    longest = max(len(one.numbers) for one in batch)
    table, mask = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        table[row, : len(one.numbers)] = torch.tensor(one.numbers)
        mask[row, : len(one.numbers)] = 1
    return table, mask


def curriculum(
    questions: Sequence[Lesson], requests: Sequence[Lesson], phrasings: Sequence[Lesson], epochs: int
) -> list[list[Sequence[Lesson]]]:
    """In each epoch all questions and requests, and a part of the phrasings, which are seen twice in all."""
    order = random.Random(0)  # noqa: S311 - nothing secret
    again = batches(phrasings, BATCH, order) + batches(phrasings, BATCH, order)
    planned = []
    for epoch in range(epochs):
        part = again[epoch::epochs]
        planned.append([*batches(questions, GROUPED, order), *batches(requests, BATCH, order), *part])
        order.shuffle(planned[-1])
    return planned
