"""Does each post reach its place in Slack once, and does it show the present afterwards?"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import responder
from bot.slack.posting.settle import Settling
from bot.slack.posting.way import HalfSent, SlackWay, place_of
from handlers.desk import Desk, Message
from handlers.promises.ladder import OWNER, TEAM
from handlers.promises.remind import remind
from handlers.promises.ways import Later, NoWay
from handlers.reply import Bullets, Choice, Reply, Text
from handlers.wording.slack_post import MAY_REPEAT
from knowledge.calendar import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.audit import verify
from storage.embedded import open_embedded
from storage.port import Draft, Store
from storage.postgres import open_postgres
from storage.records import Contract, Deadline, Event, Person, Place, Record, Reminder, Role, Setup
from tests.bot.keeper import ZONE
from tests.bot.slack.local import Slack, elements
from tests.storage.server import running

ROOT = Path(__file__).parents[3]
POST = "D-1/safe"
REPLY = Reply(
    title="Reminder: Post the contract", parts=(Text("Until Tuesday."),), choices=(Choice("Done", "done D-1"),)
)
LONG = Reply(title="Much", parts=tuple(Bullets(tuple(f"{k} {'x' * 900}" for k in range(9))) for _ in range(3)))
CHAT = Place(id="slack:D1", surface="slack", name="Ana Ruiz", private=True)
CHANNEL = Place(id="slack:C1", surface="slack", name="privacy", private=True)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz")
        slack.chat_with("U1")
        slack.channel("C1", name="privacy", is_private=True)
        yield slack


@pytest.fixture
def way(slack: Slack) -> SlackWay:
    return SlackWay(lambda _: slack.token, slack.url)


async def send(way: SlackWay, place: Place = CHAT, reply: Reply = REPLY, *, again: bool = False) -> str:
    return await asyncio.to_thread(way.send, place, reply, POST, again=again)


def texts(slack: Slack, channel: str = "D1") -> list[str]:
    return [message["text"] for message in slack.said(channel)]


async def test_a_post_has_its_buttons_its_id_and_an_address(slack: Slack, way: SlackWay) -> None:
    address = await send(way)
    (message,) = slack.said("D1")
    assert address == f"slack:D1 {message['ts']}" and place_of(address) == "slack:D1"
    assert "Post the contract" in message["text"] and "Until Tuesday" in message["text"]
    assert [element["value"] for element in elements(message)] == ["done D-1"]
    assert message["metadata"]["event_type"] == "dpa_post"
    assert message["metadata"]["event_payload"]["id"] == POST
    assert await asyncio.to_thread(way.find, CHAT, POST) == address
    assert await asyncio.to_thread(way.find, CHAT, "D-1/last") == ""
    assert await asyncio.to_thread(way.find, CHANNEL, POST) == ""


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_by_the_library_again(
    slack: Slack, way: SlackWay
) -> None:
    slack.drop("chat.postMessage")
    with pytest.raises(Exception, match="closed"):
        await send(way)
    assert len(slack.said("D1")) == 1
    assert await asyncio.to_thread(way.find, CHAT, POST) == f"slack:D1 {slack.said('D1')[0]['ts']}"


async def test_an_earlier_post_is_found_far_up(slack: Slack, way: SlackWay) -> None:
    address = await send(way)
    for number in range(450):
        slack.written(f"talk {number}", "U1", "D1")
    assert await asyncio.to_thread(way.find, CHAT, POST) == address
    assert len(slack.asked("conversations.history")) == 3


async def test_where_nobody_can_look_the_second_copy_says_so(slack: Slack, way: SlackWay) -> None:
    slack.scopes -= {"groups:history"}
    await send(way, CHANNEL)
    assert await asyncio.to_thread(way.find, CHANNEL, POST) == ""
    await send(way, CHANNEL, again=True)
    assert [MAY_REPEAT in text for text in texts(slack, "C1")] == [False, True]
    await send(way, CHAT, again=True)
    assert MAY_REPEAT not in texts(slack)[0], "in a chat it was looked"


async def test_of_a_long_post_only_what_is_missing_is_sent_again(slack: Slack, way: SlackWay) -> None:
    slack.hindrances["chat.postMessage"] = [("", ""), ("429", 9)]
    with pytest.raises(HalfSent):  # a failure, so that the next attempt looks
        await send(way, reply=LONG)
    assert len(slack.said("D1")) == 1
    assert await asyncio.to_thread(way.find, CHAT, POST) == ""
    address = await send(way, reply=LONG, again=True)
    sent = [message["metadata"]["event_payload"]["part"] for message in slack.said("D1")]
    assert sent == [*range(1, len(sent) + 1)] and len(sent) > 2
    assert address == " ".join(["slack:D1", *(message["ts"] for message in slack.said("D1"))])
    assert await asyncio.to_thread(way.find, CHAT, POST) == address


async def test_slack_asks_for_patience(slack: Slack, way: SlackWay) -> None:
    slack.slow_down("chat.postMessage", seconds=17)
    with pytest.raises(Later) as later:
        await send(way)
    assert later.value.seconds == 17
    slack.slow_down("conversations.history", seconds=5)
    with pytest.raises(Later):
        await asyncio.to_thread(way.find, CHAT, POST)


NO_WAYS = "channel_not_found is_archived not_in_channel token_revoked account_inactive missing_scope".split()


@pytest.mark.parametrize("word", NO_WAYS)
async def test_where_trying_again_is_no_use_there_is_no_way(slack: Slack, way: SlackWay, word: str) -> None:
    slack.fail("chat.postMessage", word)
    with pytest.raises(NoWay, match=word):
        await send(way)


@pytest.mark.parametrize("word", ["internal_error", "fatal_error", "service_unavailable"])
async def test_a_trouble_that_may_pass_is_tried_again(slack: Slack, way: SlackWay, word: str) -> None:
    slack.fail("chat.postMessage", word)
    with pytest.raises(Exception, match=word) as trouble:
        await send(way)
    assert not isinstance(trouble.value, NoWay | Later)


async def test_a_workspace_that_took_the_app_out_gets_nothing(slack: Slack) -> None:
    tokens = {"T1": "xoxb-T1", "T2": ""}
    way = SlackWay(lambda team: tokens[team], slack.url)
    there = Place(id="slack:C1", surface="slack", address={"team": "T1"}, private=True)
    gone = Place(id="slack:C1", surface="slack", address={"team": "T2"}, private=True)
    await send(way, there)
    with pytest.raises(NoWay, match="not installed in the Slack workspace T2"):
        await send(way, gone)
    assert len(slack.calls) == 1


# What was posted shows the present.

NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ZONE)


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


@dataclass
class District:
    """A district with a contract, its deadline, a private channel and an owner with a chat."""

    store: Store
    law: Law
    now: datetime = NOW

    def desk(self) -> Desk:
        return Desk(self.law, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN)

    def open(self) -> None:
        due = NOW - timedelta(hours=1)

        def write(draft: Draft) -> Iterator[Record]:
            yield from (CHAT, CHANNEL, Setup(place=CHANNEL.id))
            yield Person(id="slack:U1", name="Ana Ruiz", place=CHAT.id)
            contract = Contract(id=draft.new_id(Contract), vendor="Acme", executed=date(2026, 10, 7))
            yield contract
            deadline = a_deadline(draft, contract.id, "slack:U1", due)
            yield deadline
            yield Reminder(deadline=deadline.id, step="opened", due_at=due, where=TEAM)
            yield Reminder(deadline=deadline.id, step=f"safe {OWNER}", due_at=due, where=OWNER)

        self.store.change(Event(who="test", what="fill", when=due, surface="test"), write)


def a_deadline(draft: Draft, record: str, owner: str, opened: datetime) -> Deadline:
    return Deadline(
        id=draft.new_id(Deadline),
        record=record,
        duty="post-contract",
        cite="10-234bb(g)",
        who="board",
        safe=date(2026, 11, 3),
        last=date(2026, 11, 3),
        opened=opened,
        owner=owner,
    )


@pytest.fixture
def district(tmp_path: Path, law: Law) -> District:
    found = District(open_embedded(tmp_path, "hartford"), law)
    found.open()
    return found


async def test_done_anywhere_is_seen_in_every_post(slack: Slack, way: SlackWay, district: District) -> None:
    beat = await asyncio.to_thread(remind, district.desk(), {"slack": way})
    assert beat.sent == 2
    hear = Settling(responder(district.desk), district.desk, way)

    async def say(text: str) -> None:
        message = Message(text, who="slack:U1", surface="terminal")
        await asyncio.to_thread(hear, message)
        await asyncio.to_thread(hear.stop)

    before = texts(slack, "C1") + texts(slack)
    assert all("Acme" in text and "Done:" not in text for text in before)
    assert {element["value"] for element in elements(slack.said("C1")[0])} >= {"done D-1", "snooze D-1"}

    await say("done D-1 https://district.example.org/contracts")
    for channel in ("C1", "D1"):
        (message,) = slack.said(channel)
        assert "Done: " in message["text"] and "https://district.example.org/contracts" in message["text"]
        assert "By Ana Ruiz" in message["text"]
        values = [element["value"] for element in elements(message)]
        assert "undo D-1" in values and "done D-1" not in values
        assert message["metadata"]["event_payload"]["id"].startswith("D-1/")

    hear = Settling(responder(district.desk), district.desk, way)
    await say("undo D-1")
    assert [("Done: " in text) for text in texts(slack, "C1") + texts(slack)] == [False, False]

    hear = Settling(responder(district.desk), district.desk, way)
    await say("withdraw C-1 logged twice")
    assert [("Withdrawn: " in text) for text in texts(slack, "C1") + texts(slack)] == [True, True]


async def test_a_post_that_cannot_be_changed_spoils_nothing(
    slack: Slack, way: SlackWay, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(remind, district.desk(), {"slack": way})
    slack.fail("chat.update", "is_archived")
    hear = Settling(responder(district.desk), district.desk, way)
    reply = await asyncio.to_thread(hear, Message("done D-1 https://example.org", who="slack:U1"))
    await asyncio.to_thread(hear.stop)
    assert reply.tone == "yes"
    assert sorted("Done: " in text for text in texts(slack, "C1") + texts(slack)) == [False, True]
    assert "could not be shown anew (NoWay)" in caplog.text


async def test_the_end_of_a_long_post_is_one_message(slack: Slack, way: SlackWay) -> None:
    address = await send(way, reply=LONG)
    assert len(slack.said("D1")) > 1
    await asyncio.to_thread(way.settle, CHAT, address, REPLY)
    assert len(slack.said("D1")) == 1 and "Post the contract" in texts(slack)[0]
    slack.said("D1").clear()
    await asyncio.to_thread(way.settle, CHAT, address, REPLY)


async def test_an_archived_channel_sends_it_to_the_lead_and_the_page(
    slack: Slack, way: SlackWay, district: District
) -> None:
    slack.channels["C1"]["is_archived"] = True
    district.store.change(
        Event(who="test", what="setup", when=NOW, surface="test"),
        lambda _: [Setup(place=CHANNEL.id, lead="slack:U1")],
    )
    while (await asyncio.to_thread(remind, district.desk(), {"slack": way})).outcomes:
        district.now += timedelta(seconds=2)
    assert not slack.said("C1")
    assert sorted("could not reach privacy" in text for text in texts(slack)) == [False, True]


# Part 4's suite over this surface.

PLACES, BLIND = 20, 5
"""So many owners; the last few have a channel in which nobody can look."""
FAST = 20
DST_ENDS = datetime(2026, 11, 1, 1, 40, tzinfo=ZONE)


@dataclass
class Keepers:
    """Bots on the same data, whose clock runs fast and jumps."""

    data: str
    api: str
    jump: Path
    started: float = field(default_factory=time.time)
    alive: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        words = [self.data, self.api, str(self.started), DST_ENDS.isoformat(), str(FAST), str(self.jump)]
        command = [sys.executable, str(Path(__file__).with_name("keeper.py")), *words]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.alive.append(subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL))

    def leap(self, seconds: int) -> None:
        """The clock jumps, so far from where it began."""
        new = self.jump.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self.jump)

    def kill(self, which: int) -> None:
        self.alive[which].kill()
        self.alive.pop(which).wait()


@pytest.fixture
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder, or a new database in a PostgreSQL of our own."""
    if request.param == "tiny":
        yield str(tmp_path / "data")
        return
    with running() as server, server.database() as url:
        yield url


