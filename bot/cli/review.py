"""``dpa review``: says which of the ten provisions a paper has, or each paper of a folder."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bot import compose
from bot.cli import check_words
from bot.cli.batch import emit
from bot.cli.conversation import show
from bot.settings import read_settings
from handlers.contracts.file import as_one
from handlers.contracts.form import checklist
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import File
from handlers.documents.document import as_csv
from handlers.export.export import one_sheet
from handlers.review import words as review_words
from handlers.review.answers.card import card
from handlers.review.json_output import for_scripts, sheet_head, sheet_line, unreadable_for_scripts, unreadable_line
from handlers.review.subject import PaperReading, Source, is_paper, pin_of, reading_of
from handlers.text_extraction import words as paper_words
from handlers.text_extraction.building import Unreadable, read_paper
from handlers.understanding.days.dates import read_day
from storage.atomic_files import write_whole


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """One file with its reading, or with the problem that kept it from being read."""

    name: str
    reading: PaperReading | None = None
    problem: str = ""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "json_", is_flag=True, help=check_words.HELP_JSON)
@click.option("--text", "text_", is_flag=True, help=check_words.HELP_TEXT)
@click.option("--as-of", "day", metavar="DATE", help=check_words.HELP_AS_OF)
@click.option("--sheet", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help=check_words.HELP_SHEET)
def review(paths: Sequence[Path], json_: bool, text_: bool, day: str | None, sheet: Path | None) -> None:
    """Say which of the ten provisions a paper has; PATHS is a PDF, Word, web or text file, or a folder of them.

    Several files are read as one contract. Exit 1 where a file cannot be read.
    """
    file = _file_at(paths) if len(paths) > 1 or not paths[0].is_dir() else None
    if text_:
        _print_text(file)
        return
    desk = compose.desk_maker(read_settings())()
    if day:
        chosen = read_day(day)
        desk = replace(desk, now=desk.now.replace(year=chosen.year, month=chosen.month, day=chosen.day))
    if sheet and sheet.suffix.lower() not in {".xlsx", ".csv"}:
        raise Sorry(check_words.NO_FORMAT)
    reviewed = [_reviewed(file, ", ".join(map(str, paths)), desk)] if file else _folder(paths[0], desk, json_=json_)
    if json_:
        for one in reviewed if file else ():
            _emit(one, desk)
    else:
        _tell(reviewed, file, desk)
    if sheet:
        _write(sheet, reviewed, desk)
        click.echo(check_words.sheet_written(path=sheet), err=json_)
    if any(one.problem for one in reviewed):
        sys.exit(1)


def _file_at(paths: Sequence[Path]) -> File:
    """The file, or several as one. Raises Sorry."""
    if folder := next((path for path in paths if path.is_dir()), None):
        raise Sorry(check_words.files_or_folder(folder=folder))
    files = list[File]()
    for path in paths:
        try:
            files.append(File(path.name, "", path.read_bytes()))
        except OSError as problem:
            raise Sorry(check_words.not_read(str(path), problem.strerror or "")) from problem
    return as_one(files)


def _print_text(file: File | None) -> None:
    if file is None:
        raise Sorry(check_words.ONE_FILE)
    try:
        paper = read_paper(file.content, file.name, compose.recognizer(read_settings()))
    except Unreadable as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    if paper.recognized:
        click.echo(paper_words.recognized(paper.recognized), err=True)
    click.echo(paper.text)


def _reviewed(file: File, name: str, desk: Desk) -> ReviewedFile:
    try:
        return ReviewedFile(name, reading_of(file, None, desk))
    except Unreadable as problem:
        return ReviewedFile(name, problem=str(problem))


def _folder(folder: Path, desk: Desk, *, json_: bool) -> list[ReviewedFile]:
    """Review every paper in the folder and below, with a progress bar on a terminal; ``json_`` prints each at once."""
    paths = sorted(one for one in folder.rglob("*") if one.is_file() and is_paper(one.name))
    if not paths:
        raise Sorry(check_words.nothing_in(folder=folder))
    hidden = json_ or not sys.stderr.isatty()
    with click.progressbar(paths, label=check_words.READING, file=sys.stderr, hidden=hidden) as bar:
        return [*_each(bar, folder, desk, json_=json_)]


def _each(paths: Iterator[Path], folder: Path, desk: Desk, *, json_: bool) -> Iterator[ReviewedFile]:
    for one in paths:
        name = str(one.relative_to(folder))
        try:
            reviewed = _reviewed(File(one.name, "", one.read_bytes()), name, desk)
        except OSError as problem:
            reviewed = ReviewedFile(name, problem=check_words.not_read(one.name, problem.strerror or ""))
        if json_:
            _emit(reviewed, desk)
        yield reviewed


def _emit(found: ReviewedFile, desk: Desk) -> None:
    if found.reading:
        emit(dict(for_scripts(found.name, found.reading)))
    else:
        emit(dict(unreadable_for_scripts(found.name, found.problem, desk.today)))


def _tell(found: Sequence[ReviewedFile], file: File | None, desk: Desk) -> None:
    """Print the card of one paper, or a line for each paper of a folder, where ``file`` is None."""
    if file is None:
        for one in found:
            click.echo(check_words.line(name=one.name, said=one.reading.title if one.reading else one.problem))
        click.echo(check_words.total(sum(bool(one.reading) for one in found), sum(bool(one.problem) for one in found)))
    elif found[0].reading:
        click.echo(show(card(Source(file), found[0].reading, None, desk)))
    else:
        click.echo(found[0].problem, err=True)


def _write(path: Path, found: Sequence[ReviewedFile], desk: Desk) -> None:
    items = [review_words.row_title(item.title, pin_of(item)) for item in checklist(desk).items]
    head = sheet_head(items)
    lines = [
        sheet_line(one.name, one.reading) if one.reading else unreadable_line(one.name, one.problem, len(items))
        for one in found
    ]
    content = one_sheet(check_words.SHEET, head, lines) if path.suffix.lower() == ".xlsx" else as_csv([head, *lines])
    try:
        write_whole(path, [content])
    except OSError as problem:
        raise Sorry(check_words.not_written(path=path, why=problem.strerror or "")) from problem
