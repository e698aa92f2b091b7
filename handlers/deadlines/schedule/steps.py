"""The steps at which a deadline is recalled, and the short text under which a store keeps each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handlers.dialogue import bounded_re as re
from storage.records import Reminder


class Recipient(StrEnum):
    """Who gets a reminder; their place is looked up when it is sent."""

    TEAM = "team"
    OWNER = "owner"
    LEAD = "lead"
    SUPERINTENDENT = "superintendent"


class StepKind(StrEnum):
    """Why a reminder goes out; the value is the word that is stored."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    BEFORE = "before"
    SAFE = "safe"
    LAST = "last"
    OVERDUE = "overdue"
    SNOOZED = "snoozed"
    DIGEST = "digest"
    OWN = "own"
    """Somebody asked to be reminded; the deadline stays as it is."""
    QUESTION = "question"
    """Somebody's question for the privacy lead; no deadline."""
    ANSWER = "answer"
    """The privacy lead's answer to it."""
    TIDY = "tidy"
    """What stands at a place is brought up to date: nobody is told anything."""
    ROLE = "role"
    """Somebody is told of the role that they were given or lost."""
    PAGES = "pages"
    """The check of a day found that posted pages are gone."""
    APPS = "apps"
    """Products wait for the privacy team's decision; told once a day."""
    DECIDED = "decided"
    """Somebody is told what was decided on a product that they asked for."""
    TRAINING = "training"
    """Somebody is reminded of the school year's training."""


LETTERS = frozenset({StepKind.QUESTION, StepKind.ANSWER})
"""What one person writes to another, each in a message of its own."""
ASKER = "asker"
"""Whom an ANSWER is for: who that is stays sealed."""


class Unsaid(StrEnum):
    """Why a reminder is closed that nobody was told; the value stands in the place of its message's address."""

    NOT_NEEDED = "not needed"
    NOTHING_TO_TELL = "nothing to tell"
    TIDIED = "tidied"
    SEALED = "sealed"
    """It was told, to somebody whom no record names."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, for one recipient.

    ``days`` belongs to BEFORE (days before the safe date) and to OVERDUE (the number of the reminder, from 1 on).
    ``on`` is when a SNOOZED deadline wakes, the day of a DIGEST, of a check of PAGES, of APPS, of an OWN reminder or
    of TRAINING, or the moment at which an owner was ASSIGNED, something was said at a place that is to be TIDY, or a
    ROLE changed. ``to`` is the person or place; a QUESTION, an ANSWER and what was DECIDED go ``to`` their reader, and
    ``about`` is the id.
    """

    kind: StepKind
    recipient: Recipient = Recipient.TEAM
    days: int = 0
    on: date | datetime | None = None
    to: str = ""
    about: str = ""

    def __str__(self) -> str:
        """As it is stored: ``3-before``, ``overdue-2 lead``, ``snoozed-2026-12-01``."""
        match self.kind:
            case StepKind.BEFORE:
                text = f"{self.days}-{self.kind}"
            case StepKind.OVERDUE:
                text = f"{self.kind}-{self.days}"
            case StepKind.ASSIGNED:
                text = f"{self.kind}-{self.on:{_MOMENT}}"
            case StepKind.SNOOZED | StepKind.DIGEST | StepKind.PAGES | StepKind.APPS:
                text = f"{self.kind}-{self.on}"
            case StepKind.QUESTION | StepKind.ANSWER | StepKind.DECIDED:
                return f"{self.kind}-{self.about} {self.to}"
            case StepKind.OWN | StepKind.TRAINING:
                return f"{self.kind}-{self.on} {self.to}"
            case StepKind.TIDY | StepKind.ROLE:
                return f"{self.kind}-{self.on:{_MOMENT}} {self.to}"
            case StepKind.OPENED | StepKind.SAFE | StepKind.LAST:
                text = str(self.kind)
        return text if self.recipient is Recipient.TEAM else f"{text} {self.recipient}"


_MOMENT = "%Y%m%d%H%M%S"
_STORED = re.compile(
    r"(?:(?P<plain>opened|safe|last)|(?P<before>\d+)-before|overdue-(?P<overdue>\d+)|assigned-(?P<moment>\d{14})"
    r"|(?P<dated>snoozed|digest|pages|apps)-(?P<day>\d{4}-\d\d-\d\d))(?: (?P<recipient>owner|lead|superintendent))?"
)
_OWN = re.compile(r"(?P<kind>own|training)-(?P<day>\d{4}-\d\d-\d\d) (?P<to>.+)")
_LETTER = re.compile(r"(?P<kind>question|answer|decided)-(?P<about>[GA]-\d+) (?P<to>.+)")
_AT_MOMENT = re.compile(r"(?P<kind>tidy|role)-(?P<moment>\d{14}) (?P<to>.+)")


def read_step(text: str) -> Step | None:
    """The step that is stored as ``text``; None where no version of the bot plans such a step."""
    found = _STORED.fullmatch(text)
    if found is None:
        return _addressed(text)
    recipient = Recipient(found["recipient"] or Recipient.TEAM)
    if found["before"]:
        return Step(StepKind.BEFORE, recipient, days=int(found["before"]))
    if found["overdue"]:
        return Step(StepKind.OVERDUE, recipient, days=int(found["overdue"]))
    if found["moment"]:
        return Step(StepKind.ASSIGNED, recipient, on=_moment(found["moment"]))
    if found["dated"]:
        return Step(StepKind(found["dated"]), recipient, on=date.fromisoformat(found["day"]))
    return Step(StepKind(found["plain"]), recipient)


def _addressed(text: str) -> Step | None:
    """A step that names whom or what it is for."""
    if own := _OWN.fullmatch(text):
        return Step(StepKind(own["kind"]), on=date.fromisoformat(own["day"]), to=own["to"])
    if letter := _LETTER.fullmatch(text):
        return Step(StepKind(letter["kind"]), to=letter["to"], about=letter["about"])
    if found := _AT_MOMENT.fullmatch(text):
        return Step(StepKind(found["kind"]), on=_moment(found["moment"]), to=found["to"])
    return None


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT)  # noqa: DTZ007 - as stored


def kind_of(reminder: Reminder) -> StepKind | None:
    """The kind of a stored reminder; None for a step that no version of the bot plans."""
    step = read_step(reminder.step)
    return step.kind if step else None


def was_said(sent_as: str) -> bool:
    """Whether a closed reminder was told to somebody: it has the address of a message."""
    return bool(sent_as) and sent_as not in set(Unsaid)


def recipient_of(reminder: Reminder) -> Recipient:
    """Who gets a stored reminder; the team, where nobody else is named."""
    named = {str(recipient): recipient for recipient in Recipient}
    return named.get(reminder.where, Recipient.TEAM)


def reminder_for(step: Step, deadline: str, due_at: datetime) -> Reminder:
    """The reminder to store for that step of a deadline, which is empty for a digest."""
    return Reminder(deadline=deadline, step=str(step), due_at=due_at, where=step.to or step.recipient.value)
