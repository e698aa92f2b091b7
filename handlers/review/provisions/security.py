"""Does the paper promise to keep student data secure and confidential?"""

from handlers.review import words
from handlers.review.lexicon import Lists
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("security")


def read_security(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    promised = sorted((read for read in promises if _promised(read)), key=_strength)
    disclaimed = [read for read in promises if _disclaimed(read)]
    firm = [read for read in promised if not read.blank]
    stands = firm and not any(read.says(P.overrides) or read.says(P.no_duty) for read in disclaimed)
    return decide(
        contradicted(() if stands else disclaimed, words.INSECURE, promised),
        present(firm, words.SECURITY),
        weak(promised, words.BLANK),
        weak((read for read in promises if read.says(P.soft, "{secure}", "VENDOR|DATA")), words.SOFT_SECURITY),
        absent(words.NO_SECURITY),
    )


def _promised(read: ReadClause) -> bool:
    """Whether the vendor promises measures for the data."""
    if read.says(P.limited) and not read.says(P.vendor_acts):
        return False
    if _disclaimed(read) or (read.says(P.no_measures) and not read.says(P.not_limited)):
        return False
    return read.says(P.measures) and _about_data(read) and not _soft_only(read)


def _about_data(read: ReadClause) -> bool:
    return read.says(P.data) or read.under(P.heading) or read.says(P.encrypt)


def _soft_only(read: ReadClause) -> bool:
    return (read.says(P.soft) and not read.says("{safeguard}")) or read.says(P.importance)


def _disclaimed(read: ReadClause) -> bool:
    return read.says(P.disclaimed, "VENDOR|{not}") and not read.says(P.honest) and not read.says(P.other_risk)


def _strength(read: ReadClause) -> int:
    return (
        -4 * read.says("{secure}", "{confidential}")
        - 3 * read.says(P.firm)
        - 2 * read.says("DATA")
        - sum(read.says(pattern) for pattern in P.measures)
        - 2 * read.under(P.security_heading)
        + 3 * read.says(P.others)
    )
