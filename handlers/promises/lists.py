"""How do many deadlines read in one message?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handlers import names
from handlers.desk import Desk
from handlers.promises import rights, standing
from handlers.reply import Bullets, Choice, Part, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import digest as wording_digest
from handlers.wording import together as words
from storage.records import Deadline, Person, Role, Status

SOON = 7
"""Days ahead that count as soon."""
MOST, BUTTONS = 20, 5
"""Lines of each part, and deadlines with a button."""


def reply(
    found: Iterable[Deadline], who: Person | None, desk: Desk, says: Sequence[str] = (), most: int = MOST
) -> Reply:
    """These deadlines in one message for ``who``; what it ``says`` before them."""
    ordered = order(found, desk)
    still = [one for one in ordered if one.status is Status.OPEN]
    hers = all(rights.owns(one, who, desk) for one in still)
    near = [nearest(one, desk) for one in still if not _late(one, desk)]
    late = len(standing.late(still, desk))
    return Reply(
        title=words.title(len(still), late, near.count(0), near.count(1)),
        parts=(
            *(Text(line) for line in (*says, *rights.whom_to_tell(who, desk, hers=hers))),
            *sections(ordered, desk, most),
        ),
        choices=buttons(still, who, desk),
        tone=standing.tone(still, desk),
    )


def order(found: Iterable[Deadline], desk: Desk) -> list[Deadline]:
    """Part by part as they are read; in each the board's duties of a breach first, then by date."""

    def key(one: Deadline) -> tuple[int, bool, object, object, int]:
        number = int(one.id.rpartition("-")[2])
        return list(TITLES).index(_part(one, desk)), not is_breach_duty(one), one.safe, one.last_day, number

    return sorted(found, key=key)


TITLES = (
    wording_digest.LATE,
    words.TODAY,
    words.TOMORROW,
    wording_digest.SOON,
    words.LATER,
    wording_digest.THEIRS,
    words.SINCE,
)


def is_breach_duty(one: Deadline) -> bool:
    """Whether the board has to act on a breach."""
    return one.who == "board" and one.record.startswith("B-")


def nearest(one: Deadline, desk: Desk) -> int:
    """Days until the next of its dates that is still to come; negative where none is."""
    return ((one.safe if one.safe >= desk.today else one.last_day) - desk.today).days


def _late(one: Deadline, desk: Desk) -> bool:
    return one.last_day < desk.today


def _part(one: Deadline, desk: Desk) -> str:
    if one.status is not Status.OPEN:
        return words.SINCE
    if _late(one, desk):
        return wording_digest.LATE
    if one.who != "board":
        return wording_digest.THEIRS
    days = nearest(one, desk)
    return {0: words.TODAY, 1: words.TOMORROW}.get(days, wording_digest.SOON if days <= SOON else words.LATER)


def sections(ordered: Sequence[Deadline], desk: Desk, most: int = MOST) -> Iterator[Part]:
    """Each part with its heading, and how many more it has."""
    for title in TITLES:
        if ones := [one for one in ordered if _part(one, desk) == title]:
            yield Text(title, heads=True)
            yield _lines(ones[:most], desk)
            if len(ones) > most:
                yield Text(wording_digest.more(len(ones) - most))


def _lines(found: Sequence[Deadline], desk: Desk) -> Bullets:
    owners = {who: names.called(who, desk) for who in {one.owner for one in found}}
    items = (
        words.line(
            one, wording_contracts.duty_title(one, desk.law), standing.subject(one, desk), owners[one.owner], desk.today
        )
        for one in found
    )
    return Bullets(tuple(items), standing.days(found))


def buttons(still: Sequence[Deadline], who: Person | None, desk: Desk) -> tuple[Choice, ...]:
    """The first few, and all, for who may look; for an owner who may not, that hers are done."""
    if rights.may(Role.STAFF, who, desk):
        first = (
            Choice(words.opens(one.id, wording_contracts.duty_title(one, desk.law)), f"deadline {one.id}")
            for one in still[:BUTTONS]
        )
        return (*first, Choice(wording_digest.ALL, "deadlines"))
    hers = [one for one in still if rights.owns(one, who, desk)]
    return tuple(Choice(words.closes(one.id), f"done {one.id}") for one in hers[:BUTTONS])
