"""Keeps what a conversation is about, as keys and values: ids, entries, facts and values of forms, never text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers.dialogue.desk import Desk, Message
from storage.records import Conversation

MOST_ROWS = 20
LONGEST_PRESS = 1500
_LAW, _FACT, _WISH = "law.", "fact.", "wish."


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
    if talk is None:
        return Memory()
    kept = talk.answers
    return Memory(
        topic=talk.topic,
        law=_under(_LAW, kept),
        facts=_under(_FACT, kept),
        wish=_under(_WISH, kept),
        subject=kept.get("subject", ""),
        rows=tuple(kept.get("rows", "").split()),
        press=kept.get("press", ""),
        proposal=kept.get("proposal", ""),
        newest=kept.get("newest", ""),
    )


def keep(memory: Memory, message: Message, desk: Desk) -> None:
    """Remember it for the next turn. Raises StoreError."""
    if not message.place or message.look or desk.records is None:
        return
    known = recall(message, desk)
    if memory.empty and known.empty:
        return
    single = {"subject": memory.subject, "rows": " ".join(memory.rows[:MOST_ROWS]), "newest": memory.newest}
    if len(memory.press) <= LONGEST_PRESS:
        single |= {"press": memory.press, "proposal": memory.proposal}
    answers = {
        **{key: value for key, value in single.items() if value},
        **_prefixed(_LAW, memory.law),
        **_prefixed(_FACT, memory.facts),
        **_prefixed(_WISH, memory.wish),
    }
    desk.records.remember(
        Conversation(place=message.place, person=message.who, spoken=desk.now, topic=memory.topic, answers=answers)
    )


def _under(prefix: str, kept: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(prefix): value for key, value in kept.items() if key.startswith(prefix)}


def _prefixed(prefix: str, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}{key}": value for key, value in values.items() if value}
