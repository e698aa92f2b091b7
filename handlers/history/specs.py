"""The commands on any record: its details, correct, undo, withdraw, erase, and its history."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.breaches import log as breach_log
from handlers.contracts import log as contract_log
from handlers.contracts import words as contract_words
from handlers.deadlines import commands as deadline_commands
from handlers.deadlines.plan import EXCEPTION_REVIEW, EXPIRY, PlannedDeadline
from handlers.deadlines.steps import is_same, ladder, open_deadlines
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import (
    APP,
    BREACH,
    CONTRACT,
    DEADLINE,
    KINDS,
    OF_VENDORS,
    WITH_PAGES,
    CommandSpec,
    HelpGroup,
    Sorry,
    id_pattern,
    kind_of,
)
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Cite, Field, Part, Reply, Text
from handlers.family_requests.words import open_already
from handlers.forms.filling import Filled, blank_form, change
from handlers.history import correct
from handlers.history import words as history_words
from handlers.history.subjects import subject_of, title_of_record
from handlers.history.take_back import OF_IMPORTS, undo_change, undo_import, undo_of
from handlers.history.words import REMIND, EventContext, event_line, only_about, reminders_line
from handlers.law import words as law_words
from handlers.people import names
from handlers.people.names import names_of_all
from knowledge.law import RETENTION
from knowledge.model import Topic
from storage.kinds import AppRequest, AppState, FamilyRequest
from storage.port import Draft
from storage.records import Deadline, Event, OfVendor, Record, Role, Status


def details(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``details ID``: how the dates of a contract or breach are counted, and what else follows from it."""
    of_kind = breach_log.details if kind_of(rest) is BREACH else contract_log.details
    return of_kind(rest, desk)


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo``: the sender's last change, shown before it is undone. ``undo ID``: reopens or restores that record.

    Of a record that is open and not withdrawn, the sender's last change to it, shown first.
    """
    id = rest.strip().upper()
    kind = kind_of(id)
    if kind is None:
        return undo_change(id, message, desk)
    if kind is DEADLINE:
        deadline = desk.store.deadline(id)
        shown = undo_of(id, message, desk) if deadline and deadline.status is Status.OPEN else None
        return shown or deadline_commands.undo(rest, message, desk)
    if kind is APP:
        request = desk.store.record(AppRequest, id)
        shown = undo_of(id, message, desk) if request and request.status is AppState.OPEN else None
        return shown or desk.commands["reopen-app"].run(rest, message, desk)
    old = subject_of(id).find(id, desk)
    if old.withdrawn:
        change("undo", message, desk, lambda draft: _restored(old, draft, desk), old)
        return as_it_stands(old.id, history_words.RESTORED, message, desk)
    if isinstance(old, FamilyRequest) and old.outcome:
        return _reopen(old, message, desk)
    answer = open_already(id=old.id) if isinstance(old, FamilyRequest) else ""
    answer = answer or history_words.not_withdrawn(old.id, *names.by("undo", old.id, message, desk))
    return undo_of(old.id, message, desk) or as_it_stands(old.id, answer, message, desk)


def _reopen(old: FamilyRequest, message: Message, desk: Desk) -> Reply:
    """Reopens a closed family request, with the deadline for its answer."""
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
    """The record's card, below a sentence."""
    shown = desk.commands[subject_of(id).kind.word].run(id, message, desk)
    return replace(shown, parts=(Text(said), *shown.parts))


