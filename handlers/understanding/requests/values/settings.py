"""Finds which of the district's settings somebody wants to change, and to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.values.days import SaidDay

_FIELDS: Mapping[str, str] = {
    "superintendent": r"superintendent",
    "lead": r"privacy lead",
    "closures": r"closed|school'?s out|out for (?:winter|spring)|closures?|no school|snow day|vacation|break\b",
    "place": (
        r"(?:post|send|put) (?:the )?(?:reminders?|it|them|posts) (?:here|in this|to this)|post here|reminder channel"
    ),
    "before": r"days before|reminder days|remind\w* .*\bdays\b",
    "evening": r"evening|(?:after|later than|past) \d",
    "morning": r"morning|(?:before|earlier than|until) \d|no earlier",
    "zone": r"time ?zone",
    "district": r"district'?s? name|name of (?:the|our) district",
    "site": r"web ?site|web page|contracts? page|page of contracts|\bsite\b",
}
_HOUR = re.compile(r"\b(\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?)(?=$|[\s.,!])", re.IGNORECASE)
_TO = re.compile(r"\b(?:is now|to|is|as)\b[: ]+(?P<value>[^.!?]+)$", re.IGNORECASE)


def said_setting(text: str, days: Sequence[SaidDay]) -> tuple[str, str]:
    """The field of the setup and its new value as typed; both may be empty. People and links are read elsewhere."""
    field = next((name for name, words in _FIELDS.items() if re.search(words, text, re.IGNORECASE)), "")
    match field:
        case "closures":
            known = [one.day.isoformat() for one in days if one.day]
            span = len(known) == 2 and re.search(r"\b(?:to|through|thru|until)\b| - ", text)
            return field, (" to " if span else ", ").join(known)
        case "morning" | "evening":
            hour = _HOUR.search(text)
            return field, hour[1].strip() if hour else ""
        case "before":
            return field, ", ".join(re.findall(r"\b\d{1,2}\b", text))
        case "zone" | "district":
            said = _TO.search(text)
            return field, said["value"].strip(" \"'") if said else ""
        case "place":
            return field, "here" if re.search(r"\b(?:here|this)\b", text, re.IGNORECASE) else ""
        case _:
            return field, ""
