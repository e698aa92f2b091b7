"""Puts a contract on record, and says in a few lines what comes next; the rest stands behind a button."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.contracts import file as contract_file
from handlers.contracts import words as contract_words
from handlers.contracts.commands import ended, find_contract, provision_actions, tone_of
from handlers.contracts.form import form as contract_form
from handlers.contracts.form.doubts import ask_about, ask_about_another
from handlers.contracts.form.provisions import (
    complete,
    consequence_of_missing,
    marks_of,
    missing_by_name,
    missing_provisions,
    provision_tags,
)
from handlers.contracts.listing import SAY
from handlers.contracts.posted import open_for
from handlers.deadlines import term_words
from handlers.deadlines.display.rows import of_record
from handlers.deadlines.display.status import next_parts, tone
from handlers.deadlines.schedule.opening import with_owner_reminders
from handlers.deadlines.schedule.plan import after_contract, clock_counts
from handlers.deadlines.states import is_boards
from handlers.deadlines.vendor_terms import clash_cite, clash_parts, clashing_terms
from handlers.deadlines.words import DETAILS
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Part, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.values.plausible import with_check
from handlers.forms.values.typed import typed_values
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from handlers.people import names, owners
from knowledge.citation import Tag, weakest
from knowledge.model import Item
from knowledge.names import EXECUTED
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Status


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-contract``: shows the form, or saves what was typed or filled in once it is complete."""
    fields = (*contract_form.contract_fields(desk), *contract_form.posting_fields())
    values = dict(message.fields) or typed_values(rest, fields)
    known = {owners.FIELD: owners.default_owner(message, desk), **values}
    if not values:
        return blank_form(SAY, contract_words.FORM_TITLE, contract_words.SUBMIT, fields, known)
    filled = Filled(fields, names.replace_me(known, fields, message), desk.today)
    contract = contract_form.read_contract(filled, message, desk)
    posting = contract_form.read_posting(filled, contract.executed if contract else None, desk)
    if contract:
        ask_about(filled, contract)
        ask_about_another(filled, contract, message, desk)
    odd = () if message.fields else filled.take_doubts("second")
    if contract is None or not filled.ready:
        return filled.again(SAY, contract_words.FORM_TITLE, contract_words.SUBMIT)
    stored = contract_file.store_file(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(contract, id=draft.new_id(Contract), file=stored.sha256 if stored else "")
        planned = after_contract(saved, desk.law, desk.calendar)
        due = open_for(saved, planned, posting, draft, desk)
        return [saved, *([stored] if stored else []), *with_owner_reminders(due, message, desk)]

    outcome = change("log-contract", message, desk, write)
    return with_check(logged_reply(outcome.event.made[0], desk, again=outcome.again), odd)


def logged_reply(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """The next step of a new contract and its date, that it is saved, and what needs a look."""
    contract = find_contract(id, desk)
    deadlines = desk.store.deadlines(record=contract.id)
    lacking = missing_provisions(contract, desk)
    reminded = owners.short_reminder_warning(contract.owner, desk)
    return Reply(
        title=contract_words.title(contract),
        parts=(
            *next_parts(contract_words.saved(contract, again=again), deadlines, desk),
            *ended(contract, deadlines, desk),
            *map(
                Text,
                contract_words.heed(
                    contract, *marks_of(contract, desk).counts[:2], str(contract_form.checklist(desk).cite)
                ),
            ),
            *((Text(term_words.clashes(str(clash_cite(desk)))),) if clashing_terms(contract, desk) else ()),
            *((Text(reminded),) if reminded else ()),
        ),
        choices=(
            *provision_actions(contract, desk),
            Choice(DETAILS, f"details {contract.id}"),
            Choice(contract_words.NOTICE_TO_POST, f"contract-notice {contract.id}"),
            Choice(contract_words.SHOW, f"contract {contract.id}", aside=True),
        ),
        tone=tone_of(contract, deadlines, desk) or tone([d for d in deadlines if d.status is Status.OPEN], desk),
        footer=_checked(deadlines, lacking, desk),
    )


def details(id: str, desk: Desk) -> Reply:
    """How its dates are counted, what it lacks and what that leads to, and who is reminded."""
    contract = find_contract(id, desk)
    lacking, deadlines = missing_provisions(contract, desk), desk.store.deadlines(record=contract.id)
    found = clock_counts(desk.law, EXECUTED, contract.executed, desk.calendar)
    return Reply(
        title=contract_words.title(contract),
        parts=(
            *of_record(contract, deadlines, desk),
            *clash_parts(contract, desk),
            *_missing_in_short(contract, lacking, desk),
            *(Text(date_words.counted(due, desk.today)) for due in found if not _is_posted(deadlines)),
            *(Text(warning) for warning in owners.reminder_warnings(contract.owner, desk)),
        ),
        choices=(
            *provision_actions(contract, desk),
            Choice(contract_words.NOTICE_TO_POST, f"contract-notice {contract.id}"),
            Choice(contract_words.SHOW, f"contract {contract.id}"),
        ),
        footer=_checked(deadlines, lacking, desk),
    )


def _checked(deadlines: Iterable[Deadline], lacking: Sequence[Item], desk: Desk) -> str:
    """How far the rules behind it were checked."""
    found = [*(Tag(one.tag) for one in deadlines if one.tag), *provision_tags(lacking, desk)]
    return f"{law_words.checked(weakest(found))} {wording.NOT_ADVICE}"


def _missing_in_short(contract: Contract, lacking: Sequence[Item], desk: Desk) -> Iterator[Part]:
    """The missing provisions by name, and what their absence leads to; that none is missing, where that is so."""
    if not lacking:
        yield Text(complete(desk))
        return
    yield missing_by_name(contract, desk)
    yield Text(consequence_of_missing(desk))


def _is_posted(deadlines: Iterable[Deadline]) -> bool:
    """Whether nothing of the board's is open."""
    return not any(is_boards(one) and one.status is Status.OPEN for one in deadlines)
