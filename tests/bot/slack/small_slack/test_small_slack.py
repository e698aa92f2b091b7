"""Does the small local Slack refuse what Slack refuses, and deliver what people do?"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack.small_slack.slack import SOCKET, Slack, elements, until

BUTTON = {"type": "button", "action_id": "done", "value": "done D-1", "text": {"type": "plain_text", "text": "Done"}}
MESSAGE = {"text": "hello", "blocks": [{"type": "actions", "block_id": "a", "elements": [BUTTON]}]}
MODAL = {
    "type": "modal",
    "callback_id": "say",
    "title": {"type": "plain_text", "text": "Log"},
    "submit": {"type": "plain_text", "text": "Keep"},
    "blocks": [
        {
            "type": "input",
            "block_id": "vendor",
            "label": {"type": "plain_text", "text": "Vendor"},
            "element": {"type": "plain_text_input", "action_id": "vendor"},
        }
    ],
}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz")
        slack.channel("C1", name="privacy", is_private=True)
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(slack.token, base_url=slack.url)


@contextmanager
def refused(word: str) -> Iterator[None]:
    with pytest.raises(SlackApiError) as trouble:
        yield
    assert trouble.value.response["error"] == word


async def test_messages_stand_where_they_were_written(slack: Slack, client: AsyncWebClient) -> None:
    meta = {"event_type": "dpa_post", "event_payload": {"id": "D-1/safe"}}
    sent = await client.chat_postMessage(channel="C1", metadata=meta, **MESSAGE)
    await client.chat_update(channel="C1", ts=sent["ts"], text="done", blocks=[])
    assert [message["text"] for message in slack.said("C1")] == ["done"]
    plain = await client.conversations_history(channel="C1")
    full = await client.conversations_history(channel="C1", include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == meta
    assert slack.asked("chat.postMessage")[0]["channel"] == "C1"
    direct = await client.conversations_open(users="U1")
    await client.chat_postMessage(channel="U1", text="hi")
    assert slack.said(direct["channel"]["id"])[0]["text"] == "hi"


async def test_what_slack_refuses(slack: Slack, client: AsyncWebClient) -> None:
    slack.channel("C2", is_archived=True)
    slack.channel("C3", member=False)
    long = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}
    cases: list[tuple[str, dict[str, Any]]] = [
        ("channel_not_found", {"channel": "C9", "text": "hi"}),
        ("is_archived", {"channel": "C2", "text": "hi"}),
        ("not_in_channel", {"channel": "C3", "text": "hi"}),
        ("invalid_blocks", {"channel": "C1", "text": "hi", "blocks": [long]}),
        ("invalid_blocks", {"channel": "C1", "text": "hi", "blocks": [{"type": "divider"}] * 51}),
    ]
    for word, args in cases:
        with refused(word):
            await client.chat_postMessage(**args)
    with refused("no_text"), pytest.warns(UserWarning, match="`text` argument is missing"):
        await client.chat_postMessage(channel="C1")
    slack.scopes -= {"chat:write"}
    with refused("missing_scope"):
        await client.chat_postMessage(channel="C1", text="hi")
    slack.revoke()
    with refused("token_revoked"):
        await client.auth_test()
    assert not slack.said("C1")


async def test_a_trigger_opens_one_view_and_not_for_long(slack: Slack, client: AsyncWebClient) -> None:
    trigger = slack.trigger()
    await client.views_open(trigger_id=trigger, view=MODAL)
    with refused("exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=MODAL)
    slack.trigger_life = -1
    with refused("expired_trigger_id"):
        await client.views_open(trigger_id=slack.trigger(), view=MODAL)
    with refused("invalid_arguments"):
        await client.views_publish(user_id="U1", view=MODAL)


async def test_it_slows_down_fails_and_hangs_up_as_told(slack: Slack, client: AsyncWebClient) -> None:
    slack.slow_down("chat.postMessage", seconds=7)
    with pytest.raises(SlackApiError) as slow:
        await client.chat_postMessage(channel="C1", text="hi")
    assert slow.value.response.status_code == 429
    assert slow.value.response.headers["Retry-After"] == "7"
    slack.fail("chat.postMessage", "internal_error")
    with refused("internal_error"):
        await client.chat_postMessage(channel="C1", text="hi")
    assert not slack.said("C1")
    slack.drop("auth.test")
    client.retry_handlers.clear()
    with pytest.raises(Exception, match="disconnected"):
        await client.auth_test()
    assert (await client.auth_test())["user_id"] == "UBOT"


async def test_people_act_over_http_and_over_the_websocket(slack: Slack) -> None:
    app = AsyncApp(
        token=slack.token, signing_secret=slack.secret, client=AsyncWebClient(slack.token, base_url=slack.url)
    )
    heard: list[str] = []

    @app.command("/dpa")
    async def command(ack: Any, body: Any, client: AsyncWebClient, respond: Any) -> None:
        heard.append(body["text"])
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await respond(**MESSAGE)

    @app.action("done")
    async def press(ack: Any, body: Any) -> None:
        heard.append(body["actions"][0]["value"])
        await ack()

    @app.view("say")
    async def submit(ack: Any, view: Any) -> None:
        heard.append(view["state"]["values"]["vendor"]["vendor"]["value"])
        await ack(response_action="errors", errors={"vendor": "which?"})

    @app.event("message")
    async def message(event: Any) -> None:
        heard.append(event["text"])

    handler = AsyncSocketModeHandler(app, slack.app_token)
    for way in (app, SOCKET):
        slack.to = way
        heard.clear()
        if way == SOCKET:
            await handler.connect_async()
        assert (await slack.command("/dpa", "log-contract")).status == 200
        await until(lambda: bool(slack.whispers))
        whisper, view = slack.whispers.pop(), list(slack.views.values())[-1]
        assert (await slack.press(elements(whisper)[0], whisper)).status == 200
        answer = await slack.submit(view, {"vendor": {"vendor": {"type": "plain_text_input", "value": "Acme"}}})
        assert answer.json == {"response_action": "errors", "errors": {"vendor": "which?"}}
        assert (await slack.direct("hello")).status == 200
        assert (await slack.direct("", retry=1)).status == 200
        await until(lambda: len(heard) == 5)
        assert heard == ["log-contract", "done D-1", "Acme", "hello", "hello"]
    await handler.close_async()


async def test_a_forged_request_is_one(slack: Slack) -> None:
    slack.to = AsyncApp(token=slack.token, signing_secret=slack.secret)
    assert (await slack.command("/dpa", secret="other")).status == 401
    assert (await slack.command("/dpa", skew=-400)).status == 401


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # how slack_sdk sends the client's secret
async def test_files_and_installing(slack: Slack, client: AsyncWebClient) -> None:
    file = slack.file("dpa.pdf", b"%PDF-1.7")
    assert (await client.files_info(file=file["id"]))["file"]["name"] == "dpa.pdf"
    await client.files_upload_v2(channel="C1", filename="due.ics", content="BEGIN", initial_comment="here")
    assert slack.said("C1")[-1]["files"][0]["name"] == "due.ics"
    assert [one["content"] for one in slack.files.values()] == [b"%PDF-1.7", b"BEGIN"]
    bare = AsyncWebClient(base_url=slack.url)
    words = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    got = await bare.oauth_v2_access(code="code-T2", **words)
    assert (got["access_token"], got["team"]["id"]) == ("xoxb-T2", "T2")
    with refused("bad_client_secret"):
        await bare.oauth_v2_access(code="code-T2", client_id="client-1", client_secret="guessed")
