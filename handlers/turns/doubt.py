"""Tells whether a question that was taken for one on the law may be about the district's own records."""

from __future__ import annotations

import re

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import Memory
from handlers.records.names import district_names
from handlers.understanding.requests.said import take_apart
from handlers.understanding.talk.pointing import points

CERTAIN = 0.95
"""From this share of the law on, a question that names a record is one on the law."""
_DID = re.compile(
    r"(?:(?:and|so|but|ok)\b[\s,]*)*(?:did|have|has|had|was|were|didn't|haven't|hasn't|is|are) "
    r"(?:we|i|our|ours|anyone|anybody|somebody|someone|it|that|they|the \w+)\b",
    re.IGNORECASE,
)
"""Asks what was done, which only the records tell."""


def doubtful(message: Message, memory: Memory, desk: Desk) -> bool:
    """Whether it names a record, or goes on from one, and is not surely a question on the law."""
    if desk.records is None or desk.read(message.text).wishes.get("law", 0.0) >= CERTAIN:
        return False
    index = district_names(desk)
    said = take_apart(message.text, desk.today, index, index.names.closures)
    goes_on = memory.newest == "records" and (points(message.text) or _DID.match(message.text) is not None)
    return said.named or bool(said.strange) or goes_on
