"""The sentences about publishing the register, and the words of its pages in English and Spanish."""

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.register.checks import Lack, What
from storage.records import Contract

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

LACKS: Mapping[What, str] = {
    "district": messages.the_districts_name_setup,
    "executed": messages.day_it_was_signed,
    "description": "description",
    "purpose": "purpose",
    "data": "data",
    "file": messages.the_contracts_file,
    "lost": messages.the_contracts_file_which_is_no,
    "notice": messages.part_of_its_notice,
}
MOST_NAMED = 10
LONGEST_LINE = 300


def law(cite: object) -> str:
    """What has to stand on the site."""
    return messages.law(cite=cite)


def missing(lacks: Iterable[Lack]) -> list[str]:
    """A line for each record with what it lacks."""
    lacking = [one for one in lacks if one.what in LACKS]
    return [
        f"{f'{record} {name}: ' if record else ''}{', '.join(LACKS[one.what] for one in group)}"
        for (record, name), group in groupby(lacking, lambda one: (one.record, one.name))
    ]


def unread(lacks: Iterable[Lack]) -> list[str]:
    """A line for each file that cannot be searched."""
    return [f"{one.record} {one.name}: {one.file}" for one in lacks if one.what == "unread"]


def personal(lacks: Iterable[Lack]) -> list[str]:
    """A line for each text and file that may hold a student's data."""
    return [
        f"{one.record} {one.name}: {one.file or messages.PRIVATE}"
        for one in lacks
        if one.what in {"personal", "private"}
    ]


def imported(lacks: Iterable[Lack]) -> list[str]:
    """A line for each contract with its texts that came from a spreadsheet, as they stand there."""
    texts = [one for one in lacks if one.what == "imported"]
    return [
        f"{record} {name}: {' · '.join(one.file for one in group)}"
        for (record, name), group in groupby(texts, lambda one: (one.record, one.name))
    ]


def public_texts(contract: Contract) -> str:
    """What the district wrote of a contract for the public."""
    return " · ".join(filter(None, (contract.description, contract.purpose, contract.kinds)))


def in_folder(folder: str, address: str) -> str:
    """Where the pages were written, and what is left to do until families see them."""
    return messages.in_folder_for(folder=folder, address=address) if address else messages.in_folder(folder=folder)


def first_of(lines: Sequence[str], most: int | None = MOST_NAMED) -> Iterator[str]:
    """As many as people read, each as far, and how many more there are; all without ``most``."""
    yield from (short(line, LONGEST_LINE) for line in lines[:most])
    yield from more(lines, most)


def more(listed: Sequence[object], most: int | None) -> Iterator[str]:
    """How many there are beyond ``most``; nothing where there are not."""
    if most is not None and len(listed) > most:
        yield messages.and_more(lines=len(listed) - most)


def published(contracts: int, breaches: int, address: str) -> str:
    """How many contracts and breach notices are published, and where."""
    notices = f" and {messages.count_(number=breaches, noun='breach notice')}" if breaches else ""
    where = f": {address}" if address else "."
    return messages.the_register_shows_in_force(
        contracts=messages.count_(number=contracts, noun="contract"), notices=notices, where=where
    )


def closed(ids: Sequence[str]) -> str:
    """The deadlines that publishing closed."""
    named = ", ".join(first_of(ids))
    return messages.posting_done(number=len(ids), named=named)


def left(ids: Sequence[str], address: str) -> str:
    """Deadlines that stay open, because a folder on this machine is no website yet."""
    listed = ", ".join(first_of(ids))
    return messages.not_closed_nobody_has_said_that(listed=listed, address=address)


def at_address(label: str, address: str) -> str:
    """A button that says where the public will read it."""
    return f"{label} at {address.partition('://')[2]}" if address else label


def same(at: datetime | None) -> str:
    """Nothing has changed since the register was last published."""
    since = f" since {day(at)}" if at else ""
    return messages.nothing_has_changed_so_nothing_was(since=since)


def holds_more(folder: Path, strange: Sequence[str]) -> str:
    """A folder with other things in it."""
    listed = ", ".join(first_of(strange, 3))
    return messages.holds_files_that_are_not_part(folder=folder, listed=listed)


def not_published(folder: Path, error: OSError) -> str:
    """The site cannot be written."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        why = str(messages.it_is_a_mount_point_so)
    else:
        why = messages.the_disk_is_full if full else (error.strerror or messages.unknown_error).lower()
    return messages.the_register_cannot_be_written_to(folder=folder, why=why)
