"""What was learned of the provisions has a vote beside the rules: what both see stands, and in doubt it is weak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handlers.review import why_words
from handlers.review.passages.clause import ClauseKind
from handlers.review.reading.read import ReadClause, ReadPaper
from handlers.review.reading.verdict import ItemVerdict, absent, contradicted, present, weak
from handlers.review.review import ItemStatus

if TYPE_CHECKING:
    from knowledge.provisions.reader import ItemShares, ProvisionReader

READ = frozenset({ClauseKind.PROMISE, ClauseKind.RECITAL, ClauseKind.DEFINITION})
"""What can tell something of a provision."""
LEAD = 200
"""Characters of the words that lead to a clause."""
LONG = 150
"""Clauses of a paper from which the rules alone read it: most of them are about other things, and some sound alike."""
FEW = 10
"""Clauses of a text below which it is no whole paper, and the rules alone read it."""
AGAINST, BACKED = 0.4, 0.2
"""Share from which it is contradicted: in any case, and where the rules read that too."""
ENOUGH = 0.68
"""Share from which it is present, or absent: in doubt it is weak."""

ELSEWHERE = frozenset({why_words.PART, why_words.BLANK})
"""Why a clause that sounds right is weak, for what stands elsewhere in the paper or not at all."""


class Learned:
    """What the learned reader makes of a paper."""

    def __init__(self, reading: ReadPaper, provisions: ProvisionReader) -> None:
        self._provisions = provisions
        self._reads = tuple(read for read in reading.all if read.clause.kind in READ)
        self._weighed: Mapping[str, ItemShares] = {}
        if FEW <= len(reading.all) <= LONG:
            self._weighed = provisions.weigh([text_of(read) for read in self._reads])

    def vote(self, item: str, verdict: ItemVerdict) -> ItemVerdict:
        """The verdict on an item, by the rules' verdict and the shares."""
        if not (self._reads and self._weighed):
            return verdict
        status = self._voted(item, verdict.status)
        if status is verdict.status or (status is ItemStatus.PRESENT and verdict.why in ELSEWHERE):
            return verdict
        if status is ItemStatus.ABSENT:
            return absent(why_words.UNLIKELY)
        read = self._reads[self._weighed[item].telling[status]]
        reads = verdict.reads if status is ItemStatus.WEAK and verdict.reads else (read,)
        torn = status is ItemStatus.WEAK and verdict.status is ItemStatus.PRESENT
        return MADE[status](reads, why_words.TORN if torn else why_words.LEARNED[status])

    def _voted(self, item: str, ruled: ItemStatus) -> ItemStatus:
        """The status that the shares and the rules come to; what the rules read as contradicted is never present."""
        shares = self._provisions.beside_rules(self._weighed[item].shares, ruled)
        share = dict(zip(ORDER, map(float, shares), strict=True))
        if share.pop(ItemStatus.CONTRADICTED) > (BACKED if ruled is ItemStatus.CONTRADICTED else AGAINST):
            return ItemStatus.CONTRADICTED
        status = max(share, key=share.__getitem__)
        if status is ItemStatus.PRESENT and ruled is ItemStatus.CONTRADICTED:
            return ItemStatus.WEAK
        return status if share[status] >= ENOUGH else ItemStatus.WEAK


ORDER = (ItemStatus.PRESENT, ItemStatus.WEAK, ItemStatus.CONTRADICTED, ItemStatus.ABSENT)
"""The statuses as their shares stand."""
MADE = {ItemStatus.PRESENT: present, ItemStatus.WEAK: weak, ItemStatus.CONTRADICTED: contradicted}


def text_of(read: ReadClause) -> str:
    """A clause as it is learned: with the nearest heading and the words that lead to it."""
    heading = read.clause.heading.rsplit("›", 1)[-1].strip()
    words = f"{read.clause.lead[-LEAD:]} {read.clause.text}".strip()
    return f"{heading} › {words}" if heading else words
