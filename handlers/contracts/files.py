"""The commands that add a contract's file, or the vendor's confirmation that it deleted the data."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.contracts import words as contract_words
from handlers.contracts.file import MEDIA_TYPES, check_file, store_file
from handlers.contracts.form import mark_wrong, pick_fields, picked
from handlers.contracts.log import find_contract, show
from handlers.deadlines.plan import EXPIRY
from handlers.deadlines.status import closed as says_closed
from handlers.deadlines.status import deadline_reply, find_deadline
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, is_on_this_machine, local_file
from handlers.dialogue.reply import Field, File, Reply, Text, file_name
from handlers.forms.filling import Filled, blank_form, change
from handlers.text_extraction.bundle import MOST_FILES
from storage.records import Contract, Deadline, Record, Status

SAY = "add-file"


def add_file(rest: str, message: Message, desk: Desk) -> Reply:
    """``add-file ID``: stores the attached file, or asks for one; on the bot's own computer a path may follow."""
    id, _, path = rest.strip().partition(" ")
    is_local = is_on_this_machine(message)
    fields = (
        *(() if id else pick_fields(desk, required=True)),
        *((Field("path", *contract_words.PATH, required=True),) if is_local else ()),
        _file_field(),
    )
    path = path or message.fields.get("path", "").strip()
    say, title = f"{SAY} {id}".strip(), contract_words.add_file_title(id.upper())
    if not (message.files or message.fields or path):
        if id:
            find_contract(id, desk)
        return blank_form(say, title, contract_words.ADD_FILE, fields)
    filled = Filled(fields, dict(message.fields))
    contract_id = id or picked(filled)
    with_attachment = message if message.files else with_local(path, message, filled)
    check_file(filled, with_attachment)
    if not with_attachment.files and "path" not in filled.errors:
        filled.errors["path" if is_local else "file"] = contract_words.no_file_came(path)
    if contract_id and not id and desk.store.contract(contract_id.upper()) is None:
        mark_wrong(filled, contract_words.none(contract_id))
    if not filled.ready:
        return filled.again(say, title, contract_words.ADD_FILE)
    return with_file(find_contract(contract_id, desk), with_attachment, desk)


def _file_field() -> Field:
    hint = contract_words.FILE_HINT
    return Field("file", *contract_words.FIELDS["file"], hint=hint, accepts=tuple(MEDIA_TYPES), most=MOST_FILES)


def with_local(path: str, message: Message, filled: Filled) -> Message:
    """The message with the file at ``path``; without one, and with an error at the field, where it cannot be read."""
    try:
        attachment = local_file(path, message)
    except Sorry as problem:
        filled.errors["path"] = str(problem)
        return message
    return replace(message, files=(attachment,) if attachment else ())


def with_file(contract: Contract, message: Message, desk: Desk) -> Reply:
    """Saves the message's file with the contract; the file must have passed `check_file`."""
    stored = store_file(message, desk)
    assert stored
    saved = replace(contract, file=stored.sha256)
    change(SAY, message, desk, lambda _: [saved, stored], contract)
    shown = show(contract.id, message, desk)
    return replace(shown, parts=(Text(contract_words.file_added(name=stored.name, id=contract.id)), *shown.parts))


SAY_DELETION = "deletion-file"


def deletion_file(rest: str, message: Message, desk: Desk) -> Reply:
    """``deletion-file ID``: stores the attached file and closes the deadline, or asks for a file. Raises Sorry.

    Once one is stored, it is shown.
    """
    id, _, path = rest.strip().partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.duty != EXPIRY or deadline.status is Status.WITHDRAWN:
        raise Sorry(contract_words.no_end(id=deadline.id))
    path = path or message.fields.get("path", "").strip()
    is_local = is_on_this_machine(message)
    if not (message.files or message.fields or path) and (stored_file := _kept(deadline, desk)):
        return replace(deadline_reply(deadline, desk), files=(stored_file,))
    field = Field("path", *contract_words.PATH, required=True) if is_local else _file_field()
    say, title = f"{SAY_DELETION} {deadline.id}", contract_words.deletion_title(id=deadline.id)
    if not (message.files or message.fields or path):
        return blank_form(say, title, contract_words.KEEP, (field,))
    filled = Filled((field,), dict(message.fields))
    with_attachment = message if message.files else with_local(path, message, filled)
    check_file(filled, with_attachment)
    if not with_attachment.files and "path" not in filled.errors:
        filled.errors[field.id] = contract_words.no_file_came(path)
    if not filled.ready:
        return filled.again(say, title, contract_words.KEEP)
    return _keep(deadline, with_attachment, desk)


def _keep(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    """Stores the file and closes the deadline with it as proof."""
    stored = store_file(message, desk)
    assert stored
    proof = "; ".join(filter(None, (deadline.proof, contract_words.kept_proof(stored.name, stored.sha256))))
    closed = replace(deadline, status=Status.DONE, proof=proof, closed=deadline.closed or desk.now)
    contract = desk.store.contract(deadline.record)

    def records() -> Iterator[Record]:
        yield from (closed, stored)
        yield from (contract,) if contract else ()  # so that erasing the contract erases the file too

    change(SAY_DELETION, message, desk, lambda _: records(), deadline)
    confirmation = says_closed(closed, desk) if deadline.status is Status.OPEN else contract_words.KEPT_TOO
    return deadline_reply(closed, desk, confirmation)


def _kept(deadline: Deadline, desk: Desk) -> File | None:
    """The newest confirmation stored for a closed deadline; None for none."""
    if deadline.status is not Status.DONE:
        return None
    for event in reversed(desk.store.history(deadline.id)):
        for stored in map(desk.store.file, event.touched if event.what == SAY_DELETION else ()):
            content = desk.store.file_content(stored.sha256) if stored else None
            if stored and content is not None:
                return File(file_name(stored.name), stored.media_type, content)
    return None
