"""How long does one write take?  python tests/storage/measure.py [CONTRACTS]

Each write is what log-contract does: a contract, two deadlines, twelve reminders, the audit event. One deadline in two
is then marked done. The file is filled first, then 200 writes are timed one by one.
"""

import resource
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from storage.embedded.store import open_embedded
from storage.events.audit import compare, verify
from storage.port import Draft, Store
from storage.records import Contract, Deadline, Event, Record, Reminder, Status

START = datetime(2026, 10, 7, 14, 0, tzinfo=UTC)
STEPS = ("opened", "3-days-before", "1-day-before", "safe", "last", "overdue-1")


def log_contract(store: Store, number: int) -> str:
    when = START + timedelta(minutes=number)

    def write(draft: Draft) -> list[Record]:
        contract = Contract(
            id=draft.new_id(Contract),
            vendor=f"Vendor {number}",
            product="Reading App",
            executed=date(2026, 10, 7),
            purpose="Practice in reading for grades one to five, with reports for teachers.",
            description="An app for tablets in which children read aloud and the teacher sees how it went.",
            categories=("student_information", "student_generated_content"),
            kinds="name, grade, voice recordings, scores",
            start=date(2026, 10, 7),
            expiry=date(2029, 6, 30),
            link="https://example.org/contracts/reading-app.pdf",
            provisions={f"(a)({item})": item % 3 > 0 for item in range(1, 11)},
            owner="slack:U042",
        )
        puts: list[Record] = [contract]
        for duty, days in (("post-contract", 7), ("delete-at-end", 900)):
            day = date(2026, 10, 7) + timedelta(days)
            deadline = Deadline(
                id=draft.new_id(Deadline),
                record=contract.id,
                duty=duty,
                cite="10-234bb(g)",
                who="board",
                safe=day,
                last=day,
                opened=when,
                owner="slack:U042",
                tag="S",
            )
            puts.append(deadline)
            puts += [
                Reminder(deadline=deadline.id, step=step, due_at=when + timedelta(days=days, hours=hour))
                for hour, step in enumerate(STEPS)
            ]
        return puts

    event = Event(who="slack:U042", what="log-contract", when=when, surface="slack", request=f"request-{number}")
    return store.change(event, write).event.made[1]


def finish(store: Store, key: str, number: int) -> None:
    def write(draft: Draft) -> list[Record]:
        deadline = draft.deadline(key)
        assert deadline
        return [replace(deadline, status=Status.DONE, proof="https://example.org/contracts", closed=START)]

    event = Event(who="slack:U042", what="done", when=START, surface="slack", request=f"done-{number}")
    store.change(event, write)


def fill(store: Store, contracts: int) -> None:
    for number in range(contracts):
        key = log_contract(store, number)
        if number % 2:
            finish(store, key, number)


def spread(seconds: list[float]) -> str:
    cuts = statistics.quantiles(seconds, n=100)
    return f"median {cuts[49] * 1000:6.1f} ms   p95 {cuts[94] * 1000:6.1f} ms   worst {max(seconds) * 1000:6.1f} ms"


def timed(count: int, work) -> list[float]:
    seconds = []
    for number in range(count):
        begin = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - begin)
    return seconds


def main(contracts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        begin = time.perf_counter()
        fill(open_embedded(data, "hartford"), contracts)
        filled = time.perf_counter() - begin
        path = data / "hartford" / "district.json"
        lines = [f"{contracts} contracts on file, {path.stat().st_size / 1e6:.1f} MB, filled in {filled:.1f} s"]
        begin = time.perf_counter()
        store = open_embedded(data, "hartford")
        lines.append(f"open and verify   {(time.perf_counter() - begin) * 1000:.0f} ms")
        far = START + timedelta(days=8)
        log_contract(store, contracts + 500)  # the first write after opening encodes everything once
        writes = timed(200, lambda number: log_contract(store, contracts + 1000 + number))
        lines.append(f"log-contract      {spread(writes)}   {len(writes) / sum(writes):.0f} a second")
        other = open_embedded(data, "hartford")

        def by_turns(number: int) -> None:
            log_contract((store, other)[number % 2], contracts + 2000 + number)

        lines.append(f"two by turns      {spread(timed(20, by_turns))}")
        store.deadlines(status=Status.OPEN)
        lines.append(f"deadlines open    {spread(timed(50, lambda _: store.deadlines(status=Status.OPEN)))}")
        store.due(far)
        lines.append(f"due, 100 of many  {spread(timed(200, lambda _: store.due(far)))}")
        lines.append(f"due, none         {spread(timed(200, lambda _: store.due(START - timedelta(days=1))))}")
        lines.append(f"claim 100         {spread(timed(5, lambda _: store.claim_due(far, timedelta(minutes=5))))}")
        lines.append(f"history           {spread(timed(20, lambda _: store.history('C-7')))}")
        begin = time.perf_counter()
        verify(store.events())
        found = compare(store.dump())
        lines.append(f"audit verify      {time.perf_counter() - begin:.1f} s, {found.compared} records compared")
        lines.append(f"peak memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
