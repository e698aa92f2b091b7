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
AGAINST = 0.5
"""Share from which it is contradicted, whatever the rules say."""
BACKED, ALONE = 0.5, 0.8
"""Share from which it is present: where the rules say so too, and where they do not."""
SEEN = 0.1
"""Share that is enough where the rules read a contradiction."""
NOTHING = 0.5
"""Share from which it is absent although the rules read something."""


ELSEWHERE = frozenset({why_words.PART, why_words.BLANK})
"""Why a clause that sounds right is weak, for what stands elsewhere in the paper or not at all."""


class Learned:
    """What the learned reader makes of a paper."""

    def __init__(self, reading: ReadPaper, provisions: ProvisionReader) -> None:
        self._reads = tuple(read for read in reading.all if read.clause.kind in READ)
        self._weighed: Mapping[str, ItemShares] = {}
        if FEW <= len(reading.all) <= LONG:
            self._weighed = provisions.weigh([text_of(read) for read in self._reads])

    def vote(self, item: str, verdict: ItemVerdict) -> ItemVerdict:
        """The verdict on an item, by the rules' verdict and the shares."""
        if not (self._reads and self._weighed):
            return verdict
        share = self._shares(item)
        status = _voted(share, verdict.status)
        if status is verdict.status or (status is ItemStatus.PRESENT and verdict.why in ELSEWHERE):
            return verdict
        if status is ItemStatus.ABSENT:
            return absent(why_words.UNLIKELY)
        read = self._reads[self._weighed[item].telling[status]]
        reads = verdict.reads if status is ItemStatus.WEAK and verdict.reads else (read,)
        torn = status is ItemStatus.WEAK and verdict.status is ItemStatus.PRESENT
        return VERDICTS[status](reads, why_words.TORN if torn else why_words.LEARNED[status])

    def _shares(self, item: str) -> Mapping[ItemStatus, float]:
        shares = self._weighed[item].shares
        return dict(zip(ORDER, map(float, shares), strict=True))


ORDER = (ItemStatus.PRESENT, ItemStatus.WEAK, ItemStatus.CONTRADICTED, ItemStatus.ABSENT)
VERDICTS = {ItemStatus.PRESENT: present, ItemStatus.WEAK: weak, ItemStatus.CONTRADICTED: contradicted}


def text_of(read: ReadClause) -> str:
    """A clause as it is learned: with the nearest heading and the words that lead to it."""
    heading = read.clause.heading.rsplit("›", 1)[-1].strip()
    words = f"{read.clause.lead[-LEAD:]} {read.clause.text}".strip()
    return f"{heading} › {words}" if heading else words


def _voted(share: Mapping[ItemStatus, float], rules: ItemStatus) -> ItemStatus:
    """The status that the shares and the rules come to."""
    against = share[ItemStatus.CONTRADICTED]
    if against > AGAINST or (rules is ItemStatus.CONTRADICTED and against > SEEN):
        return ItemStatus.CONTRADICTED
    status = max((one for one in ORDER if one is not ItemStatus.CONTRADICTED), key=share.__getitem__)
    enough = BACKED if rules is ItemStatus.PRESENT else ALONE
    if status is ItemStatus.PRESENT and (rules is ItemStatus.CONTRADICTED or share[status] < enough):
        return ItemStatus.WEAK
    if status is ItemStatus.ABSENT and rules in {ItemStatus.PRESENT, ItemStatus.WEAK} and share[status] < NOTHING:
        return ItemStatus.WEAK
    return status
