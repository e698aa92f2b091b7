"""Is that a contract's file, and what was it called?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePath

from handlers.contracts import file_words
from handlers.dialogue.desk import Desk, Message
from handlers.forms.filled import Filled
from storage.records import Contract, Event, StoredFile

LARGEST_FILE = 20 * 1024 * 1024
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BEGINS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
"""How such a file begins; a Word file is a ZIP file."""
WITHIN = 1024
"""Bytes within which that stands: some writers put something before it."""


def check_file(filled: Filled, message: Message) -> None:
    """Only one PDF or Word file, of a size that is a contract, and with what its name says in it."""
    for file in message.files:
        begins = BEGINS.get(_suffix(file.name))
        if len(file.content) > LARGEST_FILE:
            filled.errors["file"] = file_words.too_large(file.name, len(file.content), LARGEST_FILE)
        elif begins is None:
            filled.errors["file"] = file_words.no_document(file.name)
        elif not file.content:
            filled.errors["file"] = file_words.empty(file.name)
        elif begins not in file.content[:WITHIN]:
            filled.errors["file"] = file_words.something_else(file.name)


def store_file(message: Message, desk: Desk) -> StoredFile | None:
    """The contract's file, kept by its hash before the record names it."""
    if not message.files:
        return None
    file = message.files[0]
    sha = desk.store.keep_file(file.content)
    assert sha == hashlib.sha256(file.content).hexdigest()
    return StoredFile(
        sha256=sha,
        name=file.name[:200],
        media_type=MEDIA_TYPES[_suffix(file.name)],
        size=len(file.content),
        stored=desk.now,
    )


def original_name(contract: Contract, kept: StoredFile, desk: Desk) -> str:
    """What the contract's file was called when it came; the same bytes may have come later under another name."""
    came = [one.number for one in desk.store.history(contract.id) if _told(one, contract.id).get("file") == kept.id]
    names = [
        str(row["name"])
        for one in desk.store.history(kept.id)
        if came and one.number <= came[-1] and "name" in (row := _told(one, kept.id))
    ]
    return names[-1] if names else kept.name


def _told(event: Event, id: str) -> Mapping[str, object]:
    return event.after.get(id, {})


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
