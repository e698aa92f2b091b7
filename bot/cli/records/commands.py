"""The commands that look after the records: backup, restore, migrate, export; audit is beside."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import click

from bot import compose
from bot.cli.records import words
from bot.cli.records.addendum import addendum
from bot.cli.records.audit import audit
from bot.cli.records.district_store import district_option, open_district
from bot.cli.records.import_command import import_
from bot.cli.records.packet import packet
from bot.settings.addresses import database_address
from handlers.dialogue.errors import Sorry
from storage.atomic_files import write_whole
from storage.backup.backup import back_up
from storage.backup.backup import restore as restore_backup
from storage.backup.noted import note_backup
from storage.inspecting import Flaw, file_flaws
from storage.port import Store, StoreError

EXPORTS = ("json", "csv", "ics", "xlsx")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@district_option
def backup(file: Path, district: str | None) -> None:
    """Write all of a district's records to FILE, readable by the file's owner only."""
    with open_district(district) as records:
        records.check_target(file)
        now, data = datetime.now(UTC), records.settings.data
        try:
            made = back_up(records.store, records.district, file)
        except StoreError:
            note_backup(data, records.district, now, failed=True)
            raise
        note_backup(data, records.district, now, failed=False)
        click.echo(words.backed_up(records.district, made.rows, records.head, file))
        _tell_lacking(made.lacks, words.BACKUP_LACKS)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--even-if-lost", is_flag=True, help=words.HELP_EVEN)
@district_option
def restore(file: Path, even_if_lost: bool, district: str | None) -> None:
    """Replace a district's records, damaged or not, with a backup; an hourly copy works too."""
    from storage.backup.salvage import backup_from_copy  # noqa: PLC0415 - only needed here

    with (
        open_district(district, to_restore=True) as records,
        TemporaryDirectory(prefix="dpa-restore-") as folder,
    ):
        path = Path(folder) / "backup"
        if not backup_from_copy(file, records.store, records.district, path):
            path = file
        replaced = records.folder and (records.folder / "district.json").exists()
        done = restore_backup(records.store, records.district, path, even_if_lost=even_if_lost)
        click.echo(words.restored(records.district, sum(map(len, done.tables.values())), records.head, file))
        if records.folder and replaced:
            click.echo(words.old_kept(records.folder / "backups"))
        _tell_lacking(file_flaws(records.store, done.tables), words.RESTORED_LACKS)


def _tell_lacking(lacks: Sequence[Flaw], what: str) -> None:
    """Say which kept files are gone or damaged, and end with 1: what was done is done, without them."""
    if lacks:
        click.echo(words.lacking(lacks, what), err=True)
        sys.exit(1)


class ProgressStore:
    """A store that advances a progress bar for each file that is read from it."""

    def __init__(self, store: Store, bar: Any) -> None:
        self._store, self._bar = store, bar

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def file_content(self, sha256: str) -> bytes | None:
        """The bytes; twice for each file, since it is copied and then compared."""
        self._bar.update(1)
        return self._store.file_content(sha256)


def _address(context: click.Context, option: click.Parameter, given: str) -> str:  # noqa: ARG001 - click's shape
    try:
        return database_address(given.strip())
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None


@click.command()
@click.option("--to", metavar="URL", required=True, callback=_address, help=words.HELP_TO)
@district_option
def migrate(to: str, district: str | None) -> None:
    """Move a district's records, files and audit chain to PostgreSQL, and compare both sides; may be repeated."""
    from storage.backup.transfer import move  # noqa: PLC0415 - only needed here
    from storage.postgres.store import PostgresStores  # noqa: PLC0415 - a quarter of a second that files do not need

    with open_district(district) as records:
        if records.settings.database_url and records.settings.database_url.get_secret_value() == to:
            raise Sorry(words.SAME_PLACE)
        tables, target = records.store.dump(), PostgresStores(to)
        try:
            files = len(tables.get("StoredFile", {}))
            click.echo(words.moving(records.district, sum(map(len, tables.values())), files), err=True)
            with click.progressbar(length=2 * files, label=words.FILES_BAR, file=sys.stderr, hidden=not files) as bar:
                done = move(cast("Store", ProgressStore(records.store, bar)), target.open(records.district))
        finally:
            target.close()
        click.echo(words.moved(done.records, done.events, done.files, records.head))
        if done.broken:
            click.echo(words.broken(done.broken.number, done.broken.why))
            sys.exit(1)
        click.echo(words.MOVE_ON)
        _tell_lacking(done.lacks, words.MOVED_LACKS)


@click.command()
@click.option("--format", "format_", type=click.Choice(EXPORTS), required=True, help=words.HELP_FORMAT)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")
@district_option
def export(format_: str, file: Path, district: str | None) -> None:
    """Export everything on record, with the audit's head, to FILE or standard output."""
    from handlers.export.export import export_file as render  # noqa: PLC0415 - only needed here

    screen = str(file) == "-"
    if screen and format_ in {"csv", "xlsx"} and sys.stdout.isatty():
        raise Sorry(words.NOT_ON_SCREEN)
    with open_district(district) as records:
        made = render(compose.desk_maker(records.settings, records.store)(), format_)
        if screen:
            sys.stdout.buffer.write(made.content)
            return
        records.check_target(file)
        try:
            write_whole(file, [made.content])
        except OSError as problem:
            raise StoreError(words.not_written(file, problem.strerror or "")) from problem
        click.echo(words.exported(made.name, file, records.head))


RECORD_COMMANDS: tuple[click.Command, ...] = (audit, backup, restore, migrate, export, import_, packet, addendum)
"""The commands that `bot.cli.commands` adds to its group."""
