"""What the paper says of itself: the parties, its dates, its law, and when the vendor tells of a breach."""

from collections.abc import Iterator
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.review.lexicon import spans_in
from handlers.review.parties import STATES
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper
from handlers.review.review import BreachDays, ItemStatus, PaperFacts
from handlers.text_extraction.building import Paper

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = (
    rf"(?:(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:day of "
    rf")?(?:{MONTHS}),? \d{{4}}|"
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})"
)
DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
SIGNED = re.compile(
    r"/s/|\b(?:Signed|Signature|EXECUTED|Executed|By:|by [A-Z]|Dated?:|Superintendent|President|Chair"
    r"|Chairperson|Director|Officer|Manager|Counsel|"
    r"Treasurer|Member|Owner|VP|Vice President|Chief|Principal|Clerk|Partner|delegate)\b"
)
OTHERWISE = re.compile(
    r"(?i)\b(?:completed|reviewed|received|effective|updated|revised|period|term|commenc\w*|proposer"
    r"|acknowledged|ack\b|underlying|bill to|order|"
    r"invoice|quote|until|through|ends?|expires?|from|order dated|agreement dated)\b"
)
SPAN = re.compile(
    rf"\b{_DAY}\s*(?:to|through|thru|until|–|—|-|and ending(?: on)?|and (?:ends|expires|continues (?:to|until"
    rf"|through))(?: on)?)\s*({_DAY})",
    re.IGNORECASE,
)
ENDING = re.compile(
    rf"(?i)\b(?:expires?|expiration(?: date)?|ends?|end date|ending|runs? (?:to|until|through|out)|until|"
    rf"through|no later than|last day is|last day:?|terminates?)\b[^.;\n]{{0,60}}?({_DAY})"
)
DATED = re.compile(r"(?i)\b(?:dated?|on|date of (?:both )?signatures?)\s*[:|]?\s*$")
"""The label of a day, right before it."""
FOOT = 0.6
"""Where in a paper its foot begins, with the signatures: after this share of its letters."""
PAST = re.compile(r"(?i)\b(?:current|present|this year's|existing|expiring)\b")


def signed_on(text: str) -> date | None:
    """The later of the dates beside signatures."""
    return max(_signed(text), default=None)


def ends_on(text: str) -> date | None:
    """The latest day to which the contract runs."""
    days = [day for span in SPAN.finditer(text) if (day := _day(span[1]))]
    days += [
        day
        for end in ENDING.finditer(text)
        if not PAST.search(text, max(0, end.start() - 60), end.start()) and (day := _day(end[1]))
    ]
    return max(days, default=None)


def _signed(text: str) -> Iterator[date]:
    for match in DAY.finditer(text):
        before = text[max(0, match.start() - 160) : match.start()]
        line = before.rsplit("\n", 1)[-1]
        if len(line.strip()) < 8 and re.search(r"(?i)date|^\s*$", line):
            line = " ".join(before.rstrip().split("\n")[-3:])
        labeled = match.start() > FOOT * len(text) and DATED.search(line[-30:])
        if (SIGNED.search(line) or labeled) and not OTHERWISE.search(line[-60:]) and (day := _day(match[0])):
            yield day


