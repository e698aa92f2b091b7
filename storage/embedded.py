"""Where does a district keep its records when there is no database server?

In the folder DATA/<district>: `district.json` has everything that must not be lost, so that one change is one write;
`backups/` has what it was, hour by hour; `files/` contracts and proofs; `talks.json` conversations of half an hour.
"""

# ruff: noqa: D102 (the port says what each verb means)

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from storage import audit, files
from storage.change import Ids, check, tell
from storage.disk import Tables, WholeFile
from storage.plain import moment
from storage.port import Draft, Outcome
from storage.reading import DrawerReading, Index, Tally
from storage.records import (
    CONVERSATION_LASTS,
    Breach,
    Contract,
    Conversation,
    Deadline,
    Event,
    Record,
    Reminder,
)
from storage.tiny import Drawer


def open_embedded(data: Path, district: str) -> "EmbeddedStore":
    """The district's drawer under the data folder, made if it is new; raises Damaged or NewerFormat."""
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", district):
        raise ValueError(f"{district!r} is no name for a district's folder: use a-z, 0-9 and -")
    files.make_folder(data)
    return EmbeddedStore(data / district)


class EmbeddedStore(DrawerReading):
    """`Store` on TinyDB, for threads and processes of one machine."""

    def __init__(self, folder: Path) -> None:
        for path in (folder, folder / "backups", folder / "files"):
            files.make_folder(path)
        writers = files.WriterLock(folder)
        super().__init__(Drawer(WholeFile(folder / "district.json", folder / "backups"), writers))
        self._talks = Drawer(WholeFile(folder / "talks.json", None), writers)
        self._requests = Index(_requests, Event)
        self._folder, self._writers = folder, writers
        with writers.held():
            for path in (folder, folder / "files"):
                files.sweep(path)
            self._drawer.open()
            self._talks.open()

    def change(self, event: Event, write: Callable[[Draft], Iterable[Record]]) -> Outcome:
        with self._drawer.change(event.when):
            if first := self._first(event.request):
                return Outcome(first, again=True)
            tally = self._tally()
            ids = Ids(tally.ids)
            puts = list(write(_Draft(self._drawer, ids)))
            check(puts, ids.made, self._drawer.get)
            return Outcome(self._append(event, puts, replace(tally, ids=ids.last)), again=False)

    def claim_due(self, now: datetime, lease: timedelta, limit: int = 100) -> list[Reminder]:
        if not self.due(now, 1):
            return []
        with self._drawer.change(now):
            claimed = [
                replace(reminder, claimed_until=now + lease, attempts=reminder.attempts + 1)
                for reminder in self.due(now, limit)
            ]
            self._drawer.put(claimed)
            return claimed

    def mark_sent(
        self, claimed: Sequence[Reminder], now: datetime, sent_as: str = "", then: Sequence[Reminder] = ()
    ) -> None:
        with self._drawer.change(now):
            sent = [
                replace(reminder, sent_at=now, sent_as=sent_as, trouble="")
                for reminder in self._as_they_are(claimed)
                if not reminder.sent_at
            ]
            if sent:
                new = [reminder for reminder in then if not self._drawer.get(Reminder, reminder.id)]
                event = Event(who="clock", what="remind", when=now, surface="clock")
                self._append(event, [*sent, *new], self._tally())

    def mark_failed(self, claimed: Sequence[Reminder], now: datetime, retry_at: datetime, trouble: str) -> None:
        attempts = {reminder.id: reminder.attempts for reminder in claimed}
        with self._drawer.change(now):
            self._drawer.put(
                replace(reminder, claimed_until=retry_at, trouble=trouble)
                for reminder in self._as_they_are(claimed)
                if not reminder.sent_at and reminder.attempts == attempts[reminder.id]
            )

    def conversation(self, place: str, person: str, now: datetime) -> Conversation | None:
        found = self._talks.get(Conversation, f"{place} {person}")
        return found if found and now - found.spoken < CONVERSATION_LASTS else None

    def remember(self, conversation: Conversation) -> None:
        over = moment(conversation.spoken - CONVERSATION_LASTS)
        with self._talks.change(conversation.spoken):
            old = self._talks.search(Conversation, lambda row: bool(row["spoken"] <= over))
            self._talks.drop(Conversation, [talk.id for talk in old])
            self._talks.put([conversation])

    def keep_file(self, content: bytes) -> str:
        with self._writers.held():
            return files.keep(self._folder / "files", content)

    def file_content(self, sha256: str) -> bytes | None:
        return files.content(self._folder / "files", sha256)

    def close(self) -> None:
        """Nothing is held open between two calls."""

    def _first(self, request: str) -> Event | None:
        with self._drawer.reading() as tables:
            number = self._requests.of(tables).get(request)
            return self._drawer.get(Event, number) if number else None

    def _tally(self) -> Tally:
        return self._drawer.get(Tally, "tally") or Tally({}, 0, "")

    def _as_they_are(self, reminders: Sequence[Reminder]) -> list[Reminder]:
        found = (self._drawer.get(Reminder, reminder.id) for reminder in reminders)
        return [reminder for reminder in found if reminder]

    def _append(self, event: Event, puts: Sequence[Record], tally: Tally) -> Event:
        """Put the records, the sealed event and the tally."""
        told = tell(event, [(self._drawer.get(type(record), record.id), record) for record in puts])
        sealed = audit.seal(told, audit.Head(tally.number, tally.hash), secrets.token_hex(16))
        self._drawer.put([*puts, sealed, replace(tally, number=sealed.number, hash=sealed.hash)])
        return sealed


class _Draft(DrawerReading):
    def __init__(self, drawer: Drawer, ids: Ids) -> None:
        super().__init__(drawer)
        self._ids = ids

    def new_id(self, kind: type[Contract] | type[Breach] | type[Deadline]) -> str:
        return self._ids.next(kind)


def _requests(tables: Tables) -> dict[str, str]:
    """Request to the number of its event."""
    return {row["request"]: number for number, row in tables.get(Event.__name__, {}).items() if row["request"]}
