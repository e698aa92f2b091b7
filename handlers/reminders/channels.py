"""How does a post reach its reader?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from handlers.deadlines.ladder import CHIEF, LEAD, OWNER
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.people.names import on_file
from storage.records import Deadline, Place

__all__ = ["PAGE", "Channel", "Channels", "Later", "Place", "Unreachable", "places"]


class Channel(Protocol):
    """How one surface speaks to a place without being asked."""

    @property
    def gap(self) -> timedelta:
        """The pace that the surface allows at one place."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        """Post it and return the message's address; ``post`` is the post's id, ``again`` that it may be a repeat.

        Raises Later, Unreachable, or anything else when it did not go out.
        """

    def find(self, place: Place, post: str) -> str:
        """The message of an earlier sending of this post; empty where there is none or the place cannot be asked."""


Channels = Mapping[str, Channel]
"""By surface, as in ``slack``."""


class Later(Exception):  # noqa: N818 - the house's word
    """The place asked for silence (Retry-After): so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} seconds")
        self.seconds = seconds


class Unreachable(Exception):  # noqa: N818 - the house's word
    """The place cannot be reached by trying again, as when its channel is archived."""


PAGE = Place(id="page", surface="page", name="the page", private=True)
"""Everybody on duty can look there, so a post of a district that is served there is never without a place."""


def places(reader: str, deadline: Deadline | None, desk: Desk, ways: Channels) -> list[Place]:
    """Where the reader is to be reached, the best first; empty where nobody is to be told.

    Behind an owner stands the privacy lead, who is told where the owner cannot be reached. The team has a second and a
    last way: the privacy lead's own chat, and the page where it is theirs. A place that strangers came to read is
    passed over.
    """
    setup = desk.store.setup()
    named = {OWNER: deadline.owner if deadline else "", LEAD: setup.lead, CHIEF: setup.superintendent}
    if reader in named:
        found = [_of_person(named[reader], desk)]
        if reader == OWNER and named[OWNER]:
            found.append(_of_person(setup.lead, desk))
    else:
        found = [desk.store.place(setup.place) if setup.place else None, _of_person(setup.lead, desk), PAGE]
    reached = {place.id: place for place in found if place and place.private and place.surface in ways}
    return list(reached.values())


def _of_person(who: str, desk: Desk) -> Place | None:
    person = on_file(who, desk.store)
    return desk.store.place(person.place) if person and person.place else None
