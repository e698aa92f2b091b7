"""Decides what becomes of each row (new, changed, already on record, to ask about, refused), and saves good ones."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from handlers.contracts import words as contract_words
from handlers.contracts.form import (
    Identity,
    Posting,
    ask_about,
    checklist,
    contract_fields,
    identity,
    posting_fields,
    read_contract,
    read_posting,
    running_beside,
    unlike_only_in_product,
    with_posting,
)
from handlers.contracts.log import NOON, open_for
from handlers.deadlines.plan import after_contract
from handlers.deadlines.steps import PEOPLE, without_flood
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field
from handlers.forms.filling import Filled, change
from handlers.history.correct import Correction, corrected
from handlers.history.take_back import IMPORT
from handlers.imports import words
from handlers.imports.mapping import FileTables
from handlers.imports.meaning import ToldRow
from handlers.imports.rows import told_rows
from handlers.people.names import UnknownPerson, find_person
from handlers.understanding.named import key_of
from knowledge.law import POST_CONTRACT
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Reminder, Status

Result = Literal["new", "changed", "same", "ask", "refused"]
Change = tuple[str, str, str]
"""A field's label, its value on record, and the one in the sheet."""
COMPARED = (
    "executed",
    "purpose",
    "description",
    "categories",
    "kinds",
    "schools",
    "subprocessors",
    "start",
    "expiry",
    "link",
    "provisions",
    "breach_days",
)
"""Fields of a contract on record that a sheet may correct; its notes and its owner's name stay as they are."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a file: what comes of it, and what is to be settled first."""

    sheet: str
    number: int
    values: Mapping[str, str]
    result: Result
    problems: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    """What the row says that no field can hold: the form of its contract has it among the notes."""
    contract: Contract | None = None
    posting: Posting | None = None
    old: Contract | None = None
    """The contract on record that the row corrects."""
    posts: Deadline | None = None
    """The deadline that was open until the row told of the posting."""
    changes: tuple[Change, ...] = ()
    record: str = ""
    """The contract's id once it is saved, or of the one on record."""

    @property
    def good(self) -> bool:
        """Whether it can be saved as it is."""
        return self.result in {"new", "changed"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes of a file: each row that may be a contract, the rows and sheets that are left out, and why."""

    name: str
    choice: FileTables
    rows: tuple[ImportRow, ...]
    left_out: tuple[ToldRow, ...] = ()
    unknown: tuple[str, ...] = ()
    """Owners whom nobody on file is called."""

    @property
    def totals(self) -> dict[str, int]:
        """How many rows came to each result."""
        return dict(Counter[str](row.result for row in self.rows))

    @property
    def good(self) -> int:
        """How many can be saved as they are."""
        return sum(row.good for row in self.rows)


def plan(name: str, choice: FileTables, message: Message, desk: Desk) -> Plan:
    """What comes of the tables that were chosen of a file."""
    district = desk.store.setup().district
    all_rows = [row for chosen in choice.read for row in told_rows(chosen, district)]
    checker = _Checker(name, replace(message, files=()), desk)  # the list is no contract's file
    rows = tuple(checker.check(row) for row in all_rows if not row.left_out)
    return Plan(name, choice, rows, tuple(row for row in all_rows if row.left_out), tuple(checker.unknown))


@dataclass(slots=True)
class _Checker:
    """Checks rows one after the other, each against the records and the rows before it."""

    name: str
    message: Message
    desk: Desk
    fields: tuple[Field, ...] = field(init=False)
    on_record: dict[Identity, Contract] = field(init=False)
    of_vendor: Mapping[str, Sequence[Contract]] = field(init=False)
    open_posting: dict[str, Deadline] = field(init=False)
    owners: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    seen: dict[Identity, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fields = (*contract_fields(self.desk), *posting_fields())
        running = [one for one in self.desk.store.contracts() if not one.withdrawn]
        self.on_record = {identity(one): one for one in running}
        vendors = defaultdict[str, list[Contract]](list)
        for contract in running:
            vendors[key_of(contract.vendor)].append(contract)
        self.of_vendor = vendors
        open_deadlines = self.desk.store.deadlines(status=Status.OPEN)
        self.open_posting = {one.record: one for one in open_deadlines if one.duty == POST_CONTRACT}

    def check(self, told: ToldRow) -> ImportRow:
        """What comes of a row."""
        values = {**told.values, "owner": self._owner(told)}
        values = {id: value for id, value in values.items() if value}
        filled = Filled(self.fields, self._form(values, told), self.desk.today)
        contract = read_contract(filled, self.message, self.desk)
        posting = read_posting(filled, contract.executed if contract else None, self.desk)
        row = ImportRow(told.sheet, told.number, values, "new", noted=tuple(told.noted))
        if contract is None or told.asks or told.wrong or filled.errors:
            result, problems = _why(filled, told)
            return replace(row, result=result, problems=problems)
        contract = replace(contract, owner=self.owners.get(values.get("owner", ""), ""))
        return self._compared(replace(row, contract=contract, posting=posting), filled)

    def _owner(self, told: ToldRow) -> str:
        """The owner's name; none where it is an address that nobody on file has."""
        name = told.values.get("owner", "")
        if name and name not in self.owners:
            try:
                self.owners[name] = find_person(name, self.desk.store).id
            except UnknownPerson:
                self.owners[name] = "" if "@" in name else name
                self.unknown[name] = None
            except Sorry as several:
                told.asks.append(str(several))
        return name if self.owners.get(name) else ""

    def _form(self, values: Mapping[str, str], told: ToldRow) -> dict[str, str]:
        """The values of the form; the list itself is the proof of a posting for which it has no address."""
        form = {id: value for id, value in values.items() if id != "owner"}
        if "posted" in form and "posted_proof" not in form:
            form["posted_proof"] = form.get("link") or words.listed(self.name, told.sheet, told.number)
        return form

    def _compared(self, row: ImportRow, filled: Filled) -> ImportRow:
        """The row beside the records, and beside those above it."""
        assert row.contract
        key = identity(row.contract)
        if key in self.seen:
            return replace(row, result="same", contract=None, problems=(words.row_above(number=self.seen[key]),))
        self.seen[key] = row.number
        if old := self.on_record.get(key) or self._without_day(row.contract):
            return self._corrected(row, old)
        ask_about(filled, row.contract, self.desk)
        undated = filled.take_doubts("undated")
        beside = self.of_vendor.get(key_of(row.contract.vendor), ())
        if twin := unlike_only_in_product(row.contract, beside):
            filled.doubt("twin", contract_words.twin_without_product(id=twin.id))
        elif second := running_beside(row.contract, beside):
            filled.doubt("second", contract_words.second(second))
        doubts = tuple(filled.open_doubts.values())
        if doubts:
            return replace(row, result="ask", problems=doubts, contract=None)
        return replace(row, problems=undated)

    def _without_day(self, contract: Contract) -> Contract | None:
        """The one on record for the same product, where it or the row has no day of execution; None for several."""
        names = identity(contract)[:2]
        same = [one for one in self.of_vendor.get(key_of(contract.vendor), ()) if identity(one)[:2] == names]
        return same[0] if len(same) == 1 and not (contract.executed and same[0].executed) else None

    def _corrected(self, row: ImportRow, old: Contract) -> ImportRow:
        """What the row corrects of a contract on record: only what it tells, and never by an empty cell."""
        assert row.contract
        fields = [id for id in COMPARED if id in row.values and getattr(row.contract, id) != getattr(old, id)]
        new = replace(old, **{id: getattr(row.contract, id) for id in fields})
        labels = {one.id: one.label for one in self.fields}
        changes = [(labels[id], _shown(getattr(old, id)), _shown(getattr(new, id))) for id in fields]
        posts = self.open_posting.get(old.id) if row.posting else None
        if posts and row.posting:
            changes.append((labels["posted"], "", row.posting.day.isoformat()))
        if not changes:
            return replace(row, result="same", contract=None, record=old.id)
        changed = replace(row, result="changed", contract=new, old=old, posts=posts, changes=tuple(changes))
        return replace(changed, record=old.id)


def _why(filled: Filled, told: ToldRow) -> tuple[Result, tuple[str, ...]]:
    """The result of a row that cannot be saved as it is, with every reason; what is only missing is asked for."""
    labels = {one.id: one.label for one in filled.fields}
    missing = {id for id in ("vendor", "executed") if not filled.values.get(id)}
    errors = {id: says for id, says in filled.errors.items() if id not in missing}
    needed = [] if filled.values.get("vendor") or any(told.asks) else [f"{labels['vendor']}: {words.NEEDED}"]
    problems = (*told.wrong, *(f"{labels[id]}: {says}" for id, says in errors.items()), *needed, *told.asks)
    return "refused" if told.wrong or errors else "ask", (*problems, *filled.open_doubts.values())


def _shown(value: object) -> str:
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return ", ".join(str(name) for name, has in value.items() if has)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return "" if value is None else str(value)


def row_for_scripts(row: ImportRow, desk: Desk) -> Mapping[str, Any]:
    """One row: the stable keys of ``dpa import --json``; what the row does not say is left out."""
    fields: dict[str, Any] = dict(row.values)
    if "provisions" in fields:
        fields["provisions"] = _numbers(fields["provisions"], [item.id for item in checklist(desk).items])
    if "categories" in fields:
        fields["categories"] = [one.strip() for one in fields["categories"].split(",")]
    data = {
        "row": row.number,
        "sheet": row.sheet,
        "result": row.result,
        "record": row.record,
        "problems": list(row.problems),
        "fields": fields,
    }
    return data if not row.changes else {**data, "changes": [list(change) for change in row.changes]}


def beside_for_scripts(plan: Plan, number: int) -> Mapping[str, Any]:
    """What stands beside the rows: the import's number, which columns were read, and what was left out, and why."""
    read = {one.heading or one.letter: one.field for chosen in plan.choice.read for one in chosen.columns}
    return {
        **({"import": number} if number else {}),
        "columns": {heading: field for heading, field in read.items() if field},
        "not_read": [heading for heading, field in read.items() if not field],
        "left_out": [{"row": row.number, "sheet": row.sheet, "why": row.left_out} for row in plan.left_out],
        "sheets_left_out": [{"sheet": name, "why": why} for name, why in plan.choice.others],
    }


def _numbers(said: str, ids: Sequence[str]) -> list[int]:
    """The provisions by their places, from 1 on."""
    if said == "all":
        return list(range(1, len(ids) + 1))
    parts = [part.strip() for part in said.replace(";", ",").split(",")]
    places = {int(part) if part.isdigit() else ids.index(part) + 1 for part in parts if part.isdigit() or part in ids}
    return sorted(places)


Tell = Callable[[int], None]
"""Called with how many more rows are done."""


@dataclass(frozen=True, slots=True)
class Saved:
    """All rows, the saved ones with their contract's id; the number of the event, and whether it was saved before."""

    rows: tuple[ImportRow, ...]
    number: int = 0
    again: bool = False


def save(rows: Sequence[ImportRow], message: Message, desk: Desk, tell: Tell = lambda _: None) -> Saved:
    """Put the new ones on record and correct the changed ones, all or nothing. Raises Sorry, StoreError."""
    good = [row for row in rows if row.good]
    if not good:
        return Saved(tuple(rows))
    ids = dict[int, str]()

    def write(draft: Draft) -> Iterable[Record]:
        on_record = {identity(one) for one in draft.contracts() if not one.withdrawn}
        for place, row in enumerate(rows):
            assert row.contract or not row.good
            if row.contract and row.old:
                yield from _correction(row, row.contract, row.old, draft, desk)
            elif row.contract:
                if identity(row.contract) in on_record:
                    raise Sorry(words.logged_meanwhile(row=row.number))
                saved = with_posting(replace(row.contract, id=draft.new_id(Contract)), row.posting)
                ids[place] = saved.id
                yield from _new(saved, row, draft, desk)
            tell(1)

    changed = [row.old for row in good if row.old]
    result = change(IMPORT, message, desk, write, *changed)
    done = tuple(replace(row, record=ids.get(place, row.record)) for place, row in enumerate(rows))
    return Saved(done, result.event.number, result.again)


def _new(saved: Contract, row: ImportRow, draft: Draft, desk: Desk) -> Iterator[Record]:
    """A contract with its deadlines.

    Nobody is told of each: what is still to come is recalled in its time, and what is overdue already stands in the
    weekly digest and on the board, and in one list for its owner. Else a thousand contracts would be a thousand posts.
    """
    planned = after_contract(saved, desk.law, desk.calendar)
    yield saved
    yield from without_flood(open_for(saved, planned, row.posting, draft, desk), desk.today, PEOPLE)


def _correction(row: ImportRow, new: Contract, old: Contract, draft: Draft, desk: Desk) -> Iterator[Record]:
    """A contract as the sheet has it, its deadlines, and its posting done where the sheet tells of it."""
    correction = Correction(new, after_contract(new, desk.law, desk.calendar))
    done = {row.posts.id: row.posts} if row.posts else dict[str, Deadline]()
    for record in without_flood(corrected(old, correction, draft, desk), desk.today, PEOPLE):
        if isinstance(record, Deadline) and row.posting and record.duty == POST_CONTRACT:
            done |= {record.id: record} if record.status is Status.OPEN else {}
        if (record.deadline if isinstance(record, Reminder) else record.id) not in done:
            yield record
    if row.posting:
        closed = datetime.combine(row.posting.day, NOON, desk.now.tzinfo)
        for posts in done.values():
            yield replace(posts, status=Status.DONE, proof=row.posting.proof, closed=closed)
