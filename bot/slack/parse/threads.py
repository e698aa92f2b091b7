"""Which deadline is meant in the thread under a reminder, where nobody names it?"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.slack.client import TROUBLE, Line, why
from bot.slack.notify.channel import EVENT
from bot.slack.parse.directory import PATIENCE
from bot.slack.parse.incoming import Said
from handlers.command_access import named

log = logging.getLogger("dpa")
OF_A_DEADLINE = frozenset({"done", "undo", "snooze", "assign"})
_ID = re.compile(r"[A-Za-z]-\d+\b")
_REMINDER = re.compile(r"(D-\d+)/")


async def with_deadline(said: Said, line: Line) -> Said:
    """The same with the deadline of the reminder under which it was said, where it names none and needs one."""
    command, _, rest = said.text.partition(" ")
    if not said.thread or said.new_thread or command.lower() not in OF_A_DEADLINE or _ID.match(rest.lstrip()):
        return said
    id = await _reminded(said, line)
    meant = f"{command} {id} {rest}".strip()
    return replace(said, text=meant) if id and named(meant) == command.lower() else said


async def _reminded(said: Said, line: Line) -> str:
    """The deadline of which our message above the thread reminds; empty where it does not, or cannot be read."""
    asking = line.client.conversations_history(
        channel=said.channel, latest=said.thread, inclusive=True, limit=1, include_all_metadata=True
    )
    try:
        answer = await asyncio.wait_for(asking, PATIENCE)
    except TROUBLE as problem:
        log.info("what stands above a thread could not be read (%s)", why(problem))
        return ""
    first: Mapping[str, Any] = next((message for message in answer["messages"] if message["ts"] == said.thread), {})
    about = first.get("metadata") or {}
    ours = first.get("user") == line.bot and about.get("event_type") == EVENT
    found = _REMINDER.match(str((about.get("event_payload") or {}).get("id", ""))) if ours else None
    return found[1] if found else ""
