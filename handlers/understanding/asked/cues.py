"""The patterns by which the sentence that asks is found, and the cues in it, from the file beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from handlers.dialogue import bounded_re as re

SENTENCE: Final = re.compile(r"(?<=[.?!])\s+|\s+[-–]\s+")
WHETHER: Final = re.compile(
    r"(?:(?:so|and|but|or|hi|ok|then|also|well|hey|please|if so|question)\b[,: ]*)*"
    r"(?:can|may|must|should|could|do|does|did|is|are|was|were|will|would|has|have|am|need|might|shall)"
    r"(?:n'?t)?\b",
    re.IGNORECASE,
)
ASKS_WH: Final = re.compile(
    r"^(?:(?:so|and|but|or|then|also|well|to|in|for|by|at|on|from|since|under|with|within|as of|about|through|after"
    r"|before|during|per)\b[,: ]*)*"
    r"(?:when|who|whom|whose|why|how|what|which|until when)\b(?! if| about)",
    re.IGNORECASE,
)
AUXILIARY: Final = (
    r"(?:may|can|could|must|should|shall|will|would|do|does|did|is|are|was|were|am|has|have|had|need|might)(?:n['’]?t)?"
)
ENDS_WH: Final = re.compile(
    r"(?<!know )(?<!sure )(?<!tell )(?<!matter )(?:^|[\s,–—-])(?P<wh>(?:by |until |till )?when|who|whom"
    r"|how (?:long|soon|often|fast|late|many days))[\s?.!]*$",
    re.IGNORECASE,
)
"""Asks at its end: "the clock starts when", "we must tell families - when"."""
IS_FINE: Final = re.compile(
    r"(?:(?:is|was|are|were) (?:that|this|it|we|they|the \w+|that \w+)(?: \w+)? )?"
    r"(?:all ?right|ok(?:ay)?|fine|allowed|permitted|legal|lawful)"
    r"(?: (?:by|under|with) [^?]*)?\W*",
    re.IGNORECASE,
)
"""Asks whether what was just told is allowed."""
RUNS_ON: Final = re.compile(
    r"\b(?!(?:what|who|whom|when|where|why|how|which|much|many|long|if|whether|as|so|nor)\b)[\w'-]+ "
    r"((?:can|may|must|should|could|do|does|did|is|are|will) (?:we|i|they|she|he|it) [a-z].*)$",
    re.IGNORECASE,
)
"""Asks without a sign between what is told and what is asked: "mom wants it gone can she ask them"."""


def _read_cues() -> Mapping[str, re.Pattern[str]]:
    """The cues of each name, from the file beside this one."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "stance_cues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            found.setdefault(name, []).append(line)
    return {name: words_of(*cues) for name, cues in found.items()}


def words_of(*found: str) -> re.Pattern[str]:
    """A pattern for any of these, each at the beginning of a word."""
    return re.compile(r"\b(?:" + "|".join(found) + r")", re.IGNORECASE)


CUES: Final = _read_cues()


def has_cue(name: str, text: str) -> bool:
    """Whether the sentence that asks has one of the cues of that name; "All right?" asks of all that was told."""
    said = text.strip().replace("\u2019", "'")
    last = last_sentence(said)
    return bool(CUES[name].search(said if IS_FINE.fullmatch(last.strip()) else last))


def tells_cue(name: str, text: str) -> bool:
    """Whether any of it has one of the cues of that name."""
    return CUES[name].search(text.replace("\u2019", "'")) is not None


def last_sentence(text: str) -> str:
    """The sentence that asks: the last one with a question mark, else the last, from where it turns into a question."""
    parts = [part for part in SENTENCE.split(text) if part.strip()]
    asking = [part for part in parts if part.rstrip(" \"')").endswith("?")]
    last = (asking or parts or [text])[-1]
    turns = None if asking or WHETHER.match(last) or ASKS_WH.match(last) else RUNS_ON.search(last)
    return turns[1] if turns else last
