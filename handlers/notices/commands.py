"""Shows a notice to copy, and hands it out as a file; the older commands show the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from handlers.contracts import words as contract_words
from handlers.contracts.commands import find_contract
from handlers.contracts.form.provisions import complete, missing_provisions
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import kind_of
from handlers.dialogue.reply import Choice, File, Quote, Reply, Text
from handlers.dialogue.text.shorten import parted, short
from handlers.documents.as_docx import as_docx
from handlers.documents.as_html import as_html
from handlers.documents.as_pdf import as_pdf
from handlers.documents.as_text import as_text
from handlers.documents.document import Document, Language
from handlers.law import words as law_words
from handlers.notices import words as notice_words
from handlers.notices.asked import TEXT, NoticeRequest, asked_in
from handlers.notices.kept import kept_notices
from handlers.notices.notice import template_of
from handlers.people.access import allow
from knowledge.law import tag_of
from storage.records import Contract

FORMATS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "pdf": ("application/pdf", as_pdf),
    "html": ("text/html", lambda document: as_html(document).encode()),
}


def notice(rest: str, message: Message, desk: Desk) -> Reply:
    """``notice KIND ID``: the notice to copy, in English or Spanish; with a format, as a file."""
    asked = asked_in(rest, desk)
    if kind := kind_of(asked.id):
        allow("notice", kind.sees, message, desk)
    if asked.kind == "missing-terms" and asked.record and not missing_provisions(_contract(asked), desk):
        return Reply(title=contract_words.title(_contract(asked)), parts=(Text(complete(desk)),))
    return _shown(asked, desk) if asked.format == TEXT else _handed_out(asked, desk)


def contract_notice(rest: str, message: Message, desk: Desk) -> Reply:
    """``contract-notice ID``: the notice to post with the contract."""
    return notice(f"contract {find_contract(rest.partition(' ')[0], desk).id}", message, desk)


def vendor_letter(rest: str, message: Message, desk: Desk) -> Reply:
    """``vendor-letter ID``: what to ask the vendor for."""
    return notice(f"missing-terms {find_contract(rest.partition(' ')[0], desk).id}", message, desk)


def file_of(asked: NoticeRequest, format: str, desk: Desk) -> File:
    """The notice as a file of its own."""
    media_type, made = FORMATS[format]
    name = "-".join(part for part in ("notice", asked.kind, asked.id, asked.language) if part)
    return File(f"{name}.{format}", media_type, made(asked.document(desk)))


def _shown(asked: NoticeRequest, desk: Desk) -> Reply:
    document, template = asked.document(desk), template_of(asked.kind, desk)
    return Reply(
        title=short(document.title),
        parts=(
            *map(Text, _heed(asked, document, desk)),
            Text(notice_words.TO_COPY, heads=True),
            *map(Quote, parted(as_text(document))),
            Text(template.says[0].says if asked.kind == "follow-up" else " ".join(fact.says for fact in template.says)),
        ),
        choices=tuple(_actions(asked, desk)),
        footer=_checked(asked, desk),
    )


def _handed_out(asked: NoticeRequest, desk: Desk) -> Reply:
    file, document = file_of(asked, asked.format, desk), asked.document(desk)
    return Reply(
        title=short(document.title),
        parts=(Text(notice_words.as_file(file.name)), *map(Text, _heed(asked, document, desk))),
        files=(file,),
        choices=(Choice(notice_words.sent_label(asked.kind), asked.say("notice-sent")),),
        footer=_checked(asked, desk),
    )


def _checked(asked: NoticeRequest, desk: Desk) -> str:
    """Where it stands, and how far that was checked."""
    template = template_of(asked.kind, desk)
    facts = [*template.says, *(need.says for need in template.needs)]
    return f"{law_words.pin(template.cite)}. {law_words.checked(tag_of(facts))} {wording.NOT_ADVICE}"


def _heed(asked: NoticeRequest, document: Document, desk: Desk) -> Iterator[str]:
    """What must be looked at before it goes out."""
    yield from (notice_words.kept_on(one, desk.today) for one in kept_notices(asked.id, desk) if one.kind == asked.kind)
    if blanks := document.blanks():
        yield notice_words.blanks(blanks)
    if asked.kind == "missing-terms" and not _contract(asked).provisions:
        yield notice_words.NOT_MARKED
    if isinstance(asked.record, Contract) and asked.record.executed < template_of(asked.kind, desk).since:
        yield notice_words.older(template_of(asked.kind, desk).since)
    if asked.language == "es" and asked.record:
        yield notice_words.AS_TYPED


def _actions(asked: NoticeRequest, desk: Desk) -> Iterator[Choice]:
    """Its formats, its other language, that it went out, and its record."""
    yield Choice(notice_words.sent_label(asked.kind), asked.say("notice-sent"))
    yield from (Choice(label, asked.say("notice", format)) for format, label in notice_words.FORMATS.items())
    other: Language = "es" if asked.language == "en" else "en"
    yield Choice(notice_words.IN_LANGUAGE[other], asked.say("notice", language=other))
    if kept_notices(asked.id, desk):
        yield Choice(notice_words.WHAT_WAS_SENT, f"sent-notices {asked.id}".strip())
    if asked.kind == "breach":
        yield Choice(notice_words.FOLLOW_UP, f"notice follow-up {asked.id}")
    if asked.record:
        yield Choice(notice_words.show(asked.id), asked.id)
        yield Choice(notice_words.CORRECT, f"correct {asked.id}")
    yield Choice(law_words.SHOW_RULE, f"rule {template_of(asked.kind, desk).cite}")


def _contract(asked: NoticeRequest) -> Contract:
    assert isinstance(asked.record, Contract)
    return asked.record
