"""Decides a question: by the facts it tells where a model read it, else by its topic, worded for the question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.law.decided.heard import Heard
from handlers.law.decided.shares import opening_shares
from handlers.law.decided.thresholds import (
    CARRIES,
    CASE,
    CASE_NONE,
    CASE_OPENS,
    CASE_TOPIC,
    CASE_WORDS,
    DOUBTED,
    ENTRY_SURE,
    LEADS,
    OPENS,
    OVERRULES,
    PERMITS,
    SURELY_CASE,
    TOPIC_SURE,
)
from knowledge.citation import Citation
from knowledge.deciding.asked import ASKS_WHETHER, Opening, claim_of, opening, opening_of, verdict_of
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict
from knowledge.names import PROVISIONS

FIRST_WORDS: Mapping[str, Opening] = {"Yes": "yes", "No": "no", "It depends": "depends"}
_CONTRACT = "rule:contract-required"
_WHO = frozenset({"term:operator", "term:contractor", "term:consultant"})
"""Words for those with whom a contract is needed: asked of anything but the word, it is about the contract."""
ITEM_SURE = 0.8
"""From this share on, it is about that provision and about no wording near it."""
_SETS_NONE = re.compile(
    r"(?:the (?:law|act|statute|sections?)|no (?:rule|source|number|section)|nothing)\b[^.]*?"
    r"\b(?:no|silent|nothing|not|was found)\b",
    re.IGNORECASE,
)
"""A topic's first words by which the law has no such thing."""
_TURNED: frozenset[Opening] = frozenset({"yes", "no"})
_OF_ACTS = ASKS_WHETHER - {"covered", "assert"}
"""What is asked of an act, and not of a word or of what somebody holds."""
_FREE = frozenset({Verdict.PERMITTED, Verdict.NOT_REQUIRED})


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
    on_conditions: bool = False
    """Whether the answer of the topic names conditions, which none of the entries' tests explains."""
    case: bool = False
    """Whether the message tells of a case, which its readers decided together."""
    near: str = ""
    """The entry that the question is about, where it did not decide."""
    doubted: bool = False
    """Whether the model doubts the Yes or No that would follow from the topic's verdict."""

    @property
    def about(self) -> str:
        """The entry that decided, or that would once more is told."""
        return self.ruling.about if self.ruling else self.near

    @property
    def settled(self) -> bool:
        """Whether facts that were told decide it."""
        return bool(self.ruling and (self.ruling.met or self.ruling.failed) and self.opens != "depends")


def decided(heard: Heard, answer: Answer, law: LawOfDay) -> Decided:
    """What it comes to. ``answer`` is that of the topic which was found."""
    by_topic = replace(_by_topic(heard, answer), near=_about(heard, answer, law))
    if plainly := _plainly(by_topic, answer, law):
        return plainly
    if heard.asked.stance not in ASKS_WHETHER | {"consequence"}:
        return by_topic
    if not heard.signs.opens:  # a button brings back what was read
        ruling = rule_on(about, heard.facts, law) if (about := _about(heard, answer, law)) else None
        return _judged(heard, ruling, answer) if ruling else by_topic
    if counted := _counted(heard, answer, law):
        return counted
    shares = opening_shares(heard.signs, heard.asked, law)
    found = _weighed(heard, shares, answer, law) if _tells_case(heard, shares) else _agreed(by_topic, answer, law)
    return replace(found, opens="none", stored=False, doubted=True) if _claims_nothing(found) else found


def _claims_nothing(found: Decided) -> bool:
    """Whether a statement, held against a duty, says neither that it is owed nor that it is not."""
    asked = found.heard.asked
    owed = found.verdict in {Verdict.REQUIRED, Verdict.NOT_REQUIRED}
    return asked.stance == "assert" and not asked.claim and owed and found.opens in _TURNED


