"""Does each post reach its place in Slack once, and does it show the present afterwards?"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import responder
from bot.settling import Settling
from bot.slack.plug import Connected
from bot.slack.posting.way import HalfSent, SlackWay
from handlers.desk import Desk, Message
from handlers.promises.ladder import OWNER, TEAM
from handlers.promises.remind import remind
from handlers.promises.ways import Later, NoWay
from handlers.reply import Bullets, Choice, Reply, Text
from handlers.wording.slack_post import MAY_REPEAT
from knowledge.calendar import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.embedded import open_embedded
from storage.port import Draft, Store
from storage.records import Contract, Event, Person, Place, Record, Reminder, Role, Setup
from tests.bot.keeper import ZONE
from tests.bot.promises import a_deadline
from tests.bot.slack.local import Slack, elements, until
from tests.bot.slack.spoken import settings

ROOT = Path(__file__).parents[3]
POST = "D-1/safe"
REPLY = Reply(
    title="Reminder: Post the contract", parts=(Text("Until Tuesday."),), choices=(Choice("Done", "done D-1"),)
)
LONG = Reply(title="Much", parts=tuple(Bullets(tuple(f"{k} {'x' * 900}" for k in range(9))) for _ in range(3)))
CHAT = Place(id="slack:D1", surface="slack", name="Ana Ruiz", private=True)
CHANNEL = Place(id="slack:C1", surface="slack", name="privacy", private=True)


@pytest.fixture
def way(slack: Slack) -> SlackWay:
    slack.chat_with("U1")
    return SlackWay(lambda _: slack.token, slack.url)


async def send(way: SlackWay, place: Place = CHAT, reply: Reply = REPLY, *, again: bool = False) -> str:
    return await asyncio.to_thread(way.send, place, reply, POST, again=again)


def texts(slack: Slack, channel: str = "D1") -> list[str]:
    return [message["text"] for message in slack.said(channel)]


async def test_a_post_has_its_buttons_its_id_and_an_address(slack: Slack, way: SlackWay) -> None:
    address = await send(way)
    (message,) = slack.said("D1")
    assert address == f"slack:D1 {message['ts']}"
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


@pytest.mark.parametrize("word", ["fatal_error", "is_archived"])
async def test_the_log_tells_why_a_post_was_not_taken(
    slack: Slack, way: SlackWay, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fail("chat.postMessage", word)
    with pytest.raises(Exception, match=word):
        await send(way)
    assert f"Slack did not take a post at slack:D1 ({word})" in [record.getMessage() for record in caplog.records]


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


async def test_a_district_s_posts_reach_no_place_of_another_district(slack: Slack) -> None:
    """As when a workspace was given to another district, and the first one's file still names its channel."""
    connected = Connected(settings(slack, slack_teams="T1=hartford,T2=danbury"))
    channel = Place(id="slack:C1", surface="slack", address={"team": "T1"}, private=True)
    with pytest.raises(NoWay, match="T1"):
        await send(connected.way_of("danbury"), channel)
    assert not slack.calls
    await send(connected.way_of("hartford"), channel)
    assert len(slack.said("C1")) == 1


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
            deadline = a_deadline(draft, "slack:U1", due, record=contract.id, duty="post-contract", cite="10-234bb(g)")
            yield deadline
            yield Reminder(deadline=deadline.id, step="opened", due_at=due, where=TEAM)
            yield Reminder(deadline=deadline.id, step=f"safe {OWNER}", due_at=due, where=OWNER)

        self.store.change(Event(who="test", what="fill", when=due, surface="test"), write)


@pytest.fixture
def district(tmp_path: Path, law: Law) -> District:
    found = District(open_embedded(tmp_path, "hartford"), law)
    found.open()
    return found


async def test_done_anywhere_is_seen_in_every_post(slack: Slack, way: SlackWay, district: District) -> None:
    beat = await asyncio.to_thread(remind, district.desk(), {"slack": way})
    assert beat.sent == 2
    hear = Settling(responder(district.desk), district.desk, {"slack": way})

    async def say(text: str) -> None:
        message = Message(text, who="slack:U1", surface="terminal")
        await asyncio.to_thread(hear, message)
        await asyncio.to_thread(hear.stop)

    before = texts(slack, "C1") + texts(slack)
    assert all("Acme" in text and "Done · " not in text for text in before)
    assert {element["value"] for element in elements(slack.said("C1")[0])} >= {"done D-1", "snooze D-1"}

    await say("done D-1 https://district.example.org/contracts")
    for channel in ("C1", "D1"):
        (message,) = slack.said(channel)
        assert "Done · " in message["text"] and "https://district.example.org/contracts" in message["text"]
        assert "By Ana Ruiz" in message["text"]
        values = [element["value"] for element in elements(message)]
        assert "undo D-1" in values and "done D-1" not in values
        assert message["metadata"]["event_payload"]["id"].startswith("D-1/")

    hear = Settling(responder(district.desk), district.desk, {"slack": way})
    await say("undo D-1")
    assert [("Done · " in text) for text in texts(slack, "C1") + texts(slack)] == [False, False]

    hear = Settling(responder(district.desk), district.desk, {"slack": way})
    await say("withdraw C-1 logged twice")
    assert [("Withdrawn: " in text) for text in texts(slack, "C1") + texts(slack)] == [True, True]


async def test_only_what_a_message_changed_is_shown_anew_and_what_slack_puts_off_later(
    slack: Slack, way: SlackWay, district: District
) -> None:
    await asyncio.to_thread(remind, district.desk(), {"slack": way})
    hear = Settling(responder(district.desk), district.desk, {"slack": way})

    async def say(text: str, **words: Any) -> None:
        await asyncio.to_thread(hear, Message(text, who="slack:U1", **words))

    await say("deadline D-1")
    await say("contract C-1")
    await say("done D-1")
    await say("done D-1", look=True)
    await say("done D-1", fields={"proof": ""})
    await say("withdraw C-7 there is none")
    district.store.change(Event(who="test", what="meet", when=NOW, surface="test"), lambda _: [CHANNEL, CHAT])
    slack.slow_down("chat.update", seconds=0, times=2)
    await say("snooze D-1 2026-11-01 waiting for the vendor")
    until_said = "Quiet until Sun, November 1, 2026: waiting for the vendor"
    await until(lambda: all(until_said in text for text in texts(slack, "C1") + texts(slack)))
    tried = [call.args["channel"] for call in slack.calls if call.method == "chat.update"]
    assert sorted(Counter(tried).values()) == [1, 3], "nothing for those that changed nothing, and none is dropped"
    slack.slow_down("chat.update", seconds=600, times=2)
    await say("undo D-1")
    await say("assign D-1 slack:U1")
    await asyncio.wait_for(asyncio.to_thread(hear.stop), 5)


async def test_a_post_that_cannot_be_changed_spoils_nothing(
    slack: Slack, way: SlackWay, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(remind, district.desk(), {"slack": way})
    slack.fail("chat.update", "is_archived")
    hear = Settling(responder(district.desk), district.desk, {"slack": way})
    reply = await asyncio.to_thread(hear, Message("done D-1 https://example.org", who="slack:U1"))
    await asyncio.to_thread(hear.stop)
    assert reply.tone == "done"
    assert sorted("Done · " in text for text in texts(slack, "C1") + texts(slack)) == [False, True]
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
