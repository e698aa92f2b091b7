"""The command that notes the vendor's notice: the vendor's clocks end, the board's begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handlers.breaches import words as breach_words
from handlers.breaches.commands import find_breach, show
from handlers.breaches.form import check_notice, families_clock, receipt_moment
from handlers.breaches.log import logged_reply
from handlers.deadlines.schedule.opening import open_deadlines, with_owner_reminders
from handlers.deadlines.schedule.plan import ASK_DISCOVERY, after_notice
from handlers.deadlines.states import DutyHolder
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Field, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.people import doers
from knowledge.counting import day_of
from storage.port import Draft
from storage.records import Breach, Record, Status


def received(rest: str, message: Message, desk: Desk) -> Reply:
    """``received ID DATE``: the board got the vendor's notice; the board's clock begins, the vendor's clock ends."""
    id, _, when = rest.partition(" ")
    breach = find_breach(id, desk)
    when = when or message.fields.get("when", "")
    if breach.board_told is not None:
        return _received_already(breach, when, message, desk)
    fields = (Field("when", *breach_words.WHEN, required=True, hint=breach_words.WHEN_HINT),)
    filled = Filled(fields, {"when": when}, desk.today)
    say, title = f"received {breach.id}", breach_words.received_title(breach)
    start = breach_words.start_clock(families_clock(desk))
    if not when and not message.fields:
        return blank_form(say, title, start, fields)
    notice = filled.moment("when")
    check_notice(filled, "when", notice, breach.discovered, desk)
    if not filled.ready or notice is None:
        return filled.again(say, title, start)

    def write(draft: Draft) -> Iterable[Record]:
        return _with_notice(breach, notice, draft, message, desk)

    outcome = change("received", message, desk, write, breach)
    return logged_reply(breach.id, desk, again=outcome.again)


def _received_already(breach: Breach, when: str, message: Message, desk: Desk) -> Reply:
    """The breach as it stands, and who noted the notice; of another day, that it was not taken, and its correction."""
    assert breach.board_told
    event = doers.last_of("board_told", breach.id, desk)
    by_whom = (doers.who(event, message, desk), doers.when(event, desk)) if event else ()
    shown = show(breach.id, message, desk)
    said = [Text(breach_words.already(breach, *by_whom))]
    told = Filled((), {"when": when}, desk.today).moment("when")
    if told is None or told.date() == day_of(breach.board_told):
        return replace(shown, parts=(*said, *shown.parts))
    said.append(Text(breach_words.not_taken(told.date(), day_of(breach.board_told)), (told.date(),)))
    change_it = Choice(breach_words.correct_to(breach.id, told.date()), f"correct {breach.id} board told: {when}")
    choices = (change_it, *shown.choices)[:MOST_CHOICES]
    return replace(shown, parts=(*said, *shown.parts), choices=choices, asks=True)


def _with_notice(breach: Breach, notice: datetime, draft: Draft, message: Message, desk: Desk) -> Iterable[Record]:
    """The breach with the vendor's notice: the vendor's clocks are done, the board's begin."""
    saved = replace(breach, board_told=receipt_moment(notice, desk))
    assert saved.board_told
    yield saved
    for deadline in draft.deadlines(record=breach.id, status=Status.OPEN):
        if deadline.who == DutyHolder.CONTRACTOR:
            proof = breach_words.told_on(notice.date(), deadline.last_day)
            yield replace(deadline, status=Status.DONE, closed=desk.now, proof=proof)
        elif deadline.duty == ASK_DISCOVERY:
            yield replace(deadline, status=Status.DONE, closed=desk.now, proof=breach_words.asked(None, notice.date()))
    planned = after_notice(saved.board_told, desk.law, desk.calendar)
    yield from with_owner_reminders(open_deadlines(planned, saved.id, saved.owner, draft, desk), message, desk)
