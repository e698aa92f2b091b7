"""Shows a reply in a modal in Slack, with a line about the files that came for its form."""

import logging
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.chat import words
from bot.chat.received import refuses_files
from bot.slack.client import Client, why
from bot.slack.incoming import SlackIncoming, origin
from bot.slack.render.blocks import MOST_IN_VIEW
from bot.slack.render.modals import view
from bot.slack.render.rich_text import plain
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
Json = dict[str, Any]
NO_LEAVE = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "not_found"}
)
"""Slack's words for a trigger_id that can no longer open a modal (after three seconds), or a closed modal."""


def window(reply: Reply, incoming: SlackIncoming) -> Json:
    """The reply as a modal. Raises ValueError where no modal can hold it.

    A line on top counts the files, as Slack shows nothing in their field. Files that the form refuses are dropped, as
    it could never be sent otherwise.
    """
    refused, count = refuses_files(reply), len(incoming.files)
    modal = view(reply, origin(replace(incoming, files=()) if refused else incoming, reply.proposal))
    if not count or "submit" not in modal:
        return modal
    note = {"type": "context", "elements": [plain(words.left_out(count) if refused else words.files_here(count))]}
    return {**modal, "blocks": [note, *modal["blocks"]][:MOST_IN_VIEW]}


async def in_window(reply: Reply, incoming: SlackIncoming, client: Client) -> bool:
    """Whether it could be shown in the open modal, or in a new one. Raises SlackApiError."""
    try:
        modal = window(reply, incoming)
        if incoming.view and not incoming.in_home:
            await client.api.views_update(view_id=incoming.view, view=modal)
        else:
            await client.api.views_open(trigger_id=incoming.trigger, view=modal)
    except ValueError as too_large:
        log.warning("a form goes as a message: %s", too_large)
        return False
    except SlackApiError as problem:
        if why(problem) in NO_LEAVE:
            return False
        raise
    return True
