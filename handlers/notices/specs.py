"""The commands on notices: shown to copy, given as a file, noted as sent, and the list of what was sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from handlers.breaches.commands import find_breach
from handlers.contracts import words as contract_words
from handlers.contracts.file import check_file, media_type_of
from handlers.contracts.form import complete, missing_provisions
from handlers.contracts.log import find_contract
from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.commands import check_proof, done_too_early
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import BREACH, CONTRACT, FAMILY_REQUEST, CommandSpec, HelpGroup, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Field, File, Quote, Reply, Text
from handlers.dialogue.text import parted, short
from handlers.documents.as_docx import as_docx
from handlers.documents.as_html import as_html
from handlers.documents.as_pdf import as_pdf
from handlers.documents.document import Document, Language, as_text
from handlers.family_requests.commands import find_request
from handlers.forms.filling import Filled, blank_form, change
from handlers.law import words as law_words
from handlers.notices import words as notice_words
from handlers.notices.kept import BLANKS, SENT, at_noon, kept_name, kept_notices
from handlers.notices.notice import KINDS, NoticeKind, NoticeRecord, notice_of, template_of
from handlers.people import names
from handlers.people.access import allow
from knowledge.law import NOTIFY_OF_CONTRACT, POST_CONTRACT, TELL_ADDRESS, TELL_FAMILIES, tag_of
from storage.kinds import FamilyRequest
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Role, Status, StoredFile

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
_CALLED: Mapping[str, NoticeKind] = {**{kind: kind for kind in KINDS}, "families": "breach"}
"""The kinds by what people type: a breach's notice is called by whom it tells, too."""
_KINDS = "|".join(_CALLED)
_WORDS = "|".join((*_LANGUAGES, *_FORMATS, TEXT, "in"))
FITS = rf"(?:{_KINDS})(?: [a-z]-\d{{1,9}})?(?: (?:{_WORDS}))*"
"""The text after ``notice`` where it is the command, not the beginning of a question."""
MEANT = rf"(?:{_KINDS}) \S+(?: \S+)?"
_ID = re.compile(r"[a-z]-\d{1,9}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """A notice as asked for; ``record`` is None for the yearly one."""

    kind: NoticeKind
    record: NoticeRecord | None
    language: Language = "en"
    format: Format = TEXT
    rest: str = ""
    """The text after it, such as the proof that it was sent."""

    @property
    def id(self) -> str:
        """The record's id; empty for the yearly notice."""
        return self.record.id if self.record else ""

    def say(self, command: str, *more: str, language: Language | None = None) -> str:
        """A command on the same notice, in ``language`` if given."""
        return " ".join(part for part in (command, self.kind, self.id, language or self.language, *more) if part)

    def document(self, desk: Desk) -> Document:
        """The notice as a document."""
        return notice_of(self.kind, self.record, self.language, desk)


def asked_in(text: str, desk: Desk) -> NoticeRequest:
    """Reads ``KIND ID``, a language and a format; the text after them is the rest. Raises Sorry."""
    first, *more = text.split() or [""]
    kind = _CALLED.get(first.lower())
    if kind is None:
        raise Sorry(notice_words.which_kind(kinds=KINDS))
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


FORMATS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "pdf": ("application/pdf", as_pdf),
    "html": ("text/html", lambda document: as_html(document).encode()),
}


def notice(rest: str, message: Message, desk: Desk) -> Reply:
    """``notice KIND ID``: the notice to copy, in English or Spanish; as a file where a format is named."""
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
    """``vendor-letter ID``: the letter that asks the vendor for missing terms."""
    return notice(f"missing-terms {find_contract(rest.partition(' ')[0], desk).id}", message, desk)


def file_of(asked: NoticeRequest, format: str, desk: Desk) -> File:
    """The notice as a file in that format."""
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
        parts=(Text(notice_words.as_file(name=file.name)), *map(Text, _heed(asked, document, desk))),
        files=(file,),
        choices=(Choice(notice_words.sent_label(asked.kind), asked.say("notice-sent")),),
        footer=_checked(asked, desk),
    )


def _checked(asked: NoticeRequest, desk: Desk) -> str:
    """The cite that asks for the notice, and how far that was checked."""
    template = template_of(asked.kind, desk)
    facts = [*template.says, *(need.says for need in template.needs)]
    return f"{law_words.pin(template.cite)}. {law_words.checked(tag_of(facts))} {wording.NOT_ADVICE}"


