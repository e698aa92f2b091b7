"""The ``dpa`` program: its group of commands and exit codes, and the commands that answer, count and start the bot."""

import errno
import getpass
import json
import logging
import os
import shlex
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot import compose, models
from bot.cli import check_words, words
from bot.cli.batch import emit, run_batch
from bot.cli.check import new_key
from bot.cli.connect import connect
from bot.cli.conversation import chat as converse
from bot.cli.conversation import show, talk
from bot.cli.law import law, show_versions
from bot.cli.manifests.slack import manifest
from bot.cli.publish import publish
from bot.cli.records.commands import RECORD_COMMANDS
from bot.cli.review import review
from bot.mcp import words as mcp_words
from bot.settings import read_settings
from handlers.commands import COMMANDS
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Text
from handlers.law import layout as answers
from handlers.law.answer import answer
from handlers.law.dates import due
from handlers.people.page_people import page_id
from handlers.programs.readers import check_token
from handlers.understanding.days.dates import read_day, read_moment
from knowledge.complaint import BadLaw
from storage.port import StoreError


@click.command(help=mcp_words.HELP_MCP)
@click.option("--token", envvar="DPA_MCP_TOKEN", default="", metavar="TOKEN", help=mcp_words.HELP_ACTS_FOR)
def mcp(token: str) -> None:
    """Serve the tools to another assistant over standard input and output, until that closes."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - only needed here

    settings = read_settings()
    store = compose.open_store(settings)
    if token:
        check_token(token, store, datetime.now(settings.zone))
    from bot.mcp.server import serve  # noqa: PLC0415 - a good second that no other command needs

    make = compose.desk_maker(settings, store)
    with threadpool_limits(1, user_api="blas"):  # a question is short, so more threads would mostly wait for each other
        serve(make, token)


@click.command(help=words.HELP_OPENAPI)
def openapi() -> None:
    """The same document as at ``/api/openapi.json``."""
    from bot.web.api import document  # noqa: PLC0415 - a web server that no other command needs

    click.echo(json.dumps(document(), indent=2, ensure_ascii=False))


@click.command("mail-test")
@click.argument("address")
def mail_test(address: str) -> None:
    """Send a test message to ADDRESS through the mail server of the settings."""
    from bot.mail import words as mail_words  # noqa: PLC0415 - no other command sends e-mail
    from bot.mail.server import MailFailed, letter, mail_server  # noqa: PLC0415
    from handlers.reminders.channels import Unreachable  # noqa: PLC0415

    server = mail_server(read_settings())
    if server is None:
        raise click.UsageError(mail_words.NOT_SET_UP)
    if not page_id(address):
        raise click.UsageError(mail_words.no_address(text=address))
    reply = Reply(title=mail_words.TEST_SUBJECT, parts=(Text(mail_words.TEST),))
    try:
        server.send(letter(reply, address, server.address, post=f"test {address}"))
    except (MailFailed, Unreachable) as problem:
        click.echo(problem, err=True)
        sys.exit(1)
    click.echo(mail_words.tested(address=address))


DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BUGS = logging.StreamHandler()
_BUGS.setLevel(logging.ERROR)
"""Prints logged errors where no log is set up. Only errors: what the records refuse is in the reply."""
SIMILAR = 0.5
"""From this similarity on, the nearest command is offered for a misspelled one."""


GROUPS: dict[str, tuple[str, ...]] = {
    words.FIRST_STEPS: ("run", "chat", "setup", "grant", "revoke", "roles", "import", "connect", "help"),
    words.ASKING: ("ask", "define", "rule", "due", "operator", "app", "review", "answers", "training", "drill"),
    words.RECORDS: (),
    words.LAW_FILES: ("law", "check", "learn"),
    words.SERVERS: (
        *("backup", "restore", "migrate", "audit", "new-key", "mail-test", "manifest"),
        *("mcp", "openapi", "talk", "token"),
    ),
}
"""The headings of ``dpa --help`` and their commands; all that no other group has are of the records."""


class GroupedCommands(click.Group):
    """The commands by what they are for; it offers the nearest one for a misspelled one."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each group under its heading, each command with what it does."""
        grouped = {name for names in GROUPS.values() for name in names}
        for heading, names in GROUPS.items():
            found = [self.commands[name] for name in names or sorted({*self.list_commands(ctx)} - grouped)]
            with formatter.section(heading):
                formatter.write_dl([(one.name or "", one.get_short_help_str(limit=sys.maxsize)) for one in found])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and self.get_command(ctx, args[0]) is None:
            match = process.extractOne(
                args[0], self.list_commands(ctx), scorer=DamerauLevenshtein.normalized_similarity
            )
            nearest = match[0] if match and match[1] >= SIMILAR else ""
            raise click.UsageError(words.no_command(args[0], nearest), ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=GroupedCommands,
    commands=(*RECORD_COMMANDS, connect, law, mail_test, manifest, mcp, new_key, openapi, publish, review, talk),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=show_versions, help=words.HELP_VERSION
)
def cli() -> None:
    """Connecticut's Student Data Privacy Act: ask, define, count days, check the law files."""


