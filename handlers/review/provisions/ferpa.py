"""Does the paper say that the vendor and the board both ensure compliance with FERPA?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.clauses import ClauseKind
from handlers.review.coverage import COVERAGE
from handlers.review.lexicon import Lists
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

P = Lists("ferpa")


def read_ferpa(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    mentions = [read for read in reading.promises if _names(read)]
    denied = [read for read in mentions if read.says(P.denied)]
    both = [read for read in mentions if _both(read) and read not in denied]
    if denied and not both:
        return contradicted([*denied, *mentions], words.FERPA_DENIED)
    firm = [read for read in both if not read.blank and not read.says(COVERAGE.hedge)]
    if firm:
        return present(firm, words.FERPA)
    ours = [read for read in mentions if read.says(P.vendor_side) and read.says("{comply}") and not _their_side(read)]
    theirs = [
        read
        for read in [*mentions, *(near for read in ours for near in reading.around(read, 1, 1))]
        if _their_side(read) and read not in ours
    ]
    if ours and theirs:
        return present([*ours[:1], *theirs], words.FERPA)
    touched = (
        both
        or ours
        or theirs
        or mentions
        or [
            read
            for read in reading.all
            if read.clause.kind in {ClauseKind.RECITAL, ClauseKind.DEFINITION} and _names(read)
        ]
    )
    if not touched:
        return absent(words.NO_FERPA)
    return weak(sorted(touched, key=lambda read: -read.says("{comply}")), words.BLANK if both else words.FERPA_ONE)


def _names(read: ReadClause) -> bool:
    return read.says("{ferpa}") or (read.under("{ferpa}[^›]*$") and read.says("{comply}"))


def _both(read: ReadClause) -> bool:
    titled = read.under("{ferpa}[^›]*$") and read.says("{comply}", "VENDOR", "BOARD", P.both_words)
    return titled or read.says(P.both)


def _their_side(read: ReadClause) -> bool:
    """Whether it binds the board alone."""
    return read.says(P.board_side) and not read.says(P.vendor_helps) and not read.says(P.vendor_complies)
