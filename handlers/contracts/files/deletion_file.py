"""Keeps the file in which a vendor confirms that it deleted the data, closes the contract's end, gives it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.contracts import words as contract_words
from handlers.contracts.file import check_file, store_file
from handlers.contracts.files.add_file import with_local
from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.card import deadline_reply, find_deadline
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.file_names import file_name
from handlers.dialogue.local_file import is_on_this_machine
from handlers.dialogue.reply import Field, File, Reply
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from storage.records import Deadline, Record, Status, StoredFile

SAY = "deletion-file"


def deletion_file(rest: str, message: Message, desk: Desk) -> Reply:
    """``deletion-file ID``: keeps the file that comes with it, or asks for one; once one is kept, that file."""
    id, _, path = rest.strip().partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.duty != EXPIRY or deadline.status is Status.WITHDRAWN:
        raise Sorry(contract_words.no_end(deadline.id))
    path = path or message.fields.get("path", "").strip()
    here = is_on_this_machine(message)
    if not (message.files or message.fields or path) and (kept := _kept(deadline, desk)):
        return replace(deadline_reply(deadline, desk), files=(kept,))
    field = (
        Field("path", *contract_words.PATH, required=True)
        if here
        else Field("file", *contract_words.FIELDS["file"], hint=contract_words.FILE_HINT)
    )
    say, title = f"{SAY} {deadline.id}", contract_words.deletion_title(deadline.id)
    if not (message.files or message.fields or path):
        return blank_form(say, title, contract_words.KEEP, (field,))
    filled = Filled((field,), dict(message.fields))
    asked = message if message.files else with_local(path, message, filled)
    check_file(filled, asked)
    if not asked.files and "path" not in filled.errors:
        filled.errors[field.id] = contract_words.no_file_came(path)
    if not filled.ready:
        return filled.again(say, title, contract_words.KEEP)
    return _keep(deadline, asked, desk)


def _keep(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    stored = store_file(message, desk)
    assert stored
    proof = "; ".join(filter(None, (deadline.proof, contract_words.kept_proof(stored.name, stored.sha256))))
    closed = replace(deadline, status=Status.DONE, proof=proof, closed=deadline.closed or desk.now)
    contract = desk.store.contract(deadline.record)

    def records() -> Iterator[Record]:
        yield from (closed, stored)
        yield from (contract,) if contract else ()  # so that the file goes with it where it is erased

    change(SAY, message, desk, lambda _: records(), deadline)
    said = deadline_words.closed(closed, desk.today) if deadline.status is Status.OPEN else contract_words.KEPT_TOO
    return deadline_reply(closed, desk, said)


def _kept(deadline: Deadline, desk: Desk) -> File | None:
    """The newest file that was kept for it, where it is closed."""
    if deadline.status is not Status.DONE:
        return None
    for event in reversed(desk.store.history(deadline.id)):
        for stored in map(desk.store.file, event.touched if event.what == SAY else ()):
            content = desk.store.file_content(stored.sha256) if stored else None
            if stored and content is not None:
                return _as_file(stored, content)
    return None


def _as_file(stored: StoredFile, content: bytes) -> File:
    return File(file_name(stored.name), stored.media_type, content)
