"""Which paper is meant: one that came now, one that waits, one at a path on this machine, or a contract's own file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.contracts import file as contract_file
from handlers.contracts.commands import find_contract
from handlers.contracts.file import LARGEST_FILE
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.local_file import local_file
from handlers.dialogue.reply import File
from handlers.review import words
from storage.records import Contract
from storage.vault.waiting_files import WaitingFile

ENDINGS = (".pdf", ".docx", ".html", ".htm", ".txt", ".md")
"""Of the files that can be reviewed."""
KEY = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"C-\d{1,9}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A paper, the contract to which it belongs, and by which name it is asked about again."""

    file: File
    ref: str = ""
    """A contract's id, or the key of a file that waits; empty where neither is so."""
    contract: Contract | None = None
    """The one on record, as its file or beside its file."""

    @property
    def waits(self) -> bool:
        """Whether it is not the file of a contract."""
        return bool(KEY.fullmatch(self.ref))

    @property
    def kept(self) -> Contract | None:
        """The contract whose file it is."""
        return None if self.waits else self.contract


def is_paper(name: str) -> bool:
    """Whether it is named like a paper that can be reviewed."""
    return name.lower().endswith(ENDINGS)


def came(message: Message, about: str, desk: Desk) -> Source:
    """The file that came with the message; it waits, so that more can be asked about it. Raises Sorry."""
    file = message.files[0]
    if len(file.content) > LARGEST_FILE:
        raise Sorry(words.too_large(LARGEST_FILE))
    contract = find_contract(about, desk) if about else None
    if desk.waiting is None:
        return Source(file, "", contract)
    waiting = WaitingFile(
        name=file.name, content=file.content, who=message.who, since=desk.now, about=contract.id if contract else ""
    )
    return Source(file, desk.waiting.put(waiting), contract)


def named(ref: str, message: Message, desk: Desk) -> Source | None:
    """The paper of that name; None where a contract has no file, or none is named. Raises Sorry."""
    if _ID.fullmatch(ref):
        return _kept(find_contract(ref, desk), desk)
    if KEY.fullmatch(ref):
        return _waiting(ref, message, desk)
    file = local_file(ref, message)
    if ref and file is None:
        raise Sorry(words.no_file(ref))
    return came(replace(message, files=(file,)), "", desk) if file else None


def kept_file(contract: Contract, desk: Desk) -> File | None:
    """The contract's own file; None where none is kept."""
    stored, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if stored is None or content is None:
        return None
    return File(contract_file.original_name(contract, stored, desk), stored.media_type, content)


def _kept(contract: Contract, desk: Desk) -> Source | None:
    file = kept_file(contract, desk)
    return Source(file, contract.id, contract) if file else None


def _waiting(key: str, message: Message, desk: Desk) -> Source:
    found = desk.waiting.get(key, desk.now) if desk.waiting else None
    if found is None or found.who != message.who:
        raise Sorry(words.GONE)
    contract = desk.store.contract(found.about) if found.about else None
    return Source(File(found.name, "", found.content), key, contract)
