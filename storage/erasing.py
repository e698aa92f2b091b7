"""Select what is erased with a record: the record and everything that follows from it.

Each event keeps what it says of other records, and of the erased ones only its salted digest, whose salt is deleted:
nobody can guess its content, and the chain still verifies.
"""

from collections.abc import Collection, Iterable, Sequence

from storage.events.audit import is_empty, is_intact, left_by, tells_of
from storage.events.replay import differences_of
from storage.kinds.family_request import FamilyRequest
from storage.kinds.plan_exception import PlanException
from storage.port import ChangedOutsideError, ReadableStore
from storage.records import Breach, Contract, Deadline, Event, Person, Record, Reminder, StoredFile


def records_to_erase(records: ReadableStore, key: str) -> list[Record]:
    """The record, the breaches of a contract, their deadlines and reminders, and a file that no other record names."""
    heads = _heads(records, key)
    opened = [deadline for head in heads for deadline in records.deadlines(record=head.id)]
    deadlines = [*(head for head in heads if isinstance(head, Deadline)), *opened]
    reminders: list[Reminder] = [step for deadline in deadlines for step in records.reminders(deadline.id)]
    return [*heads, *opened, *reminders, *_files(records, heads)]


def events_to_redact(touching: Iterable[Event], erasures: Iterable[Event], ids: Collection[str]) -> list[Event]:
    """Those of the events that have values of the records.

    They are among the ones that touched them, and among erasures of older versions, which told of them as standing
    beside.
    """
    found = {event.number: event for event in [*touching, *erasures]}
    return [event for event in found.values() if tells_of(event, ids)]


def refuse_changed(gone: Sequence[Record], touching: Sequence[Event], erasures: Sequence[Event]) -> None:
    """Raise ChangedOutsideError where a record, or an event that would be emptied, is not what was written.

    Erasing it would hide that, and may take what follows from another record.
    """
    left = left_by(erasures)
    told = sorted({event.number: event for event in [*touching, *erasures]}.values(), key=lambda event: event.number)
    events = [f"event {event.number}" for event in told if not (is_empty(event) or is_intact(event, left))]
    differing = differences_of(gone, told)
    records = [f"{one.id} ({', '.join(one.fields).replace('_', ' ') or 'added'})" for one in differing]
    if records or events:
        raise ChangedOutsideError([*records, *events])


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
