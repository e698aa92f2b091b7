"""What can one type after ``dpa``?"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import click
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot import __main__ as plug
from bot.cli import check_words as words
from bot.cli.keys import new_key
from bot.cli.record_commands import RECORDS
from bot.cli.slack_manifest import manifest
from bot.cli.terminal import chat as talk
from bot.cli.terminal import show
from bot.settings import read_settings
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.law import due
from handlers.law import layout as answers
from handlers.law.ask import answer
from handlers.understanding.dates import read_day, read_moment
from knowledge.complaint import BadLaw
from storage.port import StoreError

NEAR = 0.5
"""From this likeness on, a misspelt command is offered the nearest."""


class Nearest(click.Group):
    """Commands where a misspelt one is answered with the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and self.get_command(ctx, args[0]) is None:
            near = process.extractOne(args[0], self.list_commands(ctx), scorer=DamerauLevenshtein.normalized_similarity)
            hint = f" Did you mean '{near[0]}'?" if near and near[1] >= NEAR else ""
            raise click.UsageError(f"There is no command '{args[0][:40]}'.{hint} 'dpa --help' lists them all.", ctx)
        return super().resolve_command(ctx, args)


def version() -> str:
    """The installed version; "unknown" where the project runs without having been installed."""
    try:
        return metadata.version("dpa")
    except metadata.PackageNotFoundError:
        return "unknown"


@click.group(cls=Nearest, commands=RECORDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="dpa", message="%(prog)s %(version)s")
def cli() -> None:
    """Connecticut's Student Data Privacy Act: ask, define, count days, check the law files."""


