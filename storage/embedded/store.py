"""A district's store in a folder, without a database server.

In DATA/<district>, `district.json` has everything that must not be lost, so that one change is one write; `backups/`
has hourly copies of it; `files/` has contracts and proofs; `talks.json` has conversations, tokens and counters.
"""

# ruff: noqa: D102 (the port, reading.py and writing.py say what each verb means)

import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, Generic, TypeVar

from storage import atomic_files as files
from storage.embedded.disk import WholeFile, is_readable
from storage.embedded.tiny import RecordFile
from storage.events.change import Tally
from storage.port import NAME, Beside, StoreError
from storage.reading import RecordReader
from storage.records import DRAFT, Conversation, Deadline, Event, Record, Reminder, Status, StoredFile
from storage.serialize import Tables, clean, moment, table_of
from storage.transient import CLOCK_SKEW, KEPT, AccessToken, DayCount, LastBeat, RateSlot, TokenKind
from storage.writing import RecordWriter, WritableRows, erase, records_to_erase

R = TypeVar("R")
T = TypeVar("T")


class Index(Generic[T]):
    """A result computed from some kinds of records, kept until one of these changes."""

    def __init__(self, work: Callable[[Tables], T], *kinds: type) -> None:
        self._work, self._names = work, [kind.__name__ for kind in kinds]
        self._known: tuple[list[object], T] | None = None

    def of(self, tables: Tables) -> T:
        now: list[object] = [tables.get(name) for name in self._names]
        if not self._known or any(old is not new for old, new in zip(self._known[0], now, strict=True)):
            self._known = (now, self._work(tables))
        return self._known[1]


