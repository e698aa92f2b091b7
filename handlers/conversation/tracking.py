"""Takes a message that somebody else wrote, as a vendor's e-mail, for a record: a breach, a contract, a note.

Nothing of it is kept but the fields that are saved: it is read once, for what it says of one of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from handlers.contracts.ended import has_ended
from handlers.conversation import words
from handlers.conversation.acting import act_on
from handlers.conversation.answering import Parse
from handlers.conversation.intents import WISHES, Acts
from handlers.conversation.understood import Taken, Understood
from handlers.conversation.values import known_in, student_counts
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import CONTRACT, Sorry, kind_of
from handlers.dialogue.desk import Desk, Memory, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Text
from handlers.dialogue.text import short
from handlers.forms.privacy.names import find_personal_data
from handlers.people.access import Refused, permit
from handlers.records.logging import OF_BREACH, passed_on
from handlers.review.subject import KEY, text_of_waiting
from handlers.understanding.named import is_ordinary, key_of, words_of
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf, SaidDay
from knowledge.frames.frame_reader import Frame, Span, with_known

TRACK = "track"
MEANS: Mapping[str, tuple[str, ...]] = {
    "log-breach": ("log-breach", "received", "breach"),
    "log-contract": ("log-contract", "renew", "contract"),
    "note": ("note", "correct"),
    "remind-me": ("remind-me", "due"),
}
"""What a message may become, and the intents that speak for it."""
LONGEST_PART, MOST_PARTS = 320, 24
"""Letters of a part, which the reader takes at once, and how many parts of a message are read."""
SURE = 0.15
"""The mean share of the parts from which a message is taken for the likeliest; below it, it is asked what it is."""
LONGEST_NOTE = 300
"""Letters of a message up to which it is a note as it stands."""
_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)\s+(?=\S)")
_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_LAST = frozenset({DayOf.SIGNED, DayOf.EXPIRES})
"""Days of which the last counts: a contract is executed once the last party has signed."""
_ONE = frozenset({DayOf.DISCOVERED, DayOf.NOTICE})
"""Days of which none is taken where several are told."""
_SENT = re.compile(r"^[>\s]*(?:sent|date|to|cc|received):.*$", re.IGNORECASE | re.MULTILINE)
"""The lines above a forwarded message whose days and names are none of what happened."""


def tracked(message: Message, pasted: str, desk: Desk, parse: Parse) -> Taken:
    """The message as the likeliest record, the others as buttons. Raises Sorry, Refused, StoreError.

    A moment before it is when it was written, from which its "yesterday" counts. A key is that of a paper that waits.
    """
    pasted = text_of_waiting(pasted, message, desk) if KEY.fullmatch(pasted) else pasted
    written = _WRITTEN.match(pasted)
    text = _SENT.sub("", pasted[written.end() :] if written else pasted).strip()
    then = _as_of(written[1], desk) if written else desk
    frame = read(text, then)
    said = Understood(replace(message, text=text, parsed=None), parse(text), Memory(), then, frame, frame)
    intent, share = next(iter(frame.intents.items()))
    try:
        permit(desk.commands[TRACK], "", message, desk)
    except Refused as refused:
        if intent not in OF_BREACH or share < SURE:
            raise
        return Taken(said.message, said.parsed, reply=passed_on(refused, said.message, desk))
    wanted = WISHES[intent]
    assert isinstance(wanted, Acts)
    request = act_on(said, intent, wanted)
    request = replace(request, slots=_settled(request.slots, frame, text))
    if share < SURE:
        offered = tuple(_instead("", request, desk))
        reply = Reply(title=words.WHAT_IS_IT, parts=(Text(words.NOTHING_SURE),), choices=offered, asks=True)
        return Taken(said.message, said.parsed, reply=reply)
    if intent == "note" and len(text) <= LONGEST_NOTE and not find_personal_data(text):
        request = replace(request, slots=replace(request.slots, value=text))
    return replace(said.as_request(request), message=said.message, instead=tuple(_instead(intent, request, desk)))


def _as_of(written: str, desk: Desk) -> Desk:
    """The desk at that moment, or at noon of that day. Raises Sorry."""
    try:
        moment = datetime.fromisoformat(written if "T" in written else f"{written}T12:00")
    except ValueError:
        raise Sorry(words.no_moment(said=written)) from None
    moment = moment.astimezone(desk.zone) if moment.tzinfo else moment.replace(tzinfo=desk.zone)
    return replace(desk, now=min(desk.now, moment))


def _instead(intent: str, request: Request, desk: Desk) -> Iterator[Choice]:
    """The buttons for what the message may become but ``intent``, each with the vendor that was read."""
    slots = request.slots
    records = [desk.store.contract(id) for id in slots.records if kind_of(id) is CONTRACT]
    kept = [one for one in reversed(records) if one and not one.withdrawn]
    contracts = sorted(kept, key=lambda one: has_ended(one, desk.today))  # those in force first, each the newest first
    several = len(contracts) > 1
    vendor = f" vendor: {slots.vendor}" if slots.vendor else ""
    for command, label in (("log-breach", words.IS_BREACH), ("log-contract", words.IS_CONTRACT)):
        if command != intent:
            yield Choice(label, command + vendor)
    for contract in contracts if intent != "note" else ():
        called = f"{contract.id} {contract.product}".strip() if several else contract.id
        yield Choice(short(words.note_to(id=called), LONGEST_LABEL), f"correct {contract.id} notes")
    for contract in contracts[:1] if intent != "remind-me" else ():
        called = contract.vendor if several else contract.id
        yield Choice(short(words.remind_of(id=called), LONGEST_LABEL), f"deadlines {contract.vendor}")


def read(text: str, desk: Desk) -> Frame:
    """What all parts of the message tell: how likely each of `MEANS` is, and the values, of one vendor alone."""
    shares, values = dict.fromkeys(MEANS, 0.0), list[Span]()
    for start, end in list(_parts(text))[:MOST_PARTS]:
        part = text[start:end]
        frame = desk.frame(with_known("", known_in(part, desk)), part)
        for intent, speaking in MEANS.items():
            shares[intent] += frame.share(*speaking)
        values += (replace(one, start=one.start + start, end=one.end + start) for one in frame.values)
    parts = max(len(list(_parts(text))[:MOST_PARTS]), 1)
    ranked = {intent: shares[intent] / parts for intent in sorted(shares, key=shares.__getitem__, reverse=True)}
    ours = words_of(desk.store.setup().district)[:1]
    return Frame(ranked, tuple(_of_one_vendor(values, *ours)))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends: sentences, as many as fit together."""
    start = end = 0
    for found in [*(one.span() for one in _ENDS.finditer(text)), (len(text), len(text))]:
        if found[0] - start > LONGEST_PART and end > start:
            yield start, end
            start = end
        end = found[1]
    if end > start:
        yield start, end


