"""Reads what somebody wants done with the records, from plain words."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.acts import anchored_cues, cues
from handlers.understanding.requests.acts.heard import ASKED_FOR, HEARD, WANTED, heard_act, with_names
from handlers.understanding.requests.acts.rules import NEEDS, anchored, note
from handlers.understanding.requests.apart.asking import asks_after_name, wants_done
from handlers.understanding.requests.request import Request, Slots
from knowledge.reading.signs import Signs

WISHED, CERTAIN = 0.5, 0.85
"""The shares of an act and of the command with which a question asks for it, however it is worded."""
OTHER, SHARED = 0.75, 0.1
"""The model's share for its command from which a rule gives way, and that for the rule's from which the rule holds."""
NO_ACT, LAW_WINS = 0.05, 0.8
"""The shares of an act and of the law with which a rule gives way to a question on the law."""


def read_act(text: str, slots: Slots, signs: Signs | None = None) -> Request | None:
    """The act that a message asks for, or tells of; None where it is a question, a look, or nothing of the kind."""
    said, politely = cues.bare(text)
    signs = signs or Signs()
    heard = heard_act(said, slots, signs)
    if found := _jotted(text, said, slots):
        return found
    thing = cues.wants_thing(said) and signs.wishes.get("act", 0.0) < CERTAIN
    if thing or (cues.asks(said, politely=politely) and not wants_done(said)):
        return _asked(said, slots, heard, signs, thing=thing)
    unanchored = heard is not None and heard.command == "remind" and not anchored(slots)
    if unanchored and cues.RULES["note"].search(said):
        heard = None  # what it is noted on was said before
    if politely and not (anchored(slots) or slots.vendor or slots.duties or slots.person_said):
        return heard
    found = _by_rules(said, slots)
    dated = found is not None and bool(found.slots.said_days) and "?" not in said  # it tells what came when
    logs = found is not None and found.command.startswith("log-") and cues.begins_act(said)
    unsigned = found is not None and found.command == "no-contract"  # its wording tells of use, and asks nothing
    if (
        signs.wishes.get("law", 0.0) >= LAW_WINS
        and signs.wishes.get("act", 0.0) < NO_ACT
        and not (dated or logs or unsigned)
    ):
        return None
    if found is None or (heard and _overruled(found, heard, said, signs)):
        return heard
    return replace(found, slots=with_names(found.command, said, found.slots))


def _jotted(text: str, said: str, slots: Slots) -> Request | None:
    """What is told of a record to be written down, where it is no other act."""
    jotted = cues.jots(text) and anchored(slots) and not _by_rules(said, slots)
    return note(said, slots) if jotted else None


def _asked(said: str, slots: Slots, heard: Request | None, signs: Signs, *, thing: bool) -> Request | None:
    """The act that a question asks for; none where it asks for one thing of a record by its name."""
    if thing:
        return None
    return heard if _wanted(said, heard, signs) else _told(said, slots, signs)


def _wanted(said: str, heard: Request | None, signs: Signs) -> bool:
    """Whether a question asks for the act: by the share of an act, or by that of the command where it is certain."""
    wish = signs.wishes.get("act", 0.0)
    certain = heard is not None and wish >= WISHED and signs.commands.get(heard.command, 0.0) >= CERTAIN
    return certain or (wish >= ASKED_FOR and not cues.wants_answer(said))


def _told(said: str, slots: Slots, signs: Signs) -> Request | None:
    """An act by its wording, of something named, where a word asks and the model hears that something is told."""
    asks = "?" in said or asks_after_name(re.split(r"[.;!]\s+", said)[-1])
    if asks or signs.wishes.get("act", 0.0) < WISHED or not (anchored(slots) or slots.before):
        return None
    return _by_rules(said, slots)


def _by_rules(said: str, slots: Slots) -> Request | None:
    for rules in (anchored_cues.FIRST, cues.RULES, anchored_cues.LATER):
        if rules is not cues.RULES and not anchored(slots):
            continue
        for command, pattern in rules.items():
            if pattern.search(said) and (found := NEEDS[command](said, slots)):
                return found
    return None


def _overruled(found: Request, heard: Request, said: str, signs: Signs) -> bool:
    """Whether the model is sure of another command, and that of the rule is none it thinks of."""
    if found.command == "note" and found.slots.note:
        return False
    known = found.command in HEARD and found.command != "undo"  # its words are plain: "marked by mistake"
    if found.command == "correct" and anchored(found.slots) and cues.was_entered(said):
        return False
    if not known or found.command == heard.command or signs.wishes.get("act", 0.0) < WANTED:
        return False
    return signs.commands.get(heard.command, 0.0) >= OTHER and signs.commands.get(found.command, 0.0) < SHARED
