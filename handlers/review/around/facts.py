"""What the paper says of itself: the parties, its dates, its law, and when the vendor tells of a breach."""

from __future__ import annotations

import re
from datetime import date

from dateutil.parser import ParserError, parse

from handlers.papers.paper import Paper
from handlers.review.reading.read import Reading
from handlers.review.reading.scope import STATES
from handlers.review.reading.times import spans_in
from handlers.review.reading.verdict import Verdict
from handlers.review.review import BreachDays, PaperFacts, Status

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
DAY = re.compile(
    rf"\b(?:(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:day of )?(?:{MONTHS}),? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\b"
)
SIGNED = re.compile(
    r"(?i)\b(?:signed|executed|agreed|dated?|by:|in witness|entered into|/s/|signature|for the (?:board|vendor|contractor|company|provider)|effective|made (?:this|as of|on)|accepted)\b"
)
UNSIGNED = re.compile(r"(?i)\b(?:last (?:updated|revised|swept)|rev\.|version|completed|expires?|ends?|through|until|invoice|printed|date of (?:birth|order)|proposal|quotation)\b")
ENDS = re.compile(
    r"(?i)\b(?:expires?|expir(?:y|ation)(?: date)?|ends?|ending|through|until|terminat(?:es?|ion date)|runs? (?:to|until|through)|last day|continues? (?:to|until|through)|to|–|-)\b[^.;\n]{0,60}$|[–-]\s*$"
)
TERM = re.compile(r"(?i)\b(?:term|period|expires?|expir|ends?|duration|commenc|begins?|starts?|runs?|continues?|effect|how long|renewal|subscription)\w*")
FIRM = re.compile(
    r"\b([A-Z][\w&’'\-]*(?:,? (?:[A-Z][\w&’'\-]*|of|and|&)){0,6},? (?:Inc|LLC|L\.L\.C|Corp|Corporation|Ltd|Limited|P\.B\.C|PBC|LLP|LP|PLLC|Co|Company|Cooperative|Group)\b\.?)"
)
BOARD = re.compile(
    r"\b((?:Board of Education of (?:the )?(?:(?:City|Town) of )?[A-Z][\w’'\-]*(?: [A-Z][\w’'\-]*){0,3})|"
    r"(?:[A-Z][\w’'\-]*|of|No\. \d+|the)(?:[ -](?:[A-Z][\w’'\-]*|of|No\. \d+|the|by)){0,7} (?:Board of Education|Public Schools|School District(?: No\. \d+)?))"
)
PRODUCT = re.compile(r"(?im)^\W*(?:product|service|software|application|product name)s?\W*[:|]\s*\W*([A-Z][^|\n.;]{2,60})")
INFORMATION = r"DATA|student information|whatever|any"
OTHER = r"directory|records|content"


def facts_of(reading: Reading, verdicts: dict[str, Verdict], paper: Paper) -> PaperFacts:
    """The facts; what the paper does not say stays open."""
    return PaperFacts(
        vendor=_vendor(paper.text, reading),
        product=_first(PRODUCT, paper.text),
        board=_board(paper.text),
        executed=_executed(paper.text),
        expires=_expires(paper.text),
        governing_law=_law(verdicts["governing-law"]),
        breach=_breach(verdicts["breach"], reading),
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return " ".join(found[1].split()).strip(" ,*_") if found else ""


def _vendor(text: str, reading: Reading) -> str:
    """The firm that is named most often in full, the earlier first."""
    names = [" ".join(name.split()).strip(" ,") for name in FIRM.findall(text)]
    if names:
        return max(dict.fromkeys(names), key=lambda name: (names.count(name), -text.find(name)))
    return ""


def _board(text: str) -> str:
    names = [" ".join(name.split()) for name in BOARD.findall(text) if "[" not in name]
    whole = [re.sub(r"^(?:The|the|and|of|Between|For|By|Attn|To) ", "", name) for name in names]
    whole = [name for name in whole if len(name.split()) > 2 and not name.startswith(("Local", "State Board", "Regional Boards"))]
    return max(dict.fromkeys(whole), key=lambda name: (whole.count(name), -text.find(name))) if whole else ""


def _executed(text: str) -> date | None:
    """The later of the dates beside signatures."""
    days = [
        day
        for found in DAY.finditer(text)
        if SIGNED.search(text, max(0, found.start() - 90), found.start()) and not UNSIGNED.search(text, max(0, found.start() - 30), found.start())
        if (day := _day(found[0]))
    ]
    tail = [day for day in days if day]
    return max(tail) if tail else None


def _expires(text: str) -> date | None:
    """The latest date up to which the contract runs."""
    days = [
        day
        for found in DAY.finditer(text)
        if ENDS.search(text[max(0, found.start() - 70) : found.start()]) and TERM.search(text, max(0, found.start() - 160), found.end())
        if (day := _day(found[0]))
    ]
    return max(days) if days else None


def _day(words: str) -> date | None:
    try:
        return parse(re.sub(r"(?<=\d)(?:st|nd|rd|th)|day of ", "", words)).date()
    except (ParserError, ValueError, OverflowError):
        return None


def _law(verdict: Verdict) -> str:
    """The state whose law the paper names."""
    for read in verdict.reads:
        found = [state for state in STATES if re.search(rf"\b{state}\b", read.clause.text, re.IGNORECASE)]
        if verdict.status is Status.CONTRADICTED:
            found = [state for state in found if state != "Connecticut"] or found
        if found:
            return max(found, key=len)
    return ""


def _breach(verdict: Verdict, reading: Reading) -> BreachDays:
    """The days for student information, and for the rest."""
    near = list(dict.fromkeys(other for read in verdict.reads for other in reading.around(read, 0, 3)))
    timed = [read for read in near if spans_in(read.own) and read.says("{notify}|discover\\w*|later than|within|outer limit|day \\d")]
    if not timed:
        return BreachDays()
    others = [read for read in timed if read.says(OTHER)]
    both = [read for read in others if len(spans_in(read.own)) > 1]
    if both:
        spans = spans_in(both[0].own)
        return BreachDays(_whole(spans[0]), _whole(spans[1]))
    first = next((read for read in timed if read not in others), timed[0])
    day = _whole(min(spans_in(first.own)))
    return BreachDays(day, _whole(max(spans_in(others[0].own))) if others else day)


def _whole(days: float) -> int:
    return max(1, round(days))


