"""Lists what a question may come to: each entry that it may be about with each of its outcomes, and its topic.

What speaks for each candidate is a row of numbers (``FEATURES``), and one fitted function weighs them (`decided`).
A candidate brings its own text, so whichever is chosen, opener and text agree.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from random import Random
from typing import Final

from handlers.law.decided.plan import TURNED, VOIDS, Decided, entry_of, of_topic
from handlers.law.decided.question_facts import Heard
from handlers.law.decided.thresholds import ENTRY_NEAR
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import ASKS_WHETHER, Claim, Opening, claim_of, opening, opening_of, verdict_of
from knowledge.deciding.outcomes import DONE, HAS, LACKS, NOT_DONE, outcome_of, ruling_of, text_of, texts_of
from knowledge.deciding.ruling import Ruling, elements_of, rule_on
from knowledge.law import MISSING_PROVISION, LawOfDay
from knowledge.model import Answer, Element, Verdict

FEATURES: Final = (
    "asked", "plainly", "opens", "verdict", "judged", "drawn", "entry", "told", "settled", "unread", "meets", "agrees",
    "differs", "elsewhere", "elsewhere short", "topic", "topic of 10", "topic of 14", "topic of 20", "own opening",
    "allows", "asks", "excepted", "given", "turns", "depends", "neither", "turned",
)  # fmt: skip
"""What speaks for a candidate, in the order of the numbers; ``bench/fit_answers.py`` fits a weight for each.

``turned``: whether the law reaches somebody is asked, and not whether the exception does.
"""
WHETHER: Final = ASKS_WHETHER | {"consequence"}
"""What Yes or No can answer."""
_ENTRIES: Final = 3
_ENTRY_LEAST: Final = 0.05
_DRAWS: Final = 6
"""How often the facts are drawn by their shares; the judge decides each draw."""
_LOOKED: Final = 5
_ASKED: Final = 3
"""Facts of an entry that are looked at, the usual ones first, and that may be asked for."""
_FAINT: Final = 0.03
"""A fact that is told with less than this share is never drawn."""
_FLOOR: Final = 0.02
"""No share counts as less, so that no reader can forbid an opening alone."""
_SHORT: Final = (10, 14, 20)
"""A question of so few words mostly asks for the rule, which its topic answers."""
_DUTIES = frozenset({Verdict.REQUIRED, Verdict.NOT_REQUIRED})
_LEAVE = frozenset({Verdict.PERMITTED, Verdict.PROHIBITED})
_STRICT = frozenset({Verdict.REQUIRED, Verdict.PROHIBITED, Verdict.INFORMATION})
_PLAIN: Final = 0.9
_FEW: Final = 16
"""A question of so few words whose topic has this share asks for the rule."""
_OF_FACT = frozenset({HAS, LACKS, DONE, NOT_DONE})
"""Outcomes that state a fact of the case."""
_OF_VOID = frozenset({"may", "skip", "enough", "assert", "banned"})
"""What may be asked for "is it void?"; who asks what must be done first asks something else."""
_FREE = frozenset({Verdict.PERMITTED, Verdict.NOT_REQUIRED})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that may be given; ``ruling`` is None where it is the topic's own."""

    asked: AskedAs
    opens: Opening
    verdict: Verdict
    features: tuple[float, ...]
    ruling: Ruling | None = None
    turns_on: str = ""
    """The element on which it depends."""
    told: bool = False
    """Whether the facts that were told come to it, and not only what the model hears."""

    @property
    def settled(self) -> bool:
        """Whether it is the topic's own, or told facts settle it."""
        return self.ruling is None or (self.told and bool(self.ruling.met or self.ruling.failed))

    @property
    def has(self) -> bool:
        """Whether it says that a contract has a provision; of a clause with a gap the model hears only the subject."""
        return self.ruling is not None and outcome_of(self.ruling) == HAS

    @property
    def invents(self) -> bool:
        """Whether it says what was done, or what is in a contract, and nobody told that."""
        return self.ruling is not None and outcome_of(self.ruling) in _OF_FACT and not self.settled

    @property
    def allows(self) -> bool:
        """Whether it says that something is allowed, or no duty."""
        return self.verdict in _FREE


