"""Reads a message once: everything that a reply needs to know of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from handlers.dialogue import bounded_re as re
from handlers.dialogue.parsed import ParsedCommand
from handlers.understanding.courtesy.greetings import Courtesy, courtesy, without_greeting
from handlers.understanding.days.dates import days_in, month_in
from handlers.understanding.days.day_clauses import EventDay, event_days
from handlers.understanding.follow_ups import may_continue
from handlers.understanding.named.data_kinds import kinds_in
from handlers.understanding.named.products import product_in
from handlers.understanding.pins import pins_in
from knowledge.citation import Citation
from knowledge.model import Kind

ASK = "ask"
"""The command that every question on the law is."""
TWO = 2
SHORTEST_QUESTION = 4
"""Words that make a second question worth an answer of its own."""


class Wish(Enum):
    """What somebody wants with a message."""

    QUESTION = "question"
    CONTINUATION = "continuation"
    """A question that may only make sense after the turn before."""
    LOOK = "look"
    """A command that shows something and changes nothing."""
    ACT = "act"
    """A command that changes the records."""
    SMALL_TALK = "small talk"
    """Nothing but a greeting or thanks."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message means. It is made for one reply and kept nowhere, as it holds the person's own words."""

    wish: Wish
    command: ParsedCommand
    question: str
    """Without the greeting before it and the thanks behind it."""
    courtesy: Courtesy = ""
    product: str = ""
    """The product or vendor of which it is asked whether there is a contract, or whether it may be used; as typed."""
    days: tuple[EventDay, ...] = ()
    """The days that are named, in order, and what happened on each."""
    month: date | None = None
    """The first day of the one month that is named with its year, as in "back in May 2017"."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of data that are named, of those the law lists."""
    pins: tuple[Citation, ...] = ()
    """The passages that are named by their cite."""
    parts: tuple[Reading, ...] = ()
    """Its two questions, where there are two and each is long enough to stand alone."""


def read(text: str, today: date, kinds: Sequence[Kind] = (), command: ParsedCommand | None = None) -> Reading:
    """What a message means, seen from ``today``; ``kinds`` are those the law lists, ``command`` a command it is."""
    if command and command.name != ASK:
        wish = Wish.ACT if command.changes else Wish.LOOK
        reading = read_question(command.rest, today, kinds)
        return replace(reading, wish=wish, command=command, product=product_in(command.rest))
    if polite := courtesy(text):
        return Reading(Wish.SMALL_TALK, command or ParsedCommand(ASK, text), "", courtesy=polite)
    question = without_greeting(text)
    parts = _questions(question)
    return replace(
        read_question(question, today, kinds),
        command=command or ParsedCommand(ASK, text),
        product=product_in(question),
        parts=tuple(read_question(part, today, kinds) for part in parts) if len(parts) == TWO else (),
    )


def read_question(question: str, today: date, kinds: Sequence[Kind] = ()) -> Reading:
    """A question alone, without greetings: a part of a message, or one put together with the turn before."""
    days = days_in(question, today)
    return Reading(
        wish=Wish.CONTINUATION if may_continue(question, days) else Wish.QUESTION,
        command=ParsedCommand(ASK, question),
        question=question,
        days=event_days(question, days),
        month=month_in(question),
        kinds=kinds_in(question, kinds),
        pins=pins_in(question),
    )


def _questions(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"(?<=\?)\s+", text) if part.strip()]
    long_enough = all(len(part.split()) >= SHORTEST_QUESTION and part.endswith("?") for part in parts)
    return parts if long_enough else [text]
