"""``dpa connect slack`` and ``dpa connect teams``: asks for the settings, checks them with the chat, and saves them."""

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
"""The settings so far, by name, as the settings file will have them."""


@dataclass(frozen=True, slots=True)
class SettingPrompt:
    """A question for one setting: its name and the prompt.

    ``needed``: an empty answer is refused. ``when``: whether to ask, given the answers so far.
    """

    name: str
    asks: str
    secret: bool = False
    needed: bool = True
    when: Callable[[Answers], bool] = lambda _: True
    named: Callable[[str], str] | None = None
    """For a prompt that takes either of two settings: the name of the one that was pasted."""
    instead_of: tuple[str, ...] = ()
    """The settings that a new answer replaces: of either of two, the other one is removed."""
    completed: Callable[[str, str], str] = lambda said, _: said
    """The value as it is stored, from what was typed and the value before."""

    def read(self, said: str, kept: Answers) -> dict[str, str]:
        """The settings with the answer; an empty one keeps the old value. Raises Sorry where the value is not valid."""
        said = self._bare(said)
        if not said:
            if self.needed and not self.has(kept):
                raise Sorry(words.NEEDED)
            return dict(kept)
        name = self.named(said) if self.named else self.name
        value = self.completed(said, kept.get(name, ""))
        problems = check_settings({name: value})
        if isinstance(problems, dict) and name in problems:
            raise Sorry(words.wrong(name=name, says=problems[name]))
        return {**{id: text for id, text in kept.items() if id not in self.instead_of}, name: value}

    def has(self, kept: Answers) -> bool:
        """Whether there is a value already."""
        return any(kept.get(name) for name in (self.name, *self.instead_of))

    def _bare(self, said: str) -> str:
        """What was pasted; of a whole line ``NAME=value`` the value only."""
        line = read_line(said)
        return line[1] if line and line[0] in {self.name, *self.instead_of} else said.strip()


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """Questions whose answers are checked together; ``check`` returns None where the chat need not be asked."""

    questions: tuple[SettingPrompt, ...]
    check: Callable[[Answers], TokenCheck | None] = lambda _: None


BOT, APP, SIGNING = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
ADMINS, URL = "DPA_ADMINS", "DPA_URL"


def slack_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The questions for Slack; ``settings`` has the address of its API."""
    slack = SlackCheck(settings.slack_api_url)
    return (
        PromptGroup((SettingPrompt(BOT, words.FOR_BOT, secret=True),), lambda kept: slack.bot_token(kept[BOT])),
        PromptGroup(
            (SettingPrompt(APP, words.APP_OR_SIGNING, secret=True, named=_app_or_signing, instead_of=(APP, SIGNING)),),
            lambda kept: slack.app_token(kept[APP], kept[BOT]) if kept.get(APP) else _signing(kept.get(SIGNING, "")),
        ),
        PromptGroup((SettingPrompt(URL, words.URL_OF_SLACK, needed=False, when=lambda kept: bool(kept.get(SIGNING))),)),
        PromptGroup(
            (SettingPrompt(ADMINS, words.MEMBER, needed=False, completed=_member),), lambda kept: _admin(slack, kept)
        ),
    )


def _app_or_signing(said: str) -> str:
    return APP if said.startswith("xapp-") else SIGNING


def _signing(secret: str) -> TokenCheck | None:
    """A doubt about a signing secret that is not of the shape that Slack's have; None where it is."""
    return None if re.fullmatch("[0-9a-f]{32}", secret) else TokenCheck(words.ODD_SIGNING, "doubted")


def _member(said: str, before: str) -> str:
    """Prefix a member ID with ``slack:``, and keep the administrators of other chats."""
    id = f"slack:{said.upper()}" if re.fullmatch(r"[UW][A-Z0-9]+", said, re.ASCII | re.IGNORECASE) else said
    others = [one.strip() for one in before.split(",") if one.strip() and not one.strip().startswith("slack:")]
    return ",".join([*others, id])


def _admin(slack: SlackCheck, kept: Answers) -> TokenCheck | None:
    """Check that Slack knows the last administrator typed; None where there is none."""
    members = [one.strip() for one in kept.get(ADMINS, "").split(",") if one.strip().startswith("slack:")]
    return slack.member(members[-1].removeprefix("slack:"), kept[BOT]) if members else None


YES = frozenset({"y", "yes"})


@dataclass(frozen=True, slots=True)
class Terminal:
    """A person at a terminal: secrets are hidden as they are typed, and a wrong answer is asked for again."""

    say: Callable[[str], None]
    patient = True

    def ask(self, prompt: str, *, secret: bool) -> str:
        """What was typed. Raises EOFError or KeyboardInterrupt when the person quits."""
        return getpass.getpass(prompt) if secret else input(prompt)

    def confirmed(self, question: str) -> bool:
        """Whether the person answers yes; Enter means no."""
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
    """Ask one group of questions; returns the settings with the answers.

    Raises Sorry where a script's answer is wrong, or the chat could not be reached and nobody confirms saving.
    """
    while True:
        answers = dict(kept)
        for question in step.questions:
            if question.when(answers):
                answers = _answered(question, answers, asker)
        checked = step.check(answers) if online else None
        if checked is None or _passes(checked, asker):
            return answers
        kept = answers


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
    """Whether the answers may be saved; False means that they are asked for again.

    Raises Sorry where a script's answer was refused, or where an unchecked one is not to be saved.
    """
    if checked.outcome == "taken":
        asker.say(checked.says)
        return True
    if checked.outcome == "refused":
        if not asker.patient:
            raise Sorry(checked.says)
        asker.say(checked.says)
        return False
    if asker.confirmed(words.save_unchecked(says=checked.says)):
        return True
    if checked.outcome == "doubted" and asker.patient:
        return False
    raise Sorry(words.not_saved(says=checked.says))


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
        raise Sorry(words.no_file(path=path))
    kept = {**first, **read_file(path)}
    asker = Terminal(click.echo) if sys.stdin.isatty() else Script(click.echo)
    if asker.patient:
        click.echo(begins)
    try:
        for step in steps(_drill_settings()):
            kept = take(step, kept, asker, online=online)
    except (EOFError, KeyboardInterrupt):
        click.echo(f"\n{words.LEFT}", err=True)
        raise click.Abort from None
    if isinstance(problems := check_settings(kept), dict):
        raise Sorry("; ".join(words.wrong(name=name, says=says) for name, says in problems.items()))
    if not path.parent.exists():
        make_folder(path.parent)
    write_whole(path, [written(kept).encode()])
    path.chmod(0o600)
    click.echo(words.saved(path))
    if overridden := [name for name in kept if os.environ.get(name, kept[name]) != kept[name]]:
        click.echo(words.environment_wins(overridden))
    click.echo(ends)


def _drill_settings() -> Settings:
    """The chats' addresses, from the environment only: the settings file may be invalid."""
    return read_settings({})


TEAMS_APP, TENANT, SECRET, TYPE = "MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "MicrosoftAppType"
TEAMS_ADMINS, TEAMS_URL, PUBLISHER = "DPA_ADMINS", "DPA_URL", "DPA_PUBLISHER"
ONE_TENANT = "SingleTenant"


def teams_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The questions for Teams; ``settings`` has the address of Microsoft's login."""

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
    """Prefix an object ID with ``teams:``, and keep the administrators of other chats."""
    id = f"teams:{said.lower()}" if re.fullmatch(GUID, said, re.ASCII | re.IGNORECASE) else said
    others = [one.strip() for one in before.split(",") if one.strip() and not one.strip().startswith("teams:")]
    return ",".join([*others, id])
