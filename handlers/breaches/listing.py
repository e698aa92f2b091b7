"""Breaches in lists."""

from __future__ import annotations

from handlers.breaches import words as breach_words
from handlers.dialogue import list_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.offers import offer_names
from handlers.dialogue.paging import asked, onward, part, with_rows
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Reply, Text
from handlers.dialogue.shorten import short
from handlers.people.button_access import pressable
from handlers.understanding.fuzzy import closest

SAY = "log-breach"
"""The command that logs one."""


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``breaches [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in desk.store.breaches(said) if not one.withdrawn][::-1]
    page_part = part(found, page)
    alike = [] if found else closest(said, [one.vendor for one in desk.store.breaches() if not one.withdrawn])
    items = tuple(f"{breach_words.title(one)}: {breach_words.state(one)}" for one in page_part.shown)
    rows = [Choice(short(f"{one.id} {one.vendor}", LONGEST_LABEL), f"breach {one.id}") for one in page_part.shown]
    log_one = pressable([Choice(breach_words.LOG_ANOTHER, SAY)], message, desk)
    return Reply(
        title=breach_words.count(len(found), said),
        parts=(
            *(
                (Bullets(items, tuple(day for one in page_part.shown for day in breach_words.days(one))),)
                if items
                else ()
            ),
            *(Text(list_words.did_you_mean(alike)) for _ in alike[:1]),
        ),
        choices=with_rows(
            rows or offer_names("breaches", alike), [*onward("breaches", said, page_part, message, desk), *log_one]
        ),
        footer=page_part.told,
    )
