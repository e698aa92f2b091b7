"""What a message that was sent says now, after a command or on a later day, and which messages an event changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.apps import words as app_words
from handlers.apps.asking import apps_posts
from handlers.apps.asking import list_post as apps_post
from handlers.deadlines import status
from handlers.deadlines.status import title_of
from handlers.deadlines.steps import Recipient, StepKind, kind_of, recipient_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.links import pages_post
from handlers.people import names
from handlers.people.names import can_message
from handlers.questions.lead_questions import question_in, question_post
from handlers.reminders.channels import is_at
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.messages.posts import closed_post, list_post, moved_post, post
from handlers.reminders.messages.readers import for_place
from storage.records import Deadline, Event, Place, Reminder, Status


def anothers(found: Iterable[Deadline], steps: Iterable[Reminder], place: Place, desk: Desk) -> list[Deadline]:
    """The open deadlines that the message told its reader of as the owner, and that have another owner now.

    Left out: what the privacy lead is told in place of an owner who cannot be reached.
    """
    readers = [one.id for one in desk.store.people() if one.place == place.id]
    if not readers:
        return []
    reader_names = set().union(*(names.all_names(one, desk) for one in readers))
    told_otherwise = {step.deadline for step in steps if recipient_of(step) is not Recipient.OWNER}
    leads = desk.store.setup().lead in readers
    return [
        one
        for one in found
        if one.status is Status.OPEN
        and one.id not in told_otherwise
        and one.owner.casefold() not in reader_names
        and not (leads and not can_message(one.owner, desk))
    ]


def handed_post(deadline: Deadline, desk: Desk) -> Reply:
    """The message of a deadline that has a new owner: who, and by whom; with a button to show it, no more."""
    return Reply(
        title=title_of(deadline, desk),
        parts=(Text(_told(deadline, desk)), status.facts(deadline, desk)),
        choices=(Choice(reminder_words.LOOK, f"deadline {deadline.id}"),),
    )


def handed_lines(found: Iterable[Deadline], desk: Desk) -> tuple[Text, ...]:
    """The same for a list, a line each."""
    return tuple(Text(f"{title_of(one, desk)}: {_told(one, desk)}") for one in found)


def _told(deadline: Deadline, desk: Desk) -> str:
    event = names.last_of("owner", deadline.id, desk)
    owner = names.display_name(deadline.owner, desk)
    if event is None:
        return reminder_words.anothers(owner)
    giver, day = names.display_name(event.who, desk), event.when.astimezone(desk.zone).date()
    return reminder_words.handed_on(owner, giver, day)


def messages_of(deadline: str, place: Place, desk: Desk) -> list[str]:
    """The addresses of a deadline's messages at a place, the newest first."""
    sent = [
        (reminder.sent_at, reminder.sent_as)
        for reminder in desk.store.reminders(deadline)
        if reminder.sent_at and is_at(reminder.sent_as, place)
    ]
    return list(dict.fromkeys(address for _, address in sorted(sent, reverse=True)))


def message_of(deadline: str, place: Place, desk: Desk) -> str:
    """The address of a deadline's newest message at a place; empty for none."""
    return next(iter(messages_of(deadline, place, desk)), "")


def deadlines_in(address: str, desk: Desk) -> list[Deadline]:
    """The deadlines that a message is about, each once."""
    ids = dict.fromkeys(reminder.deadline for reminder in desk.store.in_message(address))
    return [deadline for id in ids if id and (deadline := desk.store.deadline(id))]


def place_of(address: str, desk: Desk) -> Place | None:
    """The place of a message; None where the address is of no message that can be changed."""
    return desk.store.place(address.partition(" ")[0]) if " " in address else None


def one_message(addresses: Sequence[str]) -> str:
    """The address where all are the same; empty where they differ, or one is empty."""
    found = set(addresses)
    return next(iter(found)) if len(found) == 1 else ""