@dataclass(frozen=True, slots=True)
class _Turned:
    """What entries come to with one fact more than was told; each is judged once, whatever is asked."""

    facts: Mapping[str, str]
    law: LawOfDay
    elements: Mapping[str, Element]
    usual: Mapping[str, int]
    """How often a fact was the one that decided, in questions that people wrote; the usual ones first."""
    judged: dict[tuple[str, str, str], Ruling | None] = field(default_factory=dict)

    def ruling(self, about: str, name: str, value: str) -> Ruling | None:
        """The entry's ruling with that fact told."""
        key = about, name, value
        if key not in self.judged:
            self.judged[key] = rule_on(about, {**self.facts, name: value}, self.law)
        return self.judged[key]

    def could(self, ruled: Ruling) -> Iterator[str]:
        """The facts that one can ask for and that may bear on an entry."""
        entry, near = ruled.about.partition(":")[2], {*ruled.given, *ruled.open}
        for name in self.usual:
            bears = name in near or name.partition(".")[0] == entry
            if bears and name not in self.facts and name in self.elements and not self.elements[name].taken:
                yield name


@dataclass(frozen=True, slots=True)
class _Case:
    """A question, and what each reader says of it as a whole."""

    heard: Heard
    asked: AskedAs
    share: float
    """How likely the question asks that."""
    topic: Decided
    answer: Answer
    law: LawOfDay
    judged: Mapping[Opening, float]
    by_verdict: Mapping[str, float]
    turned: _Turned

    def row(self, opens: Opening, verdict: Verdict, **more: float) -> tuple[float, ...]:
        """The numbers that speak for an answer that begins so."""
        features = {
            "asked": _log(self.share),
            "plainly": float(self.asked.stance == self.heard.plain),
            "opens": _log(self.heard.signs.opens.get(opens, 0.0)),
            "verdict": _log(self.by_verdict.get(opens, 0.0)),
            "judged": _log(self.judged.get(opens, 0.0)),
            "allows": float(verdict in _FREE),
            "depends": float(opens == "depends"),
            "neither": float(opens == "none"),
        }
        return tuple(float({**features, **more}.get(name, 0.0)) for name in FEATURES)

    def of_entry(self, ruling: Ruling, share: float, turn: str = "", **more: float) -> Candidate:
        """An entry's candidate; ``share`` is that of the entry."""
        asked = _asked_of(ruling.about, self.asked, self.heard)
        opens: Opening = "depends" if turn else opening(ruling, asked.stance, asked.claim)
        if "turned" in more and opens in TURNED:
            opens = "no" if opens == "yes" else "yes"
        verdict = Verdict.CONDITIONAL if turn else verdict_of(ruling, asked.stance, asked.claim)
        differs = self.topic.opens in TURNED and self.topic.opens != opens
        meets = any(ruling.cite.meets(cite) for cite in self.answer.cites[:2])
        apart = 0.0 if meets else self.heard.topic_share
        more |= {"elsewhere": apart, "elsewhere short": apart * (self.heard.words <= _SHORT[1])}
        row = self.row(
            opens,
            verdict,
            entry=_log(share),
            meets=float(meets),
            agrees=self.heard.topic_share if self.topic.opens == opens else 0.0,
            differs=self.heard.topic_share if differs else 0.0,
            **more,
        )
        told = bool(more.get("told")) and "turned" not in more
        return Candidate(asked, opens, verdict, row, ruling, turn, told)


