"""Goes on from the records shown last: a list narrowed, a view of the one record, a link or a breach of it."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import Memory
from handlers.dialogue.parsed import ParsedCommand
from handlers.meant import request_in
from handlers.records.names import district_names
from handlers.turns.others import of_subject, same_of_other
from handlers.turns.people import with_names
from handlers.turns.taken import Taken, as_asked, begins_other, view_of_one
from handlers.understanding.courtesy.greetings import courtesy
from handlers.understanding.courtesy.small_talk import small_talk
from handlers.understanding.requests.acts.cues import TAG
from handlers.understanding.requests.looks.patterns import LAW
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.said import take_apart
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.talk.asked_of import asks_since, named_view, plainly, view_of
from handlers.understanding.talk.narrowing import narrowed
from handlers.understanding.talk.pointing import MOST_AT_ONCE
from handlers.understanding.vocabulary import QUESTION

MOST_WORDS = 12
FEW = 3
"""So few words after one record ask something of it, and not how everything stands."""
LAW_CERTAIN = 0.93
"""The share of the law from which a few words that name no record ask nothing of the one shown last."""
HEARD = 0.95
"""How sure a view must be that no list shown before is narrowed instead."""
_VAGUE = frozenset({View.CARD, View.LIST, View.ON_RECORD, View.NONE})
_SHOULD_BE = re.compile(r"\bshould(?:'ve| have)? (?:be(?:en)?|say|read)\b")
"""Corrects what was shown, and asks for no law."""
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:contracts?|agreements?|dpa|sign\w*|expir\w+|post\w*|renew\w*|provisions?)\b", re.IGNORECASE)
_LEAK = re.compile(r"\b(?:leak\w*|breach\w*|hack\w*|students?|kids|famil\w+|parents?|stolen)\b", re.IGNORECASE)
_THEY_HEARD = re.compile(
    r"\W*(?:(?:alright|ok|okay|good|great|so|and|well|yes)[,. ]+)*(?:they|everyone|everybody|all of them) "
    r"(?=(?:all |have |has |just |were |are |finally |already |been )*(?:got|received|e-?mailed|told|notified|know"
    r"|heard|written)\b)",
    re.IGNORECASE,
)
_STUDENTS_AGAIN = re.compile(
    r"(?:(?:and|so|ok|sorry|wait|remind me)\b[\s,]*)*(?:how many|number of) "
    r"(?:kids|students|pupils|children)\b[\w ]{0,25}? again\W*",
    re.IGNORECASE,
)
_ANY_OF_THEM = re.compile(r"\b(?:an?|every|each|any) (?:new )?(?:contract|breach|vendor|operator)\b", re.IGNORECASE)
"""Not the one that was shown: a question on the law."""


def of_list(turn: Taken, memory: Memory, wish: Request | None, desk: Desk) -> Taken | None:
    """The view shown last, narrowed; or what a few words ask of the record shown last."""
    message, request = turn.message, turn.request
    acts = request is not None and request.acts
    if memory.newest != "records" or turn.parsed.name not in {QUESTION, ""} or acts or courtesy(message.text):
        return None
    index = district_names(desk)
    text = plainly(with_names(message.text, memory, desk))
    said = take_apart(text, desk.today, index, index.names.closures)
    if request and request.view is View.STANDING and memory.subject and len(text.split()) <= FEW:
        request = None
    bare = request is None or request.view is View.CARD or request.sure < HEARD
    named = message.text.strip().lower() in desk.commands  # "done" is said of a deadline, and asks for no list
    found = (request and of_subject(text, request, memory)) or same_of_other(text, wish)
    found = found or (narrowed(said, wish) if wish and bare and not named else None)
    if found is None and request is None and text != message.text:
        found = request_in(turn.parsed, replace(message, text=text), desk)
    if found is not None:
        return as_asked(found, message)
    if request is not None or (said.named and not said.records) or said.strange:
        return None
    if not (said.named or asks_since(text)) and desk.read(message.text).wishes.get("law", 0.0) >= LAW_CERTAIN:
        return None
    view = None if _ANY_OF_THEM.search(text) else view_of(text)
    if view is None:
        return _with_subject(text, message, memory, desk) if not said.named else None
    found = _view_of_shown(view, said.records, memory)
    return as_asked(found, message) if found else None


def _view_of_shown(view: View, records: tuple[str, ...], memory: Memory) -> Request | None:
    """The view of the records that are named; else of the one shown last, or of all that were."""
    if records:
        return replace(view_of_one(view, ""), slots=Slots(records=records))
    if not memory.subject and view in {View.DUE, View.OWNER, View.POSTED} and memory.rows:
        return replace(view_of_one(view, memory.rows[0]), slots=Slots(ids=memory.rows[:MOST_AT_ONCE]))
    return view_of_one(view, memory.subject) if memory.subject else None


def _with_subject(text: str, message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """What is said of the record shown last without naming it: "the letter came just now"."""
    if (
        not memory.subject
        or len(text.split()) > MOST_WORDS
        or LAW.search(_SHOULD_BE.sub("", text.lower()))
        or small_talk(text)
    ):
        return None
    other = f"{TAG.sub('', text).rstrip(' ?.!')} for {memory.subject}"
    found = request_in(ParsedCommand(QUESTION, other), replace(message, text=other), desk)
    if found is None or begins_other(text, found, desk):
        return None
    return as_asked(found, message) if found.acts or (found.sure == 1 and found.view not in _VAGUE) else None


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


def with_link(message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """The proof that the record shown last was posted: its address, given without more."""
    slots = read_slots(message.text, district_names(desk), desk.today)
    if not slots.links or slots.ids or not memory.subject or memory.newest != "records":
        return None
    index = district_names(desk)
    if take_apart(_LINK.sub("", message.text), desk.today, index).named:
        return None
    slots = replace(slots, vendor="", product="", records=())
    duty = {"C": ("posting",), "B": ("website",)}.get(memory.subject[:1], ())
    return as_asked(
        Request("done", acts=True, kind="deadline", slots=replace(slots, ids=(memory.subject,), duties=duty)), message
    )


def named_record(message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """What a few words ask of a record that they name, where nothing else was read in them."""
    index = district_names(desk)
    said = take_apart(message.text, desk.today, index, index.names.closures)
    view = named_view(message.text) if said.named and not said.strange else None
    if view is None:
        return None
    found = replace(view_of_one(view, said.ids[0] if said.ids else ""), slots=Slots(ids=said.ids, records=said.records))
    return as_asked(of_breach(found, memory, message.text, desk), message)


def families_told(message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """That the families of the breach shown last were told, said without naming them: "they got an email today"."""
    found = _THEY_HEARD.match(message.text)
    if found is None or not memory.subject.startswith("B") or "?" in message.text:
        return None
    text = f"the families {message.text[found.end() :].rstrip(' .!')} for {memory.subject}"
    request = request_in(ParsedCommand(QUESTION, text), replace(message, text=text), desk)
    return as_asked(request, message) if request and request.command == "done" else None


def students_again(message: Message, memory: Memory, desk: Desk) -> Taken | None:
    """The breach spoken of before, of which the number of students is asked again, though the law was asked between."""
    if not memory.subject or not _STUDENTS_AGAIN.fullmatch(message.text.strip()):
        return None
    if memory.subject.startswith("B"):
        return as_asked(view_of_one(View.CARD, memory.subject), message)
    found = replace(view_of_one(View.CARD, ""), slots=Slots(records=(memory.subject,)))
    return as_asked(of_breach(found, memory, message.text, desk), message)
