"""Sentences of ``dpa law`` and ``dpa --version``, for the person who runs the bot."""

from __future__ import annotations

from pathlib import Path

from handlers.dialogue.words import day
from knowledge.edition import Edition, FileChange

HELP_LAW = (
    "The law files: the district's own copy, which DPA_LAW names, and whether they say what the official text says."
)
HELP_FILE = "Show this file line by line, such as law/posting.yaml."
NO_COPY = "Name the folder of a copy, or set DPA_LAW to it: dpa law diff FOLDER"
SAME = "No file differs from the package."
WHAT_NOW = (
    "To take a file over from the package, copy it from {package} over yours; to see one file line by line: "
    "dpa law diff --file NAME. Then dpa check."
)


def copied(folder: Path, files: int) -> str:
    """A copy was made; what comes next."""
    return (
        f"{files} files are in {folder}. Edit them as docs/editing-the-law.md says, and try them with dpa check "
        f"{folder}. The bot uses them with DPA_LAW={folder.absolute()}"
    )


def not_copied(folder: Path, problem: str) -> str:
    """The copy could not be made, and nothing was left behind."""
    return f"{folder} was not made ({problem}). Name a folder that does not exist yet, or is empty."


def versions(program: str, edition: Edition | None, copy: Path | None, differing: int) -> str:
    """The versions of the program and of the law files, a line each."""
    law = f"law {edition.version} of {day(edition.date)}" if edition else "law without a version"
    own = f", your copy in {copy}: {count(differing)} from the package" if copy else ""
    return f"dpa {program}\n{law}{own}"


def count(differing: int) -> str:
    """How many files differ."""
    return f"{differing} {'file differs' if differing == 1 else 'files differ'}"


def summary(differing: int) -> str:
    """Below what ``dpa check`` found, where a copy is used."""
    return f"Your copy of the law files: {count(differing)} from the package." + (
        " dpa law diff lists them." if differing else ""
    )


def change(name: str, how: FileChange, wide: int) -> str:
    """A file that differs, and how."""
    return f"{name:{wide}}  {how.value}"


def no_file(name: str) -> str:
    """The file is in neither folder."""
    return f"There is no file {name}, neither in the copy nor in the package. dpa law diff lists those that differ."
