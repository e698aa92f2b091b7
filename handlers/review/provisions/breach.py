"""Does the paper describe how the vendor notifies the board of a breach, within the times of the law?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.coverage import HEDGE
from handlers.review.lexicon import spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

TELLS = r"{notify}"
OF_BREACH = r"{breach}"
LATEST_INFORMATION, LATEST_OTHER = 30, 60
"""Days of the law's duties to tell the board; a test holds them to the law."""
HALF = 0.5
"""Of a day, as months and hours do not come out even."""
OTHER_BREACH = (
    r"material breach|breach(?:es)? (?:of|by|in) (?:this|the|these|any|its|BOARD|VENDOR|either)?(?: \w+)? ?(?:agreement|contract|terms|dpa|obligation|warrant\w*|representation|covenant|party|duty)|materially breach\w*|"
    r"fail\w* to cure|cure period|remedy (?:the|such)|warranty|liabilit|costs? of|indemnif|insurance|copyright|infring\w*|virus\w*|flooding|damages"
)
"""A breach of another kind, or the money for one."""
STEPS = (
    r"(?:notice|notification|writing|report|it|notify|letter|message|we|VENDOR) …… (?:include|contain|state|describe|tell|recite|give|set out|cover|list|say|explain|identify|detail)\w* …… (?:nature|what happened|date|when|cause|categor|type|data|DATA|number|students|who|steps|facts|record|affected|FAMILY|extent)",
    r"{notify} …… (?:by|via|through|at|using|in) (?:\w+ ){0,5}(?:{channel}|writing|written)",
    r"(?:telephone|phone|call|e-?mail|write)\w* …… (?:BOARD|superintendent|contact|officer)",
    r"{channel} …… {notify}",
    r"(?:describ|includ|contain|with)\w* …… (?:nature|facts|scope|what happened|categories|types?|number of|cause|dates?|steps|remed\w+|cure)",
    r"written notice|in writing|written (?:report|notification|summary)|to the (?:superintendent|designated|privacy|technology)",
)
WILL = r"(?:sees? fit|decid\w+|consider\w*|deem\w*|choos\w+|judg\w+|think\w*|discretion|opinion|feel\w*|elect\w*|believ\w+ (?:\w+ ){0,4}(?:necessary|appropriate|useful)|material)"
"""The vendor's own judgment."""
AT_WILL = (
    r"(?:VENDOR|it) determines[^.;]{0,60}?(?:judgment|discretion|warranted|appropriate|advisable)",
    r"waives? …… {notify}|yearly (?:\w+ )?report|annual (?:\w+ )?report",
    r"{notify} …… at the option of VENDOR|(?:annual|yearly) report",
    r"{not} (?:undertake|promise|agree|commit) to (?:\w+ )?{notify}",
    rf"{{notify}} …… (?:if|when|where|as|whether|unless|which) (?:and (?:when|as) )?(?:VENDOR|it|in (?:its|VENDOR)) (?:\w+,? ){{0,6}}{WILL}",
    rf"(?:if|when|where|whether|unless) (?:and (?:when|as) )?(?:VENDOR|it|in (?:its|VENDOR)) (?:\w+,? ){{0,6}}{WILL} …… {{notify}}",
    r"(?:VENDOR|it) (?:\w+,? ){0,8}(?:decide|judge|determine|choose)s? (?:whether|if|when) …… {notify}",
    r"(?:sole|absolute|own|its|VENDOR) discretion …… {notify}|{notify} …… (?:sole |absolute |own )?discretion",
    r"{not} (?:\w+,? ){0,6}(?:obligat\w+|require\w*|duty|undertak\w*|bound|promise|commit\w*|responsib\w+) (?:to |for )?(?:\w+,? ){0,4}{notify}",
    r"VENDOR (?:\w+ ){0,3}(?:{not}) (?:\w+ ){0,2}(?:notify|tell|inform|report|announce|send|give)\w*",
    r"VENDOR {may},? (?:but (?:is|are|need) not|at)[^.;]{0,60}{notify}",
)
"""Notice as the vendor pleases, or none."""


TOUCHES = r"{breach}|{notify}"
"""Words without which a clause has nothing to do with the item."""


