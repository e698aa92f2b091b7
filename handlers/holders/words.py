"""The texts about who has the district's data."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.dialogue.text import short

BY_VENDOR, BY_DATA, BY_SCHOOL, BY_SUBPROCESSOR = "By vendor", "By kind of data", "By school", "By subprocessor"
ENDED = "ended, deletion not confirmed"
NOTHING = "No contract on record runs, and none has ended with data still to be deleted."
NO_SUBPROCESSORS = "No contract on record names a subprocessor. Add them with correct C-1 subprocessors: AWS, Google."
NO_SCHOOLS = "No contract on record names a school. Add them with correct C-1 schools: Elm Street, Oak Hill."
NO_DATA = "No contract on record says which data may be collected."
LOG = "Log a contract"


def vendors(number: int) -> str:
    """The number of vendors."""
    return f"{number} vendor{'' if number == 1 else 's'}"


def title(number: int, of: str = "") -> str:
    """The title of the list, with the number of vendors."""
    return short(f"Who has our data{f' ({of})' if of else ''}: {vendors(number)}")


def held_by_subprocessor(name: str, number: int) -> str:
    """How many contracts name the firm as a subprocessor."""
    return short(f"{name} is a subprocessor in {number} contract{'' if number == 1 else 's'}")


def row(pieces: Iterable[str]) -> str:
    """The details of a vendor, in a line."""
    line = " · ".join(piece for piece in pieces if piece)
    return short(f"{line[:1].upper()}{line[1:]}", 300)


def with_subprocessors(names: Iterable[str]) -> str:
    """The vendor's subprocessors."""
    told = ", ".join(names)
    return f"subprocessors: {told}" if told else ""


def _contracts(number: int, one: str, many: str) -> str:
    return f"1 contract {one}" if number == 1 else f"{number} contracts {many}"


def silent_on_data(number: int) -> str:
    """How many contracts do not say which data is covered."""
    return f"{_contracts(number, 'does', 'do')} not say which data may be collected."


def silent_on_schools(number: int) -> str:
    """How many contracts name no school, and so may reach all."""
    return (
        f"{_contracts(number, 'names', 'name')} no school, so {'it' if number == 1 else 'they'} may reach all of them."
    )


def silent_on_subprocessors(number: int) -> str:
    """How many contracts name no subprocessor."""
    return f"{_contracts(number, 'names', 'name')} no subprocessor; ask the vendor."


def none(said: str) -> str:
    """No contract has that name."""
    return f"No contract on record names '{said[:60]}' as data, school, subprocessor, vendor or product."
