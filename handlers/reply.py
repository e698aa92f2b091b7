"""What do we answer, before anyone decides how it looks?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["yes", "no", "depends", "plain", "unknown", "sorry", "due"]
"""How an answer must be recognized at a glance; each surface has a word and a sign for it, never color alone."""
LONGEST_TEXT = 2900
"""Slack's section holds 3,000 characters; what is built here fits every surface."""
MOST_CHOICES = 10
LONGEST_LABEL = 75
LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. Its words carry no markup."""

    says: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that belong to somebody else, or that are to be copied."""

    says: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and a value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """Where it stands: the pin, the official link (may be empty), and how far it was checked, in words."""

    pin: str
    link: str
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date that matters, with its label."""

    label: str
    day: date


Part = Text | Quote | Facts | Bullets | Cite | Day


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Pressing it is the same as typing ``say``."""

    label: str
    say: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; ``options`` are (value, label)."""

    id: str
    label: str
    kind: Literal["text", "long", "date", "number", "one", "many", "file", "link"]
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = False
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in; they come back as a Message that says ``say`` with ``fields``."""

    say: str
    title: str
    fields: tuple[Field, ...]
    submit: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer for every surface. Raises ValueError where it would not fit the narrowest of them."""

    title: str
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    form: Form | None = None
    files: tuple[File, ...] = ()
    tone: Tone = "plain"
    private: bool = True
    as_of: date | None = None
    """The day it speaks for, where that is not today."""
    footer: str = ""

    def __post_init__(self) -> None:
        texts = [part.says for part in self.parts if isinstance(part, Text | Quote)]
        if any(len(text) > LONGEST_TEXT for text in texts):
            raise ValueError(f"a text of the reply '{self.title}' is longer than {LONGEST_TEXT} characters")
        if len(self.title) > LONGEST_TITLE or len(self.choices) > MOST_CHOICES:
            raise ValueError(f"the reply '{self.title[:80]}' has too long a title or too many choices")
        if any(len(choice.label) > LONGEST_LABEL for choice in self.choices):
            raise ValueError(f"a button of the reply '{self.title}' is longer than {LONGEST_LABEL} characters")
