"""Does what is due each year come each year, and once?"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from handlers.dialogue.desk import Desk
from handlers.reminders.remind import open_yearly
from storage.records import Setup
from tests.handlers.district import put


def test_each_yearly_duty_opens_once_in_each_year(desk: Desk) -> None:
    put(desk, Setup(lead="slack:U1"))
    for week in range(2 * 52):
        now = replace(desk, now=desk.now + timedelta(weeks=week))
        open_yearly(now)
        open_yearly(now)
    opened = Counter((one.duty, one.safe.year) for one in desk.store.deadlines())
    duties = {duty for duty, _ in opened}
    assert duties and set(opened.values()) == {1}
    assert all(sum(duty == one for one, _ in opened) >= 2 for duty in duties), opened
