"""The command that imports a spreadsheet: shows what would be saved, asks about columns, and saves by one press."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.contracts.form import checklist
from handlers.contracts.listing import SAY as LOG_CONTRACT
from handlers.contracts.log import new_form
from handlers.dialogue import paging
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, is_on_this_machine, local_file
from handlers.dialogue.reply import Bullets, Choice, Facts, Field, Form, Part, Reply, Row, Rows, Text, file_name
from handlers.dialogue.text import short
from handlers.forms.filling import Filled, blank_form, chosen_options
from handlers.imports import words
from handlers.imports.files.tables import ENDINGS, read_sheets
from handlers.imports.headings import PROVISIONS
from handlers.imports.mapping import NOT_READ, Column, choose, column_fields
from handlers.imports.plan import ImportRow, Plan, Saved, plan, save
from handlers.understanding.named import key_of
from knowledge.citation import Citation
from storage.records import Contract
from storage.vault.sealed import LARGEST, OpenRows, WaitingFile, WaitingFiles

MOST_PROBLEMS = 5


def review(key: str, found: Plan, desk: Desk) -> Reply:
    """What would be saved, by which columns, and what would not."""
    accept = Choice(words.import_rows(found.good), f"import {key} accept", primary=True)
    return Reply(
        title=words.review_title(name=found.name),
        parts=tuple(_parts(found, desk)),
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


def _parts(found: Plan, desk: Desk) -> Iterator[Part]:
    yield Text(words.totals(found.totals))
    yield Text(words.FROM_COLUMNS)
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
    yield from _claims(found, desk)
    yield from _undated(found)
    yield from _open_still(found)
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


def _claims(found: Plan, desk: Desk) -> Iterator[Part]:
    """The rows by which a contract has all provisions."""
    if rows := sum(row.good and row.values.get(PROVISIONS) == "all" for row in found.rows):
        yield Text(words.claims_all(rows, *_required(desk)))


def _required(desk: Desk) -> tuple[int, Citation]:
    """How many provisions the law requires of a contract, and where."""
    required = checklist(desk)
    return len(required.items), required.cite


def _undated(found: Plan) -> Iterator[Part]:
    """The rows that are saved without the day of execution."""
    if numbers := [
        row.number for row in found.rows if row.result == "new" and row.contract and not row.contract.executed
    ]:
        yield Text(short(words.undated(numbers), 500))


def _open_still(found: Plan) -> Iterator[Part]:
    """How many of the rows that are saved tell no end, or an address without the day of the posting."""
    new = [row.values for row in found.rows if row.result == "new"]
    if count := sum("link" in told and "posted" not in told for told in new):
        yield Text(words.posting_open(count=count))
    if count := sum("expiry" not in told for told in new):
        yield Text(words.no_end(count=count))


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
            _fill_in(key, row, found),
        )
        for row in seen.shown
    )
    left = _left(key, desk)
    return Reply(
        title=words.not_saved(count=seen.found),
        parts=(Text(words.SETTLE_HINT), Rows(rows, words.FILL_IN)),
        choices=(
            *paging.onward(f"import {key} {ROWS}", "", seen, message, desk),
            Choice(words.BACK, f"import {key}"),
            *((_aside(left),) if left else ()),
        ),
    )


def _fill_in(key: str, row: ImportRow, found: Plan) -> Choice:
    return Choice(words.fill_in(number=row.number), f"import {key} {ROW}={found.rows.index(row) + 1}")


def _row_form(place: str, found: Plan, message: Message, desk: Desk) -> Reply:
    """The form that logs a contract, with what a row says of it: open, as it is published once somebody saves it."""
    if not place.isdigit() or not 0 < int(place) <= len(found.rows):
        raise Sorry(words.GONE)
    row = found.rows[int(place) - 1]
    told = words.noted_in(row.noted, found.name, row.sheet, row.number) if row.noted else ""
    notes = "\n".join(filter(None, (row.values.get("notes", ""), told)))
    reply = new_form({**row.values, "notes": notes}, message, desk)
    assert reply.form
    unseen = tuple(replace(one, value=_ticked(one), was="") for one in reply.form.fields)
    return replace(reply, parts=(Text(_problem(row)), *reply.parts), form=replace(reply.form, fields=unseen))


def _ticked(field: Field) -> str:
    """The field's value; of options, those that the sheet names or numbers, as in all."""
    return ",".join(chosen_options(field, field.value)[0]) or field.value


