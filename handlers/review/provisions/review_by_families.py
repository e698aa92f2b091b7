"""Does the paper describe how families review personal data and correct the record?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.lexicon import spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

WANTS = (
    r"FAMILY … (?:ask|request)\w* … (?:information|DATA|records)|FAMILY …… (?:{see}|{mend})|(?:{see}|{mend}) …… FAMILY"
)
HOW = (
    r"{channel}",
    r"FAMILY[^.;]{0,60}?(?:contact|speak|talk|fil|writ|appl|ask|submit|go|goes|call|log|sign|visit|bring|send|fill|tap|press|click)\w* …… (?:BOARD|VENDOR|office|teacher|school|form|slip|portal|page|link|app|code|card|at)",
    r"(?:directed|referred|sent|pointed) (?:\w+ ){0,3}to BOARD",
    r"(?:BOARD|VENDOR|office|teacher),? (?:\w+,? ){0,5}(?:suppl(?:y|ies)|rectif\w+|forward|relay|refer|pass|hand|print|produce|furnish|pull|open|export|edit|mend|correct|amend|make|fix|turn on|answer|respond|show|provide)\w*",
    r"through (?:\w+ ){0,3}(?:BOARD|school|teacher|principal)|via BOARD|by applying|in writing|written request",
)
"""How families reach their data: two of these, or one and a time, are a way."""
REFUSED = (
    r"FAMILY …… VENDOR (?:\w+ )?{not} (?:give|change|show|correct|release|hand)\w*",
    r"DATA (?:\w+ ){0,4}(?:is|are) {not} (?:\w+ )?available to FAMILY",
    r"(?:access|review|correction)s? by FAMILY …… {not} (?:permitted|allowed|possible|provided|available)",
    r"requests? from FAMILY …… (?:declined|refused|denied|rejected|ignored)",
    r"FAMILY …… (?:{see}|{mend}) …… (?:no way|out of luck)",
    r"VENDOR (?:\w+ ){0,2}{not} (?:deal|communicate|speak) with FAMILY",
    r"(?:FAMILY|they) (?:\w+ ){0,3}neither (?:{see}|{mend})",
    r"FAMILY (?:have|has) no (?:access|means|way|right)",
    r"VENDOR …… {not} …… (?:show|hand over|provide|give|grant|allow|permit|offer|open|act on|entertain|honou?r|accept|consider|process|answer|respond|deal|take|handle|do|make|let)\w* …… (?:FAMILY|requests?|corrections?|them)",
    r"FAMILY (?:\w+,? ){0,5}(?:{not}|cannot) (?:\w+,? ){0,5}(?:{see}|{mend}|entitled|right|request|obtain|be (?:shown|given))",
    r"(?:turn(?:s|ed)? down|rejects?|refuses?|declines?|ignores?) …… (?:request|FAMILY|{see}|{mend})",
    r"(?:requests? …… (?:FAMILY|them)|FAMILY … requests?) …… {not} (?:\w+ )?(?:be )?(?:entertain|accept|act|honou?r|process|answer|consider|grant)\w*",
    r"{not} subject to (?:review|correction|change|amendment)",
    r"(?:access|review|inspection|correction) …… {not} (?:\w+ )?(?:available|offered|provided|given|open) …… FAMILY",
    r"VENDOR …… {not} (?:\w+ ){0,4}(?:duty|obligation|able|required|obliged) …… FAMILY",
)
OTHER_MATTER = r"consent|collect|condition|charge|research|permits? the release|paper|sell|sold|rent|advertis\w*|market\w*|profile|retain|publish|third part\w*|delet\w+|breach|automated|limit access|target|unless FAMILY|without (?:\w+ )?FAMILY|password"
SOFT = r"honou?r that|entitle\w*|VENDOR believes?|cooperat\w+|assist\w*|support\w*|to the extent|where (?:practicable|feasible)|reasonable|good faith|work with|help\w*"


TOUCHES = r"FAMILY|{mend}|they|them|families"
"""Words without which a clause has nothing to do with the item."""


def read_review(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    granted = [read for read in promises if _wanted(read) or _answers(read)]
    refused = [read for read in promises if _refused(read)]
    groups = [(read, _near(read, reading)) for read in granted]
    full = [(read, near) for read, near in groups if _whole(near) and _described(near)]
    firm = [(read, near) for read, near in full if not _open(read, near)]
    if refused:
        return contradicted([*refused, *granted], words.FAMILIES_REFUSED)
    if firm:
        best = min(firm, key=lambda pair: _strength(pair[0]))
        return present(
            [best[0], *(other for other in best[1] if other is not best[0] and _telling(other))], words.REVIEW
        )
    if full or any(_open(read, near) for read, near in groups):
        return weak([read for read, _ in full or groups], words.BLANK)
    if granted:
        both = any(_whole(near) for _, near in groups)
        return weak(sorted(granted, key=_strength), words.REVIEW_BARE if both else words.REVIEW_HALF)
    return absent(words.NO_REVIEW)


def _wanted(read: ReadClause) -> bool:
    """Whether families can see or correct their data there."""
    if read.says("(?:teachers?|staff) (?:{may} )(?:\\w+ ){0,2}(?:{see}|{mend})") and not read.says(
        "FAMILY (?:\\w+ ){0,3}(?:{may}|{shall}|request|ask|has|have)|by FAMILY|to FAMILY"
    ):
        return False
    if _refused(read) or not read.says(WANTS):
        return False
    if not (
        read.says(
            "DATA|information|record|account|entr(?:y|ies)|mistake|error|what|access (?:and|or) correction|progress|page|grades|profile|inaccura\\w+|it"
        )
        or read.under("{see}|{mend}")
    ):
        return False
    return read.says(
        r"to {see} (?:or|and) {mend} … DATA|FAMILY (?:who )?(?:ask|request)\w* …… (?:information|DATA|records)|(?:see|look at|view|inspect|challenge|correct|fix) (?:\w+ ){0,3}(?:FAMILY|their|your DATA)|FAMILY[^.;]{0,60}?\b(?:{may}|{shall}|wish\w*|want\w*|request\w*|ask\w*|has|have|who|would|seek\w*|review\w*|{see}|{mend}|believes?|finds?|log|right)|"
        r"(?:allow|enable|permit|let|assist|help|right|request|inquir|protocol|procedure|process|show|give|provide|make)\w* …… FAMILY|by FAMILY|from FAMILY|FAMILY request|FAMILY access"
    ) and not read.says(
        r"access (?:to )?(?:the )?(?:service|site|app|platform)(?! data)|consent|sign up|create an account|unauthorized|breach|grants?\\b|licen[sc]e|cleared|defam\\w*|subscription"
    )


def _answers(read: ReadClause) -> bool:
    """Whether it answers how families see and correct their data."""
    return read.under("FAMILY[^›]*{see}[^›]*{mend}[^›]*$|{see}[^›]*{mend}[^›]*FAMILY[^›]*$") and any(
        read.says(pattern) for pattern in HOW
    )


def _refused(read: ReadClause) -> bool:
    """Whether families are refused."""
    if not read.says("{see}|{mend}|show|request", "FAMILY|them") or read.says(OTHER_MATTER):
        return False
    if read.says(
        r"{not} (?:\w+ ){0,3}(?:respond|reply|answer|communicate) (?:\w+ ){0,2}directly|refer|forward|redirect|direct (?:them|the|FAMILY)|instead|contact BOARD|through BOARD|within \w+ (?:\(\d+\) )?days"
    ):
        return False
    return any(read.says(pattern) for pattern in REFUSED)


def _near(read: ReadClause, reading: ReadPaper) -> list[ReadClause]:
    """The clause, and those beside it that go on about it."""
    return [
        other
        for other in reading.around(read, 2, 3)
        if other is read
        or (other.at == read.at + 1 and other.blank)
        or (
            other.says("FAMILY|correct\\w*|request|amend\\w*|review|BOARD") and not other.says("{breach}|marketed|sell")
        )
    ]


def _whole(near: list[ReadClause]) -> bool:
    """Whether families can both see and correct their data."""
    telling = [other for other in near if _telling(other)]
    titled = near[0].under("{see}") and near[0].under("{mend}")
    return titled or (any(other.says("{see}") for other in telling) and any(other.says("{mend}") for other in telling))


def _open(read: ReadClause, near: list[ReadClause]) -> bool:
    """Whether the way is left to be filled in: in the clause, or in what its colon leads to."""
    return any(
        other.blank
        for other in near
        if other is read or (other.at == read.at + 1 and read.own.endswith(":")) or (other.blank and _telling(other))
    )


def _telling(read: ReadClause) -> bool:
    return read.says("{see}|{mend}") and read.says("FAMILY|request|correction|DATA|error|BOARD")


def _described(near: list[ReadClause]) -> bool:
    """Whether the way is told: two steps, or one and a time."""
    told = [other for other in near if not other.says(SOFT) or other.says("{channel}|forward|refer|through|within")]
    steps = sum(any(other.says(pattern) for other in told) for pattern in HOW)
    timed = any(spans_in(other.own) for other in told if _telling(other))
    alone = any(
        other.says("(?:log|sign)(?:ging|ing)? in(?:to)?|portal|settings", "{see}", "{mend}", "FAMILY") for other in told
    )
    return alone or steps + timed >= 2


def _strength(read: ReadClause) -> int:
    return (
        -3 * read.says("{see}", "{mend}")
        - 2 * read.says("FAMILY", "{channel}")
        - 2 * read.under("{see}|{mend}|parent|FAMILY")
        - 2 * any(read.says(pattern) for pattern in HOW)
        - read.says("correct\\w*|amend\\w*|inaccura\\w+")
        - read.says("DATA")
    )
