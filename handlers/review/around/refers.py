"""Which other papers this one takes in, that are not in the file."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue import bounded_re as re
from handlers.review import why_words as words
from handlers.review.reading.read import ReadPaper

TAKEN_IN = re.compile(
    r"\b(?:incorporated (?:herein )?by reference|(?:is|are) (?:made )?(?:a )?part of|hereby make part of|"
    r"subject to (?:our|the|VENDOR)|as set (?:forth|out) in|in accordance with (?:our|the)|"
    r"see (?:our|the)|as posted (?:at|on)|described in (?:our|the)|(?:is|are) governed by (?:our|the))\b"
)
NAME = re.compile(
    r"\b(?:privacy (?:policy|notice|statement)|terms of (?:use|service)|acceptable use policy|"
    r"master (?:services? )?agreement|online terms|data (?:processing|privacy|security) (?:agreement|addendum|policy|plan)|"
    r"service agreement|security (?:policy|plan|page|whitepaper))\b(?! agreement)",
    re.IGNORECASE,
)
EXHIBIT = re.compile(r"\b(Exhibit|Schedule|Appendix|Annex|Attachment) [“\"]?([A-Z]|\d{1,2})\b[”\"]?")


def notes_of(reading: ReadPaper) -> Iterator[str]:
    """A sentence for each paper that is taken in and not there."""
    text = reading.paper.text
    title = text[:200].lower()
    taken: list[str] = []
    for read in reading.promises:
        if TAKEN_IN.search(read.words):
            taken += [found[0].lower() for found in NAME.finditer(read.clause.text) if found[0].lower() not in title]
    for name in list(dict.fromkeys(taken))[:3]:
        yield words.refers_to(name)
    missing = [
        name
        for name in dict.fromkeys(f"{kind} {letter}" for kind, letter in EXHIBIT.findall(text))
        if not _there(name, text)
    ]
    if missing:
        yield words.not_attached(missing[:6])


def _there(name: str, text: str) -> bool:
    """Whether the exhibit itself stands in the paper: a line that begins with its name, and more than one line after it."""
    kind, letter = name.split()
    return bool(re.search(rf"(?im)^\W*{kind}\s+[“\"]?{letter}\b[”\"]?[^\n]{{0,80}}$", text))
