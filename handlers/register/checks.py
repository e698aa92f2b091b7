"""Whether the texts and the file of one record may go out, or a person has to look at them first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from handlers.dialogue.desk import Desk
from handlers.register.looked_into import has_personal_data, text_of
from handlers.register.publication import hash_of
from storage.records import Contract, StoredFile

What = Literal["description", "purpose", "data", "file", "lost", "notice", "unread", "personal", "private"]
"""What a record lacks. ``unread`` is a file that cannot be looked into, ``personal`` a file and ``private`` a text that
may hold a student's data."""
PUBLIC_TEXTS = ("description", "purpose", "kinds")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a record lacks, or that a person has to look at; ``file`` is its file's name."""

    record: str
    name: str
    what: What
    file: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether it is there, and withheld until somebody says that it holds no student's data."""
        return self.what in {"personal", "private"}


@dataclass(slots=True)
class Checks:
    """What is looked at of one contract; ``checked`` are the hashes of what a person answered for before."""

    contract: Contract
    name: str
    checked: frozenset[str]
    looked_at: bool
    cleared: set[str] = field(default_factory=set)
    lacks: list[Lack] = field(default_factory=list)

    def lack(self, what: What, file: str = "") -> None:
        """Note it."""
        self.lacks.append(Lack(self.contract.id, self.name, what, file))

    def public_texts(self) -> Contract:
        """The contract without the texts that may hold a student's data."""
        held = set(self._doubtful_texts())
        if not held:
            return self.contract
        self.lack("private")
        return replace(
            self.contract,
            description="" if "description" in held else self.contract.description,
            purpose="" if "purpose" in held else self.contract.purpose,
            kinds="" if "kinds" in held else self.contract.kinds,
        )

    def _doubtful_texts(self) -> Iterator[str]:
        for name in PUBLIC_TEXTS:
            text = getattr(self.contract, name)
            if text and not self._is_answered_for(hash_of(text)) and has_personal_data(text):
                if self.looked_at:
                    self.cleared.add(hash_of(text))
                else:
                    yield name

    def public_file(self, desk: Desk) -> StoredFile | None:
        """The contract's file where it may go out; one that cannot be looked into may, and is named."""
        file = desk.store.file(self.contract.file) if self.contract.file else None
        if file is None or self._is_answered_for(file.sha256):
            return file
        content = desk.store.file_content(file.sha256)
        if content is None:
            self.lack("lost", file.name)
            return None
        text = text_of(file, content)
        if text is None and not self.looked_at:
            self.lack("unread", file.name)
        elif text is not None and not has_personal_data(text):
            return file
        elif not self.looked_at:
            self.lack("personal", file.name)
            return None
        self.cleared.add(file.sha256)
        return file

    def _is_answered_for(self, hash: str) -> bool:
        if hash in self.checked:
            self.cleared.add(hash)
        return hash in self.checked
