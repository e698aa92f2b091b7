"""Holds what must have been said for each act that a wording asks for, and the values that it then has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.products import is_name
from handlers.understanding.requests.acts import cues
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.corrections import (
    OF_BREACHES,
    OF_CONTRACTS,
    counted,
    new_day,
    new_text,
    noted,
    said_field,
)
from handlers.understanding.requests.values.days import DayOf
from handlers.understanding.requests.values.settings import said_setting

SURE, UNANCHORED = 0.9, 0.6
"""How sure a rule is, and how sure without a record to hold on to."""
_BREACH = re.compile(rf"\b{cues.INCIDENT}\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:contracts?|agreements?|n?dpas?|deals?|renewals?|licen[sc]es?|addendum)\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:record|entry|contract|agreement|breach|incident|dpa)\b", re.IGNORECASE)
_SOMEBODY = re.compile(rf"\b{cues.VENDOR}\b", re.IGNORECASE)
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
_SAME_AS = re.compile(r"\b(?:duplicate|dupe|double|copy|same)(?: entry)? (?:of|as)\b", re.IGNORECASE)
_TWICE = re.compile(r"\b(?:duplicates?|dupes?|double|twice|two times)\b", re.IGNORECASE)
"""Of two that are the same, one is withdrawn, which can be undone."""
_LONGER = re.compile(r"(?:extend|prolong)\b(?!.*\b(?:deadline|reminder|posting)\b)", re.IGNORECASE)
"""Of a contract, its end; of a deadline, its reminders."""
_WE_SENT = re.compile(r"\b(?:we|i) (?:\w+ )?(?:sent|e-?mailed|mailed)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:also|too|as well|in addition)\b", re.IGNORECASE)
_UNSIGNED = re.compile(
    r"\b(?:not|n'?t|never|nothing|yet to|unsigned) (?:\w+ )?sign\w*|\bsigned nothing\b|\bunsigned\b|\bwon'?t sign\b",
    re.IGNORECASE,
)
ALSO = "also"
"""The value of a field that gets more, and keeps what it has."""
SHORT = 3
"""Letters of a word of a name that may be an everyday word."""
DEADLINE, CONTRACT, BREACH = "D", "C", "B"


def kinds(slots: Slots) -> set[str]:
    """The letters of the records that were named; a contract's, where a name is only like one on file."""
    return {id[0] for id in (*slots.ids, *slots.records)} or ({CONTRACT} if slots.said else set())


def anchored(slots: Slots) -> bool:
    """Whether a record was named, or a name that is like one's."""
    return bool(kinds(slots))


def made_act(command: str, slots: Slots, *, kind: str = "", sure: float = SURE) -> Request:
    """The act with its values."""
    return Request(command, acts=True, kind=kind, slots=slots, sure=sure)


def erase(said: str, slots: Slots) -> Request | None:
    """A record to be erased; one that is there twice is withdrawn."""
    if _TWICE.search(said):
        return _withdraw(said, slots)
    named = bool({CONTRACT, BREACH} & {id[0] for id in slots.ids})
    if named or (slots.records and _RECORD.search(said)):
        return made_act("erase", slots)
    return None


def _undo(said: str, slots: Slots) -> Request | None:
    if any(id[0] == DEADLINE for id in slots.ids) or (slots.duties and (slots.records or slots.ids)):
        return made_act("undo", slots, kind="deadline")
    imperative = re.match(r"(?:undo|reopen|re-open|scratch|take)\b", said, re.IGNORECASE)
    return made_act("undo", slots, kind="deadline", sure=UNANCHORED) if imperative and not kinds(slots) else None


def _withdraw(said: str, slots: Slots) -> Request | None:
    if slots.ids and {id[0] for id in slots.ids} == {DEADLINE}:
        return made_act("withdraw", slots, kind="deadline")
    if {CONTRACT, BREACH} & kinds(slots):
        if _SAME_AS.search(said):
            slots = replace(slots, ids=slots.ids[:1])
        return made_act("withdraw", slots, kind="breach" if _BREACH.search(said) and BREACH in kinds(slots) else "")
    return None