class EmbeddedRows(RecordFile):
    """`WritableRows` in a file."""

    def __init__(self, file: WholeFile, writers: files.WriterLock) -> None:
        super().__init__(file, writers)
        self._waiting = Index(_waiting, Reminder, Deadline)
        self._sent = Index(_sent, Reminder)
        self._requests = Index(_requests, Event)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        asked = {name: clean(value) for name, value in equal.items() if value is not None}
        return self.search(kind, lambda row: all(row[name] == value for name, value in asked.items()))

    def waiting(self, at: str, limit: int) -> list[Reminder]:
        with self.reading() as tables:
            rows = tables.get(Reminder.__name__, {})
            due = takewhile(lambda waiting: waiting[0] <= at, self._waiting.of(tables))
            free = (key for _, key in due if (rows[key]["claimed_until"] or "") <= at)
            return self.records(Reminder, islice(free, limit))

    def whole(self, at: str, limit: int) -> list[Reminder]:
        """The oldest due reminders that nobody claims, with the other such ones of the same message or deadline.

        A message is taken whole or not at all.
        """
        due = self.waiting(at, sys.maxsize)
        posts = {reminder.post for reminder in due[:limit]} - {""}
        batch = [*due[:limit], *(reminder for reminder in due[limit:] if reminder.post in posts)]
        deadlines = {reminder.deadline for reminder in batch} - {""}
        taken = {reminder.id for reminder in batch} | {one.id for one in due if one.deadline in deadlines}
        partly = {reminder.post for reminder in due if reminder.id not in taken} - {""}
        return [reminder for reminder in due if reminder.id in taken and reminder.post not in partly]

    def sent(self, since: str, limit: int) -> list[Reminder]:
        with self.reading() as tables:
            newest = takewhile(lambda sent: sent[0] >= since, self._sent.of(tables))
            return self.records(Reminder, (key for _, key in islice(newest, limit)))

    def touching(self, ids: set[str]) -> list[Event]:
        return self.search(Event, lambda row: not ids.isdisjoint(row["touched"]))

    def tally(self) -> Tally | None:
        return self.get(Tally, "tally")

    def some(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        found = (self.get(kind, key) for key in ids)
        return [record for record in found if record]

    def highest(self, kind: type[Any]) -> int:
        with self.reading() as tables:
            numbers = (key.rpartition("-")[2] for key in tables.get(table_of(kind), {}))
            return max((int(number) for number in numbers if number.isdecimal()), default=0)

    def request(self, name: str) -> Event | None:
        with self.reading() as tables:
            number = self._requests.of(tables).get(name)
            return self.get(Event, number) if number else None


def _waiting(tables: Tables) -> list[tuple[str, str]]:
    """Moment and key of each unsent reminder of an open deadline or of none, the oldest first."""
    deadlines = tables.get(Deadline.__name__, {})
    open_ones = {key for key, row in deadlines.items() if row["status"] == Status.OPEN}
    return sorted(
        (row["due_at"], key)
        for key, row in tables.get(Reminder.__name__, {}).items()
        if row["sent_at"] is None and not row["withdrawn"] and (not row["deadline"] or row["deadline"] in open_ones)
    )


def _sent(tables: Tables) -> list[tuple[str, str]]:
    """Moment and key of each reminder that was sent, the newest first."""
    rows = tables.get(Reminder.__name__, {}).items()
    return sorted(((row["sent_at"], key) for key, row in rows if row["sent_at"]), reverse=True)


def _requests(tables: Tables) -> dict[str, str]:
    """The number of each request's event."""
    return {row["request"]: number for number, row in tables.get(Event.__name__, {}).items() if row["request"]}


WRITE_DELAY = 0.5
"""Seconds from a conversation to its write."""


class ConversationBuffer:
    """Conversations that are not on disk yet; `write` writes them. Safe among threads."""

    def __init__(self, write: Callable[[Sequence[Conversation]], None]) -> None:
        self._write, self._waiting = write, dict[str, Conversation]()
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._timer: threading.Timer | None = None

    def get(self, id: str) -> Conversation | None:
        """The conversation that waits to be written, or None."""
        return self._waiting.get(clean(id))

    def all(self) -> list[Conversation]:
        """Those that wait to be written."""
        with self._lock:
            return list(self._waiting.values())

    def put(self, conversation: Conversation) -> None:
        """Buffer a conversation; it is written within a second, unless it has expired."""
        with self._lock:
            self._waiting[clean(conversation.id)] = conversation
            self._drop(conversation.spoken)
            self._wait()

    def flush(self) -> int:
        """Write what waits; returns how many could not be written. Those are tried again while the process lives."""
        with suppress(StoreError, OSError):
            self._flush()
        with self._lock:
            if self._waiting:
                self._wait()
            return len(self._waiting)

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(WRITE_DELAY, self.flush)
            self._timer.daemon = True
            self._timer.start()

    def _flush(self) -> None:
        with self._writing:
            with self._lock:
                waiting = dict(self._waiting)
                if self._timer:
                    self._timer.cancel()
                self._timer = None
            if not waiting:
                return
            self._write(list(waiting.values()))
            with self._lock:
                self._waiting = {id: talk for id, talk in self._waiting.items() if waiting.get(id) is not talk}

    def _drop(self, now: datetime) -> None:
        for id in [id for id, talk in self._waiting.items() if talk.over(now)]:
            del self._waiting[id]


class EphemeralVerbs:
    """The verbs of `Store` for conversations, slots, tokens and counters, which have a file of their own."""

    _ephemeral: RecordFile
    _buffer: ConversationBuffer

    def conversation(self, place: str, person: str, now: datetime, *, draft: bool = False) -> Conversation | None:
        id = Conversation(place=place, person=person, spoken=now, topic=DRAFT if draft else "").id
        found = self._buffer.get(id) or self._ephemeral.get(Conversation, clean(id))
        return found if found and not found.over(now) else None

    def conversations(self, person: str, now: datetime) -> list[Conversation]:
        buffered = [one for one in self._buffer.all() if one.person == person]
        written = self._ephemeral.search(Conversation, lambda row: row["person"] == clean(person))
        newest = {one.id: one for one in (*written, *buffered) if not one.draft}
        return [one for one in newest.values() if not one.over(now)]

    def remember(self, conversation: Conversation) -> None:
        self._buffer.put(conversation)

    def _write_talks(self, talks: Sequence[Conversation]) -> None:
        latest = max(talk.spoken for talk in talks)
        with self._ephemeral.change(latest):
            known = self._ephemeral.search(Conversation, lambda _: True)
            self._ephemeral.drop(Conversation, [clean(talk.id) for talk in known if talk.over(latest)])
            self._ephemeral.put(talks)

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        with self._ephemeral.change(now):
            last = self._ephemeral.get(RateSlot, clean(place))
            if last and not last.over(now):
                return last.until
            expired = self._ephemeral.search(RateSlot, lambda row: bool(row["until"] <= moment(now - CLOCK_SKEW)))
            self._ephemeral.drop(RateSlot, [clean(slot.id) for slot in expired])
            self._ephemeral.put([RateSlot(place, now, now + gap)])
            return now

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        with self._ephemeral.change(now):
            self._ephemeral.put([RateSlot(place, now, until)])

    def add_token(self, new: AccessToken, now: datetime) -> None:
        with self._ephemeral.change(now):
            ended = self._ephemeral.search(AccessToken, lambda row: bool(row["until"] <= moment(now)))
            self._ephemeral.drop(AccessToken, [one.id for one in ended])
            self._ephemeral.put([new])

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        with self._ephemeral.change(now):
            found = self.find_token(id, kind, now)
            if found:
                self._ephemeral.drop(AccessToken, [found.id])
            return found

    def end_tokens(self, person: str, *kinds: TokenKind) -> None:
        with self._ephemeral.change(None):
            ended = self._ephemeral.search(
                AccessToken, lambda row: row["person"] == clean(person) and row["kind"] in kinds
            )
            self._ephemeral.drop(AccessToken, [one.id for one in ended])

    def tokens(self, kind: TokenKind, now: datetime) -> list[AccessToken]:
        found = self._ephemeral.search(AccessToken, lambda row: row["kind"] == kind and row["until"] > moment(now))
        return sorted(found, key=lambda one: (one.person, one.until))

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        found = self._ephemeral.get(AccessToken, clean(id))
        return found if found and found.kind == kind and now < found.until else None

    def beat(self, now: datetime) -> datetime | None:
        with self._ephemeral.change(now):
            last = self._ephemeral.get(LastBeat, LastBeat.id)
            self._ephemeral.put([LastBeat(now)])
            return last.at if last else None

    def count(self, what: str, day: date) -> None:
        with self._ephemeral.change(datetime.combine(day, time(), UTC)):
            last = self._ephemeral.get(DayCount, clean(f"{what} {day}"))
            old = self._ephemeral.search(DayCount, lambda row: bool(row["day"] < (day - KEPT).isoformat()))
            self._ephemeral.drop(DayCount, [clean(one.id) for one in old])
            self._ephemeral.put([DayCount(what=what, day=day, number=last.number + 1 if last else 1)])

    def counted(self, what: str, since: date, until: date) -> int:
        days = since.isoformat(), until.isoformat()
        counts = self._ephemeral.search(DayCount, lambda row: row["what"] == what and days[0] <= row["day"] < days[1])
        return sum(one.number for one in counts)


log = logging.getLogger("dpa")


def open_embedded(data: Path, district: str, *, to_restore: bool = False) -> "EmbeddedStore":
    """The district's store under the data folder, made if it is new; raises DamagedError or NewerFormatError.

    With `to_restore` the old data is not read: the store is only good for `replace_all`.
    """
    if not re.fullmatch(NAME, district):
        raise ValueError(f"{district!r} is not a name for a district's folder: use a-z, 0-9 and -")
    files.make_folder(data)
    store = EmbeddedStore(data / district)
    if not to_restore:
        store.verify()
    return store


class EmbeddedStore(EphemeralVerbs, RecordWriter):
    """`Store` on TinyDB, for threads and processes of one machine."""

    def __init__(self, folder: Path) -> None:
        for path in (folder, folder / "backups", folder / "files"):
            files.make_folder(path)
        self._folder, self._writers = folder, files.WriterLock(folder)
        self._file = WholeFile(folder / "district.json", folder / "backups")
        self._rows: EmbeddedRows = EmbeddedRows(self._file, self._writers)
        self._ephemeral = RecordFile(WholeFile(folder / "talks.json", None), self._writers)
        self._buffer = ConversationBuffer(self._write_talks)

    def verify(self) -> None:
        """Read what is there and remove what crashed writers left; raises DamagedError or NewerFormatError."""
        with self._writers.held():
            for path in (self._folder, self._folder / "files"):
                files.remove_leftovers(path)
            self._rows.open()
            self._ephemeral.open()

    def claim_due(self, now: datetime, lease: timedelta, limit: int = 100) -> list[Reminder]:
        if not self.due(now, 1):
            return []
        with self._rows.change(now):
            claimed = [
                replace(reminder, claimed_until=now + lease, attempts=reminder.attempts + 1)
                for reminder in self._rows.whole(moment(now), limit)
            ]
            self._rows.put(claimed)
            return claimed

    def keep_file(self, content: bytes) -> str:
        with self._writers.held():
            return files.save(self._folder / "files", content)

    def file_content(self, sha256: str) -> bytes | None:
        return files.content(self._folder / "files", sha256)

    def dump(self) -> Tables:
        with self._rows.reading() as tables:
            return {name: dict(rows) for name, rows in tables.items() if rows}

    def beside(self) -> Beside:
        with self._ephemeral.reading() as tables:
            return Beside(dict(tables))

    def replace_all(self, tables: Tables) -> None:
        with self._writers.held():
            self._rows.replace(tables)
            named = tables.get(StoredFile.__name__, {})
            files.drop(self._folder / "files", files.names(self._folder / "files") - named.keys())

    def close(self) -> None:
        if unsaved := self._buffer.flush():
            log.warning("%s conversations could not be saved at shutdown", unsaved)

    @contextmanager
    def _changing(self, when: datetime | None) -> Iterator[WritableRows]:
        with self._rows.change(when):
            yield self._rows

    def _erase_outside(self, event: Event, key: str, gone: Sequence[Record]) -> None:
        """Erase in each backup as if it had been done before it was made; remove backups that cannot be read."""
        for copy in self._file.backups():
            if is_readable(copy):
                self._erase_in(copy, event, key)
            else:
                copy.unlink()
        files.drop(self._folder / "files", [record.sha256 for record in gone if isinstance(record, StoredFile)])

    def _erase_in(self, copy: Path, event: Event, key: str) -> None:
        rows, age = EmbeddedRows(WholeFile(copy, None), self._writers), copy.stat()
        rows.open()
        if gone := records_to_erase(RecordReader(rows), key):
            with rows.change(None):
                erase(rows, event, gone)
            os.utime(copy, ns=(age.st_atime_ns, age.st_mtime_ns))
