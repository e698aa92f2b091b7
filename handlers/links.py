"""Checks of posted pages: which addresses, what each check found, and how a page that is gone is reported."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from handlers.contracts.ended import has_ended
from handlers.deadlines.steps import Step, StepKind, read_step, reminder_for
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import catalog
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Part, Reply, Text
from handlers.forms.filling import change
from knowledge.law import POST_BREACH, POST_CONTRACT
from storage.records import Reminder, Status
from storage.vault.sealed import BadPage, PageCheck

messages = catalog(__file__)

MOST_NAMED, MOST_LISTED = 3, 15

_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_AFTER = ".,;:!?)]}"
"""What ends a sentence and not an address."""


def posted_pages(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Each address, with the ids of the records whose page it is; an empty id is the register's own. Raises StoreError.

    What has ended or was withdrawn no longer has to be there.
    """
    by_address: dict[str, list[str]] = {}
    for id, text in _given(desk):
        for address in _ADDRESS.findall(text):
            with suppress(ValueError):  # what only looks like an address
                ids = by_address.setdefault(urlsplit(address.rstrip(_AFTER))._replace(fragment="").geturl(), [])
                ids += [id] if id not in ids else []
    return {address: tuple(ids) for address, ids in by_address.items()}


def _given(desk: Desk) -> Iterator[tuple[str, str]]:
    """The texts that may hold an address, each with its record's id."""
    yield "", desk.store.setup().site
    current = [one for one in desk.store.contracts() if not one.withdrawn and not has_ended(one, desk.today)]
    yield from ((one.id, one.link) for one in current)
    ids = {one.id for one in current} | {one.id for one in desk.store.breaches() if not one.withdrawn}
    for deadline in desk.store.deadlines(status=Status.DONE):
        if deadline.duty in {POST_CONTRACT, POST_BREACH} and deadline.record in ids:
            yield deadline.record, deadline.proof


EVERY = timedelta(days=7)
FORGOTTEN = timedelta(days=15)
"""After so long without a check, what was found before counts no longer."""
TOLD_AT = 2
"""Bad checks in a row before anybody is told."""


class PageState(StrEnum):
    """How a page stands; the value is what is stored."""

    THERE = "there"
    GONE = "gone"
    MOVED = "moved"
    """It leads to another website."""
    UNCLEAR = "unclear"
    """The answer does not tell it, as where the page wants a sign-in."""
    SILENT = "silent"
    """No answer."""


def is_due(desk: Desk) -> bool:
    """Whether the district wants the check, and the last one was a week ago. Raises StoreError."""
    if desk.page_checks is None or not desk.store.setup().links:
        return False
    last = desk.page_checks.last()
    return last is None or desk.today - last.checked >= EVERY


def save_check(states: Mapping[str, PageState], desk: Desk) -> None:
    """Keep what was found, and plan the message where something is to be told. Raises StoreError."""
    if desk.page_checks is None:
        return
    last = desk.page_checks.last()
    before = {one.address: one for one in last.bad} if last and desk.today - last.checked < FORGOTTEN else {}
    after = (_after(before.get(address), address, state, desk) for address, state in states.items())
    bad = tuple(one for one in after if one)
    desk.page_checks.put(PageCheck(checked=desk.today, bad=bad))
    if any(one.told == desk.today for one in bad):
        step = reminder_for(Step(StepKind.PAGES, on=desk.today), "", desk.now)
        clock = Message("", who="clock", surface="clock", request=f"from {step.step}")
        change("open", clock, desk, lambda _: [step])


def _after(old: BadPage | None, address: str, state: PageState, desk: Desk) -> BadPage | None:
    """How an address stands after one more check; an answer that does not tell changes nothing."""
    if state in {PageState.UNCLEAR, PageState.SILENT}:
        return old
    if state is PageState.THERE:
        return None
    if old is None or old.state != state:
        return BadPage(address=address, state=state)
    times = old.times + 1
    return replace(old, times=times, told=desk.today if times == TOLD_AT else old.told)


def bad_pages(desk: Desk) -> Iterator[BadPage]:
    """The pages that were bad twice in a row; none while the check is off. Raises StoreError."""
    last = desk.page_checks.last() if desk.page_checks and desk.store.setup().links else None
    yield from (one for one in (last.bad if last else ()) if one.told)


def pages_post(reminder: Reminder, desk: Desk) -> Reply | None:
    """The message on what that day's check found; None where nothing of it is wrong any more. Raises StoreError."""
    step = read_step(reminder.step)
    gone_today = {page: ids for page, ids in _still_posted(desk).items() if step and page.told == step.on}
    if not gone_today:
        return None
    return Reply(
        title=_title(len(gone_today), gone=any(map(_is_gone, gone_today))),
        parts=(_listed(gone_today), Text(messages.WHAT_TO_DO)),
        choices=(Choice(messages.REGISTER, "register"),),
        tone="incomplete",
    )


def bad_page_parts(desk: Desk) -> Iterator[Part]:
    """All that is wrong now, under a heading; nothing where all is well. Raises StoreError."""
    if found := _still_posted(desk):
        yield Text(messages.HEADING, heads=True)
        yield _listed(found)


def _still_posted(desk: Desk) -> dict[BadPage, tuple[str, ...]]:
    """The bad pages, each with the ids of its records; without pages that no record names any more."""
    bad = list(bad_pages(desk))
    posted = posted_pages(desk) if bad else {}
    return {one: posted[one.address] for one in bad if one.address in posted}


def _listed(found: Mapping[BadPage, tuple[str, ...]]) -> Bullets:
    lines = [_line(ids, page.address, gone=_is_gone(page)) for page, ids in found.items()]
    rest = len(lines) - MOST_LISTED
    return Bullets((*lines[:MOST_LISTED], *([messages.more(number=rest)] if rest > 0 else [])))


def _is_gone(page: BadPage) -> bool:
    return page.state == PageState.GONE


def _title(number: int, *, gone: bool) -> str:
    """How many pages it is about."""
    if number > 1:
        return messages.posted_pages_need_a_look(number=number)
    return messages.a_posted_page_is_gone if gone else messages.a_posted_page_leads_elsewhere


def _line(ids: Sequence[str], address: str, *, gone: bool) -> str:
    """What is wrong with a page, and whose it is."""
    named = [id or messages.OWN for id in ids[:MOST_NAMED]]
    named += [f"{len(ids) - MOST_NAMED:,} more"] if len(ids) > MOST_NAMED else []
    whose = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return messages.the_page_of(whose=whose, gone="is gone" if gone else "leads to another website", address=address)
