"""Asks the questions of ``dpa connect``, at a terminal or of a script."""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import click

from bot.chat.caches import TokenCheck
from bot.cli import words
from bot.settings import Settings, check_settings, read_settings
from bot.settings.chats import GUID
from bot.settings.file import read_file, read_line, settings_file, written
from bot.slack.connect.check import SlackCheck
from bot.teams.connector.tokens import Account, check_account
from handlers.dialogue.command_spec import Sorry
from storage.atomic_files import make_folder, write_whole

Answers = Mapping[str, str]
"""The settings as the file will have them, by name."""


@dataclass(frozen=True, slots=True)
class SettingPrompt:
    """One value: its setting, and what people read; ``needed`` says whether it is, by the answers before."""

    name: str
    asks: str
    secret: bool = False
    needed: bool = True
    when: Callable[[Answers], bool] = lambda _: True
    named: Callable[[str], str] | None = None
    """The setting by what was pasted, where either of two will do; the other one goes."""
    instead_of: tuple[str, ...] = ()
    completed: Callable[[str, str], str] = lambda said, _: said
    """The value in its stored spelling, from what was typed and what stood there before."""

    def read(self, said: str, kept: Answers) -> dict[str, str]:
        """The settings with the answer; empty keeps what is there. Raises Sorry where it cannot be right."""
        said = self._bare(said)
        if not said:
            if self.needed and not self.has(kept):
                raise Sorry(words.NEEDED)
            return dict(kept)
        name = self.named(said) if self.named else self.name
        value = self.completed(said, kept.get(name, ""))
        problems = check_settings({name: value})
        if isinstance(problems, dict) and name in problems:
            raise Sorry(words.wrong(name, problems[name]))
        return {**{id: text for id, text in kept.items() if id not in self.instead_of}, name: value}

    def has(self, kept: Answers) -> bool:
        """Whether there is a value already."""
        return any(kept.get(name) for name in (self.name, *self.instead_of))

    def _bare(self, said: str) -> str:
        """What was pasted, without the name of its setting before it, as it stands in a file."""
        line = read_line(said)
        return line[1] if line and line[0] in {self.name, *self.instead_of} else said.strip()


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """Questions that are checked together; ``check`` gives None where there is nothing to ask the chat."""

    questions: tuple[SettingPrompt, ...]
    check: Callable[[Answers], TokenCheck | None] = lambda _: None


BOT, APP, SIGNING = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
ADMINS, URL = "DPA_ADMINS", "DPA_URL"


def slack_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The steps; ``settings`` say where Slack is."""
    slack = SlackCheck(settings.slack_api_url)
    return (
        PromptGroup((SettingPrompt(BOT, words.FOR_BOT, secret=True),), lambda kept: slack.bot_token(kept[BOT])),
        PromptGroup(
            (SettingPrompt(APP, words.APP_OR_SIGNING, secret=True, named=_app_or_signing, instead_of=(APP, SIGNING)),),
            lambda kept: slack.app_token(kept[APP], kept[BOT]) if kept.get(APP) else None,
        ),
        PromptGroup((SettingPrompt(URL, words.URL_OF_SLACK, needed=False, when=lambda kept: bool(kept.get(SIGNING))),)),
        PromptGroup(
            (SettingPrompt(ADMINS, words.MEMBER, needed=False, completed=_member),), lambda kept: _admin(slack, kept)
        ),
    )


def _app_or_signing(said: str) -> str:
    return APP if said.startswith("xapp-") else SIGNING


def _member(said: str, before: str) -> str:
    """An ID as Slack shows it gets the chat's name before it; administrators in another chat stay."""
    id = f"slack:{said.upper()}" if re.fullmatch(r"[UW][A-Z0-9]+", said, re.ASCII | re.IGNORECASE) else said
    others = [one.strip() for one in before.split(",") if one.strip() and not one.strip().startswith("slack:")]
    return ",".join([*others, id])


def _admin(slack: SlackCheck, kept: Answers) -> TokenCheck | None:
    """Whether Slack knows them; the last one typed is asked for."""
    found = [one.strip() for one in kept.get(ADMINS, "").split(",") if one.strip().startswith("slack:")]
    return slack.member(found[-1].removeprefix("slack:"), kept[BOT]) if found else None


YES = frozenset({"y", "yes"})


