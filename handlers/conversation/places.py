"""Finds the records that are meant where none is named: by their places in a list, or the one shown last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import kind_of
from handlers.dialogue.desk import Memory
from handlers.understanding.requests.said import plainly_spelt
from handlers.understanding.words import NUMBER_WORDS, ORDINAL_WORDS
from knowledge.frames.frame_reader import Frame
from knowledge.wording import nth

_MOST_PLACES = 20
_PLACES: Mapping[str, int] = {
    **{word: number - 1 for word, number in ORDINAL_WORDS.items() if number <= _MOST_PLACES},
    **{nth(number): number - 1 for number in range(1, _MOST_PLACES + 1)},
    "top": 0,
    "last": -1,
    "bottom": -1,
}
_FIRST = frozenset({"oldest", "older", "earlier"})
_NUMBERS = {word: number for word, number in NUMBER_WORDS.items() if 2 <= number <= 10}
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
    rf"|\b(?:the )?(?P<end>latest|newest|newer|later|most recent|oldest|older|earlier)(?: {_NOUN})?"
    r"(?=\W*$|[,;]| (?:is|has|was|expire\w*|due))"
    r"|(?:^|\b(?:number|no\.?|option|open|show) |#)(?P<number>[1-9])\W*$",
    re.IGNORECASE,
)
_PLACE = "|".join(_PLACES)
_SOME = re.compile(
    rf"\b(?:the )?(?P<end>first|top|last|bottom) (?P<many>[2-9]|10|{'|'.join(_NUMBERS)})(?: {_NOUN})?\b"
    r"(?! (?:days|weeks|months|years))"
    rf"|\b(?:the )?(?P<places>(?:{_PLACE})(?:(?:,| and|, and) (?:the )?(?:{_PLACE}))+)(?: {_NOUN})?\b"
    rf"|\b(?P<both>both(?: of (?:them|these|those))?)(?: {_NOUN})?"
    r"(?=\W*$|[,;.]| (?:done|posted|to|until|as|are|were|is)\b)",
    re.IGNORECASE,
)
"""Several entries of a list by their places: the first two, the second and third, both."""

_MANY = frozenset({"both", "all", "them", "those", "these", "they", "their", "theirs"})
MOST_AT_ONCE = 5
_WORD = re.compile(r"[a-z]+|\d+")


def pointed(frame: Frame, text: str, memory: Memory) -> tuple[str, ...] | None:
    """The ids that a place or a word such as "it" points at; None where nothing points, empty where there is none."""
    if memory.rows and (ids := placed(frame, text, memory)) is not None:
        return ids
    references = [set(_WORD.findall(one.lower())) for one in frame.of("reference")]
    if not references:
        return None
    if any(_MANY & words for words in references) and len(memory.rows) != 1:
        return memory.rows[:MOST_AT_ONCE] or None
    if any("other" in words for words in references):
        kind = kind_of(memory.subject)
        others = tuple(one for one in memory.rows if one != memory.subject and kind in {None, kind_of(one)})
        return others[:MOST_AT_ONCE] or None
    return (memory.subject,) if memory.subject else memory.rows if len(memory.rows) == 1 else None


def placed(frame: Frame, text: str, memory: Memory) -> tuple[str, ...] | None:
    """The entries of the list that are named by their places, by the message's words or by what the model marks."""
    found = entries(text, memory.rows)
    marked = " ".join(frame.of("ordinal"))
    return entries(marked, memory.rows) if found is None and marked else found


def entries(text: str, rows: Sequence[str]) -> tuple[str, ...] | None:
    """The entries of the list shown last that are named by their places in it; None where none is.

    Empty where the list has no such entry, or not the two that "both" speaks of.
    """
    spelled = " ".join(plainly_spelt(text.replace("’", "'")).split())
    if several := _SOME.search(spelled):
        return _some(several, rows)
    match = _NTH.search(spelled)
    if match is None:
        return None
    id = _row(match, rows)
    return (id,) if id else ()


def _some(found: re.Match[str], rows: Sequence[str]) -> tuple[str, ...]:
    if found["both"]:
        return tuple(rows) if len(rows) == 2 else ()
    if found["many"]:
        many = _NUMBERS.get(found["many"].lower()) or int(found["many"])
        ends = rows[:many] if found["end"].lower() in {"first", "top"} else rows[-many:]
        return tuple(ends) if len(rows) >= many else ()
    places = [_PLACES[word.lower()] for word in re.findall(rf"\b(?:{_PLACE})\b", found["places"], re.IGNORECASE)]
    fits = all(-len(rows) <= at < len(rows) for at in places)
    return tuple(dict.fromkeys(rows[at] for at in places)) if fits else ()


def _row(found: re.Match[str], rows: Sequence[str]) -> str:
    if found["end"]:
        ranked = sorted(rows, key=lambda one: int(one[2:]))
        return (ranked[0] if found["end"].lower() in _FIRST else ranked[-1]) if ranked else ""
    word = (found["place"] or found["given"] or found["alone"] or "").lower()
    at = _PLACES[word] if word else int(found["number"]) - 1
    return rows[at] if -len(rows) <= at < len(rows) else ""
