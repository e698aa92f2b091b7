"""Turns what the law comes to into the answer to the question as it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from knowledge.deciding.ruling import Ruling
from knowledge.model import Verdict

Stance = Literal[
    "may", "must", "banned", "skip", "enough", "covered", "when", "who", "what", "how", "why", "assert", "consequence"
]
Claim = Literal["", "allowed", "forbidden", "needed", "not needed", "fits", "does not fit", "enough", "not enough"]
"""What somebody says is so, or asks whether it is so."""
Opening = Literal["yes", "no", "depends", "none"]

ASKS_WHETHER: Final[frozenset[str]] = frozenset({"may", "must", "banned", "skip", "enough", "covered", "assert"})
"""The stances that want Yes or No."""
_P, _A, _R, _N = Verdict.PROHIBITED, Verdict.PERMITTED, Verdict.REQUIRED, Verdict.NOT_REQUIRED
_YES: Final[Mapping[str, frozenset[Verdict]]] = {
    "allowed": frozenset({_A, _N}),
    "forbidden": frozenset({_P, _R}),
    "needed": frozenset({_R, _P}),
    "not needed": frozenset({_N, _A}),
    "enough": frozenset({_A, _N}),
    "not enough": frozenset({_R, _P}),
    "fits": frozenset({_R, _P}),
    "does not fit": frozenset({_N, _A}),
}
"""What is asked or said to be so, and the verdicts by which it is."""
_CLAIMS: Final[Mapping[str, Claim]] = {
    "may": "allowed",
    "must": "needed",
    "banned": "forbidden",
    "skip": "not needed",
    "enough": "enough",
    "covered": "fits",
    "assert": "allowed",
}
"""A ``consequence`` is asked with Yes or No only where its words say so, as in "is it void?"."""


def verdict_of(ruling: Ruling, stance: str) -> Verdict:
    """What it comes to for a question of this stance."""
    if stance == "enough" and ruling.done != "open":
        return _A if ruling.done == "met" else _R
    if stance == "enough" and ruling.verdict is _R:
        asks = ruling.open and (ruling.met or ruling.about.startswith("duty:"))
        return Verdict.CONDITIONAL if asks else _R
    if stance == "covered" and ruling.reached:
        return Verdict.DEFINITION
    found = _kept(ruling, stance)
    if stance == "may":
        return {_R: _P, _N: _A}.get(found, found)
    if stance in {"must", "skip"}:
        return {_P: _R, _A: _N}.get(found, found)
    return found


def _kept(ruling: Ruling, stance: str) -> Verdict:
    """What is required and done as it must be is required no more."""
    if ruling.verdict is not _R or ruling.done != "met":
        return ruling.verdict
    return _N if stance in {"must", "skip"} else _A


def claim_of(stance: str, claim: Claim) -> Claim:
    """What is asked to be so; the words of a statement say it, else the stance does."""
    return claim or _CLAIMS.get(stance, "")


def opening(ruling: Ruling, stance: str, claim: Claim = "") -> Opening:
    """How the answer begins, for the question as it was asked."""
    asked = claim_of(stance, claim)
    if not asked:
        return "none"
    if stance == "covered" and ruling.reached:
        return "yes" if ruling.frees is (asked != "does not fit") else "no"
    if ruling.fits != "open":
        if stance == "may":
            return "none"  # what a word means tells of nothing whether it is allowed
        said = asked != "does not fit" and asked not in {"not needed", "not enough"}
        return "yes" if (ruling.fits == "met") is said else "no"
    verdict = verdict_of(ruling, stance)
    return opening_of(verdict, asked)


def opening_of(verdict: Verdict, asked: Claim) -> Opening:
    """Whether what is asked is so, by the verdict."""
    if verdict is Verdict.CONDITIONAL:
        return "depends"
    if verdict in {Verdict.INFORMATION, Verdict.DEFINITION, Verdict.ABSTAIN}:
        return "none"
    return "yes" if verdict in _YES[asked] else "no"
