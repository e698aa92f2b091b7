"""How an answer begins (yes, no, it depends), by the ruling and by how the question was asked."""

from collections.abc import Mapping
from typing import Final, Literal

from knowledge.deciding.ruling import Ruling
from knowledge.model import Verdict

Stance = Literal[
    "may", "must", "banned", "skip", "enough", "covered", "when", "who", "what", "how", "why", "assert", "consequence"
]
Claim = Literal["", "allowed", "forbidden", "needed", "not needed", "fits", "does not fit", "enough", "not enough"]
"""What a message claims, or asks whether it is true; empty where it does neither."""
Opening = Literal["yes", "no", "depends", "none"]

ASKS_WHETHER: Final[frozenset[str]] = frozenset({"may", "must", "banned", "skip", "enough", "covered", "assert"})
"""The stances that ask for Yes or No."""
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
"""By claim, the verdicts that make it true."""
_DUTY: Final = {_P: _R, _A: _N}
_IN_WORDS_OF: Final[Mapping[str, Mapping[Verdict, Verdict]]] = {"may": {_R: _P, _N: _A}, "must": _DUTY, "skip": _DUTY}
"""By stance, the verdict in its words: who asks for leave hears of leave, who asks for a duty hears of a duty."""
_CLAIMS: Final[Mapping[str, Claim]] = {
    "may": "allowed",
    "must": "needed",
    "banned": "forbidden",
    "skip": "not needed",
    "enough": "enough",
    "covered": "fits",
    "assert": "allowed",
}
"""The claim of each stance. A ``consequence`` has one only where the words do, as in "is it void?"."""


def verdict_of(ruling: Ruling, stance: str, claim: Claim = "") -> Verdict:
    """The verdict of the ruling for a question of this stance; who asks leave for what it forbids has the opposite."""
    if stance == "may" and claim == "forbidden":
        return {_P: _A, _A: _P}.get(ruling.verdict, ruling.verdict)
    if stance == "enough" and ruling.done != "open":
        return _A if ruling.done == "met" else _of_lack(ruling)
    if stance == "enough" and ruling.verdict is _R:
        is_undecided = ruling.open and (ruling.met or ruling.about.startswith("duty:"))
        return Verdict.CONDITIONAL if is_undecided else _of_lack(ruling)
    if stance == "covered" and ruling.reached:
        return Verdict.DEFINITION
    verdict = _kept(ruling, stance)
    if verdict is _R and stance in {"skip", "banned"}:
        return _of_lack(ruling)
    return _IN_WORDS_OF.get(stance, {}).get(verdict, verdict)


def _of_lack(ruling: Ruling) -> Verdict:
    """The verdict on what lacks something required: it may not stay so where that was told, else it is required."""
    return _P if ruling.failed else _R


def _kept(ruling: Ruling, stance: str) -> Verdict:
    """The ruling's verdict; what is required and was done as it must be is not required any more."""
    if ruling.verdict is not _R or ruling.done != "met":
        return ruling.verdict
    return _N if stance in {"must", "skip"} else _A


def claim_of(stance: str, claim: Claim) -> Claim:
    """The claim in the words of the message, else that of its stance."""
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
            return "none"  # whether a word fits does not say whether something is allowed
        said = asked != "does not fit" and asked not in {"not needed", "not enough"}
        return "yes" if (ruling.fits == "met") is said else "no"
    verdict = verdict_of(ruling, stance)
    return opening_of(verdict, asked)


def opening_of(verdict: Verdict, asked: Claim) -> Opening:
    """How the answer to a claim begins, by the verdict."""
    if verdict is Verdict.CONDITIONAL:
        return "depends"
    if verdict in {Verdict.INFORMATION, Verdict.DEFINITION, Verdict.ABSTAIN}:
        return "none"
    return "yes" if verdict in _YES[asked] else "no"
