"""The commands that withdraw and erase a record and tell its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.contracts import words as contract_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import APP, DEADLINE, OfVendor, kind_of
from handlers.dialogue.reply import Bullets, Choice, Cite, Field, Part, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.history import words as history_words
from handlers.history.event_words import REMIND, EventContext, event_line, only_about, reminders_line
from handlers.history.restore import as_it_stands
from handlers.history.subjects import subject_of, title_of_record
from handlers.history.take_back import OF_IMPORTS
from handlers.law import words as law_words
from handlers.people import doers
from handlers.people.names import names_of_all
from knowledge.model import Topic
from knowledge.names import RETENTION
from storage.port import Draft
from storage.records import Event, Record, Status

MOST_EVENTS = 40


def withdraw(rest: str, message: Message, desk: Desk) -> Reply:
    """``withdraw ID REASON``: it stays on record, marked, and nothing is due any more."""
    id, _, reason = rest.partition(" ")
    if kind_of(id) is APP:
        return desk.commands["withdraw-app"].run(rest, message, desk)
    old = subject_of(id).find(id, desk)
    if old.withdrawn:
        said = history_words.already_withdrawn(old.id, *doers.by("withdraw", old.id, message, desk))
        return as_it_stands(old.id, said, message, desk)
    fields = (Field("reason", *history_words.REASON, required=True),)
    filled = Filled(fields, {"reason": reason, **message.fields})
    say, title = f"withdraw {old.id}", history_words.withdraw_title(old.id)
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
    """The record and its open deadlines, all for the same reason."""

    def write(draft: Draft) -> Iterable[Record]:
        open_ones = draft.deadlines(record=old.id, status=Status.OPEN)
        closed = [replace(d, status=Status.WITHDRAWN, closed=desk.now, reason=reason) for d in open_ones]
        return [replace(old, withdrawn=desk.now, reason=reason), *closed]

    change("withdraw", message, desk, write, old)


def _records_law(desk: Desk) -> tuple[Part, ...]:
    """Why erasing may be forbidden, by the law of today, with its cites and how far that was checked."""
    topic = desk.law.named(Topic, RETENTION, desk.today)
    fact = topic.answer[0]
    return (
        Text(f"{history_words.MAY_BE_FORBIDDEN} {fact.says}"),
        *(Cite(law_words.pin(cite), cite.link) for cite in topic.cites if not cite.ours),
        Text(law_words.checked(fact.tag)),
    )


def erase(rest: str, message: Message, desk: Desk) -> Reply:
    """``erase ID``: gone for good, with all that follows from it, after a warning that has to be confirmed."""
    id = rest.partition(" ")[0].upper()
    kind = kind_of(id)
    old = (kind.find(desk.store, id) if kind else None) or subject_of(id).find(id, desk)
    fields = (Field("confirm", *history_words.CONFIRM, required=True, hint=history_words.confirm_hint(old.id)),)
    filled = Filled(fields, {"confirm": "", **message.fields})
    say, title = f"erase {old.id}", history_words.erase_title(old.id)
    if not message.fields:
        asked = blank_form(say, title, history_words.ERASE, fields)
        assert asked.form
        warning = (*_records_law(desk), Text(history_words.WITHDRAW_INSTEAD), *asked.parts)
        return replace(asked, parts=warning, form=replace(asked.form, again=True), tone="sorry")
    if filled.text("confirm").upper() != old.id:
        filled.errors["confirm"] = history_words.confirm_hint(old.id)
        return filled.again(say, title, history_words.ERASE)
    event = Event(
        who=message.who or "somebody", what="erase", when=desk.now, surface=message.surface, request=message.request
    )
    result = desk.store.erase(event, old.id)
    if not result.again:
        desk.written.append(result.event)
    return Reply(title=history_words.erased(old.id), parts=(Text(history_words.DIGESTS_STAY),), tone="done")


def history(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``history ID``: what happened to a record in plain words, oldest first."""
    id = rest.strip().upper()
    events = desk.store.history(id)
    if not events:
        raise Sorry(history_words.no_history(rest))
    verbs = {name: spec.verb for name, spec in desk.commands.items()}
    context = EventContext(names_of_all(desk), desk.zone, verbs)
    alone = kind_of(id) is DEADLINE  # what its events did to its record is told by the record's own history
    own = {id, *(one.id for one in desk.store.deadlines(record=id))}
    changes = [only_about(one, own) if alone or one.what in OF_IMPORTS else one for one in events if one.what != REMIND]
    lines = tuple(event_line(event, context) for event in changes)
    shown = lines[-MOST_EVENTS:]
    sent = [event for event in events if event.what == REMIND]
    return Reply(
        title=history_words.history_title(title_of_record(id, desk)),
        parts=(
            *((Text(history_words.earlier(len(lines) - len(shown))),) if len(lines) > len(shown) else ()),
            *((Bullets(shown),) if shown else ()),
            *((Text(told),) if (told := reminders_line(sent, context)) else ()),
        ),
    )