def _heed(asked: NoticeRequest, document: Document, desk: Desk) -> Iterator[str]:
    """What to look at before it is sent."""
    yield from (notice_words.kept_on(one, desk.today) for one in kept_notices(asked.id, desk) if one.kind == asked.kind)
    if blanks := document.blanks():
        yield notice_words.blanks(blanks)
    if asked.kind == "missing-terms" and not _contract(asked).provisions:
        yield notice_words.NOT_MARKED
    executed = asked.record.executed if isinstance(asked.record, Contract) else None
    if executed and executed < template_of(asked.kind, desk).since:
        yield notice_words.older(since=template_of(asked.kind, desk).since)
    if asked.language == "es" and asked.record:
        yield notice_words.AS_TYPED


def _actions(asked: NoticeRequest, desk: Desk) -> Iterator[Choice]:
    """Buttons for its formats, its other language, that it was sent, and its record."""
    yield Choice(notice_words.sent_label(asked.kind), asked.say("notice-sent"))
    yield from (Choice(label, asked.say("notice", format)) for format, label in notice_words.FORMATS.items())
    other: Language = "es" if asked.language == "en" else "en"
    yield Choice(notice_words.IN_LANGUAGE[other], asked.say("notice", language=other))
    if kept_notices(asked.id, desk):
        yield Choice(notice_words.WHAT_WAS_SENT, f"sent-notices {asked.id}".strip())
    if asked.kind == "breach":
        yield Choice(notice_words.FOLLOW_UP, f"notice follow-up {asked.id}")
    if asked.record:
        yield Choice(notice_words.show(id=asked.id), asked.id)
        yield Choice(notice_words.CORRECT, f"correct {asked.id}")
    yield Choice(law_words.SHOW_RULE, f"rule {template_of(asked.kind, desk).cite}")


def _contract(asked: NoticeRequest) -> Contract:
    assert isinstance(asked.record, Contract)
    return asked.record


CLOSES: Mapping[str, tuple[str, ...]] = {
    "contract": (POST_CONTRACT, NOTIFY_OF_CONTRACT),
    "yearly": (TELL_ADDRESS,),
    "breach": (TELL_FAMILIES,),
}
"""The duties that a notice meets, by the kind of notice."""
MOST_FILES = 5


def sent(rest: str, message: Message, desk: Desk) -> Reply:
    """``notice-sent KIND ID PROOF``: stores the notice, or the attached file, and closes the deadline it meets."""
    asked = asked_in(rest, desk)
    fields = (
        Field("day", *notice_words.DAY, required=True, value=desk.today.isoformat()),
        Field("proof", *notice_words.proof_field(asked.kind), required=True, hint=notice_words.PROOF_HINT),
        Field("file", *notice_words.FILE, hint=notice_words.FILE_HINT),
    )
    filled = Filled(fields, {"day": desk.today.isoformat(), "proof": asked.rest, **message.fields}, desk.today)
    say, title = asked.say(SENT), notice_words.sent_title(asked.kind, asked.id)
    submit = notice_words.sent_label(asked.kind)
    if not (asked.rest or message.fields or message.files):
        return blank_form(say, title, submit, fields, {"day": desk.today.isoformat()})
    day, proof = filled.day("day"), filled.text("proof")
    _check(filled, asked, message, desk)
    if not filled.ready or day is None:
        return filled.again(say, title, submit)
    return _save(asked, day, proof, message, desk)


def _check(filled: Filled, asked: NoticeRequest, message: Message, desk: Desk) -> None:
    """Checks that the day is not in the future and the proof can be looked up; blanks must be confirmed."""
    check_file(filled, message)
    check_proof(filled, message, desk.today)
    day = filled.day("day")
    if day and day > desk.today:
        filled.errors["day"] = notice_words.AHEAD
    open_one = open_deadline(asked, desk)
    if open_one and day and (early := done_too_early(open_one, day.isoformat(), desk.today)):
        filled.doubt("early", deadline_words.all_the_same(early=early))
    if not message.files and (blanks := asked.document(desk).blanks()):
        filled.doubt("blanks", notice_words.keep_with_blanks(blanks))


