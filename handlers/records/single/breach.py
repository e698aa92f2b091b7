"""Answers about one breach: its clocks, who was told, its owner, and its notice."""

from dataclasses import replace
from datetime import date, datetime

from handlers.breaches import words as breach_words
from handlers.breaches.commands import CATEGORIES, timeliness
from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import words as wording
from handlers.dialogue.reply import Bullets, Choice, Facts, Part, Reply, Text
from handlers.records import words as record_words
from handlers.records.found import Asked, owner_of, standing, title_of
from handlers.records.single import words
from handlers.records.single.contract import closed_line, deadlines_reply, notice_reply, open_parts
from handlers.understanding.requests.request import View
from storage.records import Breach, Status


def answer(breach: Breach, asked: Asked) -> Reply:
    """What was asked about this breach."""
    match asked.request.view:
        case View.TOLD | View.POSTED:
            return _told(breach, asked)
        case View.OWNER:
            return _owner(breach, asked)
        case View.NOTICE:
            return notice_reply(f"breach {breach.id}", breach.id, asked)
        case View.DUE | View.OVERDUE | View.EXPIRING:
            deadlines = standing(breach.id, asked.desk)
            title = f"{breach.id}: {title_of(breach)}"[:150]
            reply = deadlines_reply(title, deadlines, asked, _show(breach), *_received(breach))
            return replace(reply, parts=(*reply.parts, *brief(breach, asked), *timeliness(breach, asked.desk)))
        case _:
            return asked.desk.commands["breach"].run(breach.id, asked.message, asked.desk)


def _show(breach: Breach) -> Choice:
    return Choice(f"{breach.id} {breach.vendor}"[:75], f"breach {breach.id}")


def _received(breach: Breach) -> tuple[Choice, ...]:
    return () if breach.board_told or breach.withdrawn else (Choice(words.RECEIVED, f"received {breach.id}"),)


def brief(breach: Breach, asked: Asked) -> tuple[Part, ...]:
    """What is on record about it."""
    owned = replace(breach, owner=owner_of(breach, asked.desk))
    return (Facts(tuple(breach_words.rows(owned, dict(CATEGORIES))), breach_words.days(breach)),)


def _told(breach: Breach, asked: Asked) -> Reply:
    desk, lines = asked.desk, []
    told_on = _day(breach.board_told)
    for deadline in standing(breach.id, desk):
        title = deadline_title(deadline, desk)
        if deadline.status is Status.DONE:
            lines.append(words.duty_done(title=title, posted=closed_line(deadline, desk)))
        else:
            stands = deadline_words.when(deadline, desk.today)
            lines.append(words.duty_open(title, deadline.id, stands, owner_of(deadline, desk)))
    open_ones = [one for one in standing(breach.id, desk) if one.status is Status.OPEN]
    marks = [Choice(f"{record_words.MARK_DONE}: {one.id}", f"done {one.id}") for one in open_ones[:4]]
    return Reply(
        title=words.told_title(title_of(breach), breach.id),
        parts=(
            Text(words.vendor_told(told_on), (told_on,) if told_on else ()),
            *((Bullets(tuple(lines)),) if lines else (Text(breach_words.NO_CLOCK),)),
            *brief(breach, asked),
            *timeliness(breach, desk),
        ),
        choices=(*marks, *_received(breach), _show(breach)),
        tone=status.tone(open_ones, desk) if open_ones else "plain",
        footer=wording.NOT_ADVICE,
    )


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _owner(breach: Breach, asked: Asked) -> Reply:
    return Reply(
        title=words.owner_title(title_of(breach), owner_of(breach, asked.desk), breach.id),
        parts=(*brief(breach, asked), *open_parts(breach.id, asked.desk)),
        choices=(_show(breach), Choice(record_words.CORRECT, f"correct {breach.id} owner")),
        footer=wording.NOT_ADVICE,
    )
