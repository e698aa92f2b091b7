"""Whether the texts and the file of one record may go out, or a person has to look at them first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from handlers.dialogue.desk import Desk
from handlers.register.looked_into import has_personal_data, text_of
from handlers.register.publication import hash_of
from storage.records import StoredFile

What = Literal[
    "district", "description", "purpose", "data", "file", "lost", "notice", "unread", "personal", "private", "imported"
]
"""What a record lacks. ``unread`` is a file that cannot be looked into, ``personal`` a file and ``private`` a text that
may hold a student's data, ``imported`` a text of a spreadsheet that nobody wrote for the public."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a record lacks, or that a person has to look at; ``file`` is its file's name, or the text."""

    record: str
    name: str
    what: What
    file: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether it is there, and withheld until somebody says that it holds no student's data."""
        return self.what == "imported" or self.may_be_personal

    @property
    def may_be_personal(self) -> bool:
        """Whether that is because it may hold a student's data."""
        return self.what in {"unread", "personal", "private"}


@dataclass(slots=True)
class Checks:
    """What is looked at of one record; ``checked`` are the hashes of what a person answered for before."""

    record: str
    name: str
    checked: frozenset[str]
    looked_at: bool
    cleared: set[str] = field(default_factory=set)
    lacks: list[Lack] = field(default_factory=list)

    def lack(self, what: What, file: str = "") -> None:
        """Note it."""
        self.lacks.append(Lack(self.record, self.name, what, file))

    def withheld(self, texts: Iterable[str], imported: Collection[str] = ()) -> frozenset[str]:
        """Those of the texts that may hold a student's data or were ``imported``, and that nobody has answered for."""
        new = [one for one in texts if one and not self._is_answered_for(hash_of(one))]
        together = has_personal_data("\n".join(new))  # one look at all of them takes a third of the time
        doubtful = [one for one in new if has_personal_data(one)] if together else []
        unread = [one for one in dict.fromkeys(new) if one in imported and one not in doubtful]
        if self.looked_at:
            self.cleared.update(map(hash_of, (*doubtful, *unread)))
            return frozenset()
        if doubtful:
            self.lack("private")
        for one in unread:
            self.lack("imported", one)
        return frozenset((*doubtful, *unread))

    def public_file(self, sha256: str, desk: Desk) -> StoredFile | None:
        """The file where it may go out; one that cannot be looked into goes out only when a person has looked."""
        file = desk.store.file(sha256) if sha256 else None
        if file is None or self._is_answered_for(sha256):
            return file
        content = desk.store.file_content(sha256)
        if content is None:
            self.lack("lost", file.name)
            return None
        text = text_of(file, content)
        if text is None or has_personal_data(text):
            if not self.looked_at:
                self.lack("unread" if text is None else "personal", file.name)
                return None
            self.cleared.add(sha256)
        return file

    def _is_answered_for(self, hash: str) -> bool:
        if hash in self.checked:
            self.cleared.add(hash)
        return hash in self.checked