@dataclass(frozen=True, slots=True)
class Terminal:
    """Somebody at a terminal: secrets are not shown, and what is wrong is asked once more."""

    say: Callable[[str], None]
    patient = True

    def ask(self, prompt: str, *, secret: bool) -> str:
        """What was typed. Raises EOFError and KeyboardInterrupt where they leave."""
        return getpass.getpass(prompt) if secret else input(prompt)

    def confirmed(self, question: str) -> bool:
        """Whether they say yes; no is what Enter means."""
        return input(question).strip().lower() in YES


@dataclass(frozen=True, slots=True)
class Script:
    """A script that gives one answer a line on standard input; an empty line, or none, keeps what is there."""

    say: Callable[[str], None]
    patient = False

    def ask(self, prompt: str, *, secret: bool) -> str:  # noqa: ARG002 - a script reads no prompts
        """The next line."""
        return sys.stdin.readline().strip()

    def confirmed(self, question: str) -> bool:  # noqa: ARG002 - a script says so beforehand
        """Never: a script says --no-check."""
        return False


Asker = Terminal | Script


def take(step: PromptGroup, kept: Answers, asker: Asker, *, online: bool) -> dict[str, str]:
    """The settings after a step. Raises Sorry where a script gave something wrong, or the chat could not be asked."""
    while True:
        found = dict(kept)
        for question in step.questions:
            if question.when(found):
                found = _answered(question, found, asker)
        checked = step.check(found) if online else None
        if checked is None or _passes(checked, asker):
            return found
        kept = found


def _answered(question: SettingPrompt, kept: Answers, asker: Asker) -> dict[str, str]:
    prompt = words.prompt(question.asks, kept=question.has(kept), needed=question.needed)
    while True:
        try:
            return question.read(asker.ask(prompt, secret=question.secret), kept)
        except Sorry as sorry:
            if not asker.patient:
                raise
            asker.say(str(sorry))


def _passes(checked: TokenCheck, asker: Asker) -> bool:
    """Whether it may be saved. Raises Sorry where it may not, and nobody can be asked once more."""
    if checked.outcome == "taken":
        asker.say(checked.says)
        return True
    if checked.outcome == "refused":
        if not asker.patient:
            raise Sorry(checked.says)
        asker.say(checked.says)
        return False
    if asker.confirmed(words.save_unchecked(checked.says)):
        return True
    raise Sorry(words.not_saved(checked.says))


no_check = click.option("--no-check", is_flag=True, help=words.HELP_NO_CHECK)


@click.group(help=words.HELP_CONNECT)
def connect() -> None:
    """Paste tokens, each is checked at once, and written to the settings file."""


@connect.command(help=words.HELP_SLACK)
@no_check
def slack(*, no_check: bool) -> None:
    """Ask for what Slack issued."""
    _connect(slack_steps, {}, words.SLACK_BEGINS, words.SLACK_NEXT, online=not no_check)


@connect.command(help=words.HELP_TEAMS)
@no_check
def teams(*, no_check: bool) -> None:
    """Ask for what Azure issued."""
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


TEAMS_APP, TENANT, SECRET, TYPE = "MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "MicrosoftAppType"
TEAMS_ADMINS, TEAMS_URL, PUBLISHER = "DPA_ADMINS", "DPA_URL", "DPA_PUBLISHER"
ONE_TENANT = "SingleTenant"


def teams_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The steps; ``settings`` say where Microsoft is."""

    def check(kept: Answers) -> TokenCheck:
        tenant = kept[TENANT] if kept.get(TYPE, ONE_TENANT) == ONE_TENANT else ""
        account = Account(kept[TEAMS_APP].lower(), kept[SECRET], tenant.lower())
        return check_account(replace(account, login=settings.login))

    return (
        PromptGroup(
            (
                SettingPrompt(TEAMS_APP, words.APP_ID),
                SettingPrompt(TENANT, words.TENANT_ID),
                SettingPrompt(SECRET, words.SECRET_VALUE, secret=True),
            ),
            check,
        ),
        PromptGroup((SettingPrompt(TEAMS_URL, words.URL_OF_TEAMS),)),
        PromptGroup((SettingPrompt(TEAMS_ADMINS, words.OBJECT_ID, needed=False, completed=_person),)),
        PromptGroup((SettingPrompt(PUBLISHER, words.PUBLISHER, needed=False),)),
    )


def _person(said: str, before: str) -> str:
    """An object ID gets the chat's name before it; administrators in another chat stay."""
    id = f"teams:{said.lower()}" if re.fullmatch(GUID, said, re.ASCII | re.IGNORECASE) else said
    others = [one.strip() for one in before.split(",") if one.strip() and not one.strip().startswith("teams:")]
    return ",".join([*others, id])
