"""The command that imports a spreadsheet in a chat or on the page: shown first, saved by one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.file_names import file_name
from handlers.dialogue.local_file import is_on_this_machine, local_file
from handlers.dialogue.reply import Field, Form, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.imports import replies, words
from handlers.imports.files.sheets import ENDINGS, read_sheets
from handlers.imports.mapping.choose import choose
from handlers.imports.mapping.column_form import NOT_READ, column_fields
from handlers.imports.plan import Plan, plan
from handlers.imports.saving import save
from storage.vault.waiting_files import LARGEST, WaitingFile, WaitingFiles

SAY = "import"
ACCEPT, COLUMNS, CANCEL = "accept", "columns", "cancel"
MOST_COLUMNS = 40
"""Columns that a form asks about; more fit into no form."""


def import_contracts(rest: str, message: Message, desk: Desk) -> Reply:
    """``import``: what would come of a file; ``import KEY accept`` saves its good rows."""
    key, _, verb = rest.strip().partition(" ")
    if not key:
        return _begin(message, desk)
    sheets = _sheets(desk)
    sheet = sheets.get(key, desk.now)
    if sheet is None or sheet.who != message.who:
        raise Sorry(words.GONE)
    if verb == CANCEL:
        sheets.drop(key)
        return Reply(title=words.CANCELED, parts=(Text(words.NOTHING_KEPT),))
    if verb == COLUMNS and not message.fields:
        return _columns_form(key, _planned(sheet, message, desk), desk)
    if verb == COLUMNS:
        sheet = replace(sheet, columns={**sheet.columns, **_chosen(sheet, message, desk)})
        sheets.put(sheet, key)
    found = _planned(sheet, message, desk)
    if verb != ACCEPT:
        return replies.review(key, found)
    saved = save(found.rows, message, desk)
    sheets.drop(key)
    return replies.done(found, saved)


def _begin(message: Message, desk: Desk) -> Reply:
    """The form that asks for the file, or what would come of the one that came."""
    file_field = _file_field(message)
    fields = (file_field, Field("only", words.ONLY, "text", hint=words.ONLY_HINT))
    if not (message.files or message.fields):
        return blank_form(SAY, words.FORM_TITLE, words.READ, fields)
    filled = Filled(fields, dict(message.fields))
    try:
        sheet = _came(message, filled, desk)
        found = _planned(sheet, message, desk)
    except Sorry as problem:
        filled.errors[file_field.id] = str(problem)
        return filled.again(SAY, words.FORM_TITLE, words.READ)
    return replies.review(_sheets(desk).put(sheet), found)


def _file_field(message: Message) -> Field:
    if is_on_this_machine(message):
        return Field("path", words.PATH, "text", required=True)
    return Field("sheet", words.SHEET, "file", hint=words.sheet_hint(LARGEST), accepts=ENDINGS)


def _came(message: Message, filled: Filled, desk: Desk) -> WaitingFile:
    """The file that came, or the one whose path was typed. Raises Sorry."""
    path = filled.values.get("path", "").strip()
    file = message.files[0] if message.files else local_file(path, message)
    if file is None:
        raise Sorry(words.no_file(path))
    if len(message.files) > 1:
        raise Sorry(words.ONE_AT_A_TIME)
    if len(file.content) > LARGEST:
        raise Sorry(words.too_large_here(LARGEST))
    only = tuple(name.strip() for name in filled.values.get("only", "").split(";") if name.strip())
    return WaitingFile(name=file_name(file.name), content=file.content, who=message.who, since=desk.now, sheets=only)


def _sheets(desk: Desk) -> WaitingFiles:
    if desk.waiting is None:
        raise Sorry(words.NOWHERE_TO_WAIT)
    return desk.waiting


def _planned(sheet: WaitingFile, message: Message, desk: Desk) -> Plan:
    """What would come of it. Raises Sorry."""
    choice = choose(read_sheets(sheet.name, sheet.content), sheet.columns, sheet.sheets)
    if not choice.read:
        raise Sorry(words.no_table(choice.others))
    return plan(sheet.name, choice, message, desk)


def _columns_form(key: str, found: Plan, desk: Desk) -> Reply:
    """One choice for each column, with what stands in it."""
    options = ((NOT_READ, words.NOT_READ_LABEL), *column_fields(desk).items())
    asked = [
        Field(f"column-{place}", f"{one.heading or one.letter}"[:75], "one", options, ", ".join(one.examples)[:140],
              value=one.field or NOT_READ)
        for place, one in enumerate(_columns(found))
    ]  # fmt: skip
    form = Form(f"{SAY} {key} {COLUMNS}", words.COLUMNS_TITLE, tuple(asked[:MOST_COLUMNS]), words.READ_AGAIN)
    return Reply(title=words.COLUMNS_TITLE, parts=(Text(words.COLUMNS_HINT),), form=form)


def _chosen(sheet: WaitingFile, message: Message, desk: Desk) -> Mapping[str, str]:
    """What somebody chose for each column, by its heading."""
    known = column_fields(desk)
    found: dict[str, str] = {}
    for place, one in enumerate(_columns(_planned(sheet, message, desk))):
        said = message.fields.get(f"column-{place}", "")
        if said in known or said == NOT_READ:
            found[one.heading or one.letter] = said if said in known else ""
    return found


def _columns(found: Plan) -> list[replies.Column]:
    """The columns of all tables, each heading once."""
    by_heading = {one.heading or one.letter: one for chosen in found.choice.read for one in reversed(chosen.columns)}
    return sorted(by_heading.values(), key=lambda one: one.number)