def _revoke(said: str, slots: Slots) -> Request | None:
    if slots.before:
        return _assign(said, slots)
    return made_act("revoke", slots) if slots.person_said and not slots.ids and not slots.duties else None


def _grant(said: str, slots: Slots) -> Request | None:  # noqa: ARG001 - every rule has this shape
    if (slots.person_said or slots.email) and not slots.ids and not slots.duties:
        return made_act("grant", slots)
    return None


def setup(said: str, slots: Slots) -> Request | None:
    """The setting that is to be changed."""
    field, value = said_setting(said, slots.said_days)
    if anchored(slots) or _GENERAL.search(said) or not field:
        return None
    return made_act("setup", replace(slots, field=field, value=value))


def note(said: str, slots: Slots) -> Request | None:
    """What is to be noted on a contract, or told of a breach."""
    if CONTRACT in kinds(slots) or DEADLINE in kinds(slots):
        return made_act("note", replace(slots, field="notes", value=slots.note or noted(said)), kind="contract")
    if BREACH in kinds(slots):
        return made_act("note", replace(slots, field="description", value=slots.note or noted(said)), kind="breach")
    return None


def _file(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    return made_act("correct", replace(slots, field="file"), kind="contract") if CONTRACT in kinds(slots) else None


def _correct(said: str, slots: Slots) -> Request | None:
    if not anchored(slots):
        return None
    return made_act("correct", corrected(said, slots))


def corrected(said: str, slots: Slots) -> Slots:
    """With the field that is wrong and what it is to be."""
    deadline = any(id[0] == DEADLINE for id in slots.ids)
    field = "proof" if deadline else said_field(_plain(said, slots), slots.said_days, _fields(slots))
    new = new_day(said, slots.said_days)
    value = "" if new else new_text(said)
    if (slots.provisions or slots.without) and not (field and new):
        field = "provisions"
    if field in {"", "students"} and slots.number is None and BREACH in kinds(slots) and not new:
        number = counted(said)
        slots = replace(slots, number=number)
        field = "students" if number is not None else field
    if field == "categories" and _ALSO.search(said):
        value = ALSO
    return replace(slots, field=field, value=value, said_days=(new,) if new else ())


def _plain(said: str, slots: Slots) -> str:
    """Without the names of the record, as "Discovery Education" tells of no discovery."""
    names = {word for name in (slots.vendor, slots.product) for word in name.split() if len(word) > SHORT}
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", "_", said) if names else said


def _fields(slots: Slots) -> frozenset[str]:
    """The fields that the records named do not have."""
    found = kinds(slots)
    return OF_BREACHES if found == {CONTRACT} else OF_CONTRACTS if found == {BREACH} else frozenset()


def _remind(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    return made_act("remind", slots) if slots.days_before is not None or anchored(slots) or slots.duties else None


def _snooze(said: str, slots: Slots) -> Request | None:
    if _LONGER.match(said) and slots.said_days and kinds(slots) == {CONTRACT} and not slots.duties:
        return made_act("correct", replace(corrected(said, slots), field="expiry"))
    if anchored(slots) or slots.duties:
        return made_act("snooze", slots, kind="deadline")
    return made_act("snooze", slots, kind="deadline", sure=UNANCHORED) if _POINTS.search(said) else None


def _assign(said: str, slots: Slots) -> Request | None:
    if not (slots.person_said or re.search(r"off my|owner|assign", said, re.IGNORECASE)):
        return None
    if slots.before and not anchored(slots):
        return made_act("assign", slots, kind="deadline")
    if anchored(slots) or slots.duties:
        return made_act("assign", slots, kind="deadline")
    return made_act("assign", slots, kind="deadline", sure=UNANCHORED) if _POINTS.search(said) else None


def _done(said: str, slots: Slots) -> Request | None:
    if _BREACH.search(said) and not slots.duties and not any(id[0] == DEADLINE for id in slots.ids):
        return None
    if re.match(r"(?:send|e-?mail|tell|notify|post|put|publish|upload)\b", said, re.IGNORECASE):
        return None  # it asks for it to be done
    if anchored(slots) or slots.duties:
        return made_act("done", slots, kind="deadline")
    short = len(said.split()) <= 8
    return made_act("done", slots, kind="deadline", sure=UNANCHORED) if short and _POINTS.search(said) else None


def _letter(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    return made_act("vendor-letter", slots, kind="contract") if CONTRACT in kinds(slots) else None


def _no_contract(said: str, slots: Slots) -> Request | None:  # noqa: ARG001
    name = slots.product or slots.vendor
    known = bool(slots.records) or any(map(str.isupper, name)) or is_name(name)
    return made_act("no-contract", slots) if name and known else None


def _log_breach(said: str, slots: Slots) -> Request | None:
    imperative = re.match(
        r"(?:log|report|record|enter|file|add|register|start|create|open|new|put in|write up|document)\b",
        said,
        re.IGNORECASE,
    )
    told = _TELLING.search(said) and (slots.vendor or slots.product or _SOMEBODY.search(said))
    if not (imperative or told) or _GENERAL.search(said):
        return None
    if BREACH in {id[0] for id in slots.ids} and (_AFTERWARDS.search(said) or _of(DayOf.NOTICE, slots)):
        return made_act("received", slots, kind="breach")
    return made_act("log-breach", slots, kind="breach")


def _log_contract(said: str, slots: Slots) -> Request | None:
    imperative = re.match(
        r"(?:log|add|enter|record|file|put|register|save|track|create|start|upload)\b", said, re.IGNORECASE
    )
    named = slots.vendor or slots.product
    if _UNSIGNED.search(said):
        return None
    if re.match(r"(?:new|another) (?:contract|agreement|dpa)$", said.strip(" .!"), re.IGNORECASE):
        return made_act("log-contract", slots, kind="contract")
    if (imperative and (named or _PAPER.search(said))) or (named and (_PAPER.search(said) or _signed(said, slots))):
        return made_act("log-contract", slots, kind="contract")
    return None


def _signed(said: str, slots: Slots) -> bool:
    verb = re.search(
        r"\b(?:signed|renewed|executed|inked|countersigned|re-?upped|approved|finali[sz]ed|okayed|went with"
        r"|pen to paper)\b",
        said,
        re.IGNORECASE,
    )
    return bool(verb) and not slots.duties


def _received(said: str, slots: Slots) -> Request | None:
    if _WE_SENT.search(said) or {"families", "website"} & set(slots.duties):
        return None
    breach = BREACH in {id[0] for id in slots.ids} or (BREACH in kinds(slots) and not _BREACH.search(said))
    return (
        made_act("received", slots, kind="breach")
        if breach and (_AFTERWARDS.search(said) or _of(DayOf.NOTICE, slots))
        else None
    )


def _of(role: DayOf, slots: Slots) -> bool:
    return any(one.role is role for one in slots.said_days)


def _value(said: str, slots: Slots) -> Request | None:
    """A value that is told of a record, as "the Nearpod contract expires June 30, 2028"."""
    on_file = {id[0] for id in (*slots.ids, *slots.records)}  # a name that is only like one is none
    if not {CONTRACT, BREACH} & on_file or slots.duties or _signed(said, slots) or cues.begins_act(said):
        return None
    if BREACH not in kinds(slots) and _of(DayOf.DISCOVERED, slots):
        return None  # of a contract it is no value: a breach is told of
    told = (
        _of(DayOf.EXPIRES, slots)
        or _of(DayOf.DISCOVERED, slots)
        or (slots.number is not None and BREACH in kinds(slots))
        or slots.without
        or slots.provisions
    )
    return made_act("correct", corrected(said, slots)) if told else None


NEEDS: Mapping[str, Callable[[str, Slots], Request | None]] = {
    "log-family-request": lambda _, slots: made_act("log-family-request", slots, kind="family-request"),
    "log-exception": lambda _, slots: made_act("log-exception", slots, kind="exception"),
    "erase": erase,
    "undo": _undo,
    "withdraw": _withdraw,
    "revoke": _revoke,
    "grant": _grant,
    "setup": setup,
    "note": note,
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
