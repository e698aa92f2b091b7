"""What does a district's drawer hold, and how long does something take with it?"""

import statistics
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from measure import figure, timed

from storage.events.change import Tally
from storage.records import Contract, Deadline, Reminder
from storage.serialize import Tables, plain

NOON = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)
STEPS = ("3-before", "safe", "last", "overdue-1")


def spread(work: Callable[[], Any], what: str, times: int, most: float | None = None) -> None:
    """Print how long it takes, and the budget of its p95 in milliseconds."""
    work()
    cuts = statistics.quantiles([timed(work) * 1000 for _ in range(times)], n=100)
    figure(f"{what}, median", cuts[49], "ms")
    figure(f"{what}, p95", cuts[94], "ms", most=most)


def drawer(contracts: int, first: int = 1) -> Tables:
    """So many contracts, each with three open deadlines of four reminders each, due in the next two years."""
    tables: Tables = {kind.__name__: {} for kind in (Contract, Deadline, Reminder)}
    for number in range(first, first + contracts):
        put(tables, contract(number))
        for promise in range(3):
            key = number * 3 + promise - 2
            day = date(2026, 10, 8) + timedelta(days=key % 700)
            put(tables, deadline(f"D-{key}", f"C-{number}", day))
            for hour, step in enumerate(STEPS):
                due = datetime(day.year, day.month, day.day, 12 + hour, tzinfo=UTC)
                put(tables, Reminder(deadline=f"D-{key}", step=step, due_at=due))
    last = first + contracts - 1
    tables["Tally"] = {"tally": plain(Tally({"C": last, "D": last * 3}, 0, ""))}
    return tables


def put(tables: Tables, record: Contract | Deadline | Reminder) -> None:
    tables[type(record).__name__][record.id] = plain(record)


def contract(number: int) -> Contract:
    return Contract(
        id=f"C-{number}",
        vendor=f"Vendor {number}",
        product="Reading App",
        executed=date(2026, 10, 7),
        purpose="Practice in reading for grades one to five, with reports for teachers.",
        description="An app for tablets in which children read aloud and the teacher sees how it went.",
        categories=("student_information", "student_generated_content"),
        provisions={f"(a)({item})": item % 3 > 0 for item in range(1, 11)},
        owner="slack:U042",
    )


def deadline(key: str, record: str, day: date) -> Deadline:
    return Deadline(
        id=key,
        record=record,
        duty="post-contract",
        cite="10-234bb(g)",
        who="board",
        safe=day,
        last=day,
        opened=NOON,
        owner="slack:U042",
        tag="S",
    )
