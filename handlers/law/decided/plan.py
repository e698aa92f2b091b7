"""What a question comes to (`Decided`), and the plan of what is said where an entry of the law decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from handlers.law.decided.question_facts import Heard
from handlers.law.decided.thresholds import ENTRY_SURE
from knowledge.citation import Citation, Fact
from knowledge.deciding.asked import ASKS_WHETHER, Opening, claim_of, opening, opening_of, verdict_of
from knowledge.deciding.outcomes import (
    ALLOWED,
    COUNTS,
    DONE,
    HAS,
    LACKS,
    NEEDED,
    NOT_ALLOWED,
    NOT_DONE,
    NOT_NEEDED,
    outcome_of,
    text_of,
    texts_of,
)
from knowledge.deciding.ruling import Ruling, elements_of, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Element, OutcomeText, Verdict

FIRST_WORDS: Mapping[str, Opening] = {"Yes": "yes", "No": "no", "It depends": "depends"}
TURNED: frozenset[Opening] = frozenset({"yes", "no"})
_CONTRACT = "rule:contract-required"
VOIDS = frozenset({"rule:conflicting-term", "rule:missing-provision-void"})
"""They say what becomes of a contract: it is void or it stands, which is neither allowed nor forbidden."""
_WHO = frozenset({"term:operator", "term:contractor", "term:consultant"})
"""Terms for those who need a contract: a question that is not about the term itself is about the contract."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a question comes to and how its answer begins."""

    heard: Heard
    verdict: Verdict
    opens: Opening
    cites: tuple[Citation, ...] = ()
    """The cites of the answer, best first."""
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
    verdict, stored, asked = Verdict(answer.verdict), stored_opening(answer), heard.asked
    if asked.stance not in ASKS_WHETHER:
        return Decided(heard, verdict, "none", answer.cites, stored=True, facts=heard.facts)
    opens = stored if stored != "none" else _plain(verdict)
    if asked.turned:
        mapped = opening_of(verdict, claim_of(asked.stance, asked.claim))
        opens = mapped if mapped != "none" or stored == "none" else "none"
    if asked.stance == "assert" and asked.claim == "forbidden" and verdict is Verdict.REQUIRED:
        opens = "none"  # "so parents can't see it?": that something must be done forbids nothing
    fits = opens == stored or (stored == "none" and not asked.turned)
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
    of_contract = any(fact.startswith("contract-required.") for fact in heard.facts)
    return _CONTRACT if name in _WHO and of_contract and heard.asked.stance not in {"covered", "assert"} else name


def unjudged(found: Decided) -> Decided:
    """Without a ruling on what was done, and so without Yes or No; one on the duty itself stays, if that is asked."""
    of_duty = found.ruling is not None and outcome_of(found.ruling) not in {DONE, NOT_DONE}
    if of_duty and found.opens != "depends" and found.heard.asked.stance in {"must", "skip", "assert"}:
        return found
    verdict = found.ruling.verdict if found.ruling and of_duty else found.verdict
    return replace(found, verdict=verdict, ruling=None, opens="none", stored=False, doubted=True)


def as_judged(heard: Heard, ruling: Ruling, answer: Answer) -> Decided:
    """What the entry comes to, with its passage before those of the topic."""
    verdict = verdict_of(ruling, heard.asked.stance)
    opens = opening(ruling, heard.asked.stance, heard.asked.claim)
    cites = tuple(dict.fromkeys((ruling.cite, *answer.cites)))
    asks = ruling.open[0] if opens == "depends" and ruling.open else ""
    return Decided(heard, verdict, opens, cites, ruling, asks, stored=False, facts=heard.facts)


MOST_WORDS, MOST_OF_BOTH = 57, 40
"""Most words of rule, told facts and next step together, before the rest goes behind a button; and most words of the
answer where one open fact decides, which has more words around it."""
MOST_TOLD, MOST_TURNS = 2, 1
REPEATS = 0.8
"""From this share of its words in the rule on, a told fact is not said as well."""
LEAST_TOLD = 1

_TO_DO = frozenset({NOT_ALLOWED, NEEDED, NOT_DONE, LACKS})
"""Outcomes after which somebody has to do something."""
FREES = frozenset({ALLOWED, NOT_NEEDED, DONE, HAS})
"""Outcomes that are said only with their sentence, which has the condition."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was told and that decides: without it, or with its opposite, the answer opens otherwise."""

    element: str
    so: bool
    says: str
    aloud: bool = True
    """Whether it is said: it speaks against, or for an exception. What is as usual would only echo the asker."""


