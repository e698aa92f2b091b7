"""Charts about deadlines: the coming weeks, and what was done in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from handlers.deadlines.display import chart_words as words
from handlers.deadlines.states import next_day, overdue
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.desk import Desk
from storage.records import Deadline, Status

WEEKS = 6
FEWEST = 2
"""Deadlines of which a chart shows more than their list does."""


def weeks_chart(open_ones: Sequence[Deadline], today: date) -> Iterator[Chart]:
    """How many open deadlines fall into each of the coming weeks, and how many are overdue; none where few are open."""
    late = len(overdue(open_ones, today))
    monday = today - timedelta(days=today.weekday())
    begins = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    next_days = [next_day(one, today) for one in open_ones if one.last_day >= today]
    counts = [sum(begin <= day < begin + timedelta(weeks=1) for day in next_days) for begin in begins]
    if late + sum(counts) < FEWEST:
        return
    weeks = zip(begins[1:], counts[1:], strict=True)
    bars = (Bar(words.THIS_WEEK, counts[0], "soon"), *(Bar(words.week(begin), count) for begin, count in weeks))
    shown = (*((Bar(words.LATE, late, "late"),) if late else ()), *bars)
    yield Chart(words.WEEKS, shown, words.weeks(late, counts[0], sum(counts[1:]), WEEKS))


def coming_chart(open_ones: Sequence[Deadline], today: date) -> Iterator[Chart]:
    """The same without what is overdue, where a figure beside it says how much that is."""
    yield from weeks_chart([one for one in open_ones if one.last_day >= today], today)


def timely_chart(every: Sequence[Deadline], desk: Desk) -> Iterator[Chart]:
    """How many of the deadlines that are done were done in time; none where few are done."""
    done = [one for one in every if one.status is Status.DONE and one.closed]
    late = sum(one.closed.astimezone(desk.zone).date() > one.last_day for one in done if one.closed)
    if len(done) < FEWEST:
        return
    bars = (Bar(words.ON_TIME, len(done) - late, "good"), Bar(words.DONE_LATE, late, "late"))
    yield Chart(words.TIMELY, bars, words.timely(len(done) - late, late), whole=True)
