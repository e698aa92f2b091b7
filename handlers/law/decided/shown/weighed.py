"""What a button of an answer carries: the topic, the entry, the question's kind and the facts, never any text."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from handlers.law.decided.told.heard import STANCES, Heard
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import Claim

COMMAND = "weigh"
CLAIMS: Mapping[str, Claim] = {name: name for name in get_args(Claim)}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer's question without its words."""

    topic: str
    about: str
    asked: AskedAs
    facts: Mapping[str, str]
    day: date | None = None
    """By the law of that day; None is today's."""

    def with_fact(self, name: str, value: str) -> Weighed:
        """The same with one fact told, or told otherwise."""
        return replace(self, facts={**self.facts, name: value})

    @property
    def say(self) -> str:
        """The command that asks it again."""
        parts = [
            f"topic={self.topic}",
            f"about={self.about}",
            f"stance={self.asked.stance}",
            f"claim={self.asked.claim}",
            *([f"on={self.day.isoformat()}"] if self.day else []),
        ]
        return " ".join((COMMAND, *map(_word, (*parts, *(f"{name}={value}" for name, value in self.facts.items())))))

    @property
    def heard(self) -> Heard:
        """As if it had just been read."""
        return Heard(replace(self.asked, turned=True), {self.about: 1.0}, self.facts)


def read_weighed(rest: str) -> Weighed:
    """What a button carried; what it does not know is left out."""
    told = dict(word.replace("_", " ").split("=", 1) for word in rest.split() if "=" in word)
    stance, claim = STANCES.get(told.pop("stance", ""), "may"), CLAIMS.get(told.pop("claim", ""), "")
    topic, about = told.pop("topic", ""), told.pop("about", "")
    on = told.pop("on", "")
    facts = {name: value for name, value in told.items() if value in {"yes", "no"}}
    return Weighed(topic, about, AskedAs(stance, claim), facts, _day(on))


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _word(text: str) -> str:
    return text.replace(" ", "_")
