"""Puts the id of a record in the place of the word that points at it: it, that one, the second one, theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.apart.asking import asked_span
from handlers.understanding.requests.spelling import plainly_spelt

_PLACES: Mapping[str, int] = {
    "first": 0, "1st": 0, "top": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4,
    "5th": 4, "last": -1, "bottom": -1,
}  # fmt: skip
_NOUN = (
    r"(?:ones?|contracts?|agreements?|breach(?:es)?|incidents?|deadlines?|vendors?|compan(?:y|ies)"
    r"|apps?|products?|records?|rows?|items?|entry|tasks?)"
)
_NTH = re.compile(
    rf"\b(?:(?:the|that|this) )?(?P<place>{'|'.join(_PLACES)})(?: {_NOUN}| of (?:those|them|these|the two|the three)\b)"
    rf"(?! of)"
    rf"|\bthe (?P<given>{'|'.join(_PLACES)})(?= (?:over )?to (?-i:[A-Z]))"
    r"|^\W*(?P<lead>(?:and |ok |open |show(?: me)? |pull up |what about "
    rf"|how about )*)(?:the )?(?P<alone>{'|'.join(_PLACES)})\W*$"
    rf"|\b(?:the )?(?P<end>latest|newest|most recent|oldest)(?: {_NOUN})?(?=\W*$|[,;]| (?:is|has|was|expire\w*|due))"
    r"|(?:^|\b(?:number|no\.?|option|open|show) |#)(?P<number>[1-9])\W*$",
    re.IGNORECASE,
)
_NO_IT = re.compile(
    r"\b(?:is|was|would|does|should|will) it (?:ok|okay|legal|illegal|allowed|true|possible|enough|late|matter"
    r"|mean|say|count|fine|a problem)\b"
    r"|\bsays? (?:it|that|so)\b|\bthat (?:is|was|the|we|they|i|it|he|she|a|an|means|way|many)\b|\bis that (?:ok"
    r"|okay|legal|right|true|so|enough|correct|allowed|it)\b"
    r"|\bhow many is (?:that|it)\b|\bmake it \w+\b|\bwhat if it\b|\bif it\b|\bdo it\b"
    r"|\bthis (?:semester|term|school year|fiscal year|weekend|afternoon|evening|week|month|year|morning"
    r"|fall|spring|summer|winter|quarter|law|act|repository|register|system|office|place|district|town|school|bot"
    r"|chat|channel|book|log)\b"
    r"|\b(?:does|do|would|did) that leave\b|\b(?:after|besides|apart from|other than|with) that\b"
    r"|\b(?:agreements?|contracts?|vendors?|ones?|those|apps?|deadlines?|breach(?:es)?|\w*things?) that\b"
    r"|\bthat (?:very |same )?(?:day|date|moment|time|week|month|year)\b"
    r"|\bforget it\b|\bgot it\b|\bso it\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\b(?:its|their|theirs)\b(?! own)", re.IGNORECASE)
_ONE = re.compile(rf"\b(?:(?:that|this|the same) {_NOUN}|it|that|this)\b(?!')", re.IGNORECASE)
_THEIRS_THAT = re.compile(r"\b(?:its|theirs?)\b.*\bthat\b(?!.*\b(?:it|this)\b)", re.IGNORECASE)
"""Points by the first word, and tells something behind the other: "a note with theirs that they called"."""
_IS = re.compile(r"\b(?:it|that|this)'s\b", re.IGNORECASE)
_MANY = re.compile(
    rf"\b(?:(?:which|any|some|all|each|one|none) of )?(?:them|these|those)(?: {_NOUN})?\b|\b(?:both"
    r"|all)(?: of them)?\b(?=\W*$)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"\b(?:the )?other (?:{_NOUN})\b|^(?:and |what about |how about |ok |so )*the other\W*$", re.IGNORECASE
)
_OF_THESE = re.compile(
    r"(?P<named>\b(?:any|which|what|all|our|the|many|whose) (?:\w+ )?"
    r"(?:contracts|agreements|vendors|apps|breaches|deadlines|ones)\b.*?)\b(?:them|their|theirs)\b",
    re.IGNORECASE,
)
"""Points at what the same message names: "any contracts with holes in them"."""
_KIND = re.compile(r"\b(?:the |that )?(?P<kind>contract|agreement|breach|incident|deadline) one\b", re.IGNORECASE)
_LETTERS = {"contract": "C", "agreement": "C", "breach": "B", "incident": "B", "deadline": "D"}
MOST_AT_ONCE = 5


def pointed(text: str, subject: str, rows: Sequence[str]) -> str:
    """The text with ids instead of what points at them; empty where nothing does, or nothing was shown."""
    said = " ".join(plainly_spelt(text.replace("’", "'")).split())
    start, end = asked_span(said)
    found = _pointed(said[start:end], subject, rows)
    return f"{said[:start]}{found}{said[end:]}" if found else ""


def _pointed(said: str, subject: str, rows: Sequence[str]) -> str:
    """The same of the part that asks."""
    if found := _NTH.search(said):
        return _nth(said, found, rows)
    if (found := _OTHER.search(said)) and len(left := [one for one in rows if one != subject]) == 1:
        return f"{said[: found.start()]}{left[0]}{said[found.end() :]}"
    if (found := _KIND.search(said)) and (of := [one for one in rows if one[0] == _LETTERS[found["kind"].lower()]]):
        return f"{said[: found.start()]}{of[0]}{said[found.end() :]}"
    plain = _NO_IT.sub(lambda hit: "_" * len(hit[0]), said)
    plain = _OF_THESE.sub(lambda hit: hit["named"] + "_" * (len(hit[0]) - len(hit["named"])), plain)
    if subject:
        ways = [(_IS, f"{subject} is"), (_ONE, subject), (_WHOSE, f"{subject}'s")]
        if _THEIRS_THAT.search(plain):
            ways.reverse()
        for pattern, form in ways:
            if hit := pattern.search(plain):
                return f"{said[: hit.start()]}{form}{said[hit.end() :]}"
    if rows and (hit := _MANY.search(plain)):
        return f"{said[: hit.start()]}{', '.join(rows[:MOST_AT_ONCE])}{said[hit.end() :]}"
    return ""


def _nth(said: str, found: re.Match[str], rows: Sequence[str]) -> str:
    id = _row(found, rows)
    if not id:
        return ""
    lead = found["lead"] or ""
    return f"{said[: found.start()]}{lead}{id}{said[found.end() :].rstrip(' .!?')}"


def _row(found: re.Match[str], rows: Sequence[str]) -> str:
    if found["end"]:
        ranked = sorted(rows, key=lambda one: int(one[2:]))
        return (ranked[0] if found["end"].lower() == "oldest" else ranked[-1]) if ranked else ""
    word = (found["place"] or found["given"] or found["alone"] or "").lower()
    at = _PLACES[word] if word else int(found["number"]) - 1
    return rows[at] if -len(rows) <= at < len(rows) else ""


def points(text: str) -> bool:
    """Whether a word in it points at something that was said or shown before."""
    said = " ".join(text.replace("’", "'").split())
    plain = _NO_IT.sub("_", said)
    return any(one.search(plain) for one in (_NTH, _WHOSE, _ONE, _IS, _MANY))


def points_at_other(text: str) -> bool:
    """Whether it speaks of the other one of two."""
    return _OTHER.search(" ".join(text.split())) is not None
