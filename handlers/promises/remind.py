"""How does what is due get out, once and for certain?"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from handlers.desk import Desk
from handlers.owners import reached
from handlers.promises import digest, elsewhere, lots, said
from handlers.promises.ladder import OVERDUE, OWNER, TEAM, next_rung
from handlers.promises.look import Beat, Look, Outcome
from handlers.promises.lots import Post
from handlers.promises.quiet import is_urgent, opens
from handlers.promises.ways import Later, NoWay, Place, Ways
from storage.records import Deadline, Reminder, Status

log = logging.getLogger("dpa")
Tally = Callable[[str, int], None]
"""Counts what happened: claimed, sent, failed, held."""
PAUSES = (1, 5, 15, 60)
"""Minutes until a failed sending is tried again, growing."""
NOWHERE = timedelta(hours=1)
"""How long what the team is to read waits where there is no place for it, before that is looked at again."""
SOONEST = timedelta(minutes=1)
"""After a refusal it is tried again when it is twice as late, between so long and ``NOWHERE``."""
TRIES = 2
"""Failures at one place before the next one is tried."""
ABREAST = 8
"""Places that are spoken to at the same time."""


def remind(
    desk: Desk,
    ways: Ways,
    tally: Tally = lambda *_: None,
    *,
    now: Callable[[], datetime] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> Beat:
    """Claim what is due at the desk's moment, send it, record it.

    ``now`` tells how late it has become meanwhile; without it everything happens in one moment. Once it is ``over`` no
    post is begun any more, and what was claimed is given back. What is due together at one place is one post: the
    steps of a deadline, as after a time off, and many deadlines.
    """
    here = Look(desk, ways, now or (lambda: desk.now), over)
    if not (claimed := here.claim()):
        return Beat(())
    tally("claimed", len(claimed))
    outcomes, due = _sorted_out(claimed, here)
    with ThreadPoolExecutor(ABREAST, thread_name_prefix="remind") as abreast:
        for done in abreast.map(lambda posts: [_one(post, here) for post in posts], lots.posts(due, here.earlier)):
            outcomes += done
    held = [(step, outcome.until) for outcome in outcomes if outcome.until for step in outcome.steps]
    if held:
        desk.store.put_off(held, here.now())
    for word in ("sent", "failed", "held"):
        tally(word, sum(outcome.word == word for outcome in outcomes))
    return Beat(tuple(outcomes))


def _sorted_out(
    claimed: Iterable[Reminder], here: Look
) -> tuple[list[Outcome], list[tuple[Reminder, Sequence[Place]]]]:
    """What is to be told, and where; what became of the rest."""
    outcomes, due, spared = list[Outcome](), list[tuple[Reminder, Sequence[Place]]](), dict[str, list[Reminder]]()
    still_open = {one.id: one for one in here.began.store.deadlines(status=Status.OPEN)}
    for reminder in claimed:
        match _whether(reminder, still_open.get(reminder.deadline), here):
            case str() as why:
                spared.setdefault(why, []).append(reminder)
            case datetime() as until:
                outcomes.append(Outcome("held", "", until, (reminder,)))
            case found:
                due.append((reminder, found))
    outcomes += [_spared(steps, here, why) for why, steps in spared.items()]
    return outcomes, due


def _whether(reminder: Reminder, deadline: Deadline | None, here: Look) -> str | datetime | Sequence[Place]:
    """Where it is to be told; until when it waits; or why nobody needs it."""
    desk = here.desk()
    if reminder.deadline and deadline is None:
        return "not needed"
    free = desk.now if is_urgent(deadline) else opens(desk.now, here.setup)
    if free > desk.now:
        return free
    reader = reminder.where or TEAM
    if deadline and reader == OWNER and reminder.step.startswith(OVERDUE) and not reached(deadline.owner, desk):
        return "the lead has one of their own"
    # Whoever has no place is spared, as the team reads it too; what the team cannot read waits until it has one.
    return here.places(reader, deadline) or (desk.now + NOWHERE if reader == TEAM else "nobody to tell")


def _one(post: Post, here: Look) -> Outcome:
    """At the best place; at the next one where it failed too often, or at once where trying again is no use."""
    now, problem = here.now(), Exception()
    if not here.may_begin(post[0].newest, now):
        return _held(post, now)
    found = max((told.found for told in post), key=len)
    start = min((_attempts(post) - 1) // TRIES, len(found) - 1)
    for place in found[start:]:
        try:
            return _at_place(post, place, found[0], here)
        except NoWay as none:
            problem = none
        except Exception as trouble:  # noqa: BLE001 - whatever a surface raises, the reminder is kept and tried again
            problem = trouble
            break
    return _failed(post, here, place, problem)


def _attempts(post: Post) -> int:
    return max(step.attempts for step in lots.steps(post))


def _at_place(post: Post, place: Place, first: Place, here: Look) -> Outcome:
    """Wait for our turn, then speak."""
    if until := here.turn(place):
        return _held(post, until, place)
    try:
        return _speak(post, place, first, here)
    except Later as later:
        return _held(post, here.silence(place, later.seconds), place)


def _speak(post: Post, place: Place, first: Place, here: Look) -> Outcome:
    """Ask whether it is there already, send, record; ``first`` is where it belongs."""
    desk, way, name, again = here.desk(), here.ways[place.surface], lots.name(post), _attempts(post) > 1
    if again and (earlier := way.find(place, name)):
        return _sent(lots.steps(post), here, earlier, place)
    ours = [told for told in post if desk.store.still_ours(told.newest)]
    if not ours:
        return Outcome("spared", place.id)
    there = ours if place == first else elsewhere.needed(ours, place, here)
    reply = said.reply(there, place.id, desk) if place == first else elsewhere.reply(ours, there, first, place, desk)
    if reply is None:
        return _spared(lots.steps(ours), here, "nothing to tell", place)
    return _sent(lots.steps(ours), here, way.send(place, reply, name, again=again), place)


def _sent(steps: Sequence[Reminder], here: Look, where: str, place: Place | None) -> Outcome:
    _mark(steps, here, where)
    return Outcome("sent", place.id if place else "")


def _spared(steps: Sequence[Reminder], here: Look, why: str, place: Place | None = None) -> Outcome:
    _mark(steps, here, why)
    return Outcome("spared", place.id if place else "")


def _mark(steps: Sequence[Reminder], here: Look, where: str) -> None:
    """They went out, or nobody needs them: the next ones follow."""
    desk = here.desk()
    then = [rung for step in steps if (rung := next_rung(step, here.setup, desk.now))]
    if any(not step.deadline for step in steps):
        then += digest.following(desk)
    desk.store.mark_sent(steps, desk.now, where, then)


def _held(post: Post, until: datetime, place: Place | None = None) -> Outcome:
    """Given back at the end of the look, all of it in one write."""
    return Outcome("held", place.id if place else "", until, tuple(lots.steps(post)))


def _failed(post: Post, here: Look, place: Place, problem: Exception) -> Outcome:
    newest, desk, word, refused = post[-1].newest, here.desk(), type(problem).__name__, isinstance(problem, NoWay)
    late = min(max(desk.now - newest.due_at, SOONEST), NOWHERE)
    pause = late if refused else timedelta(minutes=PAUSES[min(newest.attempts, len(PAUSES)) - 1])
    log.warning("reminder %s not sent to %s (%s); again in %.0f minutes", newest.id, place.id, word, pause / SOONEST)
    desk.store.mark_failed(lots.steps(post), desk.now, desk.now + pause, word, refused=refused)
    return Outcome("failed", place.id)
