"""A paper as it was read, each provision with what people decided on it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from handlers.contracts.form.form import checklist
from handlers.dialogue.bounded_re import PAPER_SECONDS, TookTooLong, within
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import File
from handlers.papers import words as papers_words
from handlers.papers.paper import Paper, Unreadable
from handlers.papers.read import read_paper
from handlers.review.engine import review_paper
from handlers.review.review import ItemFinding, ItemStatus, Review
from handlers.review.subject.decisions import ProvisionDecision, decisions_of
from knowledge.model import Item
from storage.records import Contract

WORST_FIRST = (ItemStatus.CONTRADICTED, ItemStatus.ABSENT, ItemStatus.WEAK, ItemStatus.PRESENT)
MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One of the provisions: what the paper does with it, and what somebody decided."""

    item: Item
    finding: ItemFinding
    decision: ProvisionDecision | None = None

    @property
    def overrides(self) -> bool:
        """Whether a person decided otherwise than the bot read, of this very file."""
        return self.decision is not None and self.decision.of_file and self._differs

    @property
    def confirmed(self) -> bool:
        """Whether a person found it present in this very file."""
        return self.decision is not None and self.decision.of_file and bool(self.decision.present)

    @property
    def was_otherwise(self) -> bool:
        """Whether a person decided otherwise of an earlier file."""
        return self.decision is not None and not self.decision.of_file and self._differs

    @property
    def _differs(self) -> bool:
        return self.decision is not None and self.decision.present is not (self.read is ItemStatus.PRESENT)

    @property
    def read(self) -> ItemStatus:
        """What the bot read."""
        return self.finding.status

    @property
    def status(self) -> ItemStatus:
        """How it stands: as a person decided, else as it was read."""
        if self.decision and self.overrides:
            return ItemStatus.PRESENT if self.decision.present else ItemStatus.ABSENT
        return self.read

    @property
    def pin(self) -> str:
        """Its place in the list of the law, as in (a)(2)."""
        return pin_of(self.item)


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A file's paper and its review, with the decisions of people."""

    name: str
    paper: Paper
    review: Review
    rows: tuple[ReviewRow, ...]
    """In the order of the law."""

    @property
    def counts(self) -> Mapping[ItemStatus, int]:
        """How many provisions stand how."""
        return {status: sum(row.status is status for row in self.rows) for status in ItemStatus}

    @property
    def worst_first(self) -> tuple[ReviewRow, ...]:
        """What is to be done before what is in order."""
        return tuple(sorted(self.rows, key=lambda row: WORST_FIRST.index(row.status)))

    @property
    def lacking(self) -> tuple[ReviewRow, ...]:
        """What is to be asked for, in the order of the law."""
        return tuple(row for row in self.rows if row.status is not ItemStatus.PRESENT)

    @property
    def marks(self) -> dict[str, bool | None]:
        """What a contract keeps: what lacks, and what a person found present; that the bot found it is not enough."""
        decided = (row for row in self.rows if row.status is not ItemStatus.PRESENT or row.confirmed)
        return {row.item.id: row.status is ItemStatus.PRESENT for row in decided}


def pin_of(item: Item) -> str:
    """Its place in the list of the law, as in (a)(2)."""
    return item.cite.text.removeprefix(item.cite.section)


@dataclass(slots=True)
class Reviewed:
    """The papers that were read last, by content and day: a press asks about the same one again."""

    kept: OrderedDict[tuple[str, date], tuple[Paper, Review]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def of(self, file: File, on: date) -> tuple[Paper, Review]:
        """The file's paper and its review. Raises Unreadable."""
        key = (hashlib.sha256(file.name.encode() + b"\0" + file.content).hexdigest(), on)
        with self.lock:
            if found := self.kept.get(key):
                self.kept.move_to_end(key)
                return found
        paper = read_paper(file.content, file.name)
        try:
            with within(PAPER_SECONDS):
                found = paper, review_paper(paper, on)
        except TookTooLong:
            raise Unreadable(papers_words.TOO_LONG) from None
        with self.lock:
            self.kept[key] = found
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        return found


_REVIEWED = Reviewed()


def reading_of(file: File, contract: Contract | None, desk: Desk) -> PaperReading:
    """A file as it reads by the law of today; with the decisions on the contract whose file it is.

    Raises Unreadable.
    """
    paper, review = _REVIEWED.of(file, desk.today)
    decided = decisions_of(contract, desk) if contract else {}
    items = checklist(desk).items
    rows = tuple(ReviewRow(item, review.provisions[item.id], decided.get(item.id)) for item in items)
    return PaperReading(file.name, paper, review, rows)
