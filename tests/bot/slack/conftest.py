"""Fixtures: a small Slack with people and channels, and a bot in it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.compose import desk_maker as desk_of
from bot.compose import open_store
from bot.settings import Settings
from bot.slack.app import make_app
from bot.slack.notify import SlackChannel
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from storage.embedded.store import open_embedded
from storage.vault.sealed import SealedQuestions, WaitingFiles
from storage.vault.vault import open_vault
from tests.bot.slack.bot_in_slack import Bot, settings
from tests.bot.slack.small_slack.slack import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """One workspace with people of every kind, and channels."""
    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz")
        slack.user("U2", name="Sam Lee")
        slack.user("UOWN", name="Olga Owner", is_owner=True)
        slack.user("UGUEST", name="A Guest", is_restricted=True)
        slack.user("UFAR", name="Of Elsewhere", team="T9")
        slack.channel("C1", name="privacy", is_private=True)
        slack.channel("C2", name="general")
        slack.channel("C3", name="with-vendor", is_private=True, is_ext_shared=True)
        slack.channel("C4", name="secret", is_private=True, member=False)
        yield slack


@pytest.fixture
def bot(empty_desk: Desk, slack: Slack, tmp_path: Path) -> Bot:
    """A bot for that workspace, on records of its own."""
    store, heard = open_embedded(tmp_path, "hartford"), list[Message]()

    vault = open_vault(tmp_path)
    sealed, waiting = SealedQuestions(vault, "hartford"), WaitingFiles(vault, "hartford")

    def desk() -> Desk:
        return replace(empty_desk, records=store, admins=("slack:U1",), sealed=sealed, waiting=waiting)

    def hear(message: Message) -> Reply:
        heard.append(message)
        return respond(message, desk())

    slack.to = make_app(hear, desk, settings(slack, data=tmp_path))
    return Bot(slack.to, slack, store, desk, heard)


@pytest.fixture
def channel(slack: Slack) -> SlackChannel:
    """How posts reach that workspace, and a chat with Ana Ruiz in it."""
    slack.chat_with("U1")
    return SlackChannel(lambda _: slack.token, slack.url)


@pytest.fixture(scope="session")
def at(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with records, a day in November."""
    given = Settings(data=tmp_path_factory.mktemp("data"), now=datetime.fromisoformat("2026-11-24T09:00"))
    return desk_of(given, open_store(given))()
