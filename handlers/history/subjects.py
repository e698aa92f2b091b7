"""What correcting, withdrawing and restoring needs of each kind of record: how it is found, shown and planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.breaches import commands as breaches
from handlers.breaches import words as breach_words
from handlers.breaches.clocks import contract_of
from handlers.breaches.form import breach_fields, breach_values
from handlers.contracts import commands as contracts
from handlers.contracts import words as contract_words
from handlers.contracts.form.form import contract_fields, contract_values
from handlers.deadlines.schedule.plan import PlannedDeadline, after_contract, follows_breach
from handlers.dialogue.command_spec import Run
from handlers.dialogue.desk import Desk
from handlers.dialogue.record_kinds import BREACH, CONTRACT, EXCEPTION, FAMILY_REQUEST, OfVendor, RecordKind, kind_of
from handlers.dialogue.reply import Field
from handlers.exceptions import commands as exceptions
from handlers.exceptions import words as exception_words
from handlers.exceptions.form import exception_fields, exception_values
from handlers.family_requests import commands as family_requests
from handlers.family_requests import words as request_words
from handlers.family_requests.form import request_fields, request_values


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record that can be corrected and withdrawn."""

    find: Callable[[str, Desk], OfVendor]
    """The record with that id. Raises Sorry."""
    show: Run
    title: Callable[[Any], str]
    fields: Callable[[Desk], tuple[Field, ...]]
    """Its form."""
    values: Callable[[Any], dict[str, str]]
    """The record as its form shows it."""
    planned: Callable[[Any, Desk], tuple[PlannedDeadline, ...]]
    """The deadlines that follow from it as it is now."""


SUBJECTS: Mapping[RecordKind, Subject] = {
    CONTRACT: Subject(
        contracts.find_contract,
        contracts.show,
        contract_words.title,
        contract_fields,
        contract_values,
        lambda one, desk: after_contract(one, desk.law, desk.calendar),
    ),
    BREACH: Subject(
        breaches.find_breach,
        breaches.show,
        breach_words.title,
        breach_fields,
        breach_values,
        lambda one, desk: follows_breach(one, contract_of(one, desk), desk.today, desk.law, desk.calendar),
    ),
    EXCEPTION: Subject(
        exceptions.find_exception,
        exceptions.show,
        exception_words.title,
        exception_fields,
        exception_values,
        lambda one, _: exceptions.follows_exception(one),
    ),
    FAMILY_REQUEST: Subject(
        family_requests.find_request,
        family_requests.show,
        request_words.title,
        request_fields,
        request_values,
        lambda one, desk: () if one.outcome else family_requests.follows_request(one, desk.store.setup().request_days),
    ),
}


def subject_of(id: str) -> Subject:
    """That of the kind which an id names; where it names none, a contract is meant."""
    return SUBJECTS.get(kind_of(id) or CONTRACT, SUBJECTS[CONTRACT])


def title_of_record(id: str, desk: Desk) -> str:
    """What is on record under an id, in a line; of what has no more than its id, that."""
    kind = kind_of(id)
    found = kind.find(desk.store, id) if kind in SUBJECTS and kind else None
    return SUBJECTS[kind].title(found) if found and kind else id
