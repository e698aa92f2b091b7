"""The texts of corrections, withdrawals, erasing and undo, and an event of a history as a line."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from handlers.deadlines.steps import StepKind, read_step, was_said
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence
from handlers.exceptions.words import CONDITIONS
from handlers.family_requests.words import OUTCOMES
from storage.records import Event

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

REASON: tuple[str, FieldKind] = (messages.why, "text")

CONFIRM: tuple[str, FieldKind] = (messages.confirm, "text")


def moves(id: str, title: str, old: date, new: date) -> str:
    """A clock of a breach that moved to another day, as the contract's term changed."""
    return messages.moves(id=id, title=title[:1].lower(), about=title[1:], old=day(old), new=day(new))


def moved(contract: str, old: date, new: date) -> str:
    """The same, as the reason kept on record."""
    return messages.moved(contract=contract, old=day(old), new=day(new))


def withdrawn(id: str) -> str:
    """It is withdrawn."""
    return messages.withdrawn(id=id)


def not_withdrawn(id: str, by: str = "", at: str = "") -> str:
    """It is not withdrawn; who restored it, if anybody did."""
    return sentence(f"{by} restored {id} {at}") if by else messages.is_not_withdrawn_there_is_nothing(id=id)


def already_withdrawn(id: str, by: str = "", at: str = "") -> str:
    """It is withdrawn already."""
    return sentence(f"{by} withdrew {id} {at}") if by else messages.is_already_withdrawn(id=id)


def no_history(id: str) -> str:
    """There is no record with that id."""
    return messages.no_history(id=id.strip()[:20])


def history_title(title: str) -> str:
    """The history of a record."""
    return short(messages.history_title(title=title))


def no_import(number: int) -> str:
    """There is no such import to undo."""
    return messages.there_is_no_import(number=number) if number else messages.nothing_was_imported_yet


MOST_NAMED = 4


def takes_back(withdrawn: Sequence[str], restored: Sequence[str]) -> str:
    """What undoing the change will do."""
    gone = messages.withdraws_with_what_was_due(withdrawn=_ids(withdrawn)) if withdrawn else ""
    back = messages.puts_back_as_before(restored=_ids(restored)) if restored else ""
    return messages.undoing_it(filter=" and ".join(filter(None, (gone, back))) or "stops that reminder")


def _ids(ids: Sequence[str]) -> str:
    names = [messages.the_settings if one == "setup" else one for one in ids]
    if len(names) > MOST_NAMED:
        return f"{len(names)} records"
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def taken_back(withdrawn: int, restored: int) -> str:
    """How many records were withdrawn and restored."""
    gone = messages.record_withdrawn_with_what_was_due(withdrawn=withdrawn) if withdrawn else ""
    back = messages.record_as_before(restored=restored) if restored else ""
    told = "; ".join(filter(None, (gone, back))) or messages.the_reminder_is_off
    return messages.all_of_it_stays_in_the(told=told[:1].upper(), more=told[1:])


def nothing_to_undo(id: str) -> str:
    """The sender has no change to undo."""
    about = f" of {id}" if id else ""
    return messages.i_know_of_no_change_by(about=about)


def changed_since(by: str, at: str) -> str:
    """Somebody changed the same record since."""
    return sentence(messages.changed_since(by=by, at=at))


def stays_changed(id: str, by: str, at: str) -> str:
    """A later change that is not undone."""
    return sentence(messages.stays_changed(by=by, id=id, at=at))


def taken_back_already(by: str) -> str:
    """The change was undone before."""
    return sentence(messages.undid_or_changed_that_already(by=by)) if by else messages.that_is_undone_already


