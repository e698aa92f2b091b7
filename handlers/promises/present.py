"""What does an earlier post say now?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from handlers import names, wording
from handlers.desk import Desk
from handlers.promises import rights, said, standing
from handlers.promises.lots import Told
from handlers.promises.posts import post
from handlers.reply import Choice, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import deadlines as wording_deadlines
from handlers.wording import post as words
from storage.records import Deadline, Reminder, Role, Status

_NAMED = re.compile(r"\b[BCD]-\d+\b", re.IGNORECASE)
CLOSING = {"done", "withdraw"}


def touched(text: str, desk: Desk, since: int) -> Iterator[tuple[Reminder, Reply]]:
    """The sent posts of each deadline that a command names, itself or by its record, with what they say now.

    Of what no event after the number ``since`` has touched there is nothing new to say.
    """
    for id in dict.fromkeys(found.upper() for found in _NAMED.findall(text)):
        if not any(event.number > since for event in desk.store.history(id)):
            continue
        one = desk.store.deadline(id)
        for deadline in [one] if one else desk.store.deadlines(record=id):
            sent = [one for one in desk.store.reminders(deadline.id) if one.sent_at and one.sent_as]
            together = _together(deadline.id, {one.sent_at for one in sent}, desk)
            yield from ((one, _shown(one, deadline, together, desk)) for one in sent)


def _together(id: str, moments: set[datetime | None], desk: Desk) -> dict[str, list[Told]]:
    """What each message that told of this deadline, and of others, told of them all; by its address."""
    events = [one for one in desk.store.history(id) if one.what == "remind" and one.when in moments]
    ids = dict.fromkeys(key for event in events if len(event.touched) > 1 for key in event.touched)
    found: dict[str, dict[str, list[Reminder]]] = {}
    for one in (step for key in (*ids, "") if ids for step in desk.store.reminders(key)):
        if one.sent_at in moments and one.sent_as:
            found.setdefault(one.sent_as, {}).setdefault(one.deadline, []).append(one)
    return {as_: [Told(tuple(steps), ()) for steps in by.values()] for as_, by in found.items() if len(by) > 1}


def _shown(one: Reminder, deadline: Deadline, together: dict[str, list[Told]], desk: Desk) -> Reply:
    """What the message says now: a list as it stands, with what is closed since; a post as such."""
    place = one.sent_as.partition(" ")[0]
    if found := together.get(one.sent_as):
        return said.anew(found, place, desk)
    return post(one, desk, place) or ended(deadline, desk, place)


def ended(deadline: Deadline, desk: Desk, place: str = "") -> Reply:
    """A post whose deadline is done or withdrawn: what was due, how it ended, by whom; it can be opened again."""
    done = deadline.status is Status.DONE
    team = rights.may(Role.PRIVACY, rights.reader(place, desk), desk)
    may_be_opened = done and team and not standing.is_withdrawn(deadline, desk)
    duty = wording_contracts.duty_title(deadline, desk.law)
    closed = deadline.closed.astimezone(desk.zone).date() if deadline.closed else None
    told = [wording_deadlines.closed(deadline, closed)] if done and closed else []
    return Reply(
        title=words.settled(duty, standing.subject(deadline, desk), done=done),
        parts=(
            *(Text(line) for line in (*told, *wording_deadlines.state(deadline), *_by(deadline, desk))),
            standing.facts(deadline, desk),
        ),
        choices=(
            *([Choice(wording_deadlines.UNDO, f"undo {deadline.id}")] if may_be_opened else []),
            Choice(wording.SHOW_RULE, f"rule {deadline.cite}"),
        ),
        tone="done" if done else "plain",
        footer=wording.NOT_ADVICE,
    )


def _by(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Who closed it and when; not told of somebody without a name at a terminal."""
    last = next((event for event in reversed(desk.store.history(deadline.id)) if event.what in CLOSING), None)
    if last:
        yield words.by(names.called(last.who, desk), last.when.astimezone(desk.zone).date())
