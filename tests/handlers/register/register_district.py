"""A district with a register: contracts as people log them, and a publication."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from docx import Document

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.dispatch import respond
from handlers.register.publish import PublishRequest, PublishResult, publish

PDF = b"%PDF-1.7 the signed paper"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SITE = "https://schools.example.org/privacy"
WHOLE = {
    "executed": "2026-11-20",
    "description": "An app in which students read the news.",
    "purpose": "Reading practice.",
    "categories": "student_information,student_generated_content",
    "kinds": "names, quiz answers",
}


def office_of(desk: Desk, day: str = "2026-11-24") -> Desk:
    """The district has a name and a place for its register."""
    desk = replace(desk, now=datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=desk.zone))
    say(desk, "setup", district="Maplewood Public Schools", site=SITE)
    return desk


def say(desk: Desk, text: str, *files: File, **fields: str) -> None:
    reply = respond(Message(text, fields=fields, files=files, who="slack:U1"), desk)
    assert reply.tone != "sorry" and not reply.form, reply.parts


def log(desk: Desk, vendor: str, product: str = "", file: bytes | None = PDF, **fields: str) -> None:
    files = () if file is None else (File("agreement.pdf" if file.startswith(b"%PDF") else "a.docx", "", file),)
    say(desk, "log-contract", *files, vendor=vendor, product=product, **(WHOLE | fields))


def word_file(text: str) -> bytes:
    word, packed = Document(), io.BytesIO()
    word.add_paragraph(text)
    word.save(packed)
    return packed.getvalue()


def run(
    desk: Desk, folder: Path, *, accepts: bool = True, looked_at: tuple[str, ...] = (), served: bool = True
) -> PublishResult:
    asked = PublishRequest(folder, accepts=accepts, looked_at=frozenset(looked_at), served=served)
    return publish(asked, Message("publish", who="slack:U1"), desk)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
