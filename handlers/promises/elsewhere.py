"""What is told where somebody reads what could not be told at its own place?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from handlers import names
from handlers.desk import Desk
from handlers.promises import rights, said
from handlers.promises.ladder import OWNER, TEAM
from handlers.promises.look import Look
from handlers.promises.lots import Post, Told
from handlers.promises.ways import Place
from handlers.reply import Bullets, Choice, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import deadlines as wording_deadlines
from handlers.wording import together as words
from storage.records import Deadline, Person, Reminder, Role

MOST = 1000
"""Posts of a day that are looked at."""
SHOWN = 5


def needed(post: Post, place: Place, here: Look) -> Post:
    """What whoever reads there does not get anyway."""
    return [told for told in post if not told.deadline or not _gets(told, place, here)]


def _gets(told: Told, place: Place, here: Look) -> bool:
    """Whether another reminder of the deadline goes out, or went out, there today on its own account."""
    desk, ours = here.desk(), {step.id for step in told.steps}
    deadline = desk.store.deadline(told.deadline)
    for other in desk.store.reminders(told.deadline):
        if other.id in ours or other.withdrawn:
            continue
        if other.sent_at:
            if other.sent_at >= _midnight(desk) and stands(other, place):
                return True
        elif other.due_at <= desk.now and [one.id for one in here.places(other.where or TEAM, deadline)[:1]] == [
            place.id
        ]:
            return True
    return False


def stands(reminder: Reminder, place: Place) -> bool:
    """Whether its message stands there."""
    return reminder.sent_as.split(" ")[0].startswith(f"{place.id}:") or reminder.sent_as.split(" ")[0] == place.id


def _midnight(desk: Desk) -> datetime:
    return datetime.combine(desk.today, time(), desk.zone)


def reply(post: Post, left: Post, first: Place, place: Place, desk: Desk) -> Reply | None:
    """What is ``left`` of the post, said elsewhere, and once a day that its own place was not reached."""
    told = said.reply(left, place.id, desk) if left else None
    team = any(step.where in {TEAM, ""} for told in post for step in told.steps)
    if told and not team:
        return told  # which says whose it is
    if told_today(post, place, desk):
        return told
    return with_loss(told, first, rights.reader(place.id, desk), desk) if told else loss(post, first, place, desk)


def told_today(post: Post, place: Place, desk: Desk) -> bool:
    """Whether something for the same reader was told there today, so that the loss of their place is known."""
    about = {_whose(step, desk) for told in post for step in told.steps}
    sent = desk.store.sent(_midnight(desk), MOST)
    return any(stands(one, place) and _whose(one, desk) in about for one in sent)


def _whose(step: Reminder, desk: Desk) -> tuple[str, str]:
    """Who should read it: the team, the lead and the superintendent are one each; an owner is by name."""
    deadline = desk.store.deadline(step.deadline) if step.where == OWNER else None
    return step.where or TEAM, deadline.owner if deadline else ""


def with_loss(reply: Reply, first: Place, who: Person | None, desk: Desk) -> Reply:
    """The same, with the news that the team's own place was not reached, and what mends that."""
    told, choices = _loss(first, who, desk)
    return replace(reply, parts=(*told, *reply.parts), choices=(*reply.choices, *choices))


def _loss(first: Place, who: Person | None, desk: Desk) -> tuple[tuple[Text, ...], tuple[Choice, ...]]:
    lost = Text(wording_deadlines.instead(first.name or first.id))
    if rights.may(Role.ADMIN, who, desk):
        return (lost,), (Choice(words.SET_PLACE_LABEL, words.SET_PLACE),)
    return (lost, Text(words.ASK_FOR_PLACE)), ()


def loss(post: Post, first: Place, place: Place, desk: Desk) -> Reply:
    """The news alone, where all that was to be told is told there anyway."""
    who = rights.reader(place.id, desk)
    if post[0].newest.where in {TEAM, ""}:
        parts, choices = _loss(first, who, desk)
        return Reply(title=words.LOST_TITLE, parts=parts, choices=choices)
    found = list(_deadlines(post, desk))
    lost = rights.reader(first.id, desk)
    about = tuple(f"{one.id} {wording_contracts.duty_title(one, desk.law)}" for one in found[:SHOWN])
    hand_on = rights.may(Role.PRIVACY, who, desk)
    return Reply(
        title=words.unread_title(names.called(lost.id, desk) if lost else first.name or first.id),
        parts=(Text(words.UNREAD), Bullets(about)),
        choices=tuple(Choice(words.hand_on(one.id), f"assign {one.id}") for one in found[:SHOWN] if hand_on),
    )


def _deadlines(post: Post, desk: Desk) -> Iterable[Deadline]:
    for told in post:
        if told.deadline and (found := desk.store.deadline(told.deadline)):
            yield found
