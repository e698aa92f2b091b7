"""Reads a message where the dialogue stands: as a whole, and a long one sentence by sentence, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers.conversation.intents import WISHES
from handlers.conversation.spans import whole
from handlers.conversation.state import state_line
from handlers.conversation.values import known_in
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import Memory
from handlers.understanding.requests.spelling import plainly_spelt, well_spelt
from knowledge.frames.frame import Frame, mixed, with_known

SURE = 0.5
"""The share from which a request is taken: an act is only shown first, and a look changes nothing."""
BOTH, TOGETHER = 0.28, 0.75
"""The share that each of two wishes has at least, and the two together, where both are asked for."""
EACH = 0.4
"""The share that each of two wishes gets that stand in sentences of their own."""
CERTAIN = 0.9
"""The share of the whole from which no sentence is read by itself."""
LONG = 18
"""Words of a message in which one sentence may tell, and another one ask."""
PART, CLEAR_PART = 3, 0.85
"""Words of a sentence that is read by itself, and the share from which it counts."""
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+|\s+[-\u2013\u2014]+\s+")


def read_frame(message: Message, memory: Memory, desk: Desk) -> Frame:
    """What the reader makes of the message.

    Where it names what is on file it is read with these names and without them: with them a name is known for one, and
    without them a question on the law that names a vendor is known for one.
    """
    state = state_line(memory, desk)
    text = message.text.encode("utf-8", "ignore").decode()  # without halves of characters
    read, text = _surest(state, text, desk)
    read = whole(read, text)
    return _with_parts(read, state, text, desk) if read.intents else read


def _surest(state: str, text: str, desk: Desk) -> tuple[Frame, str]:
    """The message as it is typed, or without its slips, where that is surer."""
    read, spelt = _read(state, text, desk), well_spelt(plainly_spelt(text))
    if spelt == text or not read.intents or max(read.intents.values()) >= SURE:
        return read, text
    other = _read(state, spelt, desk)
    return (other, spelt) if max(other.intents.values()) > max(read.intents.values()) else (read, text)


def _read(state: str, text: str, desk: Desk) -> Frame:
    frame, known = desk.frame(state, text), known_in(text, desk)
    return mixed(desk.frame(with_known(state, known), text), frame) if known and frame.intents else frame


def _with_parts(read: Frame, state: str, text: str, desk: Desk) -> Frame:
    """With what its sentences ask for, where it is not sure what the whole wants, or where it is long.

    People tell first and ask last: where the last of these asks for the law, the others belong to that question.
    """
    best = next(iter(read.intents))
    share = read.intents[best]
    parts = [one.strip() for one in _ENDS.split(text) if len(one.split()) >= PART]
    if len(parts) < 2 or share >= CERTAIN or (share >= SURE and len(text.split()) < LONG):
        return read
    every = tuple(_wishes(parts, state, desk))
    asked = every[-1:] if every[-1:] == ("law",) else tuple(dict.fromkeys(one for one in every if one != "law"))
    if share >= SURE:
        asked = (best, *(one for one in asked if one not in {best, "law"})) if best in WISHES else ()
    shares = {one: EACH if len(asked) > 1 else 2 * EACH for one in asked[:2]}
    return replace(read, intents=_over(read.intents, shares)) if len(shares) > (share >= SURE) else read


def _wishes(parts: list[str], state: str, desk: Desk) -> Iterator[str]:
    for part in parts:
        intents = _read(state, part, desk).intents
        best = next(iter(intents))
        if best in {*WISHES, "law"} and intents[best] >= CLEAR_PART:
            yield best


def _over(whole: Mapping[str, float], shares: Mapping[str, float]) -> dict[str, float]:
    """These shares, and what is left of the whole for all others."""
    left = 1.0 - sum(shares.values())
    rest = sum(share for one, share in whole.items() if one not in shares) or 1.0
    found = {**{one: share * left / rest for one, share in whole.items()}, **shares}
    return dict(sorted(found.items(), key=lambda each: -each[1]))
