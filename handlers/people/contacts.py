"""Remembers people and places, so that we can write to them; claims events, so that only one bot handles each."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.forms.filling import change
from storage.port import Draft, StoreError
from storage.records import Person, Place, Record

WELCOME = "welcome"
"""The key in a place's address for the address of the welcome message shown there."""


def remember_place(place: Place, desk: Desk) -> bool:
    """Store the place as it is now, keeping its welcome's address; True where that had to be written."""
    if desk.records is None:
        return False
    place = _with_welcome(place, desk.store.place(place.id))
    if desk.store.place(place.id) == place:
        return False
    change("place", Message("", surface=place.surface), desk, lambda _: [place])
    return True


def remember_welcome(place: str, sent_as: str, desk: Desk) -> None:
    """Store the address of a place's welcome message; nothing where the place is not on file."""
    old = desk.store.place(place) if desk.records is not None else None
    if old and old.address and old.address.get(WELCOME) != sent_as:
        shown = replace(old, address={**old.address, WELCOME: sent_as})
        change("place", Message("", surface=old.surface), desk, lambda _: [shown])


def _with_welcome(place: Place, old: Place | None) -> Place:
    shown = old.address.get(WELCOME) if old and place.address else None
    return replace(place, address={**place.address, WELCOME: shown}) if shown else place


def remember_person(who: str, name: str, chat: Place | None, desk: Desk) -> bool:
    """Store a person's name and direct chat; True where that had to be written.

    Without a ``chat`` the name alone is kept. A name that an administrator gave them, and their role, stay.
    """
    if desk.records is None:
        return False
    chat = _with_welcome(chat, desk.store.place(chat.id)) if chat else None
    if not _has_changed(desk.store.person(who), name, chat, desk):
        return False

    def write(draft: Draft) -> Iterable[Record]:
        old = draft.person(who) or Person(id=who)
        known = replace(old, name=old.name or name, place=chat.id if chat else old.place)
        return [known, *([chat] if chat else [])]

    change("meet", Message("", who=who, surface=who.partition(":")[0]), desk, write)
    return True


def is_known(who: str, desk: Desk) -> bool:
    """Whether somebody can be written to; True where no records are kept at all."""
    if desk.records is None:
        return True
    person = desk.store.person(who)
    return bool(person and person.name and person.place and desk.store.place(person.place))


def _has_changed(old: Person | None, name: str, chat: Place | None, desk: Desk) -> bool:
    if name and not (old and old.name):
        return True
    return chat is not None and (not old or old.place != chat.id or desk.store.place(chat.id) != chat)


def claim_once(what: str, lasts: timedelta, of: Callable[[], Desk]) -> bool:
    """Claim an event for ``lasts``; False where a bot on the same records has claimed it already.

    True where the records cannot be read: better twice than never.
    """
    try:
        desk = of()
        now = desk.now.astimezone(UTC)
        return desk.records is None or desk.store.take_slot(_claim_key(what), now, lasts) == now
    except StoreError:
        return True


def release_claim(what: str, of: Callable[[], Desk]) -> None:
    """Give the claim back, as when handling the event failed."""
    with suppress(StoreError):
        desk = of()
        if desk.records is not None:
            desk.store.hold_slots(_claim_key(what), desk.now, desk.now)


def _claim_key(what: str) -> str:
    """The key under which a claim is stored; no place has such a name."""
    return f"once {what}"
