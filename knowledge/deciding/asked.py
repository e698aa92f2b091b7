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
    "needed": frozenset({_R}),
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
    "consequence": "forbidden",
}


def verdict_of(ruling: Ruling, stance: str) -> Verdict:
    """What it comes to for a question of this stance."""
    found = ruling.verdict
    if found is not Verdict.REQUIRED:
        return Verdict.PROHIBITED if stance == "may" and found is Verdict.REQUIRED else found
    if ruling.done == "met":
        return Verdict.NOT_REQUIRED if stance in {"must", "skip"} else Verdict.PERMITTED
    if stance == "enough" and ruling.done == "open":
        return Verdict.CONDITIONAL if ruling.met and ruling.open else Verdict.REQUIRED
    return Verdict.PROHIBITED if stance == "may" else Verdict.REQUIRED


def claim_of(stance: str, claim: Claim) -> Claim:
    """What is asked to be so; the words of a statement say it, else the stance does."""
    return claim or _CLAIMS.get(stance, "")


def opening(ruling: Ruling, stance: str, claim: Claim = "") -> Opening:
    """How the answer begins, for the question as it was asked."""
    asked = claim_of(stance, claim)
    if stance not in _CLAIMS or not asked:
        return "none"
    if ruling.fits != "open":
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
