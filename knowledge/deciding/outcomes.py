"""Which outcomes an entry of the law files can have, and which one a ruling comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from knowledge.citation import Citation
from knowledge.deciding.ruling import Ruling, items
from knowledge.deciding.tests_of import State
from knowledge.law import LawOfDay
from knowledge.model import Duty, Item, OutcomeText, Rule, Term, Verdict

ALLOWED, NOT_ALLOWED, NEEDED, NOT_NEEDED = "allowed", "not allowed", "needed", "not needed"
OUT_OF_REACH = "out of reach"
"""A permission does not reach the case, so that other rules decide."""
DONE, NOT_DONE = "done", "not done"
"""What is asked for was done as it must be, or something of it is missing."""
COUNTS, COUNTS_NOT = "counts", "does not count"
HAS, LACKS = "has", "lacks"
_OWN: Final[Mapping[str, str]] = {
    "prohibited": NOT_ALLOWED,
    "permitted": ALLOWED,
    "required": NEEDED,
    "not_required": NOT_NEEDED,
}
_FLIPPED: Final[Mapping[str, str]] = {
    NOT_ALLOWED: ALLOWED,
    ALLOWED: NOT_ALLOWED,
    NEEDED: NOT_NEEDED,
    NOT_NEEDED: NEEDED,
}


def outcomes_of(entry: Rule | Duty | Term | Item) -> tuple[str, ...]:
    """The outcomes for each of which the entry needs its sentence."""
    match entry:
        case Term():
            return COUNTS, COUNTS_NOT
        case Item():
            return HAS, LACKS
        case Duty():
            return NEEDED, NOT_NEEDED, *((DONE, NOT_DONE) if entry.done else ())
        case Rule():
            own = _OWN[entry.outcome]
            turns = entry.unless or own in {NEEDED, NOT_ALLOWED} or _turns_round(entry)
            reach = own in {ALLOWED, NOT_NEEDED} and entry.conditions
            return (
                own,
                *((_FLIPPED[own],) if turns else ()),
                *((OUT_OF_REACH,) if reach else ()),
                *((DONE, NOT_DONE) if entry.done else ()),
            )


def _turns_round(rule: Rule) -> bool:
    """Whether a permission can become its opposite: not where all that can fail leaves it to other rules."""
    return bool(rule.conditions) and bool(rule.what or any(one.unsaid != "scope" for one in rule.conditions))


def outcome_of(ruling: Ruling) -> str:
    """What the ruling comes to; empty where something open decides."""
    shape = ruling.about.partition(":")[0]
    if shape == "term":
        return {"met": COUNTS, "not met": COUNTS_NOT}.get(ruling.fits, "")
    if shape == "item":
        return {"met": HAS, "not met": LACKS}.get(ruling.done, "")
    if ruling.conditional:
        return "" if ruling.open else OUT_OF_REACH
    if ruling.verdict is Verdict.REQUIRED and ruling.done != "open":
        return DONE if ruling.done == "met" else NOT_DONE
    return _OWN[ruling.verdict.value]


_SETTLED: Final[Mapping[str, State]] = {DONE: "met", HAS: "met", NOT_DONE: "not met", LACKS: "not met"}
_FITS: Final[Mapping[str, State]] = {COUNTS: "met", COUNTS_NOT: "not met"}
_VERDICTS: Final[Mapping[str, Verdict]] = {
    **{name: Verdict(verdict) for verdict, name in _OWN.items()},
    **dict.fromkeys(_SETTLED, Verdict.REQUIRED),
    **dict.fromkeys(_FITS, Verdict.DEFINITION),
}


def ruling_of(about: str, outcome: str, cite: Citation) -> Ruling | None:
    """The ruling that comes to an outcome of which nothing was told; None for one that leaves other rules to decide."""
    verdict = _VERDICTS.get(outcome)
    if verdict is None:
        return None
    return Ruling(about, cite, verdict, done=_SETTLED.get(outcome, "open"), fits=_FITS.get(outcome, "open"))


def texts_of(about: str, law: LawOfDay) -> Mapping[str, OutcomeText]:
    """The sentences of an entry such as ``rule:disclose``, by outcome."""
    shape, _, name = about.partition(":")
    match shape:
        case "rule" if name in law.rules:
            return law.rules[name].outcomes
        case "duty" if name in law.duties:
            return law.duties[name].outcomes
        case "term" if name in law.terms:
            return law.terms[name].outcomes
        case "item":
            return next((one.outcomes for one in items(law) if one.id == name), {})
        case _:
            return {}


def text_of(ruling: Ruling, law: LawOfDay) -> OutcomeText | None:
    """The entry's words for what the ruling comes to; those of the exception where one applies."""
    if ruling.exemption and ruling.exemption.applies and not ruling.conditional:
        return ruling.exemption.applies
    return texts_of(ruling.about, law).get(outcome_of(ruling))
