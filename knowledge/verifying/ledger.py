"""The ledger of confirmations: who compared which statement with the official text, when, and whether it fits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import yaml

LEDGER: Final = "verified.yaml"
_HEAD: Final = """\
# Who held which statement of the law files against the official text, and when. dpa law verify writes this file.
# statement is a hash of the sentence, so a sentence that is changed has to be confirmed again.
"""


class BadLedgerError(Exception):
    """The ledger cannot be read."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One person's answer on one statement; ``fits`` is whether it says what the official text says."""

    passage: str
    file: str
    statement: str
    fits: bool
    by: str
    day: date


def read_ledger(text: str) -> list[Confirmation]:
    """The confirmations in the file, oldest first. Raises BadLedgerError."""
    try:
        rows = yaml.safe_load(text) or []
        return [_read(line) for line in rows]
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as problem:
        raise BadLedgerError(str(problem)) from problem


def _read(line: dict[str, Any]) -> Confirmation:
    day = line["day"] if isinstance(line["day"], date) else date.fromisoformat(line["day"])
    passage, file, statement = (str(line[name]) for name in ("passage", "file", "statement"))
    return Confirmation(passage, file, statement, line["fits"] is True, str(line["by"]), day)


def with_one(ledger: Iterable[Confirmation], new: Confirmation) -> list[Confirmation]:
    """The ledger with a new confirmation, which replaces an older one of the same statement."""
    return [*(old for old in ledger if (old.passage, old.statement) != (new.passage, new.statement)), new]


def written(ledger: Iterable[Confirmation]) -> str:
    """The text of the ledger's file."""
    return _HEAD + "".join(map(_lines, ledger))


def _lines(one: Confirmation) -> str:
    by = json.dumps(one.by, ensure_ascii=False)
    return (
        f"- passage: {one.passage}\n  file: {one.file}\n  statement: '{one.statement}'\n"
        f"  fits: {'yes' if one.fits else 'no'}\n  by: {by}\n  day: {one.day}\n"
    )
