"""The command that adds a file to a contract on record."""

from __future__ import annotations

from dataclasses import replace

from handlers.contracts import words as contract_words
from handlers.contracts.commands import find_contract, show
from handlers.contracts.file import check_file, store_file
from handlers.contracts.form.pick import mark_wrong, pick_fields, picked
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.local_file import is_on_this_machine, local_file
from handlers.dialogue.reply import Field, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from storage.records import Contract

SAY = "add-file"


def add_file(rest: str, message: Message, desk: Desk) -> Reply:
    """``add-file ID``: keeps the file that comes with it, or asks for one; on this machine a path may follow."""
    id, _, path = rest.strip().partition(" ")
    here = is_on_this_machine(message)
    fields = (
        *(() if id else pick_fields(desk, required=True)),
        *((Field("path", *contract_words.PATH, required=True),) if here else ()),
        Field("file", *contract_words.FIELDS["file"], hint=contract_words.FILE_HINT),
    )
    path = path or message.fields.get("path", "").strip()
    say, title = f"{SAY} {id}".strip(), contract_words.add_file_title(id.upper())
    if not (message.files or message.fields or path):
        if id:
            find_contract(id, desk)
        return blank_form(say, title, contract_words.ADD_FILE, fields)
    filled = Filled(fields, dict(message.fields))
    named = id or picked(filled)
    asked = message if message.files else with_local(path, message, filled)
    check_file(filled, asked)
    if not asked.files and "path" not in filled.errors:
        filled.errors["path" if here else "file"] = contract_words.no_file_came(path)
    if named and not id and desk.store.contract(named.upper()) is None:
        mark_wrong(filled, contract_words.none(named))
    if not filled.ready:
        return filled.again(say, title, contract_words.ADD_FILE)
    return with_file(find_contract(named, desk), asked, desk)


def with_local(path: str, message: Message, filled: Filled) -> Message:
    """The message with the file at the path; with none where there is none, or where it cannot be read."""
    try:
        found = local_file(path, message)
    except Sorry as problem:
        filled.errors["path"] = str(problem)
        return message
    return replace(message, files=(found,) if found else ())


def with_file(contract: Contract, message: Message, desk: Desk) -> Reply:
    """The contract on record with the message's file, which is one that may be kept."""
    stored = store_file(message, desk)
    assert stored
    saved = replace(contract, file=stored.sha256)
    change(SAY, message, desk, lambda _: [saved, stored], contract)
    shown = show(contract.id, message, desk)
    return replace(shown, parts=(Text(contract_words.file_added(stored.name, contract.id)), *shown.parts))
