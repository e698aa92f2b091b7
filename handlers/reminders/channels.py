"""The port through which a post goes out, and the places at which each recipient can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol, runtime_checkable

from handlers.deadlines.states import owner_of
from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.people.access import admins
from handlers.people.names import person_on_file
from handlers.people.page_people import MAIL, mailbox
from storage.records import Deadline, Place

__all__ = [
    "PAGE",
    "Changeable",
    "Channel",
    "Channels",
    "Place",
    "RetryLater",
    "Threaded",
    "Unreachable",
    "is_at",
    "own_chat",
    "own_places",
    "places",
    "team_place",
]


class Channel(Protocol):
    """How one surface speaks to a place without being asked."""

    @property
    def gap(self) -> timedelta:
        """The pace that the surface allows at one place."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        """Post it and return the message's address; ``post`` is the post's id, ``again`` that it may be a repeat.

        Raises RetryLater, Unreachable, or anything else when it did not go out.
        """


@runtime_checkable
class Changeable(Protocol):
    """A channel that can change what it sent."""

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        """Show this in the place of a message. Raises RetryLater, Unreachable, or anything else that may pass."""


@runtime_checkable
class Threaded(Protocol):
    """A channel in which a short reply can stand below a message."""

    def reply_under(self, place: Place, sent_as: str, reply: Reply, post: str, *, again: bool) -> None:
        """Reply below the message with that address; ``post`` and ``again`` as in `Channel.send`, and raises the same.

        Everybody at the place is shown it where nobody is mentioned in it.
        """


Channels = Mapping[str, Channel]
"""By surface, as in ``slack``."""


class RetryLater(Exception):  # noqa: N818 - the field's word
    """The place asked for silence (Retry-After): so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} seconds")
        self.seconds = seconds


class Unreachable(Exception):  # noqa: N818 - the field's word
    """The place cannot be reached by trying again, as when its channel is archived."""


PAGE = Place(id="page", surface="page", name="the page", private=True)
"""The page of the bot itself: a district that is served there always has a place for the team's posts."""


def places(recipient: Recipient, deadline: Deadline | None, desk: Desk, channels: Channels) -> list[Place]:
    """Where the recipient can be reached, the best place first; empty where nobody has to be told.

    The privacy lead is told where an owner cannot be reached. For the team, the privacy lead's own chat is second and
    the page last. A place that is no longer private is left out.
    """
    setup = desk.store.setup()
    match recipient:
        case Recipient.TEAM:
            found = [desk.store.place(setup.place) if setup.place else None, _of_person(setup.lead, desk), PAGE]
        case Recipient.OWNER:
            owner = owner_of(deadline, desk) if deadline else ""
            found = [_of_person(owner, desk), _of_person(setup.lead, desk)] if owner else []
        case Recipient.LEAD:
            found = [_of_person(setup.lead, desk)]
        case Recipient.SUPERINTENDENT:
            found = [_of_person(setup.superintendent, desk)]
    reached = {place.id: place for place in found if place and place.private and place.surface in channels}
    return list(reached.values())


def own_places(who: str, desk: Desk, channels: Channels, *, by_mail: bool = True) -> list[Place]:
    """Where one person is told something of their own: in their own chat or by e-mail, else on the page."""
    found = [_of_person(who, desk), PAGE]
    return [place for place in found if place and place.surface in channels and (by_mail or place.surface != MAIL)]


def own_chat(who: str, desk: Desk, channels: Channels) -> Place | None:
    """Somebody's own chat; None where we have none with them."""
    place = _of_person(who, desk)
    return place if place and place.surface in channels else None


def team_place(desk: Desk, channels: Channels) -> Place | None:
    """The chat in which those who look after the bot are told of its troubles; None where there is none."""
    setup = desk.store.setup()
    found = [desk.store.place(id) for id in (setup.place, *(one.place for one in admins(desk.store, desk))) if id]
    return next((place for place in found if place and place.private and place.surface in channels), None)


def is_at(sent_as: str, place: Place) -> bool:
    """Whether the message with that address stands at the place."""
    return sent_as.startswith((f"{place.id} ", f"{place.id}:"))


def _of_person(who: str, desk: Desk) -> Place | None:
    person = person_on_file(who, desk.store)
    if person and person.place:
        return desk.store.place(person.place)
    return mailbox(person) if person else None
