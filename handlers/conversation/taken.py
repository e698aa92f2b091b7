"""A message as it is to be answered where the dialogue stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.dialogue.desk import Message
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.reply import Reply
from handlers.understanding.requests.request import Request


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as it is to be answered: a command, a request in words, or a reply of the dialogue itself."""

    message: Message
    parsed: ParsedCommand
    request: Request | None = None
    reply: Reply | None = None
    """What is said at once: that nothing is saved, what may have been meant, or that it was not understood."""
    starts: bool = False
    """Whether another topic was announced, so that nothing spoken of before counts."""
    pressed: bool = False
    """Whether it stands for the button that was shown."""
    drops: bool = False
    """Whether what was open is over."""
    denies: bool = False
    """Whether what was proposed is not to be done so, and stays open."""
    ends: bool = False
    """Whether it ends what was spoken of, as thanks do."""
    keeps: bool = False
    """Whether what was open stays as it was."""
    leaves: Mapping[str, str] = field(default_factory=dict)
    """The act that is left for another one, with its values."""
    readings: tuple[tuple[str, Request], ...] = ()
    """What else it may have meant or asks for, with the intent, in the order of the buttons that are offered."""
    said: tuple[str, ...] = ()
    """Names and reasons that were said for an act, none of which may get lost without a word."""
    still_open: Request | None = None
    """The act that stays open, where something else was asked."""
    named: str = ""
    """The vendor or product that was spoken of, where nothing else is remembered of it."""
    missed: bool = False
    """Whether it was not understood."""
    beside: tuple[str, ...] = ()
    """Ids of records that are shown beneath an answer on the law, as it may be them that are asked about."""
