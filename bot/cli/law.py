"""``dpa law copy`` and ``dpa law diff``, and the versions that ``dpa --version`` prints."""

from difflib import unified_diff
from pathlib import Path

import click

from bot.cli import check_words
from bot.cli.verify import verify
from bot.installed import version
from bot.settings import read_settings
from handlers.dialogue.command_spec import Sorry
from knowledge.edition import HERE, Edition, compare, copy_law, files_of, read_edition

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(help=check_words.HELP_LAW)
def law() -> None:
    """The group of these commands."""


law.add_command(verify)


@law.command()
@click.argument("folder", type=FOLDER)
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
        click.echo(_lines(folder, name), nl=False)
        return
    changes = compare(folder)
    wide = max(map(len, changes), default=0)
    for file, how in changes.items():
        click.echo(check_words.change(file, how, wide))
    click.echo(check_words.WHAT_NOW(package=HERE) if changes else check_words.SAME)


def _lines(folder: Path, name: str) -> str:
    """What stands in the package's file and not in the copy's (-), and the other way around (+). Raises Sorry."""
    package, copy = files_of(HERE).get(name), files_of(folder).get(name)
    if not package and not copy:
        raise Sorry(check_words.no_file(name=name))
    return "".join(unified_diff(_read(package), _read(copy), f"package/{name}", f"{folder}/{name}"))


def _read(path: Path | None) -> list[str]:
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
