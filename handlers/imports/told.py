"""Tells an import to scripts: fields by their names, days in ISO, provisions by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.contracts.form.form import checklist
from handlers.dialogue.desk import Desk
from handlers.imports.plan import ImportRow, Plan


def row_for_scripts(row: ImportRow, desk: Desk) -> Mapping[str, Any]:
    """One row: the stable keys of ``dpa import --json``; what the row does not say is left out."""
    fields: dict[str, Any] = dict(row.values)
    if "provisions" in fields:
        fields["provisions"] = _numbers(fields["provisions"], [item.id for item in checklist(desk).items])
    if "categories" in fields:
        fields["categories"] = [one.strip() for one in fields["categories"].split(",")]
    told = {
        "row": row.number,
        "sheet": row.sheet,
        "result": row.result,
        "record": row.record,
        "problems": list(row.problems),
        "fields": fields,
    }
    return told if not row.changes else {**told, "changes": [list(change) for change in row.changes]}


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
    found = {int(part) if part.isdigit() else ids.index(part) + 1 for part in parts if part.isdigit() or part in ids}
    return sorted(found)
