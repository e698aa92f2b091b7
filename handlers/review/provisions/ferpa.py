"""Does the paper say that the vendor and the board both ensure compliance with FERPA?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.clauses import ClauseKind
from handlers.review.coverage import HEDGE
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

BOTH = (
    r"VENDOR …… {comply} …… {ferpa} …… BOARD …… {comply} …… {ferpa}",
    r"{ferpa} …… {both} (?:must|shall|will) (?:keep|follow|obey|observe)",
    r"{ferpa} …… {both} …… {comply}",
    r"VENDOR …… BOARD …… alike …… {ferpa}|{ferpa} …… VENDOR …… BOARD …… alike|BOARD …… VENDOR …… alike …… {ferpa}",
    r"{comply} …… {ferpa} …… by VENDOR and (?:by )?BOARD",
    r"VENDOR {comply} {ferpa},? and so do(?:es)? BOARD",
    r"{both} …… {comply} …… {ferpa}",
    r"{both} …… {ferpa} …… {comply}",
    r"{comply} …… {ferpa} …… {both}",
    r"{ferpa} …… {comply} …… {both}",
    r"{ferpa} …… (?:binds?|bound|applies to) …… {both}",
    r"{both} …… (?:bound|governed) …… {ferpa}",
)
DENIED = (
    r"{not} (?:ours|VENDOR),? …… {ferpa}|{ferpa} …… {not} (?:ours|VENDOR)\b",
    r"{ferpa} (?:imposes|places|puts|lays) no …… ",
    r"{ferpa} …… (?:falls?|rests?|lies) (?:\w+ ){0,3}on BOARD alone",
    r"(?:obligation|duty|responsibility) under {ferpa} …… BOARD alone",
    r"{not} (?:\w+,? ){0,6}(?:subject to|bound by|covered by|regulated by|governed by|obligat\w+ (?:\w+ ){0,3}under|appl\w+ of) (?:the )?{ferpa}",
    r"{not} (?:\w+,? ){0,6}(?:responsib\w+|warrant\w*|represent\w*|undertake\w*|claim\w*|assume\w*|certif\w+|promise\w*|obligation\w*) …… {ferpa}",
    r"{ferpa} …… {not} (?:\w+ ){0,3}(?:appl\w+|bind\w*|concern|cover|reach|govern|VENDOR (?:concern|responsib\w+|problem|duty))",
    r"{ferpa} …… (?:is|are|rests?|remains?|lies) (?:\w+ ){0,3}(?:sole|entire|exclusive)\w* (?:\w+ ){0,4}(?:responsib\w+|duty|obligation|matter|concern)",
    r"(?:sole|entire|exclusive)(?:ly)? (?:\w+ ){0,3}responsib\w+ …… {ferpa}|{ferpa} …… (?:sole|entire|exclusive)ly (?:\w+ ){0,3}(?:responsib\w+|BOARD)",
    r"BOARD (?:alone|only|and not VENDOR) …… {ferpa}|{ferpa} …… BOARD alone",
    r"{not} (?:an? |the )?{ferpa}[ -](?:covered|regulated|subject)",
    r"waives? …… {ferpa}",
)
VENDOR_SIDE = r"VENDOR(?! and BOARD| or BOARD) …… {comply} …… {ferpa}|{ferpa} …… VENDOR …… {comply}|VENDOR …… {ferpa}"
BOARD_SIDE = r"BOARD[^.;]{0,30}?(?:represents|warrants|agrees)[^.;]{0,40}?: (?:it )?(?:\w+ ){0,3}{comply} …… {ferpa}|BOARD (?:shall|will|must|does|agrees to|undertakes to)? ?(?:ensure )?(?:likewise|the same|do so|also)|BOARD(?! and VENDOR| or VENDOR) (?:\w+ ){0,6}{comply} …… {ferpa}|BOARD …… {shall} …… {comply} …… {ferpa}"


def read_ferpa(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    mentions = [read for read in reading.promises if _names(read)]
    denied = [read for read in mentions if any(read.says(pattern) for pattern in DENIED)]
    both = [read for read in mentions if _both(read) and read not in denied]
    if denied and not both:
        return contradicted([*denied, *mentions], words.FERPA_DENIED)
    firm = [read for read in both if not read.blank and not read.says(HEDGE)]
    if firm:
        return present(firm, words.FERPA)
    ours = [read for read in mentions if read.says(VENDOR_SIDE) and read.says("{comply}") and not _their_side(read)]
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
    titled = read.under("{ferpa}[^›]*$") and read.says(
        "{comply}", "VENDOR", "BOARD", "(?:so|too|both|each|also|likewise)"
    )
    return titled or any(read.says(pattern) for pattern in BOTH)


def _their_side(read: ReadClause) -> bool:
    """Whether it binds the board alone."""
    return (
        read.says(BOARD_SIDE)
        and not read.says("VENDOR …… (?:supports?|assists?|helps?|understands?|recogni[sz]es?)")
        and not read.says("VENDOR (?:\\w+ ){0,3}(?:shall|will|must|agrees?|complies) …… {ferpa}")
    )