def storm(chance: random.Random, counted: Counter[str]) -> Callable[[str], tuple[str, Any]]:
    """One post of seven is refused, fails, or arrives without a word back."""

    def whim(method: str) -> tuple[str, Any]:
        draw = chance.random() if method == "chat.postMessage" else 1.0
        word = "429" if draw < 0.05 else "500" if draw < 0.1 else "drop" if draw < 0.15 else ""
        counted[word] += 1
        return word, 15

    return whim


def fill(store: Store, number: int) -> None:
    def write(draft: Draft) -> Iterator[Record]:
        for k in range(PLACES):
            place = f"slack:{'C' if k >= PLACES - BLIND else 'D'}{k}"
            yield Place(id=place, surface="slack", private=True)
            yield Person(id=f"slack:U{k}", name=f"Owner {k}", place=place)
        for k in range(number):
            deadline = a_deadline(draft, "", f"slack:U{k % PLACES}", DST_ENDS)
            yield replace(deadline, duty="tell-families-of-breach", cite="10-234dd(a)(3)")  # at any hour
            yield Reminder(deadline=deadline.id, step=f"safe {OWNER}", due_at=DST_ENDS, where=OWNER)

    store.change(Event(who="test", what="fill", when=DST_ENDS, surface="test"), write)


STORMS = [("tiny", 120, 1), ("postgres", 240, 2)]


