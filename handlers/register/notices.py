"""The notices that stand on the register."""

from __future__ import annotations

from typing import Literal

from handlers.contracts.commands import public_notice
from handlers.dialogue.desk import Desk
from handlers.documents.document import Blank, Document, Language, paragraph
from storage.records import Breach, Contract, Setup

NoticeKind = Literal["contract", "breach", "yearly"]


def notice_of(kind: NoticeKind, record: Contract | Breach | Setup, language: Language, desk: Desk) -> Document:
    """A notice as it goes out, in one language."""
    if isinstance(record, Contract):
        blocks = tuple(paragraph(line) for line in public_notice(record).splitlines())
        return Document(f"Notice of contract: {record.vendor}", blocks, desk.today, language)
    says = Blank("the text of the notice")
    return Document(f"Notice ({kind})", (paragraph(says),), desk.today, language)
