"""What was published last: the address, the moment, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.dialogue.desk import Desk
from storage.records import StoredFile

PROOF = "published.json"
"""The file of the site that says what it is made of; the same bytes are kept with the records."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication; ``content`` is the hash of all of it but its day.

    ``contracts`` were ever shown, ``checked`` are the hashes of texts and files that a person took responsibility for.
    """

    at: datetime
    content: str
    address: str = ""
    district: str = ""
    contracts: tuple[str, ...] = ()
    checked: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    """The sha256 of each file, by its path."""

    def as_json(self) -> bytes:
        """The proof, the same bytes for the same publication."""
        told = {
            "dpa": "register",
            "format": FORMAT,
            "district": self.district,
            "address": self.address,
            "published": self.at.isoformat(timespec="seconds"),
            "content": self.content,
            "contracts": list(self.contracts),
            "checked": sorted(self.checked),
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(told, ensure_ascii=False, indent=0).encode() + b"\n"


def read_publication(proof: bytes) -> Publication | None:
    """What a proof says; None where it is none of ours."""
    try:
        told = json.loads(proof)
        if told["dpa"] != "register" or told["format"] != FORMAT:
            return None
        return Publication(
            datetime.fromisoformat(told["published"]),
            told["content"],
            told["address"],
            told["district"],
            tuple(told["contracts"]),
            frozenset(told["checked"]),
            told["files"],
        )
    except (ValueError, TypeError, KeyError):
        return None


def last_publication(desk: Desk) -> Publication | None:
    """The last one on record."""
    kept = desk.store.setup().published
    content = desk.store.file_content(kept) if kept else None
    return read_publication(content) if content else None


def kept_proof(proof: bytes, at: datetime, desk: Desk) -> StoredFile:
    """The proof of a publication, kept with the records."""
    return StoredFile(
        sha256=desk.store.keep_file(proof),
        name=f"register-{at.astimezone(desk.zone).date()}.json",
        media_type="application/json",
        size=len(proof),
        stored=desk.now,
    )


def hash_of(*parts: str | bytes) -> str:
    """The sha256 of these, one after the other."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode() if isinstance(part, str) else part)
    return found.hexdigest()


def hash_of_all(files: Mapping[str, str], more: Iterable[str] = ()) -> str:
    """One hash for files of these paths and hashes."""
    return hash_of("\n".join((*(f"{path} {sha}" for path, sha in sorted(files.items())), *more)))
