"""What the register lacks, and the forms in which it is filled in, from which one comes back to the register."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Part, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.register import words
from handlers.register.checks import Lack, What
from storage.records import Role

FILL, SETUP, DISTRICT = "fill-register", "setup", "district"
FIELDS: Mapping[What, tuple[str, ...]] = {
    "executed": ("executed",),
    "description": ("description",),
    "purpose": ("purpose",),
    "data": ("categories", "kinds"),
    "file": ("file",),
    "lost": ("file",),
}
"""The fields of a contract in which what is missing is filled in."""


def lack_parts(
    lacks: Sequence[Lack], most: int | None = words.MOST_NAMED, fills: Role = Role.EVERYONE
) -> Iterator[Part]:
    """What is missing, and what a person has to look at; ``most`` of each. Who ``fills`` it in has buttons for it."""
    for heading, lines in looks(lacks):
        yield from listed(heading, lines, most)
    yield from (
        _missing(lacks, most, fills)
        if fills.includes(Role.PRIVACY)
        else listed(words.MISSING, words.missing(lacks), most)
    )


def looks(lacks: Sequence[Lack]) -> tuple[tuple[str, list[str]], ...]:
    """What a person has to look at before it goes out: a heading, and a line for each text and file."""
    return (
        (words.PERSONAL, words.personal(lacks)),
        (words.IMPORTED, words.imported(lacks)),
        (words.UNREAD, words.unread(lacks)),
    )


def listed(heading: str, lines: Sequence[str], most: int | None) -> Iterator[Part]:
    """The heading and the first lines; nothing without a line."""
    if lines:
        yield Text(heading, heads=True)
        yield Bullets(tuple(words.first_of(lines, most)))


def _missing(lacks: Sequence[Lack], most: int | None, fills: Role) -> Iterator[Part]:
    """A row for each record that lacks something."""
    lacking = [one for one in lacks if one.what in words.LACKS]
    rows = [_row(record, tuple(group), fills) for record, group in groupby(lacking, lambda one: one.record)]
    if rows:
        yield Text(words.MISSING, heads=True)
        yield Rows(tuple(rows[:most]), words.FILL_IN)
        yield from map(Text, words.more(rows, most))


def _row(record: str, lacks: Sequence[Lack], fills: Role) -> Row:
    name = f"{record} {lacks[0].name}" if record else words.DISTRICT
    fields = [id for one in lacks for id in FIELDS.get(one.what, ())]
    needs = f"{record} {', '.join(fields)}" if fields else ""
    if not record and fills is Role.ADMIN:
        needs = SETUP
    label = short(words.fill_in(name=name), LONGEST_LABEL)
    says = ", ".join(words.LACKS[one.what] for one in lacks)
    return Row(name, says, "incomplete", Choice(label, f"{FILL} {needs}") if needs else None)
