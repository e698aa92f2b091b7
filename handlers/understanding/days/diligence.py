"""Reads whether somebody worked without delay, or sat on what they knew: "we dug nonstop", "it sat on it for weeks"."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_AT_WORK = re.compile(
    r"\b(?:(?:work|dig|investigat|trac|search|look)\w*|dug)(?: \w+){0,3} (?:hard|nonstop|non-stop|day and night"
    r"|around the clock|flat out|at once|right away|immediately|the (?:whole|entire) time"
    r"|without (?:a )?(?:break|pause))\b"
    r"|\b(?:is|was|it'?s|took|been) (?:\w+ )?hard work\b|\bdug in\b"
    r"|\bas (?:fast|quickly|soon) as (?:we|they|it) could\b"
    r"|\bwithout (?:any |unreasonable |undue )?delay\b|\bno delay\b",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"\b(?:sat|sit|sitting) on (?:it|that|this|the)\b|\bdid nothing\b|\bdragged (?:its|their|our) feet\b"
    r"|\b(?:could|might) have (?:told|said|written|called) (?:\w+ )?(?:\w+ )?(?:sooner|earlier|before|at once)\b"
    r"|\bfor no (?:good )?reason\b|\bkept (?:it |that )?quiet\b|\b(?:just|simply) waited\b",
    re.IGNORECASE,
)


def without_delay(text: str) -> bool | None:
    """Whether it says that nobody dawdled; None where it says neither, or both."""
    worked, idle = _AT_WORK.search(text), _IDLE.search(text)
    return None if bool(worked) is bool(idle) else bool(worked)
