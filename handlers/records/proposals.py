"""What did a proposal become? Each is saved once, whichever of its buttons and forms is pressed, and however often."""

from __future__ import annotations

import secrets
from dataclasses import replace

from handlers.deadlines.words import SHOW
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.record_kinds import DEADLINE, kind_of
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.people import doers
from handlers.records import words
from handlers.records.acts.one_deadline import called_by
from storage.records import Deadline, Event

_REQUEST = "proposal:"


def as_request(message: Message) -> Message:
    """The press of a proposal as the one request that it is, so that the records know what it became."""
    return replace(message, request=f"{_REQUEST}{message.proposal}") if message.proposal else message


def became(message: Message, id: str, desk: Desk) -> Reply | None:
    """What the proposal became that is pressed again, ``id`` being the record it was about; None while it waits.

    Raises StoreError.
    """
    if not message.proposal or message.look or desk.records is None:
        return None
    event = desk.store.event_of(message.request)
    return _saved(event, id, message, desk) if event else None


def proposed(reply: Reply, message: Message, *, acts: bool = False) -> Reply:
    """The reply with the id of the proposal that it is, goes on with or settles; without one where there is none."""
    waits = any(choice.settles for choice in reply.choices)
    waits = waits or (reply.form is not None and (acts or reply.form.again))
    return replace(reply, proposal=message.proposal or (secrets.token_hex(8) if waits else ""))


def _saved(event: Event, about: str, message: Message, desk: Desk) -> Reply:
    ids = [id for id in (*event.made, about, *event.touched) if kind_of(id)]
    id = next((one for one in ids if kind_of(one) is not DEADLINE), next(iter(ids), ""))
    if about and about not in event.made:
        id = about
    kind, at = kind_of(id), doers.when(event, desk)
    record = kind.find(desk.store, id) if kind else None
    name = called_by(record, desk) if isinstance(record, Deadline) else f"{id} {getattr(record, 'vendor', '')}".strip()
    spec = desk.commands.get(event.what)
    did = spec.verb if spec and spec.verb else event.what
    return Reply(
        title=short(words.saved_as(id, at) if id in event.made else words.saved_in(name, at)),
        parts=(Text(words.saved_once(doers.who(event, message, desk), did, at, name)),),
        choices=(Choice(SHOW, f"{kind.word} {id}"),) if kind and record else (),
        tone="done",
        outcome=Outcome.ANSWERED,
        records=(id,) if id else (),
    )
