"""Lays out a plan as the parts and buttons of a reply; `Weighed` is the question that such a button carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from handlers.dialogue import words as wording
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Part, Text
from handlers.dialogue.text import short
from handlers.law.decided import plan_words
from handlers.law.decided.plan import FREES, VOIDS, AnswerPlan, Decided, Side
from handlers.law.decided.question_facts import STANCES, Heard
from handlers.understanding.asked.stance import AskedAs
from knowledge.citation import Fact
from knowledge.deciding.asked import Claim
from knowledge.deciding.ruling import elements_of
from knowledge.law import LawOfDay

COMMAND, WHY = "weigh", "because"
CLAIMS: Mapping[str, Claim] = {name: name for name in get_args(Claim)}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer's question without its words."""

    topic: str
    about: str
    asked: AskedAs
    facts: Mapping[str, str]
    day: date | None = None
    """By the law of that day; None is today's."""

    def with_fact(self, name: str, value: str) -> Weighed:
        """The same with one fact told, or told otherwise."""
        return replace(self, facts={**self.facts, name: value})

    def said_by(self, command: str) -> str:
        """The command with the question behind it, for a button."""
        parts = [
            f"topic={self.topic}",
            f"about={self.about}",
            f"stance={self.asked.stance}",
            f"claim={self.asked.claim}",
            *([f"on={self.day.isoformat()}"] if self.day else []),
        ]
        return " ".join((command, *map(_word, (*parts, *(f"{name}={value}" for name, value in self.facts.items())))))

    @property
    def say(self) -> str:
        """The command that asks it again."""
        return self.said_by(COMMAND)

    @property
    def heard(self) -> Heard:
        """The same question as if it had just been read."""
        return Heard(replace(self.asked, turned=True), {self.about: 1.0} if self.about else {}, self.facts)


def read_weighed(rest: str) -> Weighed:
    """The question that a button carried; values that are not known are left out."""
    pairs = dict(word.replace("_", " ").split("=", 1) for word in rest.split() if "=" in word)
    stance, claim = STANCES.get(pairs.pop("stance", ""), "may"), CLAIMS.get(pairs.pop("claim", ""), "")
    topic, about = pairs.pop("topic", ""), pairs.pop("about", "")
    on = pairs.pop("on", "")
    facts = {name: value for name, value in pairs.items() if value in {"yes", "no"}}
    return Weighed(topic, about, AskedAs(stance, claim), facts, _day(on))


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _word(text: str) -> str:
    return text.replace(" ", "_")


def plan_parts(
    plan: AnswerPlan, found: Decided, law: LawOfDay, kinds: Iterable[Fact] = (), *, neutral: bool
) -> Iterator[Part]:
    """What a person reads first; with ``neutral`` neither Yes nor No is said. ``kinds`` are named in the law's list."""
    if plan.opens == "depends":
        (turn,) = plan.turns
        yield Text(plan_words.depends_on(ask=turn.ask))
        sides = (
            (lead, _side(turn.sides.get(so), found))
            for so, lead in ((True, plan_words.IF_SO), (False, plan_words.IF_NOT))
        )
        yield Bullets(tuple(f"{lead} {says}" for lead, says in sides if says))
    elif plan.rule:
        yield Text(" ".join(filter(None, ("" if neutral else _opener(plan, found), plan.rule.says))))
    echoed = [*(one.says for one in plan.because if one.aloud), *(fact.says for fact in (*kinds, *beside(found, law)))]
    if echoed:
        yield Text(f"{plan_words.READ} {' '.join(echoed)}")
    if plan.next and not plan.later:
        yield Text(f"{plan_words.NEXT} {plan.next}")


def _side(side: Side | None, found: Decided) -> str:
    """What it comes to on one side of the open fact."""
    if side is None:
        return plan_words.ONE_MORE
    if side.says is None and side.outcome in FREES:
        return ""
    opener = plan_words.opener(side.opens, found.heard.asked, "" if found.about in VOIDS else side.outcome)
    return " ".join(filter(None, (opener, side.says.says if side.says else "")))


def _opener(plan: AnswerPlan, found: Decided) -> str:
    """Yes or No; where a time that passed decides, whether that is too late."""
    if found.late is not None:
        return plan_words.timed(plan.opens, late=found.late)
    return plan_words.opener(plan.opens, found.heard.asked, "" if found.about in VOIDS else plan.outcome)


def more_parts(plan: AnswerPlan) -> Iterator[str]:
    """What is said to those who ask for the full answer."""
    if plan.next and plan.later:
        yield f"{plan_words.NEXT} {plan.next}"


def lead_in(found: Decided) -> str:
    """The first word, where no entry decided and the topic's own words do not begin as they must."""
    if found.stored or (found.doubted and found.opens == "none"):
        return ""
    return plan_words.lead(found.opens, found.heard.asked.stance)


def beside(found: Decided, law: LawOfDay) -> Iterator[Fact]:
    """Statements on facts that were told and change nothing."""
    for name in law.circumstances:
        if found.facts.get(name) == "yes":
            yield from law.circumstances[name].says


def choices(plan: AnswerPlan, found: Decided, state: Weighed, law: LawOfDay) -> Iterator[Choice]:
    """The open question's answers; else each fact that would turn the answer, as it would have to be."""
    if found.ruling is None:
        return
    elements = elements_of(law)
    if plan.opens == "depends":
        (turn,) = plan.turns
        yield Choice(wording.YES, state.with_fact(turn.element, "yes").say)
        yield Choice(wording.NO, state.with_fact(turn.element, "no").say)
    for fact in plan.because:
        if says := elements[fact.element].sentence(so=not fact.so):
            yield Choice(_label(says), state.with_fact(fact.element, "no" if fact.so else "yes").say)
    for turn in plan.turns if plan.opens != "depends" else ():
        yield Choice(_label(turn.says), state.with_fact(turn.element, "yes" if turn.so else "no").say)


def _label(says: str) -> str:
    return short(plan_words.what_if(says), LONGEST_LABEL)
