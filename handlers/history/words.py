"""The texts of corrections, withdrawals, erasing and undo, and an event of a history as a line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from handlers.deadlines.steps import StepKind, read_step, was_said
from handlers.dialogue import bounded_re as re
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence
from handlers.exceptions.words import CONDITIONS
from handlers.family_requests.words import OUTCOMES
from storage.records import Event

SAVE = "Save the correction"
WITHDRAW = "Withdraw"
REASON: tuple[str, FieldKind] = ("Why", "text")
CORRECTED = "Corrected. What it was before stays in its history."
AGAIN = "This correction was already saved. It was not saved twice."
MOVED = "the record was corrected"
OPEN_AGAIN = "It is open again."
RESTORED = "It is back on record, with what was due for it."
UNDO = "Undo the withdrawal"
STAYS = "It stays on record with its history, but nothing is due for it anymore."

ERASE = "Erase for good"
CONFIRM: tuple[str, FieldKind] = ("Confirm", "text")
MAY_BE_FORBIDDEN = "Erasing may be forbidden."
WITHDRAW_INSTEAD = (
    "Withdrawing keeps the record and stops its reminders. Erase only what should never have been here, such as a "
    "student's data."
)
DIGESTS_STAY = "Its history now holds only salted digests (scrambled fingerprints). Backups kept here were rewritten."


def moves(id: str, title: str, old: date, new: date) -> str:
    """A clock of a breach that moved to another day, as the contract's term changed."""
    return f"{id}: {title[:1].lower()}{title[1:]} moves from {day(old)} to {day(new)}."


def moved(contract: str, old: date, new: date) -> str:
    """The same, as the reason kept on record."""
    return f"the time in {contract} was corrected, so it moves from {day(old)} to {day(new)}"


def erase_title(id: str) -> str:
    """The form that warns before erasing."""
    return f"Erase {id} for good?"


def confirm_hint(id: str) -> str:
    """What to type to confirm."""
    return f"Type {id} to erase it with its deadlines and reminders. With a contract, its breaches are erased too."


def erased(id: str) -> str:
    """The record is erased."""
    return f"{id} is erased"


def correct_title(id: str) -> str:
    """The form of a correction."""
    return f"Correct {id}"


def withdraw_title(id: str) -> str:
    """The form of a withdrawal."""
    return f"Withdraw {id}: why?"


def withdrawn(id: str) -> str:
    """It is withdrawn."""
    return f"{id} is withdrawn"


def not_withdrawn(id: str, by: str = "", at: str = "") -> str:
    """It is not withdrawn; who restored it, if anybody did."""
    return sentence(f"{by} restored {id} {at}") if by else f"{id} is not withdrawn; there is nothing to undo."


def already_withdrawn(id: str, by: str = "", at: str = "") -> str:
    """It is withdrawn already."""
    return sentence(f"{by} withdrew {id} {at}") if by else f"{id} is already withdrawn."


def nothing_to_correct(id: str) -> str:
    """The correction would change nothing."""
    return f"{id} already says that; nothing was changed."


def no_history(id: str) -> str:
    """There is no record with that id."""
    return f"There is nothing on record about '{id.strip()[:20]}'. Write its number, for example history C-1."


def history_title(title: str) -> str:
    """The history of a record."""
    return short(f"History of {title}")


def earlier(number: int) -> str:
    """Older entries are not shown."""
    return f"{number} earlier entries are in the export."


ALL_CONTRACTS = "All contracts"


def no_import(number: int) -> str:
    """There is no such import to undo."""
    return f"There is no import {number}." if number else "Nothing was imported yet."


def import_is_undone(number: int) -> str:
    """The import was undone before."""
    return f"Import {number} is undone already."


def import_undone(number: int) -> str:
    """The import is undone."""
    return f"Import {number} is undone"


def import_undone_reason(number: int) -> str:
    """The reason on a record withdrawn with its import."""
    return f"import {number} was undone"


MOST_NAMED = 4
UNDO_TITLE = "Undo your last change?"
UNDO_IT = "Undo it"
UNDONE = "Undone"
UNDONE_REASON = "undone by the person who logged it"


def takes_back(withdrawn: Sequence[str], restored: Sequence[str]) -> str:
    """What undoing the change will do."""
    gone = f"withdraws {_ids(withdrawn)}, with what was due" if withdrawn else ""
    back = f"puts {_ids(restored)} back as before" if restored else ""
    return f"Undoing it {' and '.join(filter(None, (gone, back))) or 'stops that reminder'}."


def _ids(ids: Sequence[str]) -> str:
    names = ["the settings" if one == "setup" else one for one in ids]
    if len(names) > MOST_NAMED:
        return f"{len(names)} records"
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def taken_back(withdrawn: int, restored: int) -> str:
    """How many records were withdrawn and restored."""
    gone = f"{withdrawn} record{'s' if withdrawn != 1 else ''} withdrawn, with what was due" if withdrawn else ""
    back = f"{restored} record{'s' if restored != 1 else ''} as before" if restored else ""
    told = "; ".join(filter(None, (gone, back))) or "The reminder is off"
    return f"{told[:1].upper()}{told[1:]}. All of it stays in the history."


