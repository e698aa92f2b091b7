"""Tells whether a message is a command that was typed in full, and no sentence that begins with its name."""

from __future__ import annotations

from handlers.contracts.listing import searched
from handlers.contracts.named import near_names
from handlers.conversation.intents import WISHES, Acts
from handlers.deadlines.search.name_match import every_name
from handlers.deadlines.search.selection import select_deadlines
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import CommandSpec
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.record_kinds import kind_of
from handlers.dialogue.text.paging import asked
from handlers.understanding.command_parser import Nearly
from handlers.understanding.fuzzy import closest
from handlers.understanding.requests.looks.left import is_list_word
from handlers.understanding.vocabulary import MAY_USE, QUESTION

_FIELD = re.compile(r"(?:^|[;\n])\s*[A-Za-z][\w ]{1,30}?\s*[:=](?!//)")
_NEW_TOPIC = re.compile(
    r"^(?:(?:ok|so|and|now)[,. ]+)?(?:on )?(?:an?(?:other)? )?(?:different|new|other|separate|unrelated|next)? ?"
    r"(?:topic|question|subject|matter|note)\s*[:;.–—-]+\s*(?=\w)",
    re.IGNORECASE,
)
LISTS = frozenset({"contracts", "breaches", "deadlines"})
"""Lists that a name behind theirs narrows; other words are a sentence."""
ASKED = frozenset(one.command for one in WISHES.values() if isinstance(one, Acts))
"""Acts that are asked for in words, too."""
FEW = 3
"""So many words behind a command's name are hardly a sentence."""
_SAID_OF_ONE = frozenset({"correct", "snooze"})
"""Commands that people say of a record in whole sentences, which begin as the typed command does."""
_GOES_ON = frozenset({"for", "by", "to", "till", "until", "another"})
"""Words with which such a sentence goes on, and no date or field begins."""


def typed_wholly(parsed: ParsedCommand, message: Message, desk: Desk) -> bool:
    """Whether it is read as it is typed; what is not goes to the reader of messages."""
    text = message.text.strip()
    first = text.partition(" ")[0].lower()
    spec = desk.commands.get(first)
    if parsed.problem:
        return isinstance(parsed.problem, Nearly) or spec is None or len(text.split()) <= FEW
    if spec is None or parsed.name != first:
        said = parsed.name in {QUESTION, MAY_USE, "on-record", ""} or (parsed.name in ASKED and not parsed.rest)
        return not said and parsed.name not in LISTS and len(text.split()) <= 2 * FEW
    rest = asked(parsed.rest)[0].strip() if spec.name in LISTS else parsed.rest.strip()
    if (
        not (rest and spec.listed)
        or "-" in spec.name
        or _FIELD.search(rest)
        or spec.name == QUESTION
        or message.proposal
    ):
        return True
    if parsed.id:
        return not (spec.name in _SAID_OF_ONE and _is_said(rest.partition(" ")[2]))
    if spec.name in LISTS:
        return " " not in rest or finds(spec.name, rest, message, desk)
    fits = (
        (bool(spec.fits) and not _needs_record(spec))
        or "_" in rest.partition(" ")[0]
        or any(kind_of(word.upper()) and word[-1].isalnum() for word in rest.split()[:2])
    )
    return fits or (not _needs_record(spec) and (spec.short_argument or len(rest.split()) <= FEW))


def begins(parsed: ParsedCommand, message: Message, desk: Desk) -> bool:
    """Whether it begins with the name of a command, and can be that command or only a slip in it."""
    spec = desk.commands.get(message.text.strip().partition(" ")[0].lower())
    if spec is None or (_needs_record(spec) and not parsed.id and not message.outsider and not message.public):
        return False
    return parsed.name == spec.name or parsed.problem is not None


def finds(name: str, words: str, message: Message, desk: Desk) -> bool:
    """Whether a list's own search finds something by these words, or asks whom they mean."""
    if name == "deadlines":
        try:
            return select_deadlines(words, message, desk) is not None or bool(closest(words, every_name(desk)))
        except Sorry:
            return True
    found = searched(words, desk) if name == "contracts" else desk.store.breaches(words)
    return bool(found) or (not any(map(is_list_word, words.split())) and bool(near_names(words, desk)))


def _is_said(rest: str) -> bool:
    """Whether a sentence goes on behind the id, and neither a field with its value nor a day follows."""
    return rest.partition(" ")[0].lower() in _GOES_ON


def _needs_record(spec: CommandSpec) -> bool:
    return bool(spec.takes_id) and spec.needs_argument


def new_topic(text: str) -> str:
    """What is asked after "different topic:"; empty where no other topic is announced."""
    found = _NEW_TOPIC.match(text)
    return text[found.end() :] if found else ""
