"""Does the board show the reminders that went out, the first ones open and the others folded?"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.deadlines.steps import Recipient
from storage.port import Draft
from storage.records import Event, Record, Reminder
from tests.bot.reminder_delivery import a_deadline
from tests.bot.running_bot import RunningBot


@pytest.mark.parametrize("number", [1, 5, 6, 8])
async def test_every_reminder_that_went_out_is_shown_once(running_bot: RunningBot, number: int) -> None:
    desk = running_bot.desk

    def write(draft: Draft) -> Iterator[Record]:
        for hours in range(number):
            at = desk.now - timedelta(hours=hours)
            deadline = a_deadline(draft, "page:ana", at)
            sent = Reminder(deadline=deadline.id, step="opened", due_at=at, where=Recipient.TEAM, sent_at=at)
            yield from (deadline, replace(sent, sent_as=f"page:{hours}"))

    desk.store.change(Event(who="test", what="fill", when=desk.now, surface="test"), write)
    _, board = await running_bot.get("board")
    shown = re.findall(r'class="reminder" data-id="([^"]+)"', board)
    assert shown == [one.id for one in desk.store.sent(None, number)]
    assert len(set(shown)) == number