def nothing_to_undo(id: str) -> str:
    """The sender has no change to undo."""
    about = f" of {id}" if id else ""
    return f"I know of no change{about} by you that could be undone here. A record's history shows who changed what."


def final(line: str, why: str) -> str:
    """A change that cannot be undone, and why."""
    return f"This cannot be undone: {line} {why}"


def changed_since(by: str, at: str) -> str:
    """Somebody changed the same record since."""
    return sentence(f"{by} changed the same {at}, after your last change, so I leave it as it is")


def stays_changed(id: str, by: str, at: str) -> str:
    """A later change that is not undone."""
    return sentence(f"{by} changed {id} {at}; that change stays")


def taken_back_already(by: str) -> str:
    """The change was undone before."""
    return sentence(f"{by} undid or changed that already") if by else "That is undone already."


def no_change(number: int) -> str:
    """There is no change with that number."""
    return f"There is no change number {number} that could be undone."


def show_record(id: str) -> str:
    """The button to a record."""
    return f"Show {id}"


REMIND, READ_BACK, NUDGE = "remind", "import-export", "training-reminder"
VERBS: Mapping[str, str] = {
    REMIND: "sent a reminder",
    READ_BACK: "put an export back",
    NUDGE: "planned the reminder of the training",
}
"""Verbs for events that no chat command makes: those of the clock, or of somebody outside the bot."""
LABELS: Mapping[str, str] = {
    "executed": "date executed",
    "start": "start date",
    "expiry": "end date",
    "kinds": "kinds of data",
    "categories": "data",
    "discovered": "date of discovery",
    "board_told": "date of the vendor's notice",
    "students": "number of students",
    "contact": "vendor's contact",
    "snoozed_until": "snooze date",
    "started": "first day of use",
    "ended": "last day of use",
    "review": "day of review",
    "kept": "where the agreement is kept",
    "sent": "day on which the vendor was asked",
    "asked_by": "who asks",
}
"""What people call a field whose stored name is another."""
LONGEST = 1500
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\S+")


@dataclass(frozen=True, slots=True)
class EventContext:
    """What it takes to word an event: people's names, the time zone, and the commands' verbs."""

    name: Callable[[str], str]
    """The display name of a person or place, by id; any other text unchanged."""
    zone: tzinfo | None
    verbs: Mapping[str, str] = field(default_factory=dict)
    """The verb for what somebody did, by the event's command."""

    def value(self, value: object) -> str:
        """A stored value in words; free text in quotes."""
        match value:
            case list() | tuple():
                return ", ".join(str(part).replace("_", " ") for part in value)
            case str() if _DAY.fullmatch(value):
                return day(date.fromisoformat(value))
            case str() if _MOMENT.fullmatch(value):
                return day(datetime.fromisoformat(value).astimezone(self.zone))
            case str():
                return f"'{self.name(value)}'"
            case _:
                return str(value)


def event_line(event: Event, context: EventContext) -> str:
    """One change in a line."""
    verbs = {**VERBS, **context.verbs}
    what, who = verbs.get(event.what) or event.what, context.name(event.who)
    what = f"{what}{_own_day(event)}"
    line = f"{day(event.when.astimezone(context.zone))}, {who} ({event.surface}) {what}"
    changed = "; ".join(_changed(event, context))
    added = _added(event)
    told = ". ".join(part for part in (f"{line}: {changed}" if changed else line, added) if part)
    return f"{told[: LONGEST - 1]}."


def only_about(event: Event, ids: Collection[str]) -> Event:
    """The event with only what it did to these records and their reminders."""
    touched = tuple(id for id in event.touched if _is_of(id, ids))
    before = {id: row for id, row in event.before.items() if _is_of(id, ids)}
    after = {id: row for id, row in event.after.items() if _is_of(id, ids)}
    made = tuple(id for id in event.made if _is_of(id, ids))
    return replace(event, touched=touched, before=before, after=after, made=made)


def _is_of(id: str, ids: Collection[str]) -> bool:
    """Whether the id is one of these records, or a reminder of one: ``D-3/...``."""
    return id.partition("/")[0] in ids


def _own_day(event: Event) -> str:
    """The day for which somebody asked to be reminded; empty for other events."""
    steps = (read_step(id.partition("/")[2]) for id in event.after if "/" in id)
    own = next((step for step in steps if step and step.kind is StepKind.OWN), None)
    return f" on {day(own.on)}" if own and own.on and event.what != REMIND else ""


