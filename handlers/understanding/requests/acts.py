"""Reads what somebody wants done with the records, from plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.understanding.products import is_name
from handlers.understanding.requests import act_cues, anchored_cues
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.corrections import new_day, new_text, noted, said_field
from handlers.understanding.requests.values.days import DayOf
from handlers.understanding.requests.values.new_names import leading_name, named_pair, small_name
from handlers.understanding.requests.values.people import leaver, small_person, titled
from handlers.understanding.requests.values.settings import said_setting
from knowledge.reading.signs import Signs

SURE, UNANCHORED, CLEAR = 0.9, 0.6, 0.55
"""How sure a rule is, how sure without a record to hold on to, and the share that the model's command must reach."""
WISHED, CERTAIN = 0.5, 0.85
"""The shares of an act and of the command with which a question asks for it, however it is worded."""
WANTED, ASKED_FOR, OTHER = 0.4, 0.8, 0.75
"""The share of an act from which the model is heard, for a question, and against a rule that it does not share."""
NO_ACT, LAW_WINS = 0.05, 0.8
"""The shares of an act and of the law with which a rule gives way to a question on the law."""
FITTING = 0.3
"""The share that the command must reach where an act is surely asked for: what was said tells which one fits."""
SHARED = 0.1
"""The model's share for a rule's command from which the rule holds."""
_BREACH = re.compile(rf"\b{act_cues.INCIDENT}\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:contracts?|agreements?|n?dpas?|deals?|renewals?|licen[sc]es?|addendum)\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:record|entry|contract|agreement|breach|incident|dpa)\b", re.IGNORECASE)
_SOMEBODY = re.compile(rf"\b{act_cues.VENDOR}\b", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(?:told|notified|emailed|e-mailed|wrote|informed|called|contacted|alerted|let (?:us|me) know"
    r"|got (?:an?|the|their)|received|heard from|letter|e-?mail|notice"
    r"|phoned|discovered|noticed|found|was|were|got|had|has been|have been|just|says?|said|reported|disclosed|admitted"
    r"|at)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|that|this|these|them|those|one|both|everything|all|stuff|things?|deadline|task|reminder|item)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"\b(?:act|law|statute|pa \d\d-\d+|rules?)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"\b(?:notice|letter|e-?mail|notification)\b.*\b(?:came|arrived|received|in|landed|here)\b"
    r"|\b(?:got|received|have|had)\b.*\b(?:notice|letter|notification)\b",
    re.IGNORECASE,
)
_SAME_AS = re.compile(r"\b(?:duplicate|dupe|copy|same) (?:of|as)\b", re.IGNORECASE)
_WE_SENT = re.compile(r"\b(?:we|i|jose|ana) (?:\w+ )?(?:sent|e-?mailed|mailed)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:also|too|as well|in addition)\b", re.IGNORECASE)
_UNSIGNED = re.compile(
    r"\b(?:not|n'?t|never|nothing|yet to|unsigned) (?:\w+ )?sign\w*|\bsigned nothing\b|\bunsigned\b|\bwon'?t sign\b",
    re.IGNORECASE,
)
_DROPPED = re.compile(r"(?:never ?mind|forget it|cancel|stop|leave it)\W*$", re.IGNORECASE)
"""Drops what was being talked of, and asks for nothing on record."""
ALSO = "also"
"""The value of a field that gets more, and keeps what it has."""
DEADLINE, CONTRACT, BREACH = "D", "C", "B"


def read_act(text: str, slots: Slots, signs: Signs | None = None) -> Request | None:
    """The act that a message asks for, or tells of; None where it is a question, a look, or nothing of the kind."""
    said, politely = act_cues.bare(text)
    if not said:
        return None
    signs = signs or Signs()
    heard = _by_signs(said, slots, signs)
    if act_cues.asks(said, politely=politely):
        return heard if _wanted(said, heard, signs) else None
    if politely and not (_anchored(slots) or slots.vendor or slots.duties or slots.person_said):
        return heard
    found = _by_rules(said, slots)
    dated = found is not None and bool(found.slots.said_days) and "?" not in said  # it tells what came when
    if signs.wishes.get("law", 0.0) >= LAW_WINS and signs.wishes.get("act", 0.0) < NO_ACT and not dated:
        return None
    if found is None or (heard and _overruled(found, heard, signs)):
        return heard
    return replace(found, slots=_with_names(found.command, said, found.slots))


def _wanted(said: str, heard: Request | None, signs: Signs) -> bool:
    """Whether a question asks for the act: by the share of an act, or by that of the command where it is certain."""
    wish = signs.wishes.get("act", 0.0)
    certain = heard is not None and wish >= WISHED and signs.commands.get(heard.command, 0.0) >= CERTAIN
    return certain or (wish >= ASKED_FOR and not act_cues.wants_answer(said))


def _by_rules(said: str, slots: Slots) -> Request | None:
    for rules in (anchored_cues.FIRST, act_cues.RULES, anchored_cues.LATER):
        if rules is not act_cues.RULES and not _anchored(slots):
            continue
        for command, pattern in rules.items():
            if pattern.search(said) and (found := _NEEDS[command](said, slots)):
                return found
    return None


def _overruled(found: Request, heard: Request, signs: Signs) -> bool:
    """Whether the model is sure of another command, and that of the rule is none it thinks of."""
    known = found.command in signs.commands and found.command != "undo"  # its words are plain: "marked by mistake"
    if not known or found.command == heard.command or signs.wishes.get("act", 0.0) < WANTED:
        return False
    return signs.commands.get(heard.command, 0.0) >= OTHER and signs.commands.get(found.command, 0.0) < SHARED


def _kinds(slots: Slots) -> set[str]:
    return {id[0] for id in (*slots.ids, *slots.records)}


def _anchored(slots: Slots) -> bool:
    return bool(slots.ids or slots.records)


def _act(command: str, slots: Slots, *, kind: str = "", sure: float = SURE) -> Request:
    return Request(command, acts=True, kind=kind, slots=slots, sure=sure)


def _erase(said: str, slots: Slots) -> Request | None:
    named = bool({CONTRACT, BREACH} & {id[0] for id in slots.ids})
    if named or (slots.records and _RECORD.search(said)):
        return _act("erase", slots)
    return None


def _undo(said: str, slots: Slots) -> Request | None:
    if any(id[0] == DEADLINE for id in slots.ids) or (slots.duties and (slots.records or slots.ids)):
        return _act("undo", slots, kind="deadline")
    imperative = re.match(r"(?:undo|reopen|re-open|scratch|take)\b", said, re.IGNORECASE)
    return _act("undo", slots, kind="deadline", sure=UNANCHORED) if imperative and not _kinds(slots) else None


def _withdraw(said: str, slots: Slots) -> Request | None:
    if slots.ids and {id[0] for id in slots.ids} == {DEADLINE}:
        return _act("withdraw", slots, kind="deadline")
    if {CONTRACT, BREACH} & _kinds(slots):
        if _SAME_AS.search(said):
            slots = replace(slots, ids=slots.ids[:1])
        return _act("withdraw", slots, kind="breach" if _BREACH.search(said) and BREACH in _kinds(slots) else "")
    return None


def _revoke(said: str, slots: Slots) -> Request | None:
    if slots.before:
        return _assign(said, slots)
    return _act("revoke", slots) if slots.person_said and not slots.ids and not slots.duties else None


def _grant(said: str, slots: Slots) -> Request | None:  # noqa: ARG001 - every rule has this shape
    if slots.person_said and not slots.ids and not slots.duties:
        return _act("grant", slots)
    return None


def _setup(said: str, slots: Slots) -> Request | None:
    field, value = said_setting(said, slots.said_days)
    if _anchored(slots) or _GENERAL.search(said) or not field:
        return None
    return _act("setup", replace(slots, field=field, value=value))


def _note(said: str, slots: Slots) -> Request | None:
    if CONTRACT in _kinds(slots) or DEADLINE in _kinds(slots):
        return _act("note", replace(slots, field="notes", value=slots.note or noted(said)), kind="contract")
    if BREACH in _kinds(slots):
        return _act("note", replace(slots, field="description", value=slots.note or noted(said)), kind="breach")
    return None


def _file(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    return _act("correct", replace(slots, field="file"), kind="contract") if CONTRACT in _kinds(slots) else None


def _correct(said: str, slots: Slots) -> Request | None:
    if not _anchored(slots):
        return None
    return _act("correct", _corrected(said, slots))


def _corrected(said: str, slots: Slots) -> Slots:
    """With the field that is wrong and what it is to be."""
    deadline = any(id[0] == DEADLINE for id in slots.ids)
    field = "proof" if deadline else said_field(said, slots.said_days)
    new = new_day(said, slots.said_days)
    value = "" if new else new_text(said)
    if (slots.provisions or slots.without) and not (field and new):
        field = "provisions"
    if field == "categories" and _ALSO.search(said):
        value = ALSO
    return replace(slots, field=field, value=value, said_days=(new,) if new else ())


def _remind(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    return _act("remind", slots) if slots.days_before is not None or _anchored(slots) or slots.duties else None


def _snooze(said: str, slots: Slots) -> Request | None:
    if _anchored(slots) or slots.duties:
        return _act("snooze", slots, kind="deadline")
    return _act("snooze", slots, kind="deadline", sure=UNANCHORED) if _POINTS.search(said) else None


def _assign(said: str, slots: Slots) -> Request | None:
    if not (slots.person_said or re.search(r"off my|owner|assign", said, re.IGNORECASE)):
        return None
    if slots.before and not _anchored(slots):
        return _act("assign", slots, kind="deadline")
    if _anchored(slots) or slots.duties:
        return _act("assign", slots, kind="deadline")
    return _act("assign", slots, kind="deadline", sure=UNANCHORED) if _POINTS.search(said) else None


def _done(said: str, slots: Slots) -> Request | None:
    if _BREACH.search(said) and not slots.duties and not any(id[0] == DEADLINE for id in slots.ids):
        return None
    if re.match(r"(?:send|e-?mail|tell|notify|post|put|publish|upload)\b", said, re.IGNORECASE):
        return None  # it asks for it to be done
    if _anchored(slots) or slots.duties:
        return _act("done", slots, kind="deadline")
    short = len(said.split()) <= 8
    return _act("done", slots, kind="deadline", sure=UNANCHORED) if short and _POINTS.search(said) else None


def _letter(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    return _act("vendor-letter", slots, kind="contract") if CONTRACT in _kinds(slots) else None


def _no_contract(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    name = slots.product or slots.vendor
    known = bool(slots.records) or any(map(str.isupper, name)) or is_name(name)
    return _act("no-contract", slots) if name and known else None


def _log_breach(said: str, slots: Slots) -> Request | None:
    imperative = re.match(r"(?:log|report|record|enter|file|add|register|start|create|open|new)\b", said, re.IGNORECASE)
    told = _TELLING.search(said) and (slots.vendor or slots.product or _SOMEBODY.search(said))
    if not (imperative or told) or _GENERAL.search(said):
        return None
    if BREACH in {id[0] for id in slots.ids} and (_AFTERWARDS.search(said) or _of(DayOf.NOTICE, slots)):
        return _act("received", slots, kind="breach")
    return _act("log-breach", slots, kind="breach")


def _log_contract(said: str, slots: Slots) -> Request | None:
    imperative = re.match(
        r"(?:log|add|enter|record|file|put|register|save|track|create|start|upload)\b", said, re.IGNORECASE
    )
    named = slots.vendor or slots.product
    if _UNSIGNED.search(said):
        return None
    if re.match(r"(?:new|another) (?:contract|agreement|dpa)$", said.strip(" .!"), re.IGNORECASE):
        return _act("log-contract", slots, kind="contract")
    if (imperative and (named or _PAPER.search(said))) or (named and (_PAPER.search(said) or _signed(said, slots))):
        return _act("log-contract", slots, kind="contract")
    return None


def _signed(said: str, slots: Slots) -> bool:
    verb = re.search(
        r"\b(?:signed|renewed|executed|inked|countersigned|re-?upped|approved|finali[sz]ed|okayed|went with)\b",
        said,
        re.IGNORECASE,
    )
    return bool(verb) and not slots.duties


def _received(said: str, slots: Slots) -> Request | None:
    if _WE_SENT.search(said) or {"families", "website"} & set(slots.duties):
        return None
    breach = BREACH in {id[0] for id in slots.ids} or (BREACH in _kinds(slots) and not _BREACH.search(said))
    return (
        _act("received", slots, kind="breach")
        if breach and (_AFTERWARDS.search(said) or _of(DayOf.NOTICE, slots))
        else None
    )


def _of(role: DayOf, slots: Slots) -> bool:
    return any(one.role is role for one in slots.said_days)


def _value(said: str, slots: Slots) -> Request | None:
    """A value that is told of a record, as "the Nearpod contract expires June 30, 2028"."""
    if not _of_record(slots) or slots.duties or _signed(said, slots) or act_cues.begins_act(said):
        return None
    if BREACH not in _kinds(slots) and _of(DayOf.DISCOVERED, slots):
        return None  # of a contract it is no value: a breach is told of
    told = (
        _of(DayOf.EXPIRES, slots)
        or _of(DayOf.DISCOVERED, slots)
        or slots.number is not None
        or slots.without
        or slots.provisions
    )
    return _act("correct", _corrected(said, slots)) if told else None


_NEEDS: Mapping[str, Callable[[str, Slots], Request | None]] = {
    "erase": _erase,
    "undo": _undo,
    "withdraw": _withdraw,
    "revoke": _revoke,
    "grant": _grant,
    "setup": _setup,
    "note": _note,
    "file": _file,
    "correct": _correct,
    "remind": _remind,
    "snooze": _snooze,
    "assign": _assign,
    "received": _received,
    "done": _done,
    "vendor-letter": _letter,
    "no-contract": _no_contract,
    "log-breach": _log_breach,
    "log-contract": _log_contract,
    "value": _value,
}


def _by_signs(said: str, slots: Slots, signs: Signs) -> Request | None:
    """What the model reads, where what was said is enough for it."""
    wish = signs.wishes.get("act", 0.0)
    least = FITTING if wish >= ASKED_FOR else CLEAR
    ranked = sorted(signs.commands, key=lambda name: -signs.commands[name])
    likely = [
        name for name in ranked if name in _FITS and signs.commands[name] >= (CLEAR if name in _ANYTIME else least)
    ]
    for command in likely if wish >= WANTED else ():
        if found := _fitting(command, said, _with_names(command, said, slots), signs):
            return found
    return None


def _fitting(command: str, said: str, slots: Slots, signs: Signs) -> Request | None:
    """The act, where what was said is enough for it."""
    share, wish = signs.commands[command], signs.wishes.get("act", 0.0)
    clear = command in _WITHOUT_RECORD and min(share, wish) >= ASKED_FOR and not _DROPPED.match(said)
    if not (_FITS[command](slots) or (clear and not _anchored(slots))):
        return None
    match command:
        case "correct":
            slots = _corrected(said, slots)
        case "note":
            return _note(said, slots)
        case "setup":
            return _setup(said, slots) or (_act("setup", slots) if clear else None)
        case _:
            pass
    return _act(command, slots, kind=_KINDS.get(command, ""))


def _with_names(command: str, said: str, slots: Slots) -> Slots:
    """With the vendor or the person that the message names without a word that tells what they are."""
    if command == "log-contract" and not slots.records and (pair := named_pair(said))[0]:
        return replace(slots, vendor=pair[0], product=pair[1])
    if command.startswith("log-") and not (slots.vendor or slots.product or slots.records):
        return replace(slots, vendor=leading_name(said, slots.owner) or small_name(said))
    if command == "revoke" and not slots.person and (name := leaver(said)):
        return replace(slots, person_said=name)
    if command in {"grant", "revoke"} and not slots.person_said:
        return replace(slots, person_said=leading_name(said))
    if command == "assign" and not slots.person_said:
        name = titled(said) or leading_name(said, f"{slots.vendor} {slots.product}") or small_person(said)
        return replace(slots, person_said=name)
    return slots


def _of_record(slots: Slots) -> bool:
    return bool({CONTRACT, BREACH} & _kinds(slots))


def _of_deadline(slots: Slots) -> bool:
    return _anchored(slots) or bool(slots.duties)


def _of_person(slots: Slots) -> bool:
    return bool(slots.person_said) and not (slots.ids or slots.records)


_FITS: Mapping[str, Callable[[Slots], bool]] = {
    "log-contract": lambda slots: not slots.ids,
    "log-breach": lambda slots: BREACH not in {id[0] for id in slots.ids},
    "received": lambda slots: BREACH in _kinds(slots),
    "done": _of_deadline,
    "undo": _of_deadline,
    "snooze": _of_deadline,
    "remind": _of_deadline,
    "assign": lambda slots: _of_deadline(slots) or bool(slots.before),
    "correct": _anchored,
    "note": _anchored,
    "withdraw": _anchored,
    "erase": _anchored,
    "grant": _of_person,
    "revoke": _of_person,
    "setup": lambda slots: not _anchored(slots),
}
"""What must have been said for a command that the model reads alone."""
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
