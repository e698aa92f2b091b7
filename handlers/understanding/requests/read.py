"""Reads whether a message is about the district's own records, and what it wants of them."""

from __future__ import annotations

from datetime import date

from handlers.understanding.requests.acts import read_act
from handlers.understanding.requests.looks import look
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.request import Names, Request
from handlers.understanding.requests.said import take_apart
from handlers.understanding.requests.slots import read_slots
from knowledge.reading.signs import Signs

SURE = 0.5
"""Below it, the question on the law is answered instead."""
ACT_WINS = 0.9
"""From which an act goes before a look: what asks to see something is no act."""
LAW_WINS = 0.85
"""The model's share for a question on the law from which a rule that is not sure gives way."""


def read_request(text: str, today: date, names: Names | NameIndex, signs: Signs | None = None) -> Request | None:
    """What is wanted of the records; None where it is a question on the law, or small talk."""
    index = names if isinstance(names, NameIndex) else NameIndex(names)
    act = read_act(text, read_slots(text, index, today), signs)
    found = look(take_apart(text, today, index, index.names.closures))
    if act and (found is None or act.sure >= ACT_WINS):
        return act if act.sure >= SURE else None
    if found is None or (found.sure < 1 and signs and signs.wishes.get("law", 0.0) >= LAW_WINS):
        return None
    return found if found.sure >= SURE else None