def reminders_line(sent: Iterable[Event], context: EventContext) -> str:
    """The reminders sent for a record, in one line; empty where none went out."""
    first_said: dict[str, datetime] = {}
    for event in sent:
        for row in event.after.values():
            if was_said(address := str(row.get("sent_as", ""))):
                first_said.setdefault(address, event.when)
    if not first_said:
        return ""
    last = day(max(first_said.values()).astimezone(context.zone)).rstrip(".")
    if len(first_said) == 1:
        return f"The bot {VERBS[REMIND]} on {last}."
    return f"The bot sent {len(first_said)} reminders, the last one on {last}."


def _added(event: Event) -> str:
    """The records that the event made, in one sentence."""
    new = [id for id in event.touched if "/" not in id and event.after.get(id) and not event.before.get(id)]
    known = [id for id in new if id in event.made]
    return f"It added {known[0] if len(known) == 1 else ', '.join(known[:-1]) + ' and ' + known[-1]}" if known else ""


def _changed(event: Event, context: EventContext) -> Iterator[str]:
    """What changed, record by record, reminders left out."""
    for id in event.touched:
        before, after = event.before.get(id, {}), event.after.get(id, {})
        if "/" in id or not after:
            continue
        shown = after if before else {name: new for name, new in after.items() if name == "role"}  # of somebody new
        if told := [text for name, new in shown.items() if (text := _field(name, before.get(name), new, context))]:
            yield f"{context.name(id)} {'; '.join(told)}"


def _field(name: str, old: object, new: object, context: EventContext) -> str:
    """How one field changed; empty where another field's text covers it."""
    if name in OWN_WORDS:
        return OWN_WORDS[name](old, new)
    label = LABELS.get(name, name.replace("_", " "))
    if _is_empty(new):
        return f"{label} removed (was {context.value(old)})"
    if _is_empty(old):
        return f"{label} set to {context.value(new)}"
    return f"{label} changed from {context.value(old)} to {context.value(new)}"


def _provisions(old: object, new: object) -> str:
    if not isinstance(new, Mapping) or not new:
        return "provisions unmarked"
    has = _present(new)
    missing = sum(mark is False for mark in new.values())
    lacks = f"{missing} provision{'' if missing == 1 else 's'} missing"
    marked = f"marked {len(has)} of {len(new)} provisions present" if has else f"marked {lacks}"
    if not isinstance(old, Mapping) or not old:
        return marked
    had = _present(old)
    changes = {"now": [name for name in has if name not in had], "no longer": [name for name in had if name not in has]}
    told = "; ".join(f"{word} {', '.join(names)}" for word, names in changes.items() if names)
    return f"{marked} ({len(had)} before; {told})" if told else f"{marked} ({len(had)} before)"


def _present(provisions: Mapping[str, object]) -> list[str]:
    return [re.sub(r"[-_]", " ", name) for name, has in provisions.items() if has is True]


def _breach_days(old: object, new: object) -> str:
    was = f" (was {_days_of(old)})" if isinstance(old, Mapping) and old else ""
    if not isinstance(new, Mapping) or not new:
        return f"own breach notice removed{was}"
    return f"own breach notice set to {_days_of(new)}{was}"


def _days_of(terms: Mapping[str, object]) -> str:
    kinds = {name: "other data" if name == "other" else name.replace("_", " ") for name in terms}
    return ", ".join(f"{terms[name]} days for {kind}" for name, kind in kinds.items())


def _evidence(old: object, new: object) -> str:
    """Which conditions have evidence now, and which no longer; not the evidence itself."""
    was, now = (side if isinstance(side, Mapping) else {} for side in (old, new))
    shown = [CONDITIONS.get(id, id) for id in now if was.get(id) != now[id]]
    gone = [CONDITIONS.get(id, id) for id in was if id not in now]
    told = (
        f"evidence entered for: {', '.join(shown)}" if shown else "",
        f"removed for: {', '.join(gone)}" if gone else "",
    )
    return "; ".join(filter(None, told))


def _outcome(_: object, new: object) -> str:
    return f"outcome: {OUTCOMES.get(str(new), str(new))}" if new else "no longer closed"


def _file(old: object, new: object) -> str:
    return "file replaced" if old and new else "file added" if new else "file removed"


def _is_empty(value: object) -> bool:
    return value in (None, "", (), [], {})


OWN_WORDS: Mapping[str, Callable[[object, object], str]] = {
    "opened": lambda _old, _new: "",  # the status tells it
    "closed": lambda _old, _new: "",
    "status": lambda _old, new: f"now {new}",
    "reason": lambda _old, new: f"reason: '{new}'" if new else "",
    "withdrawn": lambda _old, new: "withdrawn" if new else "no longer withdrawn",
    "provisions": _provisions,
    "breach_days": _breach_days,
    "file": _file,
    "evidence": _evidence,
    "outcome": _outcome,
}
"""Fields with their own wording of a change, from the old and the new value."""
