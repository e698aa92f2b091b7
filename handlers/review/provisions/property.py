"""Does the paper say that student data is neither the vendor's property nor under its control?"""

from handlers.review import words
from handlers.review.coverage import narrow, part_only
from handlers.review.lexicon import Lists, rx
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("property")


def read_property(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    theirs = [read for read in promises if (read.says(P.theirs) or _answered(read)) and not _ours(read)]
    ours = [read for read in promises if _ours(read) or _licensed(read)]
    if not theirs and not ours:
        theirs = [read for read in promises if _holder(read, reading) == "theirs"]
        ours = [read for read in promises if _holder(read, reading) == "ours"]
        if theirs and not ours and not any(read.says("DATA") for read in theirs):
            return weak(theirs, words.PART)
    return decide(
        contradicted(ours, words.OURS, theirs),
        _held(sorted(theirs, key=_strength), reading),
        weak((read for read in promises if read.says(P.under_control) or read.says(P.unsettled)), words.CONTROL_ALONE),
        absent(words.NO_PROPERTY),
    )


def _held(best: list[ReadClause], reading: ReadPaper) -> ItemVerdict:
    """What it comes to that the data is not the vendor's."""
    if all(read.blank for read in best):
        return weak(best, words.BLANK)
    if (narrow(reading) and len(best) < 2) or part_only(best, reading):
        return weak(best, words.PART)
    return present([*(read for read in best if read.says(P.not_controlled)), *best], words.PROPERTY)


def _strength(read: ReadClause) -> int:
    return -sum(read.says(pattern) for pattern in (*P.theirs, *P.not_controlled))


def _holder(read: ReadClause, reading: ReadPaper) -> str:
    """Who holds the data by the words for it alone, in whatever order: "theirs", "ours" or nobody."""
    near = read.says(P.data) or (
        read.says(P.it)
        and not read.says(P.goods)
        and any(other.says("DATA|FAMILY") for other in reading.around(read, 1, 3))
    )
    if (
        not near
        or not read.says(P.held)
        or (read.says(P.not_data) and not read.says(P.direct))
        or read.says(P.other_owning)
    ):
        return ""
    verb = P.held.search(read.words)
    denied = bool(verb and rx("{not}").search(read.words, 0, verb.start()))
    if read.says(P.by_vendor):
        return "theirs" if denied else "ours"
    if read.says("BOARD|FAMILY"):
        return "" if denied else "theirs"
    return ""


def _answered(read: ReadClause) -> bool:
    """Whether the question whose the data is is answered by the board."""
    return read.under(P.question) and read.says(P.answer)


def _ours(read: ReadClause) -> bool:
    """Whether it gives the data to the vendor."""
    if read.says(P.sure):
        return True
    return (
        read.says(P.ours)
        and read.says(P.materials)
        and (not read.says(P.not_data) or read.says(P.direct))
        and not read.says(P.denied)
    )


def _licensed(read: ReadClause) -> bool:
    """Whether it gives the vendor a license without bounds to the data."""
    if not read.says(P.license_words, r"VENDOR", P.licensed) or read.says(P.other_license):
        return False
    return read.says(P.license) and not read.says(P.not_granted) and read.says(P.granted)
