"""Takes back one change: the fields it set are as before, and what it put on record is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.deadlines.steps import ladder
from handlers.dialogue.command_spec import OfVendor, Sorry, kind_of
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
from storage.records import Deadline, Event, Record, Reminder, Setup, Status, StoredFile
from storage.serialize import plain, record

IMPORT = "import"
"""The event of an import."""
OF_IMPORTS = frozenset({IMPORT, "undo-import"})
_TAKES_BACK = frozenset({"undo", "undo-import"})
_TOGETHER = frozenset({"status", "closed", "proof", "outcome", "withdrawn", "reason", "decided", "until"})
"""Fields that say how something ended: as one of them was changed since, none of them is as the change left it."""
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A change that can be taken back, as far as the records still stand as it left them."""

    event: Event
    records: tuple[Record, ...]
    """What taking it back writes."""
    overwritten: Mapping[str, Event]
    """The records that are no longer as it left them, by id, each with the newest change since: that stays."""

    @property
    def since(self) -> Iterator[Event]:
        """Those changes that were no undoing."""
        return (one for one in self.overwritten.values() if one.what not in _TAKES_BACK)

    @property
    def withdrawn(self) -> list[str]:
        """The ids of the records that it had put on file, other than deadlines."""
        return [one.id for one in self.records if one.id in self.event.made and not isinstance(one, Deadline)]

    @property
    def restored(self) -> list[str]:
        """The ids of the records whose fields are as before."""
        return [one.id for one in self.records if one.id not in self.event.made and not isinstance(one, Reminder)]