def candidates(heard: Heard, answer: Answer, law: LawOfDay, turning: Mapping[str, int]) -> Sequence[Candidate]:
    """What the question may come to. ``answer`` is that of the topic which was found."""
    names = _names(heard, answer, law)
    rulings = _ruled(heard, names, law)
    options: list[Candidate] = []
    turned = _Turned(heard.facts, law, elements_of(law), turning)
    ways = heard.ways if heard.asked in heard.ways else {heard.asked: 1.0}
    for asked, share in ways.items():
        if asked.stance in WHETHER:
            drawn, judged = _drawn(rulings, names, asked, heard)
            topic = of_topic(replace(heard, asked=asked), answer)
            by_verdict = _by_verdict(heard, claim_of(asked.stance, asked.claim))
            case = _Case(heard, asked, share, topic, answer, law, judged, by_verdict, turned)
            options += _of_topic(case)
            if heard.of_consent:
                continue  # a contract is needed, but that is not what is asked
            asked_of = {n: part for n, part in names.items() if not (n.startswith("duty:") and _explains(case))}
            options += [one for name, part in asked_of.items() for one in _of_entry(name, part, drawn, case)]
    plain = _is_plain(heard)
    there = [one for one in options if one.has and one.opens in TURNED and one.asked.stance in {"must", "skip"}]
    if there and not heard.of_gap:
        return there  # the topic says that it is needed, and not that it is there
    return [
        one
        for one in options
        if not (heard.of_gap and one.has)
        and not one.invents
        and not _beside_duty(one, heard)
        and (one.settled or not plain)
    ]


def _explains(case: _Case) -> bool:
    """Whether it is asked what something is, and the topic explains that: no duty says it, as of a business day."""
    heard = case.heard
    of_kind = case.asked.stance == "covered" or (heard.plain == "covered" and _is_plain(heard))
    return of_kind and case.topic.verdict is Verdict.INFORMATION


def _asked_of(entry: str, asked: AskedAs, heard: Heard) -> AskedAs:
    """The question put to an entry: of one that says what is void, leave to take it so asks whether it is."""
    is_so = entry in VOIDS and heard.of_void and asked.stance in _OF_VOID
    return replace(asked, claim=heard.of_void) if is_so else asked


def _is_plain(heard: Heard) -> bool:
    """Whether a few words ask for the rule, and it is plain which topic has it: only told facts say more than that."""
    return heard.words <= _FEW and heard.topic_share >= _PLAIN


def _beside_duty(one: Candidate, heard: Heard) -> bool:
    """Whether its Yes or No would be that of a duty, and a short question asks for a way around it."""
    of_duty = one.opens in TURNED and (one.verdict in _STRICT or not one.settled)
    return heard.of_exception and heard.plain != "skip" and heard.words <= _SHORT[1] and of_duty


def _by_verdict(heard: Heard, claim: Claim) -> Mapping[str, float]:
    shares: dict[str, float] = {}
    for verdict, share in heard.signs.verdicts.items():
        name = opening_of(Verdict(verdict), claim) if claim else "none"
        shares[name] = shares.get(name, 0.0) + share
    return shares


def _names(heard: Heard, answer: Answer, law: LawOfDay) -> Mapping[str, float]:
    """The entries that it may be about, with shares; of a short question on a plain topic, those at its passages."""
    shares = _of_contracts(heard.signs.entries) if heard.of_void else heard.signs.entries
    likely = [name for name, share in list(shares.items())[:_ENTRIES] if share >= _ENTRY_LEAST]
    considered = dict.fromkeys((*likely, entry_of(heard, answer, law)))
    ruled = {name: ruling for name in considered if name and (ruling := rule_on(name, {}, law))}
    if heard.of_void:
        ruled = {name: one for name, one in ruled.items() if not name.startswith("item:")}
    if _is_plain(heard):
        ruled = {name: one for name, one in ruled.items() if any(one.cite.meets(cite) for cite in answer.cites)}
    return {name: shares.get(name, 0.0) for name in ruled}


def _of_contracts(shares: Mapping[str, float]) -> Mapping[str, float]:
    """The shares where it is asked what is void: each clause stands for the rule on contracts that lack one."""
    summed = defaultdict[str, float](float)
    for name, share in shares.items():
        summed[f"rule:{MISSING_PROVISION}" if name.startswith("item:") else name] += share
    return dict(sorted(summed.items(), key=lambda one: -one[1]))


_Key = tuple[str, str, Opening]
"""An entry, its outcome and the opening that follows."""


def _ruled(heard: Heard, names: Mapping[str, float], law: LawOfDay) -> Sequence[tuple[Ruling, float]]:
    """The ruling on each entry for facts drawn by their shares, each with its part of the draws."""
    many = Counter(frozenset(facts.items()) for facts in _draws(heard))  # many draws are alike
    return [
        (ruling, times / _DRAWS)
        for facts, times in many.items()
        for name in names
        if (ruling := rule_on(name, dict(facts), law))
    ]


