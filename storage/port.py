"""The port to the records: what every store can do.

A store is opened for one district and cannot name another. Every implementation passes tests/storage.
"""

# ruff: noqa: D102 (some names say it all)

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from storage.events.audit import Head
from storage.kinds import AppRequest, FamilyRequest, PlanException, Training
from storage.records import (
    Breach,
    Contract,
    Conversation,
    Deadline,
    Event,
    Gap,
    Numbered,
    Person,
    Place,
    Record,
    Reminder,
    Role,
    Setup,
    Status,
    StoredFile,
)
from storage.serialize import Tables
from storage.transient import AccessToken, TokenKind


class StoreError(Exception):
    """The data cannot be read or written at the moment; the message is a sentence for a person. Nothing was changed.

    ``detail`` is where and why, for the person who runs the bot: others never read the names of servers and what their
    drivers say.
    """

    def __init__(self, says: str, detail: str = "") -> None:
        super().__init__(says)
        self.detail = detail

    @property
    def whole(self) -> str:
        """The sentence with its detail."""
        return f"{self} ({self.detail})" if self.detail else str(self)


class DamagedError(StoreError):
    """A file is not what was written; `backup` is the newest good copy, if there is one."""

    def __init__(self, path: Path, why: str, backup: Path | None) -> None:
        self.path, self.why, self.backup = path, why, backup
        rescue = f"The newest good copy is {backup}." if backup else "There is no good copy of it."
        super().__init__(f"The data file {path} {why}. It was left as it is. {rescue}")


class NewerFormatError(StoreError):
    """A newer version of the program wrote the file or the database."""

    def __init__(self, what: object, found: object, known: object) -> None:
        super().__init__(f"{what} has format {found}, but this version knows only {known}. Use the newer version.")


class DiskFullError(StoreError):
    """There was no room to save."""


class CannotReadError(StoreError):
    """A file of the records cannot be read."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        super().__init__(
            f"The data file {path} cannot be read ({why}). It was left as it is. Give the account that runs the bot "
            "the file that was there, or restore a backup."
        )


class CannotWriteError(StoreError):
    """The folder cannot be made or written."""

    def __init__(self, folder: Path, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        super().__init__(
            f"The folder {folder} cannot be written ({why}). Nothing was changed. "
            "Give it to the account that runs the bot, or name another one in DPA_DATA."
        )


class ChangedOutsideError(StoreError):
    """What is to be erased is not what its history says."""

    def __init__(self, changed: Sequence[str]) -> None:
        shown = ", ".join(changed[:CHANGED_SHOWN]) + (" and more" if len(changed) > CHANGED_SHOWN else "")
        super().__init__(
            f"Nothing was erased: somebody changed {shown} outside this program, and erasing would hide that. Run dpa "
            "audit verify to see all that was changed; restore a backup, or correct the record, and erase then."
        )


CHANGED_SHOWN = 5
"""How many changed records a sentence names."""


class BusyError(StoreError):
    """Another process has locked the data for too long."""


class SecondBotError(StoreError):
    """Another bot runs on the same data."""


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """What a change did; `event.made` are the new ids. `again`: the request had come before, nothing was written."""

    event: Event
    again: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What no event tells of: the rows of what is kept for a short while.

    `closed` are reminders that an engine holds back, although their deadlines are open.
    """

    rows: Tables
    closed: Sequence[str] = ()


class ReadableStore(Protocol):
    """Questions to the records. A single record is None where there is none; lists come in their natural order."""

    def contract(self, key: str) -> Contract | None: ...

    def contracts(self, search: str = "") -> list[Contract]:
        """Those that have every word of `search`, by id; withdrawn ones too. See `searching.has`.

        A word is an id, or stands in the vendor, product or description.
        """

    def breach(self, key: str) -> Breach | None: ...

    def breaches(self, search: str = "") -> list[Breach]:
        """The same of breaches; the id may be their contract's."""

    def plan_exception(self, key: str) -> PlanException | None: ...

    def plan_exceptions(self, search: str = "") -> list[PlanException]:
        """The same of exceptions; a word stands in the vendor or product."""

    def family_request(self, key: str) -> FamilyRequest | None: ...

    def family_requests(self, search: str = "") -> list[FamilyRequest]:
        """The same of requests; the id may be their contract's."""

    def deadline(self, key: str) -> Deadline | None: ...

    def deadlines(
        self, *, status: Status | None = None, owner: str | None = None, record: str | None = None
    ) -> list[Deadline]:
        """Those that fit everything given, the earliest safe date first."""

    def reminders(self, deadline: str) -> list[Reminder]:
        """All steps of a deadline, sent or not, the earliest first."""

    def due(self, now: datetime, limit: int = 100) -> list[Reminder]:
        """Unsent, unclaimed reminders of open deadlines, or of none, due at or before `now`, the oldest first."""

    def in_message(self, sent_as: str) -> list[Reminder]:
        """Those that went out in one message, by its address."""

    def sent(self, after: datetime | None = None, limit: int = 20) -> list[Reminder]:
        """The reminders that went out at or after that moment, the newest first; of all times where none is given."""

    def history(self, key: str) -> list[Event]:
        """What happened to a record and to the deadlines that follow from it, oldest first."""

    def event_of(self, request: str) -> Event | None:
        """What a press or command changed, by its `Event.request`; None where nothing came of it yet."""

    def events(self) -> list[Event]:
        """The whole audit chain."""

    def head(self) -> Head:
        """The last event, to be published."""

    def trainings(self, who: str | None = None) -> list[Training]:
        """Everybody's or one person's, the oldest first."""

    def gap(self, key: str) -> Gap | None: ...

    def gaps(self) -> list[Gap]:
        """Questions that the book did not answer, the oldest first; those with a topic are the district's phrasings."""

    def app(self, key: str) -> AppRequest | None: ...

    def apps(self) -> list[AppRequest]:
        """Requests for products, by id."""

    def setup(self) -> Setup:
        """How the district wants to be served; what nobody has said yet is as in a new `Setup`."""

    def place(self, key: str) -> Place | None: ...

    def places(self) -> list[Place]:
        """All, by id."""

    def person(self, key: str) -> Person | None: ...

    def people(self, role: Role | None = None) -> list[Person]:
        """Those with exactly this role, or all, by id."""

    def file(self, sha256: str) -> StoredFile | None: ...