def _plainly(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided | None:
    """By plain rules, where the words of the question and the topic tell enough; None where they do not."""
    heard, verdict = by_topic.heard, Verdict(answer.verdict)
    if (
        heard.of_limit
        and verdict in {Verdict.INFORMATION, Verdict.NOT_REQUIRED}
        and _SETS_NONE.match(answer.answer[0].says)
    ):
        return replace(by_topic, opens="no", stored=False)
    if heard.of_consent and verdict is Verdict.NOT_REQUIRED and heard.asked.stance == "must":
        return by_topic
    if heard.demands and verdict is Verdict.REQUIRED and heard.asked.stance in {"may", "skip"} and heard.signs.opens:
        return replace(by_topic, opens="yes", stored=False)
    if (
        heard.of_wording
        and verdict is Verdict.REQUIRED
        and heard.asked.stance in {"must", "enough"}
        and _of_item(heard, answer, law)
    ):
        asked = replace(heard, asked=replace(heard.asked, stance="must"))
        return replace(by_topic, heard=asked, opens="yes", verdict=verdict, stored=False)
    if heard.always and verdict is Verdict.CONDITIONAL:
        return replace(by_topic, opens="no", stored=False)
    return None


def _of_item(heard: Heard, answer: Answer, law: LawOfDay) -> bool:
    """Whether it is surely about one of the provisions that a contract must have."""
    terms = law.checklists.get(PROVISIONS)
    read = next(iter(heard.entries), "")
    sure = not read or (read.startswith("item:") and heard.entries[read] >= ITEM_SURE)
    return sure and terms is not None and answer.cites[0] in {item.cite for item in terms.items}


def _counted(heard: Heard, answer: Answer, law: LawOfDay) -> Decided | None:
    """By the duty that the message is about, where days were counted: late is late, whatever a reader expects."""
    names = {name.partition(".")[0] for name in heard.counted}
    about = next((one for one in heard.entries if one.removeprefix("duty:") in names), "")
    if not about or heard.entries[about] < ENTRY_SURE:
        return None
    late = rule_on(about, heard.facts, law)
    if late and heard.counted & {*late.failed}:
        return replace(_judged(heard, late, answer), verdict=Verdict.PROHIBITED, case=True)
    late_too = any(
        heard.facts.get(f"{one.removeprefix('duty:')}.in-time") == "no" for one in heard.entries if one != about
    )
    if late_too or not heard.of_time:
        return None  # other data may be in it, or it asks of more than the time
    kept = rule_on(about, {**heard.near, **heard.facts}, law)
    return replace(_judged(heard, kept, answer), case=True) if kept and kept.done == "met" else None


def _agreed(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided:
    """With the Yes or No on which the model and the judge agree, where the topic has none: "does it count?"."""
    heard = by_topic.heard
    about = rule_on(by_topic.near, heard.facts, law) if by_topic.near else None
    if by_topic.opens != "none" or heard.asked.stance not in {"covered", "consequence"} or about is None:
        return by_topic
    judged = _judged(heard, about, answer)
    agree = judged.opens in _TURNED and judged.opens == next(iter(heard.signs.opens))
    return replace(judged, verdict=by_topic.verdict, near=by_topic.near) if agree else by_topic


def _tells_case(heard: Heard, shares: Mapping[Opening, float]) -> bool:
    """Whether a message tells of a case, and does not only ask for the rule."""
    best = max(shares.values())
    return (
        heard.words >= SURELY_CASE
        or CASE_NONE + CASE_WORDS * heard.words + CASE_TOPIC * heard.topic_share + CASE_OPENS * best > CASE
    )


def _weighed(heard: Heard, shares: Mapping[Opening, float], answer: Answer, law: LawOfDay) -> Decided:
    """By what its readers say together; a permission needs more of them than a ban, and anything else depends."""
    opens = best = next(iter(shares))
    if _barely(heard, shares, answer, law):
        verdict = Verdict(answer.verdict)
        about = _about(heard, answer, law)
        return Decided(
            heard, verdict, "none", answer.cites, stored=False, facts=heard.facts, case=True, near=about, doubted=True
        )
    verdict = _as_asked(opens, heard)
    least = PERMITS if verdict in _FREE else OPENS
    if opens in _TURNED and shares[opens] < least:
        opens, verdict = "depends", Verdict.CONDITIONAL
    rulings = _rulings(heard, answer, law)
    ruling = _coming_to(opens, rulings, heard)
    told = any(one.met or one.failed for one in rulings)
    held = None
    if ruling is None and verdict in _FREE and _carries(best, shares, heard):
        ruling = held = _coming_to("depends", rulings[:1], heard)  # said with what is left to show
    if verdict in _FREE and ruling is None and told and shares[best] < OVERRULES and held is None:
        opens, verdict = "depends", Verdict.CONDITIONAL  # the judge on the facts that were told does not agree
        ruling = _coming_to(opens, rulings, heard)
    first = rule_on(rulings[0].about, {**heard.near, **heard.facts}, law) if rulings else None
    agreed = first is not None and first.conditional and first.exemption and answer.verdict == "conditional"
    if opens == "no" and ruling is None and agreed and heard.topic_share >= TOPIC_SURE:
        opens, verdict, ruling = "depends", Verdict.CONDITIONAL, first  # an exception was told, its conditions were not
    asks = ruling.open[0] if opens == "depends" and ruling and ruling.open else ""
    if opens == "depends" and ruling is None:
        ruling, asks = _turned_by(heard, rulings, law)
    cites = tuple(dict.fromkeys((ruling.cite, *answer.cites))) if ruling else answer.cites
    on_conditions = ruling is None and opens in _TURNED and answer.verdict == Verdict.CONDITIONAL.value
    if on_conditions and held is None and (verdict in _FREE or shares[best] < CARRIES):
        opens, verdict = "depends", Verdict.CONDITIONAL
    made = Decided(heard, verdict, opens, cites, ruling, asks, stored=False, facts=heard.facts)
    return replace(made, on_conditions=on_conditions, case=True, near=_about(heard, answer, law))


def _carries(best: Opening, shares: Mapping[Opening, float], heard: Heard) -> bool:
    """Whether the readers are sure enough to say it beside conditions that the judge leaves open."""
    return shares[best] >= CARRIES and best == next(iter(heard.signs.opens)) and heard.asked.stance in _OF_ACTS


def _barely(heard: Heard, shares: Mapping[Opening, float], answer: Answer, law: LawOfDay) -> bool:
    """Whether Yes hardly leads No, or No Yes, and neither the topic nor the judge says the same."""
    best = next(iter(shares))
    other = next((one for one in _TURNED if one != best), best)
    if best not in _TURNED or shares[best] - shares.get(other, 0.0) >= LEADS:
        return False
    asked = heard.asked
    judged = (opening(one, asked.stance, asked.claim) for one in _rulings(heard, answer, law)[:1])
    return best not in {_by_topic(heard, answer).opens, *judged}


def _as_asked(opens: Opening, heard: Heard) -> Verdict:
    """The verdict that a question of this kind has where its answer begins so."""
    stance, likely = heard.asked.stance, [Verdict(name) for name in heard.signs.verdicts]
    if opens == "depends":
        return Verdict.CONDITIONAL
    if opens in _TURNED and (stance in {"may", "enough"} or (stance == "skip" and heard.asks_leave)):
        return Verdict.PERMITTED if opens == "yes" else Verdict.PROHIBITED
    if opens in _TURNED and stance in {"must", "skip"}:
        return Verdict.REQUIRED if (opens == "yes") is (stance == "must") else Verdict.NOT_REQUIRED
    if stance == "covered" and likely[0] is Verdict.DEFINITION:
        return Verdict.DEFINITION
    claim = claim_of(stance, heard.asked.claim)
    return next((one for one in likely if not claim or opening_of(one, claim) == opens), likely[0])


def _rulings(heard: Heard, answer: Answer, law: LawOfDay) -> Sequence[Ruling]:
    """What each entry comes to that it may be about, the likeliest first."""
    names = [name for name in dict.fromkeys((_about(heard, answer, law), *heard.entries)) if name]
    return [ruling for name in names if (ruling := rule_on(name, heard.facts, law))]


def _coming_to(opens: Opening, rulings: Sequence[Ruling], heard: Heard) -> Ruling | None:
    """The ruling that gives the reasons: the first that comes to the same."""
    return next((one for one in rulings if opening(one, heard.asked.stance, heard.asked.claim) == opens), None)


def _turned_by(heard: Heard, rulings: Sequence[Ruling], law: LawOfDay) -> tuple[Ruling | None, str]:
    """The first ruling that a fact turns which may be told too, and that fact."""
    stance, claim = heard.asked.stance, heard.asked.claim
    for ruling in rulings:
        for name, value in heard.near.items():
            other = rule_on(ruling.about, {**heard.facts, name: value}, law)
            if other and opening(other, stance, claim) != opening(ruling, stance, claim):
                return ruling, name
    return None, ""


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
    doubted = own == "none" and opens in _TURNED and heard.signs.opens.get(opens, 1.0) < DOUBTED
    opens = "none" if doubted else opens
    if asked.turned:
        mapped = opening_of(verdict, claim_of(asked.stance, asked.claim))
        opens = mapped if mapped != "none" or own == "none" else "none"
    fits = opens == own or (own == "none" and not asked.turned)
    return Decided(heard, verdict, opens, answer.cites, stored=fits, facts=heard.facts, doubted=doubted)


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