@pytest.mark.parametrize(("data", "number", "bots"), STORMS, indirect=["data"], ids=["tiny", "postgres"])
async def test_none_is_lost_and_none_doubled_where_we_can_look(
    slack: Slack, data: str, number: int, bots: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_postgres(data, "hartford") if data.startswith("postgresql:") else open_embedded(Path(data), "hartford")
    slack.scopes -= {"groups:history"}
    for k in range(PLACES):
        slack.user(f"U{k}")
        slack.chat_with(f"U{k}")
        slack.channel(f"C{k}", is_private=True)
    fill(store, number)
    chance, counted, kills, far = random.Random(10), Counter[str](), 0, 0
    slack.whim = storm(chance, counted)
    keepers = Keepers(data, slack.url, tmp_path / "jump")
    keepers.leap(0)
    try:
        for _ in range(bots):
            keepers.start()
        end = time.monotonic() + 120
        while len(store.sent(limit=number + 1)) < number:
            assert time.monotonic() < end, "it takes too long"
            await asyncio.sleep(0.2)
            if kills < 5 and slack.asked("chat.postMessage") and chance.random() < 0.4:
                keepers.kill(chance.randrange(len(keepers.alive)))
                keepers.start()
                kills += 1
            elif kills == 5:  # nothing new happens: let the pauses of those that failed often pass quickly
                far += 300
                keepers.leap(far)
    finally:
        while keepers.alive:
            keepers.kill(0)
    got = Counter(
        (channel, message["metadata"]["event_payload"]["id"])
        for channel, said in slack.messages.items()
        for message in said
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{number} reminders, {kills} kills, {dict(counted)}\n")
    assert len(got) == number, "none is lost"
    chats = [times for (channel, _), times in got.items() if channel.startswith("D")]
    assert len(chats) == number * (PLACES - BLIND) // PLACES and set(chats) == {1}, "none is doubled"
    copies = [
        MAY_REPEAT in message["text"]
        for (channel, id), times in got.items()
        for message in [m for m in slack.said(channel) if m["metadata"]["event_payload"]["id"] == id][1:]
        if times > 1
    ]
    assert all(copies), "a second copy says what it is"
    assert kills >= 3 and all(counted[word] for word in ("429", "500", "drop"))
    assert verify(store.events(), [store.head()]) is None
    store.close()
