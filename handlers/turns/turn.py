"""Takes a message as what it means after the turns before: what it points at, narrows or fills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.apps.finding.heard import as_heard
from handlers.contracts.specs import ON_RECORD
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import Memory
from handlers.dialogue.parsed import ParsedCommand
from handlers.law.dates.due import EVENTS
from handlers.meant import is_plain, request_in
from handlers.records.acts.which import duty_name_at
from handlers.records.names import district_names
from handlers.turns.doubt import leaning, spoken_of
from handlers.turns.filling import filled
from handlers.turns.others import meant_other, two_of_a_kind
from handlers.turns.people import with_names as with_people
from handlers.turns.recount import recounted
from handlers.turns.shown import families_told, named_record, of_breach, of_list, students_again, with_link
from handlers.turns.taken import Taken, as_asked, begins_other, view_of_one
from handlers.understanding.courtesy.greetings import courtesy
from handlers.understanding.follow_ups import asks_source, asks_why, is_whole, points_back
from handlers.understanding.named.products import product_in
from handlers.understanding.requests.acts.heard import with_names
from handlers.understanding.requests.kept import over, wish_of
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.said import take_apart
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.talk.asked_of import view_of
from handlers.understanding.talk.pointing import pointed, points
from handlers.understanding.talk.steering import is_log_it, is_save, new_topic, other_kind
from handlers.understanding.vocabulary import MAY_USE, QUESTION

SURE = 0.9
THANKS = "thanks"
TALK = 0.9
"""From this share on, what says thanks and names no record asks nothing."""
_THANKS = re.compile(
    r"\b(?:thank\w*|thx|ty|appreciate\w*|grateful|helpful|obliged|kind of you|most kind)\b", re.IGNORECASE
)
LAW_HEARD, VIEW_HEARD = 0.75, 0.5
"""The share of the law from which a question on a record is one on the law, and that of a view below which."""
LAW_PLAIN, VIEW_PLAIN = 0.95, 0.8
"""The share of the law from which it is asked for, whatever view may be heard, and that of a view below which."""
_OF_OTHERS = re.compile(r"(?:and |so |but |ok )*(?:can|may|must|could|should|shall) (?!you\b|i\b|we\b)", re.IGNORECASE)
_VOID = re.compile(
    r"\b(?:void(?:ed)?|null|(?:in)?valid|binding|(?:un)?enforceable|illegal|(?:un)?lawful|legal(?:ly)?)\b",
    re.IGNORECASE,
)
"""What only the law tells of a record."""
_ITS = re.compile(
    r"(?:(?:and|so|ok|what about|please|kindly)\b[\s,]*)*"
    r"(?:(?:state|specify|give|tell|name|list|show|read|what(?:'s| is| are| were)|which (?:is|are))(?: me| us)? )?"
    r"(?:its|their)\b",
    re.IGNORECASE,
)
"""What is asked of the record that was just shown."""
Parse = Callable[[str], ParsedCommand]
_ALONE = re.compile(
    r"(?:(?:and|ok|so|what about|how about|now|also|same for)\b[, ]*)+([CBD]-\d+)[\s?.!]*", re.IGNORECASE
)
_OF_ALL = frozenset(
    {View.NONE, View.LIST, View.COUNT, View.STANDING, View.HELP, View.EXPORT, View.ROLES, View.SETTINGS}
)
"""Views that no single record has."""
_CLAUSE = re.compile(r"[,;.!]\s+")
_SIGNED = re.compile(r"\bsigned\b", re.IGNORECASE)
_OF_PEOPLE = frozenset({"grant", "revoke", "setup"})
"""Acts that no record is needed for: "let Sam see to it" gives Sam no role."""
_OPEN = frozenset({QUESTION, ON_RECORD.name, ""})
"""Commands that a message is where it is none that was typed in full."""
_FOLLOWED = frozenset({"log-contract", "log-breach", "received"})
"""Acts that open deadlines, and show them before they are saved."""


def taken(message: Message, parsed: ParsedCommand, memory: Memory, desk: Desk, parse: Parse) -> Taken:
    """What the message means after what is remembered. Raises StoreError."""
    if desk.records is None or not is_plain(message):
        return Taken(message, parsed, request_in(parsed, message, desk))
    other = new_topic(message.text)
    if other is not None and other.strip():
        message = replace(message, text=other, parsed=None)
        parsed = parse(other)
        return Taken(message, parsed, request_in(parsed, message, desk), starts=True)
    if memory.topic and parsed.name == "due" and parsed.rest.partition(" ")[0] not in EVENTS:
        parsed = ParsedCommand(QUESTION, message.text)
    found = _meant(message, as_heard(parsed, message, desk), memory, leaning(desk, message, memory), parse)
    about = spoken_of(message, memory, desk) if found.request is None and found.parsed.name == QUESTION else None
    return found if about is None else replace(found, message=replace(found.message, doubtful=True), beside=about)


def _meant(message: Message, parsed: ParsedCommand, memory: Memory, desk: Desk, parse: Parse) -> Taken:
    """What it means by itself, as another day to count from, as the press of a button, or as going on."""
    request = request_in(parsed, message, desk)
    if (day := recounted(message.text, memory, desk)) and not (request and request.acts):
        return Taken(message, ParsedCommand("due", day), None)
    if _in_full(parsed, desk):
        return Taken(message, parsed, request)
    if memory.press and is_save(message.text):
        return Taken(replace(message, text=memory.press, parsed=None), parse(memory.press), None, pressed=True)
    if parsed.name == QUESTION and _only_talk(message.text, request, desk):
        return Taken(replace(message, text=THANKS, parsed=None), parse(THANKS), None)
    return _going_on(Taken(message, parsed, request), memory, desk, parse)


def _only_talk(text: str, request: Request | None, desk: Desk) -> bool:
    """Whether it only thanks in words of its own, and names no record."""
    if not _THANKS.search(text) or "?" in text or courtesy(text):
        return False
    named = request is not None and bool(request.slots.ids or request.slots.records or request.slots.vendor)
    return not named and desk.read(text).wishes.get("talk", 0.0) >= TALK


def _going_on(turn: Taken, memory: Memory, desk: Desk, parse: Parse) -> Taken:
    """What it means after the turn before; as it is where it goes on from nothing."""
    message, parsed, request, wish = turn.message, turn.parsed, turn.request, wish_of(memory.wish)
    if other := meant_other(message.text, request, wish):
        return as_asked(other, message)
    if request and not request.acts:
        request = of_breach(request, memory, message.text, desk)
        request = None if _goes_on_with_law(message.text, request, memory) else request
    found = _goes_on(message, request, memory, wish, desk)
    if found is None and request is None:
        found = with_link(message, memory, desk) or families_told(message, memory, desk)
        found = found or students_again(message, memory, desk)
    found = (
        found
        or _pointed(message, request, memory, desk, parse)
        or of_list(Taken(message, parsed, request), memory, wish, desk)
    )
    if found is None and request is None and parsed.name == QUESTION:
        found = named_record(message, memory, desk)
    return found or Taken(message, parsed, request)


def _in_full(parsed: ParsedCommand, desk: Desk) -> bool:
    """Whether a command was typed with all that it needs."""
    if parsed.name in _OPEN:
        return False
    spec = desk.commands.get(parsed.name)
    return spec is None or parsed.name == MAY_USE or not (spec.takes_id and not parsed.id)


def _goes_on(
    message: Message, request: Request | None, memory: Memory, wish: Request | None, desk: Desk
) -> Taken | None:
    """The act that waits, or that was told and not put on record, with what is said now."""
    text = message.text
    act = wish if wish and wish.acts and not begins_other(text, wish, desk) else None
    if found := _steered(text, act) or _told_to_log(text, wish, desk):
        return as_asked(found, message)
    of_record = request is not None and bool(request.slots.ids or request.slots.records)
    named = of_record or (request is not None and bool(request.slots.duties))
    if memory.press and act and act.command in _FOLLOWED and not of_record and view_of(text) in {View.DUE, View.TOLD}:
        return as_asked(act, message)  # it shows what follows, and by when
    if request and request.command == "remind" and not named:
        return as_asked(_about_last(request, memory, desk), message)
    other = request is not None and not (request.acts and act and request.command == act.command)
    if named or other or act is None or memory.newest == "law":
        return None
    said = read_slots(text, district_names(desk), desk.today)
    found = filled(text, act, said, desk.today)
    return as_asked(found, message) if found else None


def _steered(text: str, act: Request | None) -> Request | None:
    """The form for the other kind of record, or what was told, put on record."""
    command = other_kind(text) if act else ""
    if act and command and command != act.command:
        return Request(command, acts=True)
    return act if act and is_log_it(text) and act.command.startswith("log-") else None


def _told_to_log(text: str, wish: Request | None, desk: Desk) -> Request | None:
    """A contract that is told of and to be put on record at once: "they signed today, put it in"."""
    parts = [one.strip() for one in _CLAUSE.split(text) if one.strip()]
    if len(parts) < 2 or not is_log_it(parts[-1]) or not _SIGNED.search(text):
        return None
    told = ", ".join(parts[:-1])
    said = with_names("log-contract", told, read_slots(told, district_names(desk), desk.today))
    vendor = said.vendor or (wish.slots.vendor if wish else "")
    return Request("log-contract", acts=True, kind="contract", slots=replace(said, vendor=vendor)) if vendor else None


def _about_last(request: Request, memory: Memory, desk: Desk) -> Request:
    """A reminder of what was spoken of last: a record, or a duty of the law."""
    law = desk.law.on(desk.today)
    topic = law.answer(memory.topic) if memory.topic else None
    name = duty_name_at(topic.cites, law) if topic else ""
    if memory.newest == "law" and name:
        return replace(request, slots=over(request.slots, Slots(duties=(name,))))
    ids = (memory.subject,) if memory.subject else memory.rows[:1]
    return replace(request, slots=over(request.slots, Slots(ids=ids)))


def _pointed(message: Message, request: Request | None, memory: Memory, desk: Desk, parse: Parse) -> Taken | None:
    """The same with the id of the record that is pointed at."""
    for_person = request is not None and request.command in _OF_PEOPLE and points(message.text)
    known = request is not None and bool(
        request.slots.ids or request.slots.records or (request.acts and request.sure >= SURE and not for_person)
    )
    other = request is None and bool(product_in(message.text))  # it asks of a product that nobody spoke of
    if known or other or not (memory.subject or memory.rows):
        return None
    text = pointed(with_people(message.text, memory, desk), memory.subject, two_of_a_kind(message.text, memory, desk))
    if not text:
        return None
    again = _same_of(text, wish_of(memory.wish))
    return as_asked(again, message) if again else _with_id(text, message, memory, desk, parse)


def _with_id(text: str, message: Message, memory: Memory, desk: Desk, parse: Parse) -> Taken | None:
    """What the text asks or does, that has an id where the message points."""
    other = replace(message, text=text, parsed=None)
    parsed = parse(text)
    found = request_in(parsed, other, desk)
    if found and not found.acts and is_whole(message.text):
        vague = found.view is View.CARD and found.sure < 1
        found = None if vague or _OF_OTHERS.match(message.text) else found
    if not (found and found.acts) and _asks_law(message.text, found, memory, desk):
        return None
    if (found and found.view is not View.ON_RECORD) or (parsed.name not in _OPEN and parsed.id):
        return Taken(other, parsed, found)
    view = view_of(text)
    if view is None or take_apart(message.text, desk.today, district_names(desk)).named:
        return None
    ids = take_apart(text, desk.today, district_names(desk)).ids
    return as_asked(view_of_one(view, ids[0]), message) if ids else None


def _same_of(text: str, wish: Request | None) -> Request | None:
    """The view shown last, of a record that is named alone: "and the other one?"."""
    found = _ALONE.fullmatch(text)
    if found is None or wish is None or wish.acts or wish.view in _OF_ALL:
        return None
    return Request(wish.command, view=wish.view, kind=wish.kind, slots=Slots(ids=(found[1],)))


def _asks_law(text: str, found: Request | None, memory: Memory, desk: Desk) -> bool:
    """Whether the law is asked about the record that is pointed at: "is it void then?"."""
    signs = desk.read(text)
    if memory.newest == "records" and _ITS.match(text):
        return False
    vague = memory.newest == "law" or found is None or found.view is View.CARD
    heard = max(signs.commands.values(), default=0.0)
    if signs.wishes.get("law", 0.0) >= LAW_PLAIN and heard < VIEW_PLAIN:
        return True
    if vague and _VOID.search(text):
        return True
    return vague and signs.wishes.get("law", 0.0) >= LAW_HEARD and heard < VIEW_HEARD


def _goes_on_with_law(text: str, request: Request, memory: Memory) -> bool:
    """Whether a few words point back at an answer on the law, and at no record: "who writes that thing"."""
    slots = request.slots
    named = slots.ids or slots.records or slots.vendor or slots.person or slots.duties
    return (
        memory.newest == "law"
        and bool(memory.topic)
        and not named
        and (points_back(text) or asks_source(text) or asks_why(text))
    )
