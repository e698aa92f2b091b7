"""Does the paper say that the vendor and the board both ensure compliance with FERPA?"""

from handlers.review import words
from handlers.review.clauses import ClauseKind
from handlers.review.coverage import COVERAGE
from handlers.review.lexicon import Lists
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("ferpa")


def read_ferpa(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    mentions = [read for read in reading.promises if _names(read)]
    denied = [read for read in mentions if read.says(P.denied)]
    both = [read for read in mentions if _both(read) and read not in denied]
    ours = [read for read in mentions if read.says(P.vendor_side) and read.says("{comply}") and not _their_side(read)]
    theirs = [
        read
        for read in [*mentions, *(near for read in ours for near in reading.around(read, 1, 1))]
        if _their_side(read) and read not in ours
    ]
    recited = [*reading.of_kind(ClauseKind.RECITAL), *reading.of_kind(ClauseKind.DEFINITION)]
    touched = ours or theirs or mentions or sorted(filter(_names, recited), key=lambda read: read.at)
    return decide(
        contradicted(() if both else denied, words.FERPA_DENIED, mentions),
        present((read for read in both if not read.blank and not read.says(COVERAGE.hedge)), words.FERPA),
        present([*ours[:1], *theirs] if ours and theirs else (), words.FERPA),
        weak(_complying_first(both), words.BLANK),
        weak(_complying_first(touched), words.FERPA_ONE),
        absent(words.NO_FERPA),
    )


def _complying_first(reads: list[ReadClause]) -> list[ReadClause]:
    return sorted(reads, key=lambda read: -read.says("{comply}"))


def _names(read: ReadClause) -> bool:
    return read.says("{ferpa}") or (read.under("{ferpa}[^›]*$") and read.says("{comply}"))


def _both(read: ReadClause) -> bool:
    titled = read.under("{ferpa}[^›]*$") and read.says("{comply}", "VENDOR", "BOARD", P.both_words)
    return titled or read.says(P.both)


def _their_side(read: ReadClause) -> bool:
    """Whether it binds the board alone."""
    return read.says(P.board_side) and not read.says(P.vendor_helps) and not read.says(P.vendor_complies)
