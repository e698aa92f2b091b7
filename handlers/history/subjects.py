"""The kinds of record that can be corrected and withdrawn: their logbooks, and contracts and breaches."""

from collections.abc import Mapping
from typing import Any

from handlers.breaches import commands as breaches
from handlers.breaches import words as breach_words
from handlers.contracts import form as contracts
from handlers.contracts import words as contract_words
from handlers.deadlines.plan import after_contract, follows_breach
from handlers.dialogue.command_spec import BREACH, CONTRACT, RecordKind, kind_of
from handlers.dialogue.desk import Desk
from handlers.exceptions.specs import BOOK as EXCEPTIONS
from handlers.family_requests.specs import BOOK as FAMILY_REQUESTS
from handlers.logbooks.logbook import Logbook, Subject
from storage.records import Breach, Contract

CONTRACTS: Subject[Contract] = Subject(
    kind=CONTRACT,
    words=contract_words,
    fields=contracts.contract_fields,
    values=contracts.contract_values,
    planned=lambda one, desk: after_contract(one, desk.law, desk.calendar),
)
BREACHES: Subject[Breach] = Subject(
    kind=BREACH,
    words=breach_words,
    fields=breaches.breach_fields,
    read=lambda filled, desk, old: breaches.read_breach(filled, desk, old)[0],
    planned=lambda one, desk: follows_breach(one, breaches.contract_of(one, desk), desk.today, desk.law, desk.calendar),
)
LOGBOOKS: tuple[Logbook[Any], ...] = (EXCEPTIONS, FAMILY_REQUESTS)
"""The kinds whose commands, export and corrections come from their logbook."""
_ALL: tuple[Subject[Any], ...] = (CONTRACTS, BREACHES, *LOGBOOKS)
SUBJECTS: Mapping[RecordKind, Subject[Any]] = {one.kind: one for one in _ALL}


def subject_of(id: str) -> Subject[Any]:
    """The subject for the kind that an id names; a contract's where it names none."""
    return SUBJECTS.get(kind_of(id) or CONTRACT, CONTRACTS)


def title_of_record(id: str, desk: Desk) -> str:
    """A record's title; the id itself where there is no better one."""
    kind = kind_of(id)
    subject = SUBJECTS.get(kind) if kind else None
    record = subject.kind.find(desk.store, id) if subject else None
    return subject.words.title(record) if subject and record else id
