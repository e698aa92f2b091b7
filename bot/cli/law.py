"""``dpa law copy``, ``diff`` and ``verify``, which holds the book against the official text; and the versions."""

import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from zoneinfo import ZoneInfo

import click

from bot.cli import check_words, words
from bot.installed import IN_PROJECT, version
from bot.settings import read_settings
from handlers.dialogue.command_spec import Sorry
from knowledge.citation import Citation
from knowledge.complaint import BadLaw
from knowledge.edition import Edition, compare, copy_law, files_of, read_edition
from knowledge.load import HERE, load, read
from knowledge.verifying.ledger import LEDGER, BadLedgerError, Confirmation, read_ledger, with_one, written
from knowledge.verifying.markers import NotStatuteError, OfficialPassage, official_passages, official_text
from knowledge.verifying.statements import (
    MovedError,
    PinnedPassage,
    Statement,
    TextComparison,
    compare_with,
    pins,
    retagged,
    statements,
)
from knowledge.wording import duties_of
from storage.atomic_files import write_whole
from storage.port import StoreError


@click.group(help=check_words.HELP_LAW)
def law() -> None:
    """The group of these commands."""


@law.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def copy(folder: Path) -> None:
    """Copy the package's law files into FOLDER, to edit them there."""
    try:
        click.echo(check_words.copied(folder, copy_law(folder)))
    except OSError as problem:
        raise Sorry(check_words.not_copied(folder=folder, problem=problem.strerror or type(problem).__name__)) from None


@law.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--file", "name", metavar="NAME", help=check_words.HELP_FILE)
def diff(folder: Path | None, name: str | None) -> None:
    """List the files in which a copy differs from the package; FOLDER is that of DPA_LAW, if left out."""
    folder = folder or read_settings().law
    if folder is None:
        raise Sorry(check_words.NO_COPY)
    if name:
        click.echo(_differing_lines(folder, name), nl=False)
        return
    changes = compare(folder)
    wide = max(map(len, changes), default=0)
    for file, how in changes.items():
        click.echo(check_words.change(file, how, wide))
    click.echo(check_words.WHAT_NOW(package=HERE) if changes else check_words.SAME)


def _differing_lines(folder: Path, name: str) -> str:
    """What stands in the package's file and not in the copy's (-), and the other way around (+). Raises Sorry."""
    package, copy = files_of(HERE).get(name), files_of(folder).get(name)
    if not package and not copy:
        raise Sorry(check_words.no_file(name=name))
    return "".join(unified_diff(_lines_of(package), _lines_of(copy), f"package/{name}", f"{folder}/{name}"))


def _lines_of(path: Path | None) -> list[str]:
    """The file's lines; none where there is no file."""
    text = path.read_text(encoding="utf-8", errors="replace") if path else ""
    return [f"{line}\n" for line in text.splitlines()]