def _settled(slots: Slots, frame: Frame, text: str) -> Slots:
    """The slots without what a message says twice, differently; it is signed, and ends, on the last of its days."""
    by_role = dict[DayOf, list[SaidDay]]()
    for one in slots.said_days:
        by_role.setdefault(one.role, []).append(one)
    days = [day for role, found in by_role.items() for day in _of_role(role, found)]
    counts = {*student_counts(frame, text)}
    return replace(slots, said_days=tuple(days), number=slots.number if counts <= {slots.number} else None)


def _of_role(role: DayOf, found: list[SaidDay]) -> list[SaidDay]:
    days = {one.day for one in found if one.day}
    if len(days) < 2 or role not in {*_LAST, *_ONE}:
        return found
    return [replace(one, time="") for one in found if one.day == max(days)][:1] if role in _LAST else []


def _of_one_vendor(values: list[Span], ours: str = "") -> Iterator[Span]:
    """The values, of the vendors only the one named most: never the district, whose name begins with ``ours``."""
    vendors = (one.text for one in values if one.slot == "vendor" and not is_ordinary(one.text))
    named = Counter(key_of(name) for name in vendors if not ours or ours not in words_of(name))
    best = named.most_common(1)[0][0] if named else ""
    seen = set[str]()
    for one in values:
        if one.slot != "vendor":
            yield one
        elif key_of(one.text) == best and best not in seen:
            seen.add(best)
            yield one
