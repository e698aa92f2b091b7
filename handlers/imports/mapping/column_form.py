"""The fields that a column may hold, by the names that people give them."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.contracts.form.form import contract_fields, posting_fields
from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.imports import words
from handlers.imports.headings import BOTH, DISTRICT, SIGNED, plain

NOT_READ = "-"
"""What somebody chooses for a column that is not to be read."""


def column_fields(desk: Desk) -> Mapping[str, str]:
    """Every field that a column may hold, with its label."""
    form = {one.id: one.label for one in (*contract_fields(desk), *posting_fields()) if one.kind != "file"}
    return {**form, BOTH: words.BOTH_LABEL, SIGNED: words.SIGNED_LABEL, DISTRICT: words.DISTRICT_LABEL}


def fields_by_name(desk: Desk) -> Mapping[str, str]:
    """The fields by their ids and their labels, in plain letters; and what leaves a column out."""
    named = {plain(name): id for id, label in column_fields(desk).items() for name in (id, label)}
    return {**named, NOT_READ: NOT_READ, "": NOT_READ}


def read_map(pairs: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """What somebody chose, with the fields' ids, by column; an empty one for what is not read. Raises Sorry."""
    found: dict[str, str] = {}
    for column, field in pairs.items():
        id = NOT_READ if field.strip() in {"", NOT_READ} else fields.get(plain(field))
        if id is None:
            raise Sorry(words.no_field(field, sorted(set(fields.values()) - {NOT_READ})))
        found[column] = "" if id == NOT_READ else id
    return found
