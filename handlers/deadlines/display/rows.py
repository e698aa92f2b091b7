"""Deadlines in lists, a row each, with what its reader can do with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.status import subject
from handlers.deadlines.states import DeadlineState, state_of
from handlers.deadlines.vendor_terms import deadline_title
from handlers.deadlines.whose import owner_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import OfVendor
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Part, People, Row, Rows, Text, Tone
from handlers.dialogue.text.shorten import short
from handlers.people import names
from handlers.people.button_access import pressable, shows_record
from storage.records import Deadline, Status


def deadline_rows(found: Iterable[Deadline], desk: Desk, reader: Message | None = None, *, owners: bool = True) -> Rows:
    """The deadlines with what the reader can do with each; without a reader, each can only be opened.

    Of one that follows from a record which is not for the reader, only the duty and how it stands.

    ``owners``: with the owner's name, which says nothing where all have the same.
    """
    owner = None if owners else ""
    rows = []
    for one in found:
        row = deadline_row(one, desk, _actions(one, desk, reader), owner=owner)
        bare = row.title.removesuffix(f" ({subject(one, desk)})")
        rows.append(row if shows_record(one, reader, desk) else replace(row, title=bare, opens=None))
    return Rows(tuple(rows))


def deadline_row(
    deadline: Deadline, desk: Desk, actions: tuple[Choice, ...] = (), *, opens: bool = True, owner: str | None = None
) -> Row:
    """One deadline: its duty and vendor, how it stands, its id and its owner, by another name where one is given."""
    whose = owner_of(deadline, desk)
    owned = names.display_name(whose, desk) if owner is None else owner
    stands = deadline_words.brief(deadline, desk.today)
    pieces = (f"{stands[:1].upper()}{stands[1:]}", deadline.id, owned)
    people: People = ((owned, whose),) if owner and whose else ()
    return Row(
        deadline_words.post_title(deadline_title(deadline, desk).partition(": ")[0], subject(deadline, desk)),
        " · ".join(piece for piece in pieces if piece),
        row_tone(deadline, desk),
        opened_by(deadline, desk) if opens else None,
        actions,
        people,
    )


def of_record(record: OfVendor, deadlines: Iterable[Deadline], desk: Desk, reader: Message | None = None) -> list[Part]:
    """The deadlines of a record and how they stand; of a withdrawn one, only what was done before."""
    found = [one for one in deadlines if one.status is not Status.WITHDRAWN]
    if not found:
        return [] if record.withdrawn else [Text(deadline_words.NOTHING_FOLLOWS)]
    rows = (deadline_row(one, desk, _actions(one, desk, reader), owner="") for one in found)
    return [Rows(tuple(replace(row, title=row.title.removesuffix(f" ({record.vendor})")) for row in rows))]


def further(record: OfVendor, deadlines: Sequence[Deadline], desk: Desk) -> list[Part]:
    """The deadlines besides the first open one, which a reply names at its top; with nothing open, all."""
    first = next((one for one in deadlines if one.status is Status.OPEN), None)
    others = [one for one in deadlines if one is not first and one.status is not Status.WITHDRAWN]
    return of_record(record, others, desk) if others or first is None else []


def opened_by(deadline: Deadline, desk: Desk) -> Choice:
    """What shows it, named by its id, and its vendor or else its duty."""
    about = subject(deadline, desk) or deadline_title(deadline, desk)
    return Choice(short(f"{deadline.id} {about}", LONGEST_LABEL), f"deadline {deadline.id}")


def row_tone(deadline: Deadline, desk: Desk) -> Tone:
    """How one deadline stands; one that is far off stands out in no way."""
    if deadline.status is not Status.OPEN:
        return "done" if deadline.status is Status.DONE else "plain"
    match state_of(deadline, desk.today):
        case DeadlineState.OVERDUE:
            return "overdue"
        case DeadlineState.PASSING | DeadlineState.SOON:
            return "due"
        case DeadlineState.LATER:
            return "plain"


def list_tone(found: Sequence[Deadline], desk: Desk, besides: Sequence[Deadline] = ()) -> Tone:
    """The tone of a list: overdue where anything in it is, else one that all of it has, and what is ``besides``."""
    tones = {row_tone(one, desk) for one in found}
    if "overdue" in tones:
        return "overdue"
    tones |= {row_tone(one, desk) for one in besides}
    if tones == {"done"}:
        return "done"
    is_due = tones and tones <= {"due", "plain"} and all(one.status is Status.OPEN for one in found)
    return "due" if is_due else "plain"


def record_ids(found: Iterable[Deadline]) -> tuple[str, ...]:
    """The records that deadlines are about, each once."""
    return tuple(dict.fromkeys(one.record for one in found if one.record))


def acts(deadline: Deadline) -> tuple[Choice, ...]:
    """What can be done with an open deadline; the first is its owner's too."""
    return (
        Choice(deadline_words.DONE, f"done {deadline.id}"),
        Choice(deadline_words.SNOOZE, f"snooze {deadline.id}"),
        Choice(deadline_words.ASSIGN, f"assign {deadline.id}"),
    )


def _actions(deadline: Deadline, desk: Desk, reader: Message | None) -> tuple[Choice, ...]:
    if reader is None or deadline.status is not Status.OPEN:
        return ()
    return pressable(acts(deadline), reader, desk)
