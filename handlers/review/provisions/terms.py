"""Does the paper say that Connecticut law governs, and that the rest stands where a part is invalid?"""

from handlers.dialogue import bounded_re as re
from handlers.review import words
from handlers.review.lexicon import Lists
from handlers.review.parties import STATES
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, decide, present, weak

G = Lists("governing-law")
P = Lists("severability")


PLACES = re.compile(
    r"\b(?:(?:state|commonwealth|province|republic) of )?("
    + "|".join(STATES)
    + r"|District of Columbia|Nigeria|England(?: and Wales)?|Ontario|Canada|Ireland|"
    r"India|Germany|Israel|Australia|New Zealand|British Columbia|Scotland|Singapore|the Netherlands|France"
    r"|Sweden|Denmark|Puerto Rico|Estonia|Quebec|Hong Kong|Japan|Spain|Finland|Norway)\b",
    re.IGNORECASE,
)


def read_governing(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    placed = [(read, place) for read in reading.promises if (place := _place(read))]
    elsewhere = [read for read, place in placed if place not in {"Connecticut", "?"}]
    home = [read for read, place in placed if place == "Connecticut"]
    open_ones = [read for read, place in placed if place == "?"]
    ours = elsewhere and any(read.says(G.for_connecticut) for read in home)
    hedged = all(read.blank or G.hedged.search(read.words) for read in home)
    return decide(
        present(home if ours else (), words.LAW),
        contradicted(elsewhere, words.LAW_TORN if home else words.OTHER_LAW, home),
        weak(home if hedged else (), words.LAW_HEDGED),
        present(home, words.LAW),
        weak(open_ones, words.LAW_OPEN),
        absent(words.NO_LAW),
    )


def _place(read: ReadClause) -> str:
    """The place whose law the clause says governs; "?" where it is left open, empty where it says nothing of it."""
    lowered = read.clause.text.lower()
    nearest = read.heading.rsplit("›", 1)[-1]
    titled = bool(G.named.search(nearest))
    under = titled or bool(G.heading.search(nearest) or G.heading.search(read.clause.lead.lower()))
    strong = bool(G.strong.search(lowered)) or (len(lowered.split()) < 6 and " law" in lowered)
    if not (G.law.search(lowered) or (titled and PLACES.search(lowered))) or not (strong or under):
        return ""
    if G.followed.search(lowered) and not G.governs.search(lowered):
        return ""
    return _named(read, under=under, strong=strong) or ("?" if strong and _unsaid(read) else "")


def _named(read: ReadClause, *, under: bool, strong: bool) -> str:
    """The place that is named: Connecticut where it is among them, "home" where it is the vendor's own."""
    if strong and G.home.search(read.words):
        return "home"
    text = read.clause.text
    places = [found[1].title() for found in PLACES.finditer(text) if _is_law_of(text, found, under=under)]
    return "Connecticut" if "Connecticut" in places else next(iter(places), "")


def _unsaid(read: ReadClause) -> bool:
    """Whether the place is blank, or is that of the board, unnamed."""
    return read.blank or bool(G.their_state.search(read.words) or G.unsaid.search(read.clause.text.lower()))


def _is_law_of(text: str, found: re.Match[str], *, under: bool) -> bool:
    """Whether the place is named as one whose law it is, and not as a court's or an address."""
    before, after = (
        text[max(0, found.start() - 70) : found.start()].lower(),
        text[found.end() : found.end() + 40].lower(),
    )
    court = G.court.search(before) and not G.law_before.search(before)
    if court or G.after_place.search(after):
        return False
    return under or bool(G.law_beside.search(before + after))


def read_severing(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(P.touches)
    falls = [read for read in promises if _falls(read)]
    stays = [read for read in promises if _stays(read) and read not in falls]
    full = [read for read in stays if not _narrow(read)]
    return decide(
        contradicted(falls, words.FALLS, full),
        present(full, words.SEVERABLE),
        weak(stays, words.SEVERABLE_PART),
        weak((read for read in promises if read.under(P.heading)), words.SEVERABLE_VAGUE),
        absent(words.NO_SEVERABLE),
    )


def _stays(read: ReadClause) -> bool:
    return read.says("{void}", P.parts) and read.says(P.stays) and not read.says(P.other_matter)


def _narrow(read: ReadClause) -> bool:
    return (read.says(P.narrow) or read.under(P.narrow_heading)) and not read.under(P.wide_heading)


def _falls(read: ReadClause) -> bool:
    return (
        read.says(P.parts)
        and read.says(P.falls)
        and (read.says(P.about) or read.under(P.divisible_heading))
        and not read.says(P.disputes)
    )
