"""Which conditions the law sets for the exception, and of which of them nothing is on record yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.dialogue.desk import Desk
from knowledge.citation import Fact, Tag, weakest
from knowledge.law import CONTRACT_REQUIRED, PLAN_EXCEPTION
from knowledge.model import Exemption, Rule
from storage.kinds import PlanException

PLAN, PARENT, TEAM = "child-plan", "parent-signs", "team"
"""The conditions on the plan itself, and those whose evidence is the day of a signature."""
SIGNATURES = frozenset({PARENT, TEAM})
SECTION_504 = "plan-504"
"""The plan for which no team signs, as the law files name it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: what must be so, and the question that the evidence answers."""

    id: str
    says: Fact
    asks: str


def exemption(desk: Desk) -> Exemption:
    """The exception as the law of today has it."""
    rule = desk.law.named(Rule, CONTRACT_REQUIRED, desk.today)
    return next(one for one in rule.unless if one.id == PLAN_EXCEPTION)


def conditions(desk: Desk) -> tuple[Condition, ...]:
    """Those that somebody has to show; what is taken as met unless somebody says otherwise is none."""
    asked = [one for one in exemption(desk).elements if one.unsaid == "open"]
    return tuple(Condition(one.id, one.says, one.ask or next(one.leaves()).ask) for one in asked)


def missing(exception: PlanException, desk: Desk) -> tuple[Condition, ...]:
    """The conditions without evidence. Never empty while it is not known which plan it is for."""
    return tuple(one for one in conditions(desk) if not _shown(one, exception))


def signed_after(exception: PlanException, desk: Desk) -> date | None:
    """The day of the last signature that it needs, where the product was used before that."""
    signed = [exception.evidence.get(one.id, "") for one in needed(exception, desk) if one.id in SIGNATURES]
    last = date.fromisoformat(max(signed)) if any(signed) else None
    return last if last and exception.started and exception.started < last else None


def is_complete(exception: PlanException, desk: Desk) -> bool:
    """Whether there is evidence of every condition, and nothing was used before it was signed."""
    return not (missing(exception, desk) or signed_after(exception, desk))


def needed(exception: PlanException, desk: Desk) -> tuple[Condition, ...]:
    """The conditions that hold for this child's plan."""
    return tuple(one for one in conditions(desk) if not _falls_away(one, exception))


def tag(desk: Desk) -> Tag:
    """How far the least checked of the conditions was checked."""
    return weakest([one.says.tag for one in conditions(desk)])


def also_owed(desk: Desk) -> Iterator[str]:
    """What the law asks for besides and takes as met: said to those who want to know more."""
    yield from (one.says.says for one in exemption(desk).elements if one.unsaid != "open")


def _shown(condition: Condition, exception: PlanException) -> bool:
    if condition.id == PLAN and not exception.plan:
        return False
    return _falls_away(condition, exception) or bool(exception.evidence.get(condition.id))


def _falls_away(condition: Condition, exception: PlanException) -> bool:
    """The team signs for a child with an IEP only."""
    return condition.id == TEAM and exception.plan == SECTION_504