def _day(words: str) -> date | None:
    """The date that the words say; None where there is no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    month_name = re.search(MONTHS, words, re.IGNORECASE)
    if month_name and len(numbers) == 2:
        day, year, month = numbers[0], numbers[1], NAMES.index(month_name[0][:3].lower()) + 1
    elif re.match(r"\d{4}-", words):
        year, month, day = numbers
    else:
        month, day, year = numbers
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


_NAME = r"[A-Z][\w&’'\-]*"
FIRM = re.compile(
    rf"\b({_NAME}(?: (?:{_NAME}|of|and|&)){{0,6}},? (?:Inc|INC|LLC|L\.L\.C|Corp|CORP|Corporation|CORPORATION"
    rf"|Ltd|LTD|Limited|P\.B\.C|PBC|LLP|LP|PLLC|Co(?!-)|"
    r"Company|Cooperative|Co-op|Group|Incorporated)\b\.?)"
)
HEAD = re.compile(
    rf"(?m)^\W*(?:Vendor|VENDOR|Provider|Contractor|Company|Supplier|Operator|Firm)\W*[:|]\s*\W*"
    rf"({_NAME}(?: (?:{_NAME}|&|of)){{0,6}}(?:,? (?:Inc|LLC|Corp|Co|PBC|Ltd|LP)\b\.?)?)"
)
_SCHOOLS = r"(?:Board of Education|Public Schools|School District(?: No\. \d+)?(?: Board of Education)?)"
_PLACE = rf"(?:{_NAME}|of|No\. \d+|the|by)"
BOARD = re.compile(
    rf"\b((?:City of |Town of )?(?:{_NAME}(?:[ -]{_PLACE}){{0,7}} )?{_SCHOOLS}"
    rf"(?:,? (?:of (?:the )?(?:City of |Town of )?|Town of |City of ){_NAME}(?: {_NAME}){{0,3}})?)"
)
LOUD = re.compile(r"\b((?:[A-Z][A-Z’'.\-]+|NO\. \d+)(?: (?:[A-Z][A-Z’'.\-]*|NO\. \d+|\d+)){0,7} BOARD OF EDUCATION)\b")
PRODUCT = re.compile(
    r"(?im)^\W*(?:product|product name|software|application|name of product)\W*[:|]\s*\W*([A-Z][^|\n.;]{2,60})"
)
NO_NAME = re.compile(
    r"^(?:the|and|of|between|for|by|attn|to|memorandum|agreement|with|subscription agreement of|local|terms|are|a"
    r"|contract) ",
    re.IGNORECASE,
)
"""What may stand before a name with a capital, as in a heading."""
DIRECTORY, APART = (
    r"directory|records|content",
    r"(?:other than|except\w*|besides|not|excluding) (?:\w+ )?directory|directory information excepted",
)


def facts_of(reading: ReadPaper, verdicts: dict[str, ItemVerdict], paper: Paper) -> PaperFacts:
    """The facts; what the paper does not say stays open."""
    product = PRODUCT.search(paper.text)
    return PaperFacts(
        vendor=_vendor(paper.text),
        product=" ".join(product[1].split()).strip(" ,*_") if product else "",
        board=_board(paper.text),
        executed=signed_on(paper.text),
        expires=ends_on(paper.text),
        governing_law=_law(verdicts["governing-law"]),
        breach=_breach(verdicts["breach"], reading),
    )


def _vendor(text: str) -> str:
    """The firm beside the word for vendor, else in the letterhead, else the one that is named most in full."""
    head = HEAD.search(text[:4000])
    if head and not re.search(r"(?i)acknowledg|name|sign", head[1]):
        return _named(head[1])
    firms = [_named(name) for name in FIRM.findall(text)]
    letterhead = _named(text.lstrip().partition("\n")[0].strip(" *#_"))
    return letterhead if letterhead in firms else _most(firms, text)


def _board(text: str) -> str:
    names = [_named(name) for name in (*BOARD.findall(text), *LOUD.findall(text))]
    return _most([name for name in names if len(name.split()) > 3 or not name.startswith("Board of")], text, least=3)


def _most(names: list[str], text: str, least: int = 2) -> str:
    """The name that comes most often, the earlier first."""
    whole = [name for name in names if len(name.split()) >= least and "[" not in name]
    lower = text.lower()
    return max(dict.fromkeys(whole), key=lambda name: (whole.count(name), -lower.find(name.lower())), default="")


def _named(words: str) -> str:
    """A name without the words before it, and not in capitals."""
    name = " ".join(words.split()).strip(" ,")
    while shorter := NO_NAME.match(name):
        name = name[shorter.end() :]
    if name.isupper():
        name = re.sub(r"\b(Llc|Pllc|Llp|Lp|Pbc|Rsd)\b", lambda found: found[0].upper(), name.title())
        name = re.sub(r"\bOf\b", "of", name)
    return name


def _law(verdict: ItemVerdict) -> str:
    """The state whose law the paper names."""
    for read in verdict.reads:
        states = [state for state in STATES if re.search(rf"\b{state}\b", read.clause.text, re.IGNORECASE)]
        if verdict.status is ItemStatus.CONTRADICTED:
            states = [state for state in states if state != "Connecticut"] or states
        if states:
            return max(states, key=len)
    return ""


def _breach(verdict: ItemVerdict, reading: ReadPaper) -> BreachDays:
    """The days for student information, and for the rest."""
    near = list(dict.fromkeys(other for read in verdict.reads for other in reading.around(read, 3, 3)))
    timed = [
        read
        for read in near
        if spans_in(read.own) and _tells(read) and (read.under("{breach}") or read.says("{breach}|{notify}"))
    ]
    if not timed:
        return BreachDays()
    spans = spans_in(timed[0].own)
    if len(spans) > 1 and timed[0].says(DIRECTORY):
        return BreachDays(_whole(spans[0]), _whole(spans[1]))
    for_directory = [read for read in timed if read.says(DIRECTORY) and not read.says(APART)]
    first = next((read for read in timed if read not in for_directory), timed[0])
    day = _whole(min(spans_in(first.own)))
    return BreachDays(day, _whole(max(spans_in(for_directory[0].own))) if for_directory else day)


def _tells(read: ReadClause) -> bool:
    """Whether the time is that of telling the board."""
    return read.says("{notify}|discover\\w*|later than|within|outer limit|day \\d|sixt\\w+|latest") and not read.says(
        "BOARD …… (?:tell|notify|inform) FAMILY|final (?:report|account)|credit monitoring|cure"
    )


def _whole(days: float) -> int:
    return max(1, round(days))
