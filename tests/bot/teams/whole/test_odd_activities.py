"""Is what Teams sends seldom, and botbuilder's successor takes not at all, understood, and what nobody understands borne?"""

import logging
from typing import Any

import pytest

from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot
from tests.bot.teams.small_teams.teams import TENANT, words
from tests.bot.teams.small_teams.world import DOWNLOAD

ODD: list[dict[str, object]] = [
    {"attachments": [None]},
    {"attachments": "one"},
    {"attachments": [{"contentType": DOWNLOAD, "content": "a file"}, {"contentType": DOWNLOAD, "content": None}]},
    {"entities": 7},
    {"entities": [None, {"type": "mention", "text": "<at>x</at>", "mentioned": "x"}]},
    {"entities": [{"type": "mention", "text": "<at>x</at>", "mentioned": {"id": ["x"]}}]},
    {"value": "a string"},
    {"value": [1], "textFormat": 4},
    {"channelData": None, "conversation": {"id": "a:ana", "tenantId": TENANT}},
]


async def test_an_upgrade_is_no_installation(bot: Bot) -> None:
    await bot.after(await bot.teams.installs("staff", action="add-upgrade"))
    assert not bot.teams.said("staff") and bot.store.place(f"teams:{bot.teams.rooms['staff'].id}").private
    await bot.after(await bot.teams.installs("staff", action="remove-upgrade"))
    assert bot.store.place(f"teams:{bot.teams.rooms['staff'].id}").address


async def test_a_channel_of_which_teams_does_not_tell_the_sort_is_taken_for_shared(bot: Bot) -> None:
    room = bot.teams.channel("odd", "ana", name="Odd", kind="")
    bot.teams.lists_sorts = False
    await bot.says("setup place: here", where="odd")
    assert "did not tell me whether" in words(bot.teams.whispers[-1]) and not bot.store.setup().place
    room.sort = "standard"
    await bot.after(await bot.teams.adds_member("odd"))
    room.sort = ""
    await bot.moves_to("odd")
    assert bot.store.setup().place == f"teams:{room.id}" and bot.store.place(f"teams:{room.id}").private


@pytest.mark.parametrize(
    ("type", "fields", "status"),
    [
        ("message", {"text": ["secretword"], "entities": "secretword"}, 400),
        ("message", {"text": "secretword", "entities": "secretword"}, 200),
        ("message", {"text": "secretword", "attachments": "secretword"}, 200),
        ("message", {"value": {"strange": "secretword"}}, 200),
        ("message", {"value": ["secretword"]}, 200),
        ("messageUpdate", {"text": "secretword", "channelData": {"eventType": "other"}}, 200),
        ("messageReaction", {"reactionsAdded": [{"type": "like"}]}, 200),
        ("conversationUpdate", {"channelData": {"eventType": "secretword", "channel": "secretword"}}, 400),
        ("conversationUpdate", {"channelData": {"eventType": "secretword", "channel": None}}, 200),
        ("installationUpdate", {"action": "secretword"}, 200),
        ("invoke", {"name": "secretword", "value": "secretword"}, 501),
        ("invoke", {"name": "composeExtension/query", "value": {"parameters": "x", "queryOptions": "y"}}, 200),
        ("invoke", {"name": "composeExtension/fetchTask", "value": {"messagePayload": "secretword"}}, 200),
        ("secretword", {}, 200),
    ],
)
async def test_what_nobody_understands_is_borne_and_its_words_are_not_logged(
    bot: Bot, type: str, fields: dict[str, Any], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "dpa")
    got = await bot.teams.send(bot.teams.activity(type, "ana", "ana", **fields))
    await bot.app.rest()
    assert got.status == status and "secretword" not in caplog.text
    await bot.says(ASK)
    assert CITE in words(bot.last())


@pytest.mark.parametrize("odd", ODD)
async def test_a_message_with_odd_fields_is_answered(
    bot: Bot, odd: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    await bot.after(await bot.teams.send(bot.teams.activity("message", "ana", "ana", **{"text": ASK, **odd})))
    assert CITE in words(bot.last()) and not caplog.records


@pytest.mark.parametrize("value", ["a string", None, [1], {"messagePayload": "x"}, {"messagePayload": {"body": "x"}}])
async def test_an_odd_message_asked_about_has_no_words(bot: Bot, value: object) -> None:
    asked = bot.teams.activity("invoke", "ana", "ana", name="composeExtension/fetchTask", value=value)
    got = await bot.after(await bot.teams.send(asked))
    assert "no text" in got.body
