"""How a page that is gone is told: in a message to the privacy team, and as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.deadlines.schedule.steps import read_step
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Choice, Part, Reply, Text
from handlers.links import words
from handlers.links.addresses import posted_pages
from handlers.links.checks import PageState, bad_pages
from storage.records import Reminder
from storage.vault.page_checks import BadPage


def pages_post(reminder: Reminder, desk: Desk) -> Reply | None:
    """The message on what that day's check found; None where nothing of it is wrong any more. Raises StoreError."""
    step = read_step(reminder.step)
    found = {page: ids for page, ids in _still_posted(desk).items() if step and page.told == step.on}
    if not found:
        return None
    return Reply(
        title=words.title(len(found), gone=any(map(_is_gone, found))),
        parts=(_listed(found), Text(words.WHAT_TO_DO)),
        choices=(Choice(words.REGISTER, "register"),),
        tone="incomplete",
    )


def bad_page_parts(desk: Desk) -> Iterator[Part]:
    """All that is wrong now, under a heading; nothing where all is well. Raises StoreError."""
    if found := _still_posted(desk):
        yield Text(words.HEADING, heads=True)
        yield _listed(found)


def _still_posted(desk: Desk) -> dict[BadPage, tuple[str, ...]]:
    """Each with the ids of its records; without those that no record names any more."""
    bad = list(bad_pages(desk))
    posted = posted_pages(desk) if bad else {}
    return {one: posted[one.address] for one in bad if one.address in posted}


def _listed(found: Mapping[BadPage, tuple[str, ...]]) -> Bullets:
    lines = [words.line(ids, page.address, gone=_is_gone(page)) for page, ids in found.items()]
    rest = len(lines) - words.MOST_LISTED
    return Bullets((*lines[: words.MOST_LISTED], *([words.more(rest)] if rest > 0 else [])))


def _is_gone(page: BadPage) -> bool:
    return page.state == PageState.GONE
