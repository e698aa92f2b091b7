"""What a topic's own verdict comes to for the question as it was asked, and which entry the question is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers.law.decided.thresholds import ENTRY_SURE
from handlers.law.decided.told.heard import Heard
from knowledge.citation import Citation
from knowledge.deciding.asked import ASKS_WHETHER, Opening, claim_of, opening, opening_of, verdict_of
from knowledge.deciding.outcomes import DONE, NOT_DONE, outcome_of
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict

FIRST_WORDS: Mapping[str, Opening] = {"Yes": "yes", "No": "no", "It depends": "depends"}
TURNED: frozenset[Opening] = frozenset({"yes", "no"})
_CONTRACT = "rule:contract-required"
VOIDS = frozenset({"rule:conflicting-term", "rule:missing-provision-void"})
"""They say what becomes of a contract: it is void or it stands, which is neither allowed nor forbidden."""
_WHO = frozenset({"term:operator", "term:contractor", "term:consultant"})
"""Words for those with whom a contract is needed: asked of anything but the word, it is about the contract."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a question comes to and how its answer begins."""

    heard: Heard
    verdict: Verdict
    opens: Opening
    cites: tuple[Citation, ...] = ()
    """Best first."""
    ruling: Ruling | None = None
    """The entry that decided; None where only the topic did."""
    turns_on: str = ""
    """The element that has to be asked before one can say more."""
    stored: bool = True
    """Whether the topic's own words already begin so."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What counts as told."""
    near: str = ""
    """The entry that the question is about, where it did not decide."""
    doubted: bool = False
    """Whether the Yes or No that would follow from the topic's verdict is not sure enough to be said."""
    told: bool = True
    """Whether facts that were told come to it, and not only what the model hears."""

    @property
    def about(self) -> str:
        """The entry that decided, or that would once more is told."""
        return self.ruling.about if self.ruling else self.near

    @property
    def late(self) -> bool | None:
        """Whether it came too late, by a day or a time that was counted; None where that does not decide."""
        if self.ruling is None or self.heard.counted.isdisjoint((*self.ruling.met, *self.ruling.failed)):
            return None
        late = not self.heard.counted.isdisjoint(self.ruling.failed)
        return late if late or not self.ruling.failed else None  # in time and yet wrong: something else is

    @property
    def settled(self) -> bool:
        """Whether facts that were told decide it."""
        told = self.told and self.ruling and (self.ruling.met or self.ruling.failed)
        return bool(told) and self.opens != "depends"


def stored_opening(answer: Answer) -> Opening:
    """How the topic's own words begin."""
    says = answer.answer[0].says
    return next((opens for word, opens in FIRST_WORDS.items() if _begins(says, word)), "none")


def _begins(says: str, word: str) -> bool:
    return (
        says.startswith(word)
        and says[len(word) : len(word) + 1] in {".", ",", ";", ":", " "}
        and (word == "It depends" or says[len(word)] != " ")
    )


def of_topic(heard: Heard, answer: Answer) -> Decided:
    """The topic's verdict as it is asked for; its own first word, where the question is not turned round."""
    verdict, own, asked = Verdict(answer.verdict), stored_opening(answer), heard.asked
    if asked.stance not in ASKS_WHETHER:
        return Decided(heard, verdict, "none", answer.cites, stored=True, facts=heard.facts)
    opens = own if own != "none" else _plain(verdict)
    if asked.turned:
        mapped = opening_of(verdict, claim_of(asked.stance, asked.claim))
        opens = mapped if mapped != "none" or own == "none" else "none"
    if asked.stance == "assert" and asked.claim == "forbidden" and verdict is Verdict.REQUIRED:
        opens = "none"  # "so parents can't see it?": that something must be done forbids nothing
    fits = opens == own or (own == "none" and not asked.turned)
    return Decided(heard, verdict, opens, answer.cites, stored=fits, facts=heard.facts)


def _plain(verdict: Verdict) -> Opening:
    match verdict:
        case Verdict.PROHIBITED:
            return "no"
        case Verdict.PERMITTED | Verdict.REQUIRED:
            return "yes"
        case Verdict.CONDITIONAL:
            return "depends"
        case _:
            return "none"


def entry_of(heard: Heard, answer: Answer, law: LawOfDay) -> str:
    """The entry that decides: one at the topic's own passage, else the one that the model is sure of."""
    held = {name: rule_on(name, {}, law) for name in heard.entries}
    near = [name for name, ruling in held.items() if ruling and any(ruling.cite.meets(c) for c in answer.cites[:2])]
    best = next(iter(heard.entries), "")
    sure = best if best and heard.entries[best] >= ENTRY_SURE and held[best] else ""
    name = sure or (near[0] if near else "")
    told = any(fact.startswith("contract-required.") for fact in heard.facts)
    return _CONTRACT if name in _WHO and told and heard.asked.stance not in {"covered", "assert"} else name


def unjudged(found: Decided) -> Decided:
    """Without what it says was done or not, and so without Yes or No; the duty itself may be said."""
    if found.ruling and found.opens != "depends" and outcome_of(found.ruling) not in {DONE, NOT_DONE}:
        return found
    return replace(found, ruling=None, opens="none", stored=False, doubted=True)


def as_judged(heard: Heard, ruling: Ruling, answer: Answer) -> Decided:
    """What the entry comes to, with its passage before those of the topic."""
    verdict = verdict_of(ruling, heard.asked.stance)
    opens = opening(ruling, heard.asked.stance, heard.asked.claim)
    cites = tuple(dict.fromkeys((ruling.cite, *answer.cites)))
    asks = ruling.open[0] if opens == "depends" and ruling.open else ""
    return Decided(heard, verdict, opens, cites, ruling, asks, stored=False, facts=heard.facts)