def _drawn(
    rulings: Sequence[tuple[Ruling, float]], names: Mapping[str, float], asked: AskedAs, heard: Heard
) -> tuple[Mapping[_Key, tuple[float, Ruling]], Mapping[Opening, float]]:
    """How often the judge comes to each outcome of an entry, and to each opening by all together."""
    total = sum(names.values()) + _FLOOR
    outcomes: dict[_Key, tuple[float, Ruling]] = {}
    judged: dict[Opening, float] = {}
    for ruling, part in rulings:
        own = _asked_of(ruling.about, asked, heard)
        key = (ruling.about, _came_to(ruling), opening(ruling, own.stance, own.claim))
        before, first = outcomes.get(key, (0.0, ruling))
        outcomes[key] = before + part, first
        judged[key[2]] = judged.get(key[2], 0.0) + part * (names.get(ruling.about, 0.0) + _FLOOR) / total
    return outcomes, judged


def _draws(heard: Heard) -> Iterator[Mapping[str, str]]:
    """The facts as they are likeliest, then by chance; the same signs always give the same draws."""
    chance = Random(0)  # noqa: S311 - nothing secret
    counted = {name: heard.facts[name] for name in heard.counted}
    told = {name: said for name, said in heard.signs.facts.items() if said.asserted + said.denied > _FAINT}
    likely = {n: "yes" if s.asserted > s.denied else "no" for n, s in told.items() if max(s.asserted, s.denied) > 1 / 2}
    yield {**likely, **counted}
    for _ in range(_DRAWS - 1):
        facts = {}
        for name, shares in told.items():
            draw = chance.random()
            if draw < shares.asserted + shares.denied:
                facts[name] = "yes" if draw < shares.asserted else "no"
        yield {**facts, **counted}


def _came_to(ruling: Ruling) -> str:
    """The outcome; what an open fact decides stands apart."""
    return "open" if ruling.conditional and ruling.open else outcome_of(ruling)


def _of_topic(case: _Case) -> Iterator[Candidate]:
    """The topic's own answer, and the same without Yes or No."""
    another = _is_of_another(case) or _is_of_another_term(case)
    opens: tuple[Opening, ...] = ("none",) if another else (case.topic.opens, "none")
    short = {f"topic of {most}": float(case.heard.words <= most) for most in _SHORT}
    for way in dict.fromkeys(opens):
        features = {"own opening": float(way != "none")}
        row = case.row(way, case.topic.verdict, topic=_log(case.heard.topic_share), **short, **features)
        yield Candidate(case.asked, way, case.topic.verdict, row)


def _is_of_another(case: _Case) -> bool:
    """Whether the topic is on a duty and leave is asked, or the reverse: a Yes could mean the opposite of its text."""
    of = {"may": _DUTIES, "banned": _DUTIES, "must": _LEAVE, "skip": _LEAVE, "covered": _LEAVE}
    others = of.get(case.asked.stance, frozenset())
    plain = case.asked.stance == case.heard.plain == "banned"  # "is it illegal not to post it?"
    return case.topic.verdict in others and not plain and not case.heard.of_stop


def _is_of_another_term(case: _Case) -> bool:
    """Whether the topic says of another term that it fits or does not."""
    term = case.law.terms.get(case.heard.term)
    return term is not None and not any(term.cite.meets(cite) for cite in case.answer.cites[:1])


