"""The command that checks the history and every record."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import click

from bot.cli.records import words
from bot.cli.records.district_store import district_option, open_district
from handlers.export.words import head as head_text
from storage.events.audit import Broken, Head, verify
from storage.events.change import EMPTY_TALLY, Tally
from storage.events.replay import compare
from storage.port import DamagedError
from storage.records import Event
from storage.serialize import Tables, record

_HEAD = re.compile(r"([1-9]\d*):([0-9a-f]{64})", re.IGNORECASE)


@click.group()
def audit() -> None:
    """Check that nobody changed the history or the records."""


def _heads(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> list[Head]:  # noqa: ARG001
    found = [_HEAD.fullmatch(one.strip()) for one in given]
    if None in found:
        raise click.BadParameter(words.BAD_HEAD)
    return [Head(int(one[1]), one[2].lower()) for one in found if one]


@audit.command("verify")
@click.option("--head", "heads", metavar="NUMBER:HASH", multiple=True, callback=_heads, help=words.HELP_HEAD)
@district_option
def verify_(heads: list[Head], district: str | None) -> None:
    """Find a changed, removed or added event or record; exit 1 and say which."""
    try:
        with open_district(district) as records:
            tables = records.store.dump()  # all as of one moment: a bot may be running
    except DamagedError as damaged:
        click.echo(damaged)
        _report_damage(damaged, heads)
        sys.exit(1)
    events = sorted((record(Event, row) for row in tables.get(Event.__name__, {}).values()), key=lambda one: one.number)
    if broken := _first_broken(events, tables, heads):
        click.echo(words.broken(broken.number, broken.why))
        sys.exit(1)
    click.echo(words.holds(len(events), head_text(len(events), events[-1].hash) if events else ""))
    compared = compare(tables)
    click.echo(words.compared(compared))
    if compared.differences:
        sys.exit(1)


def _first_broken(events: Sequence[Event], tables: Tables, heads: Sequence[Head]) -> Broken | None:
    """The first link that does not hold, by itself, by the published heads, or by what the store counted."""
    row = tables.get(Tally.__name__, {}).get(EMPTY_TALLY.id)
    own = record(Tally, row) if row else EMPTY_TALLY
    found = [broken for head in (None, *heads) if (broken := verify(events, [head] if head else []))]
    if not found and (cut := verify(events, [Head(own.number, own.hash)] if own.number else [])):
        found = [Broken(cut.number, words.cut_off(own.number))]
    return min(found, key=lambda broken: broken.number, default=None)


def _report_damage(damaged: DamagedError, heads: Sequence[Head]) -> None:
    from storage.backup.salvage import damaged_chain  # noqa: PLC0415 - rarely needed

    if chain := damaged_chain(damaged.path, heads):
        broken = chain.broken or Broken(0, "")
        click.echo(words.damaged(chain.events, broken.number, broken.why))
