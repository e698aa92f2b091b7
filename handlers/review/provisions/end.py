"""Does the paper say that nothing is kept once the contract expires?"""

from handlers.review import words
from handlers.review.coverage import COVERAGE
from handlers.review.lexicon import Lists, spans_in
from handlers.review.read import (
    ItemVerdict,
    ReadClause,
    ReadPaper,
    absent,
    answers_to,
    contradicted,
    decide,
    present,
    weak,
)

P = Lists("end")
LATEST = 93
"""Days within which deletion after the end still follows it."""


def read_end(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    gone = sorted((read for read in promises if _gone(read) or _follows(read, reading)), key=_strength)
    done = [read for read in promises if read.says(P.completed) and read.says("DATA|VENDOR")]
    firm = [read for read in gone if _firm(read, reading) and read not in done] or [
        read for read in answers_to("end", reading) if _answered(read)
    ]
    return decide(
        contradicted(filter(_keeps, promises), words.KEPT, gone),
        present(firm, words.END),
        weak(filter(_late, gone), words.END_LATE),
        weak(done, words.END_OLD),
        weak((read for read in gone if read.blank), words.BLANK),
        weak(gone, words.END_ON_REQUEST),
        weak(filter(_vague, promises), words.END_VAGUE),
        absent(words.NO_END),
    )


def _vague(read: ReadClause) -> bool:
    """Whether it speaks of keeping, and not of the end."""
    kept = read.says("{keep} … DATA|DATA … {keep}") and (read.under(P.heading) or spans_in(read.own))
    return bool(kept) or read.says(P.no_longer, "DATA")


def _gone(read: ReadClause) -> bool:
    """Whether the data goes when the contract ends."""
    if not read.says(P.gone) or not read.says(P.what):
        return False
    return not _keeps(read) and not read.says(P.other_end) and read.says(P.vendor)


def _follows(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether it goes in time after the end of which the clause before speaks."""
    before = reading.all[max(0, read.at - 1)]
    after_end = before.section == read.section and before.says("{end}") and not before.says("{breach}")
    return (
        after_end
        and read.says("{delete}", "DATA")
        and 0 < min(spans_in(read.own), default=0) <= LATEST
        and not read.says(P.on_request)
    )


def _keeps(read: ReadClause) -> bool:
    """Whether the vendor keeps the data after the end, or as long as it likes."""
    if read.says(P.stays) and not spans_in(read.own) and not read.says(P.may_keep):
        return True
    if read.says(P.right, "DATA|FAMILY") or (read.says(P.forever, "DATA|FAMILY") and not read.says(P.not_stashed)):
        return True
    if read.says(P.not_kept):
        return False
    if read.says("{secure}") and not read.says(P.for_ever_words):
        return False
    return read.says(P.keeps) and not read.says(P.may_keep) and (read.says(P.data) or read.under(P.keep_heading))


def _firm(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether it goes of itself, or at the board's choice, in time."""
    if read.blank or _late(read) or read.says("{completion}") or read.says(COVERAGE.hedge):
        return False
    if read.says(P.by_itself, "{end}"):
        return True
    if read.says(P.without_request):
        return bool(spans_in(read.own))
    if (
        read.says(P.on_request)
        and (read.says(P.written_request) or not read.says(P.choice))
        and not read.says(P.or_request)
    ):
        return False
    near = [
        near_by
        for near_by in reading.around(read, 1, 3)
        if near_by is read or near_by.says("{delete}|{return}", P.near)
    ]
    return any(spans_in(near_by.own) for near_by in near) or read.says(P.at_once)


def _answered(read: ReadClause) -> bool:
    """Whether the answer to what happens at the end is deletion in time."""
    return read.says("{delete}") and 0 < min(spans_in(read.own), default=0) <= LATEST and not read.says(P.on_request)


def _late(read: ReadClause) -> bool:
    """Whether it goes later than it should."""
    days = [day for day in spans_in(read.own) if read.says("{delete}|{return}|{keep}")]
    return bool(days) and min(days) > LATEST


def _strength(read: ReadClause) -> int:
    return (
        -3 * read.says("VENDOR …… {delete}|{delete} …… DATA")
        - 2 * read.says(P.expiry)
        - 2 * bool(spans_in(read.own))
        - 3 * read.says("{not} … {keep}")
        - read.says("DATA")
        + 2 * read.says("{completion}")
    )
