"""Does the paper describe how families review personal data and correct the record?"""

from handlers.review import words
from handlers.review.lexicon import Lists, spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("review")


def read_review(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    granted = [read for read in promises if _wanted(read) or _answers(read)]
    refused = [read for read in promises if _refused(read)]
    groups = [(read, _near(read, reading)) for read in granted]
    full = [(read, near) for read, near in groups if _whole(near) and _described(near)]
    firm = [(read, near) for read, near in full if not _open(read, near)]
    blank = full or (groups if any(_open(read, near) for read, near in groups) else [])
    both = any(_whole(near) for _, near in groups)
    return decide(
        contradicted(refused, words.FAMILIES_REFUSED, granted),
        present(_best(firm), words.REVIEW),
        weak((read for read, _ in blank), words.BLANK),
        weak(sorted(granted, key=_strength), words.REVIEW_BARE if both else words.REVIEW_HALF),
        absent(words.NO_REVIEW),
    )


def _best(groups: list[tuple[ReadClause, list[ReadClause]]]) -> list[ReadClause]:
    """The best clause with those beside it that tell the way."""
    if not groups:
        return []
    best, near = min(groups, key=lambda pair: _strength(pair[0]))
    return [best, *(other for other in near if other is not best and _telling(other))]


def _wanted(read: ReadClause) -> bool:
    """Whether families can see or correct their data there."""
    if read.says(P.staff) and not read.says(P.families_too):
        return False
    if _refused(read) or not read.says(P.wants):
        return False
    if not (read.says(P.what) or read.under("{see}|{mend}")):
        return False
    return read.says(P.granted) and not read.says(P.other_access)


def _answers(read: ReadClause) -> bool:
    """Whether it answers how families see and correct their data."""
    titled = read.under("FAMILY[^›]*{see}[^›]*{mend}[^›]*$|{see}[^›]*{mend}[^›]*FAMILY[^›]*$")
    return titled and read.says(P.how)


def _refused(read: ReadClause) -> bool:
    """Whether families are refused."""
    return read.says(P.asked, P.who, P.refused) and not read.says(P.other_matter) and not read.says(P.passed_on)


def _near(read: ReadClause, reading: ReadPaper) -> list[ReadClause]:
    """The clause, and those beside it that go on about it."""
    return [
        other
        for other in reading.around(read, 2, 3)
        if other is read
        or (other.at == read.at + 1 and other.blank)
        or (other.says(P.near) and not other.says(P.not_near))
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
    return read.says("{see}|{mend}") and read.says(P.telling)


def _described(near: list[ReadClause]) -> bool:
    """Whether the way is told: two steps, or one and a time."""
    told = [other for other in near if not other.says(P.soft) or other.says(P.way)]
    steps = sum(any(other.says(pattern) for other in told) for pattern in P.how)
    timed = any(spans_in(other.own) for other in told if _telling(other))
    alone = any(other.says(P.self_service, "{see}", "{mend}", "FAMILY") for other in told)
    return alone or steps + timed >= 2


def _strength(read: ReadClause) -> int:
    return (
        -3 * read.says("{see}", "{mend}")
        - 2 * read.says("FAMILY", "{channel}")
        - 2 * read.under(P.heading)
        - 2 * read.says(P.how)
        - read.says(P.correct)
        - read.says("DATA")
    )
