"""Takes a message as what it means after the turns before: what it points at, narrows or fills."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.contracts.specs import ON_RECORD
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import Memory
from handlers.dialogue.parsed import ParsedCommand
from handlers.law.dates.due import EVENTS
from handlers.meant import is_plain, request_in
from handlers.records.acts.which import duty_name_at
from handlers.records.names import district_names
from handlers.turns.filling import filled
from handlers.turns.people import with_names
from handlers.turns.recount import recounted
from handlers.understanding.follow_ups import is_whole
from handlers.understanding.requests.kept import over, wish_of
from handlers.understanding.requests.look_patterns import LAW
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.said import take_apart
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.talk.asked_of import named_view, plainly, view_of
from handlers.understanding.talk.narrowing import narrowed
from handlers.understanding.talk.pointing import MOST_AT_ONCE, pointed
from handlers.understanding.talk.steering import is_log_it, is_save, new_topic, other_kind
from handlers.understanding.vocabulary import QUESTION

SURE = 0.9
MOST_WORDS = 12
_VAGUE = frozenset({View.CARD, View.LIST, View.ON_RECORD, View.NONE})
_OF_OTHERS = re.compile(r"(?:and |so |but |ok )*(?:can|may|must|could|should|shall) (?!you\b|i\b|we\b)", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:contracts?|agreements?|dpa|sign\w*|expir\w+|post\w*|renew\w*|provisions?)\b", re.IGNORECASE)
_LEAK = re.compile(r"\b(?:leak\w*|breach\w*|hack\w*|students?|kids|famil\w+|parents?|stolen)\b", re.IGNORECASE)
Parse = Callable[[str], ParsedCommand]
_OPEN = frozenset({QUESTION, ON_RECORD.name, ""})
"""Commands that a message is where it is none that was typed in full."""
_COMMANDS: dict[View, str] = {
    View.DUE: "deadlines",
    View.HAPPENED: "history",
    View.TOLD: "breach",
    View.FILE: "contract-file",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as it is to be answered."""

    message: Message
    parsed: ParsedCommand
    request: Request | None
    pressed: bool = False
    """Whether it stands for the button that was shown."""
    starts: bool = False
    """Whether it says that what was spoken of is over."""


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
    request = request_in(parsed, message, desk)
    if (day := recounted(message.text, memory, desk)) and not (request and request.acts):
        return Taken(message, ParsedCommand("due", day), None)
    if _in_full(parsed, desk):
        return Taken(message, parsed, request)
    if memory.press and is_save(message.text):
        return Taken(replace(message, text=memory.press, parsed=None), parse(memory.press), None, pressed=True)
    wish = wish_of(memory.wish)
    if request and not request.acts:
        request = of_breach(request, memory, message.text, desk)
    found = _goes_on(message, request, memory, wish, desk)
    if found is None and request is None:
        found = _with_link(message, memory, desk)
    found = (
        found
        or _pointed(message, request, memory, desk, parse)
        or _of_list(message, parsed, request, memory, wish, desk)
    )
    if found is None and request is None and parsed.name == QUESTION:
        found = _named(message, memory, desk)
    return found or Taken(message, parsed, request)


def _in_full(parsed: ParsedCommand, desk: Desk) -> bool:
    """Whether a command was typed with all that it needs."""
    if parsed.name in _OPEN:
        return False
    spec = desk.commands.get(parsed.name)
    return spec is None or not (spec.takes_id and not parsed.id)


def _goes_on(
    message: Message, request: Request | None, memory: Memory, wish: Request | None, desk: Desk
) -> Taken | None:
    """The act that waits, or that was told and not put on record, with what is said now."""
    text = message.text
    act = wish if wish and wish.acts else None
    if act and (command := other_kind(text)) and command != act.command:
        return _as(Request(command, acts=True), message)
    if act and is_log_it(text) and act.command.startswith("log-"):
        return _as(act, message)
    if (
        request
        and request.command == "remind"
        and not (request.slots.ids or request.slots.records or request.slots.duties)
    ):
        return _as(_about_last(request, memory, desk), message)
    if request and (request.slots.ids or request.slots.records or request.slots.duties):
        return None
    if act is None or memory.newest == "law" or (request and not (request.acts and request.command == act.command)):
        return None
    said = read_slots(text, district_names(desk), desk.today)
    if memory.press and view_of(text) in {View.DUE, View.TOLD} and not (said.vendor or said.product):
        return _as(act, message)
    found = filled(text, act, said, desk.today)
    return _as(found, message) if found else None


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
    named = request is not None and bool(
        request.slots.ids or request.slots.records or (request.acts and request.sure >= SURE)
    )
    if named or not (memory.subject or memory.rows):
        return None
    text = pointed(with_names(message.text, memory, desk), memory.subject, memory.rows)
    if not text:
        return None
    other = replace(message, text=text, parsed=None)
    parsed = parse(text)
    found = request_in(parsed, other, desk)
    if found and not found.acts and is_whole(message.text):
        vague = found.view is View.CARD and found.sure < 1
        found = None if vague or _OF_OTHERS.match(message.text) else found
    if (found and found.view is not View.ON_RECORD) or (parsed.name not in _OPEN and parsed.id):
        return Taken(other, parsed, found)
    view = view_of(text)
    if view is None or take_apart(message.text, desk.today, district_names(desk)).named:
        return None
    ids = take_apart(text, desk.today, district_names(desk)).ids
    return _as(_one(view, ids[0]), message) if ids else None


