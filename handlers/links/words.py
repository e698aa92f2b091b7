"""The sentences about pages that are no longer where they were posted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

MOST_NAMED, MOST_LISTED = 3, 15


def title(number: int, *, gone: bool) -> str:
    """How many pages it is about."""
    if number > 1:
        return messages.posted_pages_need_a_look(number=number)
    return messages.a_posted_page_is_gone if gone else messages.a_posted_page_leads_elsewhere


def line(ids: Sequence[str], address: str, *, gone: bool) -> str:
    """What is wrong with a page, and whose it is."""
    named = [id or messages.OWN for id in ids[:MOST_NAMED]]
    named += [f"{len(ids) - MOST_NAMED:,} more"] if len(ids) > MOST_NAMED else []
    whose = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return messages.the_page_of(whose=whose, gone="is gone" if gone else "leads to another website", address=address)


def more(number: int) -> str:
    """How many are not listed."""
    return messages.more(number=number)
