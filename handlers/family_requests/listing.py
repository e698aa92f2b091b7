"""Families' requests in lists."""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Row, Rows, Text
from handlers.dialogue.text.paging import asked, onward, part
from handlers.dialogue.text.shorten import short
from handlers.family_requests import words
from handlers.family_requests.commands import tone_of
from handlers.family_requests.log import SAY
from storage.kinds.family_request import FamilyRequest
from storage.records import Status


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``family-requests [WORDS] [page N]``: those that fit, the open ones first, the oldest of them on top."""
    said, page = asked(rest)
    found = [one for one in desk.store.family_requests(said) if not one.withdrawn]
    waiting = sorted((one for one in found if not one.outcome), key=lambda one: one.received)
    shown = part([*waiting, *(one for one in found[::-1] if one.outcome)], page)
    return Reply(
        title=words.count(len(found), len(waiting), said),
        parts=(Rows(tuple(row(one, desk) for one in shown.shown)) if found else Text(words.NONE),),
        choices=(*onward("family-requests", said, shown, message, desk), Choice(words.LOG_ANOTHER, SAY)),
        footer=shown.told,
    )


def row(request: FamilyRequest, desk: Desk) -> Row:
    """One of them: what is asked of which vendor, and where it stands."""
    due = desk.store.deadlines(record=request.id, status=Status.OPEN)
    name = f"{words.what(request)}: {request.vendor}"
    opens = Choice(short(f"{request.id} {request.vendor}", LONGEST_LABEL), f"family-request {request.id}")
    return Row(
        short(name), words.state(request, due[0].safe if due else None, desk.today), tone_of(request, desk), opens
    )
