"""``dpa connect slack`` and ``dpa connect teams``: asks for the settings, checks them with the chat, and saves them."""

import getpass
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bot.chat.caches import TokenCheck
from bot.cli import words
from bot.settings import LONGEST_PUBLISHER, Settings, check_settings, read_settings
from bot.settings.chats import EXAMPLE_ID, GUID
from bot.settings.file import read_file, read_line, settings_file, written
from bot.slack.connect.check import SlackCheck
from bot.teams.connector.tokens import Account, check_account
from handlers.dialogue.command_spec import Sorry
from handlers.people.chats import read_id
from storage.atomic_files import make_folder, write_whole

Answers = Mapping[str, str]
"""The settings so far, by name, as the settings file will have them."""


@dataclass(frozen=True, slots=True)
class SettingPrompt:
    """A question for one setting: its name and the prompt.

    ``needed``: an empty answer is refused. ``left_out``: what follows when one that is not needed is left out.
    ``when``: whether to ask, given the answers so far.
    """

    name: str
    asks: str
    secret: bool = False
    needed: bool = True
    left_out: str = ""
    when: Callable[[Answers], bool] = lambda _: True
    named: Callable[[str], str] | None = None
    """For a prompt that takes either of two settings: the name of the one that was pasted."""
    instead_of: tuple[str, ...] = ()
    """The settings that a new answer replaces: of either of two, the other one is removed."""

    def read(self, said: str, kept: Answers) -> dict[str, str]:
        """The settings with the answer; an empty one keeps the old value. Raises Sorry where the value is not valid."""
        said = self._bare(said)
        if not said:
            if self.needed and not self.has(kept):
                raise Sorry(words.NEEDED)
            return dict(kept)
        if said == words.NONE and not self.needed:
            return self.without(kept)
        name = self.named(said) if self.named else self.name
        value = self.completed(said, kept)
        problems = check_settings({name: value})
        if isinstance(problems, dict) and name in problems:
            raise Sorry(words.wrong(name=name, says=problems[name]))
        return {**self.without(kept), name: value}

    def has(self, kept: Answers) -> bool:
        """Whether there is a value already."""
        return self.without(kept) != kept

    def without(self, kept: Answers) -> dict[str, str]:
        """The settings without what this question asks for."""
        return {name: value for name, value in kept.items() if name not in {self.name, *self.instead_of}}

    def completed(self, said: str, kept: Answers) -> str:  # noqa: ARG002 - lists have an own
        """The value as it is stored, from what was typed and the settings before. Raises Sorry."""
        return said

    def _bare(self, said: str) -> str:
        """What was pasted; of a whole line ``NAME=value`` the value only."""
        line = read_line(said)
        return line[1] if line and line[0] in {self.name, *self.instead_of} else said.strip()


@dataclass(frozen=True, slots=True)
class AdminPrompt(SettingPrompt):
    """A question for the administrators of one chat; those of other chats stay.

    ``chat``: how their ids begin, before the colon. ``id``: the pattern of an id in that chat. ``example``: one.
    """

    needed: bool = False
    chat: str = ""
    id: str = ""
    example: str = ""

    def own(self, kept: Answers) -> list[str]:
        """The ids of the administrators of this chat, without its name."""
        return [id.removeprefix(f"{self.chat}:") for id in self._all(kept) if id.startswith(f"{self.chat}:")]

    def without(self, kept: Answers) -> dict[str, str]:
        """The settings without the administrators of this chat."""
        others = ",".join(id for id in self._all(kept) if not id.startswith(f"{self.chat}:"))
        rest = {name: value for name, value in kept.items() if name != self.name}
        return {**rest, self.name: others} if others else rest

    def completed(self, said: str, kept: Answers) -> str:
        """The administrators of other chats, then those who were typed, with or without the name of the chat."""
        ids = [one.strip().removeprefix(f"{self.chat}:") for one in said.split(",") if one.strip()]
        if wrong := [id for id in ids if not re.fullmatch(self.id, id, re.ASCII | re.IGNORECASE)]:
            raise Sorry(words.no_person(id=wrong[0], example=self.example))
        return ",".join([*self._all(self.without(kept)), *(read_id(f"{self.chat}:{id}") for id in ids)])

    def _all(self, kept: Answers) -> list[str]:
        return [one.strip() for one in kept.get(self.name, "").split(",") if one.strip()]


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """Questions whose answers are checked together; ``check`` returns None where the chat need not be asked."""

    questions: tuple[SettingPrompt, ...]
    check: Callable[[Answers], TokenCheck | None] = lambda _: None


