"""How does what is due get out, once and for certain?"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.deadlines import words as wording_deadlines
from handlers.deadlines.ladder import OVERDUE, OWNER, TEAM, next_rung
from handlers.deadlines.quiet_hours import is_urgent, opens
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply, Text
from handlers.people.owners import reached
from handlers.reminders import digest
from handlers.reminders.batch import Beat, Look, Outcome
from handlers.reminders.channels import Channels, Later, Unreachable
from handlers.reminders.posts import post
from storage.records import Place, Reminder, Status

log = logging.getLogger("dpa")
Tally = Callable[[str, int], None]
"""Counts what happened: claimed, sent, failed, held."""
PAUSES = (1, 5, 15, 60)
"""Minutes until a failed sending is tried again, growing."""
NOWHERE = timedelta(hours=1)
"""How long what the team is to read waits where there is no place for it, before that is looked at again."""
TRIES = 2
"""Failures at one place before the next one is tried."""
ABREAST = 8
"""Places that are spoken to at the same time."""


def remind(
    desk: Desk,
    ways: Channels,
    tally: Tally = lambda *_: None,
    *,
    now: Callable[[], datetime] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> Beat:
    """Claim what is due at the desk's moment, send it, record it, the oldest first.

    ``now`` tells how late it has become meanwhile; without it everything happens in one moment. Once it is ``over`` no
    post is begun any more, and what was claimed is given back. Several steps of one deadline that fell due together,
    as after a time off, are one post.
    """
    outcomes: list[Outcome] = []
    here = Look(desk, ways, now or (lambda: desk.now), over)
    with ThreadPoolExecutor(ABREAST, thread_name_prefix="remind") as abreast:
        while not over() and (claimed := here.claim()):
            tally("claimed", len(claimed))
            done = list(abreast.map(lambda steps: _one(steps, here), _together(claimed)))
            held = [(step, outcome.until) for outcome in done if outcome.until for step in outcome.steps]
            if held:
                desk.store.put_off(held, here.now())
            outcomes += done
    for word in ("sent", "failed", "held"):
        tally(word, sum(outcome.word == word for outcome in outcomes))
    return Beat(tuple(outcomes))


def _together(claimed: Iterable[Reminder]) -> list[list[Reminder]]:
    """The reminders of one deadline for one reader, the oldest first."""
    found: dict[tuple[str, str], list[Reminder]] = {}
    for reminder in claimed:
        key = (reminder.deadline or reminder.step, reminder.where)
        found.setdefault(key, []).append(reminder)
    return list(found.values())


def _one(steps: list[Reminder], here: Look) -> Outcome:
    newest, desk = steps[-1], here.desk()
    if not here.may_begin(newest, desk.now):
        return _held(steps, desk.now)
    deadline = desk.store.deadline(newest.deadline) if newest.deadline else None
    if newest.deadline and (deadline is None or deadline.status is not Status.OPEN):
        return _sent(steps, here, "not needed", "spared")
    free = desk.now if is_urgent(deadline) else opens(desk.now, here.setup)
    if free > desk.now:
        return _held(steps, free)
    reader = newest.where or TEAM
    if deadline and reader == OWNER and newest.step.startswith(OVERDUE) and not reached(deadline.owner, desk):
        return _sent(steps, here, "the lead has one of their own", "spared")
    if found := here.places(reader, deadline):
        return _at_places(steps, found, here)
    # Whoever has no place is spared, as the team reads it too; what the team cannot read waits until it has one.
    return _held(steps, desk.now + NOWHERE) if reader == TEAM else _sent(steps, here, "nobody to tell", "spared")


def _at_places(steps: list[Reminder], found: list[Place], here: Look) -> Outcome:
    """At the best place; at the next one where it failed too often, or at once where trying again is no use."""
    start = min((steps[-1].attempts - 1) // TRIES, len(found) - 1)
    for place in found[start:]:
        try:
            return _at_place(steps, place, found[0], here)
        except Unreachable as none:
            problem: Exception = none
        except Exception as trouble:  # noqa: BLE001 - whatever a surface raises, the reminder is kept and tried again
            problem = trouble
            break
    return _failed(steps, here, place, problem)


def _at_place(steps: list[Reminder], place: Place, first: Place, here: Look) -> Outcome:
    """Wait for our turn, then speak."""
    if until := here.turn(place):
        return _held(steps, until, place)
    try:
        return _speak(steps, place, first, here)
    except Later as later:
        return _held(steps, here.silence(place, later.seconds), place)


def _speak(steps: list[Reminder], place: Place, first: Place, here: Look) -> Outcome:
    """Ask whether it is there already, send, record; ``first`` is where it belongs."""
    newest, desk, way = steps[-1], here.desk(), here.ways[place.surface]
    reply = post(newest, desk) if newest.deadline else digest.reply(desk)
    if reply is None:
        return _sent(steps, here, "nothing to tell", "spared")
    again = newest.attempts > 1
    if again and (earlier := way.find(place, newest.id)):
        return _sent(steps, here, earlier, "sent", place)
    if not desk.store.still_ours(newest):
        return Outcome("spared", place.id)
    told = reply if place == first else _instead(reply, first)
    return _sent(steps, here, way.send(place, told, newest.id, again=again), "sent", place)


def _sent(steps: list[Reminder], here: Look, where: str, word: str, place: Place | None = None) -> Outcome:
    newest, desk = steps[-1], here.desk()
    rung = next_rung(newest, here.setup, desk.now)
    then = digest.following(desk) if not newest.deadline else [rung] if rung else []
    desk.store.mark_sent(steps, desk.now, where, then)
    return Outcome(word, place.id if place else "")


def _held(steps: list[Reminder], until: datetime, place: Place | None = None) -> Outcome:
    """Given back at the end of the batch, all of it in one write."""
    return Outcome("held", place.id if place else "", until, steps=tuple(steps))


def _failed(steps: list[Reminder], here: Look, place: Place, problem: Exception) -> Outcome:
    newest, desk, word = steps[-1], here.desk(), type(problem).__name__
    pause = PAUSES[min(newest.attempts, len(PAUSES)) - 1]
    log.warning("reminder %s not sent to %s (%s); again in %s minutes", newest.id, place.id, word, pause)
    desk.store.mark_failed(steps, desk.now, desk.now + timedelta(minutes=pause), word)
    return Outcome("failed", place.id)


def _instead(reply: Reply, first: Place) -> Reply:
    """The same, said elsewhere: the reader learns that their own place could not be reached."""
    return replace(reply, parts=(Text(wording_deadlines.instead(first.name or first.id)), *reply.parts))
