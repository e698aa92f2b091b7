"""Puts many contracts on record at once, row by row as the form would: checked first, saved only where all is well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handlers.contracts.doubts import ask_about, ask_about_another
from handlers.contracts.form import Posting, contract_fields, duplicate_of, posting_fields, read_contract, read_posting
from handlers.contracts.posted import open_for
from handlers.deadlines.plan import after_contract
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field
from handlers.forms.filled import Filled
from handlers.forms.saving import change
from storage.port import Draft
from storage.records import Contract, Record

Result = Literal["new", "same", "ask", "refused"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a file: what came of it, the contract's id once it is saved, and what is to be settled first."""

    number: int
    values: Mapping[str, str]
    result: Result
    problems: tuple[str, ...] = ()
    record: str = ""
    contract: Contract | None = None
    posting: Posting | None = None


def fields_of(desk: Desk) -> tuple[Field, ...]:
    """The fields that a column may hold."""
    return tuple(one for one in (*contract_fields(desk), *posting_fields()) if one.kind != "file")


def column_fields(columns: Iterable[str], named: Mapping[str, str], desk: Desk) -> dict[str, str]:
    """The field of each column that has one: by ``named``, else by its id or its label."""
    known = {_plain(name): one.id for one in fields_of(desk) for name in (one.id, one.label)}
    ids = set(known.values())
    found = {column: named.get(column) or known.get(_plain(column), "") for column in columns}
    return {column: id for column, id in found.items() if id in ids}


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def check(rows: Iterable[tuple[int, Mapping[str, str]]], message: Message, desk: Desk) -> list[ImportRow]:
    """Read each row, as numbered in the file; nothing is saved."""
    found: list[ImportRow] = []
    seen = set[tuple[str, str, object]]()
    for number, values in rows:
        row = _check(number, values, message, desk)
        if row.contract:
            key = row.contract.vendor.casefold(), row.contract.product.casefold(), row.contract.executed
            row = replace(row, result="same", contract=None) if key in seen else row
            seen.add(key)
        found.append(row)
    return found


def _check(number: int, values: Mapping[str, str], message: Message, desk: Desk) -> ImportRow:
    known = {id: value.strip() for id, value in values.items() if value.strip()}
    filled = Filled((*contract_fields(desk), *posting_fields()), dict(known), desk.today)
    contract = read_contract(filled, message, desk)
    posting = read_posting(filled, contract.executed if contract else None, desk)
    if contract:
        if duplicate_of(contract, message, desk):
            return ImportRow(number, known, "same")
        ask_about(filled, contract)
        ask_about_another(filled, contract, message, desk)
    labels = {one.id: one.label for one in filled.fields}
    problems = tuple(f"{labels[id]}: {says}" for id, says in filled.errors.items())
    missing = {id for id in filled.errors if id in {"vendor", "executed", "posted_proof"} and not known.get(id)}
    if filled.errors and set(filled.errors) - missing:
        return ImportRow(number, known, "refused", problems)
    doubts = tuple(filled.open_doubts.values())
    if missing or doubts:
        return ImportRow(number, known, "ask", (*problems, *doubts))
    return ImportRow(number, known, "new", contract=contract, posting=posting)


def save(rows: Sequence[ImportRow], message: Message, desk: Desk) -> Iterator[ImportRow]:
    """Put the new ones on record, each as a change of its own."""
    for row in rows:
        yield replace(row, record=_save(row.contract, row.posting, message, desk)) if row.contract else row


def _save(contract: Contract, posting: Posting | None, message: Message, desk: Desk) -> str:
    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(contract, id=draft.new_id(Contract))
        planned = after_contract(saved, desk.law, desk.calendar)
        return [saved, *open_for(saved, planned, posting, draft, desk)]

    return change("log-contract", replace(message, request=""), desk, write).event.made[0]
