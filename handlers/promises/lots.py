"""What of all that is due is told together, in one message?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from handlers.promises.ladder import CHIEF
from handlers.promises.ways import Place
from storage.records import Reminder

FEW = 3
"""So many deadlines are told at one place one by one; more are one list."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one place is to be told of one deadline, or that the digest is due.

    ``steps`` fell due together, the oldest first; ``found`` are the places, the best first.
    """

    steps: tuple[Reminder, ...]
    found: tuple[Place, ...]

    @property
    def newest(self) -> Reminder:
        """The step that says most."""
        return self.steps[-1]

    @property
    def deadline(self) -> str:
        """Its id; empty for the digest."""
        return self.newest.deadline


Post = Sequence[Told]
"""What one message tells."""


def posts(claimed: Iterable[tuple[Reminder, Sequence[Place]]], earlier: dict[str, datetime | None]) -> list[list[Post]]:
    """The posts of each place, which go out one after the other.

    What was perhaps sent before, with a claim that ended in the same moment, stays together and apart from the rest,
    so that it is the same message and can be looked for.
    """
    places: dict[tuple[str, datetime | None], dict[str, list[tuple[Reminder, Sequence[Place]]]]] = {}
    for reminder, found in claimed:
        lot = places.setdefault((found[0].id, earlier.get(reminder.id)), {})
        lot.setdefault(reminder.deadline or reminder.step, []).append((reminder, found))
    by_place: dict[str, list[Post]] = {}
    for (place, _), lot in places.items():
        by_place.setdefault(place, []).extend(_of(tuple(_told(ones) for ones in lot.values())))
    return list(by_place.values())


def _told(ones: Sequence[tuple[Reminder, Sequence[Place]]]) -> Told:
    """With all the ways that any of its readers has."""
    ways = max((found for _, found in ones), key=len)
    return Told(tuple(reminder for reminder, _ in ones), tuple(ways))


def _of(lot: Post) -> Iterator[Post]:
    """One list where there are many, else one by one, the digest first; the superintendent is told all at once."""
    number = sum(bool(told.deadline) for told in lot)
    chief = all(step.where == CHIEF for told in lot for step in told.steps)
    if number > (1 if chief else FEW):
        yield lot
    else:
        yield from ((told,) for told in sorted(lot, key=lambda told: bool(told.deadline)))


def steps(post: Post) -> list[Reminder]:
    """All that it tells of."""
    return [step for told in post for step in told.steps]


def name(post: Post) -> str:
    """By which it is looked for: the same for the same steps, and for no others."""
    if len(post) == 1:
        return post[0].newest.id
    return f"list-{sha256(' '.join(sorted(step.id for step in steps(post))).encode()).hexdigest()[:20]}"
