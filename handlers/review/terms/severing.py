"""Does the rest of the paper stay in effect where a court holds a part invalid?"""

from __future__ import annotations

from handlers.review import why_words as words
from handlers.review.reading.read import ReadClause, ReadPaper
from handlers.review.reading.verdict import ItemVerdict, absent, contradicted, present, weak

STAYS = (
    r"{void} …… affects? (?:only )?that (?:\w+ )?(?:only|alone)",
    r"{void} …… what remains",
    r"{void},? …… (?:agreement|contract) (?:otherwise )?(?:continues|stands|remains|goes on)",
    r"{not} (?:bring|take) down",
    r"drops? out …… {rest} …… {stand}",
    r"leave …… {rest} …… as (?:they|it)",
    r"{void} …… (?:{rest}) …… {stand}",
    r"{void} …… {stand} …… {rest}",
    r"(?:{rest}) …… {stand} …… {void}",
    r"{void} …… (?:{not}) (?:\w+ ){0,5}(?:affect|disturb|impair|touch|invalidat|void|undo|spoil|harm|upset|defeat|bring down|take down|carry)\w*",
    r"{not} (?:\w+ ){0,5}(?:affect|disturb|impair|touch|invalidat|spoil|harm|upset)\w* …… {rest}",
    r"(?:provisions?|clauses?|terms|parts?|sections?|agreement) (?:\w+ ){0,4}(?:are|is|shall be|will be) (?:\w+ )?severable",
    r"(?:trimmed|reformed|modified|cut back|narrowed|severed|removed|struck) …… (?:{rest}) …… {stand}",
    r"as (?:if|though) …… (?:{not}) (?:\w+ ){0,4}(?:been there|there|included|contained|written)",
    r"(?:leave|leaves|left|leaving) …… (?:standing|in place|intact|untouched|alone|as it (?:is|was)|in force|in effect)",
)
FALLS = (
    r"{void},? the whole of (?:it|them) is|if one (?:goes|falls|fails),? all|depend on (?:each other|one another)",
    r"{void} …… (?:terminat\w+|cancel\w*|end) (?:the |this )?(?:whole|entire)",
    r"{void},? this (?:agreement|contract) ends",
    r"{void},? (?:\w+'?s? ){0,3}(?:obligations|duties) …… (?:cease|end|lapse|fall)s?\b",
    r"nothing (?:\w+ ){0,3}(?:is|are) severable",
    r"{void} …… (?:agreement|contract|document|addendum) in (?:its|their) entirety",
    r"{void},? all of it (?:is|fails|falls)",
    r"{void} …… (?:whole|entire|all) …… (?:no (?:further )?(?:force|effect)|lapses?|released|unwinds?)",
    r"{void} …… (?:whole|entire) …… (?:cancel\w*|terminat\w*|void|falls?|ends?|null)",
    r"no (?:condition|provision|clause|part|term) (?:outlives|survives)",
    r"(?:invalid\w*|unenforceab\w*|illegal|struck|void) …… (?:whole|entire|all of|everything|this) (?:\w+ ){0,4}(?:agreement|contract|terms|document|addendum|order)?(?:\w+ ){0,4}?(?:shall |will |is |are |becomes? )?(?:\w+ )?(?:terminat\w+|ends?|void|null|fails?|falls?|cease\w*|of no effect|lapses?|collapses?|unwinds?|go(?:es)? with it)",
    r"{not} (?:\w+ ){0,3}(?:severable|divisible|be severed|stand alone)|indivisible|inseverable|non-?severable|stands? or falls?|rise or fall|all or nothing|interdependent",
    r"(?:whole|entire) (?:\w+ ){0,3}(?:agreement|contract|document|addendum)? ?(?:\w+ ){0,3}(?:fails|falls|void|terminat\w+|at an end|ends)",
)
NARROW = r"(?:piece|portion|part|provision|term|line|any|some) of (?:this|the) (?:section|paragraph|article|clause|rate schedule|schedule|waiver|cap|limitation)|this section [\d.]+ (?:shall|will|is)|other (?:pieces|lines|parts) of (?:this|the) (?:section|rate)|this cap|arbitrat\w+|class (?:action )?waiver|jury|limitation of liability|this (?:section|article|paragraph|clause) (?:\d+ )?(?:only|alone)|warranty disclaimer|indemnit\w+"
PARTS = r"provisions?|clauses?|terms?|parts?|sections?|portions?|conditions?|paragraphs?|articles?|sentences?|piece|bit|agreement|addendum|any of (?:it|this|these)|one of (?:these|them)|anything (?:here|in)|something|lines?|promises?|court|words?|application|rules?|item|holding|points?"


TOUCHES = r"{void}|severab\w*|divisible|survives|outlives|on its own"
"""Words without which a clause has nothing to do with the item."""


def read_severing(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    falls = [read for read in promises if _falls(read)]
    stays = [read for read in promises if _stays(read) and read not in falls]
    whole = [read for read in stays if not _narrow(read)]
    if falls:
        return contradicted([*falls, *whole], words.FALLS)
    if whole:
        return present(whole, words.SEVERABLE)
    if stays:
        return weak(stays, words.SEVERABLE_PART)
    titled = [read for read in promises if read.under("severab|invalidity")]
    return weak(titled, words.SEVERABLE_VAGUE) if titled else absent(words.NO_SEVERABLE)


def _stays(read: ReadClause) -> bool:
    return (
        read.says("{void}", PARTS)
        and any(read.says(pattern) for pattern in STAYS)
        and not read.says(
            r"DATA (?:is|are|be) (?:\w+ )?(?:void|invalid)|void (?:where|if) prohibited|surviv\w+ (?:the )?(?:terminat|expir)\w+|payment (?:fails|method)|password"
        )
    )


def _narrow(read: ReadClause) -> bool:
    return (read.says(NARROW) or read.under(r"arbitrat\w+|class waiver|disputes?")) and not read.under(
        "severab|general|miscellan"
    )


def _falls(read: ReadClause) -> bool:
    return (
        read.says(PARTS)
        and any(read.says(pattern) for pattern in FALLS)
        and (read.says("{void}|severable|divisible|clauses") or read.under("divisible|severab"))
        and not read.says(r"arbitrat\w+|class")
    )
