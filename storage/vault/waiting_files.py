"""Keep a file encrypted while somebody looks at what would be put on record of it: a spreadsheet, or a contract.

No record, audit event or backup has any of it.
"""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

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
