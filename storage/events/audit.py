"""Chain the audit's events by hashes, so that a change to the past is found.

Each event carries the hash of the one before it. Rewriting an event means rewriting every later one, and then the last
hash differs from the head that an export, a backup or an audit printed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from storage.records import Event
from storage.serialize import moment


@dataclass(frozen=True, slots=True)
class Head:
    """The last event's number and hash: publish it, and everything up to it is pinned."""

    number: int
    hash: str


START = Head(0, "")


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event at which the chain does not hold, and why."""

    number: int
    why: str


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def seal(event: Event, head: Head, salt: str) -> Event:
    """The event as the next link after `head`; `salt` is random text that nobody can guess."""
    numbered = replace(event, number=head.number + 1, previous=head.hash, salt=salt)
    digested = replace(numbered, digest=_digest(salt, event.before, event.after))
    return replace(digested, hash=_hash(digested))


def redacted(event: Event) -> Event:
    """The event without its content; its link in the chain still verifies."""
    return replace(event, before={}, after={}, salt="")


def verify(events: Iterable[Event], published: Iterable[Head] = ()) -> Broken | None:
    """The first broken link of a whole chain, or None; `published` are heads that people have noted elsewhere."""
    chain = list(events)
    noted_heads = {head.number: head.hash for head in published}
    erasures = {key for event in chain if event.what == ERASE for key in event.touched}
    head = START
    for event in chain:
        if why := _fault(event, head, erasures, noted_heads.pop(event.number, event.hash)):
            return Broken(head.number + 1, why)
        head = Head(event.number, event.hash)
    if cut := max(noted_heads, default=0):
        return Broken(head.number + 1, f"the chain ends here, but event {cut} was published")
    return None


ERASE = "erase"
"""The only `what` that lets the events of the records it touches stand empty."""


def _fault(event: Event, head: Head, erasures: set[str], published: str) -> str:
    """What is wrong with the event after `head`; empty where it is valid."""
    emptied = not (event.salt or event.before or event.after)
    intact = event.digest == _digest(event.salt, event.before, event.after)
    faults = {
        f"event {event.number} is here: one was removed or inserted": event.number != head.number + 1,
        "it does not follow the event before it: one was removed, inserted or changed": event.previous != head.hash,
        "its content was emptied, but no erasure explains it": emptied and erasures.isdisjoint(event.touched),
        "what it says about the records was changed": not emptied and not intact,
        "it was changed": event.hash != _hash(event),
        "it is not the event that was published": event.hash != published,
    }
    return next((why for why, found in faults.items() if found), "")


def _digest(salt: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical([salt, dict(before), dict(after)])).hexdigest()


def _hash(event: Event) -> str:
    link = [event.number, event.who, event.what, moment(event.when), event.surface, event.request]
    return hashlib.sha256(canonical([*link, event.made, event.touched, event.digest, event.previous])).hexdigest()