def _of_list(  # noqa: PLR0913, PLR0917 - a message and all that is known before it
    message: Message, parsed: ParsedCommand, request: Request | None, memory: Memory, wish: Request | None, desk: Desk
) -> Taken | None:
    """The view shown last, narrowed; or what a few words ask of the record shown last."""
    if memory.newest != "records" or parsed.name not in {QUESTION, ""} or (request and request.acts):
        return None
    index = district_names(desk)
    text = plainly(with_names(message.text, memory, desk))
    said = take_apart(text, desk.today, index, index.names.closures)
    bare = request is None or request.view is View.CARD or request.sure < 1
    named = message.text.strip().lower() in desk.commands  # "done" is said of a deadline, and asks for no list
    if wish and bare and not named and (found := narrowed(said, wish)):
        return _as(found, message)
    if request is None and text != message.text and (found := request_in(parsed, replace(message, text=text), desk)):
        return _as(found, message)
    if request is not None or (said.named and not said.records) or said.strange:
        return None
    view = view_of(text)
    if view is None:
        return _with_subject(text, message, memory, desk) if not said.named else None
    if said.records:
        return _as(replace(_one(view, ""), slots=Slots(records=said.records)), message)
    if not memory.subject and view in {View.DUE, View.OWNER, View.POSTED} and memory.rows:
        request = _one(view, memory.rows[0])
        return _as(replace(request, slots=Slots(ids=memory.rows[:MOST_AT_ONCE])), message)
    return _as(_one(view, memory.subject), message) if memory.subject else None


def _with_subject(text: str, message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """What is said of the record shown last without naming it: "the letter came just now"."""
    if not memory.subject or len(text.split()) > MOST_WORDS or LAW.search(text.lower()):
        return None
    other = f"{text.rstrip(' ?.!')} for {memory.subject}"
    found = request_in(ParsedCommand(QUESTION, other), replace(message, text=other), desk)
    return _as(found, message) if found and (found.acts or (found.sure == 1 and found.view not in _VAGUE)) else None


def of_breach(request: Request, memory: Memory, text: str, desk: Desk) -> Request:
    """Of a vendor with a contract and a breach, the breach where that is spoken of."""
    named = request.slots.records
    if not named or request.slots.ids or request.kind != "contract" or _PAPER.search(text) or desk.records is None:
        return request
    own = [
        one.id for one in desk.records.breaches() if not one.withdrawn and (one.id in named or one.contract in named)
    ]
    about = memory.subject if memory.subject in own else next((id for id in memory.rows if id in own), "")
    if not own or not (about or _LEAK.search(text)):
        return request
    command = "deadlines" if request.command == "deadlines" else "breaches"
    slots = replace(request.slots, ids=(about or own[-1],), records=())
    return replace(request, kind="breach", command=command, slots=slots)


def _with_link(message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """The proof that the record shown last was posted: its address, given without more."""
    slots = read_slots(message.text, district_names(desk), desk.today)
    if not slots.links or slots.ids or not memory.subject or memory.newest != "records":
        return None
    index = district_names(desk)
    if take_apart(_LINK.sub("", message.text), desk.today, index).named:
        return None
    slots = replace(slots, vendor="", product="", records=())
    duty = {"C": ("posting",), "B": ("website",)}.get(memory.subject[:1], ())
    return _as(
        Request("done", acts=True, kind="deadline", slots=replace(slots, ids=(memory.subject,), duties=duty)), message
    )


def _named(message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """What a few words ask of a record that they name, where nothing else was read in them."""
    index = district_names(desk)
    said = take_apart(message.text, desk.today, index, index.names.closures)
    view = named_view(message.text) if said.named and not said.strange else None
    if view is None:
        return None
    found = replace(_one(view, said.ids[0] if said.ids else ""), slots=Slots(ids=said.ids, records=said.records))
    return _as(of_breach(found, memory, message.text, desk), message)


def _one(view: View, id: str) -> Request:
    kind = {"C": "contract", "B": "breach", "D": "deadline"}.get(id[:1], "contract")
    command = _COMMANDS.get(view, "breaches" if kind == "breach" else "contracts")
    return Request(command, view=view, kind=kind, slots=Slots(ids=(id,) if id else ()))


def _as(request: Request, message: Message) -> Taken:
    return Taken(message, ParsedCommand(request.command), request)
