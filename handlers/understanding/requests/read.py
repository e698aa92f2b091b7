"""Reads whether a message is about the district's own records, and what it wants of them."""

from __future__ import annotations

import re
from datetime import date

from handlers.understanding.requests.acts import read_act
from handlers.understanding.requests.looks import look
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.request import Names, Request
from handlers.understanding.requests.said import take_apart
from handlers.understanding.requests.slots import read_slots
from knowledge.reading.signs import Signs

_ASKS = re.compile(
    r"\s*(?:who|what|where|when|which|how|did|has|have|is|are|do|does|was|were|any|need|i need|show|link"
    r"|(?:give|send) (?:me|us)|proof|get|find|pull|looking for)(?:'s|s)?\b",
    re.IGNORECASE,
)
"""A question: what it wants is to be shown, where a view fits it."""
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
    asks = found is not None and found.sure == 1 and _ASKS.match(text)
    if act and not asks and (found is None or act.sure >= ACT_WINS):
        return act if act.sure >= SURE else None
    if found is None or (found.sure < 1 and signs and signs.wishes.get("law", 0.0) >= LAW_WINS):
        return None
    return found if found.sure >= SURE else None
