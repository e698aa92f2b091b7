"""Parts a form into what is asked first and what can be added under a heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.dialogue.reply import Field


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; the fields that are asked first have none."""

    title: str
    fields: tuple[Field, ...]

    @property
    def is_open(self) -> bool:
        """Whether it shows its fields at once: something new stands in one of them, or is wrong there."""
        return not self.title or any(field.value != field.was or field.error for field in self.fields)


def in_sections(fields: Iterable[Field]) -> Iterator[Section]:
    """What is asked first, then the sections, in the order in which their first fields come."""
    found: dict[str, list[Field]] = {"": []}
    for field in fields:
        found.setdefault(field.section, []).append(field)
    return (Section(title, tuple(some)) for title, some in found.items() if some)
