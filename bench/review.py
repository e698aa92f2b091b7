"""How well are the ten provisions read in agreements, written and real, beside simple methods, and how fast?

DPA_AGREEMENTS names the folders, parted by ":": NAME.txt beside labels.jsonl. Folders that are not there are left out.
In a folder of bench/vendor_papers a paper is one or several files of any kind, read as the bot reads them.
A folder whose labels name where a paper was found ("source") holds real ones. DPA_FOLD=seen leaves out a third, by the
hash of its name, and DPA_FOLD=kept takes that third alone: what nobody looked at while the rules were written.
``--floors FILE`` reads what was kept (tests/agreements/h) alone, and ends with 1 below the figures of that file.
DPA_LEFT_OUT names the folder of review_teach.py's files that were taught without an author: each written paper is then
read with that of its own author.
"""

import hashlib
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from measure import ROOT, SMALL, done, figure, resident, say
from review_methods import METHODS, text_of

from handlers.review.engine import review_paper
from handlers.text_extraction.building import Paper
from knowledge.provisions.reader import FILE, load_provisions

FOLDERS = os.environ.get("DPA_AGREEMENTS", ":".join(str(ROOT / "tests" / "agreements" / name) for name in "abcdefgh"))
LEFT_OUT = os.environ.get("DPA_LEFT_OUT", "")
FOLD = os.environ.get("DPA_FOLD", "")
STATUSES = ("present", "weak", "contradicted", "absent")
FLOORS = {"written": (0.85, 0.05), "real": (0.80, 0.08)}
"""Accuracy at least, and false "present" at most."""
RECALL, FOUND, PRECISE, ABSENT = 0.85, 0.6, 0.75, 0.9
SECONDS = 1.5
"""For the reading of a paper of 40 pages, without its file."""
PAGE = 2_500
"""Characters of a page."""
Told = Mapping[str, tuple[str, str]]
"""Of each item its status and its best quotes."""


@dataclass
class Score:
    """What a method made of some papers."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often a status (the label's, or the other that it allows) was read as which."""
    items: Counter[tuple[str, bool]] = field(default_factory=Counter)
    quotes: Counter[bool] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    """Each false "present"."""

    def add(self, paper: str, told: Told, labels: Mapping[str, Any]) -> None:
        """Count what was told of a paper."""
        for (item, (status, quote)), label in zip(told.items(), labels.values(), strict=True):
            right = status in {label["status"], *label.get("alt", ())}
            self.cells[status if right else label["status"], status] += 1
            self.items[item, right] += 1
            if status == "present" and not right:
                self.false.append(f"{paper}: {item} is {label['status']}")
            if status == label["status"] != "absent":
                self.quotes[overlap(quote, label["quote"])] += 1

    def share(self, hits: Sequence[tuple[str, str]], among: Sequence[tuple[str, str]]) -> float:
        """How many of some cells are others; not a number where there are none."""
        whole = sum(self.cells[cell] for cell in among)
        return sum(self.cells[cell] for cell in hits) / whole if whole else float("nan")

    @property
    def accuracy(self) -> float:
        return self.share([(one, one) for one in STATUSES], [*self.cells])

    def recall(self, status: str) -> float:
        return self.share([(status, status)], [(status, told) for told in STATUSES])

    def precision(self, status: str) -> float:
        return self.share([(status, status)], [(true, status) for true in STATUSES])


def overlap(quote: str, wanted: str) -> bool:
    """Whether a quote has more than half of the words of the label's."""
    words = set(re.findall(r"\w+", wanted.lower()))
    return len(words & set(re.findall(r"\w+", quote.lower()))) > len(words) / 2


def cases() -> Iterator[tuple[str, Path, str, Mapping[str, Any]]]:
    """Each labelled paper: written or real, its file, its text, its labels. What the fold leaves out is not opened."""
    for folder in map(Path, FOLDERS.split(":")):
        lines = (folder / "labels.jsonl").read_text().splitlines() if (folder / "labels.jsonl").exists() else []
        for line in lines[: 2 if SMALL else None]:
            name = re.search(r'"files?":\s*\[?"([^"]+)"', line)
            if not name or (FOLD and (FOLD == "kept") != _kept(name[1])):
                continue
            labels = json.loads(line)
            kind = "real" if "source" in labels else "written"
            text = "\n\n".join(text_of(folder / one) for one in labels.get("files", [name[1]]))
            yield kind, folder / name[1], text, labels["provisions"]


def _kept(name: str) -> bool:
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0


