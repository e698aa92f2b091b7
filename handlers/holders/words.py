"""The texts about who has the district's data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def title(number: int, of: str = "") -> str:
    """The title of the list, with the number of vendors."""
    return short(messages.title(of=f" ({of})" if of else "", number=messages.vendors(number=number)))


def held_by_subprocessor(name: str, number: int) -> str:
    """How many contracts name the firm as a subprocessor."""
    return short(messages.held_by_subprocessor(name=name, number=number))


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
    return messages.silent_on_data(number=_contracts(number, "does", "do"))


def silent_on_schools(number: int) -> str:
    """How many contracts name no school, and so may reach all."""
    return messages.silent_on_schools(number=number)


def silent_on_subprocessors(number: int) -> str:
    """How many contracts name no subprocessor."""
    return messages.silent_on_subprocessors(number=_contracts(number, "names", "name"))