def main() -> None:
    """Run a command. Exit 0: fine; 1: a check found something; 2: the call was wrong."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as problem:
        click.echo(problem.format_message(), err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except (Sorry, StoreError) as sorry:
        click.echo(str(sorry), err=True)
        sys.exit(2)
    except BadLaw as bad:
        click.echo(f"The law files cannot be used:\n{bad}", err=True)
        sys.exit(1)


cli.add_command(manifest)
cli.add_command(new_key)
as_of = click.option("--as-of", "day", metavar="DATE", help="Use the law as of that date, for example 2017-05-01.")
as_json = click.option("--json", "json_", is_flag=True, help="One JSON object.")
as_jsonl = click.option("--jsonl", is_flag=True, help="Read JSON lines, write JSON lines.")


def open_desk() -> Desk:
    """The desk of this moment."""
    return plug.desk(read_settings())()


@cli.command()
@click.argument("question", nargs=-1)
@as_json
@as_jsonl
@as_of
def ask(question: tuple[str, ...], json_: bool, jsonl: bool, day: str | None) -> None:
    """Answer a question; with --jsonl, many from standard input."""
    desk = open_desk()
    if jsonl:
        for line in lines():
            emit(one(line, lambda call: asked(call, desk)))
        return
    if not question:
        raise click.UsageError('Write the question: dpa ask "may the vendor sell student data?"')
    message = Message(" ".join(question), read_day(day) if day else None)
    if json_:
        emit(answers.as_json(answer(message, desk), desk))
    else:
        click.echo(show(answers.reply(answer(message, desk), desk)))


def asked(call: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """One line of ``dpa ask --jsonl``. Raises Sorry on a line that asks nothing."""
    if not isinstance(call.get("q"), str):
        raise Sorry('the line has no "q" with a question')
    when = read_day(str(call["as_of"])) if call.get("as_of") else None
    return answers.as_json(answer(Message(call["q"], when), desk), desk)


@cli.command()
@click.argument("word", nargs=-1, required=True)
@as_of
def define(word: tuple[str, ...], day: str | None) -> None:
    """What a word of the law means."""
    say(f"define {' '.join(word)}", day)


@cli.command()
@click.argument("cite", nargs=-1, required=True)
@as_of
def rule(cite: tuple[str, ...], day: str | None) -> None:
    """A passage of the law, for example cc(b)(3)."""
    say(f"rule {' '.join(cite)}", day)


def say(text: str, day: str | None = None) -> None:
    """Type a message to the bot and show the reply; exit 2 when it could not be understood."""
    settings = read_settings()
    make = plug.desk(settings, plug.drawer(settings))
    who = getpass.getuser()
    reply = plug.responder(make)(Message(text, read_day(day) if day else None, who=who, surface="command line"))
    click.echo(show(reply), err=reply.incomplete)
    if reply.incomplete:
        sys.exit(2)


def _on_records(name: str, usage: str, help: str) -> None:
    @cli.command(name, help=help[:1].upper() + help[1:] + ".", short_help=usage)
    @click.argument("words", nargs=-1)
    def typed(words: tuple[str, ...]) -> None:
        say(" ".join((name, *words)))


for _command in COMMANDS.values():
    if _command.listed and _command.name not in {"ask", "define", "rule", "due", "export"}:
        _on_records(_command.name, _command.usage, _command.help)


@cli.command("due")
@click.argument("event", required=False)
@click.argument("when", required=False)
@as_json
@as_jsonl
def due_(event: str | None, when: str | None, json_: bool, jsonl: bool) -> None:
    """The safe and the last date after an event."""
    desk = open_desk()
    if jsonl:
        for line in lines():
            emit(one(line, lambda call: counted(call, desk)))
        return
    if not event or not when:
        raise click.UsageError("Write the event and its date: dpa due contract_executed 2026-10-07")
    if json_:
        emit(due.due(due.read_event(event), read_moment(when), desk).as_json())
    else:
        click.echo(show(due.reply(f"{event} {when}", Message(""), desk)))


def counted(call: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """One line of ``dpa due --jsonl``. Raises Sorry on a line without event or date."""
    if not isinstance(call.get("event"), str) or not isinstance(call.get("at"), str):
        raise Sorry('the line needs "event" and "at"')
    return due.due(due.read_event(call["event"]), read_moment(call["at"]), desk).as_json()


def lines() -> Iterator[str]:
    """The lines of standard input that hold something; bytes that are no UTF-8 are replaced."""
    for raw in sys.stdin.buffer:
        if line := raw.decode("utf-8", errors="replace").strip():
            yield line


def one(line: str, work: Any) -> dict[str, Any]:
    """Work one line of a batch; a bad one gets an error and the batch goes on."""
    ident: Any = None
    try:
        call = json.loads(line)
        if not isinstance(call, dict):
            raise Sorry("the line is not a JSON object")
        ident = call.get("id")
        return {"id": ident, **work(call)}
    except json.JSONDecodeError as problem:
        return {"id": None, "error": f"the line is not JSON: {problem.msg} at column {problem.colno}"}
    except (Sorry, RecursionError) as sorry:
        return {"id": ident, "error": str(sorry)}


def emit(value: dict[str, Any]) -> None:
    """One JSON object a line."""
    click.echo(json.dumps(value, ensure_ascii=False))


@cli.command()
def chat() -> None:
    """Talk in the terminal."""
    settings = read_settings()
    make = plug.desk(settings, plug.drawer(settings))
    talk(plug.responder(make), input, click.echo, getpass.getuser())


@cli.command(help=words.HELP_CHECK)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def check(folder: Path | None, json_: bool) -> None:
    """Exit 1 where something is to be corrected; with FOLDER, only the law files in it are read."""
    from bot.cli.check import complaints, law_complaints  # noqa: PLC0415 - the proof-reader is only needed here

    found = law_complaints(folder) if folder else complaints()
    for complaint in found:
        if json_:
            emit(asdict(complaint))
        else:
            click.echo(complaint)
    if found:
        click.echo(words.to_mend(len(found)), err=True)
        sys.exit(1)
    if not json_:
        click.echo(words.IN_ORDER)


@cli.command()
def run() -> None:
    """Start the bot."""
    plug.main()


@cli.command()
def learn() -> None:
    """Learn the phrasings now, so that the first start is quick."""
    plug.finder()
