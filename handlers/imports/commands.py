"""The command that imports a spreadsheet: shows what would be saved, asks about columns, and saves by one press."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.contracts.listing import SAY as LOG_CONTRACT
from handlers.contracts.log import new_form
from handlers.dialogue import paging
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, is_on_this_machine, local_file
from handlers.dialogue.reply import Bullets, Choice, Facts, Field, Form, Part, Reply, Row, Rows, Text, file_name
from handlers.dialogue.text import short
from handlers.forms.filling import Filled, blank_form
from handlers.imports import words
from handlers.imports.files.tables import ENDINGS, read_sheets
from handlers.imports.mapping import NOT_READ, Column, choose, column_fields
from handlers.imports.plan import ImportRow, Plan, Saved, plan, save
from handlers.understanding.named import key_of
from storage.vault.sealed import LARGEST, WaitingFile, WaitingFiles

MOST_PROBLEMS = 5


def review(key: str, found: Plan) -> Reply:
    """What would be saved, by which columns, and what would not."""
    accept = Choice(words.import_rows(found.good), f"import {key} accept", primary=True)
    return Reply(
        title=words.review_title(name=found.name),
        parts=tuple(_parts(found)),
        choices=(
            *((accept,) if found.good else ()),
            Choice(words.CHANGE_COLUMNS, f"import {key} columns"),
            *_all_problems(key, found),
            Choice(words.CANCEL, f"import {key} cancel"),
        ),
        tone="plain" if found.good else "sorry",
        asks=True,
    )


def done(key: str, found: Plan, saved: Saved) -> Reply:
    """What was saved, what was not, and how to take all of it back; while rows are left, the file waits for them."""
    count = sum(row.good for row in saved.rows)
    return Reply(
        title=words.imported(count),
        parts=(
            *((Text(words.ALREADY),) if saved.again else ()),
            *_undated(found),
            *_problems(found),
            *((Text(words.unknown(found.unknown)),) if found.unknown else ()),
            Text(words.SHEET_WAITS if _problem_rows(found) else words.SHEET_DELETED),
        ),
        choices=(
            *_all_problems(key, found),
            *((Choice(words.UNDO, f"undo-import {saved.number}"),) if saved.number else ()),
            Choice(words.ALL_CONTRACTS, "contracts"),
        ),
        tone="done",
    )


def _parts(found: Plan) -> Iterator[Part]:
    yield Text(words.totals(found.totals))
    for chosen in found.choice.read:
        rows = defaultdict[str, list[str]](list)
        for column in chosen.columns:
            if column.field:
                rows[words.field_name(column)].append(column.heading or column.letter)
        if chosen.table.sheet.name:
            yield Text(words.sheet_heading(name=chosen.table.sheet.name, rows=len(chosen.table.rows)), heads=True)
        yield Facts(tuple((label, short(", ".join(headings), 80)) for label, headings in rows.items()))
        if unread := [one.heading for one in chosen.columns if not (one.field or one.hidden) and one.heading]:
            yield Text(short(words.not_read(unread), 500))
        if hidden := [one.heading for one in chosen.columns if one.hidden and not one.field]:
            yield Text(short(words.hidden_columns(headings=", ".join(hidden)), 500))
    yield from _corrections(found)
    yield from _undated(found)
    yield from _problems(found)
    if found.left_out:
        yield Text(short(words.left_out([(row.number, row.left_out) for row in found.left_out]), 1200))
    if others := [(name, why) for name, why in found.choice.others if name]:
        yield Text(short(words.sheets_left_out(others), 600))


def _corrections(found: Plan) -> Iterator[Part]:
    changed = [row for row in found.rows if row.changes]
    if changed:
        told = tuple(short(words.corrects(row.record, row.changes), 300) for row in changed[:MOST_PROBLEMS])
        yield Text(words.corrections(count=len(changed)), heads=True)
        yield Bullets(told)


def _undated(found: Plan) -> Iterator[Part]:
    """The rows that are saved without the day of execution."""
    if numbers := [
        row.number for row in found.rows if row.result == "new" and row.contract and not row.contract.executed
    ]:
        yield Text(short(words.undated(numbers), 500))


def _problems(found: Plan) -> Iterator[Part]:
    """The first rows that are not saved as they are, and how many more there are."""
    rows = sorted(_problem_rows(found), key=lambda row: row.result == "ask")
    if not rows:
        return
    yield Text(words.not_saved(count=len(rows)), heads=True)
    yield Bullets(tuple(short(_problem(row), 300) for row in rows[:MOST_PROBLEMS]))
    if len(rows) > MOST_PROBLEMS:
        yield Text(words.more(len(rows) - MOST_PROBLEMS))


def _problem_rows(found: Plan) -> list[ImportRow]:
    return [row for row in found.rows if row.result in {"ask", "refused"}]


def _all_problems(key: str, found: Plan) -> Iterator[Choice]:
    if count := len(_problem_rows(found)):
        yield Choice(words.settle(count=count), f"import {key} {ROWS}")


def _row_list(key: str, page: int, found: Plan, message: Message, desk: Desk) -> Reply:
    """Every row that is not saved as it is, each opened as the form of its contract."""
    seen = paging.part(_problem_rows(found), page)
    if not seen.shown:
        raise Sorry(words.NOTHING_TO_SETTLE)
    rows = tuple(
        Row(
            words.row_title(row.sheet, row.number, _name(row)),
            short(" ".join(row.problems), 300),
            "sorry" if row.result == "refused" else "plain",
            Choice(words.fill_in(number=row.number), f"import {key} {ROW}={found.rows.index(row) + 1}"),
        )
        for row in seen.shown
    )
    return Reply(
        title=words.not_saved(count=seen.found),
        parts=(Text(words.SETTLE_HINT), Rows(rows, words.FILL_IN)),
        choices=(*paging.onward(f"import {key} {ROWS}", "", seen, message, desk), Choice(words.BACK, f"import {key}")),
    )


def _row_form(place: str, found: Plan, message: Message, desk: Desk) -> Reply:
    """The form that logs a contract, with what a row says of it: open, as it is published once somebody saves it."""
    if not place.isdigit() or not 0 < int(place) <= len(found.rows):
        raise Sorry(words.GONE)
    row = found.rows[int(place) - 1]
    reply = new_form(row.values, message, desk)
    assert reply.form
    unseen = tuple(replace(one, was="") for one in reply.form.fields)
    return replace(reply, parts=(Text(_problem(row)), *reply.parts), form=replace(reply.form, fields=unseen))


def _name(row: ImportRow) -> str:
    return ", ".join(filter(None, (row.values.get("vendor", ""), row.values.get("product", ""))))


def _problem(row: ImportRow) -> str:
    return words.problem(row.sheet, row.number, _name(row), row.problems)


__all__ = ["Column", "done", "review"]


SAY = "import"
ACCEPT, COLUMNS, CANCEL, ROWS, ROW = "accept", "columns", "cancel", "rows", "row"
MOST_COLUMNS = 40
"""Columns that a form asks about; more fit into no form."""


def import_contracts(rest: str, message: Message, desk: Desk) -> Reply:
    """``import``: what would come of a file; ``import KEY accept`` saves its good rows."""
    key, _, verb = rest.partition(" ")
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
    return _answer(key, verb, _planned(sheet, message, desk), message, desk)


def _answer(key: str, verb: str, planned: Plan, message: Message, desk: Desk) -> Reply:
    """What is said of a file that waits, or saved of it."""
    shown, page = paging.asked(verb)
    if shown == ROWS:
        return _row_list(key, page, planned, message, desk)
    if verb.startswith(f"{ROW}="):
        return _row_form(verb.removeprefix(f"{ROW}="), planned, message, desk)
    if verb != ACCEPT:
        return review(key, planned)
    if not planned.good:
        raise Sorry(words.NOTHING_GOOD)
    saved = save(planned.rows, message, desk)
    if not _problem_rows(planned):
        _sheets(desk).drop(key)
    return done(key, planned, saved)


def _begin(message: Message, desk: Desk) -> Reply:
    """The form that asks for the file, or what would come of the one that came."""
    file_field = _file_field(message)
    fields = (file_field, Field("only", words.ONLY, "text", hint=words.ONLY_HINT))
    if not (message.files or message.fields):
        return blank_form(SAY, words.FORM_TITLE, words.READ, fields)
    filled = Filled(fields, dict(message.fields))
    try:
        sheet = _came(message, filled, desk)
        planned = _planned(sheet, message, desk)
    except Sorry as problem:
        filled.errors[file_field.id] = str(problem)
        return filled.again(SAY, words.FORM_TITLE, words.READ)
    return review(_sheets(desk).put(sheet), planned)


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
    found = plan(sheet.name, choice, message, desk)
    return replace(found, rows=tuple(_settled(found.rows, sheet, desk))) if _problem_rows(found) else found


def _settled(rows: Sequence[ImportRow], sheet: WaitingFile, desk: Desk) -> Iterator[ImportRow]:
    """The rows; one whose contract was logged by its form since the sheet came is on record already."""
    by_name = {_row_key(one.vendor, one.product): one for one in desk.store.contracts() if not one.withdrawn}
    for row in rows:
        left = row.result in {"ask", "refused"}
        one = by_name.get(_row_key(row.values.get("vendor", ""), row.values.get("product", ""))) if left else None
        first = desk.store.history(one.id)[0] if one else None
        if one and first and first.what == LOG_CONTRACT and first.when >= sheet.since:
            yield replace(row, result="same", problems=(), record=one.id)
        else:
            yield row


def _row_key(vendor: str, product: str) -> tuple[str, str]:
    return key_of(vendor), product.strip().casefold()


def _columns_form(key: str, found: Plan, desk: Desk) -> Reply:
    """One choice for each column, with what stands in it."""
    options = ((NOT_READ, words.NOT_READ_LABEL), *column_fields(desk).items())
    asked = [
        Field(f"column-{place}", f"{each.heading or each.letter}"[:75], "one", options, ", ".join(each.examples)[:140],
              value=each.field or NOT_READ)
        for place, each in enumerate(_columns(found))
    ]  # fmt: skip
    form = Form(f"{SAY} {key} {COLUMNS}", words.COLUMNS_TITLE, tuple(asked[:MOST_COLUMNS]), words.READ_AGAIN)
    return Reply(title=words.COLUMNS_TITLE, parts=(Text(words.COLUMNS_HINT),), form=form)


def _chosen(sheet: WaitingFile, message: Message, desk: Desk) -> Mapping[str, str]:
    """What somebody chose for each column, by its heading."""
    fields = column_fields(desk)
    chosen: dict[str, str] = {}
    for place, column in enumerate(_columns(_planned(sheet, message, desk))):
        choice = message.fields.get(f"column-{place}", "")
        if choice in fields or choice == NOT_READ:
            chosen[column.heading or column.letter] = choice if choice in fields else ""
    return chosen


def _columns(found: Plan) -> list[Column]:
    """The columns of all tables, each heading once."""
    by_heading = {one.heading or one.letter: one for chosen in found.choice.read for one in reversed(chosen.columns)}
    return sorted(by_heading.values(), key=lambda one: one.number)
