"""A reply and its parts, before any surface shows them: texts, lists, buttons, forms, files."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from handlers.dialogue.chart import Chart, Tiles
from handlers.dialogue.outcome import Outcome
from storage.records import Event

LONGEST = 200
UNNAMED = "file"


def file_name(given: str) -> str:
    """The last part of a file's given name, without control characters or marks that reverse the text."""
    last = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}).strip()
    if not clean.strip("."):
        return UNNAMED
    stem, dot, ending = clean.rpartition(".")
    return clean[:LONGEST] if not dot or len(ending) > 10 else f"{stem[: LONGEST - len(ending) - 1]}.{ending}"


Tone = Literal[
    "yes", "no", "depends", "plain", "unknown", "sorry", "due", "due-soon", "due-today", "overdue", "done",
    "incomplete",
    "allowed", "not-allowed", "needed", "no-duty", "counts", "counts-not", "enough", "not-enough", "in-time",
    "too-late",
]  # fmt: skip
"""How a reply must be recognized at a glance; each surface has a word and a sign for it, never color alone.

``allowed`` to ``too-late`` are what the law says of an act or a thing, whatever was asked of it: "Did I do something
wrong?" is answered Yes under ``not-allowed``. ``yes``, ``no`` and ``depends`` are those of a test step by step. Records
and what was done with them are ``due``, ``overdue``, ``done`` or ``incomplete``; a date that the law sets is ``due``.
``due-today`` is due today, and ``due-soon`` by the next business day.
"""
PRESSING: tuple[Tone, ...] = ("overdue", "due-today", "due-soon")
"""Those of deadlines that somebody has to look at now, the most pressing first."""
LONGEST_TEXT = 2900
"""Slack's section holds 3,000 characters; what is built here fits every surface."""
MOST_CHOICES = 10
LONGEST_LABEL = 75
LONGEST_TITLE = 150
MOST_CHARTS = 2
MOST_ROWS = 30
"""Records in the lists of one reply, so that a message stays one that people read."""
People = tuple[tuple[str, str], ...]
"""Names as they stand in a text, each with the person's id; a surface may mention them."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. Its words carry no markup.

    ``days`` are the dates that stand in it as `wording.day` writes them; a surface may show them in its own way.
    """

    says: str
    days: tuple[date, ...] = ()
    heads: bool = False
    """Whether it is the heading of what follows."""
    people: People = ()
    more: bool = False
    """Whether only those see it who ask for more, on surfaces that have a control for that."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that belong to somebody else, or that are to be copied."""

    says: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and a value; ``days`` as in Text."""

    rows: tuple[tuple[str, str], ...]
    days: tuple[date, ...] = ()
    people: People = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; ``days`` as in Text."""

    items: tuple[str, ...]
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Pressing it is the same as typing ``say``; ``primary`` is the one that a reply wants pressed.

    ``aside``: it stands in the menu, as few people want it. ``settles``: it saves what the reply proposes. ``guessed``:
    it is what the reply asks whether somebody meant.
    """

    label: str
    say: str
    primary: bool = False
    aside: bool = False
    settles: bool = False
    guessed: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it is a question to try, which its label says in full."""
        return self.label == self.say


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: what it is, how it stands, and what can be done with it; ``people`` are in ``says``.

    ``opens`` shows the record, and its label names it where buttons stand apart from their rows.
    """

    title: str
    says: str
    tone: Tone = "plain"
    opens: Choice | None = None
    actions: tuple[Choice, ...] = ()
    people: People = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Records, each with its own actions."""

    rows: tuple[Row, ...]
    opener: str = "Open"
    """What stands on the button by which one is opened."""

    def buttons(self, row: Row) -> tuple[Choice, ...]:
        """What can be done with one of them, where it stands."""
        return (*row.actions, *((Choice(self.opener, row.opens.say),) if row.opens else ()))


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage of the law: its pin, the official link (may be empty), and how far it was checked, in words."""

    pin: str
    link: str
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date that matters, with its label."""

    label: str
    day: date


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page that is open to one person alone, so it stands in private replies only."""

    label: str
    url: str
    handed_on: bool = False
    """Whether the reader gives it to somebody else, so that it is shown as it is to be copied."""


Part = Text | Quote | Facts | Bullets | Rows | Chart | Tiles | Cite | Day | Link


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked for while another one has one of the values ``among``; ``""`` among them: while it is empty.

    Without any: once the other one is filled in. See `handlers.forms.filling.visible_fields`.
    """

    field: str
    among: tuple[str, ...] = ()
    says: str = ""
    """The same for people, where the field cannot be hidden."""


