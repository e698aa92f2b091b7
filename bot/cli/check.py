"""``dpa check``, which checks the law files, the manifests and the settings, and ``dpa new-key``, which makes a key."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from bot.cli import catalogs, check_words
from bot.cli.manifests import slack_rules as rules
from bot.cli.manifests import teams_rules as rules_teams
from bot.cli.manifests.slack import slack
from bot.cli.manifests.teams import teams
from bot.installed import IN_PROJECT, ROOT
from bot.settings import read_settings
from bot.settings.file import settings_file
from handlers.commands import COMMANDS
from handlers.conversation.intents import BESIDE, BY_OTHER_NAMES, DIALOGUE, NOT_IN_WORDS, WISHES, Looks
from handlers.dialogue.command_spec import Sorry
from handlers.review.examples import occurs
from knowledge.checking.check import check
from knowledge.complaint import BadLaw, Complaint
from knowledge.edition import compare
from knowledge.finding import read_phrasings
from knowledge.frames.frame_reader import LEAST, LEAST_AUTHORS, MESSAGES, count_messages
from knowledge.law import missing
from knowledge.load import HERE, load
from knowledge.products import common
from knowledge.provisions.patterns import pattern_complaints
from storage.vault.vault import generate_key
from storage.vault.vault import new_key as put_key_first


@dataclass(frozen=True, slots=True)
class Manifest:
    """A file that describes the app to a chat: what generates it, and the chat's rules for it."""

    file: str
    make: Callable[[], dict[str, Any]]
    rules: Callable[[dict[str, Any]], list[str]]


MANIFESTS = (
    Manifest("manifest/slack.json", slack, rules.complaints),
    Manifest("manifest/teams/manifest.json", teams, rules_teams.complaints),
)


def complaints(root: Path = ROOT, knowledge: Path = HERE) -> list[Complaint]:
    """Every problem in the law files and phrasings of ``knowledge``, the manifests under ``root``, and the settings.

    An installed package has no manifests on disk; ``dpa manifest`` writes them when they are wanted.
    """
    laws = [*law_complaints(knowledge), *common.complaints(), *message_complaints(), *pattern_complaints(occurs)]
    laws += catalogs.complaints()
    manifests = MANIFESTS if IN_PROJECT or root != ROOT else ()
    return [*laws, *(found for one in manifests for found in _manifest(one, root)), *_settings()]


def law_folder() -> Path:
    """The folder of the law that the settings name; the package's where they name none, or are wrong."""
    try:
        return read_settings().law or HERE
    except Sorry:
        return HERE


def differing(folder: Path) -> int | None:
    """How many files of a copy differ from the package's; None for the package itself."""
    return None if folder.resolve() == HERE.resolve() else len(compare(folder))


def law_complaints(folder: Path) -> list[Complaint]:
    """Every problem in a folder of law files, topics and phrasings."""
    try:
        law = load(folder)
        return [*missing(law), *check(law, read_phrasings(folder / "phrasings"))]
    except BadLaw as bad:
        return bad.complaints


def message_complaints(folder: Path = MESSAGES) -> list[Complaint]:
    """Intents with too few labeled messages, or by too few authors, and commands that nobody can ask for in words."""
    if not folder.exists():
        return []  # an installed package does not have the labeled messages
    try:
        counted = count_messages(folder)
    except BadLaw as bad:
        return bad.complaints
    counts = ((intent, *counted.get(intent, (0, 0))) for intent in sorted({*WISHES, *DIALOGUE, *BESIDE}))
    reached = {wish.command for wish in WISHES.values() if not isinstance(wish, Looks)} | {*WISHES, *BY_OTHER_NAMES}
    unreachable = [spec.name for spec in COMMANDS.values() if spec.listed and spec.name not in reached | NOT_IN_WORDS]
    wrong = [
        check_words.few_messages(intent=intent, rows=rows, authors=authors)
        for intent, rows, authors in counts
        if rows < LEAST or authors < LEAST_AUTHORS
    ]
    wrong += [check_words.no_messages(command=one) for one in unreachable]
    return [Complaint(f"{folder.name}/", 0, says, check_words.WRITE_MESSAGES) for says in wrong]


def _manifest(one: Manifest, root: Path) -> Iterator[Complaint]:
    made = one.make()
    yield from (Complaint(one.file, 1, says, check_words.FIX_RULES) for says in one.rules(made))
    try:
        text = (root / one.file).read_text(encoding="utf-8")
        if json.loads(text) != made:
            yield Complaint(one.file, _first_difference(text, made), check_words.DIFFERS, check_words.FIX_MANIFEST)
    except OSError:
        yield Complaint(one.file, 1, check_words.NOT_THERE, check_words.FIX_MANIFEST)
    except ValueError as problem:
        yield Complaint(one.file, getattr(problem, "lineno", 1), check_words.NOT_JSON, check_words.FIX_MANIFEST)


def _first_difference(text: str, made: dict[str, Any]) -> int:
    """The first line of the file that differs from what would be generated."""
    line_pairs = zip_longest(text.splitlines(), json.dumps(made, indent=2, ensure_ascii=False).splitlines())
    return next((number for number, (there, ours) in enumerate(line_pairs, 1) if there != ours), 1)


def _settings() -> Iterator[Complaint]:
    """What is wrong in the settings, and whether others than their owner can read the file."""
    file = settings_file()
    if file.is_file() and file.stat().st_mode & 0o077:
        yield Complaint(str(file), 0, check_words.OPEN_FILE, check_words.fix_open_file(file=file))
    try:
        read_settings()
    except Sorry as sorry:
        yield Complaint(check_words.ENVIRONMENT, 0, str(sorry), check_words.FIX_SETTINGS)


@click.command("new-key", help=check_words.HELP_NEW_KEY)
@click.option("--on-file", is_flag=True, help=check_words.HELP_ON_FILE)
def new_key(*, on_file: bool) -> None:
    """Print a new key, or put it first in the key file."""
    if not on_file:
        click.echo(generate_key())
        return
    settings = read_settings()
    if settings.secret_key:
        raise Sorry(check_words.KEYS_ARE_SET)
    put_key_first(settings.data)
    click.echo(check_words.NEW_KEY)
