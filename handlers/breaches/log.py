"""Puts a breach on record, and says in a few lines what comes next; the rest stands behind a button."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.breaches import words as breach_words
from handlers.breaches.clocks import clocks_cite, contract_of, counted, explanation
from handlers.breaches.commands import date_is_missing, find_breach, received_action, timeliness, tone_of
from handlers.breaches.form import ODD, breach_fields, read_breach
from handlers.breaches.listing import SAY
from handlers.breaches.subprocessor import of_subprocessor
from handlers.deadlines import term_words
from handlers.deadlines.display.rows import of_record
from handlers.deadlines.display.status import next_parts
from handlers.deadlines.schedule.opening import open_deadlines, with_owner_reminders
from handlers.deadlines.schedule.plan import follows_breach
from handlers.deadlines.vendor_terms import clash_cite, clash_parts, clashing_terms, late_by
from handlers.deadlines.words import DETAILS
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change, saved_by
from handlers.forms.values.plausible import with_check
from handlers.forms.values.typed import typed_values
from handlers.holders.held import same_firm
from handlers.law import words as law_words
from handlers.people import names, owners
from knowledge.counting import day_of
from knowledge.names import NOTICE_RECEIVED
from storage.port import Draft
from storage.records import Breach, Record


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-breach``: shows the form, or saves what was typed or filled in and opens the deadlines that follow."""
    fields = breach_fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    known = {owners.FIELD: owners.default_owner(message, desk), **values}
    if not values or (set(values) == {"contract"} and not message.fields):
        return blank_form(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT, fields, known)
    filled = Filled(fields, names.replace_me(known, fields, message), desk.today)
    breach, contract = read_breach(filled, desk)
    breach = replace(breach, owner=breach.owner or desk.store.setup().lead)
    if twin := twin_of(breach, message, desk):
        filled.doubt("twin", breach_words.twin(twin))
    odd = () if message.fields else filled.take_doubts(*ODD)
    if not filled.ready:
        return filled.again(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT)
    if touching := of_subprocessor(breach, filled, desk):
        return touching

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, id=draft.new_id(Breach))
        planned = follows_breach(saved, contract, desk.today, desk.law, desk.calendar)
        return [
            saved,
            *with_owner_reminders(open_deadlines(planned, saved.id, saved.owner, draft, desk), message, desk),
        ]

    outcome = change("log-breach", message, desk, write)
    return with_check(logged_reply(outcome.event.made[0], desk, again=outcome.again), odd)


def twin_of(breach: Breach, message: Message, desk: Desk) -> Breach | None:
    """A breach on record of the same contract, or of the same firm where neither names one, and of the same day.

    The day is that of the notice, where both have one, else that of the discovery. None where this very message logged
    it.
    """
    for one in desk.store.breaches():
        named = one.contract or breach.contract
        same = one.contract == breach.contract if named else same_firm(one.vendor, breach.vendor)
        if same and not one.withdrawn and _same_day(one, breach) and not saved_by(message, one.id, desk):
            return one
    return None


def _same_day(one: Breach, other: Breach) -> bool:
    if one.board_told and other.board_told:
        return day_of(one.board_told) == day_of(other.board_told)
    return one.discovered == other.discovered


def logged_reply(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """The next step of a breach and its date, that it is saved, and what needs a look."""
    breach = find_breach(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *next_parts(breach_words.saved(breach, again=again), deadlines, desk),
            *map(Text, _heed(breach, desk)),
        ),
        choices=(
            *received_action(breach),
            *([Choice(breach_words.NOTICE, f"notice breach {breach.id}")] if breach.board_told else []),
            Choice(DETAILS, f"details {breach.id}"),
            Choice(breach_words.SHOW, f"breach {breach.id}"),
            Choice(breach_words.DEADLINES, "deadlines"),
        ),
        tone=tone_of(breach, deadlines, desk),
        footer=f"{breach_words.tags(deadlines, mixed=False)} {wording.NOT_ADVICE}".strip(),
    )


def _heed(breach: Breach, desk: Desk) -> Iterator[str]:
    """What must be known at once, in a line each."""
    contract = contract_of(breach, desk)
    if date_is_missing(breach):
        yield breach_words.NO_CLOCK_IN_SHORT
    elif breach.board_told is None and counted(breach, desk):
        yield breach_words.clock_is_vendors(str(desk.law.clock(NOTICE_RECEIVED, desk.today).cite))
    elif breach.board_told and breach.discovered is None:
        yield breach_words.DISCOVERY_UNKNOWN_IN_SHORT
    for one in late_by(breach, contract, desk)[:1]:
        yield breach_words.vendor_was_late(one.day)
    if contract and breach.board_told is None and clashing_terms(contract, desk):
        yield term_words.clashes(str(clash_cite(desk)))
    if reminded := owners.short_reminder_warning(breach.owner, desk):
        yield reminded


def details(id: str, desk: Desk) -> Reply:
    """How its clocks are counted and whose they are, what its categories mean, and who is reminded."""
    breach = find_breach(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    counts, cite = counted(breach, desk), clocks_cite(desk)
    mixed = breach.board_told is None and len(counts) > 1
    heed = owners.reminder_warnings(breach.owner, desk)
    says = (*counts, *(explanation(breach, desk, mixed=mixed) if counts else ()), *heed)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *timeliness(breach, desk),
            *((Text(breach_words.NO_CLOCK),) if date_is_missing(breach) else ()),
            *of_record(breach, deadlines, desk),
            *map(Text, says),
            *(clash_parts(contract_of(breach, desk), desk) if breach.board_told is None else ()),
            Cite(law_words.pin(cite), cite.link),
        ),
        choices=(*received_action(breach), Choice(breach_words.SHOW, f"breach {breach.id}")),
        footer=f"{breach_words.tags(deadlines, mixed=mixed)} {wording.NOT_ADVICE}".strip(),
    )
