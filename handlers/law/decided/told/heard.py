"""Makes of the shares that a model read, and of plain rules, what counts as told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.law.decided.thresholds import ALOUD, ENTRY_NEAR, NEAR, SAID
from handlers.understanding.asked.cues import has_cue, tells_cue
from handlers.understanding.asked.stance import AskedAs, claim_in, plainly_asked, stance_in
from handlers.understanding.asked.whether import asks_whether
from knowledge.deciding.asked import ASKS_WHETHER, Claim, Stance
from knowledge.reading.signs import Signs

_WAYS, _LEAST = 3, 0.03
"""Kinds of questions that it may be, and the least share of one."""
_CLAIMS: tuple[Claim, ...] = ("allowed", "forbidden")
STANCES: Mapping[str, Stance] = {
    "may": "may", "must": "must", "banned": "banned", "skip": "skip", "enough": "enough", "covered": "covered",
    "when": "when", "who": "who", "what": "what", "how": "how", "why": "why", "assert": "assert",
    "consequence": "consequence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What a question asks and tells."""

    asked: AskedAs
    entries: Mapping[str, float] = field(default_factory=dict)
    """What it may be about, best first."""
    facts: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    """Facts that may be told too, but not surely."""
    signs: Signs = field(default_factory=Signs)
    """What the model read; empty where a button brings back facts that were read before."""
    words: int = 0
    """How long the question is: a long one tells of a case, a short one asks for the rule."""
    of_consent: bool = False
    """Whether it asks if a parent's consent is needed."""
    of_stop: bool = False
    """Whether it asks if something has to stop."""
    of_exception: bool = False
    """Whether it asks for a way around a duty, a change of it or a faster pace, to which its Yes is no answer."""
    of_gap: bool = False
    """Whether it tells that a clause leaves something out, or is to go."""
    of_others: bool = False
    """Whether a vendor, a parent or a student seems to ask, to whom a step for the district is no use."""
    of_time: bool = False
    """Whether it asks if something came in time."""
    ways: Mapping[AskedAs, float] = field(default_factory=dict)
    """What else may be asked, with shares, best first."""
    plain: str = ""
    """The kind of question by plain rules."""
    topic_share: float = 1.0
    """How sure the finder is of the topic."""
    counted: frozenset[str] = frozenset()
    """Facts that were counted from a time that passed; no reader knows them better."""

    def surely(self, name: str) -> bool:
        """Whether a told fact may be said back: it was counted or told before, or the model hears it surely."""
        return not SAID <= self.share(name) < ALOUD

    def share(self, name: str) -> float:
        """How surely a fact is told; 1 for one that was counted or told before."""
        said = self.signs.facts.get(name)
        return max(said.asserted, said.denied) if said and name not in self.counted else 1.0

    @property
    def read(self) -> bool:
        """Whether a model read the question."""
        return bool(self.entries or self.facts or self.signs.opens)


def heard(question: str, signs: Signs) -> Heard:
    """What counts as told. Without signs, only what plain rules find."""
    facts, near = {}, {}
    for name, said in signs.facts.items():
        value, share = ("yes", said.asserted) if said.asserted >= said.denied else ("no", said.denied)
        if share >= SAID:
            facts[name] = value
        elif share >= NEAR:
            near[name] = value
    ranked = sorted(signs.entries.items(), key=lambda one: -one[1])
    entries = {name: share for name, share in ranked if share >= ENTRY_NEAR}
    ways, plain = ways_to_ask(question, signs), stance_in(question)
    return Heard(
        next(iter(ways), None) or _plainly(question, plain),
        entries,
        facts,
        near,
        signs,
        words=len(question.split()),
        ways=ways,
        plain=plain.stance,
        of_consent=has_cue("consent", question),
        of_stop=has_cue("stop", question),
        of_exception=has_cue("exception", question),
        of_gap=tells_cue("gap", question),
        of_others=has_cue("not of the district", question),
        of_time=has_cue("in time", question),
    )


def _plainly(question: str, plain: AskedAs) -> AskedAs:
    """What plain rules find; what neither yes nor no answers asks what the law says."""
    whether = plain.stance in ASKS_WHETHER | {"consequence"} and not asks_whether(question)
    return AskedAs("what", "", turned=True) if whether else plain


def ways_to_ask(question: str, signs: Signs) -> Mapping[AskedAs, float]:
    """What it may ask, with the shares that the model gives; of a statement, what it may hold to be so.

    Where words leave no doubt, it is asked so: "so we don't have to post it?" a model takes for the question without
    the "not".
    """
    if signs.stances and (sure := plainly_asked(question)):
        return {sure: 1.0}
    found: dict[AskedAs, float] = {}
    for name, share in list(signs.stances.items())[:_WAYS]:
        if share >= _LEAST or not found:
            claims: tuple[Claim, ...] = (claim_in(question, name),)
            if name == "assert" and not claims[0]:
                claims = _CLAIMS
            found.update({AskedAs(STANCES[name], claim, turned=True): share / len(claims) for claim in claims})
    return found
