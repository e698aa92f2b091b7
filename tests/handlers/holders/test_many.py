"""Do lists that are longer than one message stay whole, a page at a time?"""

from datetime import date

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import FIRST
from handlers.dialogue.reply import MOST_ROWS, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.port import Draft
from storage.records import Contract, Event, Record

MANY = 45


@pytest.fixture
def district(desk: Desk) -> Desk:
    """Contracts of many vendors, each with a school and a subprocessor of its own beside a common one."""

    def write(draft: Draft) -> list[Record]:
        return [
            Contract(
                id=draft.new_id(Contract),
                vendor=f"Vendor {number:02}",
                executed=date(2026, 11, 2),
                schools=(f"School {number:02}", "Elm Street"),
                subprocessors=(f"Helper {number:02}", "Cloudy"),
                kinds="language samples",
            )
            for number in range(1, MANY + 1)
        ]

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)
    return desk


def say(desk: Desk, text: str) -> Reply:
    return respond(Message(text, who="Dana"), desk)


@pytest.mark.parametrize("of", ["schools", "subprocessors", "Cloudy", "Elm Street"])
def test_every_row_comes_on_some_page(district: Desk, of: str) -> None:
    seen: list[str] = []
    first = say(district, f"who-has {of}")
    assert len(first.rows) == FIRST
    reply = say(district, next(one.say for one in first.choices if one.label.startswith("All")))
    while True:
        seen += [row.title for row in reply.rows]
        onward = [one.say for one in reply.choices if one.label.startswith("Next")]
        if not onward:
            break
        reply = say(district, onward[0])
        assert len(seen) <= 2 * MANY, "a page comes again and again"
    assert len(set(seen)) == len(seen) >= MANY


def test_a_word_is_found_where_it_begins_and_not_within_another(district: Desk) -> None:
    assert "No contract on record names" in plain(say(district, "who-has age"))
    assert "No contract on record names" in plain(say(district, "who-has s"))
    assert len(say(district, "who-has languages").rows) > 1


def test_a_breach_at_a_subprocessor_of_many_is_told_in_one_message(district: Desk) -> None:
    told = "Keys were taken. " * 30
    reply = say(district, f"log-breach vendor: Cloudy; discovered: 2026-11-23; description: {told}")
    assert len(reply.rows) == MOST_ROWS
    assert f"{MANY - MOST_ROWS} more are not shown" in plain(reply)
    assert "for the first 9" in plain(reply)
    assert "only the first 300 characters" in plain(reply)
    for choice in [one for one in reply.choices if one.label.startswith("Log for")]:
        say(district, choice.say)
    say(district, "correct B-1 description: Seen by Cloudy's own people.")
    reply = say(district, f"log-breach vendor: Cloudy; discovered: 2026-11-23; description: {told}")
    assert reply.rows[0].title == "Vendor 10"
    assert "Log for C-1 Vendor 01" not in [one.label for one in reply.choices]
