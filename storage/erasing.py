"""Select what is erased with a record: the record and everything that follows from it.

Each event that touched them keeps only its salted digest, and the salt is deleted: nobody can guess its content, and
the chain still verifies.
"""

from collections.abc import Collection, Iterable, Sequence

from storage.events.audit import ERASE
from storage.kinds.family_request import FamilyRequest
from storage.kinds.plan_exception import PlanException
from storage.port import ReadableStore
from storage.records import Breach, Contract, Deadline, Event, Person, Record, Reminder, StoredFile


def records_to_erase(records: ReadableStore, key: str) -> list[Record]:
    """The record, the breaches of a contract, their deadlines and reminders, and a file that no other record names."""
    heads = _heads(records, key)
    opened = [deadline for head in heads for deadline in records.deadlines(record=head.id)]
    deadlines = [*(head for head in heads if isinstance(head, Deadline)), *opened]
    reminders: list[Reminder] = [step for deadline in deadlines for step in records.reminders(deadline.id)]
    return [*heads, *opened, *reminders, *_files(records, heads)]


def events_to_redact(touching: Iterable[Event], erasures: Iterable[Event], ids: Collection[str]) -> list[Event]:
    """Those of the events that still have content.

    They are the ones that touched the records, and earlier erasures that told of them as standing beside.
    """
    told = [event for event in erasures if any(key.partition("/")[0] in ids for key in event.after)]
    return [event for event in [*(one for one in touching if one.what != ERASE), *told] if event.salt or event.after]


def _heads(records: ReadableStore, key: str) -> list[Record]:
    questions = (
        records.contract,
        records.breach,
        records.plan_exception,
        records.family_request,
        records.deadline,
        records.person,
        records.place,
        records.gap,
        records.app,
    )
    found: list[Record] = [record for record in (ask(key) for ask in questions) if record]
    found += [one for one in records.trainings(key) if any(isinstance(record, Person) for record in found)]
    if any(isinstance(record, Contract) for record in found):
        found += [breach for breach in records.breaches() if breach.contract == key]
    return found


def _files(records: ReadableStore, heads: Sequence[Record]) -> list[StoredFile]:
    """The contracts' files, and those that came with the records, as what was sent about them."""
    going = {head.id for head in heads if isinstance(head, Contract | Breach | FamilyRequest | PlanException)}
    ours = {head.file for head in heads if isinstance(head, Contract)}
    ours |= {key for id in going for event in records.history(id) for key in event.touched}
    theirs = {contract.file for contract in records.contracts() if contract.id not in going}
    return [file for file in map(records.file, sorted(ours - theirs - {""})) if file]
