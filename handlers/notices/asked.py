"""Which notice is meant, of which record, in which language, and in which format?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.breaches.commands import find_breach
from handlers.contracts.commands import find_contract
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.documents.document import Document, Language
from handlers.family_requests.commands import find_request
from handlers.notices import words as notice_words
from handlers.notices.notice import KINDS, NoticeKind, NoticeRecord, notice_of, template_of

Format = str
"""``text``, or one of ``FORMATS``."""
TEXT: Format = "text"
_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("en", "english"), "en"),
    **dict.fromkeys(("es", "spanish", "español", "espanol"), "es"),
}
_FORMATS: Mapping[str, Format] = {
    **dict.fromkeys(("docx", "word"), "docx"),
    "pdf": "pdf",
    **dict.fromkeys(("html", "web"), "html"),
}
_WORDS = "|".join((*_LANGUAGES, *_FORMATS, TEXT, "in"))
FITS = rf"(?:{'|'.join(KINDS)})(?: [a-z]-\d{{1,9}})?(?: (?:{_WORDS}))*"
"""What follows ``notice`` where it is the command and not the beginning of a question."""
MEANT = rf"(?:{'|'.join(KINDS)}) \S+(?: \S+)?"
_ID = re.compile(r"[a-z]-\d{1,9}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """A notice as it was asked for; ``id`` is empty for the yearly one."""

    kind: NoticeKind
    record: NoticeRecord | None
    language: Language = "en"
    format: Format = TEXT
    rest: str = ""
    """What follows it, as the proof that it was sent."""

    @property
    def id(self) -> str:
        """Its record's."""
        return self.record.id if self.record else ""

    def say(self, command: str, *more: str, language: Language | None = None) -> str:
        """A command on the same notice."""
        return " ".join(part for part in (command, self.kind, self.id, language or self.language, *more) if part)

    def document(self, desk: Desk) -> Document:
        """The notice itself."""
        return notice_of(self.kind, self.record, self.language, desk)


def asked_in(text: str, desk: Desk) -> NoticeRequest:
    """``KIND ID``, a language and a format; what comes after them is the rest. Raises Sorry."""
    first, *more = text.split() or [""]
    kind = next((one for one in KINDS if one == first.lower()), None)
    if kind is None:
        raise Sorry(notice_words.which_kind(KINDS))
    id = more.pop(0) if more and _ID.fullmatch(more[0]) else ""
    language: Language = "en"
    format = TEXT
    while more and (word := more[0].lower()) in {*_LANGUAGES, *_FORMATS, TEXT, "in"}:
        language, format = _LANGUAGES.get(word, language), _FORMATS.get(word, format)
        more.pop(0)
    return NoticeRequest(kind, _record(kind, id, desk), language, format, " ".join(more))


def _record(kind: NoticeKind, id: str, desk: Desk) -> NoticeRecord | None:
    about = template_of(kind, desk).about
    if about == "district":
        return None
    if not id:
        raise Sorry(notice_words.needs_id(kind, about))
    if about == "request":
        return find_request(id, desk)
    return find_breach(id, desk) if about == "breach" else find_contract(id, desk)
