"""``dpa import``: puts the contracts of a spreadsheet on record, or the bot's own export back."""

import getpass
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from bot import compose
from bot.cli.records.district_store import district_option, open_district
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.export.read_back import begins_as_export, has_tables, is_empty, read_back
from handlers.imports.files.tables import LARGEST_FILE, read_sheets
from handlers.imports.mapping import Column, FileTables, choose, fields_by_name, read_map
from handlers.imports.plan import Change, ImportRow, Plan, Saved, beside_for_scripts, plan, row_for_scripts, save

messages = catalog(__file__)

RESULTS: Mapping[str, str] = {
    "new": "new",
    "changed": messages.to_be_corrected,
    "same": messages.on_record_already,
    "ask": messages.to_be_settled_first_not_saved,
    "refused": "refused",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "named", metavar="COLUMN=FIELD", multiple=True, help=messages.HELP_MAP)
@click.option("--sheet", "sheets", metavar="NAME", multiple=True, help=messages.HELP_SHEET)
@click.option("--dry-run", is_flag=True, help=messages.HELP_DRY)
@click.option("--accept-good", is_flag=True, help=messages.HELP_GOOD)
@click.option("--json", "json_", is_flag=True, help=messages.HELP_JSON)
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
        raise Sorry(_no_columns(sorted(set(fields.values())), choice.others))
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
    with click.progressbar(length=len(found.rows), label=messages.SAVING, file=sys.stderr) as bar:
        return save(found.rows, message, desk, bar.update)


def _tell(found: Plan, saved: Saved, desk: Desk, *, json_: bool) -> None:
    count = sum(row.good and bool(saved.number) for row in saved.rows)
    if json_:
        for row in saved.rows:
            click.echo(json.dumps(row_for_scripts(row, desk), ensure_ascii=False))
        click.echo(json.dumps({"totals": found.totals, "saved": count}))
        click.echo(json.dumps(beside_for_scripts(found, saved.number), ensure_ascii=False), err=True)
        return
    for line in _columns([column for chosen in found.choice.read for column in chosen.columns]):
        click.echo(line)
    for name, why in found.choice.others:
        click.echo(messages.other_sheet(name=name, why=why))
    for omitted in found.left_out:
        click.echo(_left_out(omitted.sheet, omitted.number, omitted.left_out))
    for row in saved.rows:
        _tell_row(row)
    if found.unknown:
        click.echo(messages.unknown_owners(names=found.unknown))
    click.echo(_totals(found.totals, count))
    if saved.number:
        click.echo(messages.undo(number=saved.number))


def _tell_row(row: ImportRow) -> None:
    where = f"{row.sheet}, row {row.number}" if row.sheet else f"Row {row.number}"
    if row.problems:
        click.echo(_row(where, row.result, row.problems))
    elif row.changes:
        click.echo(_changed(where, row.record, row.changes))


def _no_columns(fields: Sequence[str], others: Sequence[tuple[str, str]]) -> str:
    """No table of contracts is in the file."""
    why = "".join(f" {name}: {why}." for name, why in others if name)
    return messages.no_column_has_the_name_of(why=why, fields=", ".join(fields))


def _columns(found: Sequence[Column]) -> Iterator[str]:
    """Which field each column holds."""
    for one in found:
        if one.field:
            yield f"Column {one.letter}, {one.heading or 'without a heading'}: {one.field}"
    unread = [one.heading for one in found if not one.field]
    if unread:
        yield messages.not_read(unread=", ".join(unread))


def _left_out(sheet: str, number: int, why: str) -> str:
    """A row that is left out."""
    where = f"{sheet}, row {number}" if sheet else f"row {number}"
    return messages.left_out_(where=where, why=why)


def _row(where: str, result: str, problems: Sequence[str]) -> str:
    """What is wrong in one row."""
    return f"{where}, {RESULTS[result]}: {' '.join(problems)}"


def _changed(where: str, record: str, changes: Sequence[Change]) -> str:
    """What a row corrects."""
    listed = "; ".join(f"{label}: {old or 'empty'} → {new or 'empty'}" for label, old, new in changes)
    return f"{where}, corrects {record}: {listed}"


def _totals(found: Mapping[str, int], saved: int) -> str:
    """How many rows had each result, and how many were saved."""
    listed = "; ".join(f"{found[result]} {says}" for result, says in RESULTS.items() if found.get(result))
    return messages.rows_saved(number=sum(found.values()), listed=listed or "none", saved=saved)
