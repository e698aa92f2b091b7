"""Checks which texts, files and breach notices may go out on the register; and the proof of a publication."""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Literal

from handlers.deadlines.states import done_on
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.documents.document import Document, Language, as_text
from handlers.forms.privacy.names import find_personal_data
from handlers.notices.kept import KeptNotice, kept_notices
from handlers.notices.notice import notice_of
from knowledge.law import TELL_FAMILIES
from storage.records import Breach, Status, StoredFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 8_000_000
"""Bytes of a Word file's text that are unpacked; a larger one is not looked into."""
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_TEXT = re.compile(r"<w:(?:t|delText)(?:\s[^>]*)?>([^<]*)<|</w:(p)>|<w:(?:tab|br)\b")


def has_personal_data(text: str) -> bool:
    """Whether a text holds what looks like a student's."""
    return bool(find_personal_data(text))


def text_of(file: StoredFile, content: bytes) -> str | None:
    """The text of a file; None where it cannot be searched, as a PDF."""
    if file.media_type != WORD:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            parts = [one for one in box.infolist() if _PARTS.fullmatch(one.filename)]
            if not parts or sum(one.file_size for one in parts) > LARGEST:
                return None
            return "\n".join(_words(box.read(one).decode("utf-8", "replace")) for one in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None


def _words(xml: str) -> str:
    found = (unescape(m[1]) if m[1] is not None else "\n" if m[2] else " " for m in _TEXT.finditer(xml))
    return "".join(found)


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
        data = {
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
        return json.dumps(data, ensure_ascii=False, indent=0).encode() + b"\n"


def read_publication(proof: bytes) -> Publication | None:
    """What a proof says; None where it is none of ours."""
    try:
        fields = json.loads(proof)
        if fields["dpa"] != "register" or fields["format"] != FORMAT:
            return None
        return Publication(
            datetime.fromisoformat(fields["published"]),
            fields["content"],
            fields["address"],
            fields["district"],
            tuple(fields["contracts"]),
            frozenset(fields["checked"]),
            fields["files"],
        )
    except (ValueError, TypeError, KeyError):
        return None


def last_publication(desk: Desk) -> Publication | None:
    """The last publication on record; None before the first."""
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


What = Literal[
    "district", "executed", "description", "purpose", "data", "file", "lost", "notice",
    "unread", "personal", "private", "imported",
]  # fmt: skip
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
        """Note something that the record lacks."""
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
        for text in unread:
            self.lack("imported", text)
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


LANGUAGES: tuple[Language, ...] = ("en", "es")


PUBLIC_KINDS = frozenset({"breach", "follow-up"})


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A notice as it went to the families, with the name of its file on the site."""

    name: str
    on: date
    file: StoredFile


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """A breach with what the families were sent; where no file of it was kept, with its notice."""

    breach: Breach
    sent: tuple[SentNotice, ...]
    notices: Mapping[Language, Document]
    checked: frozenset[str]
    told: date
    """The day on which the families were told."""


def breach_entries(
    checked: frozenset[str], looked_at: Collection[str], desk: Desk
) -> tuple[tuple[BreachEntry, ...], tuple[Lack, ...]]:
    """The breaches, the newest first, and what keeps others out: a notice with blanks is no notice."""
    done = [one for one in desk.store.deadlines(status=Status.DONE) if one.duty == TELL_FAMILIES and one.proof]
    told_on = {one.record: on for one in done if (on := done_on(one, desk))}
    entries, lacks = list[BreachEntry](), list[Lack]()
    for breach in desk.store.breaches()[::-1]:
        if breach.withdrawn or breach.id not in told_on:
            continue
        checks = Checks(breach.id, breach.vendor, checked, breach.id in looked_at)
        notices_kept = [one for one in kept_notices(breach.id, desk) if one.kind in PUBLIC_KINDS]
        if checks.withheld((breach.vendor,)):
            lacks += checks.lacks
            continue
        complete = [one for one in notices_kept if not one.has_blanks]
        if {one.kind for one in notices_kept} - {one.kind for one in complete}:
            checks.lack("notice")
        sent = tuple(_sent(breach, complete, checks, desk))
        notices = {} if notices_kept else _complete_notices(breach, checks, desk)
        if sent or notices:
            entries.append(BreachEntry(breach, sent, notices, frozenset(checks.cleared), told_on[breach.id]))
        lacks += checks.lacks
    return tuple(entries), tuple(lacks)


def _sent(breach: Breach, kept: Iterable[KeptNotice], checks: Checks, desk: Desk) -> Iterator[SentNotice]:
    for number, one in enumerate(kept, 1):
        if file := checks.public_file(one.sha256, desk):
            yield SentNotice(f"{breach.id}-{number}", one.on, file)


def _complete_notices(breach: Breach, checks: Checks, desk: Desk) -> Mapping[Language, Document]:
    notices = {language: notice_of("breach", breach, language, desk) for language in LANGUAGES}
    if any(notice.blanks() for notice in notices.values()):
        checks.lack("notice")
        return {}
    return {} if checks.withheld(map(as_text, notices.values())) else notices
