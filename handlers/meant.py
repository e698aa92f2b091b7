"""Tells whether a message that is no typed command asks to see the district's own records."""

from __future__ import annotations

from handlers.contracts.specs import ON_RECORD
from handlers.deadlines.search.selection import select_deadlines
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.text.paging import asked
from handlers.export.export import FORMATS
from handlers.records.acts.which import meant_deadlines
from handlers.records.names import district_names
from handlers.understanding.courtesy.greetings import courtesy, without_introduction
from handlers.understanding.requests.apart.asking import asked_span
from handlers.understanding.requests.apart.norms import asks_how_long
from handlers.understanding.requests.read import read_request
from handlers.understanding.requests.request import Request, View
from handlers.understanding.requests.spelling import plainly_spelt
from handlers.understanding.vocabulary import QUESTION
from storage.records import Status

_WITH_FIELDS = frozenset({"log-contract", "log-breach", "setup"})
_NEED_ID = frozenset({"done", "undo", "snooze", "assign", "received", "correct", "withdraw", "erase"})
LONGEST = 2500
"""Characters of a message that is read as plain words about the records; the rules take long for more."""
_OF_ROLE = re.compile(r"['’]s\b|\b(?:roles?|access|rights?|permissions?|for|from|of|please)\b", re.IGNORECASE)
"""More than the person: "revoke Sam's role"."""
TOLD = 0.8
"""From this share of an act on, all of the message tells what is to be done."""
PART = 0.5
"""How much the part of a message counts that asks, against all of it."""
SHORT = 2
"""Words that may stand for a command alone."""
_QUESTIONS = frozenset({QUESTION, ON_RECORD.name})
_LISTS = frozenset({"contracts", "breaches", "deadlines"})
_OF_ONE = frozenset({"contract", "breach", "deadline", "history", "contract-file", "vendor-letter"})
_ONLY_NAMES = frozenset({View.CARD, View.LIST, View.ON_RECORD, View.NONE})


def request_in(parsed: ParsedCommand, message: Message, desk: Desk) -> Request | None:
    """What is asked of the records; None where it is a command as it is typed, or a question on the law.

    Raises StoreError.
    """
    if desk.records is None or parsed.problem or not is_plain(message):
        return None
    if parsed.name in _QUESTIONS:
        return None if _typed_ask(message.text) or courtesy(message.text) else _of_question(parsed, message, desk)
    if parsed.changes and (_is_sentence(parsed, message) or _begins_sentence(parsed)):
        found = _with_signs(message.text, desk)
        named = parsed.name not in _WITH_FIELDS or (
            found and (found.slots.vendor or found.slots.said_days or found.slots.value)
        )
        return found if found and found.acts and named else None
    if parsed.name in _LISTS and not parsed.rest:
        found = read_request(message.text, desk.today, district_names(desk))
        more = found and (found.slots.since or found.slots.until or found.slots.person)
        return found if found and (more or found.view is View.OVERDUE) else None
    if parsed.rest and (parsed.name in _LISTS or _says_more(parsed)):
        few = parsed.name in _LISTS and len(parsed.rest.split()) <= SHORT  # a name, and no sentence for the model
        words, names = asked(message.text)[0], district_names(desk)
        found = read_request(words, desk.today, names) if few else _with_signs(words, desk)
        return found if found and (parsed.name not in _LISTS or _narrows(found, parsed, message, desk)) else None
    return None


def is_plain(message: Message) -> bool:
    """Whether it is words that were typed, and not too many of them."""
    typed = not (message.fields or message.look) and bool(message.text.strip())
    return typed and len(message.text) <= LONGEST


def _of_question(parsed: ParsedCommand, message: Message, desk: Desk) -> Request | None:
    """What a question asks of the records; whether a product is on record only names what is there."""
    found = _with_signs(message.text, desk)
    if found and found.view is View.DUE and (_of_no_record(found, desk) or _of_no_breach(found, message.text, desk)):
        return None
    on_record = parsed.name == ON_RECORD.name
    return found if found and (not on_record or found.slots.records or found.slots.ids or found.acts) else None


def _of_no_record(found: Request, desk: Desk) -> bool:
    """Whether a duty's date is asked for of which no deadline is on record: the law alone tells it."""
    slots = found.slots
    named = slots.ids or slots.person or (slots.vendor and not slots.records)
    among = Status if slots.records else (Status.OPEN,)
    return bool(slots.duties) and not named and not meant_deadlines(slots, desk, among)


def _of_no_breach(found: Request, text: str, desk: Desk) -> bool:
    """Whether a vendor's time to tell of a breach is asked for, of whom no breach is on record."""
    slots = found.slots
    if found.kind != "breach" or not slots.records or not asks_how_long(text):
        return False
    return not any(one.id in slots.records or one.contract in slots.records for one in desk.store.breaches())


def _with_signs(text: str, desk: Desk) -> Request | None:
    """By the rules and by the model, which hears every message that is no command, and the part of it that asks."""
    text = plainly_spelt(without_introduction(text))
    said = " ".join(text.split())
    start, end = asked_span(said)
    signs = desk.read(text)
    if end - start < len(said) and signs.wishes.get("act", 0.0) < TOLD:
        signs = signs.with_part(desk.read(said[start:end]), PART)
    return read_request(text, desk.today, district_names(desk), signs)


def _typed_ask(text: str) -> bool:
    return text.strip().lower().startswith(f"{QUESTION} ")


def _is_sentence(parsed: ParsedCommand, message: Message) -> bool:
    """Whether more was said than the words that stand for a command without anything behind it."""
    return (
        not parsed.rest
        and len(message.text.split()) > SHORT
        and not message.text.strip().lower().startswith(parsed.name)
    )


def _begins_sentence(parsed: ParsedCommand) -> bool:
    """Whether what follows the name of a command that changes records is neither its record nor its fields."""
    rest = parsed.rest.strip()
    if not rest:
        return False
    if parsed.name in _WITH_FIELDS:
        return not re.match(r"[A-Za-z][\w ]{1,30}?\s*[:=]", rest)
    if parsed.name == "snooze" and parsed.id:
        return bool(re.match(r"\S+ (?:for|by|another|to) ", rest))
    if parsed.name == "correct" and parsed.id:
        more = rest.partition(" ")[2]
        return len(more.split()) > SHORT and not re.search(r"[:=,]", more)
    return (parsed.name in _NEED_ID and not parsed.id) or (parsed.name == "revoke" and bool(_OF_ROLE.search(rest)))


def _says_more(parsed: ParsedCommand) -> bool:
    """Whether what follows the command's name is no id and no format, but words."""
    if parsed.name == "export":
        return parsed.rest.strip().lower() not in FORMATS
    return parsed.name in _OF_ONE and not parsed.id


def _narrows(found: Request, parsed: ParsedCommand, message: Message, desk: Desk) -> bool:
    """Whether a list is asked for that its own words do not give."""
    rest = asked(parsed.rest)[0]
    if parsed.name == "deadlines":
        try:
            return select_deadlines(rest, message, desk) is None
        except Sorry:
            return False
    store = desk.store
    by_words = store.contracts(rest) if parsed.name == "contracts" else store.breaches(rest)
    if by_words:
        return False
    slots = found.slots
    more = (
        slots.since or slots.until or slots.categories or slots.provisions or slots.lacks or slots.person or slots.note
    )
    return bool(found.view not in _ONLY_NAMES or more or slots.records or slots.ids)
