"""Notes that a notice went out, keeps what was sent as proof, and closes the deadline that it meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from handlers.contracts.file import check_file, media_type_of
from handlers.deadlines import words as deadline_words
from handlers.deadlines.proof import check_proof
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Field, File, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.notices import words as notice_words
from handlers.notices.asked import NoticeRequest, asked_in
from handlers.notices.commands import file_of
from handlers.notices.kept import BLANKS, SENT, at_noon, kept_name, kept_notices
from handlers.notices.notice import NoticeRecord
from handlers.people import names
from knowledge.names import NOTIFY_OF_CONTRACT, POST_CONTRACT, TELL_ADDRESS, TELL_FAMILIES
from storage.kinds.family_request import FamilyRequest
from storage.port import Draft
from storage.records import Deadline, Record, Status, StoredFile

CLOSES: Mapping[str, tuple[str, ...]] = {
    "contract": (POST_CONTRACT, NOTIFY_OF_CONTRACT),
    "yearly": (TELL_ADDRESS,),
    "breach": (TELL_FAMILIES,),
}
"""The duties that a notice meets, by its kind."""
MOST_FILES = 5


def sent(rest: str, message: Message, desk: Desk) -> Reply:
    """``notice-sent KIND ID PROOF``: keeps the notice, or the file that comes with it, and closes its deadline."""
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
    """The day is not ahead, the proof can be looked up, and what is kept has no blanks unless a person says so."""
    check_file(filled, message)
    check_proof(filled, message, desk.today)
    day = filled.day("day")
    if day and day > desk.today:
        filled.errors["day"] = notice_words.AHEAD
    if not message.files and (blanks := asked.document(desk).blanks()):
        filled.doubt("blanks", notice_words.keep_with_blanks(blanks))


def _save(asked: NoticeRequest, day: date, proof: str, message: Message, desk: Desk) -> Reply:
    """The file, the record that it belongs to, and the deadline, in one change."""
    stored = _stored(asked, message, day, desk)
    open_one = open_deadline(asked, desk)
    closed = replace(open_one, status=Status.DONE, proof=proof, closed=at_noon(day, desk.now)) if open_one else None

    def write(draft: Draft) -> Iterable[Record]:
        return [stored, _as_sent(asked, day) or draft.setup(), *([closed] if closed else [])]

    change(SENT, message, desk, write, *([asked.record] if asked.record else []), *([open_one] if open_one else []))
    return _reply(asked, stored, closed, desk)


def _as_sent(asked: NoticeRequest, day: date) -> NoticeRecord | None:
    """The record itself; of a family's request with the day on which the vendor was asked first."""
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
    """The open deadline that the notice meets; of a yearly one the next."""
    duties = CLOSES.get(asked.kind, ())
    found = desk.store.deadlines(status=Status.OPEN, record=asked.id or None)
    return next((one for one in found if one.duty in duties and one.record == asked.id), None)


def _reply(asked: NoticeRequest, stored: StoredFile, closed: Deadline | None, desk: Desk) -> Reply:
    said = [notice_words.kept(stored.name)]
    if closed:
        said.insert(0, deadline_words.closed(closed, desk.today))
    return Reply(
        title=notice_words.noted(asked.kind, asked.id),
        parts=tuple(map(Text, said)),
        choices=(
            *((Choice(notice_words.show(asked.id), asked.id),) if asked.id else ()),
            *((Choice(deadline_words.UNDO, f"undo {closed.id}"),) if closed else ()),
            Choice(notice_words.WHAT_WAS_SENT, f"sent-notices {asked.id}".strip()),
        ),
        tone="done",
    )


def sent_notices(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``sent-notices ID``: what was sent of a record, with the files that were kept; of the district without an id."""
    id = rest.strip().upper()
    found = kept_notices(id, desk)
    if not found:
        raise Sorry(notice_words.none_sent(id))
    files = [
        File(one.name, stored.media_type, content)
        for one in found[-MOST_FILES:]
        if (stored := desk.store.file(one.sha256)) and (content := desk.store.file_content(one.sha256))
    ]
    lines = (notice_words.sent_line(one, names.display_name(one.who, desk), desk.today) for one in found)
    return Reply(
        title=notice_words.sent_of(id),
        parts=tuple(map(Text, lines)),
        choices=(Choice(notice_words.show(id), id),) if id else (),
        files=tuple(files),
    )
