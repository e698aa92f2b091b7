"""Compares what was read of a file with what a careful reader entered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handlers.dialogue.desk import Desk, Message
from handlers.imports.files.tables import read_sheets
from handlers.imports.mapping import choose
from handlers.imports.plan import ImportRow, Plan, plan

FIELDS = {
    "vendor": "vendor",
    "product": "product",
    "executed": "executed",
    "expires": "expiry",
    "posted_on": "posted",
    "address": "link",
    "owner": "owner",
    "provisions": "provisions",
}
"""The names of the truth, and ours."""
Truth = Sequence[Mapping[str, Any]]


@dataclass
class Score:
    """By the row's number where one was read, what came out otherwise."""

    right: int = 0
    lacks: list[str] = field(default_factory=list)
    """Fields that a reader saw and that are left open."""
    wrong: list[str] = field(default_factory=list)
    """Values that are not the reader's, and rows that are saved and that no reader entered."""
    missing: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Rows that no reader entered, and that are asked about."""


def planned(path: Path, desk: Desk) -> Plan:
    choice = choose(read_sheets(path.name, path.read_bytes()))
    return plan(path.name, choice, Message("import", who="dana", surface="command line"), desk)


def score(found: Plan, truth: Truth) -> Score:
    told, left = Score(), [row for row in found.rows if row.result != "same"]
    for reader in truth:
        row = max(left, key=lambda one: _likeness(one, reader), default=None)
        if row is None or not _same_name(row, reader):
            told.missing.append(f"{reader['vendor']} {reader['product']}")
            continue
        left.remove(row)
        _compare(row, reader, told)
    for row in left:
        into = told.wrong if row.good else told.asked
        into.append(f"{row.number}: {dict(row.values)}")
    return told


def _compare(row: ImportRow, reader: Mapping[str, Any], told: Score) -> None:
    right = True
    for name, ours in FIELDS.items():
        want, got = reader.get(name), row.values.get(ours, "")
        if _plain(want) == _plain(got):
            continue
        right = False
        lacks = not got and (not row.good or ours in {"posted", "owner", "link"})
        (told.lacks if lacks else told.wrong).append(f"{row.number} {name}: {want!r}, read {got!r}")
    told.right += right


def _likeness(row: ImportRow, reader: Mapping[str, Any]) -> tuple[bool, int]:
    same = sum(
        bool(reader.get(name)) and _plain(reader[name]) == _plain(row.values.get(ours)) for name, ours in FIELDS.items()
    )
    return _same_name(row, reader), same


def _same_name(row: ImportRow, reader: Mapping[str, Any]) -> bool:
    vendor, product = (_plain(row.values.get(name)) for name in ("vendor", "product"))
    return vendor == _plain(reader["vendor"]) or (bool(product) and product == _plain(reader["product"]))


def _plain(value: object) -> str:
    text = str(value or "")
    return text if text.startswith("http") else " ".join(re.findall(r"[^\W_]+", text.casefold()))
