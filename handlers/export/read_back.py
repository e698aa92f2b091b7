"""Puts the bot's own export, as JSON or as tables, on record again in a district that has nothing yet."""

from __future__ import annotations

import csv
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from handlers.contracts.form.form import checklist
from handlers.deadlines.schedule.ladder import ladder
from handlers.deadlines.schedule.opening import without_flood
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.export import read_back_words as words
from handlers.export.export import FORMAT
from handlers.export.published import publication_of
from handlers.export.tables_back import Rows, has_tables, rows_of
from handlers.export.words import COLUMNS, EVIDENCE, PROVISION
from handlers.forms.saving import change
from handlers.history.event_words import READ_BACK
from handlers.register.publication import Publication, kept_proof
from storage.kinds.app_request import AppRequest
from storage.kinds.family_request import FamilyRequest
from storage.kinds.plan_exception import PlanException
from storage.kinds.training import Training
from storage.port import Draft
from storage.records import LETTERS, Breach, Contract, Deadline, Numbered, Record, Setup, Status
from storage.serialize import record

R = TypeVar("R", bound=Numbered)
TABLES = ("contracts", "breaches", "deadlines")
"""What every export has; older ones have no more."""
_DAMAGES = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    EOFError,
    zlib.error,
    csv.Error,
    zipfile.BadZipFile,
)
"""What reading a file raises that is not whole, or that somebody changed."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How many records were put back, and of how many contracts the file has to be added by hand."""

    contracts: int
    breaches: int
    deadlines: int
    exceptions: int
    requests: int
    without_file: int
    dry_run: bool = False

    @property
    def says(self) -> str:
        """The same as sentences."""
        numbers = {
            "contracts": self.contracts,
            "breaches": self.breaches,
            "exceptions": self.exceptions,
            "families' requests": self.requests,
            "deadlines": self.deadlines,
        }
        return words.done(numbers, self.without_file, dry_run=self.dry_run)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an export says: its records by their numbers, the settings, and what was last on the register."""

    records: tuple[Numbered, ...]
    setup: Setup
    last: Publication | None
    without_file: int


def begins_as_export(content: bytes) -> bool:
    """Whether a file that begins so is an export of the bot, as JSON."""
    return content.lstrip().startswith(b'{"dpa": "export"')


def is_empty(desk: Desk) -> bool:
    """Whether nothing is on record yet, so that an export can be put back."""
    store = desk.store
    return not (
        store.contracts()
        or store.breaches()
        or store.deadlines()
        or store.plan_exceptions()
        or store.family_requests()
        or store.apps()
        or store.trainings()
    )


def read_back(content: bytes, message: Message, desk: Desk, *, dry_run: bool = False) -> ReadBack:
    """Put everything on record with the same ids, as one change. Nothing is written unless all of it can be.

    Raises Sorry where the district has records already, or where the export is damaged or of a newer version.
    """
    if not is_empty(desk):
        raise Sorry(words.NOT_EMPTY)
    try:
        told = _told(content, desk)
    except _DAMAGES as problem:
        raise Sorry(words.DAMAGED) from problem

    def write(draft: Draft) -> Iterator[Record]:
        kept = kept_proof(told.last.as_json(), told.last.at, desk) if told.last else None
        yield replace(told.setup, published=kept.sha256) if kept else told.setup
        yield from (kept,) if kept else ()
        yield from without_flood(_numbered(told.records, told.setup, draft, desk), desk.today)

    if not dry_run:
        change(READ_BACK, message, desk, write)
    kinds = Counter(type(one) for one in told.records)
    return ReadBack(
        contracts=kinds[Contract],
        breaches=kinds[Breach],
        deadlines=kinds[Deadline],
        exceptions=kinds[PlanException],
        requests=kinds[FamilyRequest],
        without_file=told.without_file,
        dry_run=dry_run,
    )


def _told(content: bytes, desk: Desk) -> _Told:
    found = rows_of(content) if has_tables(content) else _json(content)
    items = {str(item.cite).removeprefix(item.cite.section): item.id for item in checklist(desk).items}
    records: list[Numbered] = [_contract(row, items) for row in found["contracts"]]
    records += [_made(Breach, row) for row in found["breaches"]]
    records += [_made(Deadline, row) for row in found["deadlines"]]
    records += [_exception(row) for row in found.get("exceptions", ())]
    records += [_made(FamilyRequest, row) for row in found.get("family_requests", ())]
    records += [_made(AppRequest, row) for row in found.get("apps", ())]
    records += [_made(Training, row) for row in found.get("trainings", ()) if "id" in row]
    return _Told(
        records=tuple(sorted(records, key=_number)),
        setup=_setup(found.get("settings", ()), desk.store.setup()),
        last=publication_of(found.get("published", ())),
        without_file=sum(bool(row["file"]) for row in found["contracts"]),
    )


def _json(content: bytes) -> Rows:
    found: Mapping[str, Any] = json.loads(content)
    if found["format"] > FORMAT:
        raise Sorry(words.NEWER)
    if any(not isinstance(found[table], list) for table in TABLES):
        raise Sorry(words.DAMAGED)
    return found


def _made(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record of a row; what was only told beside it, as the title of a duty, is left out."""
    known = {field.name for field in fields(kind)}
    return record(kind, {name: value for name, value in row.items() if name in known})


def _contract(row: Mapping[str, Any], items: Mapping[str, str]) -> Contract:
    """A contract; the bytes of its file are in no export, so it has none until somebody adds it."""
    provisions = {items[pin]: known for pin, known in row[PROVISION].items() if known is not None}
    days = {name: number for name, number in row["breach_days"].items() if number is not None}
    if row["link"] and not row["link"].startswith(("https://", "http://")):
        raise ValueError(row["link"])
    return _made(Contract, {**row, "file": "", PROVISION: provisions, "breach_days": days})


def _exception(row: Mapping[str, Any]) -> PlanException:
    """An exception, with the evidence that there is."""
    return _made(PlanException, {**row, EVIDENCE: {id: said for id, said in row[EVIDENCE].items() if said}})


def _setup(rows: Iterable[Mapping[str, Any]], now: Setup) -> Setup:
    """The settings of the export; where posts go stays as it is here."""
    for row in rows:
        told = record(Setup, row)
        return replace(now, **{name: getattr(told, name) for name in COLUMNS["settings"]})
    return now


def _number(one: Numbered) -> int:
    """The number in its id. Raises ValueError where it has none."""
    letter, number = one.id.split("-")
    if letter != LETTERS[type(one)]:
        raise ValueError(one.id)
    return int(number)


def _numbered(records: Iterable[Numbered], setup: Setup, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The records under their own numbers, each open deadline with its reminders."""
    for one in records:
        _take_id(one, draft)
        yield one
        if isinstance(one, Deadline) and one.status is Status.OPEN:
            yield from ladder(one, setup, desk.now)


def _take_id(one: Numbered, draft: Draft) -> None:
    """Number it as it was numbered; an id that was erased there stays free here."""
    while (made := draft.new_id(type(one))) != one.id:
        if int(made.partition("-")[2]) > _number(one):
            raise Sorry(words.DAMAGED)