REMIND, READ_BACK, NUDGE = "remind", "import-export", "training-reminder"
VERBS: Mapping[str, str] = {
    REMIND: messages.sent_a_reminder,
    READ_BACK: messages.put_an_export_back,
    NUDGE: messages.planned_the_reminder_of_the_training,
}
"""Verbs for events that no chat command makes: those of the clock, or of somebody outside the bot."""
LABELS: Mapping[str, str] = {
    "executed": messages.date_executed,
    "start": messages.start_date,
    "expiry": messages.end_date,
    "kinds": messages.kinds_of_data,
    "categories": "data",
    "discovered": messages.date_of_discovery,
    "board_told": messages.date_of_the_vendors_notice,
    "students": messages.number_of_students,
    "contact": messages.vendors_contact,
    "snoozed_until": messages.snooze_date,
    "started": messages.first_day_of_use,
    "ended": messages.last_day_of_use,
    "review": messages.day_of_review,
    "kept": messages.where_the_agreement_is_kept,
    "sent": messages.day_on_which_the_vendor_was,
    "asked_by": messages.who_asks,
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
        return messages.the_bot_on(verbs=VERBS[REMIND], last=last)
    return messages.the_bot_sent_reminders_the_last(first_said=len(first_said), last=last)


def _added(event: Event) -> str:
    """The records that the event made, in one sentence."""
    new = [id for id in event.touched if "/" not in id and event.after.get(id) and not event.before.get(id)]
    known = [id for id in new if id in event.made]
    return (
        messages.it_added(known=known[0] if len(known) == 1 else ", ".join(known[:-1]) + " and " + known[-1])
        if known
        else ""
    )


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
        return messages.removed_was(label=label, old=context.value(old))
    if _is_empty(old):
        return messages.set_to(label=label, new=context.value(new))
    return messages.changed_from_to(label=label, old=context.value(old), new=context.value(new))


def _provisions(old: object, new: object) -> str:
    if not isinstance(new, Mapping) or not new:
        return messages.provisions_unmarked
    has = _present(new)
    missing = sum(mark is False for mark in new.values())
    lacks = messages.provisions_missing(number=missing)
    marked = messages.marked_of_provisions_present(has=len(has), new=len(new)) if has else f"marked {lacks}"
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
        return messages.own_breach_notice_removed(was=was)
    return messages.own_breach_notice_set_to(new=_days_of(new), was=was)


def _days_of(terms: Mapping[str, object]) -> str:
    kinds = {name: messages.other_data if name == "other" else name.replace("_", " ") for name in terms}
    return ", ".join(messages.days_for(terms=terms[name], kind=kind) for name, kind in kinds.items())


def _evidence(old: object, new: object) -> str:
    """Which conditions have evidence now, and which no longer; not the evidence itself."""
    was, now = (side if isinstance(side, Mapping) else {} for side in (old, new))
    shown = [CONDITIONS.get(id, id) for id in now if was.get(id) != now[id]]
    gone = [CONDITIONS.get(id, id) for id in was if id not in now]
    told = (
        messages.evidence_entered_for(shown=", ".join(shown)) if shown else "",
        messages.removed_for(gone=", ".join(gone)) if gone else "",
    )
    return "; ".join(filter(None, told))


def _outcome(_: object, new: object) -> str:
    return f"outcome: {OUTCOMES.get(str(new), str(new))}" if new else messages.no_longer_closed


def _file(old: object, new: object) -> str:
    return messages.file_replaced if old and new else messages.file_added if new else messages.file_removed


def _is_empty(value: object) -> bool:
    return value in (None, "", (), [], {})


OWN_WORDS: Mapping[str, Callable[[object, object], str]] = {
    "opened": lambda _old, _new: "",  # the status tells it
    "closed": lambda _old, _new: "",
    "trace": lambda _old, _new: messages.counted_again,
    "status": lambda _old, new: f"now {new}",
    "reason": lambda _old, new: f"reason: '{new}'" if new else "",
    "withdrawn": lambda _old, new: "withdrawn" if new else messages.no_longer_withdrawn,
    "provisions": _provisions,
    "breach_days": _breach_days,
    "file": _file,
    "evidence": _evidence,
    "outcome": _outcome,
}
"""Fields with their own wording of a change, from the old and the new value."""