def show_versions(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the versions of the program and of the law files, and stop."""
    if not wanted:
        return
    try:
        folder = read_settings().law
    except Sorry:  # dpa check says what is wrong with the settings
        folder = None
    found = read_edition(folder or HERE)
    edition = found if isinstance(found, Edition) else None
    click.echo(check_words.versions(version(), edition, folder, len(compare(folder)) if folder else 0))
    context.exit()


LEFT, RIGHT, GAP = 34, 42, " | "
"""Widths of the two columns and what is between them; together they fit into 80 characters."""
LONG: Final = 30
"""A passage of more lines than this is shown with the first of its statements only."""
RULE: Final = "-" * (LEFT + len(GAP) + RIGHT)


def side_by_side(one: Statement, text: Mapping[Citation, OfficialPassage], *, again: bool) -> str:
    """The statement and its passages in two columns; ``again``: they were just shown, so long ones are left out."""
    left = [words.BOOK, "", *textwrap.wrap(one.says, LEFT)]
    passage = [line for cite in one.cites if cite in text for line in (*_passage(cite, text), "")][:-1]
    if again and len(passage) > LONG:
        passage = textwrap.wrap(words.ABOVE, RIGHT)
    rows = zip_longest(left, [words.TEXT, "", *passage], fillvalue="")
    return "\n".join(f"{ours:{LEFT}}{GAP}{theirs}".rstrip() for ours, theirs in rows)


def _passage(cite: Citation, text: Mapping[Citation, OfficialPassage]) -> Iterator[str]:
    """The passage's lines, below the opening words of the wider passages, so that it reads as a sentence."""
    yield cite.text
    for wider in reversed([*_around(cite)]):
        if wider in text and text[wider].opening:
            yield from textwrap.wrap(text[wider].opening, RIGHT)
    yield from _pieces(cite, text)


def _pieces(cite: Citation, text: Mapping[Citation, OfficialPassage]) -> Iterator[str]:
    """The passage, each piece within it on a line of its own, indented by its depth."""
    depth = cite.text.count("(")
    for one in text.values():
        if one.cite.within(cite) and one.opening:
            indent = "  " * (one.cite.text.count("(") - depth)
            yield from textwrap.wrap(one.opening, RIGHT, initial_indent=indent, subsequent_indent=indent)


def _around(cite: Citation) -> Iterator[Citation]:
    wider = cite.parent
    while wider is not None:
        yield wider
        wider = wider.parent


@dataclass(frozen=True, slots=True)
class Book:
    """The law files in a folder, on one day."""

    folder: Path
    day: date

    def check_writable(self) -> None:
        """Raise Sorry where the files cannot be written, so that nothing can be confirmed in them."""
        if not IN_PROJECT and self.folder.resolve() == HERE.resolve():
            raise Sorry(words.INSTALLED)
        folders = {self.folder, *(path.parent for path in self.folder.glob("*/*.yaml"))}
        for folder in sorted(folders):
            try:
                with TemporaryFile(dir=folder):
                    pass
            except OSError as problem:
                raise Sorry(words.not_writable(folder=folder, problem=problem.strerror or "")) from None

    def read(self) -> tuple[list[Statement], set[Citation]]:
        """The statements of the day and every passage that is pinned. Raises BadLaw, Sorry."""
        if not any(self.folder.glob("law/*.yaml")):
            raise Sorry(words.no_book(folder=self.folder))
        duties = duties_of(load(self.folder).written)
        raws = [*read(self.folder, [])]
        return statements(raws, duties, self.day), pins(raws, self.day)

    def ledger(self) -> list[Confirmation]:
        """The confirmations so far. Raises Sorry where the ledger cannot be read."""
        file = self.folder / LEDGER
        try:
            return read_ledger(file.read_text(encoding="utf-8")) if file.exists() else []
        except (BadLedgerError, UnicodeDecodeError):
            raise Sorry(words.bad_ledger(self.folder)) from None

    def keep(self, one: Statement, name: str, *, fits: bool) -> None:
        """Note an answer in the ledger, and tag the statement where it ``fits``. On Sorry, no file is changed."""
        files = {at.file: self.folder / at.file for at in one.places} if fits else {}
        confirmation = Confirmation(one.pin.text, one.places[0].file, one.mark, fits, name, self.day)
        new = {self.folder / LEDGER: written(with_one(self.ledger(), confirmation)).encode()}
        try:
            for file, path in files.items():
                text = path.read_bytes().decode("utf-8")
                new[path] = retagged(text, [at for at in one.places if at.file == file]).encode()
        except (MovedError, UnicodeDecodeError, FileNotFoundError):
            raise Sorry(words.MOVED) from None
        try:
            self._replace(new)
        except BadLaw as bad:
            raise Sorry(words.undone(problem=str(bad))) from None
        except (OSError, StoreError) as problem:
            raise Sorry(words.not_written(problem=getattr(problem, "strerror", None) or str(problem))) from None

    def _replace(self, new: Mapping[Path, bytes]) -> None:
        """Write the files and load the book; on any error the old contents are restored."""
        old = {path: path.read_bytes() if path.exists() else None for path in new}
        try:
            for path, content in new.items():
                _write(path, content)
            load(self.folder)
        except BaseException:
            for path, before in old.items():
                if before is None:
                    path.unlink(missing_ok=True)
                elif path.read_bytes() != before:
                    _write(path, before)
            raise


def _write(path: Path, content: bytes) -> None:
    """Replace a file, and keep its permissions."""
    path = path.resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    write_whole(path, [content])
    path.chmod(mode)


LONGEST_NAME = 80
Said = dict[str, list[Statement]]
"""The statements by the answer given: y, n or s."""


@law.command(help=words.HELP_VERIFY)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--book", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help=words.HELP_BOOK)
@click.option("--name", metavar="NAME", default="", help=words.HELP_NAME)
@click.option("--list", "only_list", is_flag=True, help=words.HELP_LIST)
@click.option("--all", "everything", is_flag=True, help=words.HELP_ALL)
def verify(file: Path, book: Path | None, name: str, only_list: bool, everything: bool) -> None:
    """Ask statement by statement, then print the report."""
    settings = read_settings()
    day = datetime.now(ZoneInfo(settings.timezone)).date()
    law_files = Book(book or settings.law or HERE, day)
    text = _read(file)
    comparison = compare_with(text, *law_files.read(), law_files.ledger(), everything=everything)
    answers: Said = {"y": [], "n": [], "s": []}
    if not only_list:
        law_files.check_writable()
        try:
            _ask(comparison, text, law_files, name, answers)
        except (EOFError, KeyboardInterrupt):
            click.echo(f"\n{words.KEPT}")
        click.echo(RULE)
    for line in words.report(comparison, answers, {cite: one.whole for cite, one in text.items()}):
        click.echo(line)
    misfits = [one for one, _ in comparison.misfits if one not in answers["y"]]
    if answers["n"] or misfits or comparison.lacking:
        sys.exit(1)


def _read(file: Path) -> Mapping[Citation, OfficialPassage]:
    """The passages of the official text. Raises Sorry."""
    try:
        text = official_passages(official_text(file.read_bytes()))
    except OSError as problem:
        raise Sorry(words.not_read(file=file, problem=problem.strerror or "")) from None
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
    """The page that is shown for one question."""
    head = words.head(passage, place, (number, len(passage.statements)))
    again = number > 1 and passage.statements[number - 2].cites == one.cites
    return "\n".join([RULE, head, "", side_by_side(one, text, again=again), "", words.origin(one)])


def _answer(read: Callable[[str], str]) -> str:
    """The answer, y, n or s. Raises EOFError for q."""
    while (answer := read(words.ASK).strip().lower()[:1]) not in {"y", "n", "s"}:
        if answer == "q":
            raise EOFError
        click.echo(words.ANSWERS)
    return answer


def _keep(one: Statement, answer: str, book: Book, name: str, said: Said) -> None:
    """Save the answer; where that fails, print why and count the statement as skipped."""
    if answer != "s":
        try:
            book.keep(one, name, fits=answer == "y")
        except Sorry as sorry:
            click.echo(str(sorry))
            answer = "s"
    said[answer].append(one)
    if answer == "y":
        click.echo(words.confirmed(one))
