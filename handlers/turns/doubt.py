"""Tells whether a question that was taken for one on the law may be about the district's own records."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import Memory
from handlers.records.names import district_names
from handlers.understanding.requests.apart.asking import wants_done
from handlers.understanding.requests.apart.norms import asks_how_long, asks_norm
from handlers.understanding.requests.read import speaks_of_ours
from handlers.understanding.requests.said import take_apart
from handlers.understanding.talk.pointing import points

CERTAIN, CERTAIN_NAMED = 0.9, 0.98
"""From this share of the law on, a question is surely one on the law; the second where it names a record."""
LEANS = 0.4
"""How much less likely the law is asked for right after records, where a few words point back at them."""
MOST_WORDS = 14
_DID = re.compile(
    r"(?:(?:and|so|but|ok)\b[\s,]*)*(?:did|have|has|had|was|were|didn't|haven't|hasn't|is|are) "
    r"(?:we|i|our|ours|anyone|anybody|somebody|someone|it|that|they|the \w+)\b",
    re.IGNORECASE,
)
"""Asks what was done, which only the records tell."""
_BY_LAW = re.compile(r"\b(?:the|ct|state|connecticut) (?:law|act|statute)\b|\b10-234", re.IGNORECASE)


def spoken_of(message: Message, memory: Memory, desk: Desk) -> tuple[str, ...] | None:
    """The records that are named or pointed at by what is not surely a question on the law; None where none may be."""
    wishes = desk.read(message.text).wishes
    law, norm = wishes.get("law", 0.0), asks_norm(message.text) or asks_how_long(message.text)
    if desk.records is None or _BY_LAW.search(message.text) or norm or law >= CERTAIN_NAMED:
        return None
    index = district_names(desk)
    said = take_apart(message.text, desk.today, index, index.names.closures)
    if said.named:
        return said.ids or said.records
    if law >= CERTAIN:
        return None
    goes_on = memory.newest == "records" and (points(message.text) or _DID.match(message.text) is not None)
    if goes_on and memory.subject:
        return (memory.subject,)
    ours = memory.newest != "law" and max(wishes.get("look", 0.0), wishes.get("act", 0.0)) > law
    return () if said.strange or goes_on or ours or wants_done(message.text) or speaks_of_ours(message.text) else None


def leaning(desk: Desk, message: Message, memory: Memory) -> Desk:
    """The desk by which a few words right after records are less likely to be on the law."""
    few = len(message.text.split()) <= MOST_WORDS and not _BY_LAW.search(message.text)
    if memory.newest != "records" or not few or not (memory.subject or memory.rows):
        return desk
    return replace(desk, read=lambda text: desk.read(text).leaning({"law": LEANS, "outside": LEANS}))
