"""A process that logs contracts and says so after each: writer.py DATA NAME FIRST LAST."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from storage.embedded.store import open_embedded
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Record, Reminder

NOON = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)


def main(data: str, name: str, first: str, last: str) -> None:
    store = open_embedded(Path(data), "hartford")
    for number in range(int(first), int(last)):

        def write(draft: Draft, vendor: str = f"{name} {number}") -> list[Record]:
            contract = Contract(id=draft.new_id(Contract), vendor=vendor, executed=NOON.date())
            puts: list[Record] = [contract]
            for duty in ("post-contract", "delete-at-end"):
                deadline = Deadline(
                    id=draft.new_id(Deadline),
                    record=contract.id,
                    duty=duty,
                    cite="10-234bb(g)",
                    who="board",
                    safe=date(2026, 10, 14),
                    last=date(2026, 10, 15),
                    opened=NOON,
                )
                puts += [deadline, Reminder(deadline=deadline.id, step="last", due_at=NOON)]
            return puts

        when = NOON + timedelta(minutes=number)
        event = Event(who="cli", what="log-contract", when=when, surface="terminal", request=f"{name}-{number}")
        outcome = store.change(event, write)
        sys.stdout.write(f"{number} {outcome.event.made[0]} {'again' if outcome.again else 'new'}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
