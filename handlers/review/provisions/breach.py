"""Does the paper describe how the vendor notifies the board of a breach, within the times of the law?"""

from handlers.review import words
from handlers.review.coverage import COVERAGE
from handlers.review.lexicon import Lists, spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("breach")

OF_BREACH = "{breach}"
LATEST_INFORMATION, LATEST_OTHER = 30, 60
"""Days of the law's duties to tell the board; a test holds them to the law."""
HALF = 0.5
"""Of a day, as months and hours do not come out even."""


def read_breach(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching("{breach}|{notify}")
    notices = sorted((read for read in promises if _told(read)), key=_strength)
    at_will = [read for read in promises if _at_will(read)]
    firm = [read for read in notices if read not in at_will]
    days = _to_board_days(firm, reading)
    soonest = min(days, default=0)
    blank = [other for read in firm for other in _near(read, reading) if other.blank]
    to_board = [read for read in firm if any(other.says("BOARD") for other in _near(read, reading))]
    described = bool(days) or _steps(to_board, reading) > 1
    return decide(
        contradicted(at_will, words.BREACH_AT_WILL, firm),
        contradicted(_late_first(firm) if soonest > LATEST_OTHER + HALF else (), words.BREACH_TOO_LATE),
        weak([*blank, *firm] if blank else (), words.BLANK),
        weak(_late_first(firm) if soonest > LATEST_INFORMATION + HALF else (), words.BREACH_LATE),
        weak(to_board if all(read.says(COVERAGE.hedge) for read in to_board) else (), words.HEDGED),
        present(to_board if described else (), words.BREACH),
        weak(to_board, words.BREACH_BARE),
        weak(firm, words.BREACH_OTHERS),
        absent(words.NO_BREACH),
    )


def _steps(to_board: list[ReadClause], reading: ReadPaper) -> int:
    """How many steps of the notice are described by the best clause and those near it."""
    near = _near(to_board[0], reading) if to_board else []
    return sum(any(other.says(pattern) for other in near) for pattern in P.steps)


def _at_will(read: ReadClause) -> bool:
    """Whether notice is given as the vendor pleases, or refused."""
    return (
        read.says(P.at_will, P.about)
        and (read.says(OF_BREACH) or read.under(OF_BREACH))
        and not any(read.says(other) for other in (P.other_matter, P.other_breach, P.not_late))
    )


def _to_board_days(firm: list[ReadClause], reading: ReadPaper) -> list[float]:
    """The times within which the board is told; else any time that is given."""
    near = list(dict.fromkeys(other for read in firm for other in _near(read, reading)))
    to_board = [day for other in near if other.says(P.board) for day in _days(other)]
    return to_board or [day for other in near for day in _days(other)]


def _told(read: ReadClause) -> bool:
    """Whether somebody is told of a breach of the data."""
    if not read.says("{notify}") or not (read.says(OF_BREACH) or read.under(OF_BREACH)):
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


def _strength(read: ReadClause) -> int:
    return (
        -4 * read.says("VENDOR …… {notify} …… BOARD|{notify} BOARD")
        - 3 * bool(_days(read))
        - 2 * read.says("{breach}")
        - 2 * read.under(OF_BREACH)
        - read.says("DATA")
    )