def undo_change(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo``: the sender's last change here, shown first. ``undo #57``: that change is taken back. Raises Sorry."""
    if rest:
        return _take_back(_numbered(rest, message, desk), message, desk)
    return _shown(_last_change("", message, desk), message, desk)


def undo_of(id: str, message: Message, desk: Desk) -> Reply | None:
    """The sender's last change of that record or what follows from it, shown first.

    None where there is none, and where the newest change of it was an undoing: an old button is pressed once more.
    """
    if (events := desk.store.history(id)) and events[-1].what in _TAKES_BACK:
        return None
    try:
        return _shown(_last_change(id, message, desk), message, desk)
    except _NothingToUndo:
        return None


def undo_import(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo-import 57``: the import with that number, or the last one, no matter who did it. Raises Sorry."""
    asked = rest.strip(" #")
    number = int(asked) if asked.isdigit() else 0
    found = [one for one in desk.store.events() if one.what == IMPORT and number in {0, one.number}]
    if not found:
        raise Sorry(words.no_import(number))
    change = _change(found[-1], desk)
    if not change.records:
        raise Sorry(words.import_is_undone(found[-1].number))
    return _take_back(change, message, desk)


class _NothingToUndo(Sorry):
    """The sender changed nothing that still stands."""


def _last_change(about: str, message: Message, desk: Desk) -> TakenBack:
    """The sender's newest change on this surface that nobody took back. Raises Sorry."""
    who = message.who or "somebody"
    for event in reversed(desk.store.events()):
        spec = desk.commands.get(event.what)
        if (event.who, event.surface) != (who, message.surface) or not (spec and (spec.changes or spec.final)):
            continue
        if event.what in _TAKES_BACK or (about and not _is_about(event, about, desk)):
            continue
        if spec.final:
            raise Sorry(words.final(_told(event, desk)[0], spec.final))
        change = _change(event, desk)
        if change.records:
            return change
        if others := list(change.since):
            raise Sorry(words.changed_since(names.who(others[0], message, desk), names.when(others[0], desk)))
    raise _NothingToUndo(words.nothing_to_undo(about))


def _is_about(event: Event, id: str, desk: Desk) -> bool:
    own = {id, *(one.id for one in desk.store.deadlines(record=id))}
    return not own.isdisjoint(key.partition("/")[0] for key in (*event.touched, *event.after))


def _numbered(rest: str, message: Message, desk: Desk) -> TakenBack:
    """The change with that number: the sender's own, or anybody's for who may reopen. Raises Sorry, Refused."""
    number = int(rest.strip(" #"))
    event = next((one for one in desk.store.events() if one.number == number), None)
    spec = desk.commands.get(event.what) if event else None
    if event is None or spec is None or event.what in _TAKES_BACK:
        raise Sorry(words.no_change(number))
    permit(spec, next((id for id in event.touched if kind_of(id)), ""), message, desk)
    if spec.final:
        raise Sorry(words.final(_told(event, desk)[0], spec.final))
    change = _change(event, desk)
    if not change.records:
        since = next(iter(change.overwritten.values()), None)
        raise Sorry(words.taken_back_already(names.who(since, message, desk) if since else ""))
    return change


def _shown(change: TakenBack, message: Message, desk: Desk) -> Reply:
    """What it was and what taking it back does, before it is done."""
    spec = desk.commands[change.event.what]
    permit(spec, next((id for id in change.event.touched if kind_of(id)), ""), message, desk)
    return Reply(
        title=words.UNDO_TITLE,
        parts=(
            Bullets(_told(change.event, desk)),
            Text(words.takes_back(change.withdrawn, change.restored)),
            *_stays(change, message, desk),
        ),
        choices=(Choice(words.UNDO_IT, f"undo #{change.event.number}", primary=True, settles=True),),
        asks=True,
    )


def _take_back(found: TakenBack, message: Message, desk: Desk) -> Reply:
    event = found.event
    made = list[TakenBack]()

    def write(draft: ReadableStore) -> Iterator[Record]:
        made.append(_change(event, desk, draft))
        yield from made[-1].records

    again = change("undo-import" if event.what == IMPORT else "undo", message, desk, write).again
    done = found if again else made[-1]
    moved = next((one.place for one in done.records if isinstance(one, Setup)), None)
    return Reply(
        title=words.import_undone(event.number) if event.what == IMPORT else words.UNDONE,
        parts=(
            *(() if event.what == IMPORT else (Bullets(_told(event, desk)),)),
            Text(words.taken_back(len(done.withdrawn), len(done.restored))),
            *_stays(done, message, desk),
        ),
        choices=_where_to_look(done, desk),
        tone="done",
        effects=(ReminderChannelMoved(moved),) if moved is not None and "place" in event.after.get("setup", {}) else (),
    )


def _stays(change: TakenBack, message: Message, desk: Desk) -> Iterator[Text]:
    """What somebody changed once more since, which stays."""
    for id, since in change.overwritten.items():
        if since.what not in _TAKES_BACK:
            yield Text(words.stays_changed(id, names.who(since, message, desk), names.when(since, desk)))


def _where_to_look(change: TakenBack, desk: Desk) -> tuple[Choice, ...]:
    ids = [id for id in change.event.touched if (kind := kind_of(id)) and kind.word in desk.commands]
    if len(change.withdrawn) > 1:
        return (Choice(words.ALL_CONTRACTS, "contracts"),)
    kind = kind_of(ids[0]) if ids else None
    return (Choice(words.show_record(ids[0]), f"{kind.word} {ids[0]}"),) if kind else ()


def _told(event: Event, desk: Desk) -> tuple[str, ...]:
    """The change in a line; of one that touched many records, what it did to the first."""
    verbs = {name: spec.verb for name, spec in desk.commands.items()}
    first = only_about(event, [id for id in event.touched if "/" not in id][:_MOST_LINES])
    return (event_line(first, EventContext(names_of_all(desk), desk.zone, verbs)),)


def _change(event: Event, desk: Desk, records: ReadableStore | None = None) -> TakenBack:
    """What taking the event back would write, by the records as they are now."""
    store = records or desk.store
    written, overwritten = dict[str, Record](), dict[str, Event]()
    for key in dict.fromkeys((*event.made, *event.after, *event.before)):
        now = _on_file(key, store)
        if now is None or isinstance(now, StoredFile):
            continue
        row = plain(now)
        differs = any(row.get(name) != new for name, new in event.after.get(key, {}).items())
        if differs and kind_of(key) and "/" not in key and (since := _changed_after(event, key, store)):
            overwritten[key] = since
        if _is_new(key, event):
            back = _withdrawn(now, event, desk)
        elif key in overwritten and overwritten[key].what in _TAKES_BACK:
            back = now  # that was this change, or an earlier one of the same record
        else:
            back = _as_before(now, row, key, event)
        if back != now:
            written[key] = back
    for deadline in [one for one in written.values() if isinstance(one, Deadline) and one.status is Status.OPEN]:
        have = {reminder.step for reminder in store.reminders(deadline.id)}
        written |= {one.id: one for one in ladder(deadline, store.setup(), desk.now) if one.step not in have}
    return TakenBack(event, tuple(written.values()), overwritten)


def _is_new(key: str, event: Event) -> bool:
    return key in event.made or ("due_at" in event.after.get(key, {}) and key not in event.before)


def _withdrawn(now: Record, event: Event, desk: Desk) -> Record:
    """A record that the change had put on file, as it counts no longer; what cannot be withdrawn stays."""
    reason = words.import_undone_reason(event.number) if event.what == IMPORT else words.UNDONE_REASON
    match now:
        case Reminder():
            return now if now.sent_at else replace(now, withdrawn=True)
        case Deadline():
            closed = replace(now, status=Status.WITHDRAWN, closed=desk.now, reason=reason)
            return closed if now.status is Status.OPEN else now
        case AppRequest():
            gone = replace(now, status=AppState.WITHDRAWN, until=None, reason=reason, decided=desk.now)
            return now if now.status is AppState.WITHDRAWN else gone
        case _ if isinstance(now, OfVendor):
            return now if now.withdrawn else replace(now, withdrawn=desk.now, reason=reason)
        case _:
            return now


def _as_before(now: Record, row: Mapping[str, Any], key: str, event: Event) -> Record:
    """The record with the fields that the change set as they were; what somebody changed since stays."""
    if isinstance(now, Reminder) and now.sent_at:
        return now
    was, became = event.before.get(key, {}), event.after.get(key, {})
    still = {name for name, new in became.items() if row.get(name) == new}
    if any(name not in still for name in _TOGETHER & became.keys()):
        still -= _TOGETHER
    kept = {name: value for name, value in row.items() if name not in still}
    return record(type(now), {**kept, **{name: was[name] for name in still if name in was}})


def _on_file(key: str, store: ReadableStore) -> Record | None:
    """The record with that id, as it is now."""
    deadline, slash, _ = key.partition("/")
    if slash:
        return next((one for one in store.reminders(deadline) if one.id == key), None)
    if kind := kind_of(key):
        return kind.find(store, key)
    if key == Setup().id:
        return store.setup()
    return store.person(key) or store.place(key)


def _changed_after(event: Event, key: str, store: ReadableStore) -> Event | None:
    """The newest later change of what the event set."""
    later = (one for one in reversed(store.history(key)) if one.number > event.number)
    return next((one for one in later if key in one.after), None)