def _name(row: ImportRow) -> str:
    return ", ".join(filter(None, (row.values.get("vendor", ""), row.values.get("product", ""))))


def _problem(row: ImportRow) -> str:
    return words.problem(row.sheet, row.number, _name(row), row.problems)


__all__ = ["Column", "done", "review"]


SAY = "import"
ACCEPT, COLUMNS, CANCEL, ROWS, ROW, ASIDE = "accept", "columns", "cancel", "rows", "row", "aside"
MOST_LEFT = 3
"""Spreadsheets with open rows that have a button each."""
MOST_COLUMNS = 40
"""Columns that a form asks about; more fit into no form."""


def import_contracts(rest: str, message: Message, desk: Desk) -> Reply:
    """``import``: what would come of a file; ``import KEY accept`` saves its good rows."""
    key, _, verb = rest.partition(" ")
    if not key:
        return _begin(message, desk)
    left = _left(key, desk)
    if verb == ASIDE:
        return _set_aside(key, left, desk)
    if sheet := _own_sheet(key, message, desk):
        return _of_waiting(key, verb, sheet, message, desk)
    if left is None:
        raise Sorry(words.GONE)
    return _left_alone(left)


def _of_waiting(key: str, verb: str, sheet: WaitingFile, message: Message, desk: Desk) -> Reply:
    """What is done with a file that waits."""
    if verb == CANCEL:
        _sheets(desk).drop(key)
        return Reply(title=words.CANCELED, parts=(Text(words.NOTHING_KEPT),))
    if verb == COLUMNS and not message.fields:
        return _columns_form(key, _planned(key, sheet, message, desk), desk)
    if verb == COLUMNS:
        sheet = replace(sheet, columns={**sheet.columns, **_chosen(key, sheet, message, desk)})
        _sheets(desk).put(sheet, key)
        _leave(_left(key, desk), _problem_rows(_read(sheet, message, desk)), desk)
    return _answer(key, verb, sheet, message, desk)


def _own_sheet(key: str, message: Message, desk: Desk) -> WaitingFile | None:
    """The file, where it waits still and the sender sent it."""
    sheet = _sheets(desk).get(key, desk.now)
    return sheet if sheet and sheet.who == message.who else None


def _left(key: str, desk: Desk) -> OpenRows | None:
    """The rows that the import of this key left open; None where it left none."""
    return next((one for one in _sheets(desk).left() if one.key == key), None)


def _leave(left: OpenRows | None, rows: Sequence[ImportRow], desk: Desk) -> None:
    """Keep which rows are left of an import; nothing where it left none before."""
    if left:
        _sheets(desk).leave(replace(left, rows=tuple((row.sheet, row.number) for row in rows)))


def _left_alone(left: OpenRows) -> Reply:
    """Which rows are left of a file that is gone, or that somebody else sent."""
    return Reply(
        title=words.rows_left(left),
        parts=(Bullets(tuple(words.row_title(*row, "") for row in left.rows)), Text(words.IMPORT_AGAIN)),
        choices=(Choice(words.IMPORT_FILE, SAY, primary=True), _aside(left)),
    )


def _aside(left: OpenRows) -> Choice:
    return Choice(words.set_aside(number=len(left.rows)), f"{SAY} {left.key} {ASIDE}")


def _settle_choice(left: OpenRows) -> Choice:
    return Choice(words.settle(count=len(left.rows)), f"{SAY} {left.key} {ROWS}")


def _set_aside(key: str, left: OpenRows | None, desk: Desk) -> Reply:
    if left is None:
        raise Sorry(words.NOTHING_TO_SETTLE)
    _leave(left, (), desk)
    _sheets(desk).drop(key)
    return Reply(title=words.SET_ASIDE, parts=(Text(words.rows_set_aside(left)),), tone="done")


