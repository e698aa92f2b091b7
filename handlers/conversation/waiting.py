"""Where a yes or no belongs that begins a thread of its own in a chat: to the one proposal that waits in another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.conversation import words
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Memory, Message, recall
from handlers.dialogue.text import short

CLEAR = 0.8
"""The share from which a text says yes or no, were something proposed."""
_ANSWERS = frozenset({"confirm", "deny", "cancel"})
LONGEST = 60
"""Most letters of a proposed command where several wait."""


def is_answer(text: str, desk: Desk) -> bool:
    """Whether it would say yes or no to what was proposed."""
    best, share = next(iter(desk.frame("proposed done", text).intents.items()), ("", 0.0))
    return best in _ANSWERS and share >= CLEAR


def at_its_proposal(message: Message, memory: Memory, desk: Desk) -> tuple[Message, Memory]:
    """A yes or no as said where the sender's one proposal in this chat waits; any other as it is; and the memory of it.

    Raises Sorry where several wait, or something else was spoken of since; StoreError.
    """
    if not message.chat or not memory.empty or desk.records is None:
        return message, memory
    talks = [one for one in desk.records.conversations(message.who, desk.now) if _in(message.chat, one.place)]
    waiting = {one.place: found.press for one in talks if _waits(found := recall(_at(one.place, message), desk), desk)}
    if not waiting or not is_answer(message.text, desk):
        return message, memory
    latest = max(one.spoken for one in talks)
    if list(waiting) != [one.place for one in talks if one.spoken == latest]:
        raise Sorry(words.which_waits([short(press, LONGEST) for press in waiting.values()]))
    there = _at(next(iter(waiting)), message)
    return there, recall(there, desk)


def _at(place: str, message: Message) -> Message:
    return replace(message, place=place, chat="")


def _in(chat: str, place: str) -> bool:
    return place == chat or place.startswith(f"{chat}:")


def _waits(memory: Memory, desk: Desk) -> bool:
    return bool(memory.press and memory.pressable) and desk.now <= datetime.fromisoformat(memory.pressable)