def read_breach(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    notices = sorted((read for read in promises if _told(read)), key=_strength)
    at_will = [read for read in promises if _at_will(read)]
    firm = [read for read in notices if read not in at_will]
    if at_will:
        return contradicted([*at_will, *firm], words.BREACH_AT_WILL)
    if not firm:
        return absent(words.NO_BREACH)
    return _in_time(firm, reading) or _described(firm, reading)


def _in_time(firm: list[ReadClause], reading: ReadPaper) -> ItemVerdict | None:
    """That the board is told too late, where the times say so."""
    days = min(_to_board_days(firm, reading), default=0)
    if days > LATEST_OTHER + HALF:
        return contradicted(_late_first(firm), words.BREACH_TOO_LATE)
    if days > LATEST_INFORMATION + HALF and not _open(firm, reading):
        return weak(_late_first(firm), words.BREACH_LATE)
    return None


def _described(firm: list[ReadClause], reading: ReadPaper) -> ItemVerdict:
    """Whether it is told how and by when the board hears."""
    if _open(firm, reading):
        return weak(_blank_first(firm, reading), words.BLANK)
    to_board = [read for read in firm if any(other.says("BOARD") for other in _near(read, reading))]
    if not to_board:
        return weak(firm, words.BREACH_OTHERS)
    steps = sum(any(other.says(pattern) for other in _near(to_board[0], reading)) for pattern in STEPS)
    if all(read.says(HEDGE) for read in to_board):
        return weak(to_board, words.HEDGED)
    if steps > 1 or _to_board_days(firm, reading):
        return present(to_board, words.BREACH)
    return weak(to_board, words.BREACH_BARE)


def _open(firm: list[ReadClause], reading: ReadPaper) -> bool:
    """Whether a place is left blank there."""
    return any(other.blank for read in firm for other in _near(read, reading))


def _at_will(read: ReadClause) -> bool:
    """Whether notice is given as the vendor pleases, or refused."""
    if not (read.says(OF_BREACH) or read.under(OF_BREACH)) or not read.says("DATA|FAMILY|BOARD|information|{breach}"):
        return False
    if read.says("disable|suspend|third part\\w+|without BOARD|prior written consent"):
        return False
    return (
        any(read.says(pattern) for pattern in AT_WILL)
        and not read.says(OTHER_BREACH)
        and not read.says("{not} (?:\\w+ ){0,3}(?:delay|later|wait)|copyright|infring\\w*")
    )


def _to_board_days(firm: list[ReadClause], reading: ReadPaper) -> list[float]:
    """The times within which the board is told; else any time that is given."""
    near = list(dict.fromkeys(other for read in firm for other in _near(read, reading)))
    to_board = [day for other in near if other.says("BOARD|you") for day in _days(other)]
    return to_board or [day for other in near for day in _days(other)]


def _told(read: ReadClause) -> bool:
    """Whether somebody is told of a breach of the data."""
    if not read.says(TELLS) or not (read.says(OF_BREACH) or read.under(OF_BREACH)):
        return False
    if not read.says("(?:VENDOR|we) …… {notify}|{notify} …… BOARD|BOARD …… (?:be )?(?:{notify})|{notify}"):
        return False
    if read.says(
        r"BOARD (?:\w+ ){0,3}(?:shall|will|must|agrees? to) (?!be |hear)(?:\w+ ){0,4}(?:notify|inform|report|tell)\b"
    ):
        return read.says("VENDOR …… (?:shall|will|must) (?:\\w+ ){0,3}(?:notify|inform|report|tell)")
    if read.says(OTHER_BREACH):
        return False
    if not read.says(
        "DATA|security|breach|unauthorized|FAMILY|information|leak\\w*|stolen|hack\\w*"
    ) and not read.under("breach|security|DATA"):
        return False
    return read.says("DATA|{breach}") and (
        read.says("VENDOR|BOARD|{notify} …… within|hours?|days?") or read.under(OF_BREACH)
    )


def _near(read: ReadClause, reading: ReadPaper) -> list[ReadClause]:
    return [
        other
        for other in reading.around(read, 1, 3)
        if other is read
        or (
            (
                not other.says("on-road")
                and other.says("{breach}|notice|notif\\w+|{notify}|discover\\w*|outer limit|later than")
            )
            or other.clause.lead == read.clause.lead != ""
        )
    ]


def _days(read: ReadClause) -> list[float]:
    """The times within which it is told."""
    if not read.says("within|later than|more than|{notify}|after|hours?|outer limit|of discover\\w*"):
        return []
    if read.says("(?:on |the )?same day"):
        return [1]
    return [
        day
        for day in spans_in(read.own)
        if not read.says(r"cure|retain|keep|delete|credit monitoring|FAMILY within|update[sd]? every")
    ]


def _late_first(reads: list[ReadClause]) -> list[ReadClause]:
    return sorted(reads, key=lambda read: -max(_days(read), default=0))


def _blank_first(reads: list[ReadClause], reading: ReadPaper) -> list[ReadClause]:
    near = [other for read in reads for other in _near(read, reading) if other.blank]
    return [*near, *reads]


def _strength(read: ReadClause) -> int:
    return (
        -4 * read.says("VENDOR …… {notify} …… BOARD|{notify} BOARD")
        - 3 * bool(_days(read))
        - 2 * read.says("{breach}")
        - 2 * read.under(OF_BREACH)
        - read.says("DATA")
    )
