"""What came of a check: a page that is bad twice in a row is told once, and listed until it is there again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from handlers.deadlines.schedule.steps import Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from storage.vault.page_checks import BadPage, PageCheck

EVERY = timedelta(days=7)
FORGOTTEN = timedelta(days=15)
"""After so long without a check, what was found before counts no longer."""
TOLD_AT = 2
"""So often in a row it is bad before anybody is told."""


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
    found = (_after(before.get(address), address, state, desk) for address, state in states.items())
    bad = tuple(one for one in found if one)
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
    """Those that were bad twice in a row, while the check is on. Raises StoreError."""
    last = desk.page_checks.last() if desk.page_checks and desk.store.setup().links else None
    yield from (one for one in (last.bad if last else ()) if one.told)
