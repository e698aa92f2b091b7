"""What does one post say, of one deadline or of many?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers import names
from handlers.desk import Desk
from handlers.promises import digest, lists, rights
from handlers.promises.ladder import OWNER
from handlers.promises.lots import Post
from handlers.promises.posts import post as single
from handlers.reply import Reply
from handlers.wording import together as words
from storage.records import Deadline, Person, Status

FEWER = 10
"""Lines of each part where what is shown anew must fit one message."""


def reply(post: Post, place: str, desk: Desk) -> Reply | None:
    """What it says to whoever reads that place; None where nothing of it is open any more."""
    if len(post) == 1 and post[0].deadline:
        return single(post[0].newest, desk, place)
    who = rights.reader(place, desk)
    still = [one for one in _deadlines(post, desk) if one.status is Status.OPEN]
    if any(not told.deadline for told in post):
        return digest.reply(desk, who, still)
    return lists.reply(still, who, desk, tuple(_for_owners(post, still, who, desk))) if still else None


def anew(post: Post, place: str, desk: Desk) -> Reply:
    """What a message that told of many says as things stand now, with what is closed since; it fits one message."""
    who, found = rights.reader(place, desk), list(_deadlines(post, desk))
    return lists.reply(found, who, desk, tuple(_for_owners(post, found, who, desk)), FEWER)


def _deadlines(post: Post, desk: Desk) -> Iterator[Deadline]:
    for told in post:
        if told.deadline and (found := desk.store.deadline(told.deadline)):
            yield found


def _for_owners(post: Post, still: list[Deadline], who: Person | None, desk: Desk) -> Iterator[str]:
    """Why somebody else reads what is the owners'."""
    theirs = {told.deadline for told in post if any(step.where == OWNER for step in told.steps)}
    owners = {one.owner for one in still if one.id in theirs and one.owner and not rights.owns(one, who, desk)}
    if who and owners:
        yield words.not_reached([names.called(owner, desk) for owner in sorted(owners)])
