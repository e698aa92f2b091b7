"""The places to which the privacy team's posts can go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from handlers.setup import words as setup_words
from storage.records import Place


def place_here(message: Message, desk: Desk) -> Place | None:
    """The place of the message; in a thread its id is followed by the thread's."""
    places = (message.place, message.place.rpartition(":")[0])
    return next((found for id in places if (found := desk.store.place(id))), None)


def shared_places(desk: Desk) -> list[Place]:
    """The private places of several people in which we are, and the one that is set."""
    own, set_up = {person.place for person in desk.store.people()}, desk.store.setup().place
    return [
        place
        for place in desk.store.places()
        if place.private and (place.address or place.id == set_up) and place.id not in {setup_words.PAGE, *own}
    ]


def place_options(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """Each with its name, and which one it is where others have the same."""
    for place in places:
        alike = [one.id for one in places if one.name == place.name]
        name = names.place_name(place)
        yield (
            place.id,
            setup_words.one_of(name, alike.index(place.id) + 1, len(alike)) if len(alike) > 1 else name,
        )


def comparable(name: str) -> str:
    """A place's name as it is compared: Slack's begin with a sign that people leave out."""
    return name.removeprefix("#").casefold()
