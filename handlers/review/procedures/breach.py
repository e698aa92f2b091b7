"""Does the paper describe how the vendor notifies the board of a breach, within the times of the law?"""

from __future__ import annotations

from handlers.review import why_words as words
from handlers.review.reading.read import Read, Reading
from handlers.review.reading.times import spans_in
from handlers.review.reading.verdict import Verdict, absent, contradicted, present, weak

TELLS = r"{notify}"
OF_BREACH = r"{breach}"
STEPS = (
    r"(?:notice|notification|writing|report|it|notify|letter|message|we|VENDOR) …… (?:include|contain|state|describe|tell|recite|give|set out|cover|list|say|explain|identify|detail)\w* …… (?:nature|what happened|date|when|cause|categor|type|data|DATA|number|students|who|steps|facts|record|affected|FAMILY|extent)",
    r"{notify} …… (?:by|via|through|at|using|in) (?:\w+ ){0,5}(?:{channel}|writing|written)",
    r"(?:telephone|phone|call|e-?mail|write)\w* …… (?:BOARD|superintendent|contact|officer)",
    r"{channel} …… {notify}",
    r"(?:describ|includ|contain|with)\w* …… (?:nature|facts|scope|what happened|categories|types?|number of|cause|dates?|steps|remed\w+|cure)",
    r"written notice|in writing|written (?:report|notification|summary)|to the (?:superintendent|designated|privacy|technology)",
)
AT_WILL = (
    r"{notify} …… (?:if|when|where|as|whether|unless) (?:and (?:when|as) )?(?:VENDOR|we|it|in (?:our|its|VENDOR)) (?:\w+,? ){0,6}(?:sees? fit|decid\w+|determin\w+|consider\w*|deem\w*|believ\w+|choos\w+|judg\w+|think\w*|discretion|opinion|view|feel\w*|elect\w*|find\w*)",
    r"(?:if|when|where|whether|unless) (?:and (?:when|as) )?(?:VENDOR|we|it|in (?:our|its|VENDOR)) (?:\w+,? ){0,6}(?:sees? fit|decid\w+|consider\w*|deem\w*|choos\w+|judg\w+|think\w*|discretion|opinion|feel\w*) …… {notify}",
    r"(?:sole|absolute|own|reasonable|our|its|VENDOR) discretion …… {notify}|{notify} …… (?:sole |absolute |own )?discretion",
    r"{not} (?:\w+,? ){0,6}(?:obligat\w+|require\w*|duty|undertak\w*|bound|promise|commit\w*|responsib\w+|be) (?:\w+,? ){0,6}{notify}",
    r"VENDOR (?:\w+ ){0,3}(?:will|shall|does|do|need) (?:{not}) (?:\w+ ){0,4}{notify}",
    r"{may},? (?:but (?:is|are|need) not|at)[^.;]{0,60}{notify}",
    r"{not} (?:\w+ ){0,3}(?:notice|notification)s? (?:\w+ ){0,4}(?:of|will|is|shall|about|for)",
)


def read_breach(reading: Reading) -> Verdict:
    """What the paper does with the item."""
    told = sorted((read for read in reading.promises if _told(read)), key=_strength)
    at_will = [read for read in told if any(read.says(pattern) for pattern in AT_WILL)] or [
        read for read in reading.promises if read.says(OF_BREACH, "DATA|VENDOR") and any(read.says(pattern) for pattern in AT_WILL)
    ]
    firm = [read for read in told if read not in at_will]
    if at_will and not any(_timed(read, reading) for read in firm):
        return contradicted([*at_will, *firm], words.BREACH_AT_WILL)
    if not firm:
        return absent(words.NO_BREACH)
    days = [day for read in firm for other in _near(read, reading) for day in _days(other)]
    if days and min(days) > words.LATEST_OTHER:
        return contradicted(_late_first(firm, reading), words.BREACH_TOO_LATE)
    if any(other.blank for read in firm for other in _near(read, reading)):
        return weak(_blank_first(firm, reading), words.BLANK)
    to_board = [read for read in firm if any(other.says("BOARD") for other in _near(read, reading))]
    if not to_board:
        return weak(firm, words.BREACH_OTHERS)
    if days and min(days) > words.LATEST_INFORMATION:
        return weak(_late_first(firm, reading), words.BREACH_LATE)
    if days or sum(any(other.says(pattern) for other in _near(to_board[0], reading)) for pattern in STEPS) >= 2:
        return present(to_board, words.BREACH)
    return weak(to_board, words.BREACH_BARE)


def _told(read: Read) -> bool:
    """Whether somebody is told of a breach of the data."""
    if not read.says(TELLS) or not (read.says(OF_BREACH) or read.under(OF_BREACH)):
        return False
    if not read.says("(?:VENDOR|we) …… {notify}|{notify} …… BOARD|BOARD …… (?:be )?(?:{notify})|{notify}"):
        return False
    if read.says(r"BOARD (?:\w+ ){0,3}(?:shall|will|must|agrees? to) (?:\w+ ){0,4}(?:notify|inform|report|tell)|material breach|breach of (?:this|the|these|any) (?:agreement|contract|terms|dpa|obligation|warrant\w*|representation)|fail\\w* to cure|cure period|remedy (?:the|such)|warranty|liabilit|costs? of|indemnif|insurance"):
        return read.says("VENDOR …… (?:shall|will|must) (?:\\w+ ){0,3}(?:notify|inform|report|tell)")
    if not read.says("DATA|security|breach|unauthorized|FAMILY|information") and not read.under("breach|security|DATA"):
        return False
    return read.says("DATA|{breach}") and (read.says("VENDOR|BOARD|{notify} …… within|hours?|days?") or read.under(OF_BREACH))


def _near(read: Read, reading: Reading) -> list[Read]:
    return [
        other for other in reading.around(read, 1, 3)
        if other is read or (not other.says("on-road") and other.says("{breach}|notice|notif\\w+|{notify}|discover\\w*|outer limit|later than") or other.clause.lead == read.clause.lead != "")
    ]


def _days(read: Read) -> list[float]:
    """The times within which it is told."""
    if not read.says("within|later than|more than|{notify}|after|hours?|outer limit|of discover\\w*"):
        return []
    if read.says("(?:on |the )?same day"):
        return [1]
    return [day for day in spans_in(read.own) if not read.says(r"cure|retain|keep|delete|credit monitoring|FAMILY within|update[sd]? every")]


def _timed(read: Read, reading: Reading) -> bool:
    return any(_days(other) for other in _near(read, reading))


def _late_first(reads: list[Read], reading: Reading) -> list[Read]:
    return sorted(reads, key=lambda read: -max(_days(read), default=0))


def _blank_first(reads: list[Read], reading: Reading) -> list[Read]:
    near = [other for read in reads for other in _near(read, reading) if other.blank]
    return [*near, *reads]


def _strength(read: Read) -> int:
    return (
        -4 * read.says("VENDOR …… {notify} …… BOARD|{notify} BOARD")
        - 3 * bool(_days(read))
        - 2 * read.says("{breach}")
        - 2 * read.under(OF_BREACH)
        - read.says("DATA")
    )
