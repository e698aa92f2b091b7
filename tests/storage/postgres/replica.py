"""A process that posts what is due until it is killed: replica.py DATABASE PLACE ask|trust."""

import json
import os
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta

from storage.port import Store
from storage.postgres.store import PostgresStores
from storage.records import Reminder

LEASE = timedelta(seconds=4)
GAP = timedelta(milliseconds=2)


def now() -> datetime:
    return datetime.now(UTC)


def send(place: str, reminder: Reminder, district: str, turn: datetime) -> str:
    body = {"id": f"{district} {reminder.id}", "by": os.getpid(), "turn": turn.timestamp()}
    with urllib.request.urlopen(place, json.dumps(body).encode()) as answer:
        return str(answer.read().decode())


def found(place: str, reminder: Reminder, district: str) -> str:
    """The message of an earlier sending, if the place has it."""
    with urllib.request.urlopen(f"{place}/{district}/{reminder.id}") as answer:
        return str(answer.read().decode())


def wait_for_turn(store: Store) -> datetime:
    while (turn := store.take_slot("local:place", asked := now(), GAP)) > asked:
        time.sleep((turn - asked).total_seconds())
    return turn


def hand_over(store: Store, district: str, place: str, *, ask: bool) -> None:
    for reminder in store.claim_due(now(), LEASE, 5):
        assert reminder.claimed_until
        if now() > reminder.claimed_until - LEASE / 2:
            return  # too slow: somebody else may be at it before we are done
        sent_as = found(place, reminder, district) if ask and reminder.attempts > 1 else ""
        sent_as = sent_as or send(place, reminder, district, wait_for_turn(store))
        store.mark_sent([reminder], now(), sent_as)


def main(url: str, place: str, how: str) -> None:
    cabinet = PostgresStores(url)
    while True:
        districts = cabinet.with_due(now())
        for district in districts:
            hand_over(cabinet.open(district), district, place, ask=how == "ask")
        if not districts:
            time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
