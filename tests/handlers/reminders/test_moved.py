"""What is left of a message of which a newer one took over, and who did what in one that is closed?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.deadlines.words import did
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.reminders.messages.current_post import current_post
from handlers.reminders.messages.posts import plan_digest
from handlers.reminders.remind import remind
from storage.records import Place
from tests.handlers.district import put

PLACE = Place(id="slack:C1", surface="slack", name="privacy", private=True)


class Channel:
    """A place whose messages have addresses, as those of a chat."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.gap = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002
        self.sent.append(f"{place.id} {len(self.sent)}")
        return self.sent[-1]

    def change(self, place: Place, sent_as: str, reply: Reply) -> None:
        """In place; what it says is asked for below."""


def said(text: str, desk: Desk, who: str = "Dana") -> Reply:
    return respond(Message(text, who=who), desk)


@pytest.mark.parametrize("number", [1, 3, 20])
def test_an_older_message_says_where_its_deadlines_went_and_has_nothing_to_press(number: int, desk: Desk) -> None:
    put(desk, PLACE)
    put(desk, replace(desk.store.setup(), place=PLACE.id))
    for one in range(number):
        said(f"log-contract vendor: Vendor {one:02}; executed: 2026-11-20", desk)
    channel = Channel()
    for _ in range(24):
        desk = replace(desk, now=desk.now + timedelta(days=1))
        plan_digest(desk)
        remind(desk, {"slack": channel})  # type: ignore[dict-item]
    live: list[str] = []
    for address in channel.sent:
        shown = current_post(address, desk)
        if shown is None:
            continue
        assert "Nothing here is open anymore" not in plain(shown)
        presses = [one.say for row in shown.rows for one in row.actions] + [one.say for one in shown.choices]
        if "Moved to the newer message below" in plain(shown):
            assert not shown.rows and not shown.choices, plain(shown)
        live += [say for say in presses if say.startswith("done ")]
    assert len(channel.sent) > 1 and len(live) == len(set(live)), "a deadline can be closed in one message only"


def test_a_message_that_is_closed_reads_who_did_what_with_which_proof(desk: Desk) -> None:
    put(desk, PLACE)
    put(desk, replace(desk.store.setup(), place=PLACE.id))
    for vendor in ("Quizlet", "Kahoot"):
        said(f"log-contract vendor: {vendor}; executed: 2026-11-20", desk)
    channel = Channel()
    desk = replace(desk, now=desk.now + timedelta(days=1))
    remind(desk, {"slack": channel})  # type: ignore[dict-item]
    for id in ("D-1", "D-2"):
        said(f"done {id} https://example.org/{id}", desk, who="Theo Tech")
        [address] = channel.sent
        post = current_post(address, desk)
        assert post and "Theo Tech posted the contract of Quizlet: https://example.org/D-1" in plain(post)
    assert post and post.title == "All that was due here is closed"


def test_every_duty_reads_as_something_that_somebody_did(desk: Desk) -> None:
    titles = [one.title for one in desk.law.on(desk.today).duties.values() if one.who == "board"]
    for title in titles:
        line = did("Theo Tech", title, "Quizlet", "https://example.org")
        assert line.startswith("Theo Tech ") and "Quizlet" in line and line.endswith(": https://example.org")
        assert title.partition(" ")[0] not in line, f"'{title}' has no past"
