"""The command that writes the packet for the board of education."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from bot import compose
from bot.cli.records import words
from bot.cli.records.district_store import district_option, open_district
from handlers.packet.period import ReportPeriod, school_year
from handlers.understanding.days.dates import read_day
from storage.atomic_files import write_whole
from storage.port import StoreError


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "since", metavar="DATE", help=words.HELP_SINCE)
@click.option("--to", "until", metavar="DATE", help=words.HELP_UNTIL)
@district_option
def packet(file: Path, since: str | None, until: str | None, district: str | None) -> None:
    """Write a period's figures to FILE: for the board of education (.pdf, .docx) or as a table (.csv, .xlsx, .json)."""
    from handlers.packet.reply import packet_file  # noqa: PLC0415 - only needed here

    with open_district(district) as records:
        desk = compose.desk_maker(records.settings, records.store)()
        last = _day(until, desk.today)
        period = ReportPeriod(_day(since, school_year(last).since), last)
        made = packet_file(file.suffix, period, desk)
        records.check_target(file)
        try:
            write_whole(file, [made.content])
        except OSError as problem:
            raise StoreError(words.not_written(file, problem.strerror or "")) from problem
    click.echo(words.packet_written(file))


def _day(said: str | None, default: date) -> date:
    return read_day(said) if said else default
