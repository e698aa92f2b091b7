"""How does a change reach the records, whole and once?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from handlers.desk import Desk, Message
from handlers.promises.ladder import ladder
from handlers.promises.plan import Promise
from storage.port import Draft, Outcome
from storage.records import Deadline, Event, Record


def change(what: str, message: Message, desk: Desk, write: Callable[[Draft], Iterable[Record]]) -> Outcome:
    """One command, one write: the records, their deadlines, the audit event and the request's id, or nothing."""
    event = Event(
        who=message.who or "somebody", what=what, when=desk.now, surface=message.surface, request=message.request
    )
    return desk.store.change(event, write)


def opened(promises: Iterable[Promise], record: str, owner: str, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The deadlines of the promises, each with its reminders."""
    for promise in promises:
        deadline = Deadline(
            id=draft.new_id(Deadline),
            record=record,
            duty=promise.duty,
            cite=promise.cite,
            who=promise.who,
            safe=promise.safe,
            last=promise.last,
            opened=desk.now,
            owner=owner,
            tag=promise.tag,
        )
        yield deadline
        yield from ladder(deadline, desk.store.setup(), desk.now)
