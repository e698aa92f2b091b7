"""Commands on records: ``addendum``, ``packet``, ``audit``, ``backup``, ``restore``, ``migrate``, ``export``."""

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import click

from bot import compose
from bot.cli import check_words
from bot.cli.records.district_store import DistrictStore, district_option, open_district
from bot.cli.records.import_command import import_
from bot.settings.addresses import database_address
from handlers.board.link import NAMED_VISIT_LASTS
from handlers.deadlines.steps import next_posting_time
from handlers.dialogue.command_spec import Sorry
from handlers.export.words import head as head_text
from handlers.packet.figures import ReportPeriod, school_year
from handlers.programs.readers import LASTS
from handlers.reminders.personal_notices import SEEN_BY
from handlers.setup.granting import INVITATION_LASTS
from handlers.understanding.days.dates import read_day
from storage.backup import back_up, note_backup
from storage.backup import restore as restore_backup
from storage.events.audit import START, Broken, Head, compare, verify
from storage.events.change import EMPTY_TALLY, Tally
from storage.inspecting import Flaw, Limits, file_flaws, inspect
from storage.port import DamagedError, Store, StoreError
from storage.records import Event, Setup, StoredFile
from storage.serialize import Row, Tables, moment, record, table_of
from storage.transient import AccessToken
from storage.vault.vault import unopened


@click.command()
@click.argument("id")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@district_option
def addendum(id: str, file: Path, district: str | None) -> None:
    """Write clauses for what contract ID lacks to FILE, a .docx, for your counsel's review."""
    from handlers.review.report import addendum_file  # noqa: PLC0415 - only needed here

    if file.suffix.lower() != ".docx":
        raise Sorry(check_words.NOT_WORD)
    with open_district(district) as records:
        made = addendum_file(id, compose.desk_maker(records.settings, records.store)())
        records.write(file, made.content)
    click.echo(check_words.addendum_written(path=file))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "since", metavar="DATE", help=check_words.HELP_SINCE)
@click.option("--to", "until", metavar="DATE", help=check_words.HELP_UNTIL)
@district_option
def packet(file: Path, since: str | None, until: str | None, district: str | None) -> None:
    """Write a period's figures to FILE: for the board of education (.pdf, .docx) or as a table (.csv, .xlsx, .json)."""
    from handlers.packet.packet import packet_file  # noqa: PLC0415 - only needed here

    with open_district(district) as records:
        desk = compose.desk_maker(records.settings, records.store)()
        last = _day(until, desk.today)
        period = ReportPeriod(_day(since, school_year(last).since), last)
        made = packet_file(file.suffix, period, desk)
        records.write(file, made.content)
    click.echo(check_words.packet_written(path=file))


def _day(said: str | None, default: date) -> date:
    return read_day(said) if said else default


_HEAD = re.compile(r"([1-9]\d*):([0-9a-f]{64})", re.IGNORECASE)


@click.group()
def audit() -> None:
    """Check that nobody changed the history or the records."""