def _of_entry(name: str, share: float, drawn: Mapping[_Key, tuple[float, Ruling]], case: _Case) -> Iterator[Candidate]:
    """The outcomes that the judge came to, the entry's others, and that it depends on what was not told."""
    law, heard = case.law, case.heard
    ruled = rule_on(name, heard.facts, law)
    assert ruled
    if (alone := _of_told_alone(name, share, ruled, drawn, case)) is not None:
        yield from alone
        return
    asked = _asked_of(ruled.about, case.asked, heard)
    told_key = (ruled.about, _came_to(ruled), opening(ruled, asked.stance, asked.claim))
    outcomes = {key: one for key, one in drawn.items() if key[0] in {name, ruled.about}}
    outcomes.setdefault(told_key, (0.0, ruled))
    for key, (part, ruling) in outcomes.items():
        is_told = key == told_key
        candidate = case.of_entry(
            ruled if is_told else ruling_of(key[0], key[1], ruling.cite) or ruling,
            share,
            drawn=_log(part),
            told=float(is_told),
            settled=float(is_told and bool(ruled.met or ruled.failed)),
        )
        if key[1] != "open" and text_of(candidate.ruling or ruling, law):
            yield candidate
            if case.asked.stance == "covered" and ruling.frees is not None:
                yield case.of_entry(
                    candidate.ruling or ruling, share, drawn=_log(part), told=float(is_told), turned=1.0
                )
    came = {key[1] for key in outcomes}
    by_facts = heard.of_void and name in VOIDS and case.asked.stance in _OF_VOID | {"consequence"}
    for outcome in () if by_facts else texts_of(name, law):
        if outcome not in came and (unread := ruling_of(name, outcome, ruled.cite)):
            yield case.of_entry(unread, share, unread=1.0)
    for turn in islice(_turns(ruled, case), _ASKED) if share >= ENTRY_NEAR else ():
        said_of = heard.signs.facts.get(turn)
        yield case.of_entry(
            replace(ruled, verdict=Verdict.CONDITIONAL, open=(turn,)),
            share,
            turn,
            asks=float(turn in ruled.open),
            excepted=float(turn in ruled.open and ruled.exemption is not None),
            given=said_of.asserted + said_of.denied if said_of else 0.0,
            turns=math.log1p(case.turned.usual.get(turn, 0)),
        )


def _of_told_alone(
    name: str, share: float, ruled: Ruling, drawn: Mapping[_Key, tuple[float, Ruling]], case: _Case
) -> Sequence[Candidate] | None:
    """The only candidates, where told facts alone decide; None where the entry's other outcomes count as well."""
    told: Mapping[str, float] = {"told": 1.0, "settled": 1.0, "drawn": _log(1.0)}
    if name.startswith("item:") and case.asked.stance in {"must", "skip"}:
        is_there = ruled.met == (name.replace(":", "."),) and not ruled.failed  # what is there need not be added
        return [case.of_entry(ruled, share, "", **told)] if is_there else []  # of one that lacks, nothing is told
    of_void = _asked_of(ruled.about, case.asked, case.heard) != case.asked
    if of_void and not ruled.conditional and (ruled.met or ruled.failed):
        return [case.of_entry(ruled, share, "", **told)]  # what was told makes it void, or does not
    if not _of_exception(ruled):
        return None
    turn = ruled.open[0] if ruled.open else ""
    known, facts = case.turned.elements, case.heard.signs.facts.items()
    heard = {name for name, said in facts if said.denied > 1 / 2 and name in known and known[name].unsaid != "no"}
    missed = [pair for pair in drawn.values() if pair[1].missed and not heard.isdisjoint(pair[1].failed)]
    return [
        case.of_entry(ruled, share, turn, **told, asks=float(bool(turn))),
        *(
            case.of_entry(one, share, drawn=_log(part))
            for part, one in missed
            if one.about == ruled.about and ruled.exemption
        ),
    ]


def _of_exception(ruled: Ruling) -> bool:
    """Whether conditions were told of an exception that has a sentence for where it does not apply."""
    return ruled.missed is not None or bool(ruled.exemption and ruled.exemption.otherwise and ruled.met)


def _turns(ruled: Ruling, case: _Case) -> Iterator[str]:
    """The facts that were not told and that turn the answer: what the judge misses, then what decides oftenest."""
    first = ruled.open[:1] if ruled.conditional else ()
    yield from first
    for name in islice(case.turned.could(ruled), _LOOKED):
        if name not in first and {_opens(ruled, name, value, case) for value in ("yes", "no")} == TURNED:
            yield name


def _opens(ruled: Ruling, name: str, value: str, case: _Case) -> Opening:
    other, asked = case.turned.ruling(ruled.about, name, value), _asked_of(ruled.about, case.asked, case.heard)
    return opening(other, asked.stance, asked.claim) if other else "none"


def _log(share: float) -> float:
    return math.log(share + _FLOOR)
