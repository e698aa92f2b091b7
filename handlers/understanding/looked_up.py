"""Finds what a message only wants to look up: a passage, an act, what a word or initials mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from handlers.dialogue import bounded_re as re
from handlers.understanding.pins import CITE
from knowledge.citation import Citation

LONGEST_TERM = 4
"""Words of a term that may stand alone."""
_LEAD = (
    r"(?:(?:please|pls|so|and|ok|can you|could you|would you)[ ,]+)*(?:(?:explain|show|read|tell me about"
    r"|look up|open|see|give me|summari[sz]e|describe"
    r"|quote|text of|what(?: exactly)?(?: does| do| did| is| are|'?s)(?: in)?"
    r"|what about"
    r"|how about) )?(?:me |us )?(?:the )?(?:text of )?(?:the )?"
)
_OF_LAW = (
    r"(?:(?:c\.?\s?g\.?\s?s\.?|conn\.? gen\.? stat\.?|sec(?:tion|\.)?|subsection|subdivision|rule|cite|§+|part) ?)*"
)
_TAIL = (
    r"(?: (?:say|says|said|mean|means|state|states|require|requires|cover|covers|do|does|did|change|changed|amend|about"
    r"|define|defines|again|please|exactly|to me|to us|in plain (?:english|words|language)|in full|actually"
    r"|all|for us|of the"
    r" (?:law|act|statute)))*[\s?.!]*"
)
ACT = (
    r"(?:(?:p\.?\s?a\.?|public act|act)\s*(?:no\.?\s*|number\s*)?(?P<act>\d\d\s?-\s?\d{1,3})"
    r"(?:,?\s*(?:s\.|sec\.?|section|§)\s*(?P<section>\d{1,2}))?"
    r"|(?P<house>s?h\.?b\.?|s\.?b\.?|(?-i:H\.?R\.?)|house bill|senate bill)\s*(?:no\.?\s*)?-?(?P<bill>\d{1,5}))"
)
_ACT = re.compile(rf"(?<![\w-]){ACT}(?![\w-])", re.IGNORECASE)
_PASSAGE_ALONE = re.compile(rf"{_LEAD}{_OF_LAW}(?P<it>{CITE}){_TAIL}", re.IGNORECASE)
_ACT_ALONE = re.compile(rf"{_LEAD}{ACT}{_TAIL}", re.IGNORECASE)
_NAME = r"(?P<{}>[\w.'’&/ -]{{2,40}}?)"
_MEANING = tuple(
    re.compile(rf"(?:so |and |ok |please )*(?:{pattern})[\s?.!]*", re.IGNORECASE)
    for pattern in (
        (
            r"what (?:does|do|did) (?:the |an? )?(?:initials |letters |acronym |abbreviation |word |term )?"
            rf"{_NAME.format('a')} (?:stand for|mean|means|stands for)"
            r"(?: (?:exactly|again|here|in (?:this|the) (?:law|act)))?"
        ),
        rf"what(?:'?s| is) {_NAME.format('b')} (?:short for|an abbreviation (?:of|for))",
        rf"(?:the )?(?:meaning|definition|full name) of (?:the |an? )?{_NAME.format('c')}",
        (
            rf"{_NAME.format('d')} (?:stands for(?: what)?|stand for|meaning|definition|means what|abbreviation|acronym"
            r"|full form)"
        ),
        rf"(?:explain|define|def(?:\.| of)?|spell out) (?:the |an? )?(?:word |term |initials )?{_NAME.format('e')}",
        rf"what(?:'?s| is) the (?:meaning|definition) of (?:the |an? )?{_NAME.format('f')}",
    )
)
_WHAT_IS = re.compile(
    rf"(?:so |and |ok )*(?:what|who)(?:'?s| is| are|s) (?:the |an? )?{_NAME.format('a')}(?: again| exactly)?[\s?.!]*",
    re.IGNORECASE,
)


class Wanted(Enum):
    """What is looked up."""

    PASSAGE = "a passage by its cite"
    ACT = "an act by its number"
    MEANING = "what a word or initials mean"
    BARE = "a word alone"
    """As MEANING, unless it goes on from the turn before."""
    ABOUT = "what something is"
    """As MEANING, where a topic may tell more."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What is looked up, and its name: a cite, an act such as ``PA 18-125``, or a word as typed."""

    wanted: Wanted
    of: str


def look_up(text: str) -> LookUp | None:
    """What a whole message looks up; None where it asks or says anything else."""
    if found := _PASSAGE_ALONE.fullmatch(text):
        return LookUp(Wanted.PASSAGE, str(Citation.typed(found["it"])))
    if found := _ACT_ALONE.fullmatch(text):
        return LookUp(Wanted.ACT, _act(found))
    for pattern in _MEANING:
        if found := pattern.fullmatch(text):
            return LookUp(Wanted.MEANING, _name(found))
    if found := _WHAT_IS.fullmatch(text):
        return LookUp(Wanted.ABOUT, _name(found))
    bare = text.strip(" ?.!\"'")
    return LookUp(Wanted.BARE, bare) if bare and len(bare.split()) <= LONGEST_TERM else None


def acts_in(text: str) -> tuple[str, ...]:
    """The acts and bills that a text names, as in ``PA 18-125`` and ``HB 5149``, each once."""
    return tuple(dict.fromkeys(_act(found) for found in _ACT.finditer(text)))


def _act(found: re.Match[str]) -> str:
    if found["act"]:
        number = "".join(found["act"].split())
        return f"PA {number} s.{found['section']}" if found["section"] else f"PA {number}"
    said = found["house"].upper().replace(".", "")
    return f"{said if said == 'HR' else 'SB' if said in {'SB', 'SENATE BILL'} else 'HB'} {found['bill']}"


def _name(found: re.Match[str]) -> str:
    return next(value for value in found.groupdict().values() if value).strip()
