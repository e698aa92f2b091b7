"""The conditions that the law sets for the exception for a child's plan, and which of them lack evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.dialogue.desk import Desk
from knowledge.citation import Fact, Tag, weakest
from knowledge.law import CONTRACT_REQUIRED, PLAN_EXCEPTION
from knowledge.model import Exemption, Rule
from storage.kinds import PlanException

PLAN, PARENT, TEAM = "child-plan", "parent-signs", "team"
"""The ids of the condition on the plan itself and of the two that a signature meets."""
SIGNATURES = frozenset({PARENT, TEAM})
SECTION_504 = "plan-504"
"""The kind of plan that no team signs, as the law files name it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: what must be true, and the question that its evidence answers."""

    id: str
    says: Fact
    asks: str


def exemption(desk: Desk) -> Exemption:
    """The exception as today's law has it."""
    rule = desk.law.named(Rule, CONTRACT_REQUIRED, desk.today)
    return next(one for one in rule.unless if one.id == PLAN_EXCEPTION)


def conditions(desk: Desk) -> tuple[Condition, ...]:
    """The conditions that need evidence; those taken as met unless somebody says otherwise are left out."""
    asked = [one for one in exemption(desk).elements if one.unsaid == "open"]
    return tuple(Condition(one.id, one.says, one.ask or next(one.leaves()).ask) for one in asked)


def missing(exception: PlanException, desk: Desk) -> tuple[Condition, ...]:
    """The conditions without evidence; never empty while the kind of plan is unknown."""
    return tuple(one for one in conditions(desk) if not _shown(one, exception))


def signed_after(exception: PlanException, desk: Desk) -> date | None:
    """The day of the last signature needed, where the product was in use before it; else None."""
    signed = [exception.evidence.get(one.id, "") for one in needed(exception, desk) if one.id in SIGNATURES]
    last = date.fromisoformat(max(signed)) if any(signed) else None
    return last if last and exception.started and exception.started < last else None


def is_complete(exception: PlanException, desk: Desk) -> bool:
    """Whether every condition has evidence, and the product was not used before the signatures."""
    return not (missing(exception, desk) or signed_after(exception, desk))


def needed(exception: PlanException, desk: Desk) -> tuple[Condition, ...]:
    """The conditions that apply to this child's plan."""
    return tuple(one for one in conditions(desk) if not _falls_away(one, exception))


def tag(desk: Desk) -> Tag:
    """The source tag of the least checked condition."""
    return weakest([one.says.tag for one in conditions(desk)])


def also_owed(desk: Desk) -> Iterator[str]:
    """What the law also asks for and the form takes as met; for those who want to know more."""
    yield from (one.says.says for one in exemption(desk).elements if one.unsaid != "open")


def _shown(condition: Condition, exception: PlanException) -> bool:
    if condition.id == PLAN and not exception.plan:
        return False
    return _falls_away(condition, exception) or bool(exception.evidence.get(condition.id))


def _falls_away(condition: Condition, exception: PlanException) -> bool:
    """Whether the condition does not apply: only a child with an IEP has a team that signs."""
    return condition.id == TEAM and exception.plan == SECTION_504