def with_next_row(reply: Reply, message: Message, desk: Desk) -> tuple[Reply, bool]:
    """The reply to a change; where it logged the contract of a row that was left, with the next row.

    Also whether that row was the last one.
    """
    written = desk.written[-1]
    logged = [one for id in written.made if (one := desk.store.contract(id))] if written.what == LOG_CONTRACT else []
    for left in _sheets(desk).left() if logged and desk.waiting else ():
        if sheet := _own_sheet(left.key, message, desk):
            found = _read(sheet, message, desk)
            rows = [row for row in _problem_rows(found) if (row.sheet, row.number) in left.rows]
            if settled := _told_of(logged[0], rows):
                at = rows.index(settled)
                rows.remove(settled)
                _leave(left, rows, desk)
                if not rows:
                    return replace(reply, parts=(*reply.parts, Text(words.all_settled(name=left.name)))), True
                after = (*rows[at:], *rows)[0]
                return replace(reply, choices=(_fill_in(left.key, after, found), *reply.choices)), False
    return reply, False


def _told_of(contract: Contract, rows: Sequence[ImportRow]) -> ImportRow | None:
    """The row that told of a contract: of the same vendor and product, else of one of them, as the other was mended."""
    vendor, product = _row_key(contract.vendor, contract.product)
    keys = [(row, *_row_key(row.values.get("vendor", ""), row.values.get("product", ""))) for row in rows]
    exact = (row for row, its_vendor, its_product in keys if (its_vendor, its_product) == (vendor, product))
    close = (
        row for row, its_vendor, its_product in keys if its_vendor == vendor or (product and its_product == product)
    )
    return next(exact, None) or next(close, None)


def _answer(key: str, verb: str, sheet: WaitingFile, message: Message, desk: Desk) -> Reply:
    """What is said of a file that waits, or saved of it."""
    planned = _planned(key, sheet, message, desk)
    shown, page = paging.asked(verb)
    if shown == ROWS:
        return _row_list(key, page, planned, message, desk)
    if verb.startswith(f"{ROW}="):
        return _row_form(verb.removeprefix(f"{ROW}="), planned, message, desk)
    if verb != ACCEPT:
        return review(key, planned, desk)
    if not planned.good:
        raise Sorry(words.NOTHING_GOOD)
    saved = save(planned.rows, message, desk)
    left = OpenRows(key=key, name=sheet.name, rows=(), columns=sheet.columns, number=saved.number)
    _leave(left, _problem_rows(planned), desk)
    if not _problem_rows(planned):
        _sheets(desk).drop(key)
    return done(key, planned, saved)


def _begin(message: Message, desk: Desk) -> Reply:
    """The form that asks for the file, or what would come of the one that came."""
    file_field = _file_field(message)
    fields = (file_field, Field("only", words.ONLY, "text", hint=words.ONLY_HINT))
    if not (message.files or message.fields):
        left = _sheets(desk).left()
        form = blank_form(SAY, words.FORM_TITLE, words.READ, fields)
        told = tuple(Text(words.rows_left(one)) for one in left)
        return replace(form, parts=told, choices=tuple(map(_settle_choice, left[:MOST_LEFT])))
    filled = Filled(fields, dict(message.fields))
    try:
        sheet = _came(message, filled, desk)
        planned = _read(sheet, message, desk)
    except Sorry as problem:
        filled.errors[file_field.id] = str(problem)
        return filled.again(SAY, words.FORM_TITLE, words.READ)
    key = _sheets(desk).put(sheet)
    if before := _left_of(sheet.name, desk):
        now = replace(before, key=key, columns=sheet.columns)
        _leave(now, [row for row in planned.rows if row.result in {"new", "ask", "refused"}], desk)
    return review(key, planned, desk)


def _file_field(message: Message) -> Field:
    if is_on_this_machine(message):
        return Field("path", words.PATH, "text", required=True)
    return Field("sheet", words.SHEET, "file", required=True, hint=words.sheet_hint(LARGEST), accepts=ENDINGS)


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
    name = file_name(file.name)
    before = _left_of(name, desk)
    columns = before.columns if before else {}
    return WaitingFile(name=name, content=file.content, who=message.who, since=desk.now, columns=columns, sheets=only)


