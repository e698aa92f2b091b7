"""The command that holds the book against the official text: ``dpa law verify``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.law import verify_words as words
from bot.cli.law.book import Book
from bot.cli.law.side_by_side import RULE, side_by_side
from bot.settings import read_settings
from handlers.dialogue.errors import Sorry
from knowledge.citation import Citation
from knowledge.load import HERE
from knowledge.verifying.comparison import PinnedPassage, TextComparison, compare_with
from knowledge.verifying.markers import OfficialPassage, official_passages
from knowledge.verifying.official import NotStatuteError, official_text
from knowledge.verifying.statements import Statement

LONGEST_NAME = 80
Said = dict[str, list[Statement]]
"""The statements by the answer that was given: y, n or s."""


@click.command(help=words.HELP_VERIFY)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--book", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help=words.HELP_BOOK)
@click.option("--name", metavar="NAME", default="", help=words.HELP_NAME)
@click.option("--list", "only_list", is_flag=True, help=words.HELP_LIST)
@click.option("--all", "everything", is_flag=True, help=words.HELP_ALL)
def verify(file: Path, book: Path | None, name: str, only_list: bool, everything: bool) -> None:
    """Ask statement by statement, then print the report."""
    settings = read_settings()
    day = datetime.now(ZoneInfo(settings.timezone)).date()
    opened = Book(book or settings.law or HERE, day)
    text = _read(file)
    found = compare_with(text, *opened.read(), opened.ledger(), everything=everything)
    said: Said = {"y": [], "n": [], "s": []}
    if not only_list:
        opened.check_writable()
        try:
            _ask(found, text, opened, name, said)
        except (EOFError, KeyboardInterrupt):
            click.echo(f"\n{words.KEPT}")
        click.echo(RULE)
    for line in words.report(found, said, {cite: one.whole for cite, one in text.items()}):
        click.echo(line)
    misfits = [one for one, _ in found.misfits if one not in said["y"]]
    if said["n"] or misfits or found.lacking:
        sys.exit(1)


def _read(file: Path) -> Mapping[Citation, OfficialPassage]:
    """The passages of the official text. Raises Sorry."""
    try:
        text = official_passages(official_text(file.read_bytes()))
    except OSError as problem:
        raise Sorry(words.not_read(file, problem.strerror or "")) from None
    except NotStatuteError as problem:
        raise Sorry(str(problem)) from None
    if not text:
        raise Sorry(words.NO_STATUTE)
    return text


def _ask(found: TextComparison, text: Mapping[Citation, OfficialPassage], book: Book, name: str, said: Said) -> None:
    """Go through the passages. Raises EOFError where the person quits."""
    if not found.waiting:
        click.echo(words.NOTHING_TO_ASK)
        return
    click.echo(words.start(len(found.waiting), sum(len(one.statements) for one in found.waiting)))
    name = " ".join(name.split())[:LONGEST_NAME]
    while not name:
        name = " ".join(input(words.ASK_NAME).split())[:LONGEST_NAME]
    for place, passage in enumerate(found.waiting, 1):
        for number, one in enumerate(passage.statements, 1):
            click.echo(_page(passage, one, (place, len(found.waiting)), number, text))
            _keep(one, _answer(input), book, name, said)


def _page(
    passage: PinnedPassage,
    one: Statement,
    place: tuple[int, int],
    number: int,
    text: Mapping[Citation, OfficialPassage],
) -> str:
    """What is looked at for one answer."""
    head = words.head(passage, place, (number, len(passage.statements)))
    again = number > 1 and passage.statements[number - 2].cites == one.cites
    return "\n".join([RULE, head, "", side_by_side(one, text, again=again), "", words.origin(one)])


def _answer(read: Callable[[str], str]) -> str:
    """Y, n or s. Raises EOFError for q."""
    while (answer := read(words.ASK).strip().lower()[:1]) not in {"y", "n", "s"}:
        if answer == "q":
            raise EOFError
        click.echo(words.ANSWERS)
    return answer


def _keep(one: Statement, answer: str, book: Book, name: str, said: Said) -> None:
    """Write the answer down; where that cannot be done, say why and go on."""
    if answer != "s":
        try:
            book.keep(one, name, fits=answer == "y")
        except Sorry as sorry:
            click.echo(str(sorry))
            answer = "s"
    said[answer].append(one)
    if answer == "y":
        click.echo(words.confirmed(one))