def main() -> None:
    """Run a command. Exit 0: fine; 1: a check found something; 2: the call was wrong."""
    logging.lastResort = _BUGS
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as problem:
        click.echo(problem.format_message(), err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except Sorry as sorry:
        click.echo(str(sorry), err=True)
        sys.exit(2)
    except StoreError as trouble:
        click.echo(trouble.whole, err=True)
        sys.exit(2)
    except BadLaw as bad:
        click.echo(words.bad_law(problems=str(bad)), err=True)
        sys.exit(1)
    except BrokenPipeError:
        _write_no_more()
        sys.exit(1)
    except OSError as problem:
        if problem.errno not in DISK_FULL:
            raise
        _write_no_more()
        click.echo(words.disk_full(problem.filename or ""), err=True)
        sys.exit(2)


def _write_no_more() -> None:
    """Send further output to /dev/null; otherwise the interpreter fails again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


as_of = click.option("--as-of", "day", metavar="DATE", help=words.HELP_AS_OF)
as_json = click.option("--json", "json_", is_flag=True, help=words.HELP_JSON)
as_jsonl = click.option("--jsonl", is_flag=True, help=words.HELP_JSONL)


def open_desk() -> Desk:
    """A desk without records, at this moment."""
    return compose.desk_maker(read_settings())()


@cli.command()
@click.argument("question", nargs=-1)
@as_json
@as_jsonl
@as_of
def ask(question: tuple[str, ...], json_: bool, jsonl: bool, day: str | None) -> None:
    """Answer a question; with --jsonl, many from standard input."""
    desk = open_desk()
    if jsonl:
        run_batch(lambda call: ask_line(call, desk))
        return
    if not question:
        raise click.UsageError(words.WRITE_QUESTION)
    message = Message(" ".join(question), read_day(day) if day else None)
    if json_:
        emit(answers.as_json(answer(message, desk), desk))
    else:
        click.echo(show_once(answers.reply(answer(message, desk), desk)))


def ask_line(call: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """One line of ``dpa ask --jsonl``. Raises Sorry on a line that asks nothing."""
    if not isinstance(call.get("q"), str):
        raise Sorry(words.NO_QUESTION)
    when = read_day(str(call["as_of"])) if call.get("as_of") else None
    return answers.as_json(answer(Message(call["q"], when), desk), desk)


@cli.command()
@click.argument("word", nargs=-1, required=True)
@as_of
def define(word: tuple[str, ...], day: str | None) -> None:
    """Say what a word of the law means."""
    say(f"define {' '.join(word)}", day)


@cli.command()
@click.argument("cite", nargs=-1, required=True)
@as_of
def rule(cite: tuple[str, ...], day: str | None) -> None:
    """Show a passage of the law, for example cc(b)(3)."""
    say(f"rule {' '.join(cite)}", day)


@cli.command(hidden=True)
@click.argument("name")
def topic(name: str) -> None:
    """Answer from one topic, as offered beside a question that was not understood."""
    say(f"topic {name}")


def say(text: str, day: str | None = None) -> None:
    """Type a message to the bot and show the reply; exit 2 when it could not be understood."""
    settings = read_settings()
    make = compose.desk_maker(settings, compose.open_store(settings), compose.vault_of(settings))
    who = getpass.getuser()
    reply = compose.responder(make)(Message(text, read_day(day) if day else None, who=who, surface="command line"))
    click.echo(show_once(reply, errors_above=True), err=reply.incomplete)
    if reply.incomplete:
        sys.exit(2)


_TYPED = {"ask", "define", "rule", "topic", "due"}
"""The commands that take after ``dpa`` what they take in a conversation; those on records come to it below."""


def show_once(reply: Reply, *, errors_above: bool = False) -> str:
    """The reply where nobody can choose by a number: beside each choice what to type for it."""
    choices = {one.label: one.say.partition(" ") for one in reply.every_choice}
    typed = [
        f"  {label}: dpa {name} {shlex.quote(rest) if rest else ''}".rstrip()
        for label, (name, _, rest) in choices.items()
        if name in _TYPED and "\n" not in rest
    ]
    return "\n".join([show(reply, errors_above=errors_above, numbered=False), *(["", *typed] if typed else [])])


def _on_records(name: str, help: str) -> None:
    _TYPED.add(name)

    @cli.command(name, help=help[:1].upper() + help[1:] + ".")
    @click.argument("said", nargs=-1, metavar="[WORDS]...")
    def typed(said: tuple[str, ...]) -> None:
        say(" ".join((name, *said)))


for _command in COMMANDS.values():
    if _command.listed and _command.name not in {*cli.commands, "due"}:
        _on_records(_command.name, _command.help)


@cli.command("due")
@click.argument("event", required=False)
@click.argument("when", required=False)
@as_json
@as_jsonl
def due_(event: str | None, when: str | None, json_: bool, jsonl: bool) -> None:
    """Give the safe and the last date after an event."""
    desk = open_desk()
    if jsonl:
        run_batch(lambda call: due_line(call, desk))
        return
    if not event or not when:
        raise click.UsageError(words.WRITE_EVENT)
    if json_:
        emit(due.due(due.read_event(event), read_moment(when), desk).as_json())
    else:
        click.echo(show_once(due.reply(f"{event} {when}", Message(""), desk)))


def due_line(call: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """One line of ``dpa due --jsonl``. Raises Sorry on a line without event or date."""
    if not isinstance(call.get("event"), str) or not isinstance(call.get("at"), str):
        raise Sorry(words.NO_EVENT)
    return due.due(due.read_event(call["event"]), read_moment(call["at"]), desk).as_json()


@cli.command()
def chat() -> None:
    """Talk in the terminal."""
    settings = read_settings()
    make = compose.desk_maker(settings, compose.open_store(settings), compose.vault_of(settings))
    converse(compose.responder(make), input, click.echo, getpass.getuser())


@cli.command(help=check_words.HELP_CHECK)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def check(folder: Path | None, json_: bool) -> None:
    """Exit 1 where something is to be corrected; with FOLDER, only the law files in it are read."""
    from bot.cli.check import complaints, differing, law_complaints, law_folder  # noqa: PLC0415 - only needed here

    copy = law_folder()
    problems = law_complaints(folder) if folder else complaints(knowledge=copy)
    for complaint in problems:
        if json_:
            emit(asdict(complaint))
        else:
            click.echo(complaint)
    if (differing_files := differing(folder or copy)) is not None and not json_:
        click.echo(check_words.summary(differing_files))
    if problems:
        click.echo(check_words.to_fix(number=len(problems)), err=True)
        sys.exit(1)
    if not json_:
        click.echo(check_words.IN_ORDER)


@cli.command()
def run() -> None:
    """Start the bot."""
    compose.run()


@cli.command()
def learn() -> None:
    """Learn the phrasings now, so that the first start is quick."""
    models.load_finder(compose.sources(read_settings()))