def _left_of(name: str, desk: Desk) -> OpenRows | None:
    """The rows that an earlier file of this name left open; None where it left none."""
    return next((one for one in _sheets(desk).left() if one.name == name), None)


def _sheets(desk: Desk) -> WaitingFiles:
    if desk.waiting is None:
        raise Sorry(words.NOWHERE_TO_WAIT)
    return desk.waiting


def _planned(key: str, sheet: WaitingFile, message: Message, desk: Desk) -> Plan:
    """What would come of it; once it was imported, of the rows that were left. Raises Sorry."""
    found, left = _read(sheet, message, desk), _left(key, desk)
    return replace(found, rows=tuple(_settled(found.rows, sheet, left, desk))) if _problem_rows(found) else found


def _read(sheet: WaitingFile, message: Message, desk: Desk) -> Plan:
    """What would come of all its rows. Raises Sorry."""
    choice = choose(read_sheets(sheet.name, sheet.content), sheet.columns, sheet.sheets)
    if not choice.read:
        raise Sorry(words.no_table(choice.others))
    return plan(sheet.name, choice, message, desk)


def _settled(
    rows: Sequence[ImportRow], sheet: WaitingFile, open_rows: OpenRows | None, desk: Desk
) -> Iterator[ImportRow]:
    """The rows; one whose contract was logged by its form since the sheet came is on record already."""
    by_name = {_row_key(one.vendor, one.product): one for one in desk.store.contracts() if not one.withdrawn}
    for row in rows:
        left = row.result in {"ask", "refused"}
        one = by_name.get(_row_key(row.values.get("vendor", ""), row.values.get("product", ""))) if left else None
        first = desk.store.history(one.id)[0] if one else None
        if one and first and first.what == LOG_CONTRACT:
            since = first.when >= sheet.since
            told = () if since else (*row.problems, words.logged_before(one))
            yield replace(row, result="same" if since else row.result, problems=told, record=one.id)
        elif left and open_rows and (row.sheet, row.number) not in open_rows.rows:
            yield replace(row, result="same", problems=())
        else:
            yield row


def _row_key(vendor: str, product: str) -> tuple[str, str]:
    return key_of(vendor), product.strip().casefold()


def _columns_form(key: str, found: Plan, desk: Desk) -> Reply:
    """One choice for each column, with what stands in it."""
    labels = {**column_fields(desk), PROVISIONS: words.provisions_column(*_required(desk))}
    options = ((NOT_READ, words.NOT_READ_LABEL), *labels.items())
    asked = [
        Field(f"column-{place}", f"{each.heading or each.letter}"[:75], "one", options, ", ".join(each.examples)[:140],
              value=each.field or NOT_READ)
        for place, each in enumerate(_columns(found))
    ]  # fmt: skip
    form = Form(f"{SAY} {key} {COLUMNS}", words.COLUMNS_TITLE, tuple(asked[:MOST_COLUMNS]), words.READ_AGAIN)
    return Reply(title=words.COLUMNS_TITLE, parts=(Text(words.COLUMNS_HINT),), form=form)


def _chosen(key: str, sheet: WaitingFile, message: Message, desk: Desk) -> Mapping[str, str]:
    """What somebody chose for each column, by its heading."""
    fields = column_fields(desk)
    chosen: dict[str, str] = {}
    for place, column in enumerate(_columns(_planned(key, sheet, message, desk))):
        choice = message.fields.get(f"column-{place}", "")
        if choice in fields or choice == NOT_READ:
            chosen[column.heading or column.letter] = choice if choice in fields else ""
    return chosen


def _columns(found: Plan) -> list[Column]:
    """The columns of all tables, each heading once."""
    by_heading = {one.heading or one.letter: one for chosen in found.choice.read for one in reversed(chosen.columns)}
    return sorted(by_heading.values(), key=lambda one: one.number)