def current_post(address: str, desk: Desk, joining: Iterable[Reminder] = ()) -> Reply | None:
    """What the message with that address says now, with the reminders ``joining`` it; None where it is gone.

    A deadline with a newer message at the same place has no buttons here, and its reader gets only permitted ones.
    """
    place = place_of(address, desk)
    reply = _current(address, place, desk, joining)
    return for_place(reply, place, desk) if reply and place else reply


def _current(address: str, place: Place | None, desk: Desk, joining: Iterable[Reminder]) -> Reply | None:
    steps = [*desk.store.in_message(address), *joining]
    if place and (question := next(filter(None, map(question_in, steps)), "")):
        return question_post(question, desk)
    if pages := next((step for step in steps if kind_of(step) is StepKind.PAGES), None):
        return pages_post(pages, desk)
    if any(kind_of(step) is StepKind.APPS for step in steps):
        return apps_post(desk) or Reply(title=app_words.NONE_WAIT, tone="done")
    deadlines = {one.id: one for one in deadlines_in(address, desk)}
    joining_ids = {step.deadline for step in joining}
    deadlines |= {id: one for id in joining_ids if (one := desk.store.deadline(id))}
    if place is None or not steps:
        return None
    newest_here = [one for id, one in deadlines.items() if id in joining_ids or message_of(id, place, desk) == address]
    digest = any(kind_of(step) is StepKind.DIGEST for step in steps)
    others = anothers(newest_here, steps, place, desk)
    if len(deadlines) == 1 and not digest:
        (only,) = deadlines.values()
        return (
            handed_post(only, desk) if others else single(only, steps, desk) if newest_here else moved_post(only, desk)
        )
    readers, still_theirs = (
        frozenset(recipient_of(step) for step in steps),
        [one for one in newest_here if one not in others],
    )
    reply = list_post(still_theirs, readers, desk, digest=digest, moved=len(deadlines) - len(newest_here))
    return replace(reply, parts=(*reply.parts, *handed_lines(others, desk)))


def single(deadline: Deadline, steps: Iterable[Reminder], desk: Desk) -> Reply:
    """The message of one deadline, open or closed."""
    if deadline.status is not Status.OPEN:
        return closed_post(deadline, desk)
    return post(deadline, desk, for_owner=any(recipient_of(step) is Recipient.OWNER for step in steps))


def posts_to_refresh(changed: Reply, desk: Desk) -> Iterator[tuple[str, Reply]]:
    """The messages to update after a reply's event, as (address, what it says now), the newest first.

    They have a deadline, question or app request that the event touched; those replaced by a newer one are left out.
    """
    touched = _touched(changed.event, desk) if changed.event else ()
    sent = [reminder for id in touched for reminder in desk.store.reminders(id) if reminder.sent_at]
    newest = sorted(sent, key=lambda reminder: (str(reminder.sent_at), reminder.sent_as), reverse=True)
    addresses = dict.fromkeys(
        reminder.sent_as for reminder in newest if " " in reminder.sent_as and _is_newest(reminder, newest)
    )
    for address in (*addresses, *_questions(changed.event, desk), *apps_posts(changed.event, desk)):
        if reply := current_post(address, desk):
            yield address, reply


def _questions(event: Event | None, desk: Desk) -> Iterator[str]:
    """The addresses of messages with a question that the event touched."""
    asked = {id for id in event.touched if desk.store.gap(id)} if event else set()
    for reminder in desk.store.reminders("") if asked else ():
        if question_in(reminder) in asked and " " in reminder.sent_as:
            yield reminder.sent_as


def _is_newest(reminder: Reminder, newest: list[Reminder]) -> bool:
    """Whether its deadline has no newer message at the same place."""
    place = reminder.sent_as.partition(" ")[0]
    same = (one for one in newest if one.deadline == reminder.deadline and one.sent_as.partition(" ")[0] == place)
    return next(same).sent_as == reminder.sent_as


def _touched(event: Event, desk: Desk) -> dict[str, Deadline]:
    """The deadlines that the event touched, by id, in its order."""
    touched: dict[str, Deadline] = {}
    for id in event.touched:
        by_id = desk.store.deadline(id)
        touched |= {deadline.id: deadline for deadline in ([by_id] if by_id else desk.store.deadlines(record=id))}
    return touched
