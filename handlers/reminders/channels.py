"""The interface of a channel that posts go out through, and the places where each recipient can be reached."""

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
    """How the bot posts to a place on one surface (Slack, Teams, e-mail, the page)."""

    @property
    def gap(self) -> timedelta:
        """The least time between two messages that the surface allows at one place."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        """Post the reply and return the message's address.

        ``post`` is the id of the post; ``again``: it may have gone out before. Raises RetryLater, Unreachable, or
        another exception where it did not go out.
        """


@runtime_checkable
class Changeable(Protocol):
    """A channel that can change a message it sent."""

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        """Replace the message with the reply. Raises RetryLater, Unreachable, or another exception that may pass."""


@runtime_checkable
class Threaded(Protocol):
    """A channel that can reply in a message's thread."""

    def reply_under(self, place: Place, sent_as: str, reply: Reply, post: str, *, again: bool) -> None:
        """Reply in the message's thread; ``post``, ``again`` and exceptions as in `Channel.send`.

        A reply that mentions nobody is shown to everybody at the place.
        """


Channels = Mapping[str, Channel]
"""The channels by surface, such as ``slack``."""


class RetryLater(Exception):  # noqa: N818 - the field's word
    """The surface asks to wait so many seconds (Retry-After)."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} seconds")
        self.seconds = seconds


class Unreachable(Exception):  # noqa: N818 - the field's word
    """The place cannot be reached, and trying again will not help, as when its channel is archived."""


PAGE = Place(id="page", surface="page", name="the page", private=True)
"""The bot's own web page: a district that uses it always has a place for the team's posts."""


def places(recipient: Recipient, deadline: Deadline | None, desk: Desk, channels: Channels) -> list[Place]:
    """Where the recipient can be reached, the best place first; empty where nobody needs to be told.

    After an owner comes the privacy lead. After the team's channel come the privacy lead's own chat and the page. A
    place that is no longer private is left out.
    """
    setup = desk.store.setup()
    match recipient:
        case Recipient.TEAM:
            candidates = [desk.store.place(setup.place) if setup.place else None, _of_person(setup.lead, desk), PAGE]
        case Recipient.OWNER:
            owner = owner_of(deadline, desk) if deadline else ""
            candidates = [_of_person(owner, desk), _of_person(setup.lead, desk)] if owner else []
        case Recipient.LEAD:
            candidates = [_of_person(setup.lead, desk)]
        case Recipient.SUPERINTENDENT:
            candidates = [_of_person(setup.superintendent, desk)]
    reached = {place.id: place for place in candidates if place and place.private and place.surface in channels}
    return list(reached.values())


def own_places(who: str, desk: Desk, channels: Channels, *, by_mail: bool = True) -> list[Place]:
    """Where one person is told something personal: their own chat or e-mail, then the page."""
    candidates = [_of_person(who, desk), PAGE]
    return [place for place in candidates if place and place.surface in channels and (by_mail or place.surface != MAIL)]


def own_chat(who: str, desk: Desk, channels: Channels) -> Place | None:
    """The person's own chat or mailbox; None where the bot has none with them."""
    place = _of_person(who, desk)
    return place if place and place.surface in channels else None


def team_place(desk: Desk, channels: Channels) -> Place | None:
    """The private place where administrators are told of the bot's problems; None where there is none."""
    setup = desk.store.setup()
    candidates = [desk.store.place(id) for id in (setup.place, *(one.place for one in admins(desk.store, desk))) if id]
    return next((place for place in candidates if place and place.private and place.surface in channels), None)


def is_at(sent_as: str, place: Place) -> bool:
    """Whether the message with that address is at the place."""
    return sent_as.startswith((f"{place.id} ", f"{place.id}:"))


def _of_person(who: str, desk: Desk) -> Place | None:
    person = person_on_file(who, desk.store)
    if person and person.place:
        return desk.store.place(person.place)
    return mailbox(person) if person else None
