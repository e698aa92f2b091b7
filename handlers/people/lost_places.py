"""Forgets the places at which nobody can be reached any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from storage.port import Draft
from storage.records import Place, Record


def forget_lost_places(surface: str, gone: Callable[[Place], bool], desk: Desk) -> None:
    """Remove the addresses of places that are gone, and people's links to them; reminders then go elsewhere.

    The district's place for reminders stays set, so that those who read its posts elsewhere learn why.
    """
    if desk.records is None or not any(_is_lost(place, surface, gone) for place in desk.store.places()):
        return

    def write(draft: Draft) -> Iterable[Record]:
        lost = [place for place in draft.places() if _is_lost(place, surface, gone)]
        ids = {place.id for place in lost}
        yield from (replace(place, address={}) for place in lost)
        yield from (replace(person, place="") for person in draft.people() if person.place in ids)

    change("place", Message("", surface=surface), desk, write)


def _is_lost(place: Place, surface: str, gone: Callable[[Place], bool]) -> bool:
    return place.surface == surface and bool(place.address) and gone(place)
