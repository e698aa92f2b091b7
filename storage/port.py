"""The port to the records: what every store can do.

A store is opened for one district and cannot name another. Every implementation passes tests/storage.
"""

# ruff: noqa: D102 (some names say it all)

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from storage.reading import ReadableStore as ReadableStore  # noqa: PLC0414 - a part of the port
from storage.records import (
    Conversation,
    Event,
    Numbered,
    Record,
    Reminder,
)
from storage.serialize import Tables
from storage.transient import AccessToken, TokenKind

N = TypeVar("N", bound=Numbered)
K = TypeVar("K", bound=Record)


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


class UnreadableRecordError(StoreError):
    """A record is not as this program writes it, so that it cannot be shown, changed or erased."""

    def __init__(self, table: str, key: object, problem: Exception) -> None:
        super().__init__(
            f"{key} cannot be read: somebody changed it outside this program, or another version wrote it. Nothing was "
            "changed. Run dpa audit verify to see all that was changed; then restore a backup.",
            f"{table} {key}: {problem}",
        )


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
    """Nothing was erased, because a record or event was changed outside the program."""

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
    """Data without audit events: short-lived rows.

    `closed` are the ids of reminders that the database holds back, although their deadlines are open.
    """

    rows: Tables
    closed: Sequence[str] = ()


NAME = "[a-z0-9][a-z0-9-]*"
"""The pattern of a district's name."""


class Draft(ReadableStore, Protocol):
    """The records during a change; nobody else can change them meanwhile."""

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
        """Claim due reminders, at least the oldest `limit`; nobody else gets them before `now + lease`.

        The due reminders of one deadline are claimed together, also beyond the limit; those of one message that was
        named before, all or none.
        """

    def name_post(self, claimed: Sequence[Reminder], post: str, now: datetime, lease: timedelta) -> bool:
        """Store the name of the message that is about to be sent, so that a repeat is recognized; renew the claim.

        Other unsent reminders with that name lose it, as they go out in another message. Returns False, and writes
        nothing, where somebody else has sent or claimed one of them since.
        """

    def mark_sent(
        self, claimed: Sequence[Reminder], now: datetime, sent_as: str = "", then: Sequence[Reminder] = ()
    ) -> None:
        """Record that the reminders were sent in one message, as one audit event; those sent before stay as they are.

        `then` are the reminders of the next steps, put in the same write where they are new.
        """

    def mark_failed(self, claimed: Sequence[Reminder], now: datetime, retry_at: datetime, trouble: str) -> None:
        """Record that sending failed; nobody gets them before `retry_at`. Ignored where the claim was lost."""

    def postpone(self, claimed: Sequence[tuple[Reminder, datetime]], now: datetime) -> None:
        """Hold back reminders until the given moments; this claim does not count as an attempt."""

    def conversation(self, place: str, person: str, now: datetime, *, draft: bool = False) -> Conversation | None:
        """This person's conversation here in the last 30 minutes; with `draft`, their unsent form of the last day."""

    def conversations(self, person: str, now: datetime) -> list[Conversation]:
        """This person's conversations of the last 30 minutes in all places, without unsent forms."""

    def remember(self, conversation: Conversation) -> None:
        """Replace the conversation of this person in this place, or their unsent form.

        The only method that may reach the disk a moment after it returns; `close` waits for it.
        """

    def keep_file(self, content: bytes) -> str:
        """Save the bytes and return their sha256, which a `StoredFile` of a later change names."""

    def file_content(self, sha256: str) -> bytes | None:
        """The bytes with this hash, or None. Raises DamagedError where they no longer match it."""

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        """Take the slot to send to a place; nobody else, in any replica, gets one before `gap` has passed.

        Returns `now` where the slot was taken, else the later moment at which to ask again. No slot is booked ahead, so
        a process that dies blocks nobody. Expired slots are deleted.
        """

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        """Let nobody get a slot for the place before `until`, as after a Retry-After."""

    def add_token(self, new: AccessToken, now: datetime) -> None:
        """Store a token; expired ones are deleted."""

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        """Delete the token and return it, to one caller of all replicas only. None where it is gone or expired."""

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        """The token of this kind; None where it is gone or expired."""

    def tokens(self, kind: TokenKind, now: datetime) -> list[AccessToken]:
        """The valid tokens of this kind, by person."""

    def end_tokens(self, person: str, *kinds: TokenKind) -> None:
        """Delete a person's tokens of these kinds."""

    def beat(self, now: datetime) -> datetime | None:
        """Note that a bot runs on these records, and return when one did last; None where that was never noted."""

    def count(self, what: str, day: date) -> None:
        """Add one to the day's counter of `what`; counters older than 400 days are deleted."""

    def counted(self, what: str, since: date, until: date) -> int:
        """The sum of the counters from the day `since` on, and before `until`."""

    def erase(self, event: Event, key: str) -> ChangeResult:
        """Erase a record for good, with all that follows from it (`storage.writing.records_to_erase`).

        Events keep only salted digests of its values; our own backups are rewritten. Raises ValueError where nothing
        is on file under the key, and ChangedOutsideError, before anything is erased, where a record is not what its
        events say.
        """

    def dump(self) -> Tables:
        """All rows as of one moment, which the caller must not change; for the bytes of files see `file_content`."""

    def beside(self) -> Beside:
        """The short-lived data, which `dump` leaves out."""

    def replace_all(self, tables: Tables) -> None:
        """Replace all rows by these, and delete the bytes of files that none of them names."""

    def close(self) -> None: ...