def _heads(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> list[Head]:  # noqa: ARG001
    matches = [_HEAD.fullmatch(one.strip()) for one in given]
    if None in matches:
        raise click.BadParameter(check_words.BAD_HEAD)
    return [Head(int(one[1]), one[2].lower()) for one in matches if one]


@audit.command("verify")
@click.option("--head", "heads", metavar="NUMBER:HASH", multiple=True, callback=_heads, help=check_words.HELP_HEAD)
@district_option
def verify_(heads: list[Head], district: str | None) -> None:
    """Find what was changed, removed or added: events, records, and what is kept beside; exit 1 and say which."""
    try:
        with open_district(district) as records:
            tables = records.store.dump()  # all as of one moment: a bot may be running
            flaws = inspect(records.store, tables, _limits(records, tables))
            secrets, tokens = _unopened(records), _valid_tokens(records)
    except DamagedError as damaged:
        click.echo(damaged)
        _report_damage(damaged, heads)
        sys.exit(1)
    is_sound = _tell_history(tables, heads)
    if flaws or secrets:
        click.echo(check_words.inspected(flaws, secrets))
    else:
        click.echo(check_words.kept_files(len(tables.get(StoredFile.__name__, {}))))
    if tokens:
        click.echo(check_words.signed_in(tokens))
    if flaws or secrets or not is_sound:
        sys.exit(1)


def _tell_history(tables: Tables, heads: Sequence[Head]) -> bool:
    """Print whether the chain is valid and the records agree with it; returns whether both do."""
    try:
        events = [record(Event, row) for row in tables.get(Event.__name__, {}).values()]
    except (TypeError, ValueError, AttributeError):
        click.echo(check_words.CHAIN_UNREADABLE)
        return False
    events.sort(key=lambda one: one.number)
    if broken := _first_broken(events, tables, heads):
        click.echo(check_words.broken(number=broken.number, why=broken.why))
        return False
    click.echo(check_words.holds(len(events), head_text(len(events), events[-1].hash) if events else ""))
    compared = compare(tables)
    click.echo(check_words.compared(compared))
    return not compared.differences


def _limits(records: DistrictStore, tables: Tables) -> Limits:
    """The latest times that claims, slots and tokens may have by now.

    A drill's clock may be ahead of ours, so the time of the last event counts where it is later.
    """
    times = [str(row.get("when")) for row in tables.get(Event.__name__, {}).values()]
    setup = Setup()
    with suppress(TypeError, ValueError, AttributeError):
        setup = records.store.setup()
    now = compose.district_clock(records.settings)()
    with suppress(ValueError):
        now = max(now, datetime.fromisoformat(max(times, default=now.isoformat())).astimezone(now.tzinfo))
    later = now + timedelta(days=2)
    lifetimes: dict[str, timedelta] = {"link": INVITATION_LASTS, "visit": NAMED_VISIT_LASTS, "notice": SEEN_BY}
    return Limits(
        next_posting_time(later, setup),
        later,
        {kind: later + lifetime for kind, lifetime in [*lifetimes.items(), *LASTS.items()]},
    )


def _valid_tokens(records: DistrictStore) -> list[Row]:
    """The tokens that let somebody in now: of links, visits, programs and calendars."""
    rows = records.store.beside().rows.get(table_of(AccessToken), {}).values()
    now = moment(datetime.now(UTC))
    return [row for row in rows if row.get("kind") != "notice" and str(row.get("until")) > now]


def _unopened(records: DistrictStore) -> list[str]:
    settings = records.settings
    key_sources = (settings.database_url, settings.secret_key)
    return unopened(settings.data, *(one.get_secret_value() if one else "" for one in key_sources))


def _first_broken(events: Sequence[Event], tables: Tables, heads: Sequence[Head]) -> Broken | None:
    """The first broken link: by the chain itself, by the published heads, or by the store's own count."""
    row = tables.get(Tally.__name__, {}).get(EMPTY_TALLY.id)
    tally = record(Tally, row) if row else EMPTY_TALLY
    breaks = [broken for head in (None, *heads) if (broken := verify(events, [head] if head else []))]
    end = Head(events[-1].number, events[-1].hash) if events else START
    if not breaks and end != (counted := Head(tally.number, tally.hash)):
        at_count = verify(events, [counted] if tally.number else [])
        breaks = [Broken(at_count.number if at_count else tally.number + 1, check_words.cut_off(tally.number))]
    return min(breaks, key=lambda broken: broken.number, default=None)


def _report_damage(damaged: DamagedError, heads: Sequence[Head]) -> None:
    from storage.backup import damaged_chain  # noqa: PLC0415 - rarely needed

    if chain := damaged_chain(damaged.path, heads):
        broken = chain.broken or Broken(0, "")
        click.echo(check_words.damaged(chain.events, broken.number, broken.why))


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
        click.echo(check_words.backed_up(records.district, made.rows, records.head, file))
        _tell_lacking(made.lacks, check_words.BACKUP_LACKS)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--even-if-lost", is_flag=True, help=check_words.HELP_EVEN)
@district_option
def restore(file: Path, even_if_lost: bool, district: str | None) -> None:
    """Replace a district's records, damaged or not, with a backup; an hourly copy works too."""
    from storage.backup import backup_from_copy  # noqa: PLC0415 - only needed here

    with (
        open_district(district, to_restore=True) as records,
        TemporaryDirectory(prefix="dpa-restore-") as folder,
    ):
        path = Path(folder) / "backup"
        if not backup_from_copy(file, records.store, records.district, path):
            path = file
        replaced = records.folder and (records.folder / "district.json").exists()
        done = restore_backup(records.store, records.district, path, even_if_lost=even_if_lost)
        click.echo(check_words.restored(records.district, sum(map(len, done.tables.values())), records.head, file))
        if records.folder and replaced:
            click.echo(check_words.old_kept(folder=records.folder / "backups"))
        _tell_lacking(file_flaws(records.store, done.tables), check_words.RESTORED_LACKS)


def _tell_lacking(lacks: Sequence[Flaw], what: str) -> None:
    """Print which kept files are gone or damaged, if any, and exit with 1; the work itself was done without them."""
    if lacks:
        click.echo(check_words.lacking(lacks, what), err=True)
        sys.exit(1)


class ProgressStore:
    """A store that advances a progress bar for each file that is read from it."""

    def __init__(self, store: Store, bar: Any) -> None:
        self._store, self._bar = store, bar

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def file_content(self, sha256: str) -> bytes | None:
        """The bytes. It is called twice for each file, which is copied and then compared."""
        self._bar.update(1)
        return self._store.file_content(sha256)


def _address(context: click.Context, option: click.Parameter, given: str) -> str:  # noqa: ARG001 - click's shape
    try:
        return database_address(given.strip())
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None


@click.command()
@click.option("--to", metavar="URL", required=True, callback=_address, help=check_words.HELP_TO)
@district_option
def migrate(to: str, district: str | None) -> None:
    """Move a district's records, files and audit chain to PostgreSQL, and compare both sides; may be repeated."""
    from storage.backup import move  # noqa: PLC0415 - only needed here
    from storage.postgres.store import PostgresStores  # noqa: PLC0415 - a quarter of a second that files do not need

    with open_district(district) as records:
        if records.settings.database_url and records.settings.database_url.get_secret_value() == to:
            raise Sorry(check_words.SAME_PLACE)
        tables, target = records.store.dump(), PostgresStores(to)
        try:
            files = len(tables.get("StoredFile", {}))
            click.echo(check_words.moving(records.district, sum(map(len, tables.values())), files), err=True)
            with click.progressbar(
                length=2 * files, label=check_words.FILES_BAR, file=sys.stderr, hidden=not files
            ) as bar:
                done = move(cast("Store", ProgressStore(records.store, bar)), target.open(records.district))
        finally:
            target.close()
        click.echo(check_words.moved(done.records, done.events, done.files, records.head))
        if done.broken:
            click.echo(check_words.broken(number=done.broken.number, why=done.broken.why))
            sys.exit(1)
        click.echo(check_words.MOVE_ON)
        _tell_lacking(done.lacks, check_words.MOVED_LACKS)


@click.command()
@click.option("--format", "format_", type=click.Choice(EXPORTS), required=True, help=check_words.HELP_FORMAT)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")
@district_option
def export(format_: str, file: Path, district: str | None) -> None:
    """Export everything on record, with the audit's head, to FILE or standard output."""
    from handlers.export.export import export_file as render  # noqa: PLC0415 - only needed here

    screen = str(file) == "-"
    if screen and format_ in {"csv", "xlsx"} and sys.stdout.isatty():
        raise Sorry(check_words.NOT_ON_SCREEN)
    with open_district(district) as records:
        made = render(compose.desk_maker(records.settings, records.store)(), format_)
        if screen:
            sys.stdout.buffer.write(made.content)
            return
        records.write(file, made.content)
        click.echo(check_words.exported(made.name, file, records.head))


RECORD_COMMANDS: tuple[click.Command, ...] = (audit, backup, restore, migrate, export, import_, packet, addendum)
"""The commands that `bot.cli.commands` adds to its group."""
