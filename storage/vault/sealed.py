"""What the vault keeps besides tokens (waiting files, open rows, page checks, sealed questions); the port for secrets.

No record, audit event or backup has any of it.
"""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from storage.serialize import plain, record

if TYPE_CHECKING:
    from storage.vault.vault import Vault


LASTS = timedelta(hours=1)
"""How long a file may wait."""
LARGEST = 5 * 1024 * 1024
"""Bytes of a spreadsheet that may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """A file that waits while somebody looks at what would be put on record of it: a spreadsheet, or a contract.

    ``columns`` and ``sheets`` are what the sender chose for a spreadsheet.
    """

    name: str
    content: bytes
    who: str
    since: datetime
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    about: str = ""
    """The record that it belongs to, as in C-1; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRows:
    """The rows of a spreadsheet that were not saved when the others were; no cell of them is kept.

    ``rows`` are their sheets and numbers, ``columns`` what somebody chose for the columns, by heading; ``number`` is
    that of the import's event, 0 where it was saved before that was kept.
    """

    key: str
    name: str
    rows: tuple[tuple[str, int], ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    number: int = 0


class WaitingFiles:
    """The waiting files of one district, and the rows that they leave open. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._prefix, self._left = vault, f"sheet {district} ", f"rows {district} "

    def left(self) -> tuple[OpenRows, ...]:
        """The open rows of each spreadsheet that has some."""
        names = self._vault.names(self._left)
        kept = ((name.removeprefix(self._left), self._vault.get(name)) for name in names)
        return tuple(_open_rows(key, json.loads(text)) for key, text in kept if text)

    def leave(self, found: OpenRows) -> None:
        """Keep the open rows of a spreadsheet in the place of those before, also of an earlier file of its name."""
        for one in self.left():
            if found.key == one.key or found.name == one.name:
                self._vault.take(self._left + one.key)
        if found.rows:
            fields = {"name": found.name, "rows": found.rows, "columns": dict(found.columns), "number": found.number}
            self._vault.put(self._left + found.key, json.dumps(fields))

    def drop_left(self, number: int) -> tuple[OpenRows, ...]:
        """Forget the rows that the import of this number left open, and return them."""
        gone = tuple(one for one in self.left() if one.number == number)
        for one in gone:
            self._vault.take(self._left + one.key)
        return gone

    def put(self, file: WaitingFile, key: str = "") -> str:
        """Keep the file, and return its key; files that have waited too long are deleted."""
        self.drop_old(file.since)
        key = key or secrets.token_hex(8)
        packed = base64.b64encode(zlib.compress(file.content)).decode()
        self._vault.put(self._prefix + key, json.dumps({**plain(file), "content": packed}))
        return key

    def get(self, key: str, now: datetime) -> WaitingFile | None:
        """The file; None where it is gone, or has waited too long."""
        kept = self._vault.get(self._prefix + key)
        if not kept:
            return None
        file = record(WaitingFile, json.loads(kept))
        if now - file.since >= LASTS:
            self.drop(key)
            return None
        return replace(file, content=zlib.decompress(base64.b64decode(file.content)))

    def drop(self, key: str) -> None:
        """Erase the file with this key."""
        self._vault.take(self._prefix + key)

    def drop_old(self, now: datetime) -> None:
        """Erase the files that have waited too long."""
        for name in self._vault.names(self._prefix):
            self.get(name.removeprefix(self._prefix), now)


def _open_rows(key: str, fields: Mapping[str, Any]) -> OpenRows:
    rows = tuple((sheet, number) for sheet, number in fields["rows"])
    return OpenRows(key=key, name=fields["name"], rows=rows, columns=fields["columns"], number=fields.get("number", 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPage:
    """A posted page that is not all right: its state, in how many checks in a row, and when people were told."""

    address: str
    state: str
    times: int = 1
    told: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """The day of a check of the posted pages, and the pages that were not all right."""

    checked: date
    bad: tuple[BadPage, ...] = ()


class PageChecks:
    """Keeps the last check of one district's posted pages. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._name = vault, f"pages {district}"

    def last(self) -> PageCheck | None:
        """The last check; None before the first."""
        kept = self._vault.get(self._name)
        if not kept:
            return None
        fields = json.loads(kept)
        bad = tuple(record(BadPage, row) for row in fields["bad"])
        return PageCheck(checked=date.fromisoformat(fields["checked"]), bad=bad)

    def put(self, check: PageCheck) -> None:
        """Replace the last check."""
        rows = [plain(one) for one in check.bad]
        self._vault.put(self._name, json.dumps({"checked": check.checked.isoformat(), "bad": rows}))


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedQuestion:
    """A question to the privacy lead, G-7, and later its answer; ``named``: whether the asker's name may be told."""

    id: str
    question: str
    asked: datetime
    who: str = ""
    """Who asked, as in ``slack:U042``; empty for somebody at the bot's own machine."""
    named: bool = False
    answer: str = ""
    breach: bool = False
    """Whether it tells of a breach, for somebody who may log it."""


class SealedQuestions:
    """The sealed questions of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._prefix = vault, f"question {district} "

    def all(self) -> list[SealedQuestion]:
        """The questions without an answer, and those whose answer is still to be read, the oldest first."""
        questions = (self.get(name.removeprefix(self._prefix)) for name in self._vault.names(self._prefix))
        return sorted((one for one in questions if one), key=lambda one: int(one.id.partition("-")[2]))

    def get(self, id: str) -> SealedQuestion | None:
        """The question, or None."""
        kept = self._vault.get(self._prefix + id)
        return record(SealedQuestion, json.loads(kept)) if kept else None

    def put(self, question: SealedQuestion) -> None:
        """Seal the question, replacing the one with its id."""
        self._vault.put(self._prefix + question.id, json.dumps(plain(question)))

    def answer(self, id: str, answer: str) -> bool:
        """Seal the answer with its question; False where the question is gone or has an answer."""
        question = self.get(id)
        if question is None or question.answer:
            return False
        self.put(replace(question, answer=answer))
        return True

    def drop(self, id: str) -> None:
        """Erase the question, its asker and its answer."""
        self._vault.take(self._prefix + id)


Write: TypeAlias = Callable[[str | None], str | None]
"""Makes the new value from the old one; None means no value."""


class SecretStore(Protocol):
    """Stores encrypted secrets by name, for all threads and processes."""

    def read(self, name: str) -> str | None:
        """The encrypted secret, or None."""

    def names(self) -> list[str]:
        """The names of all secrets, in order."""

    def change(self, name: str, write: Write) -> None:
        """Store what `write` returns for the old value, locked meanwhile. If `write` raises, nothing changes."""

    def close(self) -> None:
        """Release what it holds."""
