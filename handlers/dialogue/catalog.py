"""Sentences for people, read from the message catalog beside a module: `words.py` speaks from `words.po`.

A catalog is a gettext PO file. Its ids are names, so that a sentence can change and its name stay; its texts are
`str.format` templates. Where a text has two forms, the id of the plural names the value whose number chooses the form.
A date among the values is written as ``day`` writes it and a list with commas, where the text says no other shape.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Self, cast

_QUOTED = r'"(?:[^"\\\n]|\\.)*"'
_LINES = rf"{_QUOTED}(?:\n{_QUOTED})*"
ENTRY = re.compile(
    rf'^msgid "(?P<id>\w+)"\n'
    rf'(?:msgid_plural "(?P<by>\w+)"\nmsgstr\[0\] (?P<one>{_LINES})\nmsgstr\[1\] (?P<many>{_LINES})'
    rf"|msgstr (?P<text>{_LINES}))$",
    re.MULTILINE,
)
"""A message as gettext's tools write it; the header, whose id is empty, and comments are no messages."""
_BEGINS = re.compile(r'^msgid "\w', re.MULTILINE)


class BrokenCatalog(Exception):  # noqa: N818 - it is what happened
    """A catalog in which a message cannot be read: somebody has edited it and left out a quotation mark, say."""


class Sentence(str):  # noqa: SLOT000 - a str cannot have slots that hold something
    """A sentence of the catalog. Called with its values, it is the sentence with these in their places."""

    by: str
    many: str

    def __new__(cls, text: str, by: str = "", many: str = "") -> Self:
        """``by`` names the value whose number chooses between the text, for one, and ``many``."""
        message = super().__new__(cls, text)
        message.by, message.many = by, many
        return message

    def __call__(self, **values: object) -> str:
        """The sentence with its values. Raises KeyError where one is missing."""
        text = self.many if self.by and values[self.by] != 1 else str(self)
        return text.format_map({id: _written(value) if f"{{{id}}}" in text else value for id, value in values.items()})


class MessageCatalog:
    """The messages of one file, each an attribute by its id."""

    def __init__(self, file: Path) -> None:
        """Raises BrokenCatalog."""
        text = file.read_text(encoding="utf-8")
        self._file, self._messages = file, dict(read(text))
        if len(self._messages) != len(_BEGINS.findall(text)):
            raise BrokenCatalog(file)

    def __getattr__(self, name: str) -> Sentence:
        try:
            return self._messages[name]
        except KeyError:
            raise AttributeError(f"{self._file} has no message {name!r}") from None


def day(value: date) -> str:
    """``Wed, Oct 7, 2026``; with the time for a date-time."""
    shown = f"{value:%a, %b} {value.day}, {value.year}"
    return f"{shown}, {clock(value)}" if isinstance(value, datetime) else shown


def clock(value: datetime) -> str:
    """``9:14 a.m.``."""
    return f"{value.hour % 12 or 12}:{value.minute:02} {'a.m.' if value.hour < 12 else 'p.m.'}"


def _written(value: object) -> object:
    if isinstance(value, date):
        return day(value)
    return ", ".join(value) if isinstance(value, list | tuple) else value


def catalog(module: str, language: str = "en") -> MessageCatalog:
    """The catalog of a module, which gives its ``__file__``; `words.es.po` has the Spanish of `words.py`."""
    return MessageCatalog(Path(module).with_suffix(".po" if language == "en" else f".{language}.po"))


def read(text: str) -> Iterator[tuple[str, Sentence]]:
    """The messages of a catalog's text, by id; one without values is a plain str, which nobody can call."""
    for match in ENTRY.finditer(text):
        says, many = _unquoted(match["text"] or match["one"]), _unquoted(match["many"]) if match["by"] else ""
        spoken = match["by"] or "{" in says
        yield match["id"], Sentence(says, match["by"] or "", many) if spoken else cast("Sentence", says)


def _unquoted(lines: str) -> str:
    text = lines[1:-1].replace('"\n"', "")
    return str(json.loads(f'"{text}"')) if "\\" in text else text