def read(text: str, author: str = "") -> Told:
    """What this reader makes of a paper, taught without its author if there is such a file."""
    file = Path(LEFT_OUT) / f"{author}.npz"
    provisions = load_provisions(file if LEFT_OUT and file.exists() else FILE)
    found = review_paper(Paper(text), date(2026, 11, 24), provisions).provisions
    return {item: (row.status.value, " ".join(one.quote for one in row.evidence)) for item, row in found.items()}


def show(name: str, score: Score) -> None:
    """A method's figures on one line."""
    say(
        f"{name}: accuracy {score.accuracy:.3f}, false present {1 - score.precision('present'):.3f}, "
        f"present found {score.recall('present'):.3f}, contradicted found {score.recall('contradicted'):.3f}, "
        f"precision of weak {score.precision('weak'):.3f}, of contradicted {score.precision('contradicted'):.3f}, "
        f"of absent {score.precision('absent'):.3f}, right quotes {score.quotes[True]}/{score.quotes.total()}"
    )


def matrix(score: Score) -> None:
    """The confusion matrix: a row for each true status."""
    say(f"{'':14}{''.join(f'{told:>14}' for told in STATUSES)}")
    for true in STATUSES:
        say(f"{true:14}{''.join(f'{score.cells[true, told]:>14}' for told in STATUSES)}")
    items = {item for item, _ in score.items}
    say(
        ", ".join(
            f"{item} {score.items[item, True]}/{score.items[item, True] + score.items[item, False]}"
            for item in sorted(items)
        )
    )
    for one in score.false:
        say(f"  false present: {one}")


def accuracy() -> None:
    """Each method on the written papers and on the real ones."""
    papers = [*cases()]
    for kind, (least, most) in FLOORS.items():
        some = [case for case in papers if case[0] == kind]
        say(f"{kind} agreements: {len(some)}")
        if not some:
            continue
        scores = {name: Score() for name in ("this reader", *METHODS)}
        for _, file, text, labels in some:
            for method, score in scores.items():
                told = read(text, file.parent.name) if method == "this reader" else METHODS[method](text)
                score.add(file.name, told, labels)
        for method, score in scores.items():
            show(f"  {method}", score)
        ours = scores["this reader"]
        matrix(ours)
        figure(f"{kind}: accuracy", ours.accuracy, "", least=least)
        figure(f"{kind}: false present", 1 - ours.precision("present"), "", most=most)
        if kind == "written":
            figure("written: present found", ours.recall("present"), "", least=RECALL)
            figure("written: contradicted found", ours.recall("contradicted"), "", least=FOUND)
            figure("written: precision of weak", ours.precision("weak"), "", least=PRECISE)
            figure("written: precision of contradicted", ours.precision("contradicted"), "", least=PRECISE)
            figure("written: precision of absent", ours.precision("absent"), "", least=ABSENT)


def speed() -> None:
    """A paper of 40 pages, and one of 500."""
    clause = (
        "{0}. The Provider shall use Student Data number {0} only for the purposes that this Agreement authorizes, shall keep it secure "
        "and confidential, and shall delete it within {0} days when the Board asks for this by e-mail to privacy@provider.example.\n\n"
    )
    read("")
    for pages in (40,) if SMALL else (40, 500):
        text = "".join(clause.format(number) for number in range(1, 100_000))[: pages * PAGE]
        start = time.process_time()
        read(text)
        figure(f"{pages} pages", time.process_time() - start, "s of one core", most=SECONDS if pages == 40 else None)
    say(f"resident memory: {resident():.0f} MB")


def gate(floors: Mapping[str, float]) -> None:
    """Read the papers that nobody learned from. Exits with 1 where a figure is worse than its floor."""
    score = Score()
    for _, file, text, labels in cases():
        score.add(file.name, read(text), labels)
    show("kept", score)
    found = {
        "accuracy": score.accuracy,
        "false present": 1 - score.precision("present"),
        "present found": score.recall("present"),
        "contradicted found": score.recall("contradicted"),
    }
    worse = (
        one for one in floors if (found[one] > floors[one] if one == "false present" else found[one] < floors[one])
    )
    if missed := [f"{one}: {found[one]:.3f}, and the floor is {floors[one]:.2f}" for one in worse]:
        sys.exit("\n".join(("Below what was reached before:", *missed)))


if "--floors" in sys.argv:
    FOLDERS = str(ROOT / "tests" / "agreements" / "h")
    gate(json.loads(Path(sys.argv[-1]).read_text())["review"])
else:
    accuracy()
    speed()
    done()
