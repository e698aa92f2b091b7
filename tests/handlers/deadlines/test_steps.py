"""Is every step of a reminder stored and read back as it was?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handlers.deadlines.steps import Recipient, Step, StepKind, kind_of, ladder, next_rung, read_step, recipient_of
from handlers.dialogue.desk import Desk
from storage.records import Deadline, Reminder, Setup

STORED = {
    "opened": Step(StepKind.OPENED),
    "opened owner": Step(StepKind.OPENED, Recipient.OWNER),
    "assigned-20261124090000 owner": Step(StepKind.ASSIGNED, Recipient.OWNER, on=datetime(2026, 11, 24, 9)),
    "3-before": Step(StepKind.BEFORE, days=3),
    "14-before owner": Step(StepKind.BEFORE, Recipient.OWNER, 14),
    "safe": Step(StepKind.SAFE),
    "safe owner": Step(StepKind.SAFE, Recipient.OWNER),
    "last": Step(StepKind.LAST),
    "last owner": Step(StepKind.LAST, Recipient.OWNER),
    "overdue-1": Step(StepKind.OVERDUE, days=1),
    "overdue-12 owner": Step(StepKind.OVERDUE, Recipient.OWNER, 12),
    "overdue-1 lead": Step(StepKind.OVERDUE, Recipient.LEAD, 1),
    "overdue-3 superintendent": Step(StepKind.OVERDUE, Recipient.SUPERINTENDENT, 3),
    "snoozed-2026-12-01": Step(StepKind.SNOOZED, on=date(2026, 12, 1)),
    "own-2026-11-25 slack:U1": Step(StepKind.OWN, on=date(2026, 11, 25), to="slack:U1"),
    "question-G-1 slack:U1": Step(StepKind.QUESTION, to="slack:U1", about="G-1"),
    "answer-G-12 asker": Step(StepKind.ANSWER, to="asker", about="G-12"),
    "tidy-20261125080000 slack:C1": Step(StepKind.TIDY, on=datetime(2026, 11, 25, 8), to="slack:C1"),
    "role-20261125080000 slack:U1": Step(StepKind.ROLE, on=datetime(2026, 11, 25, 8), to="slack:U1"),
    "digest-2026-11-25": Step(StepKind.DIGEST, on=date(2026, 11, 25)),
    "pages-2026-11-25": Step(StepKind.PAGES, on=date(2026, 11, 25)),
    "apps-2026-11-25": Step(StepKind.APPS, on=date(2026, 11, 25)),
    "decided-A-3 slack:U1": Step(StepKind.DECIDED, to="slack:U1", about="A-3"),
    "silent-20261125080000": Step(StepKind.SILENT, on=datetime(2026, 11, 25, 8)),
    "training-2026-10-05 slack:U3": Step(StepKind.TRAINING, on=date(2026, 10, 5), to="slack:U3"),
}


@pytest.mark.parametrize(("text", "step"), STORED.items(), ids=STORED)
def test_each_stored_step_is_read_and_written_the_same(text: str, step: Step) -> None:
    assert read_step(text) == step
    assert str(step) == text


def test_every_kind_and_reader_is_among_them() -> None:
    assert {step.kind for step in STORED.values()} == set(StepKind)
    assert {step.recipient for step in STORED.values()} == set(Recipient)


@pytest.mark.parametrize("text", ["", "odd", "3-days-before", "overdue-", "safe team", "snoozed-soon"])
def test_a_step_that_nobody_plans_is_left_alone(text: str) -> None:
    reminder = Reminder(deadline="D-1", step=text, due_at=datetime(2026, 11, 24, 9))
    assert read_step(text) is None and kind_of(reminder) is None
    assert next_rung(reminder, Setup(), reminder.due_at) is None


@pytest.mark.parametrize("who", ["board", "contractor"])
def test_all_planned_steps_can_be_read(bare_desk: Desk, who: str) -> None:
    safe = bare_desk.today + timedelta(days=30)
    opens = Deadline(
        id="D-1", record="", duty="", cite="", who=who, safe=safe, last=safe + timedelta(days=1), opened=bare_desk.now
    )
    for reminder in ladder(opens, Setup(), bare_desk.now):
        step = read_step(reminder.step)
        assert step is not None and str(step) == reminder.step and step.recipient is recipient_of(reminder)


def test_an_old_overdue_reminder_names_no_reader_and_its_successor_neither(bare_desk: Desk) -> None:
    old = Reminder(deadline="D-1", step="overdue-2", due_at=bare_desk.now)
    following = next_rung(old, Setup(), bare_desk.now)
    assert following is not None
    assert (following.step, following.where) == ("overdue-3", "")
    assert recipient_of(following) is Recipient.TEAM
    assert next_rung(replace(old, step="safe"), Setup(), bare_desk.now) is None