DISTRICT_NAME, PUBLISHER = "DPA_DISTRICT_NAME", "DPA_PUBLISHER"
DISTRICT = SettingPrompt(
    DISTRICT_NAME, words.DISTRICT_NAME, needed=False, left_out=words.NO_NAME, instead_of=(PUBLISHER,)
)
"""The name that counts everywhere; earlier versions kept it as Teams' publisher."""
BOT, APP, SIGNING = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
ADMINS, URL = "DPA_ADMINS", "DPA_URL"


def slack_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The questions for Slack; ``settings`` has the address of its API."""
    slack = SlackCheck(settings.slack_api_url)
    admins = AdminPrompt(ADMINS, words.MEMBER, chat="slack", id="[UW][A-Z0-9]+", example=words.MEMBER_ID)

    def member(kept: Answers) -> TokenCheck | None:
        """What Slack says to the administrators: the first whom it does not take, or else the last."""
        found = [slack.member(id, kept[BOT]) for id in admins.own(kept)]
        return next((one for one in found if one.outcome != "taken"), found[-1] if found else None)

    return (
        PromptGroup((SettingPrompt(BOT, words.FOR_BOT, secret=True),), lambda kept: slack.bot_token(kept[BOT])),
        PromptGroup(
            (SettingPrompt(APP, words.APP_OR_SIGNING, secret=True, named=_app_or_signing, instead_of=(APP, SIGNING)),),
            lambda kept: slack.app_token(kept[APP], kept[BOT]) if kept.get(APP) else _signing(kept.get(SIGNING, "")),
        ),
        PromptGroup((SettingPrompt(URL, words.URL_OF_SLACK, needed=False, when=lambda kept: bool(kept.get(SIGNING))),)),
        PromptGroup((admins,), member),
        PromptGroup((DISTRICT,)),
    )


def _app_or_signing(said: str) -> str:
    return APP if said.startswith("xapp-") else SIGNING


def _signing(secret: str) -> TokenCheck | None:
    """A doubt about a signing secret that is not of the shape that Slack's have; None where it is."""
    return None if re.fullmatch("[0-9a-f]{32}", secret) else TokenCheck(words.ODD_SIGNING, "doubted")


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


class Quit(Exception):  # noqa: N818 - no error: the person quits
    """Somebody quits; ``answers`` are the settings with what was entered until then, checked again the next time."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.answers = answers


def take(step: PromptGroup, kept: Answers, asker: Asker, *, online: bool) -> dict[str, str]:
    """Ask one group of questions; returns the settings with the answers. What was refused is asked for again, alone.

    Raises Sorry where a script's answer is wrong or cannot be checked; Quit where a person stops.
    """
    answers, asked = dict(kept), step.questions
    try:
        while True:
            for question in asked:
                if question.when(answers):
                    answers = _answered(question, answers, asker)
            checked = step.check(answers) if online else None
            if checked is None or _passes(checked, asker):
                return answers
            asked = tuple(one for one in step.questions if checked.of in {"", one.name})
            for question in asked:
                answers = question.without(answers)
    except (EOFError, KeyboardInterrupt) as quits:
        raise Quit(answers) from quits


def _answered(question: SettingPrompt, kept: Answers, asker: Asker) -> dict[str, str]:
    has, may_leave = question.has(kept), not question.needed
    prompt = words.prompt(question.asks, has=has, may_leave=may_leave, left_out=question.left_out)
    while True:
        try:
            return question.read(asker.ask(prompt, secret=question.secret), kept)
        except Sorry as sorry:
            if not asker.patient:
                raise
            asker.say(str(sorry))


def _passes(checked: TokenCheck, asker: Asker) -> bool:
    """Whether the answers may be saved; False means that they are asked for again.

    Raises Sorry where a script's answer was refused or could not be checked; EOFError where a person does not want it
    saved unchecked, who quits with that.
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
    if not asker.patient:
        raise Sorry(words.not_saved(says=checked.says))
    if checked.outcome == "doubted":
        return False
    raise EOFError


