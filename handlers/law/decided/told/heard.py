"""Makes of the shares that a model read, and of plain rules, what counts as told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.dialogue import bounded_re as re
from handlers.law.decided.thresholds import ENTRY_NEAR, NEAR, SAID, STANCE_SURE, TURNED_SURE
from handlers.understanding.asked.cues import begins_whether, has_cue, tells_cue
from handlers.understanding.asked.stance import AskedAs, asks_leave, claim_in, stance_in
from handlers.understanding.asked.surely import surely_asked
from handlers.understanding.asked.whether import asks_whether, claims_law
from knowledge.deciding.asked import ASKS_WHETHER, Stance
from knowledge.reading.signs import Signs

_IF = re.compile(r"(?:(?:and|but|so|ok)\b[\s,]*)+(?:what )?if\b", re.IGNORECASE)
"""Asks the same on other facts."""
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
    asks_leave: bool = False
    """Whether its last sentence asks for leave, as in "may we leave it out?"."""
    whether: bool = False
    """Whether its last sentence begins as one that Yes or No answers."""
    demands: bool = False
    """Whether it asks if somebody may demand something, or see it."""
    always: bool = False
    """Whether it asks if something is so without any condition, as in "automatically void?"."""
    of_consent: bool = False
    """Whether it asks if a parent's consent is needed."""
    of_limit: bool = False
    """Whether it asks if there is such a thing at all, as in "is there a fixed number of days?"."""
    of_duty: bool = False
    """Whether it asks if there is such a duty, as in "is there a yearly notice?"."""
    of_exception: bool = False
    """Whether it asks for a way around a duty, a change of it or a faster pace, to which its Yes is no answer."""
    of_wording: bool = False
    """Whether it asks if a contract has to say something."""
    of_gap: bool = False
    """Whether it tells that a clause leaves something out, or is to go."""
    waits: bool = False
    """Whether it asks if a time may pass that it names."""
    of_time: bool = False
    """Whether it asks if something came in time."""
    topic_share: float = 1.0
    """How sure the finder is of the topic."""
    counted: frozenset[str] = frozenset()
    """Facts that were counted from a time that passed; no reader knows them better."""

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
    return Heard(
        _asked(question, signs),
        entries,
        facts,
        near,
        signs,
        words=len(question.split()),
        asks_leave=asks_leave(question),
        whether=begins_whether(question),
        demands=has_cue("demands", question),
        always=has_cue("unconditional", question),
        of_consent=has_cue("consent", question),
        of_limit=has_cue("limit", question),
        of_duty=has_cue("exists", question),
        of_exception=has_cue("exception", question),
        of_wording=has_cue("wording", question),
        of_gap=tells_cue("gap", question),
        of_time=has_cue("in time", question),
    )


def _asked(question: str, signs: Signs) -> AskedAs:
    """What is asked; what neither yes nor no answers is asked what the law says."""
    found = _stance(question, signs)
    told = found.stance == "assert" and not claims_law(question)
    if found.stance in ASKS_WHETHER | {"consequence"} and (told or not asks_whether(question)):
        return AskedAs("what", "", turned=True)
    return found


def _stance(question: str, signs: Signs) -> AskedAs:
    plain = stance_in(question)
    best = max(signs.stances, key=lambda name: signs.stances[name], default="")
    if sure := surely_asked(question, best):
        return sure
    if best == "assert" != plain.stance:
        return plain  # it asks, by its words
    least = TURNED_SURE if plain.turned else STANCE_SURE
    if best not in STANCES or signs.stances[best] < least:
        return plain
    if plain.stance == "may" and best == "must" and signs.stances[best] < TURNED_SURE:
        return plain  # "do they get to keep it"
    if plain.stance == "may" and best == "covered" and signs.stances[best] < TURNED_SURE and _IF.match(question):
        return plain  # "and if the ad only goes with the page?"
    return AskedAs(STANCES[best], claim_in(question, STANCES[best]), turned=True)
