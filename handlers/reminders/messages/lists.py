"""Several deadlines in one message, a row each with its own button, and the short reply that recalls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display import status
from handlers.deadlines.display.card import title_of
from handlers.deadlines.display.rows import deadline_row, deadline_rows, list_tone
from handlers.deadlines.schedule.steps import Recipient
from handlers.deadlines.states import Harm, breaches_apart, by_harm, harm_of, overdue
from handlers.deadlines.whose import owner_of
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Part, People, Reply, Row, Rows, Text, Tone
from handlers.dialogue.text import list_words
from handlers.people import names
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.messages.digest import digest_parts, open_breaches
from handlers.reminders.messages.posts import did
from handlers.reminders.waiting import approved_without_contract
from storage.records import Deadline, Status

MOST_SHOWN = 15
MOST_NAMED = 8


def list_post(
    found: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk, *, digest: bool = False, moved: int = 0
) -> Reply:
    """The deadlines, the most pressing first, as their ``readers`` see them; what breaches ask stands above all else.

    ``moved``: so many more stood here, and stand in a newer message now. ``digest``: what else is due soon follows.
    """
    open_ones = [one for one in found if one.status is Status.OPEN]
    closed = [one for one in found if one.status is not Status.OPEN]
    breaches, rest = breaches_apart(open_ones, desk.today)
    elsewhere = [one for one in open_breaches(desk) if one not in breaches] if digest else []
    late, more = overdue(open_ones, desk.today), len(rest) - MOST_SHOWN
    parts: list[Part] = [Text(reminder_words.BREACHES, heads=True)] if (breaches and rest) or elsewhere else []
    parts += _rows(breaches, readers, desk)
    parts += [deadline_rows(elsewhere, desk)] if elsewhere else []
    parts += _rows(rest[:MOST_SHOWN], readers, desk)
    parts += [Text(reminder_words.more(more))] if more > 0 else []
    parts += [Text(line) for line in _closed(closed, desk)]
    if moved and not open_ones:  # nothing stands here anymore that could be taken for all there is, nor be pressed
        return Reply(title=reminder_words.MOVED, parts=tuple(parts))
    parts += [Text(reminder_words.moved(moved))] if moved else []
    parts += digest_parts(desk, besides=[*open_ones, *elsewhere]) if digest else []
    if not digest and readers & {Recipient.LEAD, Recipient.SUPERINTENDENT}:
        parts += [Text(one.label) for one in approved_without_contract(desk)]
    tone: Tone = list_tone([*open_ones, *elsewhere], desk) if open_ones or elsewhere else "done" if closed else "plain"
    return Reply(
        title=_title([*breaches, *elsewhere], rest, readers, desk),
        parts=tuple(parts),
        choices=(_all(readers, late=len(late) == len(open_ones)),) if open_ones or digest else (),
        tone=tone,
        footer=wording.NOT_ADVICE if open_ones else "",
    )


def _rows(found: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk) -> list[Part]:
    return [Rows(tuple(_row(one, readers, desk) for one in found), deadline_words.SHOW)] if found else []


def _title(breaches: Sequence[Deadline], rest: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk) -> str:
    """What breaches ask, by name, then how many of all else are overdue, due today and later."""
    late = len(overdue(rest, desk.today))
    today = sum(harm_of(one, desk.today) is Harm.TODAY for one in rest)
    counted = reminder_words.list_title(len(rest), late, today, _whose(readers), after_breach=bool(breaches))
    return status.list_title(breaches, counted if rest or not breaches else "", desk)


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
    owner = names.display_name(owner_of(deadline, desk), desk) if readers != {Recipient.OWNER} else ""
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
    found = by_harm(found, desk.today)
    late = overdue(found, desk.today)
    last = [one for one in found if one.last_day == desk.today]
    groups = ((late, "late"), (last, "last"), ([one for one in found if one not in (*late, *last)], "safe"))
    parts = tuple(_nudged(some, how, desk) for some, how in groups if some)
    return Reply(title="", parts=parts, private=False)


def _nudged(found: Sequence[Deadline], how: str, desk: Desk) -> Text:
    owners = dict.fromkeys(filter(None, (owner_of(one, desk) for one in found)))
    people: People = tuple((names.display_name(owner, desk), owner) for owner in owners)
    shown = [title_of(one, desk) for one in found[:MOST_NAMED]]
    says = reminder_words.nudge(how, shown, len(found), found[0])
    called = ", ".join(name for name, _ in people[:MOST_NAMED])
    return Text(f"{called}: {says}" if called else f"{says[:1].upper()}{says[1:]}", people=people)
