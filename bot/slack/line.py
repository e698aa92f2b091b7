"""Through whom do we speak to one workspace, and who answers for its district?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import Desk, Message
from handlers.reply import Reply

QUIET = logging.getLogger("dpa.slack")
"""For what is not ours: below a warning it logs whole messages."""
QUIET.setLevel(logging.WARNING)
TROUBLE = (SlackClientError, aiohttp.ClientError, TimeoutError)
"""What may go wrong when we call Slack."""


@dataclass(frozen=True, slots=True)
class Office:
    """A district: who hears its people, and its desk."""

    hear: Callable[[Message], Reply]
    desk: Callable[[], Desk]


@dataclass(frozen=True, slots=True)
class Line:
    """One workspace, for one request: what calls its Web API, and who we are there."""

    client: AsyncWebClient
    offices: Callable[[str], Office]
    """The district of a workspace."""
    team: str
    bot: str = ""
    """Our own user id."""

    @property
    def office(self) -> Office:
        """Its district. Raises what opening the district's records raises."""
        return self.offices(self.team)


def line(context: AsyncBoltContext, offices: Callable[[str], Office]) -> Line:
    """The line of a request; the workspace is the one that installed the app, not that of whoever wrote."""
    known = context.authorize_result
    team = (known.team_id if known else None) or context.team_id or ""
    return Line(context.client, offices, team, (known.bot_user_id if known else None) or "")


def why(problem: BaseException) -> str:
    """What was wrong in one word: Slack's own, as in ``channel_not_found``, or the kind of trouble."""
    if isinstance(problem, SlackApiError) and problem.response:
        return str(problem.response.get("error", ""))
    return type(problem).__name__
