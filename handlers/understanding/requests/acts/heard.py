"""Turns what the model reads into an act on the records, where what was said is enough for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.acts.rules import (
    BREACH,
    anchored,
    corrected,
    erase,
    kinds,
    made_act,
    note,
    setup,
)
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.new_names import leading_name, named_pair, small_name, successor
from handlers.understanding.requests.values.people import leaver, small_person, titled
from knowledge.reading.signs import Signs

CLEAR, ASKED_FOR, WANTED = 0.55, 0.8, 0.4
"""The shares that the command must reach; of an act that is surely asked for; and of one that is heard at all."""
FITTING = 0.3
"""The share that the command must reach where an act is surely asked for: what was said tells which one fits."""
_DROPPED = re.compile(r"(?:never ?mind|forget it|cancel|stop|leave it)\W*$", re.IGNORECASE)
"""Drops what was being talked of, and asks for nothing on record."""


def heard_act(said: str, slots: Slots, signs: Signs) -> Request | None:
    """What the model reads, where what was said is enough for it."""
    wish = signs.wishes.get("act", 0.0)
    least = FITTING if wish >= ASKED_FOR else CLEAR
    ranked = sorted(signs.commands, key=lambda name: -signs.commands[name])
    likely = [
        name for name in ranked if name in _FITS and signs.commands[name] >= (CLEAR if name in _ANYTIME else least)
    ]
    for command in likely if wish >= WANTED else ():
        if found := _fitting(command, said, with_names(command, said, slots), signs):
            return found
    return None


def _fitting(command: str, said: str, slots: Slots, signs: Signs) -> Request | None:
    """The act, where what was said is enough for it."""
    share, wish = signs.commands[command], signs.wishes.get("act", 0.0)
    clear = command in _WITHOUT_RECORD and min(share, wish) >= ASKED_FOR and not _DROPPED.match(said)
    if not (_FITS[command](slots) or (clear and not anchored(slots))):
        return None
    match command:
        case "correct":
            slots = corrected(said, slots)
        case "note":
            return note(said, slots)
        case "erase":
            return erase(said, slots)
        case "setup":
            return setup(said, slots) or (made_act("setup", slots) if clear else None)
        case _:
            pass
    return made_act(command, slots, kind=_KINDS.get(command, ""))


def with_names(command: str, said: str, slots: Slots) -> Slots:
    """With the vendor or the person that the message names without a word that tells what they are."""
    named = _NAMED.get(command)
    return named(said, slots) if named else slots


def _of_contract(said: str, slots: Slots) -> Slots:
    if other := successor(said):
        return replace(slots, vendor=other, product="", records=())
    if not slots.records and (pair := named_pair(said))[0]:
        return replace(slots, vendor=pair[0], product=pair[1])
    return _of_breach(said, slots)


def _of_breach(said: str, slots: Slots) -> Slots:
    if slots.vendor or slots.product or slots.records:
        return slots
    return replace(slots, vendor=leading_name(said, slots.owner) or small_name(said))


def _of_role(said: str, slots: Slots) -> Slots:
    if slots.person or slots.person_said:
        return slots
    return replace(slots, person_said=leading_name(said))


def _of_leaver(said: str, slots: Slots) -> Slots:
    name = "" if slots.person else leaver(said)
    return replace(slots, person_said=name) if name else _of_role(said, slots)


def _of_owner(said: str, slots: Slots) -> Slots:
    if slots.person_said:
        return slots
    name = titled(said) or leading_name(said, f"{slots.vendor} {slots.product}") or small_person(said)
    return replace(slots, person_said=name)


_NAMED: Mapping[str, Callable[[str, Slots], Slots]] = {
    "log-contract": _of_contract,
    "log-breach": _of_breach,
    "grant": _of_role,
    "revoke": _of_leaver,
    "assign": _of_owner,
}


def _of_deadline(slots: Slots) -> bool:
    return anchored(slots) or bool(slots.duties)


def _of_person(slots: Slots) -> bool:
    return bool(slots.person_said) and not (slots.ids or slots.records)


_FITS: Mapping[str, Callable[[Slots], bool]] = {
    "log-contract": lambda slots: not slots.ids,
    "log-breach": lambda slots: BREACH not in {id[0] for id in slots.ids},
    "received": lambda slots: BREACH in kinds(slots),
    "done": _of_deadline,
    "undo": _of_deadline,
    "snooze": _of_deadline,
    "remind": _of_deadline,
    "assign": lambda slots: _of_deadline(slots) or bool(slots.before),
    "correct": lambda slots: bool(slots.ids or slots.records),  # a new name is logged
    "note": anchored,
    "withdraw": anchored,
    "erase": anchored,
    "grant": _of_person,
    "revoke": _of_person,
    "setup": lambda slots: not anchored(slots),
}
"""What must have been said for a command that the model reads alone."""
HEARD = frozenset(_FITS)
"""The commands that the model tells apart."""
_ANYTIME = frozenset({"log-contract", "log-breach", "setup"})
"""Commands that hardly anything has to be said for."""
_WITHOUT_RECORD = frozenset({"undo", "remind", "snooze", "setup"})
"""Commands of which one asks what they are about, where the model is sure of them."""
_KINDS: Mapping[str, str] = {
    "log-contract": "contract",
    "log-breach": "breach",
    "received": "breach",
    **dict.fromkeys(("done", "undo", "snooze", "assign"), "deadline"),
}