FieldKind = Literal["text", "long", "date", "days", "time", "number", "one", "many", "pick", "file", "link", "person"]
"""How a field is filled in: ``pick`` is one of the options or what was typed instead, ``days`` are days and spans of
days as `handlers.forms.values` reads them.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; ``options`` are (value, label)."""

    id: str
    label: str
    kind: FieldKind
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = False
    value: str = ""
    shown: str = ""
    """How the value reads where a line of text stands for it, as the name of a person whose id it is."""
    error: str = ""
    when: When | None = None
    accepts: tuple[str, ...] = (".pdf", ".docx")
    """How the names of files end that may be chosen for it."""
    most: int = 1
    """Files that may be chosen for it together."""
    numbered: bool = False
    """Whether an option may be typed as its number, from 1 on, as the law numbers the provisions."""
    section: str = ""
    """The heading of the part of the form in which it stands, below what is asked first; empty for that."""
    was: str = ""
    """The value with which the form opened, as it is on record."""
    also: tuple[str, ...] = ()
    """Other names by which people type it."""


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in; they come back as a Message that says ``say`` with ``fields``.

    Raises ValueError for a field that waits for one which is not there.
    """

    say: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    again: bool = False
    """Whether it asks once more, for a correction or a confirmation, after something was given."""

    def __post_init__(self) -> None:
        ids = {field.id for field in self.fields}
        if missing := [field.id for field in self.fields if field.when and field.when.field not in ids]:
            raise ValueError(f"fields of the form '{self.title[:80]}' wait for one that is not there: {missing}")


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out, or one that somebody sent; its name is never a path."""

    name: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", file_name(self.name))


@dataclass(frozen=True, slots=True)
class ReminderChannelMoved:
    """The privacy team's posts go to another place from now on.

    ``place`` is its id, and ``before`` that of the place that they went to; empty for the page only.
    """

    place: str
    before: str


Effect = ReminderChannelMoved
"""What a surface has to do beyond showing the reply."""


@dataclass(frozen=True, slots=True)
class LawAnswer:
    """What an answer on the law comes to, for scripts; people read the reply's parts."""

    verdict: str
    citations: tuple[str, ...]
    """Best first."""
    topics: tuple[str, ...]
    opens: Literal["yes", "no", "depends"] | None = None
    """How the text opens, as an answer to the question as it was asked."""
    stance: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


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
    asks: bool = False
    """Whether it asks back instead of answering; a form does too."""
    proposal: str = ""
    """The id of the proposal that waits here for a press, or that this settled; the result is on record under it."""
    following: str = ""
    """The id of the proposal that its buttons settle where it is a result itself."""
    goes_on: bool = False
    """Whether it continues the reply whose button led to it, and may replace that one."""
    leads_on: bool = False
    """Whether the replies that its buttons lead to continue it."""
    as_of: date | None = None
    """The day it speaks for, where that is not today."""
    footer: str = ""
    outcome: Outcome = Outcome.ANSWERED
    """How the message ended. Dispatch decides it; a command sets it only where the outcome is unusual."""
    event: Event | None = None
    """What the message changed on record; None where it changed nothing."""
    effects: tuple[Effect, ...] = ()
    command: str = ""
    """The command that a question in plain words about the district's records turned out to be; else empty."""
    law: LawAnswer | None = None
    """The answer in short, for scripts, where the law was asked; else None."""
    records: tuple[str, ...] = ()
    """The ids of the records that it is about, besides those in its rows."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The records of all its lists."""
        return tuple(row for part in self.parts if isinstance(part, Rows) for row in part.rows)

    @property
    def every_choice(self) -> tuple[Choice, ...]:
        """What can be chosen where buttons stand apart from the rows: the records by their names, then the choices."""
        return (*(row.opens for row in self.rows if row.opens), *self.choices)

    def proposal_of(self, say: str) -> str:
        """The proposal's id that the button with that ``say`` carries; empty where it settles nothing."""
        return self.waiting if any(one.settles and one.say == say for one in self.choices) else ""

    @property
    def waiting(self) -> str:
        """The id of the proposal that its buttons settle; what a result offers next is no part of what it settled."""
        return self.following if self.event else self.proposal

    @property
    def settled(self) -> bool:
        """Whether nothing in it waits for an answer, and nothing is wrong."""
        return not (self.form or self.asks or self.failed)

    @property
    def failed(self) -> bool:
        """Whether something is wrong and nothing asks for more."""
        return self.outcome.failed

    @property
    def incomplete(self) -> bool:
        """Whether nothing came of it yet: something was wrong, or a form asks for a correction or a confirmation."""
        return self.failed or bool(self.form and self.form.again)

    def __post_init__(self) -> None:
        texts = [part.says for part in self.parts if isinstance(part, Text | Quote)]
        if any(len(text) > LONGEST_TEXT for text in texts):
            raise ValueError(f"a text of the reply '{self.title}' is longer than {LONGEST_TEXT} characters")
        if len(self.title) > LONGEST_TITLE or len(self.choices) > MOST_CHOICES:
            raise ValueError(f"the reply '{self.title[:80]}' has too long a title or too many choices")
        if not self.private and any(isinstance(part, Link) for part in self.parts):
            raise ValueError(f"the reply '{self.title}' has a link for one person and is not private")
        if any(len(choice.label) > LONGEST_LABEL for choice in self.choices):
            raise ValueError(f"a button of the reply '{self.title}' is longer than {LONGEST_LABEL} characters")
        if len(self.rows) > MOST_ROWS:
            raise ValueError(f"the reply '{self.title}' has more than {MOST_ROWS} rows")
        if sum(isinstance(part, Chart) for part in self.parts) > MOST_CHARTS:
            raise ValueError(f"the reply '{self.title}' has more than {MOST_CHARTS} charts")


def sorry_reply(title: str, says: str, outcome: Outcome = Outcome.SORRY) -> Reply:
    """That something cannot be. Raises ValueError for a sentence that is too long."""
    return Reply(title=title, parts=(Text(says),), tone="sorry", outcome=outcome)
