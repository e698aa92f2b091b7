"""The sentences about publishing the register."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import day
from handlers.register.checks import Lack, What

TITLE = "Public register"
PUBLISH, PUBLISH_GAPS, PUBLISH_ALL = "Publish", "Publish as it is", "I checked them: publish all"
DONE_TITLE, SAME_TITLE, STOPPED_TITLE, GAPS_TITLE = "Published", "Nothing new", "Not published yet", "Gaps"
IN_FORCE, ENDED, BREACHES = "Contracts in force", "Ended contracts", "Breach notices"
LAST, ADDRESS, NEVER = "Last published", "Address", "Never"
MISSING = "Missing. The site shows “Not given yet” there, and the posting deadline stays open:"
UNREAD = "I cannot search these files. Left out until you have checked that they hold no student's data:"
PERSONAL = "May hold a student's data. Left out until you have checked them:"
IMPORTED = "From a spreadsheet. Left out until you have read them and say that families may read them:"
NO_ADDRESS = (
    "No address is known for the register, so no deadline is closed and there is no yearly notice. Set it with setup "
    "site: https://…"
)
NO_FOLDER = "To publish from here, set DPA_REGISTER to a folder; dpa publish FOLDER works on the bot's machine."
CHANGED = "What is missing, or the address, has changed since. Look again, then publish."
LACKS: Mapping[What, str] = {
    "district": "the district's name (setup)",
    "description": "description",
    "purpose": "purpose",
    "data": "data",
    "file": "the contract's file",
    "lost": "the contract's file, which is no longer stored",
    "notice": "part of its notice",
}
PRIVATE = "its texts"
MOST_NAMED = 10


def law(cite: object) -> str:
    """What has to stand on the site."""
    return (
        f"For each contract: its date, a short description, its purpose, the data it may collect, and the contract "
        f"itself ({cite})."
    )


def missing(lacks: Iterable[Lack]) -> list[str]:
    """A line for each record with what it lacks."""
    found = [one for one in lacks if one.what in LACKS]
    return [
        f"{f'{record} {name}: ' if record else ''}{', '.join(LACKS[one.what] for one in group)}"
        for (record, name), group in groupby(found, lambda one: (one.record, one.name))
    ]


def unread(lacks: Iterable[Lack]) -> list[str]:
    """A line for each file that cannot be searched."""
    return [f"{one.record} {one.name}: {one.file}" for one in lacks if one.what == "unread"]


def personal(lacks: Iterable[Lack]) -> list[str]:
    """A line for each text and file that may hold a student's data."""
    return [f"{one.record} {one.name}: {one.file or PRIVATE}" for one in lacks if one.what in {"personal", "private"}]


def imported(lacks: Iterable[Lack]) -> list[str]:
    """A line for each text that came from a spreadsheet, as it stands there."""
    return [f"{one.record} {one.name}: {short(one.file, 300)}" for one in lacks if one.what == "imported"]


def first_of(lines: Sequence[str], most: int | None = MOST_NAMED) -> Iterator[str]:
    """As many as people read, and how many more there are; all without ``most``."""
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield f"… and {len(lines) - most:,} more"


def published(contracts: int, breaches: int, address: str) -> str:
    """What stands there now."""
    notices = f" and {_count(breaches, 'breach notice')}" if breaches else ""
    where = f": {address}" if address else "."
    return f"The register shows {_count(contracts, 'contract')} in force{notices}{where}"


def closed(ids: Sequence[str]) -> str:
    """The deadlines that are done by it."""
    named = ", ".join(first_of(ids))
    return f"Posting {'deadline' if len(ids) == 1 else 'deadlines'} done: {named}."


def left(ids: Sequence[str], address: str) -> str:
    """Deadlines that stay open, because a folder on this machine is no website yet."""
    named = ", ".join(first_of(ids))
    return (
        f"Not closed: {named}. Nobody has said that the folder is served at {address}. If it is, press Publish in "
        "register, or run dpa publish --address URL."
    )


def at_address(label: str, address: str) -> str:
    """A button that says where the public will read it."""
    return f"{label} at {address.partition('://')[2]}" if address else label


def same(at: datetime | None) -> str:
    """Nothing has changed."""
    since = f" since {day(at)}" if at else ""
    return f"Nothing has changed{since}, so nothing was published."


def not_a_folder(path: Path) -> str:
    """A file stands there."""
    return f"{path} is a file. Name a folder."


def holds_more(folder: Path, strange: Sequence[str]) -> str:
    """A folder with other things in it."""
    named = ", ".join(first_of(strange, 3))
    return (
        f"{folder} holds files that are not part of the register ({named}). Publishing replaces the whole folder, so "
        "choose an empty one, for example a folder inside it."
    )


def file_lost(path: str) -> str:
    """A contract's file is gone between two looks."""
    return f"The file for {path} can no longer be read. Nothing was published."


def not_published(folder: Path, error: OSError) -> str:
    """The site cannot be written."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        why = "it is a mount point, so name a folder inside it"
    else:
        why = "the disk is full" if full else (error.strerror or "unknown error").lower()
    return f"The register cannot be written to {folder}: {why}. What was published before is unchanged."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
