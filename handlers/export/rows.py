"""The rows of an export, the same for every format, from one snapshot of the records."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from handlers.contracts.form import checklist
from handlers.deadlines.words import duty_title
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import WITH_PAGES, id_pattern
from handlers.dialogue.desk import Desk
from handlers.documents.document import Cell
from handlers.exceptions.words import CONDITIONS
from handlers.export import words as export_words
from handlers.history.subjects import LOGBOOKS
from handlers.people.names import names_of_all
from handlers.register.checks import Publication, last_publication
from storage.events.audit import ERASE, START, Head
from storage.events.change import Tally
from storage.kinds import AppRequest, PlanException
from storage.reading import number_of
from storage.records import OF_VENDOR, Contract, Deadline, Event, Numbered, Person, Setup, Status, StoredFile
from storage.serialize import Tables, plain, record

AT, ADDRESS, DISTRICT, CONTENT = "published", "address", "district", "content"
CONTRACT, CHECKED, FILE = "contract", "checked", "file"
"""A contract that was ever shown, a text or file that a person answers for, and a file of the site."""


def rows_of_publication(found: Publication | None) -> Iterator[Mapping[str, str]]:
    """One row for each thing that the publication says."""
    if found is None:
        return
    yield _row(AT, found.at.isoformat())
    yield _row(ADDRESS, found.address)
    yield _row(DISTRICT, found.district)
    yield _row(CONTENT, sha256=found.content)
    yield from (_row(CONTRACT, id) for id in found.contracts)
    yield from (_row(CHECKED, sha256=one) for one in sorted(found.checked))
    yield from (_row(FILE, path, sha) for path, sha in sorted(found.files.items()))


def publication_of(rows: Iterable[Mapping[str, Any]]) -> Publication | None:
    """The publication of such rows. Raises KeyError, ValueError where they are damaged."""
    by_kind: dict[str, dict[str, str]] = {}
    for row in rows:
        by_kind.setdefault(row["what"], {})[row["name"] or row["sha256"]] = row["sha256"]
    if not by_kind:
        return None
    (at,), (content,) = by_kind[AT], by_kind[CONTENT]
    return Publication(
        at=datetime.fromisoformat(at),
        content=content,
        address=next(iter(by_kind[ADDRESS])),
        district=next(iter(by_kind[DISTRICT])),
        contracts=tuple(by_kind.get(CONTRACT, ())),
        checked=frozenset(by_kind.get(CHECKED, ())),
        files=by_kind.get(FILE, {}),
    )


def _row(what: str, name: str = "", sha256: str = "") -> Mapping[str, str]:
    return {"what": what, "name": name, "sha256": sha256}


R = TypeVar("R", bound=Numbered | Event | Person | StoredFile | Tally | Setup)
ExportRow = dict[str, Any]
"""Plain values, dates, aware datetimes in the district's zone, and lists and dicts of these."""
_SECRETS = (
    (re.compile(r"\b(?:xox[a-z]|xapp)-[\w-]{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+"), export_words.REMOVED),
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+@"), f"{export_words.REMOVED}@"),
    (re.compile(r"(?i)([?&][\w.-]*(?:token|secret|password|signature|sig)=)[^&#\s]+"), rf"\1{export_words.REMOVED}"),
)
"""Keys of Slack and Teams, passwords in addresses, and signed links."""
_TOLD = re.compile(id_pattern(WITH_PAGES))
_OF_LOGBOOKS = tuple(book for book in LOGBOOKS if book.kind.table not in export_words.COLUMNS)
"""Those of which the words of exports say nothing: the labels of their forms do."""
COLUMNS: Mapping[str, Mapping[str, str]] = {
    **export_words.COLUMNS,
    **{book.kind.table: export_words.columns(book.kind.word, book.columns) for book in _OF_LOGBOOKS},
}
SHEETS: Mapping[str, str] = {
    **export_words.SHEETS,
    **{book.kind.table: export_words.called(book.kind.lists) for book in _OF_LOGBOOKS},
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A district's records as of one moment: by table its rows, the audit's head, and the first event's hash."""

    district: str
    day: date
    zone: str
    head: Head
    origin: str
    tables: Mapping[str, tuple[ExportRow, ...]]
    open_ones: frozenset[str]

    @property
    def facts(self) -> ExportRow:
        """What every format begins with."""
        named = {"district": self.district, "day": self.day, "zone": self.zone}
        return {**named, "head_number": self.head.number, "head_hash": self.head.hash}


def take_snapshot(desk: Desk) -> Snapshot:
    """Everything that is exported. Raises StoreError."""
    tables, name = desk.store.dump(), names_of_all(desk)
    events = sorted(_all(tables, Event), key=lambda event: event.number)
    deadlines = sorted(_all(tables, Deadline), key=lambda deadline: (deadline.safe, number_of(deadline)))
    setup = next(iter(_all(tables, Setup)), Setup())
    return Snapshot(
        district=setup.district,
        day=desk.today,
        zone=desk.zone.key,
        head=next((Head(tally.number, tally.hash) for tally in _all(tables, Tally)), START),
        origin=events[0].hash if events else "",
        tables={
            **{
                table: tuple(_clean(_owned(row, name), desk) for row in rows)
                for table, rows in _of_vendors(tables, desk)
            },
            "deadlines": tuple(_clean(_owned(row, name), desk) for row in _deadlines(tables, deadlines, desk)),
            "apps": tuple(_clean(_app(one, name), desk) for one in sorted(_all(tables, AppRequest), key=number_of)),
            "settings": (_clean(_settings(setup, name), desk),),
            "people": tuple({"name": one.name, "role": one.role.value} for one in _all(tables, Person) if one.name),
            "trainings": tuple({"id": one.id, "who": name(one.who), "day": one.day} for one in desk.store.trainings()),
            "published": tuple(_clean(row, desk) for row in rows_of_publication(last_publication(desk))),
            "events": tuple(_clean(_event(event, name), desk) for event in events),
        },
        open_ones=frozenset(deadline.id for deadline in deadlines if deadline.status is Status.OPEN),
    )


def _all(tables: Tables, kind: type[R]) -> list[R]:
    return [record(kind, row) for row in tables.get(kind.__name__, {}).values()]


def _fields(one: Numbered | Event, table: str) -> ExportRow:
    """The fields that have a column, in its order."""
    return {name: getattr(one, name) for name in COLUMNS[table] if name in plain(one)}


def _of_vendors(tables: Tables, desk: Desk) -> Iterator[tuple[str, Iterable[ExportRow]]]:
    """Each table of records about vendors."""
    contract = _contract_parts(tables, desk)
    for kind in WITH_PAGES:
        if kind.record in OF_VENDOR:
            found = sorted(_all(tables, kind.record), key=number_of)
            yield kind.table, [_fields(one, kind.table) | _parts(one, contract) for one in found]


def _parts(one: Numbered, contract: Callable[[Contract], ExportRow]) -> ExportRow:
    """What becomes several columns: the provisions of a contract, the evidence of an exception."""
    match one:
        case Contract():
            return contract(one)
        case PlanException():
            return {export_words.EVIDENCE: {**dict.fromkeys(CONDITIONS, ""), **one.evidence}}
        case _:
            return {}


def _contract_parts(tables: Tables, desk: Desk) -> Callable[[Contract], ExportRow]:
    """What a contract's row has beside its fields: its file by name, its own days, its provisions by their numbers."""
    files = {file.id: file.name for file in _all(tables, StoredFile)}
    items = {str(item.cite).removeprefix(item.cite.section): item.id for item in checklist(desk).items}

    def parts(contract: Contract) -> ExportRow:
        return {
            "file": files.get(contract.file, ""),
            "file_sha256": contract.file,
            "breach_days": {name: contract.breach_days.get(name) for name in ("student_information", "other")},
            export_words.PROVISION: {pin: contract.provisions.get(item) for pin, item in items.items()},
        }

    return parts


def _owned(row: ExportRow, name: Callable[[str], str]) -> ExportRow:
    """The row, its owner by name."""
    return {**row, "owner": name(row["owner"])}


def _app(request: AppRequest, name: Callable[[str], str]) -> ExportRow:
    """One request, people by their names."""
    told = {**_fields(request, "apps"), "status": request.status.value, "askers": [*map(name, request.askers)]}
    return _owned(told, name)


def _deadlines(tables: Tables, deadlines: Iterable[Deadline], desk: Desk) -> Iterable[ExportRow]:
    vendors = {one.id: one.vendor for kind in OF_VENDOR for one in _all(tables, kind)}
    for deadline in deadlines:
        titles = {"title": duty_title(deadline, desk.law), "about": vendors.get(deadline.record, "")}
        row = {**_fields(deadline, "deadlines"), "status": deadline.status.value, **titles}
        yield {name: row[name] for name in COLUMNS["deadlines"] if row[name] or name != export_words.TRACE}


def _settings(setup: Setup, name: Callable[[str], str]) -> ExportRow:
    """How the district wants to be served, people by their names; the place of its posts is nobody else's business."""
    row = {column: getattr(setup, column) for column in COLUMNS["settings"]}
    return {
        **row,
        "members": setup.members.value,
        "lead": name(setup.lead),
        "superintendent": name(setup.superintendent),
    }


def _event(event: Event, name: Callable[[str], str]) -> ExportRow:
    """One event without its request id, with people's names; of people, places and settings only that they changed."""
    told = {**_fields(event, "events"), "who": name(event.who), "touched": tuple(map(name, event.touched))}
    return {**told, "changes": list(_changes(event, name))}


def _changes(event: Event, name: Callable[[str], str]) -> Iterable[ExportRow]:
    after = {} if event.what == ERASE else event.after  # an erasure only repeats what stands beside it
    for key in sorted({*event.before, *after}):
        sides = (event.before.get(key, {}), after.get(key, {}))
        for field in sorted({*sides[0], *sides[1]}) if _TOLD.fullmatch(key) else ():
            old, new = (_named(field, side.get(field), name) for side in sides)
            yield {"record": key, "field": field, "before": old, "after": new}


def _named(field: str, value: object, name: Callable[[str], str]) -> object:
    return name(value) if field == "owner" and isinstance(value, str) else value


def _clean(value: Any, desk: Desk) -> Any:
    """The value in the district's zone and without keys or passwords."""
    match value:
        case str():
            for shape, instead in _SECRETS:
                value = shape.sub(instead, value)
            return value
        case datetime():
            return value.astimezone(desk.zone)
        case Mapping():
            return {name: _clean(item, desk) for name, item in value.items()}
        case tuple() | list():
            return [_clean(item, desk) for item in value]
        case _:
            return value


def column_names(table: str, rows: Iterable[ExportRow]) -> list[str]:
    """The columns that are always there, then the provisions."""
    more = dict.fromkeys(name for row in rows for name in _flat(row) if name not in COLUMNS[table])
    return [*COLUMNS[table], *more]


def cell_lines(table: str, rows: Sequence[ExportRow]) -> list[list[Cell]]:
    """The rows, each cell in its column."""
    columns, found = column_names(table, rows), [_flat(row) for row in rows]
    return [[row.get(name) for name in columns] for row in found]


def _flat(row: ExportRow) -> dict[str, Cell]:
    """The row as cells; what has parts of its own becomes several."""
    cells: dict[str, Cell] = {}
    for name, value in row.items():
        match value:
            case Mapping() if name == export_words.TRACE:
                cells[name] = json.dumps(value, ensure_ascii=False)
            case Mapping() if name == export_words.PROVISION:
                cells |= {f"{name}{item}": _answer(known) for item, known in value.items()}
            case Mapping():
                cells |= {f"{name}_{part}": inner for part, inner in value.items()}
            case list():
                cells[name] = "; ".join(_change(one) if isinstance(one, Mapping) else str(one) for one in value)
            case _:
                cells[name] = value
    return cells


def _answer(known: bool | None) -> str:
    return export_words.NOT_KNOWN if known is None else export_words.YES if known else export_words.NO


def _change(one: Mapping[str, Any]) -> str:
    was, now = (json.dumps(one[side], ensure_ascii=False) for side in ("before", "after"))
    return f"{one['record']} {one['field']}: {was} → {now}"
