"""Does the paper say that the vendor uses student data only as the contract authorizes?"""

from handlers.review import words
from handlers.review.coverage import strict
from handlers.review.lexicon import Lists, rx
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("purpose")


def read_purpose(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    bound = [read for read in promises if _bound(read)]
    free = [read for read in promises if _free(read) and not _stripped_before(read, reading)]
    hedged = [read for read in free if _own_service(read) or (read.says(P.bound) and not read.says(P.but))]
    firm = [read for read in bound if not read.says(P.hedged)]
    free = [read for read in free if read not in hedged and (strict(read, reading) or not firm)]
    if not bound and not free:
        bound = firm = [read for read in promises if _limited(read)]
    return decide(
        contradicted(free, words.FREE_USE, bound),
        weak([*hedged, *bound] if bound and (hedged or not firm) else (), words.HEDGED),
        weak(firm if all(read.blank for read in firm) else (), words.BLANK),
        present(sorted(firm, key=_strength), words.PURPOSE),
        weak(reading.saying(P.single, P.data), words.ONE_USE),
        weak((read for read in promises if read.says(P.unbound)), words.ONE_USE),
        absent(words.NO_PURPOSE),
    )


def _strength(read: ReadClause) -> int:
    return -sum(read.says(pattern) for pattern in P.bound) - 2 * read.says("VENDOR … {use}")


def _bound(read: ReadClause) -> bool:
    """Whether it binds the vendor's use."""
    if read.under(P.heading) and read.says(P.answer):
        return True
    if read.says(P.one_end):
        return False
    if read.says(P.unlisted):
        return True
    if read.says(P.others) or not read.says(P.uses) or not (read.says(P.about) or read.under(P.use_heading)):
        return False
    return read.says(P.bound) and (read.says("VENDOR|DATA") or read.under("{use}"))


def _own_service(read: ReadClause) -> bool:
    """Whether the only end of its own is a better service of the kind that is provided."""
    return read.says(P.provided, P.better) and not P.freely.search(read.words)


def _limited(read: ReadClause) -> bool:
    """Whether the words for use, data and a limit stand together, in whatever order."""
    return (
        read.says("DATA", P.use, P.limit)
        and read.says(P.vendor)
        and not read.says(P.others)
        and not read.says(P.one_end)
        and not read.says(P.other_matter)
    )


def _stripped_before(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether "such data" is what the clause before stripped of names."""
    before = reading.all[max(0, read.at - 1)]
    return (
        read.clause.text.lower().find("such ") >= 0
        and before.says(P.stripped)
        and before.clause.heading == read.clause.heading
    )


def _free(read: ReadClause) -> bool:
    """Whether it lets the vendor use the data for its own ends."""
    if (
        (read.says(P.stripped) and not read.says(P.named))
        or not (read.says(P.about) or read.under(P.share_heading))
        or not read.says(P.leave)
        or read.says(P.instructed)
    ):
        return False
    if not read.clause.row and P.ban_heading.search(read.heading.rsplit("›", 1)[-1]):
        return False
    match = P.free.search(read.words) or P.helps.search(read.words)
    if not match:
        return False
    turns = [turn.end() for turn in P.turn.finditer(read.words, 0, match.end())]
    return not rx("{not}|{bar}").search(read.words, max(turns, default=0), match.end())
