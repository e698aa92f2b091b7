"""Does what was posted in Slack show the present afterwards?"""

import asyncio
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.compose import responder
from bot.runtime.refresh_posts import Settling
from bot.slack.notify import SlackChannel
from handlers.dialogue.desk import Message
from handlers.reminders.remind import remind
from knowledge.law import Law
from storage.embedded.store import open_embedded
from storage.records import Event, Person, Place, Role, Setup
from tests.bot.chat.shared import NEXT_DAY, REPLY, District
from tests.bot.slack.posts import CHANNEL, CHAT, LONG, send, texts
from tests.bot.slack.small_slack.slack import Slack, elements, until


@pytest.fixture
def district(tmp_path: Path, law: Law) -> District:
    found = District(open_embedded(tmp_path, "hartford"), law)
    found.open("slack:U1", CHAT, CHANNEL)
    return found


def values_of(message: dict[str, Any]) -> set[str]:
    """What its buttons and its menu say."""
    return {one["value"] for element in elements(message) for one in element.get("options", [element])}


async def test_done_anywhere_is_seen_in_every_post(slack: Slack, channel: SlackChannel, district: District) -> None:
    beat = await asyncio.to_thread(remind, district.desk(), {"slack": channel})
    assert beat.sent == 2
    hear = Settling(responder(district.desk), district.desk, {"slack": channel})

    async def say(text: str) -> None:
        message = Message(text, who="slack:U1", surface="terminal")
        await asyncio.to_thread(hear, message)
        await asyncio.to_thread(hear.hurry().result, 10)
        hear.stop()

    before = texts(slack, "C1") + texts(slack)
    assert all("Acme" in text and "Done · " not in text for text in before)
    assert values_of(slack.said("C1")[0]) >= {"done D-1", "snooze D-1"}

    await say("done D-1 https://district.example.org/contracts")
    for where in ("C1", "D1"):
        (message,) = slack.said(where)
        assert "Done · " in message["text"] and "https://district.example.org/contracts" in message["text"]
        assert "By Ana Ruiz" in message["text"]
        values = values_of(message)
        assert "undo D-1" in values and "done D-1" not in values
        assert message["metadata"]["event_payload"]["id"].startswith("D-1/")

    hear = Settling(responder(district.desk), district.desk, {"slack": channel})
    await say("undo D-1")
    assert [("Done · " in text) for text in texts(slack, "C1") + texts(slack)] == [False, False]

    hear = Settling(responder(district.desk), district.desk, {"slack": channel})
    await say("withdraw C-1 logged twice")
    assert [("Withdrawn: " in text) for text in texts(slack, "C1") + texts(slack)] == [True, True]


async def test_a_former_owner_reads_whose_it_is_now_and_has_no_button_for_it(
    slack: Slack, channel: SlackChannel, district: District
) -> None:
    sam_chat = Place(id=f"slack:{slack.chat_with('U2')}", surface="slack", name="Sam Lee", private=True)
    sam = Person(id="slack:U2", name="Sam Lee", role=Role.STAFF, place=sam_chat.id)
    event = Event(who="test", what="meet", when=NEXT_DAY, surface="test")
    district.store.change(event, lambda _: [sam_chat, sam])
    assert (await asyncio.to_thread(remind, district.desk(), {"slack": channel})).sent == 2
    hear = Settling(responder(district.desk), district.desk, {"slack": channel})
    for text in ("assign D-1 slack:U2", "snooze D-1 2026-11-01 waiting for the vendor"):
        await asyncio.to_thread(hear, Message(text, who="slack:U1", surface="terminal"))
    await asyncio.to_thread(hear.hurry().result, 10)
    hear.stop()
    (own,), (team,) = slack.said("D1"), slack.said("C1")
    assert "Handed on to Sam Lee by Ana Ruiz" in own["text"] and "Snoozed until" not in own["text"]
    assert values_of(own) == {"deadline D-1"}
    assert "Snoozed until" in team["text"] and "done D-1" in values_of(team)


async def test_only_what_a_message_changed_is_shown_anew_and_what_slack_puts_off_later(
    slack: Slack, channel: SlackChannel, district: District
) -> None:
    await asyncio.to_thread(remind, district.desk(), {"slack": channel})
    hear = Settling(responder(district.desk), district.desk, {"slack": channel})

    async def say(text: str, **words: Any) -> None:
        await asyncio.to_thread(hear, Message(text, who="slack:U1", **words))

    await say("deadline D-1")
    await say("contract C-1")
    await say("done D-1")
    await say("done D-1", look=True)
    await say("done D-1", fields={"proof": ""})
    await say("withdraw C-7 there is none")
    district.store.change(Event(who="test", what="meet", when=NEXT_DAY, surface="test"), lambda _: [CHANNEL, CHAT])
    slack.slow_down("chat.update", seconds=0, times=2)
    await say("snooze D-1 2026-11-01 waiting for the vendor")
    until_said = "Snoozed until Sun, Nov 1, 2026: waiting for the vendor"
    await until(lambda: all(until_said in text for text in texts(slack, "C1") + texts(slack)))
    tried = [call.args["channel"] for call in slack.calls if call.method == "chat.update"]
    assert sorted(Counter(tried).values()) == [1, 3], "nothing for those that changed nothing, and none is dropped"
    slack.slow_down("chat.update", seconds=600, times=2)
    await say("undo D-1")
    await say("assign D-1 slack:U1")
    await asyncio.wait_for(asyncio.to_thread(hear.stop), 60)
    await asyncio.to_thread(under_way)  # else the chat would be gone before what is under way has ended


def under_way() -> None:
    """Wait for the call to the chat that was begun before the stop."""
    for thread in threading.enumerate():
        if thread.name.startswith("settle"):
            thread.join(10)


async def test_a_post_that_cannot_be_changed_spoils_nothing(
    slack: Slack, channel: SlackChannel, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(remind, district.desk(), {"slack": channel})
    slack.fail("chat.update", "is_archived")
    hear = Settling(responder(district.desk), district.desk, {"slack": channel})
    reply = await asyncio.to_thread(hear, Message("done D-1 https://example.org", who="slack:U1"))
    await asyncio.to_thread(hear.hurry().result, 10)
    hear.stop()
    assert reply.tone == "done"
    assert sorted("Done · " in text for text in texts(slack, "C1") + texts(slack)) == [False, True]
    assert "could not be refreshed (Unreachable)" in caplog.text


async def test_the_end_of_a_long_post_is_one_message(slack: Slack, channel: SlackChannel) -> None:
    address = await send(channel, reply=LONG)
    assert len(slack.said("D1")) > 1
    await asyncio.to_thread(channel.settle, CHAT, address, REPLY)
    assert len(slack.said("D1")) == 1 and "Post the contract" in texts(slack)[0]
    slack.said("D1").clear()
    await asyncio.to_thread(channel.settle, CHAT, address, REPLY)


async def test_an_archived_channel_sends_it_to_the_lead_and_the_page(
    slack: Slack, channel: SlackChannel, district: District
) -> None:
    slack.channels["C1"]["is_archived"] = True
    district.store.change(
        Event(who="test", what="setup", when=NEXT_DAY, surface="test"),
        lambda _: [Setup(place=CHANNEL.id, lead="slack:U1")],
    )
    for _ in range(5):  # a message that waits for its slot leaves a pass in between without any
        await asyncio.to_thread(remind, district.desk(), {"slack": channel})
        district.now += timedelta(seconds=2)
    assert not slack.said("C1")
    assert sorted("could not reach privacy" in text for text in texts(slack)) == [False, True]
