"""Undoes one change or import: fields go back to their old values, and new records are withdrawn."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.deadlines.steps import ladder
from handlers.dialogue.command_spec import Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, ReminderChannelMoved, Reply, Text
from handlers.forms.filling import change
from handlers.history import words
from handlers.history.words import EventContext, event_line, only_about
from handlers.people import names
from handlers.people.access import permit
from handlers.people.names import names_of_all
from storage.kinds import AppRequest, AppState
from storage.port import ReadableStore
from storage.records import Deadline, Event, OfVendor, Person, Place, Record, Reminder, Setup, Status
from storage.serialize import plain, record

IMPORT, UNDO_IMPORT = "import", "undo-import"
"""The names of the events of an import, and of undoing one."""
OF_IMPORTS = frozenset({IMPORT, UNDO_IMPORT})
TAKES_BACK = frozenset({"undo", UNDO_IMPORT})
_TOGETHER = frozenset({"status", "closed", "proof", "outcome", "withdrawn", "reason", "decided", "until"})
"""Fields that say how something ended; where one of them was changed since, none of them is taken back."""
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A change and what undoing it would write."""

    event: Event
    records: tuple[Record, ...]
    """The records as undoing it would save them."""
    overwritten: Mapping[str, Event]
    """Records changed again since, by id, with the newest such change; those later changes stay."""
    made: frozenset[str]
    """The ids of the records that the change had put on file."""

    @property
    def since(self) -> Iterator[Event]:
        """The later changes that were not themselves an undo."""
        return (one for one in self.overwritten.values() if one.what not in TAKES_BACK)

    @property
    def withdrawn(self) -> list[str]:
        """The ids of new records that undoing withdraws, deadlines apart."""
        return [one.id for one in self.records if one.id in self.made and not isinstance(one, Deadline)]

    @property
    def restored(self) -> list[str]:
        """The ids of records whose fields go back to their old values; no deadline beside its record."""
        found = {one.id: one for one in self.records if one.id not in self.made and not isinstance(one, Reminder)}
        return [id for id, one in found.items() if not (isinstance(one, Deadline) and one.record in found)]