def _save(asked: NoticeRequest, day: date, proof: str, message: Message, desk: Desk) -> Reply:
    """Saves the file, its record and the deadline in one change."""
    stored = _stored(asked, message, day, desk)
    open_one = open_deadline(asked, desk)
    closed = replace(open_one, status=Status.DONE, proof=proof, closed=at_noon(day, desk.now)) if open_one else None

    def write(draft: Draft) -> Iterable[Record]:
        return [stored, _as_sent(asked, day) or draft.setup(), *([closed] if closed else [])]

    change(SENT, message, desk, write, *([asked.record] if asked.record else []), *([open_one] if open_one else []))
    return _reply(asked, stored, closed, desk)


def _as_sent(asked: NoticeRequest, day: date) -> NoticeRecord | None:
    """The record; a family request with the day on which the vendor was first asked."""
    if isinstance(asked.record, FamilyRequest) and asked.record.sent is None:
        return replace(asked.record, sent=day)
    return asked.record


def _stored(asked: NoticeRequest, message: Message, day: date, desk: Desk) -> StoredFile:
    file = message.files[0] if message.files else file_of(asked, "pdf", desk)
    is_whole = message.files or not asked.document(desk).blanks()
    text = asked.language if is_whole else f"{asked.language}_{BLANKS}"
    ending = file.name.rpartition(".")[2].lower()
    return StoredFile(
        sha256=desk.store.keep_file(file.content),
        name=kept_name(asked.kind, asked.id, text, day, ending),
        media_type=media_type_of(file.name),
        size=len(file.content),
        stored=desk.now,
    )


def open_deadline(asked: NoticeRequest, desk: Desk) -> Deadline | None:
    """The open deadline that the notice meets, the first of several; None for none."""
    duties = CLOSES.get(asked.kind, ())
    found = desk.store.deadlines(status=Status.OPEN, record=asked.id or None)
    return next((one for one in found if one.duty in duties and one.record == asked.id), None)


def _reply(asked: NoticeRequest, stored: StoredFile, closed: Deadline | None, desk: Desk) -> Reply:
    lines = [notice_words.kept(name=stored.name)]
    if closed:
        lines.insert(0, status.closed(closed, desk))
    return Reply(
        title=notice_words.noted(asked.kind, asked.id),
        parts=tuple(map(Text, lines)),
        choices=(
            *((Choice(notice_words.show(id=asked.id), asked.id),) if asked.id else ()),
            *((Choice(deadline_words.UNDO, f"undo {closed.id}"),) if closed else ()),
            Choice(notice_words.WHAT_WAS_SENT, f"sent-notices {asked.id}".strip()),
        ),
        tone="done",
    )


def sent_notices(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``sent-notices ID``: the notices sent for a record, with their stored files. Raises Sorry where there are none.

    Without an id, those of the district, such as the yearly notice.
    """
    id = rest.strip().upper()
    notices = kept_notices(id, desk)
    if not notices:
        raise Sorry(notice_words.none_sent(id))
    files = [
        File(one.name, stored.media_type, content)
        for one in notices[-MOST_FILES:]
        if (stored := desk.store.file(one.sha256)) and (content := desk.store.file_content(one.sha256))
    ]
    lines = (notice_words.sent_line(one, names.display_name(one.who, desk), desk.today) for one in notices)
    return Reply(
        title=notice_words.sent_of(id),
        parts=tuple(map(Text, lines)),
        choices=(Choice(notice_words.show(id=id), id),) if id else (),
        files=tuple(files),
    )


messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="notice",
        usage="notice KIND ID",
        help=messages.help_notice,
        example="notice breach B-1 Spanish",
        group=HelpGroup.RECORDS,
        role=Role.STAFF,
        fits=FITS,
        meant=MEANT,
        shape="notice contract C-1 Spanish",
        run=notice,
    ),
    CommandSpec(
        name="notice-sent",
        usage="notice-sent KIND ID PROOF",
        example="notice-sent breach B-1 e-mailed Oct 9, 2026",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_notice_sent,
        takes_file=True,
        run=sent,
    ),
    CommandSpec(
        name="sent-notices",
        usage="sent-notices ID",
        role=Role.STAFF,
        takes_id=(CONTRACT, BREACH, FAMILY_REQUEST),
        needs_argument=False,
        run=sent_notices,
    ),
    CommandSpec(
        name="contract-notice",
        usage="contract-notice ID",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        run=contract_notice,
    ),
    CommandSpec(
        name="vendor-letter",
        usage="vendor-letter ID",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        run=vendor_letter,
    ),
)
