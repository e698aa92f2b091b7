"""Takes what only means something in a dialogue: a value that was asked for, a yes, a no, a place in a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.conversation import replies
from handlers.conversation.completing import FAMILY, completed
from handlers.conversation.intents import OF_PEOPLE, PRESS_ONLY
from handlers.conversation.kept import kept, over, wish_of
from handlers.conversation.state import named
from handlers.conversation.taken import Taken
from handlers.conversation.understood import FEW, PART_OF, THANKS, Understood
from handlers.conversation.values import other_year
from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.record_kinds import CONTRACT, kind_of
from handlers.dialogue.text import list_words
from handlers.records.acts.form_slots import slot_of
from handlers.understanding.courtesy.greetings import courtesy
from handlers.understanding.named.likeness import words_of
from handlers.understanding.requests.request import Request, Slots, View

Parse = Callable[[str], ParsedCommand]
CONFIRMS, THANKS_AT_MOST = 0.8, 0.01
"""The share from which a yes in words is one, and the share that thanks may have beside it: "much obliged" is none."""
YES = "yes"
_ANY_WORDS = {"value": 5, "reason": 12}
"""Slots of fields that take any words, and so many at most where none of them were marked."""
_DIGITS = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"(?<![\w/-])\d{1,6}(?![\w/-])")
_BESIDE_YES = frozenset({"reference", "reason"})
"""What a yes may name: "yes, save it". With another value it is more than a yes."""


def set_value(said: Understood, wish: Request) -> Taken | None:
    """The open act with what was said now put over what was said before; None where nothing was."""
    new = said.slots(wish.command)
    if wish.command in PART_OF and (new.person or new.person_said) and not new.owner:
        new = replace(new, owner=new.person or new.person_said)
    new = _for_asked(said, replace(new, ids=new.ids or said.pointed or ()))
    called = new.vendor or new.said
    if called and (new.said or not new.records) and (meant := _of_vendor(called, wish.slots.vendor, said)):
        new = replace(new, vendor=wish.slots.vendor, said="", records=meant, ids=meant)
    if "vendor" not in said.slots_said and new.vendor and wish.slots.vendor and said.frame.of("product"):
        new = replace(new, vendor=wish.slots.vendor, product=said.frame.of("product")[0])
    new = replace(new, number=_instead(said.text, wish.slots.number) or new.number)
    if wish.command in FAMILY:
        new = completed(wish.command, replace(wish, slots=new), said.frame, said.text, said.desk).slots
    if new == Slots() and not said.frame.values:
        return None
    new = new if new.said_days else replace(new, said_days=other_year(said.frame, wish.slots.said_days))
    somebody = wish.command in OF_PEOPLE and bool(new.person_said)
    slots = new if somebody and wish.slots.person_said else over(wish.slots, new)
    return replace(said.as_request(replace(wish, slots=slots)), said=said.said)


def _of_vendor(called: str, vendor: str, said: Understood) -> tuple[str, ...]:
    """The one contract of the vendor spoken of whose product is called so: "the SIS one"."""
    words = set(words_of(called))
    own = [one for one in said.desk.store.contracts() if vendor and one.vendor == vendor and not one.withdrawn]
    found = [one.id for one in own if words & set(words_of(one.product))]
    return tuple(found) if len(found) == 1 else ()


def _instead(text: str, was: int | None) -> int | None:
    """``23, not 22``: the other one of two numbers, of which one was said before."""
    found = dict.fromkeys(map(int, _NUMBER.findall(text)))
    return next(one for one in found if one != was) if was in found and len(found) == 2 else None


def _for_asked(said: Understood, new: Slots) -> Slots:
    """With the words for the field that was asked for, where it takes any and none of its kind were marked."""
    asked, text = said.memory.asked, said.text
    slot = slot_of(asked)
    told = asked in dict(new.marked) or (slot != "value" and slot in said.slots_said)
    if said.memory.press or slot not in _ANY_WORDS or told:
        return new
    named = said.slots_said & {"vendor", "product", "id"} or new.records or new.said_days
    words = next(iter(said.frame.of("value")), text if said.words <= _ANY_WORDS[slot] and not named else "")
    return replace(new, marked=(*new.marked, (asked, words))) if asked and words else new


def confirm(said: Understood, parse: Parse) -> Taken:
    """The press of the button that waits, where a yes in words is enough for it."""
    memory, act = said.memory, said.open
    if not memory.press:
        answers = act is not None and slot_of(memory.asked) == "value"
        yes = replace(said, message=replace(said.message, text=YES)) if said.words <= FEW else said
        return (act and answers and set_value(yes, act)) or said.as_before(act)
    sure = said.read.share("confirm") >= CONFIRMS and said.read.share("talk") < THANKS_AT_MOST
    if not sure and courtesy(said.text) in THANKS:
        return said.as_talk()
    only = memory.press.partition(" ")[0] in PRESS_ONLY
    if only or not sure or not _says_no_other(said, act):
        return Taken(said.message, said.parsed, reply=replies.press_it(memory.press, only=only), keeps=True)
    if not memory.pressable or said.desk.now > datetime.fromisoformat(memory.pressable):
        return said.as_before(act)
    press = replace(said.message, text=memory.press, parsed=None, proposal=memory.proposal)
    return Taken(press, parse(memory.press), pressed=True)


def _says_no_other(said: Understood, act: Request | None) -> bool:
    """Whether a yes names nothing that is not in what was proposed: "yes, received today" may, "yes, 47" may not."""
    shown = {int(number) for number in _DIGITS.findall(said.memory.press)}
    if not {int(number) for number in _DIGITS.findall(said.text)} <= shown:
        return False
    if not said.slots_said - _BESIDE_YES:
        return True
    if act is None or said.slots_said - _BESIDE_YES - {"date"}:
        return False
    return kept(replace(act, slots=over(act.slots, said.slots(act.command)))) == kept(act)


def refuse(said: Understood, act: str) -> Taken:
    """What was proposed is not done; it stays open to be corrected, unless it is cancelled."""
    was = said.open
    if was and act == "deny":
        return Taken(said.message, said.parsed, reply=replies.denied(was), denies=True)
    reply = replies.dropped(was.command if was else said.memory.task, wish_of(said.memory.waiting))
    return Taken(said.message, said.parsed, reply=reply, drops=True)


def _by_words(said: Understood) -> tuple[str, ...]:
    """The one entry of the list whose name has a word of the message that no other one has: "the enrollment one"."""
    words = set(words_of(said.text))
    hits = [set(words_of(named(one, said.desk))) & words for one in said.memory.rows]
    common = {word for hit in hits for word in hit if sum(word in other for other in hits) > 1}
    found = [one for one, hit in zip(said.memory.rows, hits, strict=True) if hit - common]
    return tuple(found) if len(found) == 1 else ()


def pick(said: Understood, parse: Parse) -> Taken:
    """One entry of the list shown last: for the act that waits for it, or to be shown. Raises Sorry."""
    slots, rows = said.slots(""), said.memory.rows
    told = {*slots.ids, *slots.records}
    ids = said.pointed or tuple(one for one in rows if one in told) or slots.ids or slots.records
    ids = ids or _by_words(said)
    if said.pointed is None and not ids and rows and said.open is None:
        ids = rows
    if not ids:
        raise Sorry(list_words.no_such_entry(len(rows)))
    if wish := said.open:
        return said.as_request(replace(wish, slots=replace(wish.slots, ids=ids, records=(), vendor="", said="")))
    kind = kind_of(ids[0]) or CONTRACT
    if len(ids) > 1:
        return said.as_request(Request(kind.lists, view=View.LIST, kind=kind.word, slots=Slots(ids=ids)))
    shown = f"{kind.word} {ids[0]}"
    return Taken(replace(said.message, text=shown, parsed=None), parse(shown))
