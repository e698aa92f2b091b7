"""``dpa import``: puts the contracts of a spreadsheet on record, or the bot's own export back."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from bot import compose
from bot.cli.records import import_words
from bot.cli.records.district_store import district_option, open_district
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.export.read_back import begins_as_export, has_tables, is_empty, read_back
from handlers.imports.files.tables import LARGEST_FILE, read_sheets
from handlers.imports.mapping import FileTables, choose, fields_by_name, read_map
from handlers.imports.plan import ImportRow, Plan, Saved, beside_for_scripts, plan, row_for_scripts, save


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "named", metavar="COLUMN=FIELD", multiple=True, help=import_words.HELP_MAP)
@click.option("--sheet", "sheets", metavar="NAME", multiple=True, help=import_words.HELP_SHEET)
@click.option("--dry-run", is_flag=True, help=import_words.HELP_DRY)
@click.option("--accept-good", is_flag=True, help=import_words.HELP_GOOD)
@click.option("--json", "json_", is_flag=True, help=import_words.HELP_JSON)
@district_option
def import_(  # noqa: PLR0913, PLR0917 - click's shape
    file: Path,
    named: tuple[str, ...],
    sheets: tuple[str, ...],
    dry_run: bool,
    accept_good: bool,
    json_: bool,
    district: str | None,
) -> None:
    """Put the contracts of a spreadsheet (CSV or Excel) on record.

    In an empty district, the bot's own export (JSON, Excel, or the zip of CSV files) is put back whole.
    Exit 1 where a row is refused; then nothing is saved.
    """
    with open_district(district) as records:
        desk = compose.desk_maker(records.settings, records.store)()
        message = Message("import", who=getpass.getuser(), surface="command line")
        if export := _export(file, desk):
            click.echo(read_back(export, message, desk, dry_run=dry_run).says)
            return
        planned = plan(file.name, _choice(file, named, sheets, desk), message, desk)
        saves = not dry_run and (accept_good or not _has_refused(planned))
        saved = _save(planned, message, desk, quiet=json_) if saves else Saved(planned.rows)
        _tell(planned, saved, desk, json_=json_)
    if _has_refused(planned):
        sys.exit(1)


def _has_refused(found: Plan) -> bool:
    return any(row.result == "refused" for row in found.rows)


def _choice(file: Path, named: tuple[str, ...], sheets: tuple[str, ...], desk: Desk) -> FileTables:
    """The tables of the file. Raises Sorry where it is no such file, or no table of contracts is in it."""
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    fields = fields_by_name(desk)
    choice = choose(read_sheets(file.name, content), read_map(_pairs(named), fields), sheets)
    if not choice.read:
        raise Sorry(import_words.no_columns(sorted(set(fields.values())), choice.others))
    return choice


def _export(file: Path, desk: Desk) -> bytes:
    """The file's bytes where it is the bot's own export, to be put back whole; empty where it is a list of contracts.

    Where there are records already, an exported workbook is read as any other list.
    """
    with file.open("rb") as opened:
        if begins_as_export(opened.read(100)):
            return file.read_bytes()
    content = file.read_bytes() if file.stat().st_size <= LARGEST_FILE else b""
    is_whole = has_tables(content) and (is_empty(desk) or file.suffix.lower() == ".zip")
    return content if is_whole else b""


def _pairs(named: tuple[str, ...]) -> Mapping[str, str]:
    pairs = dict(pair.rpartition("=")[::2] for pair in named)
    return {column.strip(): field.strip() for column, field in pairs.items()}


def _save(found: Plan, message: Message, desk: Desk, *, quiet: bool) -> Saved:
    """Save the good rows, with a progress bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        return save(found.rows, message, desk)
    with click.progressbar(length=len(found.rows), label=import_words.SAVING, file=sys.stderr) as bar:
        return save(found.rows, message, desk, bar.update)


def _tell(found: Plan, saved: Saved, desk: Desk, *, json_: bool) -> None:
    count = sum(row.good and bool(saved.number) for row in saved.rows)
    if json_:
        for row in saved.rows:
            click.echo(json.dumps(row_for_scripts(row, desk), ensure_ascii=False))
        click.echo(json.dumps({"totals": found.totals, "saved": count}))
        click.echo(json.dumps(beside_for_scripts(found, saved.number), ensure_ascii=False), err=True)
        return
    for line in import_words.columns([column for chosen in found.choice.read for column in chosen.columns]):
        click.echo(line)
    for name, why in found.choice.others:
        click.echo(import_words.other_sheet(name=name, why=why))
    for omitted in found.left_out:
        click.echo(import_words.left_out(omitted.sheet, omitted.number, omitted.left_out))
    for row in saved.rows:
        _tell_row(row)
    if found.unknown:
        click.echo(import_words.unknown_owners(found.unknown))
    click.echo(import_words.totals(found.totals, count))
    if saved.number:
        click.echo(import_words.undo(number=saved.number))


def _tell_row(row: ImportRow) -> None:
    where = f"{row.sheet}, row {row.number}" if row.sheet else f"Row {row.number}"
    if row.problems:
        click.echo(import_words.row(where, row.result, row.problems))
    elif row.changes:
        click.echo(import_words.changed(where, row.record, row.changes))
