"""The command that checks the history and every record."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import click

from bot import compose
from bot.cli.records import words
from bot.cli.records.district_store import DistrictStore, district_option, open_district
from handlers.board.places.link import NAMED_VISIT_LASTS
from handlers.deadlines.schedule.quiet_hours import next_posting_time
from handlers.export.words import head as head_text
from handlers.programs.readers import LASTS
from handlers.reminders.notices.role_notice import SEEN_BY
from handlers.setup.inviting import INVITATION_LASTS
from storage.beside.access_tokens import AccessToken
from storage.events.audit import START, Broken, Head, verify
from storage.events.change import EMPTY_TALLY, Tally
from storage.events.replay import compare
from storage.inspecting import Limits, inspect
from storage.port import DamagedError
from storage.records import Event, Setup, StoredFile
from storage.serialize import Row, Tables, moment, record, table_of
from storage.vault.vault import unopened

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
    """Find what was changed, removed or added: events, records, and what is kept beside; exit 1 and say which."""
    try:
        with open_district(district) as records:
            tables = records.store.dump()  # all as of one moment: a bot may be running
            found = inspect(records.store, tables, _limits(records, tables))
            secrets, tokens = _unopened(records), _valid_tokens(records)
    except DamagedError as damaged:
        click.echo(damaged)
        _report_damage(damaged, heads)
        sys.exit(1)
    holds = _tell_history(tables, heads)
    if found or secrets:
        click.echo(words.inspected(found, secrets))
    else:
        click.echo(words.kept_files(len(tables.get(StoredFile.__name__, {}))))
    if tokens:
        click.echo(words.signed_in(tokens))
    if found or secrets or not holds:
        sys.exit(1)


def _tell_history(tables: Tables, heads: Sequence[Head]) -> bool:
    """Say whether the chain holds, and the records are as it tells them; whether both is so."""
    try:
        events = [record(Event, row) for row in tables.get(Event.__name__, {}).values()]
    except (TypeError, ValueError, AttributeError):
        click.echo(words.CHAIN_UNREADABLE)
        return False
    events.sort(key=lambda one: one.number)
    if broken := _first_broken(events, tables, heads):
        click.echo(words.broken(broken.number, broken.why))
        return False
    click.echo(words.holds(len(events), head_text(len(events), events[-1].hash) if events else ""))
    compared = compare(tables)
    click.echo(words.compared(compared))
    return not compared.differences


def _limits(records: DistrictStore, tables: Tables) -> Limits:
    """What may stand there by now. A clock of a drill is ahead of ours, so that the last event counts too."""
    times = [str(row.get("when")) for row in tables.get(Event.__name__, {}).values()]
    setup = Setup()
    with suppress(TypeError, ValueError, AttributeError):
        setup = records.store.setup()
    now = compose.district_clock(records.settings)()
    with suppress(ValueError):
        now = max(now, datetime.fromisoformat(max(times, default=now.isoformat())).astimezone(now.tzinfo))
    later = now + timedelta(days=2)
    lasts: dict[str, timedelta] = {"link": INVITATION_LASTS, "visit": NAMED_VISIT_LASTS, "notice": SEEN_BY}
    return Limits(
        next_posting_time(later, setup), later, {kind: later + some for kind, some in [*lasts.items(), *LASTS.items()]}
    )


def _valid_tokens(records: DistrictStore) -> list[Row]:
    """The links, visits and programs' tokens that let somebody in."""
    rows = records.store.beside().rows.get(table_of(AccessToken), {}).values()
    now = moment(datetime.now(UTC))
    return [row for row in rows if row.get("kind") != "notice" and str(row.get("until")) > now]


def _unopened(records: DistrictStore) -> list[str]:
    settings = records.settings
    given = (settings.database_url, settings.secret_key)
    return unopened(settings.data, *(one.get_secret_value() if one else "" for one in given))


def _first_broken(events: Sequence[Event], tables: Tables, heads: Sequence[Head]) -> Broken | None:
    """The first link that does not hold, by itself, by the published heads, or by what the store counted."""
    row = tables.get(Tally.__name__, {}).get(EMPTY_TALLY.id)
    own = record(Tally, row) if row else EMPTY_TALLY
    found = [broken for head in (None, *heads) if (broken := verify(events, [head] if head else []))]
    end = Head(events[-1].number, events[-1].hash) if events else START
    if not found and end != (counted := Head(own.number, own.hash)):
        cut = verify(events, [counted] if own.number else [])
        found = [Broken(cut.number if cut else own.number + 1, words.cut_off(own.number))]
    return min(found, key=lambda broken: broken.number, default=None)


def _report_damage(damaged: DamagedError, heads: Sequence[Head]) -> None:
    from storage.backup.salvage import damaged_chain  # noqa: PLC0415 - rarely needed

    if chain := damaged_chain(damaged.path, heads):
        broken = chain.broken or Broken(0, "")
        click.echo(words.damaged(chain.events, broken.number, broken.why))
