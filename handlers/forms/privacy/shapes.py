"""The shapes of numbers, dates and addresses that look like a student's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from handlers.dialogue import bounded_re as re

PersonalData = Literal[
    "name", "birth date", "student number", "e-mail address", "phone number", "Social Security number", "home address"
]
WALL = "\0"
"""Stands where something was found or is not to be read; no pattern reads across it."""


def walled(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, as long as before, with a wall in place of each span."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], WALL * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


# What has a shape: each pattern marks the find as ``it``; what it reads without marking is passed over.

UNREAD = re.compile(rf"\[(?:{'|'.join(get_args(PersonalData))})\]|(?:https?://|www\.)\S+", re.IGNORECASE)
_DESK = (
    r"(?:privacy|support|info|legal|help|helpdesk|security|contracts?|sales|contact|office|admin|dpo|compliance|hello"
    r"|team|no-?reply|billing|data|data-?privacy|student-?privacy|purchasing|accounts?|service)@"
)
_SSN = (
    r"(?:\bssn\b|social security(?: number| no\b| #)?)(?: (?:is|was|ends in|ending in|last (?:four|4)))?[\s:=#(.-]{0,3}"
)
_LOCAL = r"\d{3}[ .-]\d{4}(?![\w-]|\.\d)"
_BARE = r"[2-9]\d\d[2-9]\d{6}(?!\w)"
_PHONE = rf"(?<![\w.#/-])(?:\+?1[ .-]?)?(?!\(?8(?:00|33|44|55|66|77|88))(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-]){_LOCAL}"
_VENDOR_LINE = r"(?:support|help ?desk|sales|fax|hotline|customer service)(?: line| number| phone| team)?[\s:(-]{0,3}"
_CALLED = r"\b(?:call|cell|phone|mobile|tel|text|mom|mother|dad|father|parent|guardian)\b[^\d\0\n]{0,25}?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|{_MONTH} {_NTH}(?:,? \d{{4}})?|{_MONTH} \d{{4}}"
    rf"|{_NTH}(?: of)?[ -]{_MONTH},?(?:[ -]\d{{2,4}})?)(?!\w)"
)
_BIRTH = (
    r"(?:\bdob\b|\bd\.o\.b\b\.?|\bb-?day\b|\bbirth[ -]?(?:day|date)\b|\bdate of birth\b|\bborn\b)"
    r"(?: (?:is|was|on|in|of|about|for|the|his|her|student|child)\b){0,5}[\s:=#(,.-]{0,4}"
)
_OTHERS = "contract order vendor app product project invoice account customer course tax meeting district school"
_NO_STUDENTS = "".join(f"(?<!{thing} )" for thing in _OTHERS.split())
_ID = (
    r"(?:\bsasids?\b|\b(?:student|pupil|child|kid|lunch|meal|cafeteria|her|his|their)(?:['’]?s)? ?"
    r"(?:ids?\b|pin\b|nos?\b|num(?:ber)?s?\b|code\b|#)|\b(?:student|pupil) (?=\d{5})"
    rf"|{_NO_STUDENTS}\bids?\b)(?: ?(?:number|no\b|#))?"
    r"(?: (?:is|was|are|of|for|the|student)\b){0,4}[\s:=#(.-]{0,4}"
)
_PLAIN_NUMBER = r"\d(?:-?\d){3,11}(?![\w/]|-\w)"
_SHAPES: tuple[tuple[PersonalData, str], ...] = (
    (
        "e-mail address",
        rf"(?<![\w.+-])(?!{_DESK}|[^\s\0]{{1,120}}\.gov\b)(?P<it>[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})",
    ),
    ("Social Security number", r"(?<![\w.-])(?P<it>\d{3}([- ])\d\d\2\d{4})(?![\w-])"),
    ("Social Security number", rf"{_SSN}(?P<it>\d{{9}}|\d{{4}})(?!\w)"),
    ("phone number", rf"{_VENDOR_LINE}{_PHONE}|(?P<it>{_PHONE})"),
    ("phone number", rf"{_CALLED}(?P<it>(?<!\w)(?:{_BARE}|{_LOCAL}))"),
    ("phone number", rf"(?<!\w)(?P<it>{_BARE})(?= \(?(?:\w+['’]?s? )?(?:cell|phone|mobile|mom|dad)\b)"),
    (
        "birth date",
        rf"{_BIRTH}(?P<it>{_DAY}|\d{{6}}(?:\d\d)?\b)",
    ),
    (
        "birth date",
        r"\b(?:he|she|who|child|student|kid|son|daughter)(?: was| is|,)? born (?:in )?(?P<it>(?:19|20)\d\d)\b",
    ),
    ("birth date", rf"(?<![\w/.-])(?P<it>{_DAY})[\s(,-]{{1,3}}(?:dob|date of birth|birth ?da(?:y|te))\b"),
    ("student number", rf"{_ID}(?P<it>{_PLAIN_NUMBER}(?:(?:, | and |, and | & ){_PLAIN_NUMBER})*)"),
)
NUMBERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SHAPES)
STREET = re.compile(
    r"(?<![\w$.-])(?P<it>\d{1,5}[a-z]? (?:(?!(?:a|an|the|of|in|on|per|for|by|to|and|students?|days?|hours?|devices?) )"
    r"[a-z][\w'.]{0,20} ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|circle|cir|terrace|ter|place|pl"
    r"|boulevard|blvd|way|trail|turnpike|tpke|highway|hwy|parkway|pkwy)\b\.?(?:,? (?:apt|unit|#)\.? ?\w{1,5})?)",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:home|house|lives?|lived|living|resid\w+|moved|family|pick-?up|drop-?off|bus stop|aunt|uncle|grand\w+|foster"
    r"|guardian|parents?|mother|father|mom|dad|student(?!s)|child|kid)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:office|vendor|headquarters?|hq|school|district|company|inc|llc|suite|library)\b", re.IGNORECASE
)


def is_home(sight: str, start: int, end: int, named: Iterable[int]) -> bool:
    """A street address is a student's where the words around it, or a name just before it, say so."""
    around = sight[max(0, start - 60) : start].rpartition(WALL)[2] + "\n" + sight[end : end + 45].partition(WALL)[0]
    if any(0 <= start - name <= 30 for name in named):
        return True
    return bool(_HOME.search(around)) and not _WORK.search(around)
