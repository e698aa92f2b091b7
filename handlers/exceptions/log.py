"""Puts an exception on record, and says which conditions nothing shows yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.deadlines.display.status import next_parts
from handlers.deadlines.schedule.opening import open_deadlines, with_owner_reminders
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.exceptions import words
from handlers.exceptions.commands import actions, find_exception, follows_exception, footer, standing, tone_of
from handlers.exceptions.form import YEAR, exception_fields, read_exception
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change, saved_by
from handlers.forms.values.typed import typed_values
from handlers.people import names, owners
from storage.kinds.plan_exception import PlanException
from storage.port import Draft, ReadableStore
from storage.records import Record

SAY = "log-exception"


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-exception``: shows the form, or saves what was typed or filled in; the same one twice makes one."""
    fields = exception_fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    usual = {owners.FIELD: owners.default_owner(message, desk), "review": (desk.today + YEAR).isoformat()}
    if not values:
        return blank_form(SAY, words.FORM_TITLE, words.SUBMIT, fields, usual)
    filled = Filled(fields, names.replace_me({**usual, **values}, fields, message), desk.today)
    read = read_exception(filled, desk)
    if (twin := twin_of(read, desk.store)) and not saved_by(message, twin.id, desk):
        filled.doubt("twin", words.twin(twin.id))
    if not filled.ready:
        return filled.again(SAY, words.FORM_TITLE, words.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(read, id=draft.new_id(PlanException))
        opened = open_deadlines(follows_exception(saved), saved.id, saved.owner, draft, desk)
        return [saved, *with_owner_reminders(opened, message, desk)]

    outcome = change(SAY, message, desk, write)
    return _logged(outcome.event.made[0], desk, again=outcome.again)


def twin_of(read: PlanException, records: ReadableStore) -> PlanException | None:
    """The same child's use of the same product that is on record and goes on."""

    def key(one: PlanException) -> tuple[str, ...]:
        return tuple("".join(filter(str.isalnum, part.casefold())) for part in (one.vendor, one.product, one.student))

    running = (one for one in records.plan_exceptions() if not (one.withdrawn or one.ended))
    return next((one for one in running if key(one) == key(read)), None)


def _logged(id: str, desk: Desk, *, again: bool) -> Reply:
    exception = find_exception(id, desk)
    found = desk.store.deadlines(record=id)
    said = words.saved(exception, again=again)
    return Reply(
        title=words.title(exception),
        parts=(
            *(next_parts(said, found, desk) if found else (Text(f"{said} {words.NO_REVIEW}"),)),
            *standing(exception, desk),
        ),
        choices=(*list(actions(exception, desk))[:2], Choice(words.SHOW, f"exception {id}")),
        tone=tone_of(exception, desk),
        footer=footer(desk),
    )
