"""Exceptions in lists."""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Row, Rows, Text
from handlers.dialogue.text.paging import asked, onward, part
from handlers.dialogue.text.shorten import short
from handlers.exceptions import words
from handlers.exceptions.commands import footer, tone_of
from handlers.exceptions.conditions import is_complete, missing, needed, signed_after
from handlers.exceptions.log import SAY
from storage.kinds.plan_exception import PlanException


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``exceptions [WORDS] [page N]``: those that fit, what is not complete first, then the newest."""
    said, page = asked(rest)
    found = [one for one in desk.store.plan_exceptions(said) if not one.withdrawn][::-1]
    lacking = [one for one in found if not is_complete(one, desk)]
    shown = part([*lacking, *(one for one in found if one not in lacking)], page)
    return Reply(
        title=words.count(len(found), len(lacking), said),
        parts=(Rows(tuple(row(one, desk) for one in shown.shown)) if found else Text(words.NONE),),
        choices=(
            *onward("exceptions", said, shown, message, desk),
            *((Choice(words.REPORT, "report commission"),) if found else ()),
            Choice(words.LOG_ANOTHER, SAY),
        ),
        footer=" ".join(filter(None, (shown.told, footer(desk) if found else ""))),
    )


def row(exception: PlanException, desk: Desk) -> Row:
    """One of them: the product, and how many conditions nothing shows yet."""
    lacks, of = len(missing(exception, desk)), len(needed(exception, desk))
    stands = words.stands(lacks, of, early=bool(signed_after(exception, desk)))
    opens = Choice(short(f"{exception.id} {words.name(exception)}", LONGEST_LABEL), f"exception {exception.id}")
    state = words.state(exception, stands, desk.today)
    return Row(short(words.name(exception)), state, tone_of(exception, desk), opens)
