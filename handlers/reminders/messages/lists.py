"""Several deadlines in one message, a row each with its own button, and the short reply that recalls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.card import title_of
from handlers.deadlines.display.rows import deadline_row, list_tone
from handlers.deadlines.schedule.steps import Recipient
from handlers.deadlines.states import overdue
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Part, People, Reply, Row, Rows, Text, Tone
from handlers.dialogue.text import list_words
from handlers.people import names
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.messages.digest import digest_parts
from handlers.reminders.messages.posts import did
from handlers.reminders.waiting import approved_without_contract
from storage.records import Deadline, Status

MOST_SHOWN = 15
MOST_NAMED = 8


def list_post(
    found: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk, *, digest: bool = False, moved: int = 0
) -> Reply:
    """The deadlines, the most pressing first, as their ``readers`` see them.

    ``moved``: so many more stood here, and stand in a newer message now. ``digest``: what else is due soon follows.
    """
    found = sorted(found, key=lambda one: (one.last_day, int(one.id.partition("-")[2])))
    open_ones = [one for one in found if one.status is Status.OPEN]
    closed = [one for one in found if one.status is not Status.OPEN]
    late = overdue(open_ones, desk.today)
    today = [one for one in open_ones if one not in late and desk.today in {one.safe, one.last_day}]
    more = len(open_ones) - MOST_SHOWN
    parts: list[Part] = (
        [Rows(tuple(_row(one, readers, desk) for one in open_ones[:MOST_SHOWN]), deadline_words.SHOW)]
        if open_ones
        else []
    )
    parts += [Text(reminder_words.more(more))] if more > 0 else []
    parts += [Text(line) for line in _closed(closed, desk)]
    if moved and not open_ones:  # nothing stands here anymore that could be taken for all there is, nor be pressed
        return Reply(title=reminder_words.MOVED, parts=tuple(parts))
    parts += [Text(reminder_words.moved(moved))] if moved else []
    parts += digest_parts(desk, besides=open_ones) if digest else []
    if not digest and readers & {Recipient.LEAD, Recipient.SUPERINTENDENT}:
        parts += [Text(one.label) for one in approved_without_contract(desk)]
    tone: Tone = list_tone(open_ones, desk) if open_ones else "done" if closed else "plain"
    return Reply(
        title=reminder_words.list_title(len(open_ones), len(late), len(today), _whose(readers)),
        parts=tuple(parts),
        choices=(_all(readers, late=len(late) == len(open_ones)),) if open_ones or digest else (),
        tone=tone,
        footer=wording.NOT_ADVICE if open_ones else "",
    )


def _whose(readers: frozenset[Recipient]) -> str:
    """The one kind of person who reads it; empty where it is for the team, or for somebody in several roles."""
    return str(next(iter(readers))) if len(readers) == 1 and Recipient.TEAM not in readers else ""


def _all(readers: frozenset[Recipient], *, late: bool) -> Choice:
    if readers == {Recipient.OWNER}:
        return Choice(reminder_words.ALL_MINE, "deadlines mine")
    return Choice(reminder_words.ALL_OVERDUE, "deadlines overdue") if late else Choice(list_words.ALL, "deadlines")


def _row(deadline: Deadline, readers: frozenset[Recipient], desk: Desk) -> Row:
    """With the button that closes it; the superintendent, who is asked for nothing, can look at it."""
    ask = readers != {Recipient.SUPERINTENDENT}
    owner = names.display_name(deadline.owner, desk) if readers != {Recipient.OWNER} else ""
    closes = (Choice(deadline_words.DONE, f"done {deadline.id}"),) if ask else ()
    row = deadline_row(deadline, desk, closes, opens=not ask, owner=owner)
    return row if ask else replace(row, people=())


def _closed(closed: Sequence[Deadline], desk: Desk) -> Iterator[str]:
    """Those that were here: who did what with which proof, and what is withdrawn, while they are few."""
    done = [one for one in closed if one.status is Status.DONE]
    yield from (did(one, desk) for one in done[:MOST_NAMED])
    if len(done) > MOST_NAMED:
        yield reminder_words.more_done(len(done) - MOST_NAMED)
    names_of = [title_of(one, desk) for one in closed if one.status is Status.WITHDRAWN]
    if names_of:
        yield reminder_words.withdrawn(names_of[:MOST_NAMED], len(names_of))


def nudge(found: Sequence[Deadline], desk: Desk) -> Reply:
    """One or two lines that recall what is due today or overdue, with the owners' names."""
    late = overdue(found, desk.today)
    last = [one for one in found if one.last_day == desk.today]
    groups = ((late, "late"), (last, "last"), ([one for one in found if one not in (*late, *last)], "safe"))
    parts = tuple(_nudged(some, how, desk) for some, how in groups if some)
    return Reply(title="", parts=parts, private=False)


def _nudged(found: Sequence[Deadline], how: str, desk: Desk) -> Text:
    owners = dict.fromkeys(one.owner for one in found if one.owner)
    people: People = tuple((names.display_name(owner, desk), owner) for owner in owners)
    shown = [title_of(one, desk) for one in found[:MOST_NAMED]]
    says = reminder_words.nudge(how, shown, len(found), found[0])
    called = ", ".join(name for name, _ in people[:MOST_NAMED])
    return Text(f"{called}: {says}" if called else f"{says[:1].upper()}{says[1:]}", people=people)
