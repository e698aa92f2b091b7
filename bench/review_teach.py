"""Teaches the reader of provisions from the labelled clauses and papers, and measures it on authors left out.

Needs torch: ``pip install torch``, then ``OPENBLAS_NUM_THREADS=1 python bench/review_teach.py``: some ten minutes on two
cores. It learns from ``knowledge/provisions/clauses``, the sentences of ``tests/handlers/review/said`` and the papers a to g of
``tests/agreements``, and writes ``knowledge/provisions/provisions.npz``. Run it again after ``knowledge.teach``, as it
reads through that model. The shares that the regression learns from are of an author whose papers were left out of the teaching.
DPA_LEFT_OUT names a folder for the files that are taught without an author; ``bench/review.py`` measures him with it.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from measure import ROOT, say
from review_pupil import Lesson, how_often, learn, regress, shares_of

from handlers.papers.building import Paper
from handlers.review.engine import READERS, by_rules
from handlers.review.read import READ, ReadClause, ReadPaper, text_of
from knowledge.provisions.reader import FILE, LAYERS, STATUSES, VERDICTS, features, mark_of, read_clauses
from knowledge.reading import reader as messages
from knowledge.reading.reader import unpack_encoder

LEFT_OUT = os.environ.get("DPA_LEFT_OUT", "")
AGREEMENTS = ROOT / "tests" / "agreements"
AUTHORS = "abcdefg"
"""Those whose papers teach; nobody reads the others', which measure."""
SAID = ROOT / "tests" / "handlers" / "review" / "said"
ITEMS = tuple(READERS)
NEAR = {
    "deletion": ("end",),
    "end": ("deletion",),
    "property": ("purpose",),
    "purpose": ("property",),
    "security": ("breach",),
}
"""Items on which a clause may tell something beside its own."""
OTHERS, NEIGHBORS, UNLABELED, BACKED = 0.5, 0.25, 0.15, 0.5
"""How much it counts that a clause tells nothing of an item: one written for another item, for a near one, or one of
a paper that has the item elsewhere. The last is how much counts what the rules rest a right verdict on."""
LEAST = 15
"""Characters that a clause shares with the quote of a label."""


@dataclass
class LabeledPaper:
    """A paper as it is learned from."""

    author: str
    lessons: list[Lesson] = field(default_factory=list)
    verdicts: list[int] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    """What the rules read."""


def papers() -> Iterator[LabeledPaper]:
    """Every labelled paper with its clauses."""
    for folder in (AGREEMENTS / author for author in AUTHORS):
        for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            yield _paper(folder.name, (folder / label["file"]).read_text(encoding="utf-8"), label["provisions"])


def _paper(author: str, text: str, labels: Any) -> LabeledPaper:
    reading = ReadPaper(Paper(text))
    told = dict(zip(ITEMS, labels.values(), strict=True))
    backed = {item: _backed(item, told[item]["status"], reading) for item in ITEMS}
    found = LabeledPaper(
        author,
        verdicts=[VERDICTS.index(told[item]["status"]) for item in ITEMS],
        ruled=[VERDICTS.index(by_rules(item, reading).status) for item in ITEMS],
    )
    for read in reading.all:
        if read.clause.kind in READ:
            labeled = [_told(read, told[item], text, backed[item]) for item in ITEMS]
            found.lessons.append(Lesson(text_of(read), [one[0] for one in labeled], [one[1] for one in labeled]))
    return found


def _backed(item: str, status: str, reading: ReadPaper) -> set[int]:
    """The clauses on which the rules rest the right verdict."""
    verdict = READERS[item](reading)
    return {read.at for read in verdict.reads[:2]} if verdict.status == status else set()


def _told(read: ReadClause, label: Any, text: str, backed: set[int]) -> tuple[int, float]:
    """What a clause tells of an item, and how surely."""
    if label["status"] == "absent":
        return 0, 1.0
    start = text.find(label["quote"])
    end = start + len(label["quote"])
    shared = min(read.clause.end, end) - max(read.clause.start, start)
    if shared >= min(LEAST, (end - start) / 2):
        return STATUSES.index(label["status"]), 0.3 if shared < 0.3 * (end - start) else 1.0
    return (STATUSES.index(label["status"]), BACKED) if read.at in backed else (0, UNLABELED)


def written() -> Iterator[Lesson]:
    """The clauses that were written to teach."""
    for clause in read_clauses():
        told = [STATUSES.index(clause.status) if item == clause.item else 0 for item in ITEMS]
        near = NEAR.get(clause.item, ())
        sure = [1.0 if item == clause.item else NEIGHBORS if item in near else OTHERS for item in ITEMS]
        if clause.status == "contradicted":
            sure = [0.0 if item in near else one for item, one in zip(ITEMS, sure, strict=True)]
        yield Lesson(clause.text, told, sure)
    for path in sorted(SAID.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            status, text = line.split(" | ", 1)
            if "¶" not in text:
                told = [STATUSES.index(status) if item == path.stem and status in STATUSES else 0 for item in ITEMS]
                yield Lesson(text, told, [1.0 if item == path.stem else NEIGHBORS for item in ITEMS])


def taught(own: Sequence[LabeledPaper], extra: Sequence[Lesson]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The arrays of the file for each author left out, then those of the file that is used, under an empty name.

    A regression learns from papers whose author was left out of the teaching of the heads.
    """
    authors = sorted({paper.author for paper in own})
    heads, rows, verdicts, ruled, whose = {}, [], [], [], []
    for author in authors:
        heads[author] = learn([paper.lessons for paper in own if paper.author != author], extra, len(ITEMS))
        for paper in (paper for paper in own if paper.author == author):
            table = shares_of(heads[author], paper.lessons)
            rows += [features(table[:, k], k) for k in range(len(ITEMS))]
            verdicts += paper.verdicts
            ruled += paper.ruled
            whose += [author] * len(ITEMS)
        say(f"  without {author}")
    table, told, rules, by = np.stack(rows), np.array(verdicts), np.array(ruled), np.array(whose)
    for author in authors:
        yield author, {**heads[author], **_weighing(table[by != author], told[by != author], rules[by != author])}
    every = learn([paper.lessons for paper in own], extra, len(ITEMS))
    yield "", {**every, **_weighing(table, told, rules)}


def _weighing(rows: Any, verdicts: Any, ruled: Any) -> dict[str, Any]:
    """The arrays that weigh what the clauses of a paper tell, and what the rules read."""
    return {**regress(rows, verdicts, len(VERDICTS)), **how_often(ruled, verdicts, len(VERDICTS))}


def write(file: Path, arrays: dict[str, Any], mark: int) -> None:
    """The file, its numbers in half precision."""
    small = {name: value.astype(np.float16) for name, value in arrays.items()}
    items = np.frombuffer("\n".join(ITEMS).encode(), np.uint8)
    np.savez_compressed(file, **small, items=items, mark=np.int64(mark))


def main() -> None:
    """Teach, and write."""
    with np.load(messages.FILE) as model:
        encoder, mark = unpack_encoder(model, LAYERS), mark_of(model)
    own, extra = [*papers()], [*written()]
    for lesson in (*extra, *(lesson for paper in own for lesson in paper.lessons)):
        lesson.read(encoder)
    say(f"{len(own)} papers, {sum(len(paper.lessons) for paper in own)} clauses, {len(extra)} written to teach")
    for author, arrays in taught(own, extra):
        if author and LEFT_OUT:
            write(Path(LEFT_OUT) / f"{author}.npz", arrays, mark)
        elif not author:
            write(FILE, arrays, mark)


if __name__ == "__main__":
    main()
