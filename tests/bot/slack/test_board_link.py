"""Does anyone who asks for the board in Slack get a link that nobody else sees?"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.slack.render.blocks import SHARE, public
from handlers.board.link import current_visitor, spend_link
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from tests.bot.slack.bot_in_slack import Bot, words
from tests.bot.slack.small_slack.slack import elements

PAGE = "https://dpa.example.org/enter/hartford"


@pytest.fixture
def linked(bot: Bot) -> Bot:
    """The bot, whose page is reached from elsewhere."""

    def hear(message: Message) -> Reply:
        bot.heard.append(message)
        return respond(message, desk_of(bot))

    bot.restart(hear)
    return bot


def desk_of(bot: Bot) -> Desk:
    return replace(bot.desk(), page=PAGE, invites=PAGE)


def links(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The links among the runs of a message."""
    for block in payload["blocks"]:
        for section in block.get("elements", ()):
            yield from (run for run in section.get("elements", ()) if run.get("type") == "link")


@pytest.mark.parametrize("channel", ["C1", "D1"])
async def test_a_link_comes_to_the_asker_alone(linked: Bot, channel: str) -> None:
    linked.slack.chat_with("U1")
    await linked.command("board", channel=channel)
    (answer,) = linked.slack.replies
    assert answer["response_type"] == "ephemeral" and not linked.slack.said(channel)
    (link,) = links(answer)
    assert link["text"] == "Open the board" and link["url"].startswith(f"{PAGE}/")
    secret = link["url"].rpartition("/")[2]
    assert secret not in answer["text"], "a notification shows no link"
    assert current_visitor(spend_link(secret, desk_of(linked)), desk_of(linked)).who == "slack:U1"


async def test_a_mention_is_answered_with_it_to_the_asker_alone(linked: Bot) -> None:
    await linked.after(await linked.slack.mention("board", channel="C1"))
    (answer,) = linked.slack.whispers
    assert answer["user"] == "U1" and list(links(answer))
    assert len(linked.slack.said("C1")) == 1


async def test_a_direct_message_is_answered_with_it(linked: Bot) -> None:
    await linked.after(await linked.slack.direct("board"))
    assert list(links(linked.slack.said("D1")[-1]))


async def test_a_link_cannot_be_shared(linked: Bot) -> None:
    await linked.command("board", channel="C1")
    answer = linked.slack.replies[-1]
    shown = {**answer, "channel": "C1", "ts": "1.1", "ephemeral": True}
    assert not any(button["action_id"] == SHARE for button in elements(answer)), "nor is it offered"
    for button in elements(answer):
        await linked.after(await linked.slack.press(button, shown))
    assert not any("/enter/" in words(message) for message in linked.slack.said("C1"))
    told = [*linked.slack.replies, *linked.slack.whispers]
    assert not any("/enter/" in words(one) for one in told if one.get("response_type") == "in_channel")
    reply = respond(linked.heard[-1], desk_of(linked))
    assert "/enter/" in plain(reply)
    with pytest.raises(ValueError, match="not private"):
        public(reply, "U1")


async def test_a_link_for_somebody_else_is_shown_to_be_copied_and_cannot_be_shared(linked: Bot) -> None:
    await linked.command("grant Dee Fox &lt;dee@example.org&gt; staff", channel="C1")
    (answer,) = linked.slack.replies
    assert answer["response_type"] == "ephemeral" and "Dee Fox is now: staff" in words(answer)
    (link,) = links(answer)
    assert link["text"] == link["url"] and link["url"].startswith(f"{PAGE}/")
    assert link["url"] not in answer["text"] and not any(one["action_id"] == SHARE for one in elements(answer))
    visitor = current_visitor(spend_link(link["url"].rpartition("/")[2], desk_of(linked)), desk_of(linked))
    assert (visitor.who, visitor.name) == ("page:dee@example.org", "Dee Fox")


async def test_without_an_address_of_the_page_nobody_is_named(bot: Bot) -> None:
    await bot.command("grant Dee Fox dee@example.org staff", channel="C1")
    assert "DPA_URL" in words({"views": list(bot.slack.views.values()), "replies": bot.slack.replies})
    assert bot.store.person("page:dee@example.org") is None


@pytest.mark.parametrize(
    ("user", "channel"),
    [("UGUEST", "C1"), ("UFAR", "C1"), ("U1", "C2"), ("U1", "C3")],
    ids=["guest", "outside the district", "public channel", "shared channel"],
)
async def test_guests_and_public_places_get_none(linked: Bot, user: str, channel: str) -> None:
    await linked.command("board", user=user, channel=channel)
    (answer,) = linked.slack.replies
    assert "/enter/" not in words(answer)


@pytest.mark.parametrize(("page", "says"), [(None, "DPA_URL"), ("", "on the computer that runs the bot")])
async def test_without_a_page_from_elsewhere_it_says_what_is_due(bot: Bot, page: str | None, says: str) -> None:
    bot.restart(lambda message: respond(message, replace(bot.desk(), page=page)))
    await bot.command("board", channel="C1")
    (answer,) = bot.slack.replies
    assert says in words(answer) and "nothing is due" in words(answer) and not list(links(answer))


async def test_a_question_that_begins_with_the_word_is_a_question(linked: Bot) -> None:
    await linked.command("board must tell families of a breach within how many days", channel="C1")
    (answer,) = linked.slack.replies
    assert "/enter/" not in words(answer) and "10-234dd" in words(answer)
