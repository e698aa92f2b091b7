"""Decides a question: by the facts it tells where a model read it, else by its topic, worded for the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers.law.decided.heard import Heard
from handlers.law.decided.thresholds import AGREES, CONTRADICTS, ENTRY_SURE
from knowledge.citation import Citation
from knowledge.deciding.asked import ASKS_WHETHER, Opening, claim_of, opening, opening_of, verdict_of
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict

FIRST_WORDS: Mapping[str, Opening] = {"Yes": "yes", "No": "no", "It depends": "depends"}
_CONTRACT = "rule:contract-required"
_WHO = frozenset({"term:operator", "term:contractor", "term:consultant"})
"""Words for those with whom a contract is needed: asked of anything but the word, it is about the contract."""
_TURNED = {"yes": "no", "no": "yes"}


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

    @property
    def settled(self) -> bool:
        """Whether facts that were told decide it."""
        return bool(self.ruling and (self.ruling.met or self.ruling.failed) and self.opens != "depends")


def decided(heard: Heard, answer: Answer, law: LawOfDay) -> Decided:
    """What it comes to. ``answer`` is that of the topic which was found."""
    by_topic = _by_topic(heard, answer)
    about = _about(heard, answer, law)
    ruling = rule_on(about, heard.facts, law) if about else None
    if ruling is None or heard.asked.stance not in ASKS_WHETHER | {"consequence"}:
        return by_topic
    found = _judged(heard, ruling, answer)
    if found.opens in {"yes", "no"} and (fact := _flips(heard, about, ruling, law)):
        return replace(found, verdict=Verdict.CONDITIONAL, opens="depends", turns_on=fact)
    return _agreed(found, by_topic)


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


def _by_topic(heard: Heard, answer: Answer) -> Decided:
    """The topic's verdict as it is asked for; its own first word, where the question is not turned round."""
    verdict, own, asked = Verdict(answer.verdict), stored_opening(answer), heard.asked
    if asked.stance not in ASKS_WHETHER:
        return Decided(heard, verdict, "none", answer.cites, stored=True, facts=heard.facts)
    opens = own if own != "none" else _plain(verdict)
    if asked.turned:
        mapped = opening_of(verdict, claim_of(asked.stance, asked.claim))
        opens = mapped if mapped != "none" or own == "none" else "none"
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


def _about(heard: Heard, answer: Answer, law: LawOfDay) -> str:
    """The entry that decides: one at the topic's own passage, else the one that the model is sure of."""
    held = {name: rule_on(name, {}, law) for name in heard.entries}
    near = [name for name, ruling in held.items() if ruling and any(_meet(ruling.cite, c) for c in answer.cites[:2])]
    best = next(iter(heard.entries), "")
    sure = best if best and heard.entries[best] >= ENTRY_SURE and held[best] else ""
    name = sure or (near[0] if near else "")
    told = any(fact.startswith("contract-required.") for fact in heard.facts)
    return _CONTRACT if name in _WHO and told and heard.asked.stance not in {"covered", "assert"} else name


def _meet(one: Citation, other: Citation) -> bool:
    return one.within(other) or other.within(one)


def _judged(heard: Heard, ruling: Ruling, answer: Answer) -> Decided:
    verdict = verdict_of(ruling, heard.asked.stance)
    opens = opening(ruling, heard.asked.stance, heard.asked.claim)
    cites = tuple(dict.fromkeys((ruling.cite, *answer.cites)))
    asks = ruling.open[0] if opens == "depends" and ruling.open else ""
    return Decided(heard, verdict, opens, cites, ruling, asks, stored=False, facts=heard.facts)


def _flips(heard: Heard, about: str, ruling: Ruling, law: LawOfDay) -> str:
    """A fact that may be told too, and that would turn the answer."""
    stance, claim = heard.asked.stance, heard.asked.claim
    usual = opening(ruling, stance, claim)
    for name, value in heard.near.items():
        other = rule_on(about, {**heard.facts, name: value}, law)
        if other and opening(other, stance, claim) not in {usual, "none"}:
            return name
    return ""


def _agreed(found: Decided, by_topic: Decided) -> Decided:
    """A bare Yes or No only where the model opens so too; else what two of three readers say, or that it depends."""
    opens = found.heard.opens
    if found.opens not in _TURNED or not opens or opens.get(found.opens, 0.0) >= AGREES:
        return found
    told = bool(found.ruling and (found.ruling.met or found.ruling.failed))
    best = max(opens, key=lambda name: opens[name])
    if not told and by_topic.opens == best:
        return by_topic
    if found.heard.asked.stance == "assert":
        return replace(found, opens="none")
    doubt = next(
        iter((*(found.ruling.open if found.ruling else ()), *(found.ruling.given if found.ruling else ()))), ""
    )
    return replace(found, verdict=Verdict.CONDITIONAL, opens="depends", turns_on=doubt)


def doubted(found: Decided) -> Decided:
    """What only the topic decides, where the model surely opens otherwise."""
    opens = found.heard.opens
    best = max(opens, key=lambda name: opens[name], default="")
    if found.ruling or found.opens not in _TURNED or best == found.opens or opens.get(best, 0.0) < CONTRADICTS:
        return found
    return replace(found, opens="depends", stored=False) if best in {"depends", *_TURNED} else found
