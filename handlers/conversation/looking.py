"""Reads a message with the model, and turns it into the view of the records that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers.conversation.answering import state_line
from handlers.conversation.intents import OF_ALL, OF_ONE, OF_ONE_VIEW, OF_RECORD, WHOLE, WISHES, Looks
from handlers.conversation.understood import Understood, names, over, wish_of
from handlers.conversation.values import known_in, look
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import BREACH, CONTRACT, kind_of
from handlers.dialogue.desk import Desk, Memory, Message
from handlers.people.names import ME
from handlers.understanding.requests.query_slots import is_list_word
from handlers.understanding.requests.request import Order, Request, Slots, View
from handlers.understanding.requests.said import plainly_spelt, well_spelt
from handlers.understanding.requests.values.people import labelled
from knowledge.frames.frame_reader import Frame, Span, mixed, with_known
from knowledge.law import TELL_FAMILIES
from storage.records import Status

_NAMES = frozenset({"vendor", "product", "subprocessor"})
_WORDS = frozenset({"value", "reason"})
_BETWEEN_NAMES = frozenset({" ", "-", ".", ""})
_IN_A_DATE = frozenset({" ", ", ", ",", ""})
_ARTICLE = re.compile(r"(?:the|an?|our|any|all)\s+(?=\S)", re.IGNORECASE)
_ARTICLES = frozenset({"the", "an"})
_LEGAL_FORM = re.compile(r"(?:inc|llc|ltd|corp|co)\W*", re.IGNORECASE)
_SIGN = re.compile(r"[,;:]\s*(?=\S)")
_LAST_WORD = re.compile(r"\S+\s+$")


def whole(frame: Frame, text: str) -> Frame:
    """The frame with its values mended: pieces of one value joined, articles and punctuation left out."""
    joined: list[Span] = []
    for one in frame.values:
        if joined and _are_one(joined[-1], one, text):
            slot = "value" if {joined[-1].slot, one.slot} == _WORDS else joined[-1].slot
            joined[-1] = _span(slot, text, joined[-1].start, one.end)
        else:
            joined.append(_name(one, text) if one.slot in _NAMES or one.slot == "school" else one)
    kept = [_without_sign(one, text) for one in joined if one.text.strip().lower() not in _ARTICLES]
    product, start, end = labelled(text, "product")
    if product:  # called so: "the product is Newsela ELA"
        others = (one for one in kept if not start <= one.start < end)
        kept = sorted((*others, _span("product", text, end - len(product), end)), key=lambda one: one.start)
    return replace(frame, values=tuple(kept))


def _without_sign(one: Span, text: str) -> Span:
    """The value without punctuation at its start."""
    sign = _SIGN.match(one.text)
    return _span(one.slot, text, one.start + sign.end(), one.end) if sign else one


def _are_one(first: Span, second: Span, text: str) -> bool:
    between = text[first.end : second.start]
    if first.slot.startswith("date") and second.slot.startswith("date"):
        return between in _IN_A_DATE
    if {first.slot, second.slot} == _WORDS:
        return between == " "
    return first.slot == second.slot and first.slot in _NAMES and between in _BETWEEN_NAMES


def _name(one: Span, text: str) -> Span:
    """The name without its article; of a legal form alone, with the word before it."""
    start = one.start
    if article := _ARTICLE.match(one.text):
        start += article.end()
    elif _LEGAL_FORM.fullmatch(one.text) and (before := _LAST_WORD.search(text[: one.start])):
        start = before.start()
    return _span(one.slot, text, start, one.end)


def _span(slot: str, text: str, start: int, end: int) -> Span:
    return Span(slot, text[start:end], start, end)


SURE = 0.5
"""The share from which a request is taken: an act is only shown first, and a look changes nothing."""
BOTH, TOGETHER = 0.28, 0.75
"""The share that each of two wishes has at least, and the two together, where both are asked for."""
EACH = 0.4
"""The share that each of two wishes gets that stand in sentences of their own."""
CERTAIN = 0.9
"""The share of the best intent from which no sentence is read by itself."""
LONG = 18
"""Words of a message in which one sentence may tell, and another one ask."""
PART, CLEAR_PART = 3, 0.85
"""Words of a sentence that is read by itself, and the share from which it counts."""
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+|\s+[-\u2013\u2014]+\s+")


def read_frame(message: Message, memory: Memory, desk: Desk) -> Frame:
    """What the model reads in the message.

    A message with names on file is read twice, and the results are mixed: with the names given to the model, which
    then recognizes them, and without, so that it recognizes a question on the law that mentions a vendor.
    """
    state = state_line(memory, desk)
    text = message.text.encode("utf-8", "ignore").decode()  # without halves of characters
    read, text = _surest(state, text, desk)
    read = whole(read, text)
    return _with_parts(read, state, text, desk) if read.intents else read


def _surest(state: str, text: str, desk: Desk) -> tuple[Frame, str]:
    """The message read as typed or, where that is surer, with its misspellings fixed; and the text that was read."""
    read, spelt = _read(state, text, desk), well_spelt(plainly_spelt(text))
    if spelt == text or not read.intents or max(read.intents.values()) >= SURE:
        return read, text
    corrected = _read(state, spelt, desk)
    return (corrected, spelt) if max(corrected.intents.values()) > max(read.intents.values()) else (read, text)


def _read(state: str, text: str, desk: Desk) -> Frame:
    frame, known = desk.frame(state, text), known_in(text, desk)
    return mixed(desk.frame(with_known(state, known), text), frame) if known and frame.intents else frame


def _with_parts(read: Frame, state: str, text: str, desk: Desk) -> Frame:
    """The frame with what single sentences ask for, where the whole is unclear or long.

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
    """The shares of intents with these set, and the others scaled to what is left of 1."""
    left = 1.0 - sum(shares.values())
    rest = sum(share for one, share in whole.items() if one not in shares) or 1.0
    merged = {**{one: share * left / rest for one, share in whole.items()}, **shares}
    return dict(sorted(merged.items(), key=lambda each: -each[1]))


