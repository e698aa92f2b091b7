"""Finds the contracts and breaches of a vendor or product by the name that was said, and the names that are like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.contracts import words
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice
from handlers.dialogue.text.shorten import short
from handlers.understanding.named.likeness import Likeness, compare, near, starts

MOST = 3
_RUNS_ON_BEFORE, _RUNS_ON_BEHIND = re.compile(r"[\w/.@-]"), re.compile(r"[\w/@-]|\.\w")
"""What makes a name a part of an address or of a longer word."""


@dataclass(frozen=True, slots=True)
class Named:
    """The records that a name means, and the name under which they are on file; none where it is only like some."""

    likeness: Likeness
    ids: tuple[str, ...] = ()
    name: str = ""


def records_named(said: str, desk: Desk) -> Named:
    """The records whose vendor or product is called so, or has the name as a part of its own."""
    every = list(_names(desk))
    found = compare(said, (name for name, _ in every))
    if found.likeness < Likeness.PART:
        return Named(found.likeness)
    ids = dict.fromkeys(id for name, id in every if name in found.names)
    return Named(found.likeness, tuple(ids), found.names[0])


def near_names(said: str, desk: Desk) -> tuple[str, ...]:
    """The names on file that are only like it, the likeliest first, each of other records."""
    every = list(_names(desk))
    ids = {name: {id for other, id in every if other == name} for name, _ in every}
    kept: list[str] = []
    for name in near(said, ids, 2 * MOST):
        if not any(ids[name] & ids[other] for other in kept):
            kept.append(name)
    return tuple(kept[:MOST])


def offer_near(said: str, message: Message, desk: Desk) -> tuple[str, tuple[Choice, ...]]:
    """Whether one of those is meant, in a sentence, and a button for each that says the same of it."""
    names = near_names(said, desk)
    before, found, after = _around(said, message.text)
    buttons = (
        Choice(short(name, LONGEST_LABEL), f"{before}{name}{after}" if found else f"contracts {name}") for name in names
    )
    return words.did_you_mean(names), tuple(buttons)


def _around(said: str, text: str) -> tuple[str, str, str]:
    """What stands before the name in the text, the name, and what stands behind it; no part of an address is one."""
    for start in starts(said, text):
        end = start + len(said)
        if not _RUNS_ON_BEFORE.search(text[:start][-1:]) and not _RUNS_ON_BEHIND.match(text, end):
            return text[:start], text[start:end], text[end:]
    return text, "", ""


def _names(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every name of a vendor or product on file, with the id of its record; the newest first."""
    for one in reversed(desk.store.contracts()):
        if not one.withdrawn:
            names = (one.vendor, one.product, *(one.product.split(";") if ";" in one.product else ()))
            yield from ((name.strip(), one.id) for name in names if name.strip())
    yield from ((one.vendor, one.id) for one in reversed(desk.store.breaches()) if not one.withdrawn)