@dataclass(frozen=True, slots=True)
class Side:
    """What the law comes to with one fact more; ``says`` is None where there is no room for it."""

    opens: Opening
    outcome: str
    says: Fact | None


@dataclass(frozen=True, slots=True)
class TurningFact:
    """A fact that nobody told and that would turn the answer."""

    element: str
    so: bool
    """What it would have to be."""
    ask: str
    says: str
    sides: Mapping[bool, Side] = field(default_factory=dict)
    """What it comes to where it is so, and where it is not; one that is missing turns on one more fact. Only of the one
    fact on which it depends."""


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """What is said, in this order; ``rule`` is the entry's sentence for ``outcome``."""

    opens: Opening
    outcome: str
    rule: Fact | None = None
    because: tuple[Told, ...] = ()
    turns: tuple[TurningFact, ...] = ()
    next: str = ""
    cites: tuple[Citation, ...] = ()
    facts: tuple[Fact, ...] = ()
    """The statements of the law that it rests on."""

    @property
    def later(self) -> bool:
        """Whether the next step waits until it is asked for: nothing has to be done, or there is no room."""
        if self.outcome not in _TO_DO:
            return True
        rule = [self.rule.says] if self.rule else []
        return _words([*rule, *(one.says for one in self.because), self.next]) > MOST_WORDS


def plan_of(found: Decided, law: LawOfDay) -> AnswerPlan | None:
    """The plan; None where the words of the topic answer it as it was asked."""
    ruling = found.ruling
    if ruling is None:
        return None
    elements = elements_of(law)
    if found.opens == "depends":
        return _open(found, ruling, elements, law)
    text = _text(ruling, found, law)
    if text is None:
        return None
    step = "" if found.heard.of_others else text.next
    if ruling.missed and found.cites == (ruling.cite,):
        return None  # the topic says of that condition what the exception needs
    if (
        not (found.told or ruling.missed) or outcome_of(ruling) == COUNTS
    ):  # of a word that fits, the rule names all that was told
        return AnswerPlan(
            found.opens,
            outcome_of(ruling),
            text.says,
            next=step,
            cites=found.cites[:1],
            facts=(text.says,),
        )
    told = tuple(islice(_told(found, ruling, elements, law), MOST_TOLD))
    turns = tuple(islice(_turns(found, ruling, elements, law), MOST_TURNS))
    used = _words([text.says.says, step])
    because: list[Told] = []
    for fact in (one for one in told if not _repeats(one.says, text.says.says)):
        used += len(fact.says.split()) if fact.aloud else 0
        if because and used > MOST_WORDS:
            break
        because.append(fact)
    facts = (text.says, *(elements[one.element].says for one in because if one.aloud))
    return AnswerPlan(found.opens, outcome_of(ruling), text.says, tuple(because), turns, step, found.cites[:1], facts)


def _open(found: Decided, ruling: Ruling, known: Mapping[str, Element], law: LawOfDay) -> AnswerPlan | None:
    """It depends on exactly one fact, and what the law says on either side of it is said, too."""
    name = found.turns_on
    if name not in known:
        return None
    met = [name for name in ruling.met if found.facts.get(name) == "yes" and name in known]
    near = [name for name in met if found.heard.surely(name)][:LEAST_TOLD]
    told = tuple(Told(one, so=True, says=known[one].sentence(so=True)) for one in near)
    judged = {so: rule_on(ruling.about, {**found.facts, name: "yes" if so else "no"}, law) for so in (True, False)}
    sides = {so: _side(found, one, law) for so, one in judged.items() if one and not one.open}
    spoken = [known[name].ask, *(one.says for one in told)]
    if _words([*spoken, *_said(sides)]) > MOST_OF_BOTH:
        told, spoken = (), spoken[:1]
    for so in sorted(sides, key=lambda so: (sides[so].outcome in FREES, -_length(sides[so]))):
        if _words([*spoken, *_said(sides)]) > MOST_OF_BOTH:  # Yes needs its condition more than No its sentence
            sides[so] = replace(sides[so], says=None)
    turn = TurningFact(name, True, known[name].ask, known[name].sentence(so=True), sides)
    facts = tuple(one.says for one in sides.values() if one.says) or (known[name].says,)
    return AnswerPlan("depends", "", None, told, (turn,), "", found.cites[:1], facts)


