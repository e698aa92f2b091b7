"""What does a paper do with each of the ten provisions, and what else should counsel see in it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from handlers.papers.paper import Paper
from handlers.review import why_words
from handlers.review.review import Evidence, Finding, Review, Status

TELLING = {
    "property": r"\b(property of|owned by|ownership of)\b",
    "deletion": r"\b(request|ask)\w*\b[^.]*\b(delet|destr)\w+",
    "purpose": r"\b(only|solely|other than)\b[^.]*\bpurposes?\b",
    "review": r"\b(parent|guardian)s?\b[^.]*\b(review|inspect|access|correct)\w*",
    "security": r"\b(safeguard|security measure|encrypt)\w*",
    "breach": r"\b(breach|unauthorized (release|disclosure))\b[^.]*\b(notif|inform|report)\w*",
    "end": r"\b(expir|terminat)\w+[^.]*\b(delet|destr|return|retain)\w*",
    "ferpa": r"\b(FERPA|Family Educational Rights)\b",
    "governing-law": r"\b(governed by|laws? of the State)\b",
    "severability": r"\b(severab|remain\w* in (full force|effect)|invalid)\w*",
}
"""Words that tell of a provision."""


def review_paper(paper: Paper, on: date) -> Review:
    """The review of a paper, for the law of that day."""
    return Review(on, {item: _finding(item, paper) for item in TELLING})


def _finding(item: str, paper: Paper) -> Finding:
    """Present where a sentence has the words."""
    found = next(_sentences_with(TELLING[item], paper), None)
    if found is None:
        return Finding(item, Status.ABSENT, (), why_words.NOTHING)
    return Finding(item, Status.WEAK, (found,), why_words.UNREAD)


def _sentences_with(pattern: str, paper: Paper) -> Iterator[Evidence]:
    for sentence in re.finditer(r"[^\n.][^\n.]*\.?", paper.text):
        if re.search(pattern, sentence[0], re.IGNORECASE):
            yield Evidence(sentence[0], paper.page(sentence.start()), sentence.start(), sentence.end())
