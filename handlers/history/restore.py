"""Undoes the last change, reopens what was closed, and puts back what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.deadlines import commands as deadline_commands
from handlers.deadlines.schedule.ladder import ladder
from handlers.deadlines.schedule.opening import is_same, open_deadlines
from handlers.deadlines.schedule.plan import EXCEPTION_REVIEW, EXPIRY, PlannedDeadline
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import APP, DEADLINE, OfVendor, kind_of
from handlers.dialogue.reply import Reply, Text
from handlers.family_requests.words import open_already
from handlers.forms.saving import change
from handlers.history import words as history_words
from handlers.history.subjects import subject_of
from handlers.history.take_back import undo_change, undo_of
from handlers.people import doers
from storage.kinds.app_request import AppState
from storage.kinds.family_request import FamilyRequest
from storage.port import Draft
from storage.records import Deadline, Record, Status


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo``: the sender's last change, shown first. ``undo ID``: reopens it, or puts it back where it is withdrawn.

    Of a record that is neither, the sender's last change of it, shown first.
    """
    id = rest.strip().upper()
    kind = kind_of(id)
    if kind is None:
        return undo_change(id, message, desk)
    if kind is DEADLINE:
        found = desk.store.deadline(id)
        shown = undo_of(id, message, desk) if found and found.status is Status.OPEN else None
        return shown or deadline_commands.undo(rest, message, desk)
    if kind is APP:
        request = desk.store.app(id)
        shown = undo_of(id, message, desk) if request and request.status is AppState.OPEN else None
        return shown or desk.commands["reopen-app"].run(rest, message, desk)
    old = subject_of(id).find(id, desk)
    if old.withdrawn:
        change("undo", message, desk, lambda draft: _restored(old, draft, desk), old)
        return as_it_stands(old.id, history_words.RESTORED, message, desk)
    if isinstance(old, FamilyRequest) and old.outcome:
        return _reopen(old, message, desk)
    said = open_already(old) if isinstance(old, FamilyRequest) else ""
    said = said or history_words.not_withdrawn(old.id, *doers.by("undo", old.id, message, desk))
    return undo_of(old.id, message, desk) or as_it_stands(old.id, said, message, desk)


def _reopen(old: FamilyRequest, message: Message, desk: Desk) -> Reply:
    """A request that was closed, with the deadline for its answer."""
    opened = replace(old, outcome="", proof="", closed=None)

    def write(draft: Draft) -> Iterator[Record]:
        yield opened
        missing = list(subject_of(old.id).planned(opened, desk))
        for deadline in draft.deadlines(record=old.id, status=Status.DONE):
            same = next((one for one in missing if is_same(one, deadline)), None)
            if same:
                missing.remove(same)
                yield from _reopened(replace(deadline, status=Status.OPEN, proof="", closed=None), draft, desk)
            else:
                yield replace(deadline, status=Status.WITHDRAWN, closed=desk.now, reason=history_words.MOVED)
        yield from open_deadlines(missing, opened.id, opened.owner, draft, desk)

    change("undo", message, desk, write, old)
    return as_it_stands(old.id, history_words.OPEN_AGAIN, message, desk)


def as_it_stands(id: str, said: str, message: Message, desk: Desk) -> Reply:
    """A record as it is now, below a sentence."""
    shown = subject_of(id).show(id, message, desk)
    return replace(shown, parts=(Text(said), *shown.parts))


def _restored(old: OfVendor, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The record, the deadlines that its withdrawal closed and that still follow from it, and those that do now."""
    saved = replace(old, withdrawn=None, reason="")
    yield saved
    missing = [one for one in subject_of(old.id).planned(saved, desk) if one.duty != EXPIRY or one.safe >= desk.today]
    for deadline in draft.deadlines(record=old.id):
        if deadline.status is Status.DONE:
            missing = [one for one in missing if not _meets(deadline, one)]
        elif deadline.status is Status.WITHDRAWN and deadline.closed == old.withdrawn:
            same = next((one for one in missing if is_same(one, deadline)), None)
            if same:
                missing.remove(same)
                yield from _reopened(replace(deadline, status=Status.OPEN, closed=None, reason=""), draft, desk)
    yield from open_deadlines(missing, saved.id, saved.owner, draft, desk)


def _meets(done: Deadline, planned: PlannedDeadline) -> bool:
    """Whether nothing is left to do of what is planned; a review on another day is a new one."""
    return is_same(planned, done) if planned.duty == EXCEPTION_REVIEW else planned.duty == done.duty


def _reopened(deadline: Deadline, draft: Draft, desk: Desk) -> Iterable[Record]:
    have = {reminder.step for reminder in draft.reminders(deadline.id)}
    again = ladder(deadline, draft.setup(), desk.now)
    return [deadline, *(reminder for reminder in again if reminder.step not in have)]
