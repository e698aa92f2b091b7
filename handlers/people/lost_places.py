"""What becomes of places in which we can write no longer?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from storage.port import Draft
from storage.records import Place, Record


def forget_lost_places(surface: str, gone: Callable[[Place], bool], desk: Desk) -> None:
    """Keep the places without an address, and forget that anybody is reached there: what is due goes another way then.

    The district's own place stays its own, so that whoever reads its posts elsewhere learns why.
    """
    if desk.records is None or not any(_lost(place, surface, gone) for place in desk.store.places()):
        return

    def write(draft: Draft) -> Iterable[Record]:
        lost = [place for place in draft.places() if _lost(place, surface, gone)]
        ids = {place.id for place in lost}
        yield from (replace(place, address={}) for place in lost)
        yield from (replace(person, place="") for person in draft.people() if person.place in ids)

    change("place", Message("", surface=surface), desk, write)


def _lost(place: Place, surface: str, gone: Callable[[Place], bool]) -> bool:
    return place.surface == surface and bool(place.address) and gone(place)
