"""A contract's file: which files are accepted, how one is stored, and its original name."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from handlers.contracts import words as contract_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, file_name
from handlers.forms.filling import Filled
from handlers.text_extraction.bundle import pack
from storage.records import Contract, Event, StoredFile

LARGEST_FILE = 20 * 1024 * 1024
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}
BUNDLE = ".zip"
"""Several files that are one contract, packed into one."""
BEGINS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", BUNDLE: b"PK\x03\x04"}
"""The bytes with which such a file begins; a Word file is a ZIP file."""
WITHIN = 1024
"""The first bytes within which `BEGINS` is looked for: some programs write something before it."""


def as_one(files: Sequence[File]) -> File:
    """The file; several are packed into one, as they are one contract."""
    if len(files) == 1:
        return files[0]
    named = dict[str, bytes]()
    for place, file in enumerate(files, 1):
        name = file_name(file.name)
        named[f"{place} {name}" if name in named else name] = file.content
    first = PurePath(next(iter(named))).stem
    return File(
        contract_words.bundle_name(first=first, number=len(named) - 1) + BUNDLE, MEDIA_TYPES[BUNDLE], pack(named)
    )


def check_file(filled: Filled, message: Message) -> None:
    """Sets an error where no contract can keep the file."""
    for file in [*message.files, *([as_one(message.files)] if len(message.files) > 1 else [])]:
        if wrong := unfit(file):
            filled.errors["file"] = wrong


def unfit(file: File) -> str:
    """Why no contract can keep it: no PDF or Word file, empty, too large, or not what its name says; else empty."""
    begins = BEGINS.get(_suffix(file.name))
    if len(file.content) > LARGEST_FILE:
        return contract_words.file_too_large(file.name, len(file.content), LARGEST_FILE)
    if begins is None:
        return contract_words.not_a_document(name=file.name)
    if not file.content:
        return contract_words.empty_file(name=file.name)
    return "" if begins in file.content[:WITHIN] else contract_words.not_what_its_name_says(name=file.name)


def media_type_of(name: str) -> str:
    """The media type by the file's name; what a browser or chat says of it cannot be relied on."""
    return MEDIA_TYPES[_suffix(name)]


def store_file(message: Message, desk: Desk) -> StoredFile | None:
    """Stores the message's file by its hash; the record that names it is saved afterwards. None without a file."""
    if not message.files:
        return None
    file = as_one(message.files)
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
    """The name of the contract's file when it was added; the same bytes may have come again under another name."""
    event_numbers = [
        one.number for one in desk.store.history(contract.id) if _changed_to(one, contract.id).get("file") == stored.id
    ]
    names = [
        str(row["name"])
        for one in desk.store.history(stored.id)
        if event_numbers and one.number <= event_numbers[-1] and "name" in (row := _changed_to(one, stored.id))
    ]
    return file_name(names[-1] if names else stored.name)


def _changed_to(event: Event, id: str) -> Mapping[str, object]:
    return event.after.get(id, {})


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
