"""A contract's file: which files are taken, how one is stored, and what it was called."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePath

from handlers.contracts import words as contract_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import file_name
from handlers.forms.filling import Filled
from storage.records import Contract, Event, StoredFile

LARGEST_FILE = 20 * 1024 * 1024
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BEGINS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
"""The first bytes of such a file; a Word file is a ZIP file."""
WITHIN = 1024
"""Bytes within which they are looked for: some programs write something before them."""


def check_file(filled: Filled, message: Message) -> None:
    """Only a PDF or Word file that is not too large, not empty, and what its name says."""
    for file in message.files:
        begins = BEGINS.get(_suffix(file.name))
        if len(file.content) > LARGEST_FILE:
            filled.errors["file"] = contract_words.file_too_large(file.name, len(file.content), LARGEST_FILE)
        elif begins is None:
            filled.errors["file"] = contract_words.not_a_document(file.name)
        elif not file.content:
            filled.errors["file"] = contract_words.empty_file(file.name)
        elif begins not in file.content[:WITHIN]:
            filled.errors["file"] = contract_words.not_what_its_name_says(file.name)


def media_type_of(name: str) -> str:
    """What a file that was taken is, by its name: what a browser or a chat says of it may be anything, or nothing."""
    return MEDIA_TYPES[_suffix(name)]


def store_file(message: Message, desk: Desk) -> StoredFile | None:
    """The contract's file, stored by its hash before the record names it."""
    if not message.files:
        return None
    file = message.files[0]
    sha = desk.store.keep_file(file.content)
    assert sha == hashlib.sha256(file.content).hexdigest()
    return StoredFile(
        sha256=sha,
        name=file.name[:200],
        media_type=media_type_of(file.name),
        size=len(file.content),
        stored=desk.now,
    )


def original_name(contract: Contract, stored: StoredFile, desk: Desk) -> str:
    """What the contract's file was called when it was added; the same bytes may have come later under another name."""
    came = [
        one.number for one in desk.store.history(contract.id) if _changed_to(one, contract.id).get("file") == stored.id
    ]
    names = [
        str(row["name"])
        for one in desk.store.history(stored.id)
        if came and one.number <= came[-1] and "name" in (row := _changed_to(one, stored.id))
    ]
    return file_name(names[-1] if names else stored.name)


def _changed_to(event: Event, id: str) -> Mapping[str, object]:
    return event.after.get(id, {})


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