def _restored(old: OfVendor, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The record without its withdrawal, and its deadlines.

    Those that the withdrawal closed reopen where they still follow from it; the others that follow are opened.
    """
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
    """Whether a done deadline settles a planned one; a review on another day is a new one."""
    return is_same(planned, done) if planned.duty == EXCEPTION_REVIEW else planned.duty == done.duty


def _reopened(deadline: Deadline, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The deadline, and a reminder for each coming step that has none."""
    stored_steps = {reminder.step for reminder in draft.reminders(deadline.id)}
    planned = ladder(deadline, draft.setup(), desk.now)
    return [deadline, *(reminder for reminder in planned if reminder.step not in stored_steps)]


MOST_EVENTS = 40


def withdraw(rest: str, message: Message, desk: Desk) -> Reply:
    """``withdraw ID REASON``: the record stays, marked as withdrawn, and nothing is due for it."""
    id, _, reason = rest.partition(" ")
    if kind_of(id) is APP:
        return desk.commands["withdraw-app"].run(rest, message, desk)
    old = subject_of(id).find(id, desk)
    if old.withdrawn:
        said = history_words.already_withdrawn(old.id, *names.by("withdraw", old.id, message, desk))
        return as_it_stands(old.id, said, message, desk)
    fields = (Field("reason", *history_words.REASON, required=True),)
    filled = Filled(fields, {"reason": reason, **message.fields})
    say, title = f"withdraw {old.id}", history_words.withdraw_title(id=old.id)
    if not filled.values["reason"] and not message.fields:
        return blank_form(say, title, history_words.WITHDRAW, fields)
    said = filled.text("reason")
    filled.guard("reason")
    if not filled.ready:
        return filled.again(say, title, history_words.WITHDRAW)
    _save_withdrawal(old, said, message, desk)
    return Reply(
        title=history_words.withdrawn(old.id),
        parts=(Text(history_words.STAYS),),
        choices=(
            Choice(history_words.UNDO, f"undo {old.id}"),
            Choice(contract_words.HISTORY, f"history {old.id}"),
        ),
        tone="done",
    )


def _save_withdrawal(old: OfVendor, reason: str, message: Message, desk: Desk) -> None:
    """Saves the withdrawal of the record and its open deadlines, with the same reason."""

    def write(draft: Draft) -> Iterable[Record]:
        open_ones = draft.deadlines(record=old.id, status=Status.OPEN)
        closed = [replace(d, status=Status.WITHDRAWN, closed=desk.now, reason=reason) for d in open_ones]
        return [replace(old, withdrawn=desk.now, reason=reason), *closed]

    change("withdraw", message, desk, write, old)


def _records_law(desk: Desk) -> tuple[Part, ...]:
    """Why erasing may be forbidden under today's law, with cites and how far that was checked."""
    topic = desk.law.named(Topic, RETENTION, desk.today)
    fact = topic.answer[0]
    return (
        Text(f"{history_words.MAY_BE_FORBIDDEN} {fact.says}"),
        *(Cite(law_words.pin(cite), cite.link) for cite in topic.cites if not cite.ours),
        Text(law_words.checked(fact.tag)),
    )


def erase(rest: str, message: Message, desk: Desk) -> Reply:
    """``erase ID``: deletes the record and all that follows from it, after a warning that must be confirmed."""
    id = rest.partition(" ")[0].upper()
    kind = kind_of(id)
    old = (kind.find(desk.store, id) if kind else None) or subject_of(id).find(id, desk)
    fields = (Field("confirm", *history_words.CONFIRM, required=True, hint=history_words.confirm_hint(id=old.id)),)
    filled = Filled(fields, {"confirm": "", **message.fields})
    say, title = f"erase {old.id}", history_words.erase_title(id=old.id)
    if not message.fields:
        form = blank_form(say, title, history_words.ERASE, fields)
        assert form.form
        warning = (*_records_law(desk), Text(history_words.WITHDRAW_INSTEAD), *form.parts)
        return replace(form, parts=warning, form=replace(form.form, again=True), tone="sorry")
    if filled.text("confirm").upper() != old.id:
        filled.errors["confirm"] = history_words.confirm_hint(id=old.id)
        return filled.again(say, title, history_words.ERASE)
    event = Event(
        who=message.who or "somebody", what="erase", when=desk.now, surface=message.surface, request=message.request
    )
    result = desk.store.erase(event, old.id)
    if not result.again:
        desk.written.append(result.event)
    return Reply(title=history_words.erased(id=old.id), parts=(Text(history_words.DIGESTS_STAY),), tone="done")


def history(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``history ID``: what happened to a record in plain words, oldest first. Raises Sorry."""
    id = rest.strip().upper()
    events = desk.store.history(id)
    if not events:
        raise Sorry(history_words.no_history(rest))
    verbs = {name: spec.verb for name, spec in desk.commands.items()}
    context = EventContext(names_of_all(desk), desk.zone, verbs)
    alone = kind_of(id) is DEADLINE  # the record's own history tells what the same events did to it
    own_ids = {id, *(one.id for one in desk.store.deadlines(record=id))}
    changes = [
        only_about(one, own_ids) if alone or one.what in OF_IMPORTS else one for one in events if one.what != REMIND
    ]
    lines = tuple(event_line(event, context) for event in changes)
    shown = lines[-MOST_EVENTS:]
    sent = [event for event in events if event.what == REMIND]
    return Reply(
        title=history_words.history_title(title_of_record(id, desk)),
        parts=(
            *((Text(history_words.earlier(number=len(lines) - len(shown))),) if len(lines) > len(shown) else ()),
            *((Bullets(shown),) if shown else ()),
            *((Text(told),) if (told := reminders_line(sent, context)) else ()),
        ),
    )


messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="undo",
        help=messages.help_undo,
        example="undo",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        own=True,
        verb=messages.verb_undo,
        takes_back=True,
        takes_id=(DEADLINE, *OF_VENDORS, APP),
        short_argument=True,
        fits=rf"(?:{id_pattern((DEADLINE, *OF_VENDORS, APP))}|#\d{{1,9}})?[ .!]*",
        phrases=("undo that", "undo it", "undo this", "undo my last change", "undo the last change"),
        run=undo,
    ),
    CommandSpec(
        name="undo-import",
        usage="undo-import NUMBER",
        help=messages.help_undo_import,
        example="undo-import 57",
        role=Role.PRIVACY,
        changes=True,
        takes_back=True,
        verb=messages.verb_undo_import,
        fits=r"(?:#?\d{1,9})?",
        phrases=("undo import", "undo the import", "undo the last import", "undo last import", "take the import back"),
        run=undo_import,
    ),
    CommandSpec(
        name="correct",
        usage="correct ID",
        help=messages.help_correct,
        example="correct C-1 expiry: June 30, 2027",
        group=HelpGroup.RECORDS,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_correct,
        takes_id=WITH_PAGES,
        takes_file=True,
        run=correct.correct,
    ),
    CommandSpec(
        name="details",
        usage="details ID",
        example="details C-1",
        role=Role.STAFF,
        takes_id=(CONTRACT, BREACH),
        fits=rf"{id_pattern((CONTRACT, BREACH))}",
        run=details,
    ),
    CommandSpec(
        name="history",
        usage="history ID",
        help=messages.help_history,
        example="history C-1",
        group=HelpGroup.RECORDS,
        role=Role.STAFF,
        tells=True,
        takes_id=KINDS,
        short_argument=True,
        run=history,
    ),
    CommandSpec(
        name="withdraw",
        usage="withdraw ID WHY",
        help=messages.help_withdraw,
        example="withdraw C-1 logged twice",
        group=HelpGroup.RECORDS,
        role=Role.PRIVACY,
        changes=True,
        takes_back=True,
        verb=messages.verb_withdraw,
        takes_id=(*OF_VENDORS, APP),
        run=withdraw,
    ),
    CommandSpec(
        name="erase",
        usage="erase ID",
        help=messages.help_erase,
        example="erase C-1",
        group=HelpGroup.RECORDS,
        role=Role.ADMIN,
        changes=True,
        takes_back=True,
        verb=messages.verb_erase,
        final=messages.final_erase,
        takes_id=(*OF_VENDORS, APP),
        run=erase,
    ),
)
