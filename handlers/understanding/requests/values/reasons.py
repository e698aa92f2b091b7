"""Finds why something is to be done, as typed."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_WHY = re.compile(
    r"(?:\b(?:because|since(?! (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec|\d))|as in|bc|cuz|reason(?: is|:)?|due to)"
    r"|\b(?=(?:waiting (?:for|on)|we're waiting|counsel|it was (?:logged|entered)|logged (?:it )?twice"
    r"|entered (?:it )?twice|it's a duplicate|duplicate"
    r"|(?:was )?entered by mistake|false alarm|(?:we )?(?:stopped using|no longer use|don'?t use"
    r"|never signed|never happened)|logged by mistake|not (?:a real|really a)|wrong vendor)\b)"
    r"|\s[-–—]+\s|[;:]\s)\s*(?P<why>[^.!?]+)",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"^(?:please|thanks|ok|it'?s at|https?:)", re.IGNORECASE)
LONGEST = 200


def said_reason(text: str) -> str:
    """The reason, from the word that begins it to the end of its sentence; empty where none is given."""
    match = _WHY.search(text)
    why = match["why"].strip(" ,\"'") if match else ""
    return "" if _UNSAID.match(why) or "http" in why else why[:LONGEST]
