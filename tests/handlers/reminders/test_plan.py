"""Is a place told of what is due in one message, and disturbed only where it must be?"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.deadlines.steps import Recipient, Step, StepKind, reminder_for
from handlers.reminders.sending.plan import NUDGE, Action, Change, Drop, DueStep, Nudge, Post, Situation, Wait, plan

NOW = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("America/New_York"))
CHANNEL, CHAT = Situation(shared=True, threads=True), Situation(shared=False)
OPENED, SAFE, LATE = Step(StepKind.OPENED), Step(StepKind.SAFE), Step(StepKind.OVERDUE, days=1)
NEARER, DIGEST = Step(StepKind.BEFORE, days=3), Step(StepKind.DIGEST, on=date(2026, 11, 23))
NEW_DAY, TO_OWNER = Step(StepKind.BEFORE, days=30), Step(StepKind.SAFE, Recipient.OWNER)


def due(id: str, step: Step, message: str = "", post: str = "", *, urgent: bool = False) -> DueStep:
    return DueStep(replace(reminder_for(step, id, NOW), post=post), urgent, message)


def ids(actions: tuple[Action, ...]) -> list[tuple[type[Action], list[str]]]:
    return [(type(action), [step.deadline for step in action.steps]) for action in actions]


def test_what_falls_due_together_is_one_message() -> None:
    several = [due("D-1", OPENED), due("D-2", LATE, "a"), due("D-3", SAFE, "b"), due("", DIGEST)]
    assert ids(plan(several, CHANNEL)) == [(Post, ["D-1", "D-2", "D-3", ""])]
    assert ids(plan([due("D-1", TO_OWNER), due("D-2", TO_OWNER, "a")], CHAT)) == [(Post, ["D-1", "D-2"])]


def test_what_stands_in_one_message_is_recalled_below_it() -> None:
    (nudge,) = plan([due("D-1", SAFE, "a"), due("D-2", LATE, "a")], CHANNEL)
    assert isinstance(nudge, Nudge) and nudge.message == "a" and len(nudge.steps) == 2
    without = replace(CHANNEL, threads=False)
    assert ids(plan([due("D-1", SAFE, "a")], without)) == [(Post, ["D-1"])], "a fresh one replaces it"


@pytest.mark.parametrize(("step", "told"), [(OPENED, Post), (NEW_DAY, Nudge), (SAFE, Nudge), (LATE, Post)])
def test_of_a_breach_what_is_new_or_overdue_is_posted_anew(step: Step, told: type[Action]) -> None:
    breach = replace(due("D-1", step, "a"), breach=True)
    assert ids(plan([breach], CHANNEL)) == [(told, ["D-1"])]
    beside = replace(due("D-2", SAFE, "a"), breach=True)
    assert ids(plan([beside, breach], CHANNEL)) == [(told, ["D-2", "D-1"])], "with what else it asks"


def test_what_only_comes_nearer_disturbs_nobody() -> None:
    assert plan([due("D-1", NEARER, "a")], CHANNEL) == (Change((due("D-1", NEARER).step,), "a"),)
    assert ids(plan([due("D-1", NEARER)], CHANNEL)) == [(Post, ["D-1"])], "where nothing stands it is told"


def test_new_deadlines_join_a_message_of_the_last_hour_unless_a_breach_is_among_them() -> None:
    busy = replace(CHANNEL, recent="a")
    assert plan([due("D-1", OPENED)], busy) == (Change((due("D-1", OPENED).step,), "a"),)
    assert ids(plan([due("D-1", OPENED), due("D-2", OPENED, urgent=True)], busy)) == [(Post, ["D-1", "D-2"])]
    assert ids(plan([due("D-1", OPENED), due("D-2", LATE)], busy)) == [(Post, ["D-1", "D-2"])]


def test_a_person_hears_once_a_day_and_of_a_breach_at_once() -> None:
    told = replace(CHAT, told_today=True)
    steps = [due("D-1", TO_OWNER), due("D-2", TO_OWNER, urgent=True)]
    assert ids(plan(steps, told)) == [(Post, ["D-2"]), (Wait, ["D-1"])]


@pytest.mark.parametrize(("summed_up", "said"), [(None, Post), ("", Drop), ("a", Drop)])
def test_a_digest_says_nothing_that_one_message_says_already(summed_up: str | None, said: type[Action]) -> None:
    at = replace(CHANNEL, summed_up=summed_up)
    assert ids(plan([due("", DIGEST)], at)) == [(said, [""])]
    both = plan([due("D-1", LATE, "a"), due("", DIGEST)], at)
    assert [type(one) for one in both] == ([Nudge, Drop] if summed_up == "a" else [Post])


def test_what_may_be_out_stays_the_message_that_it_was() -> None:
    named = [due("D-1", SAFE, "a", post="D-2/safe"), due("D-2", SAFE, "b", post="D-2/safe")]
    nudged = due("D-3", SAFE, "c", post=f"{NUDGE}D-3/safe")
    found = ids(plan([*named, due("D-4", SAFE), nudged], CHANNEL))
    assert found == [(Post, ["D-1", "D-2"]), (Nudge, ["D-3"]), (Post, ["D-4"])]
