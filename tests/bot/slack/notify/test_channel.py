"""Does each post reach its place in Slack once?"""

import pytest

from bot.chat.replies import HalfSent
from bot.slack.app import Integration
from bot.slack.notify import SlackChannel, channel_of
from bot.slack.words import MAY_REPEAT
from handlers.reminders.channels import RetryLater, Unreachable
from storage.records import Place
from tests.bot.chat.shared import POST, REPLY
from tests.bot.slack.bot_in_slack import settings
from tests.bot.slack.posts import CHANNEL, CHAT, LONG, send, texts
from tests.bot.slack.small_slack.slack import Slack, elements


async def test_a_post_has_its_buttons_its_id_and_an_address(slack: Slack, channel: SlackChannel) -> None:
    address = await send(channel)
    (message,) = slack.said("D1")
    assert address == f"slack:D1 {message['ts']}"
    assert "Post the contract" in message["text"] and "Until Tuesday" in message["text"]
    assert [element["value"] for element in elements(message)] == ["done D-1"]
    assert message["metadata"]["event_type"] == "dpa_post"
    assert message["metadata"]["event_payload"]["id"] == POST


async def test_a_second_try_looks_once(slack: Slack, channel: SlackChannel) -> None:
    async def again(place: Place) -> str:
        """As the reminders do."""
        return await send(channel, place, again=True)

    for place in (CHAT, CHANNEL):
        slack.calls.clear()
        address = await again(place)
        assert await again(place) == address
        assert len(texts(slack, channel_of(place))) == 1 and len(slack.asked("conversations.history")) == 2


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_by_the_library_again(
    slack: Slack, channel: SlackChannel
) -> None:
    slack.drop("chat.postMessage")
    with pytest.raises(Exception, match="closed"):
        await send(channel)
    assert await send(channel, again=True) == f"slack:D1 {slack.said('D1')[0]['ts']}"
    assert len(slack.said("D1")) == 1


async def test_an_earlier_post_is_found_far_up(slack: Slack, channel: SlackChannel) -> None:
    address = await send(channel)
    for number in range(450):
        slack.written(f"talk {number}", "U1", "D1")
    assert await send(channel, again=True) == address
    assert len(slack.asked("conversations.history")) == 3


async def test_where_nobody_can_look_the_second_copy_says_so(slack: Slack, channel: SlackChannel) -> None:
    slack.scopes -= {"groups:history"}
    await send(channel, CHANNEL)
    await send(channel, CHANNEL, again=True)
    assert [MAY_REPEAT in text for text in texts(slack, "C1")] == [False, True]
    await send(channel, CHAT, again=True)
    assert MAY_REPEAT not in texts(slack)[0], "in a chat it was looked"


async def test_of_a_long_post_only_what_is_missing_is_sent_again(slack: Slack, channel: SlackChannel) -> None:
    slack.hindrances["chat.postMessage"] = [("", ""), ("429", 9)]
    with pytest.raises(HalfSent):  # a failure, so that the next attempt looks
        await send(channel, reply=LONG)
    assert len(slack.said("D1")) == 1
    address = await send(channel, reply=LONG, again=True)
    sent = [message["metadata"]["event_payload"]["part"] for message in slack.said("D1")]
    assert sent == [*range(1, len(sent) + 1)] and len(sent) > 2
    assert address == " ".join(["slack:D1", *(message["ts"] for message in slack.said("D1"))])
    assert await send(channel, reply=REPLY, again=True) == address, "it is whole, though it would be shorter now"


async def test_slack_asks_for_patience(slack: Slack, channel: SlackChannel) -> None:
    slack.slow_down("chat.postMessage", seconds=17)
    with pytest.raises(RetryLater) as later:
        await send(channel)
    assert later.value.seconds == 17
    slack.slow_down("conversations.history", seconds=5)
    with pytest.raises(RetryLater):
        await send(channel, again=True)


@pytest.mark.parametrize("word", ["fatal_error", "is_archived"])
async def test_the_log_tells_why_a_post_was_not_taken(
    slack: Slack, channel: SlackChannel, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fail("chat.postMessage", word)
    with pytest.raises(Exception, match=word):
        await send(channel)
    assert f"Slack did not take a post at slack:D1 ({word})" in [record.getMessage() for record in caplog.records]


NO_WAYS = "channel_not_found is_archived not_in_channel token_revoked account_inactive missing_scope".split()


@pytest.mark.parametrize("word", NO_WAYS)
async def test_where_trying_again_is_no_use_there_is_no_way(slack: Slack, channel: SlackChannel, word: str) -> None:
    slack.fail("chat.postMessage", word)
    with pytest.raises(Unreachable, match=word):
        await send(channel)


@pytest.mark.parametrize("word", ["internal_error", "fatal_error", "service_unavailable"])
async def test_a_trouble_that_may_pass_is_tried_again(slack: Slack, channel: SlackChannel, word: str) -> None:
    slack.fail("chat.postMessage", word)
    with pytest.raises(Exception, match=word) as trouble:
        await send(channel)
    assert not isinstance(trouble.value, Unreachable | RetryLater)


async def test_a_workspace_that_took_the_app_out_gets_nothing(slack: Slack) -> None:
    tokens = {"T1": "xoxb-T1", "T2": ""}
    channel = SlackChannel(lambda team: tokens[team], slack.url)
    there = Place(id="slack:C1", surface="slack", address={"team": "T1"}, private=True)
    gone = Place(id="slack:C1", surface="slack", address={"team": "T2"}, private=True)
    await send(channel, there)
    with pytest.raises(Unreachable, match="not installed in the Slack workspace T2"):
        await send(channel, gone)
    assert len(slack.calls) == 1


async def test_a_district_s_posts_reach_no_place_of_another_district(slack: Slack) -> None:
    """As when a workspace was given to another district, and the first one's file still names its channel."""
    connected = Integration(settings(slack, slack_teams="T1=hartford,T2=danbury"))
    channel = Place(id="slack:C1", surface="slack", address={"team": "T1"}, private=True)
    with pytest.raises(Unreachable, match="T1"):
        await send(connected.channel_for("danbury"), channel)
    assert not slack.calls
    await send(connected.channel_for("hartford"), channel)
    assert len(slack.said("C1")) == 1