ABOUT = 0.4
"""The share of `OF_RECORD` from which something about the record that is named is asked."""
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"^who (?:has|have|holds?|keeps?|got) (?!.*\b(?:access|rights?|permissions?|roles?)\b)", re.IGNORECASE
)
_LATE = re.compile(r"\b(?:late|after (?:its|the|their) (?:last|due) da\w+)\b", re.IGNORECASE)
_KINDS = re.compile(r"\b(?:contracts|agreements|breaches|incidents|deadlines|vendors|records)\b", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:yearly|annual|(?:each|every) (?:school )?year)\b", re.IGNORECASE)
_NARROWING = frozenset({"school", "subprocessor", "category"})
"""Slots whose words may narrow a list, though nothing on record says them."""
_BREACH = re.compile(r"\b(?:breach\w*|incidents?|leak\w*|hack\w*|expos\w+|stolen|famil\w+|parents?)\b", re.IGNORECASE)
_STUDENTS = re.compile(r"\b(?:students?|kids|pupils|children)\b", re.IGNORECASE)


def look_at(said: Understood, wanted: Looks) -> Request:
    """The request for a view, with the record that is meant and its filters."""
    request = look(wanted.view, wanted.kind, said.frame, said.text, said.desk)
    view, slots = _as_meant(request.view, request.slots, said)
    view, slots = _of_record(view, slots, said)
    view, slots = _of_breach(view, slots, wanted, said)
    word = request.kind
    if names(slots) and not (slots.ids or slots.records) and view is not View.TOLD:
        word = "contract"  # of a vendor that is not on file, whatever was shown last
    if slots.ids and (kind := kind_of(slots.ids[0])):
        word = kind.word
    if view is View.CARD and request.kind == "contract" and not slots.ids and names(slots):
        contracts = tuple(id for id in slots.records if kind_of(id) is CONTRACT)
        contracts = contracts if len(contracts) == 1 and not slots.said else ()
        view, slots = (View.CARD, replace(slots, ids=contracts)) if contracts else (View.ON_RECORD, slots)
    elif view is View.NOTICE and not names(slots) and (breach := _to_tell(_shown(slots, said), said)):
        slots, word = replace(slots, ids=breach), "breach"
    elif view is View.NOTICE and ("yearly" in slots.duties or _YEARLY.search(said.text) or not names(slots)):
        view = View.YEARLY
    elif view is View.NOTICE and "contract" not in said.text.casefold() and (breach := _to_tell(slots, said)):
        slots, word = replace(slots, ids=breach), "breach"
    elif view is View.POSTED and word == "breach":
        view = View.TOLD  # its notice on the website is one of those that are owed
    return replace(request, view=view, slots=slots, kind=word)


def _as_meant(view: View, slots: Slots, said: Understood) -> tuple[View, Slots]:
    """The view by the values that were said: who has grades is no question for roles."""
    kinds, text = said.slots_said, said.text
    what = slots.data or slots.left or "category" in kinds or _HOLDS.search(text)
    theirs = bool(slots.person) and not names(slots)
    match view:
        case View.POSTED if "yearly" in (duties := said.slots("").duties):
            slots = replace(slots, duties=duties)
        case View.OWNER if theirs:
            view = View.LIST  # what is theirs
        case View.MISSING if theirs and not (slots.provisions or slots.lacks):
            view = View.LIST  # what is left for somebody to do
        case View.MISSING if kinds & {"school", "subprocessor"}:
            view = View.LIST
        case View.MISSING:
            slots = replace(slots, left_out=tuple(one for one in slots.left_out if not is_list_word(one)))
        case View.ROLES if what and not (slots.person or "role" in kinds):
            view = View.HOLDS
        case View.DUE if slots.person == ME and _FIRST.search(text):
            slots = replace(slots, person="", person_said="")  # what is theirs to watch, too
        case _ if slots.by == "done" and slots.duties and _LATE.search(text):
            view = View.OVERDUE
    return view, slots


