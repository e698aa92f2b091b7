"""Does the paper say that Connecticut law governs, and that the rest stands where a part is invalid?"""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.review import words
from handlers.review.parties import STATES
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

LAW = re.compile(r"\blaws?\b|\bstatutes?\b|\bjurisdiction\b|\blegal system\b")
NAMED = re.compile(
    r"(?:governing|applicable|controlling|choice of|which|whose|what|proper) (?:state(?:'s|s)? )?law|^\W*law\W*$|› *law\W*$|state law|\blaw\b"
)
HEADING = re.compile(
    r"(?:governing|applicable|controlling|choice of|which|whose|what|proper) law|^\W*law\W*$|› *law\W*$|\blaw (?:and|that|which|governs)|\bjurisdiction\b|\bvenue\b|\bdisputes?\b|legal (?:stuff|bits)|general|miscellaneous"
)
PLACES = re.compile(
    r"\b(?:(?:state|commonwealth|province|republic) of )?("
    + "|".join(STATES)
    + r"|District of Columbia|Nigeria|England(?: and Wales)?|Ontario|Canada|Ireland|"
    r"India|Germany|Israel|Australia|New Zealand|British Columbia|Scotland|Singapore|the Netherlands|France|Sweden|Denmark|Puerto Rico|Estonia|Quebec|Hong Kong|Japan|Spain|Finland|Norway)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\blaws?\b[^.;]{0,120}\b(?:govern|control|appl(?:y|ies)|constru|interpret|decid|settl|answer|determin)|\b(?:govern\w*|constru\w+|interpret\w*|enforce\w*|read|choose|chosen|fixed|made|answered|decided|settled|judged|controlled|subject to|determined|resolved)\b[^.;]{0,140}\b(?:laws?|statutes)\b|"
    r"governing law|choice of law|applicable law"
)
FOLLOWED = re.compile(r"\bcompl(?:y|ies|iance)\b|\bstudent data privacy act\b|data protection law")
"""A law that is followed, not one that governs the contract."""
COURT = re.compile(
    r"\b(?:courts?|venue|county|arbitrat\w+|located|sitting|resid\w+|corporation|limited liability|federal courts?|judicial district|offices?)\b[^.;]{0,60}$"
)
UNSAID = re.compile(
    r"\b(?:of|in) this state\b|\bof (?:the )?state\b|\[|govern\w*[^.;]{0,40}(?:applicable|state|local) (?:state )?law"
)
HOME = re.compile(
    r"\b(?:vendor|provider|company|contractor|our|we|licensor|seller)\w*[^.;]{0,60}\b(?:principal|home|headquarter\w*|place of business|is (?:located|based|incorporated)|are (?:located|based)|home state|domicile)"
    r"|\b(?:principal place of business|headquarters|home state) (?:of|is)|where (?:VENDOR|we)[^.;]{0,30}(?:principal|is|are|has|have|sits|keeps|reside)",
    re.IGNORECASE,
)
THEIR_STATE = re.compile(
    r"\b(?:state|jurisdiction)\b[^.;]{0,50}\b(?:BOARD|lea|district|school|customer|subscriber|you)\b|(?:BOARD|your|customer's|district's|lea's|school's)\s(?:home )?(?:state|jurisdiction)",
    re.IGNORECASE,
)


def read_governing(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    placed = [(read, place) for read in reading.promises if (place := _place(read))]
    elsewhere = [read for read, place in placed if place not in {"Connecticut", "?"}]
    home = [read for read, place in placed if place == "Connecticut"]
    open_ones = [read for read, place in placed if place == "?"]
    if elsewhere and home:
        if any(read.says("in connecticut|connecticut (?:BOARD|agenc\\w+|customers?|schools?)") for read in home):
            return present(home, words.LAW)
        return _torn(home, elsewhere)
    if elsewhere:
        return contradicted(elsewhere, words.OTHER_LAW)
    if home:
        hedged = [
            read
            for read in home
            if read.blank
            or re.search(r"to the extent|unless (?:otherwise|VENDOR)|may elect|at VENDOR option", read.words)
        ]
        return weak(home, words.LAW_HEDGED) if len(hedged) == len(home) else present(home, words.LAW)
    return weak(open_ones, words.LAW_OPEN) if open_ones else absent(words.NO_LAW)


def _torn(home: list[ReadClause], others: list[ReadClause]) -> ItemVerdict:
    """Both Connecticut and another law."""
    return contradicted([*others, *home], words.LAW_TORN)


def _place(read: ReadClause) -> str:
    """The place whose law the clause says governs; "?" where it is left open, empty where it says nothing of it."""
    lowered = read.clause.text.lower()
    nearest = read.heading.rsplit("›", 1)[-1]
    titled = bool(NAMED.search(nearest))
    under = titled or bool(HEADING.search(nearest) or HEADING.search(read.clause.lead.lower()))
    strong = bool(STRONG.search(lowered)) or (len(lowered.split()) < 6 and " law" in lowered)
    if not (LAW.search(lowered) or (titled and PLACES.search(lowered))) or not (strong or under):
        return ""
    if FOLLOWED.search(lowered) and not re.search(r"govern|constru", lowered):
        return ""
    return _named(read, under=under, strong=strong) or ("?" if strong and _unsaid(read) else "")


def _named(read: ReadClause, *, under: bool, strong: bool) -> str:
    """The place that is named: Connecticut where it is among them, "home" where it is the vendor's own."""
    if strong and HOME.search(read.words):
        return "home"
    text = read.clause.text
    places = [found[1].title() for found in PLACES.finditer(text) if _is_law_of(text, found, under=under)]
    return "Connecticut" if "Connecticut" in places else next(iter(places), "")


def _unsaid(read: ReadClause) -> bool:
    """Whether the place is blank, or is that of the board, unnamed."""
    return read.blank or bool(THEIR_STATE.search(read.words) or UNSAID.search(read.clause.text.lower()))


def _is_law_of(text: str, found: re.Match[str], *, under: bool) -> bool:
    """Whether the place is named as one whose law it is, and not as a court's or an address."""
    before, after = (
        text[max(0, found.start() - 70) : found.start()].lower(),
        text[found.end() : found.end() + 40].lower(),
    )
    court = COURT.search(before) and not re.search(r"\blaws?\b[^.;]{0,40}$", before)
    if court or re.match(r"\s+(?:corporation|limited|company|resident|courts?|not-for|non-?profit|llc)", after):
        return False
    return under or bool(re.search(r"\blaws?\b|\bstatutes\b|\bgovern", before + after))


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
    full = [read for read in stays if not _narrow(read)]
    if falls:
        return contradicted([*falls, *full], words.FALLS)
    if full:
        return present(full, words.SEVERABLE)
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
