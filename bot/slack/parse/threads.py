"""Resolves the deadline from the reminder under whose thread a command is typed."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Any

from bot.slack.client import TROUBLE, Client, why
from bot.slack.notify.channel import EVENT
from bot.slack.parse.directory import PATIENCE
from bot.slack.parse.incoming import SlackIncoming

log = logging.getLogger("dpa")
OF_A_DEADLINE = frozenset({"done", "undo", "snooze", "assign"})
_ID = re.compile(r"[A-Za-z]-\d+\b")
_REMINDER = re.compile(r"(D-\d+)/")


async def with_deadline(incoming: SlackIncoming, client: Client) -> SlackIncoming:
    """The same with the deadline of the reminder under which it was said, where it names none and needs one."""
    command, _, rest = incoming.text.partition(" ")
    if not incoming.thread or incoming.new_thread or command.lower() not in OF_A_DEADLINE or _ID.match(rest.lstrip()):
        return incoming
    id = await _reminded(incoming, client)
    if not id:
        return incoming
    meant = incoming.saying(f"{command} {id} {rest}".strip())
    return meant if meant.parsed.name == command.lower() else incoming


async def _reminded(incoming: SlackIncoming, client: Client) -> str:
    """The deadline of which our message above the thread reminds; empty where it does not, or cannot be read."""
    asking = client.api.conversations_history(
        channel=incoming.channel, latest=incoming.thread, inclusive=True, limit=1, include_all_metadata=True
    )
    try:
        answer = await asyncio.wait_for(asking, PATIENCE)
    except TROUBLE as problem:
        log.info("the message above a thread could not be read (%s)", why(problem))
        return ""
    first: Mapping[str, Any] = next((message for message in answer["messages"] if message["ts"] == incoming.thread), {})
    about = first.get("metadata") or {}
    ours = first.get("user") == client.bot and about.get("event_type") == EVENT
    found = _REMINDER.match(str((about.get("event_payload") or {}).get("id", ""))) if ours else None
    return found[1] if found else ""