def _of_record(view: View, slots: Slots, said: Understood) -> tuple[View, Slots]:
    """The view and slots with the record pointed at, or the one shown last, where none is named."""
    if names(slots):
        return view, slots
    ids = () if view in OF_ALL and _KINDS.search(said.text) else said.pointed or ()
    refers = view in OF_ONE_VIEW and bool(said.memory.subject) and "reference" in said.slots_said
    of_all = said.slots_said & {"period", "date"} or _KINDS.search(said.text)
    if not ids and view is View.EXPIRING and not of_all and said.goes_on(replace(slots, since=None, until=None)):
        return View.CARD, replace(slots, ids=(said.memory.subject,), left=(), since=None, until=None, period="")
    if not ids and view not in OF_ALL and (refers or said.goes_on(slots)):
        ids = (said.memory.subject,)
    slots = replace(slots, ids=ids, left=() if ids else slots.left, order=Order.NONE if ids else slots.order)
    return (view if ids else WHOLE.get(view, view)), slots


def _of_breach(view: View, slots: Slots, wanted: Looks, said: Understood) -> tuple[View, Slots]:
    """Of a contract whose breach is asked about, the newest one; its students are counted on its card."""
    if view is View.COUNT and not names(slots) and said.goes_on(slots) and _STUDENTS.search(said.text):
        view, slots = View.CARD, replace(slots, ids=(said.memory.subject,))
    elif wanted.kind != "breach":
        return view, slots
    elif view is View.CARD and _is_of_contract(slots, said):
        return view, replace(slots, ids=tuple(id for id in slots.records if kind_of(id) is CONTRACT)[:1])
    breaches = [one.id for one in said.desk.store.breaches() if one.contract in slots.ids and not one.withdrawn]
    return view, replace(slots, ids=tuple(breaches[-1:])) if breaches else slots


def _to_tell(slots: Slots, said: Understood) -> tuple[str, ...]:
    """The newest breach among the records named whose families are still to be told; else empty."""
    owed = {
        one.record for one in said.desk.store.deadlines() if one.duty == TELL_FAMILIES and one.status is Status.OPEN
    }
    breaches = [one for one in slots.records if kind_of(one) is BREACH and one in owed]
    return tuple(breaches[-1:])


def _shown(slots: Slots, said: Understood) -> Slots:
    """The slots with the record shown last."""
    memory = said.memory
    return replace(slots, records=(memory.subject,)) if memory.newest == "records" else slots


def _is_of_contract(slots: Slots, said: Understood) -> bool:
    """Whether the records named are all contracts, and the text speaks of no breach."""
    kinds = {kind_of(id) for id in slots.records}
    return kinds == {CONTRACT} and not slots.ids and not _BREACH.search(said.text)


def same_of_other(said: Understood, *, sure: bool = False) -> Request | None:
    """The view shown last, of what is named now: "and for Rob?"; None where nothing is.

    Where it is ``sure`` that the same is asked, any words narrow it.
    """
    last = wish_of(said.memory.looked or said.memory.wish)
    if last is None or last.acts or last.view is View.NONE or said.memory.newest != "records":
        return None
    if ids := said.pointed:
        return replace(last, slots=Slots(ids=ids))
    new = look(last.view, last.kind, said.frame, said.text, said.desk).slots
    narrows = names(new) or new.person or new.since or new.until or new.categories or new.data or new.closed
    if not (narrows or (sure and new.left and said.slots_said & _NARROWING)):
        return None
    new_records = names(new) or not narrows
    if new.categories or new.data:
        last = replace(last, slots=replace(last.slots, categories=(), data=(), kinds=""))
    old = (
        replace(last.slots, ids=(), records=(), vendor="", product="", said="", left=()) if new_records else last.slots
    )
    return replace(last, slots=over(old, replace(new, left=() if narrows else new.left)))


def all_of_it(said: Understood) -> Request | None:
    """The whole record that is named, or all of a person's, where a look is meant but not clear at what; else None."""
    share = said.frame.share
    if (counted := look_at(said, Looks(View.COUNT))).view is View.CARD:
        return counted
    if share(*OF_RECORD) < ABOUT:
        return None
    whole = look(View.CARD, "contract", said.frame, said.text, said.desk)
    if whole.slots.ids or whole.slots.records:
        breach = share("breach", "breaches") > share("contract", "posted", "expiring")
        of_breach = breach and any(id.startswith("B") for id in whole.slots.records)
        return replace(whole, kind="breach" if of_breach else "contract")
    if whole.slots.person and whole.slots.person_said:
        return replace(whole, view=View.LIST)
    if share(*OF_ONE) >= SURE and said.goes_on(replace(whole.slots, left=())):
        return replace(whole, slots=Slots(ids=(said.memory.subject,)))
    return None
