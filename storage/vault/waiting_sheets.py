"""Keep a spreadsheet encrypted while somebody looks at what would be imported from it.

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
"""Bytes of a sheet that may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSheet:
    """A file, who sent it, and what they said of its columns and sheets."""

    name: str
    content: bytes
    who: str
    since: datetime
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


class WaitingSheets:
    """The waiting sheets of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._prefix = vault, f"sheet {district} "

    def put(self, sheet: WaitingSheet, key: str = "") -> str:
        """Keep it, and return its key; those that have waited too long are deleted."""
        self.drop_old(sheet.since)
        key = key or secrets.token_hex(8)
        packed = base64.b64encode(zlib.compress(sheet.content)).decode()
        told = {"name": sheet.name, "who": sheet.who, "since": sheet.since.isoformat(), "content": packed}
        more = {"columns": dict(sheet.columns), "sheets": list(sheet.sheets)}
        self._vault.put(self._prefix + key, json.dumps({**told, **more}))
        return key

    def get(self, key: str, now: datetime) -> WaitingSheet | None:
        """The sheet; None where it is gone, or has waited too long."""
        kept = self._vault.get(self._prefix + key)
        if not kept:
            return None
        told = json.loads(kept)
        since = datetime.fromisoformat(told["since"])
        if now - since >= LASTS:
            self.drop(key)
            return None
        content = zlib.decompress(base64.b64decode(told["content"]))
        columns, sheets = dict(told["columns"]), tuple(told["sheets"])
        return WaitingSheet(
            name=told["name"], content=content, who=told["who"], since=since, columns=columns, sheets=sheets
        )

    def drop(self, key: str) -> None:
        """Erase it."""
        self._vault.take(self._prefix + key)

    def drop_old(self, now: datetime) -> None:
        """Erase those that have waited too long."""
        for name in self._vault.names(self._prefix):
            self.get(name.removeprefix(self._prefix), now)