def _text(ruling: Ruling, found: Decided, law: LawOfDay) -> OutcomeText | None:
    """The entry's sentence; where a time was counted, the rule's for what was kept or is only asked for.

    Nobody told that it was done, or was not.
    """
    text, outcome = text_of(ruling, law), outcome_of(ruling)
    if text is None or outcome not in {DONE, NOT_DONE} or found.heard.counted.isdisjoint((*ruling.met, *ruling.failed)):
        return text
    rule = texts_of(ruling.about, law)[NEEDED]
    if found.heard.asked.stance == "may":
        return rule
    return replace(text, says=rule.says) if outcome == DONE else text


def _side(found: Decided, ruling: Ruling, law: LawOfDay) -> Side:
    asked, text = found.heard.asked, _text(ruling, found, law)
    return Side(opening(ruling, asked.stance, asked.claim), outcome_of(ruling), text.says if text else None)


def _length(side: Side) -> int:
    return _words([side.says.says] if side.says else [])


def _said(sides: Mapping[bool, Side]) -> Iterator[str]:
    return (one.says.says for one in sides.values() if one.says)


def _repeats(told: str, rule: str) -> bool:
    """Whether the rule says nearly all that a told fact would."""
    words = set(told.lower().rstrip(".").split())
    return len(words & set(rule.lower().replace(",", "").rstrip(".").split())) >= REPEATS * len(words)


def _words(said: Iterable[str]) -> int:
    return sum(len(one.split()) for one in said)


def _told(found: Decided, ruling: Ruling, known: Mapping[str, Element], law: LawOfDay) -> Iterator[Told]:
    """The surely told facts that decide: those on which the entry fails, else those that it needs."""
    failed = [name for name in ruling.failed if not ruling.missed or known[name].unsaid != "no"]
    missed = failed if ruling.missed else ()  # the condition of an exception that fails is named, sure or not
    told = [name for name in (*failed, *ruling.met) if name in {*found.facts, *missed} and name in known]
    sure = [name for name in told if name in missed or found.heard.surely(name)]
    failed = [name for name in sure if name in ruling.failed]
    ordered = failed or sorted(sure, key=lambda one: known[one].unsaid != "open")
    ordered = sorted(ordered, key=lambda one: -found.heard.share(one)) if failed else ordered
    aloud = bool(failed or ruling.exemption)
    facts = [Told(name, so := found.facts.get(name) == "yes", known[name].sentence(so=so), aloud) for name in ordered]
    yield from (one for one in facts if one.says and _decides(one, found, ruling, law))


def _decides(one: Told, found: Decided, ruling: Ruling, law: LawOfDay) -> bool:
    """Whether the answer turns round without that fact, or with its opposite."""
    others = {name: value for name, value in found.facts.items() if name != one.element}
    opposite = {**others, one.element: "no" if one.so else "yes"}
    return any(_opens_otherwise(found, ruling, facts, law) for facts in (opposite, others))


def _turns(found: Decided, ruling: Ruling, known: Mapping[str, Element], law: LawOfDay) -> Iterator[TurningFact]:
    """The facts that nobody told, that are not taken for given, and that would turn the answer."""
    entry = ruling.about.partition(":")[2]
    own_facts = [name for name in known if name.partition(".")[0] == entry]
    for name in dict.fromkeys((*ruling.open, *own_facts)):
        if name in found.facts or name not in known or not known[name].ask or known[name].unsaid != "open":
            continue
        for so in (False, True):
            says = known[name].sentence(so=so)
            if says and _opens_otherwise(found, ruling, {**found.facts, name: "yes" if so else "no"}, law):
                yield TurningFact(name, so, known[name].ask, says)
                break


def _opens_otherwise(found: Decided, ruling: Ruling, facts: Mapping[str, str], law: LawOfDay) -> bool:
    """Whether the answer turns round on these facts."""
    asked = found.heard.asked
    if not claim_of(asked.stance, asked.claim):
        return False
    turned = rule_on(ruling.about, facts, law)
    return turned is not None and opening(turned, asked.stance, asked.claim) != found.opens