NAME = "[a-z0-9][a-z0-9-]*"
"""What a district may be called."""


class Draft(ReadableStore, Protocol):
    """The records as they stand while a change is being made; nobody else can change them meanwhile."""

    def new_id(self, kind: type[Numbered]) -> str:
        """The next free id, as in C-12; given back if the change fails."""


class Store(ReadableStore, Protocol):
    """A district's records. Every method works fully or not at all, and is on disk when it returns.

    All may raise StoreError.
    """

    def change(self, event: Event, write: Callable[[Draft], Iterable[Record]]) -> ChangeResult:
        """Put what `write` returns, with its audit event, in one write.

        A record replaces the one with its id. `write` may raise: then nothing happened. If `event.request` was
        seen before, `write` is not called and the first outcome comes back.
        """

    def claim_due(self, now: datetime, lease: timedelta, limit: int = 100) -> list[Reminder]:
        """Claim what is due, at least the oldest `limit`; nobody else gets it before `now + lease`.

        What is due of one deadline is claimed together, also beyond the limit; and what is due of one message that was
        named before, all of it or nothing.
        """

    def name_post(self, claimed: Sequence[Reminder], post: str, now: datetime, lease: timedelta) -> bool:
        """Name the message in which they are about to go out, so that a repeat is known as one; claim them again.

        What else had that name, and is not sent, goes out in another message and loses it. False, and nothing is
        written, where somebody else has sent or claimed one of them since.
        """

    def mark_sent(
        self, claimed: Sequence[Reminder], now: datetime, sent_as: str = "", then: Sequence[Reminder] = ()
    ) -> None:
        """They went out, in one message; this becomes one audit event. The first sending stands.

        `then` are the next steps of their ladders, put in the same write where they are new.
        """

    def mark_failed(self, claimed: Sequence[Reminder], now: datetime, retry_at: datetime, trouble: str) -> None:
        """They failed; nobody gets them before `retry_at`. Ignored where the claim was lost to another process."""

    def postpone(self, claimed: Sequence[tuple[Reminder, datetime]], now: datetime) -> None:
        """They may not be sent yet: nobody gets one before its moment, and this claim does not count as an attempt."""

    def conversation(self, place: str, person: str, now: datetime, *, draft: bool = False) -> Conversation | None:
        """What this person asked about in this place less than 30 minutes ago, or began to fill in within a day."""

    def remember(self, conversation: Conversation) -> None:
        """Replace the conversation of this person in this place, or the form of theirs that was not sent.

        The only method that may reach the disk a moment after it returns; `close` waits for it.
        """

    def keep_file(self, content: bytes) -> str:
        """Save the bytes and return their sha256; a StoredFile put by a change then names them."""

    def file_content(self, sha256: str) -> bytes | None:
        """The bytes, checked against their hash."""

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        """Take the slot to send to a place; nobody else, in any replica, gets one before `gap` has passed.

        Returns `now` where the slot was taken. A later moment means that it was not: ask again then. No slot is booked
        ahead, so a process that dies blocks nobody. Slots that have ended are deleted.
        """

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        """The place asked for a pause (Retry-After): nobody gets a slot before `until`."""

    def add_token(self, new: AccessToken, now: datetime) -> None:
        """Store a token; those that have expired are deleted."""

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        """Delete the token and return it; only one caller of all replicas gets it. None where it is gone or expired."""

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        """The token of this kind; None where it is gone or expired."""

    def tokens(self, kind: TokenKind, now: datetime) -> list[AccessToken]:
        """Those of this kind that are good, by person."""

    def end_tokens(self, person: str, *kinds: TokenKind) -> None:
        """Delete a person's tokens of these kinds."""

    def count(self, what: str, day: date) -> None:
        """Add one to a counter of that day, which holds no text; those of more than a year ago are deleted."""

    def counted(self, what: str, since: date, until: date) -> int:
        """How much was counted from the day `since` on, and before `until`."""

    def erase(self, event: Event, key: str) -> ChangeResult:
        """Erase a record for good, with all that follows from it (`erasing.records_to_erase`).

        Of what the events said of them only salted digests stay; backups of ours are rewritten. Raises ValueError
        where nothing is on file under the key, and ChangedOutsideError, before anything is erased, where what would go
        is not what its events say.
        """

    def dump(self) -> Tables:
        """All rows as of one moment, which the caller must not change; for the bytes of files see `file_content`."""

    def beside(self) -> Beside:
        """What `dump` leaves out."""

    def replace_all(self, tables: Tables) -> None:
        """Replace all rows by these, and delete the bytes of files that they do not name."""

    def close(self) -> None: ...
