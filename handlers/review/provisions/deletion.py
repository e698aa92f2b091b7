"""Does the paper describe how the board asks for deletion?"""

from handlers.review import words
from handlers.review.lexicon import Lists, spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

P = Lists("deletion")


def read_deletion(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    asked = [read for read in promises if _asked(read)]
    refused = [read for read in promises if _refused(read)]
    described = sorted((read for read in asked if _described(read, reading)), key=_strength)
    firm = [read for read in described if not _blank(read, reading) and not read.says(P.soft)]
    return decide(
        contradicted(refused, words.NOT_DELETED, asked),
        present(_with_means(firm, reading), words.DELETION),
        present(filter(_pointed, promises), words.DELETION),
        _open(described, reading),
        weak(described, words.HEDGED),
        _open(sorted(asked, key=_strength), reading),
        weak(sorted(asked, key=_strength), words.DELETION_BARE),
        weak((read for read in promises if read.says("{delete}", "DATA", "{end}", P.choice)), words.DELETION_AT_END),
        absent(words.NO_DELETION),
    )


def _open(reads: list[ReadClause], reading: ReadPaper) -> ItemVerdict:
    """That the way is left blank somewhere."""
    return weak(reads if any(_blank(read, reading) for read in reads) else (), words.BLANK)


def _asked(read: ReadClause) -> bool:
    """Whether the board, or somebody for it, can ask for deletion."""
    if not read.says(P.asked) or not (read.says(P.what) or read.under("{delete}")):
        return False
    if (read.says("{end}") and not read.says(P.meanwhile)) or read.says(P.other_things):
        return False
    return not _of_family(read) and not _refused(read) and not read.says(P.other_requests)


def _pointed(read: ReadClause) -> bool:
    """Whether a way stands under a title or question that is about deletion."""
    return (
        read.under(P.heading)
        and read.says(P.way, P.who)
        and not read.blank
        and not read.says(P.soft)
        and not _refused(read)
        and not read.under(P.end_heading)
    )


def _of_family(read: ReadClause) -> bool:
    """Whether only families ask."""
    return read.says("FAMILY …… {ask}|{ask} …… FAMILY") and not read.says("BOARD")


def _refused(read: ReadClause) -> bool:
    return (
        read.says(P.refused) and not read.says(P.kept_by_law) and read.says(P.data) and not read.says(P.other_refusals)
    )


def _described(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether the way is told: a channel, or a written request and a time."""
    near = [other for other in reading.around(read, 1, 3) if _on_topic(other, read)]
    channel = any(other.says("{channel}") for other in near)
    written = any(other.says("{written}") for other in near)
    timed = any(spans_in(other.own) for other in near)
    blank = any(other.blank for other in near)
    return channel or blank or (timed and (written or read.says(P.request)))


def _on_topic(other: ReadClause, read: ReadClause) -> bool:
    """Whether a clause near by still speaks of the request."""
    if other.at == read.at + 1 and other.says(P.steps):
        return True
    return other is read or (other.says(P.near) and not other.says("{end}|FAMILY …… {see}"))


def _blank(read: ReadClause, reading: ReadPaper) -> bool:
    return any(other.blank for other in reading.around(read, 0, 2) if _on_topic(other, read))


def _with_means(firm: list[ReadClause], reading: ReadPaper) -> list[ReadClause]:
    """The best clause, and beside it those that tell its way."""
    if not firm or firm[0].says("{channel}"):
        return firm
    best = firm[0]
    near = [
        other
        for other in reading.around(best, 1, 3)
        if _on_topic(other, best) and other.says("{channel}") and other is not best
    ]
    return [best, *near, *firm[1:]]


def _strength(read: ReadClause) -> int:
    return (
        -3 * read.says("{channel}")
        - 2 * read.says("BOARD")
        - 2 * bool(spans_in(read.own))
        - read.says("{written}")
        - read.says("VENDOR … {delete}")
        - 2 * read.under("{delete}")
        + 3 * read.says("{end}")
    )
