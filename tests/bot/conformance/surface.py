"""What can be done on every surface alike, and what was heard and answered there?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any, Protocol, assert_never
from zoneinfo import ZoneInfo

from handlers.dialogue import words as wording
from handlers.dialogue.chart import Chart, Tiles
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Cite, Day, Facts, Link, Quote, Reply, Rows, Text
from handlers.dispatch import respond

NOW = datetime(2026, 10, 7, 9, 0, tzinfo=ZoneInfo("America/New_York"))
PAGE = "https://dpa.example.org/enter/hartford"


@dataclass(frozen=True)
class Seen:
    """What somebody saw: in which way it came, all its words, what can be pressed or filled in, and files."""

    how: str
    says: str
    on: Any = None
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class Listener:
    """Hears for one surface, on records of its own; ``instead`` says what is replied to words that are no command."""

    make: Callable[[], Desk]
    instead: Callable[[Message], Reply | None]
    heard: list[tuple[Message, Reply]] = field(default_factory=list)

    def __call__(self, message: Message) -> Reply:
        reply = self.instead(message) or respond(message, self.make())
        self.heard.append((message, reply))
        return reply

    @property
    def reply(self) -> Reply:
        return self.heard[-1][1]

    @property
    def message(self) -> Message:
        return self.heard[-1][0]


class Surface(Protocol):
    """A person on one surface, who may do everything there."""

    name: str
    listener: Listener
    sam: str
    """The id of a colleague."""
    takes_files: str
    """Where a file is given: ``form``, ``chat``, or nowhere."""

    async def says(self, text: str) -> Seen:
        """Type a line."""

    async def presses(self, label: str, on: Seen) -> Seen:
        """Press the button with that label."""

    async def fills(self, on: Seen, file: tuple[str, bytes] | None = None, **values: str) -> Seen:
        """Fill in the form that is seen, by the ids of its fields, and send it."""

    async def gives(self, name: str, content: bytes, text: str) -> Seen:
        """Give a file with a line."""


def words(reply: Reply) -> Iterator[str]:
    """All that a reply says."""
    yield from (reply.title, reply.footer, *(choice.label for choice in reply.choices))
    for part in reply.parts:
        match part:
            case Text(says) | Quote(says):
                yield says
            case Bullets(items):
                yield from items
            case Facts(rows):
                yield from (text for row in rows for text in row)
            case Rows(listed):
                yield from (text for row in listed for text in (row.title, row.says))
            case Chart(title):
                yield title
            case Tiles(tiles):
                yield from (tile.label for tile in tiles)
            case Cite(pin, link, checked):
                yield from (pin, link, checked)
            case Day(label, day):
                yield from (label, wording.day(day))
            case Link(label, url):
                yield from (label, url)
            case _:
                assert_never(part)


def bare(text: str) -> str:
    """Without the spaces that a surface puts between words, or breaks lines at."""
    return "".join(text.split())


SHOWN = {"text", "fallback", "url", "initial_value", "name", "title", "label", "value", "errorMessage"}


def leaves(found: Any) -> list[str]:
    """Every text of some JSON that people see, in its order."""
    if isinstance(found, list):
        return [text for one in found for text in leaves(one)]
    if not isinstance(found, dict):
        return []
    if found.get("type") == "mrkdwn":
        return [unescape(found["text"])]  # as Slack shows it
    each = ([value] if isinstance(value, str) and key in SHOWN else leaves(value) for key, value in found.items())
    return [text for texts in each for text in texts]
