"""The outcomes that an entry of the law files can have, and the outcome and sentence of a ruling."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from knowledge.citation import Citation
from knowledge.deciding.ruling import Ruling, items
from knowledge.deciding.tests_of import State
from knowledge.law import LawOfDay
from knowledge.model import Duty, Item, OutcomeText, Rule, Term, Verdict

ALLOWED, NOT_ALLOWED, NEEDED, NOT_NEEDED = "allowed", "not allowed", "needed", "not needed"
OUT_OF_REACH = "out of reach"
"""The outcome where a permission does not apply to the case, so that other rules decide."""
DONE, NOT_DONE = "done", "not done"
"""The outcomes where what is required was done as it must be, or was not."""
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
    """The outcomes for which the entry needs a sentence each."""
    match entry:
        case Term():
            return COUNTS, COUNTS_NOT
        case Item():
            return HAS, LACKS
        case Duty():
            return NEEDED, NOT_NEEDED, *((DONE, NOT_DONE) if entry.done else ())
        case Rule():
            own = _OWN[entry.outcome]
            can_flip = entry.unless or own in {NEEDED, NOT_ALLOWED} or _turns_round(entry)
            can_miss = own in {ALLOWED, NOT_NEEDED} and entry.conditions
            return (
                own,
                *((_FLIPPED[own],) if can_flip else ()),
                *((OUT_OF_REACH,) if can_miss else ()),
                *((DONE, NOT_DONE) if entry.done else ()),
            )


def _turns_round(rule: Rule) -> bool:
    """Whether a rule can come to its opposite; not where every condition that fails leaves the case to other rules."""
    return bool(rule.conditions) and bool(rule.what or any(one.unsaid != "scope" for one in rule.conditions))


def outcome_of(ruling: Ruling) -> str:
    """The outcome of the ruling; empty where it depends on something open."""
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
    """A ruling with this outcome and without facts; None for an outcome that leaves the case to other rules."""
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
    """The entry's sentence for the ruling's outcome, or that of an exception that applies or is missed.

    None where there is none.
    """
    if ruling.exemption and ruling.exemption.applies and not ruling.conditional:
        return ruling.exemption.applies
    text = texts_of(ruling.about, law).get(outcome_of(ruling))
    missed = ruling.missed.otherwise if ruling.missed and ruling.done == "open" else None
    return replace(text, says=missed) if text and missed else text
