"""Breaches in lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.breaches import words as breach_words
from handlers.deadlines.display.rows import list_tone
from handlers.deadlines.states import by_harm
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Row, Rows, Text, Tone
from handlers.dialogue.text import list_words
from handlers.dialogue.text.offers import offer_names
from handlers.dialogue.text.paging import asked, onward, part
from handlers.dialogue.text.shorten import short
from handlers.understanding.fuzzy import closest
from storage.records import Breach, Status

SAY = "log-breach"
"""The command that logs one."""


def breach_rows(found: Iterable[Breach], desk: Desk) -> Rows:
    """Breaches with where they stand."""
    return Rows(tuple(breach_row(one, desk) for one in found))


def breach_row(breach: Breach, desk: Desk, says: Sequence[str] = ()) -> Row:
    """One breach: its vendor, its id, where it stands, and what else is said of it."""
    pieces = (breach.id, breach_words.state(breach, desk.today), *says)
    return Row(
        breach_words.name(breach),
        " · ".join(piece for piece in pieces if piece),
        _tone(breach, desk),
        opened_by(breach),
    )


def opened_by(breach: Breach, say: str = "breach") -> Choice:
    """What shows it, or does what ``say`` does, named by its id and vendor."""
    return Choice(short(f"{breach.id} {breach.vendor}", LONGEST_LABEL), f"{say} {breach.id}")


def _tone(breach: Breach, desk: Desk) -> Tone:
    """How its most pressing deadline stands."""
    due = [one for one in desk.store.deadlines(record=breach.id) if one.status is Status.OPEN]
    return list_tone(by_harm(due, desk.today)[:1], desk)


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``breaches [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in desk.store.breaches(said) if not one.withdrawn][::-1]
    page_part = part(found, page)
    alike = [] if found else closest(said, [one.vendor for one in desk.store.breaches() if not one.withdrawn])
    log_one = [Choice(breach_words.LOG_ANOTHER, SAY)]
    return Reply(
        title=breach_words.count(len(found), said),
        parts=(
            *((breach_rows(page_part.shown, desk),) if found else ()),
            *(Text(list_words.did_you_mean(alike)) for _ in alike[:1]),
        ),
        choices=(*offer_names("breaches", alike), *onward("breaches", said, page_part, message, desk), *log_one),
        footer=page_part.told,
    )
