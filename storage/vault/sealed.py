"""Keep a file encrypted while somebody looks at what would be put on record of it: a spreadsheet, or a contract.

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
from typing import TYPE_CHECKING, Protocol, TypeAlias

from storage.serialize import plain, record

if TYPE_CHECKING:
    from storage.vault.vault import Vault


LASTS = timedelta(hours=1)
LARGEST = 5 * 1024 * 1024
"""Bytes of a spreadsheet that may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """A file, who sent it, and what they said of it: of a spreadsheet its columns and sheets."""

    name: str
    content: bytes
    who: str
    since: datetime
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    about: str = ""
    """The record that it belongs to, as in C-1; empty for none."""


class WaitingFiles:
    """The waiting files of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._prefix = vault, f"sheet {district} "

    def put(self, file: WaitingFile, key: str = "") -> str:
        """Keep it, and return its key; those that have waited too long are deleted."""
        self.drop_old(file.since)
        key = key or secrets.token_hex(8)
        packed = base64.b64encode(zlib.compress(file.content)).decode()
        told = {"name": file.name, "who": file.who, "since": file.since.isoformat(), "content": packed}
        more = {"columns": dict(file.columns), "sheets": list(file.sheets), "about": file.about}
        self._vault.put(self._prefix + key, json.dumps({**told, **more}))
        return key

    def get(self, key: str, now: datetime) -> WaitingFile | None:
        """The file; None where it is gone, or has waited too long."""
        kept = self._vault.get(self._prefix + key)
        if not kept:
            return None
        told = json.loads(kept)
        since = datetime.fromisoformat(told["since"])
        if now - since >= LASTS:
            self.drop(key)
            return None
        content = zlib.decompress(base64.b64decode(told["content"]))
        return WaitingFile(
            name=told["name"],
            content=content,
            who=told["who"],
            since=since,
            columns=dict(told["columns"]),
            sheets=tuple(told["sheets"]),
            about=told.get("about", ""),
        )

    def drop(self, key: str) -> None:
        """Erase it."""
        self._vault.take(self._prefix + key)

    def drop_old(self, now: datetime) -> None:
        """Erase those that have waited too long."""
        for name in self._vault.names(self._prefix):
            self.get(name.removeprefix(self._prefix), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPage:
    """An address at which something is wrong: what, at how many checks in a row, and when that was told."""

    address: str
    state: str
    times: int = 1
    told: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """The day of a check, and what was wrong."""

    checked: date
    bad: tuple[BadPage, ...] = ()


class PageChecks:
    """The last check of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._name = vault, f"pages {district}"

    def last(self) -> PageCheck | None:
        """What came of it; None before the first."""
        kept = self._vault.get(self._name)
        if not kept:
            return None
        told = json.loads(kept)
        bad = tuple(record(BadPage, row) for row in told["bad"])
        return PageCheck(checked=date.fromisoformat(told["checked"]), bad=bad)

    def put(self, check: PageCheck) -> None:
        """Replace the one before."""
        rows = [plain(one) for one in check.bad]
        self._vault.put(self._name, json.dumps({"checked": check.checked.isoformat(), "bad": rows}))


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedQuestion:
    """What somebody asked, G-7, and later its answer; ``named``: whether the asker's name may be told."""

    id: str
    question: str
    asked: datetime
    who: str = ""
    """Who asked, as in ``slack:U042``; empty for somebody at the bot's own machine."""
    named: bool = False
    answer: str = ""


class SealedQuestions:
    """The sealed questions of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._prefix = vault, f"question {district} "

    def all(self) -> list[SealedQuestion]:
        """Those that wait for an answer, and those whose answer is still to be read, the oldest first."""
        found = (self.get(name.removeprefix(self._prefix)) for name in self._vault.names(self._prefix))
        return sorted((one for one in found if one), key=lambda one: int(one.id.partition("-")[2]))

    def get(self, id: str) -> SealedQuestion | None:
        """The question, or None."""
        kept = self._vault.get(self._prefix + id)
        return record(SealedQuestion, json.loads(kept)) if kept else None

    def put(self, question: SealedQuestion) -> None:
        """Seal it."""
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
        """All names, in order."""

    def change(self, name: str, write: Write) -> None:
        """Store what `write` makes of it; nobody else changes it meanwhile. If `write` raises, nothing happened."""

    def close(self) -> None:
        """Release what it holds."""
