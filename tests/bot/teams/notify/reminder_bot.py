"""A bot that delivers reminders in the small Teams at THERE until it is killed: as tests/bot/reminder_bot.py."""

import asyncio
import sys
import threading

from bot.teams.client import Json
from bot.teams.connector.tokens import Account
from bot.teams.connector.turn import Turn
from bot.teams.connector.wire import Wire
from bot.teams.notify import LoopBridge, TeamsChannel
from handlers.reminders.channels import Channels
from tests.bot.reminder_bot import run_until_killed
from tests.bot.teams.small_teams.teams import APP


async def nobody(turn: Turn) -> Json | None:
    """It hears nothing."""


def channels(there: str) -> Channels:
    metadata = f"{there}/issuer/.well-known/openidconfiguration"
    account = Account(APP, "app-secret", issuer=f"{there}/issuer", metadata=metadata, login=f"{there}/botframework.com")
    crossing, ready = LoopBridge(), threading.Event()

    async def live() -> None:
        async for _ in crossing.hold(None):
            ready.set()
            await asyncio.Event().wait()

    threading.Thread(target=asyncio.run, args=(live(),), daemon=True).start()
    ready.wait()
    return {"teams": TeamsChannel(Wire(account, nobody), crossing)}


if __name__ == "__main__":
    run_until_killed(channels, *sys.argv[1:])
