"""The welcome: to a person who opens the app for the first time, and to a place to which the app is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.people.contacts import WELCOME, remember_welcome
from handlers.setup import welcome_words as words
from handlers.setup.checklist import FIRST_CONTRACT, ChecklistItem, checklist, concerns, is_finished, with_checklist
from storage.records import Event, Person, Place, Role

__all__ = ["getting_started", "remember_welcome", "welcome", "welcome_to_place", "welcomes_to_refresh"]
QUESTIONS = tuple(Choice(said, said) for said in wording.FIRST_QUESTIONS)


def getting_started(message: Message, desk: Desk) -> Reply | None:
    """The checklist with its one primary button; None where it is no business of the sender's, or all is done.

    Raises StoreError.
    """
    if desk.records is None or message.outsider or message.public:
        return None
    items = checklist(message, desk)
    return _listed(items) if concerns(items, message, desk) else None


def _listed(items: tuple[ChecklistItem, ...]) -> Reply:
    return with_checklist(Reply(title=words.progress(sum(item.done for item in items), len(items))), items)


def welcome(message: Message, desk: Desk) -> Reply:
    """What somebody reads who opens the app: what is to be set up, if they do that, and questions to ask.

    Raises StoreError.
    """
    started = getting_started(message, desk)
    if started is None:
        return Reply(
            title=wording.WELCOME_TITLE,
            parts=(Text(wording.WELCOME),),
            choices=QUESTIONS,
            footer=wording.NOT_ADVICE,
        )
    return replace(
        started,
        parts=(Text(wording.WELCOME), *started.parts),
        choices=(*started.choices, *(replace(one, aside=True) for one in QUESTIONS)),
        footer=wording.NOT_ADVICE,
    )


def welcome_to_place(message: Message, desk: Desk) -> tuple[Reply, Reply | None]:
    """What everybody in a place reads, and what the person who added the app reads alone, if there is more for them.

    Everybody is shown how the setup stands where only the place's own people read it, and no button that some of them
    may not press. Raises StoreError.
    """
    return _to_all(message, desk), getting_started(message, desk)


def _to_all(message: Message, desk: Desk) -> Reply:
    if message.public or desk.records is None:
        parts, title = (Text(words.OPEN_PLACE),), wording.WELCOME_TITLE
        return Reply(title=title, parts=parts, choices=QUESTIONS, footer=wording.NOT_ADVICE, private=False)
    items = checklist(replace(message, who="", owner=False), replace(desk, role=Role.EVERYONE))
    said = Text(words.CLOSED_PLACE), *((Text(words.ALL_SET),) if is_finished(items) else ())
    reply = Reply(title=wording.WELCOME_TITLE, parts=said, footer=wording.NOT_ADVICE, private=False)
    return replace(with_checklist(reply, items), choices=QUESTIONS)


def welcomes_to_refresh(changed: Event | None, desk: Desk) -> Iterator[tuple[str, Reply]]:
    """The address of each welcome that is on show, and what it says now, after what ticks an item of the checklist."""
    if changed is None or desk.records is None or not _ticks(changed, desk):
        return
    owners = {person.place: person for person in desk.store.people() if person.place}
    for place in desk.store.places():
        if sent_as := place.address.get(WELCOME):
            yield sent_as, _again(place, owners, desk)


def _again(place: Place, owners: Mapping[str, Person], desk: Desk) -> Reply:
    reader = owners.get(place.id)
    message = Message("", surface=place.surface, place=place.id, who=reader.id if reader else "", owner=bool(reader))
    if reader is None:
        return _to_all(replace(message, public=not place.private), desk)
    return welcome(message, desk)


def _ticks(changed: Event, desk: Desk) -> bool:
    """Whether it is about the setup, a person's role, or the first contract."""
    ids = {*changed.touched, *changed.made}
    return bool(ids & {desk.store.setup().id, FIRST_CONTRACT}) or any(
        "role" in found for found in changed.after.values()
    )
