"""The command that puts the contracts of a CSV file on record."""

from __future__ import annotations

import csv
import getpass
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from bot import compose
from bot.cli.records import import_words as words
from bot.cli.records.district_store import district_option, open_district
from handlers.contracts import many
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "named", metavar="COLUMN=FIELD", multiple=True, help=words.HELP_MAP)
@click.option("--dry-run", is_flag=True, help=words.HELP_DRY)
@click.option("--accept-good", is_flag=True, help=words.HELP_GOOD)
@click.option("--json", "json_", is_flag=True, help=words.HELP_JSON)
@district_option
def import_(  # noqa: PLR0913, PLR0917 - click's shape
    file: Path, named: tuple[str, ...], dry_run: bool, accept_good: bool, json_: bool, district: str | None
) -> None:
    """Put the contracts of a CSV file on record; exit 1 where a row is refused, and then nothing is saved."""
    with open_district(district) as records:
        desk = compose.desk_maker(records.settings, records.store)()
        message = Message("import", who=getpass.getuser(), surface="command line")
        rows = many.check(_rows(file, _named(named), desk), message, desk)
        refused = any(row.result == "refused" for row in rows)
        if not dry_run and (accept_good or not refused):
            rows = list(many.save(rows, message, desk))
    for row in rows:
        _tell(row, json_=json_)
    totals = Counter[str](row.result for row in rows)
    saved = sum(bool(row.record) for row in rows)
    click.echo(json.dumps({"totals": dict(totals), "saved": saved}) if json_ else words.totals(totals, saved))
    if refused:
        sys.exit(1)


def _named(pairs: tuple[str, ...]) -> Mapping[str, str]:
    found = dict(pair.partition("=")[::2] for pair in pairs)
    return {column.strip(): field.strip() for column, field in found.items()}


def _rows(file: Path, named: Mapping[str, str], desk: Desk) -> list[tuple[int, Mapping[str, str]]]:
    """The rows by field, as numbered in the file. Raises Sorry where it is no such file, or no column is known."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            read = csv.DictReader(opened)
            fields = many.column_fields(read.fieldnames or (), named, desk)
            rows: list[tuple[int, Mapping[str, str]]] = [
                (number, {fields[column]: value or "" for column, value in row.items() if column in fields})
                for number, row in enumerate(read, 2)
            ]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Sorry(words.NOT_CSV) from problem
    if not fields:
        raise Sorry(words.no_columns([one.id for one in many.fields_of(desk)]))
    return rows


def _tell(row: many.ImportRow, *, json_: bool) -> None:
    if json_:
        told = {
            "row": row.number,
            "sheet": "",
            "result": row.result,
            "record": row.record,
            "problems": list(row.problems),
            "fields": dict(row.values),
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    elif row.problems:
        click.echo(words.row(row.number, row.result, row.problems))
