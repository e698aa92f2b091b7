"""Keeps what a conversation is about, as keys and values: ids, entries, facts and values of forms, never text.

It lasts half an hour; the form that is open and the one that was left have a row of their own, which lasts a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers.dialogue.desk import Desk, Message
from storage.records import DRAFT, Conversation

MOST_ROWS = 20
LONGEST_PRESS = 1500
_LAW, _FACT, _WISH, _LOOKED, _WAITING, _READING = "law.", "fact.", "wish.", "looked.", "waiting.", "reading"
_DRAFT = (_WISH, "task", "asked", _WAITING)
"""What is kept of a form that is open."""
MOST_READINGS = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """What was spoken of so far in one place with one person."""

    topic: str = ""
    """The topic of the law that was answered last."""
    law: Mapping[str, str] = field(default_factory=dict)
    """Of that answer: ``about`` the entry, ``stance`` and ``claim``, ``event`` counted from, ``near`` topics."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was told for it: an element, and yes or no."""
    wish: Mapping[str, str] = field(default_factory=dict)
    """The view or act that was shown last, with its values."""
    looked: Mapping[str, str] = field(default_factory=dict)
    """The view that was shown while an act is open."""
    subject: str = ""
    """The id of the record that was shown last."""
    rows: tuple[str, ...] = ()
    """The ids of the records that were listed last, in that order."""
    press: str = ""
    """The complete command of the button that waits for a press."""
    proposal: str = ""
    """The id of the proposal in which that button stands."""
    newest: str = ""
    """Whether the law or the records were spoken of last: ``law`` or ``records``."""
    named: str = ""
    """The vendor or product that was named in a question on the law."""
    pressable: str = ""
    """Until when a yes in words presses that button: a moment in ISO format."""
    task: str = ""
    """The command whose form is open, or that waits for that button."""
    asked: str = ""
    """The field of that form that is asked for first."""
    aside: int = 0
    """How many messages in a row were about something else than that form."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    """The act that was left for another one, with its values."""
    readings: tuple[Mapping[str, str], ...] = ()
    """What the message before may have meant, in the order of the buttons that were offered."""
    missed: int = 0
    """How many messages in a row were not understood."""

    @property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        return self == Memory()

    def with_law(self, topic: str, law: Mapping[str, str], facts: Mapping[str, str]) -> Memory:
        """The same after an answer on the law."""
        return replace(self, topic=topic, law=law, facts=facts, newest="law" if topic else self.newest)


def recall(message: Message, desk: Desk) -> Memory:
    """What is remembered of this person in this place; nothing where no conversation is kept. Raises StoreError."""
    if not message.place or desk.records is None:
        return Memory()
    talk = desk.records.conversation(message.place, message.who, desk.now)
    draft = None if talk else desk.records.conversation(message.place, message.who, desk.now, draft=True)
    kept = talk.answers if talk else draft.answers if draft else {}
    return Memory(
        topic=talk.topic if talk else "",
        law=_under(_LAW, kept),
        facts=_under(_FACT, kept),
        wish=_under(_WISH, kept),
        looked=_under(_LOOKED, kept),
        subject=kept.get("subject", ""),
        rows=tuple(kept.get("rows", "").split()),
        press=kept.get("press", ""),
        proposal=kept.get("proposal", ""),
        newest=kept.get("newest", ""),
        pressable=kept.get("pressable", ""),
        named=kept.get("named", ""),
        task=kept.get("task", ""),
        asked=kept.get("asked", ""),
        waiting=_under(_WAITING, kept),
        readings=tuple(filter(None, (_under(f"{_READING}{k}.", kept) for k in range(MOST_READINGS)))),
        missed=int(kept.get("missed", "0")),
        aside=int(kept.get("aside", "0")),
    )


def keep(memory: Memory, message: Message, desk: Desk) -> None:
    """Remember it for the next turn. Raises StoreError."""
    if not message.place or message.look or desk.records is None:
        return
    known = recall(message, desk)
    if memory.empty and known.empty:
        return
    single = {"subject": memory.subject, "rows": " ".join(memory.rows[:MOST_ROWS]), "newest": memory.newest}
    single |= {"task": memory.task, "asked": memory.asked, "missed": str(memory.missed or ""), "named": memory.named}
    single |= {"aside": str(memory.aside or "")}
    if len(memory.press) <= LONGEST_PRESS:
        single |= {"press": memory.press, "proposal": memory.proposal, "pressable": memory.pressable}
    answers = {
        **{key: value for key, value in single.items() if value},
        **_prefixed(_LAW, memory.law),
        **_prefixed(_FACT, memory.facts),
        **_prefixed(_WISH, memory.wish),
        **_prefixed(_LOOKED, memory.looked),
        **_prefixed(_WAITING, memory.waiting),
    }
    for place, reading in enumerate(memory.readings[:MOST_READINGS]):
        answers |= _prefixed(f"{_READING}{place}.", reading)
    talk = Conversation(place=message.place, person=message.who, spoken=desk.now, topic=memory.topic, answers=answers)
    desk.records.remember(talk)
    draft = {key: value for key, value in answers.items() if key.startswith(_DRAFT if memory.task else _WAITING)}
    if draft or desk.records.conversation(message.place, message.who, desk.now, draft=True):
        desk.records.remember(replace(talk, topic=DRAFT, answers=draft))


def _under(prefix: str, kept: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(prefix): value for key, value in kept.items() if key.startswith(prefix)}


def _prefixed(prefix: str, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}{key}": value for key, value in values.items() if value}