def undo_change(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo``: the sender's last change here, shown first. ``undo #57``: undoes that change. Raises Sorry.

    Where that change undid an import, the import's records come back as they were.
    """
    if rest:
        return _take_back(_numbered(rest, message, desk), message, desk)
    return _shown(_last_change("", message, desk), message, desk)


def undo_of(id: str, message: Message, desk: Desk) -> Reply | None:
    """The sender's last change to that record or what follows from it, shown before it is undone.

    None where there is none, or where the record's newest change was an undo: an old button was pressed again.
    """
    if (events := desk.store.history(id)) and events[-1].what in TAKES_BACK:
        return None
    try:
        return _shown(_last_change(id, message, desk), message, desk)
    except _NothingToUndo:
        return None


def undo_import(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo-import``: the last import, no matter whose, shown first. ``undo-import 57``: undoes that. Raises Sorry."""
    number_text = rest.strip(" #")
    number = int(number_text) if number_text.isdigit() else 0
    imports = [one for one in desk.store.events() if one.what == IMPORT and number in {0, one.number}]
    if not imports:
        raise Sorry(words.no_import(number))
    change = _change(imports[-1], desk)
    if not change.records:
        raise Sorry(words.import_is_undone(number=imports[-1].number))
    return _take_back(change, message, desk) if number else _shown(change, message, desk)


class _NothingToUndo(Sorry):
    """The sender has no change that can be undone."""


def own_events(message: Message, desk: Desk) -> Iterator[Event]:
    """What the sender did on this surface, the newest first."""
    by = message.who or "somebody", message.surface
    return (event for event in reversed(desk.store.events()) if (event.who, event.surface) == by)


def _last_change(about: str, message: Message, desk: Desk) -> TakenBack:
    """The sender's newest change on this surface that was not undone. Raises Sorry."""
    for event in own_events(message, desk):
        spec = desk.commands.get(event.what)
        if spec is None or not (spec.changes or spec.final):
            continue
        if event.what in TAKES_BACK or (about and not _is_about(event, about, desk)):
            continue
        if spec.final:
            raise Sorry(words.final(line=_told(event, desk)[0], why=spec.final))
        change = _change(event, desk)
        if change.records:
            return change
        if later_changes := list(change.since):
            raise Sorry(
                words.changed_since(names.who(later_changes[0], message, desk), names.when(later_changes[0], desk))
            )
    raise _NothingToUndo(words.nothing_to_undo(about))


def _is_about(event: Event, id: str, desk: Desk) -> bool:
    own = {id, *(one.id for one in desk.store.deadlines(record=id))}
    return not own.isdisjoint(key.partition("/")[0] for key in (*event.touched, *event.after))


def _numbered(rest: str, message: Message, desk: Desk) -> TakenBack:
    """The change with that number, if the sender may undo it. Raises Sorry, Refused."""
    number = int(rest.strip(" #"))
    event = next((one for one in desk.store.events() if one.number == number), None)
    spec = desk.commands.get(event.what) if event else None
    if event is None or spec is None or event.what == "undo":
        raise Sorry(words.no_change(number=number))
    permit(spec, next((id for id in event.touched if kind_of(id)), ""), message, desk)
    if spec.final:
        raise Sorry(words.final(line=_told(event, desk)[0], why=spec.final))
    change = _change(event, desk)
    if not change.records or (event.what == UNDO_IMPORT and _is_old(event, desk)):
        later_change = next(iter(change.overwritten.values()), None)
        raise Sorry(words.taken_back_already(names.who(later_change, message, desk) if later_change else ""))
    return change


def _is_old(event: Event, desk: Desk) -> bool:
    """Whether something was imported, or undone of imports, after the event."""
    return any(one.what in OF_IMPORTS and one.number > event.number for one in desk.store.events())


def _shown(change: TakenBack, message: Message, desk: Desk) -> Reply:
    """What the change was and what undoing it does, with the button that does it."""
    spec = desk.commands[change.event.what]
    permit(spec, next((id for id in change.event.touched if kind_of(id)), ""), message, desk)
    event, of_import = change.event, change.event.what == IMPORT
    again = f"undo-import {event.number}" if of_import else f"undo #{event.number}"
    return Reply(
        title=words.UNDO_IMPORT_TITLE if of_import else words.UNDO_TITLE,
        parts=(
            Bullets(_told(event, desk)),
            Text(words.takes_back(change.withdrawn, change.restored)),
            *_stays(change, message, desk),
        ),
        choices=(Choice(words.UNDO_IT, again, primary=True, settles=True),),
        asks=True,
    )


def _take_back(found: TakenBack, message: Message, desk: Desk) -> Reply:
    """Undoes the change, by the records as they are when it is saved."""
    event, before = found.event, desk.store.setup().place
    results = list[TakenBack]()

    def write(draft: ReadableStore) -> Iterator[Record]:
        results.append(_change(event, desk, draft))
        yield from results[-1].records

    saved = change(UNDO_IMPORT if event.what == IMPORT else "undo", message, desk, write)
    left = desk.waiting.drop_left(event.number) if desk.waiting and event.what == IMPORT else ()
    done = found if saved.again else results[-1]
    again = (Choice(words.BRING_BACK, f"undo #{saved.event.number}"),) if event.what == IMPORT else ()
    title = words.import_undone(number=event.number) if event.what == IMPORT else words.UNDONE
    channel = next((one.place for one in done.records if isinstance(one, Setup)), before)
    return Reply(
        title=words.IMPORT_BACK if event.what == UNDO_IMPORT else title,
        parts=(
            *(() if event.what in OF_IMPORTS else (Bullets(_told(event, desk)),)),
            Text(words.taken_back(len(done.withdrawn), len(done.restored))),
            *(Text(words.rows_dropped(number=len(one.rows), name=one.name)) for one in left),
            *_stays(done, message, desk),
        ),
        choices=(*_where_to_look(done, desk), *again),
        tone="done",
        effects=(ReminderChannelMoved(channel, before),) if channel != before else (),
    )


def _stays(change: TakenBack, message: Message, desk: Desk) -> Iterator[Text]:
    """A line for each record that was changed since, and so stays."""
    for id, since in change.overwritten.items():
        if since.what not in TAKES_BACK:
            yield Text(words.stays_changed(id, names.who(since, message, desk), names.when(since, desk)))


def _where_to_look(change: TakenBack, desk: Desk) -> tuple[Choice, ...]:
    ids = [id for id in change.event.touched if (kind := kind_of(id)) and kind.word in desk.commands]
    if len(change.withdrawn) > 1 or change.event.what in OF_IMPORTS:
        return (Choice(words.ALL_CONTRACTS, "contracts"),)
    kind = kind_of(ids[0]) if ids else None
    return (Choice(words.show_record(id=ids[0]), f"{kind.word} {ids[0]}"),) if kind else ()


def _told(event: Event, desk: Desk) -> tuple[str, ...]:
    """The change in a line; of one that touched many records, only the first ones."""
    verbs = {name: spec.verb for name, spec in desk.commands.items()}
    first = only_about(event, [id for id in event.touched if "/" not in id][:_MOST_LINES])
    return (event_line(first, EventContext(names_of_all(desk), desk.zone, verbs)),)


def _change(event: Event, desk: Desk, records: ReadableStore | None = None) -> TakenBack:
    """What undoing the event would write, by the records as they are now."""
    store = records or desk.store
    written, overwritten = dict[str, Record](), dict[str, Event]()
    made = frozenset(event.made)
    for key, current in _on_file(dict.fromkeys((*event.made, *event.after, *event.before)), store).items():
        row = plain(current)
        differs = any(row.get(name) != new for name, new in event.after.get(key, {}).items())
        if differs and kind_of(key) and "/" not in key and (since := _changed_after(event, key, store)):
            overwritten[key] = since
        if key in made or ("due_at" in event.after.get(key, {}) and key not in event.before):
            undone = _withdrawn(current, event, desk)
        elif key in overwritten and overwritten[key].what in TAKES_BACK:
            undone = current  # it was undone already, or an earlier change was
        else:
            undone = _as_before(current, row, key, event)
        if undone != current:
            written[key] = undone
    opened = [one for one in written.values() if isinstance(one, Deadline) and one.status is Status.OPEN]
    for deadline in opened if event.what != UNDO_IMPORT else ():  # what an import reminds of comes back as it was
        known = {reminder.step for reminder in store.reminders(deadline.id)}
        written |= {one.id: one for one in ladder(deadline, store.setup(), desk.now) if one.step not in known}
    return TakenBack(event, tuple(written.values()), overwritten, made)


def _withdrawn(now: Record, event: Event, desk: Desk) -> Record:
    """A record that the change had made, as withdrawn; unchanged where its kind cannot be withdrawn."""
    reason = words.import_undone_reason(number=event.number) if event.what == IMPORT else words.UNDONE_REASON
    match now:
        case Reminder():
            return now if now.sent_at else replace(now, withdrawn=True)
        case Deadline():
            withdrawn_deadline = replace(now, status=Status.WITHDRAWN, closed=desk.now, reason=reason)
            return withdrawn_deadline if now.status is Status.OPEN else now
        case AppRequest():
            withdrawn = replace(now, status=AppState.WITHDRAWN, until=None, reason=reason, decided=desk.now)
            return now if now.status is AppState.WITHDRAWN else withdrawn
        case _ if isinstance(now, OfVendor):
            return now if now.withdrawn else replace(now, withdrawn=desk.now, reason=reason)
        case _:
            return now


def _as_before(now: Record, row: Mapping[str, Any], key: str, event: Event) -> Record:
    """The record with the fields that the change set back to their old values; fields changed since stay."""
    if isinstance(now, Reminder) and now.sent_at:
        return now
    was, became = event.before.get(key, {}), event.after.get(key, {})
    untouched = {name for name, new in became.items() if row.get(name) == new}
    if any(name not in untouched for name in _TOGETHER & became.keys()):
        untouched -= _TOGETHER
    kept = {name: value for name, value in row.items() if name not in untouched}
    return record(type(now), {**kept, **{name: was[name] for name in untouched if name in was}})


def _on_file(keys: Iterable[str], store: ReadableStore) -> dict[str, Record]:
    """The records with those ids as they are now."""
    by_kind = defaultdict[type[Record], list[str]](list)
    for key in keys:
        kind = kind_of(key)
        for record_type in (Reminder,) if "/" in key else (kind.record,) if kind else (Setup, Place, Person):
            by_kind[record_type].append(key)
    found = dict[str, Record]()
    for each, ids in by_kind.items():
        found |= store.some(each, ids)
    return found


def _changed_after(event: Event, key: str, store: ReadableStore) -> Event | None:
    """The newest change since that touched this record; None for none."""
    later = (one for one in reversed(store.history(key)) if one.number > event.number)
    return next((one for one in later if key in one.after), None)
