"""Which simple methods is the reader of agreements measured against? Each tells of an item its status and a quote."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from measure import say

from bot.compose import recognizer
from bot.settings import read_settings
from handlers.text_extraction.building import Unreadable, read_paper

PATTERNS = {
    "property": r"propert|own(?:s|ed|ership)\b",
    "deletion": r"(?:request|direct|ask).{0,80}(?:delet|destr|eras)|(?:delet|destr|eras).{0,80}request",
    "purpose": r"(?:only|solely|exclusively|other than|except).{0,60}purpose|purpose.{0,40}(?:authorized|contract)",
    "review": r"(?:parent|guardian|famil).{0,120}(?:review|inspect|access|correct)",
    "security": r"safeguard|security measures|encrypt|secure and confidential|security and confidentiality",
    "breach": r"(?:notif|inform|report).{0,120}(?:breach|unauthorized)|(?:breach|unauthorized).{0,120}(?:notif|inform|report)",
    "end": r"(?:expir|terminat|end of).{0,120}(?:delet|destr|return|retain)|(?:delet|destr|return|retain).{0,120}(?:expir|terminat)",
    "ferpa": r"FERPA|Family Educational Rights",
    "governing-law": r"Connecticut law|laws? of (?:the State of )?Connecticut",
    "severability": r"severab|remain(?:s|ing)? .{0,40}(?:in (?:full )?(?:force|effect)|valid)",
}
"""What somebody would look for with Ctrl-F."""
WORDING = {
    "property": "student data is the property of and under the control of the board and not of the contractor",
    "deletion": "the board may request deletion of student data by written request to the contractor",
    "purpose": "the contractor shall not use student data for any purposes other than those authorized by the contract",
    "review": "a parent student or guardian may review personally identifiable information and correct erroneous information",
    "security": "the contractor shall take actions designed to ensure the security and confidentiality of student data",
    "breach": "the contractor shall notify the board of a breach unauthorized release disclosure or acquisition of student data",
    "end": "student data shall not be retained or available to the contractor upon expiration of the contract",
    "ferpa": "the contractor and the board shall ensure compliance with the family educational rights and privacy act ferpa",
    "governing-law": "the laws of the state of connecticut govern the rights and duties of the contractor and the board",
    "severability": "if a court holds a provision invalid the other provisions remain in effect severability",
}
"""The statute's wish in student-data words."""
ENOUGH = 14.0
"""A BM25 score from which a sentence counts as present; the best on the papers that were developed on."""
K1, B = 1.2, 0.75
Told = Mapping[str, tuple[str, str]]


def everything(text: str) -> Told:
    """Everything is present."""
    return dict.fromkeys(PATTERNS, ("present", text[:200]))


def keywords(text: str) -> Told:
    """Present where one pattern occurs in a sentence."""
    sentences = _sentences(text)
    told = {}
    for item, pattern in PATTERNS.items():
        found = next((one for one in sentences if re.search(pattern, one, re.IGNORECASE)), "")
        told[item] = ("present" if found else "absent", found)
    return told


def bm25(text: str) -> Told:
    """Present where the best sentence scores enough against the statute's wish."""
    sentences = _sentences(text)
    bags = [Counter(_words(one)) for one in sentences]
    known = Counter(word for bag in bags for word in bag)
    mean = sum(bag.total() for bag in bags) / max(1, len(bags))
    told = {}
    for item, wish in WORDING.items():
        scores = [_score(bag, _words(wish), known, len(bags), mean) for bag in bags]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        good = best is not None and scores[best] >= ENOUGH
        told[item] = ("present" if good else "absent", sentences[best] if good and best is not None else "")
    return told


def _score(bag: Counter[str], wish: list[str], known: Counter[str], number: int, mean: float) -> float:
    """How well a sentence fits the wish."""
    return sum(
        math.log(1 + (number - known[word] + 0.5) / (known[word] + 0.5))
        * bag[word]
        * (K1 + 1)
        / (bag[word] + K1 * (1 - B + B * bag.total() / mean))
        for word in set(wish)
        if bag[word]
    )


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.;?!])\s+|\n+", text) if len(one.strip()) > 20]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


METHODS: Mapping[str, Callable[[str], Told]] = {
    "everything present": everything,
    "one pattern an item": keywords,
    "BM25 over sentences": bm25,
}


def text_of(file: Path) -> str:
    """The text of a file, recognized where it is a picture; empty where it cannot be."""
    if file.suffix == ".txt":
        return file.read_text()
    try:
        return read_paper(file.read_bytes(), file.name, recognizer(read_settings())).text
    except Unreadable as why:
        say(f"{file.name}: {why}")
        return ""
