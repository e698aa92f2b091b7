"""Are the posts of what was changed refreshed, also where a chat is in trouble for a while, and each of them once?"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.runtime.refresh_posts import Settling
from bot.teams.client import NotTaken
from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.reminders.channels import Place, Unreachable
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.port import Draft
from storage.records import Contract, Event, Record, Reminder, Role
from tests.bot.reminder_bot import ZONE
from tests.bot.reminder_delivery import a_deadline

NOW = datetime(2026, 10, 7, 9, 0, tzinfo=ZONE)
PATIENCE = 60
PLACES = [Place(id=f"chat:{number}", surface="chat", private=True) for number in (1, 2, 3)]


@dataclass
class Channel:
    """A chat that is in trouble, at some messages, so many times."""

    troubles: dict[str, list[Exception]] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        assert place in PLACES and sent_as.startswith(place.id)
        self.tried.append(sent_as)
        if self.troubles.get(sent_as):
            raise self.troubles[sent_as].pop(0)
        self.shown[sent_as] = plain(reply)


@dataclass
class Hung(Channel):
    """A chat that answers nobody until it is let go."""

    begun: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        super().settle(place, sent_as, reply)
        self.begun.set()
        assert self.go.wait(PATIENCE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A deadline with a message at each of three places; two steps share one of them."""
    found = Desk(load(), lambda _: (), Calendar(), NOW, open_embedded(tmp_path, "hartford"), Role.ADMIN)
    due = NOW - timedelta(hours=1)

    def write(draft: Draft) -> Iterator[Record]:
        contract = Contract(id=draft.new_id(Contract), vendor="Acme", executed=date(2026, 10, 7))
        deadline = a_deadline(draft, "teams:ana", due, record=contract.id, duty="post-contract", cite="10-234bb(g)")
        yield from (*PLACES, contract, deadline)
        for step, sent_as in (("opened", "1 a"), ("safe", "2 b"), ("last", "2 b"), ("late-1", "3 c")):
            sent = Reminder(deadline=deadline.id, step=step, due_at=due, where=Recipient.TEAM, sent_at=due)
            yield replace(sent, sent_as=f"chat:{sent_as}")

    found.store.change(Event(who="test", what="fill", when=due, surface="test"), write)
    return found


def done(desk: Desk, channel: Channel, *pauses: float) -> None:
    """The deadline is done, and all is shown that can be."""
    hear = Settling(lambda message: respond(message, desk), lambda: desk, {"chat": channel}, pauses=pauses)
    say_done(hear)
    hear._aside.shutdown()
    hear.stop()


def test_a_message_that_several_posts_share_is_changed_once(desk: Desk) -> None:
    channel = Channel()
    done(desk, channel)
    assert sorted(channel.tried) == ["chat:1 a", "chat:2 b", "chat:3 c"]
    assert all("Done" in says for says in channel.shown.values())


@pytest.mark.parametrize("status", [0, 500, 502, 504])
def test_what_a_chat_in_trouble_did_not_take_is_tried_again(
    desk: Desk, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    channel = Channel({"chat:1 a": [NotTaken(status), NotTaken(status)]})
    done(desk, channel, 0.0, 0.0, 0.0)
    assert channel.tried.count("chat:1 a") == 3 and set(channel.shown) == {"chat:1 a", "chat:2 b", "chat:3 c"}
    assert channel.tried[-1] == "chat:1 a", "nobody else waits for it"
    assert not caplog.records


def test_in_the_end_it_is_left_as_it_was(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    channel = Channel({"chat:1 a": [NotTaken(502)] * 9, "chat:2 b": [Unreachable("403"), Unreachable("403")]})
    done(desk, channel, 0.0, 0.0)
    assert (channel.tried.count("chat:1 a"), channel.tried.count("chat:2 b")) == (3, 1), (
        "where nothing helps nothing is tried"
    )
    assert set(channel.shown) == {"chat:3 c"} and caplog.text.count("could not be refreshed") == 2


def say_done(hear: Settling) -> None:
    assert hear(Message("done D-1 https://district.example.org/contracts", who="teams:ana")).tone == "done"


def test_what_a_chat_wants_us_to_wait_for_is_left_at_the_end(desk: Desk) -> None:
    channel = Channel({"chat:1 a": [NotTaken(502)] * 9})
    hear = Settling(lambda message: respond(message, desk), lambda: desk, {"chat": channel}, pauses=(600.0,))
    say_done(hear)
    hear.hurry().result(PATIENCE)
    hear.stop()
    assert channel.tried.count("chat:1 a") == 1 and set(channel.shown) == {"chat:2 b", "chat:3 c"}


def test_it_ends_without_what_was_not_begun(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    hung = Hung()
    hear = Settling(lambda message: respond(message, desk), lambda: desk, {"chat": hung})
    say_done(hear)
    hear(Message("undo D-1", who="teams:ana"))
    assert hung.begun.wait(PATIENCE)
    hear.hurry()
    hear.stop()
    assert hear(Message("deadline D-1", who="teams:ana")).title, "anyone who asks meanwhile is answered"
    say_done(hear)
    hung.go.set()
    hear._aside.shutdown()
    assert len(hung.tried) == 1 and caplog.text.count("before we stopped") == 2
