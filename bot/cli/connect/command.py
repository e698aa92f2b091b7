"""Connect a chat by pasting what it issued: ``dpa connect slack`` and ``dpa connect teams``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from bot.cli.connect import words
from bot.cli.connect.asking import Script, Terminal, take
from bot.cli.connect.questions import PromptGroup
from bot.settings import Settings, check_settings, read_settings
from bot.settings.file import read_file, settings_file, written
from handlers.dialogue.errors import Sorry
from storage.atomic_files import make_folder, write_whole

no_check = click.option("--no-check", is_flag=True, help=words.HELP_NO_CHECK)


@click.group(help=words.HELP_CONNECT)
def connect() -> None:
    """Paste tokens, each is checked at once, and written to the settings file."""


@connect.command(help=words.HELP_SLACK)
@no_check
def slack(*, no_check: bool) -> None:
    """Ask for what Slack issued."""
    from bot.cli.connect.slack_steps import slack_steps  # noqa: PLC0415 - a library that other commands do without

    _connect(slack_steps, {}, words.SLACK_BEGINS, words.SLACK_NEXT, online=not no_check)


@connect.command(help=words.HELP_TEAMS)
@no_check
def teams(*, no_check: bool) -> None:
    """Ask for what Azure issued."""
    from bot.cli.connect.teams_steps import ONE_TENANT, TYPE, teams_steps  # noqa: PLC0415 - as above

    _connect(teams_steps, {TYPE: ONE_TENANT}, words.TEAMS_BEGINS, words.TEAMS_NEXT, online=not no_check)


def _connect(
    steps: Callable[[Settings], tuple[PromptGroup, ...]], first: dict[str, str], begins: str, ends: str, *, online: bool
) -> None:
    """Ask, check and save; nothing is saved unless all of it can work. Raises Sorry, StoreError."""
    path = settings_file()
    if path.exists() and not path.is_file():
        raise Sorry(words.no_file(path))
    kept = {**first, **read_file(path)}
    asker = Terminal(click.echo) if sys.stdin.isatty() else Script(click.echo)
    if asker.patient:
        click.echo(begins)
    try:
        for step in steps(_drill_settings()):
            kept = take(step, kept, asker, online=online)
    except (EOFError, KeyboardInterrupt):
        raise Sorry(words.LEFT) from None
    if isinstance(problems := check_settings(kept), dict):
        raise Sorry("; ".join(words.wrong(name, says) for name, says in problems.items()))
    if not path.parent.exists():
        make_folder(path.parent)
    write_whole(path, [written(kept).encode()])
    path.chmod(0o600)
    click.echo(words.saved(path))
    if over := [name for name in kept if os.environ.get(name, kept[name]) != kept[name]]:
        click.echo(words.environment_wins(over))
    click.echo(ends)


def _drill_settings() -> Settings:
    """Where the chats are; what the environment says of them alone, as the file may be wrong."""
    return read_settings({})
