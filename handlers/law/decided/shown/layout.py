"""Lays out a plan: its opener and rule, the told facts that decide, what to do next, and the choices to turn a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.dialogue import words as wording
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Part, Text
from handlers.dialogue.text.shorten import short
from handlers.law.decided.by_topic import VOIDS, Decided
from handlers.law.decided.plan import AnswerPlan
from handlers.law.decided.shown import words
from handlers.law.decided.shown.weighed import Weighed
from knowledge.citation import Fact
from knowledge.deciding.elements import elements_of
from knowledge.law import LawOfDay


def plan_parts(
    plan: AnswerPlan, found: Decided, law: LawOfDay, kinds: Iterable[Fact] = (), *, neutral: bool
) -> Iterator[Part]:
    """What a person reads first; with ``neutral`` neither Yes nor No is said. ``kinds`` are named in the law's list."""
    if plan.opens == "depends":
        (turn,) = plan.turns
        yield Text(words.depends_on(turn.ask))
        sides = ((words.IF_SO, turn.leads_to), (words.IF_NOT, turn.else_to))
        if any(fact for _, fact in sides):
            yield Bullets(tuple(f"{lead} {fact.says if fact else words.ONE_MORE}" for lead, fact in sides))
    elif plan.rule:
        yield Text(" ".join(filter(None, ("" if neutral else _opener(plan, found), plan.rule.says))))
    told = [*(one.says for one in plan.because if one.aloud), *(fact.says for fact in (*kinds, *beside(found, law)))]
    if told:
        yield Text(f"{words.READ} {' '.join(told)}")
    if plan.short_of:
        yield Text(plan.short_of.says)
    if plan.next and not plan.later:
        yield Text(f"{words.NEXT} {plan.next}")


def _opener(plan: AnswerPlan, found: Decided) -> str:
    """Yes or No; where a time that passed decides, whether that is too late."""
    if found.late is not None:
        return words.timed(plan.opens, late=found.late)
    return words.opener(plan.opens, found.heard.asked, "" if found.about in VOIDS else plan.outcome)


def more_parts(plan: AnswerPlan) -> Iterator[str]:
    """What is said to those who ask for the full answer."""
    if plan.next and plan.later:
        yield f"{words.NEXT} {plan.next}"


def lead_in(found: Decided) -> str:
    """The first word, where no entry decided and the topic's own words do not begin as they must."""
    if found.stored or (found.doubted and found.opens == "none"):
        return ""
    return words.lead(found.opens, found.heard.asked.stance)


def beside(found: Decided, law: LawOfDay) -> Iterator[Fact]:
    """What is told and changes nothing."""
    for name in law.circumstances:
        if found.facts.get(name) == "yes":
            yield from law.circumstances[name].says


def choices(plan: AnswerPlan, found: Decided, state: Weighed, law: LawOfDay) -> Iterator[Choice]:
    """The open question's answers; else each fact that would turn the answer, as it would have to be."""
    if found.ruling is None:
        return
    known = elements_of(law)
    if plan.opens == "depends":
        (turn,) = plan.turns
        yield Choice(wording.YES, state.with_fact(turn.element, "yes").say)
        yield Choice(wording.NO, state.with_fact(turn.element, "no").say)
    for one in plan.because:
        if says := known[one.element].sentence(so=not one.so):
            yield Choice(_label(says), state.with_fact(one.element, "no" if one.so else "yes").say)
    for turn in plan.turns if plan.opens != "depends" else ():
        yield Choice(_label(turn.says), state.with_fact(turn.element, "yes" if turn.so else "no").say)


def _label(says: str) -> str:
    return short(words.what_if(says), LONGEST_LABEL)
