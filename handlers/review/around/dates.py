"""When the paper was signed, and until when the contract runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.dialogue import bounded_re as re

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = (
    rf"(?:(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:day of )?(?:{MONTHS}),? \d{{4}}|"
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})"
)
DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
SIGNED = re.compile(
    r"/s/|\b(?:Signed|Signature|EXECUTED|Executed|By:|by [A-Z]|Dated?:|Superintendent|President|Chair|Chairperson|Director|Officer|Manager|Counsel|"
    r"Treasurer|Member|Owner|VP|Vice President|Chief|Principal|Clerk|Partner|delegate)\b"
)
OTHERWISE = re.compile(
    r"(?i)\b(?:completed|reviewed|received|effective|updated|revised|period|term|commenc\w*|proposer|acknowledged|ack\b|underlying|bill to|order|"
    r"invoice|quote|until|through|ends?|expires?|from|order dated|agreement dated)\b"
)
SPAN = re.compile(
    rf"\b{_DAY}\s*(?:to|through|thru|until|–|—|-|and ending(?: on)?|and (?:ends|expires|continues (?:to|until|through))(?: on)?)\s*({_DAY})",
    re.IGNORECASE,
)
ENDING = re.compile(
    rf"(?i)\b(?:expires?|expiration(?: date)?|ends?|end date|ending|runs? (?:to|until|through|out)|until|"
    rf"through|no later than|last day is|last day:?|terminates?)\b[^.;\n]{{0,60}}?({_DAY})"
)
PAST = re.compile(r"(?i)\b(?:current|present|this year's|existing|expiring)\b")


def signed_on(text: str) -> date | None:
    """The later of the dates beside signatures."""
    return max(_signed(text), default=None)


def ends_on(text: str) -> date | None:
    """The latest day to which the contract runs."""
    found = [day for span in SPAN.finditer(text) if (day := _day(span[1]))]
    found += [
        day
        for end in ENDING.finditer(text)
        if not PAST.search(text, max(0, end.start() - 60), end.start()) and (day := _day(end[1]))
    ]
    return max(found, default=None)


def _signed(text: str) -> Iterator[date]:
    for found in DAY.finditer(text):
        before = text[max(0, found.start() - 160) : found.start()]
        line = before.rsplit("\n", 1)[-1]
        if len(line.strip()) < 8 and re.search(r"(?i)date|^\s*$", line):
            line = " ".join(before.rstrip().split("\n")[-3:])
        if SIGNED.search(line) and not OTHERWISE.search(line[-60:]) and (day := _day(found[0])):
            yield day


def _day(words: str) -> date | None:
    """The date that the words say; None where there is no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    named = re.search(MONTHS, words, re.IGNORECASE)
    if named and len(numbers) == 2:
        day, year, month = numbers[0], numbers[1], NAMES.index(named[0][:3].lower()) + 1
    elif re.match(r"\d{4}-", words):
        year, month, day = numbers
    else:
        month, day, year = numbers
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
