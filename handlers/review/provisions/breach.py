"""Does the paper describe how the vendor notifies the board of a breach, within the times of the law?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.coverage import COVERAGE
from handlers.review.lexicon import Lists, spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

P = Lists("breach")

TELLS = r"{notify}"
OF_BREACH = r"{breach}"
LATEST_INFORMATION, LATEST_OTHER = 30, 60
"""Days of the law's duties to tell the board; a test holds them to the law."""
HALF = 0.5
"""Of a day, as months and hours do not come out even."""


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
    steps = sum(any(other.says(pattern) for other in _near(to_board[0], reading)) for pattern in P.steps)
    if all(read.says(COVERAGE.hedge) for read in to_board):
        return weak(to_board, words.HEDGED)
    if steps > 1 or _to_board_days(firm, reading):
        return present(to_board, words.BREACH)
    return weak(to_board, words.BREACH_BARE)


def _open(firm: list[ReadClause], reading: ReadPaper) -> bool:
    """Whether a place is left blank there."""
    return any(other.blank for read in firm for other in _near(read, reading))


def _at_will(read: ReadClause) -> bool:
    """Whether notice is given as the vendor pleases, or refused."""
    if not (read.says(OF_BREACH) or read.under(OF_BREACH)) or not read.says(P.about):
        return False
    if read.says(P.other_matter):
        return False
    return read.says(P.at_will) and not read.says(P.other_breach) and not read.says(P.not_late)


def _to_board_days(firm: list[ReadClause], reading: ReadPaper) -> list[float]:
    """The times within which the board is told; else any time that is given."""
    near = list(dict.fromkeys(other for read in firm for other in _near(read, reading)))
    to_board = [day for other in near if other.says(P.board) for day in _days(other)]
    return to_board or [day for other in near for day in _days(other)]


def _told(read: ReadClause) -> bool:
    """Whether somebody is told of a breach of the data."""
    if not read.says(TELLS) or not (read.says(OF_BREACH) or read.under(OF_BREACH)):
        return False
    if read.says(P.by_board):
        return read.says(P.by_vendor)
    if read.says(P.other_breach):
        return False
    if not read.says(P.of_data) and not read.under(P.heading):
        return False
    return read.says("DATA|{breach}") and (read.says(P.who_or_when) or read.under(OF_BREACH))


def _near(read: ReadClause, reading: ReadPaper) -> list[ReadClause]:
    return [
        other
        for other in reading.around(read, 1, 3)
        if other is read
        or ((not other.says(P.not_near) and other.says(P.near)) or other.clause.lead == read.clause.lead != "")
    ]


def _days(read: ReadClause) -> list[float]:
    """The times within which it is told."""
    if not read.says(P.timed):
        return []
    if read.says(P.same_day):
        return [1]
    return [day for day in spans_in(read.own) if not read.says(P.other_times)]


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