no_check = click.option("--no-check", is_flag=True, help=words.HELP_NO_CHECK)


@click.group(help=words.HELP_CONNECT)
def connect() -> None:
    """Paste tokens, each is checked at once, and written to the settings file."""


@connect.command(help=words.HELP_SLACK)
@no_check
def slack(*, no_check: bool) -> None:
    """Ask for what Slack issued."""
    _connect(slack_steps, "slack", {}, (words.SLACK_BEGINS, words.SLACK_NEXT), online=not no_check)


@connect.command(help=words.HELP_TEAMS)
@no_check
def teams(*, no_check: bool) -> None:
    """Ask for what Azure issued."""
    _connect(teams_steps, "teams", {TYPE: ONE_TENANT}, (words.TEAMS_BEGINS, words.TEAMS_NEXT), online=not no_check)


def _connect(
    steps: Callable[[Settings], tuple[PromptGroup, ...]],
    chat: str,
    first: dict[str, str],
    says: tuple[str, str],
    *,
    online: bool,
) -> None:
    """Ask, check and save; the bot's settings stay as they are unless all of it can work. Raises Sorry, StoreError.

    Who stops goes on from there the next time: what was accepted is kept beside the settings, in a file that only this
    command reads, since the bot does not start with half of it. ``says`` is what it begins and ends with.
    """
    path = settings_file()
    unfinished = path.with_name(f"{path.name}.{chat}")
    if path.exists() and not path.is_file():
        raise Sorry(words.no_file(path=path))
    before = {**first, **read_file(path)}
    kept = {name: value for name, value in {**before, **read_file(unfinished)}.items() if value}
    asker = Terminal(click.echo) if sys.stdin.isatty() else Script(click.echo)
    if asker.patient:
        click.echo(says[0])
    try:
        for step in steps(read_settings({})):
            kept = take(step, kept, asker, online=online)
    except Quit as quits:
        kept = dict(quits.answers)
        if changed := {name: kept.get(name, "") for name in {**before, **kept} if kept.get(name) != before.get(name)}:
            _save(unfinished, changed)
        click.echo(f"\n{words.left_unfinished(chat=chat) if changed else words.LEFT}", err=True)
        raise click.Abort from None
    if isinstance(problems := check_settings(kept), dict):
        raise Sorry("; ".join(words.wrong(name=name, says=says) for name, says in problems.items()))
    _save(path, kept)
    unfinished.unlink(missing_ok=True)
    click.echo(words.saved(path))
    if overridden := [name for name in kept if os.environ.get(name, kept[name]) != kept[name]]:
        click.echo(words.environment_wins(names=overridden))
    click.echo(says[1])


def _save(path: Path, settings: Answers) -> None:
    """Write the settings, readable by their owner only."""
    if not path.parent.exists():
        make_folder(path.parent)
    write_whole(path, [written(settings).encode()])
    path.chmod(0o600)


TEAMS_APP, TENANT, SECRET, TYPE = "MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "MicrosoftAppType"
ONE_TENANT = "SingleTenant"


def teams_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The questions for Teams; ``settings`` has the address of Microsoft's login."""
    short_name = SettingPrompt(
        PUBLISHER,
        words.PUBLISHER,
        needed=False,
        left_out=words.NO_PUBLISHER,
        when=lambda kept: len(kept.get(DISTRICT_NAME, "")) > LONGEST_PUBLISHER,
    )

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
        PromptGroup((SettingPrompt(URL, words.URL_OF_TEAMS),)),
        PromptGroup(
            (
                AdminPrompt(
                    ADMINS, words.OBJECT_ID, left_out=words.NOBODY_NAMED, chat="teams", id=GUID, example=EXAMPLE_ID
                ),
            )
        ),
        PromptGroup((DISTRICT, short_name)),
    )
