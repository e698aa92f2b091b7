"""Puts a family's request on record, and says until when it is to be answered by the district's policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.deadlines.display.status import next_parts
from handlers.deadlines.schedule.opening import open_deadlines, with_owner_reminders
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.family_requests import words
from handlers.family_requests.commands import (
    actions,
    find_request,
    follows_request,
    law_says,
    of_other_laws,
    tone_of,
    without_day,
)
from handlers.family_requests.form import read_request, request_fields
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change, saved_by
from handlers.forms.values.typed import typed_values
from handlers.law import words as law_words
from handlers.people import names, owners
from knowledge.law import tag_of
from storage.kinds.family_request import FamilyRequest
from storage.port import Draft, ReadableStore
from storage.records import Record

SAY = "log-family-request"


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-family-request``: the form, or the request on record; the same one twice makes one."""
    fields = request_fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    usual = {owners.FIELD: owners.default_owner(message, desk), "received": desk.today.isoformat()}
    if not values:
        return blank_form(SAY, words.FORM_TITLE, words.SUBMIT, fields, usual)
    filled = Filled(fields, names.replace_me({**usual, **values}, fields, message), desk.today)
    read = read_request(filled, desk)
    if (twin := twin_of(read, desk.store)) and not saved_by(message, twin.id, desk):
        filled.doubt("twin", words.twin(twin.id))
    if not filled.ready:
        return filled.again(SAY, words.FORM_TITLE, words.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(read, id=draft.new_id(FamilyRequest))
        opened = open_deadlines(follows_request(saved, draft.setup().request_days), saved.id, saved.owner, draft, desk)
        return [saved, *with_owner_reminders(opened, message, desk)]

    outcome = change(SAY, message, desk, write)
    return _logged(outcome.event.made[0], desk, again=outcome.again)


def twin_of(read: FamilyRequest, records: ReadableStore) -> FamilyRequest | None:
    """The same family's request for the same that is open."""

    def key(one: FamilyRequest) -> tuple[str, ...]:
        said = (one.kind, one.vendor, one.product, one.reference)
        return tuple("".join(filter(str.isalnum, part.casefold())) for part in said)

    running = (one for one in records.family_requests() if not (one.withdrawn or one.outcome))
    return next((one for one in running if key(one) == key(read)), None)


def _logged(id: str, desk: Desk, *, again: bool) -> Reply:
    request, found = find_request(id, desk), desk.store.deadlines(record=id)
    said = words.saved(request, again=again)
    return Reply(
        title=words.title(request),
        parts=(
            *(next_parts(said, found, desk) if found else (Text(said), *without_day(desk))),
            *of_other_laws(request.kind, desk),
        ),
        choices=(*list(actions(request))[:2], Choice(words.SHOW, f"family-request {id}")),
        tone=tone_of(request, desk),
        footer=f"{law_words.checked(tag_of(law_says(request.kind, desk)))} {wording.NOT_ADVICE}",
    )
