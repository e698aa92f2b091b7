"""The command that writes the addendum of a contract."""

from __future__ import annotations

from pathlib import Path

import click

from bot import compose
from bot.cli.records import words
from bot.cli.records.district_store import district_option, open_district
from handlers.dialogue.errors import Sorry
from storage.atomic_files import write_whole
from storage.port import StoreError


@click.command()
@click.argument("id")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@district_option
def addendum(id: str, file: Path, district: str | None) -> None:
    """Write clauses for what contract ID lacks to FILE, a .docx, for your counsel's review."""
    from handlers.review.documents.addendum import addendum_file  # noqa: PLC0415 - only needed here

    if file.suffix.lower() != ".docx":
        raise Sorry(words.NOT_WORD)
    with open_district(district) as records:
        made = addendum_file(id, compose.desk_maker(records.settings, records.store)())
        records.check_target(file)
        try:
            write_whole(file, [made.content])
        except OSError as problem:
            raise StoreError(words.not_written(file, problem.strerror or "")) from problem
    click.echo(words.addendum_written(file))
