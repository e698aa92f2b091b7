"""The client for one workspace of Slack, what failures of its calls mean, and the app's scopes and events."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.transport import ChatClient
from bot.runtime.district_service import DistrictService

QUIET = logging.getLogger("dpa.slack")
"""The logger for Slack's libraries: below warnings, they log whole messages."""
QUIET.setLevel(logging.WARNING)
SAID_ALREADY = ("As you gave `client` as well", "As `installation_store` or", "Although the app should be installed")
"""How log lines begin that we drop: on tokens that we do not use, and on workspaces that our own log names once."""
QUIET.addFilter(lambda record: not record.getMessage().startswith(SAID_ALREADY))


class Unheard(Exception):  # noqa: N818 - what it says
    """A response_url did not take what was sent to it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


TROUBLE = (SlackClientError, aiohttp.ClientError, TimeoutError, Unheard)
"""The exceptions of calls to Slack."""
SILENT = frozenset({502, 504})
"""Statuses of a gateway that got no answer from Slack."""
BROKEN = frozenset({500, 503})
"""Statuses by which Slack says that it did nothing."""
REPEATABLE = frozenset({"chat.update", "views.update", "views.publish", "conversations.open", "users.info"})
"""Methods that can be called twice without harm."""
ODD = (LookupError, TypeError, AttributeError, ValueError, RecursionError)
"""The exceptions of reading a request that is not shaped as Slack's requests are."""


@dataclass(frozen=True, slots=True)
class Client(ChatClient):
    """One workspace: the client for its Web API, and the bot's user id there."""

    api: AsyncWebClient
    bot: str = ""


class ServerErrorRetry(AsyncRetryHandler):
    """Retries after a server error; where Slack may have acted all the same, only what can be done twice."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the shape of every handler
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        if response is None:
            return False
        method = urlsplit(request.url).path.rpartition("/")[2]
        return response.status_code in BROKEN or (response.status_code in SILENT and method in REPEATABLE)


def retries() -> list[AsyncRetryHandler]:
    """The retry handlers: once after a server error, twice where Slack asks us to wait."""
    return [AsyncRateLimitErrorRetryHandler(max_retry_count=2), ServerErrorRetry(max_retry_count=1)]


def client_of(context: AsyncBoltContext, districts: Callable[[str], DistrictService]) -> Client:
    """The client of a request; the workspace is the one that installed the app, not the author's."""
    authorized = context.authorize_result
    team = (authorized.team_id if authorized else None) or context.team_id or ""
    return Client(districts, team, context.client, (authorized.bot_user_id if authorized else None) or "")


def perhaps(problem: BaseException) -> bool:
    """Whether what we sent may have been done all the same, as Slack was reached and did not say."""
    match problem:
        case Unheard():
            return problem.status in SILENT
        case SlackApiError():
            return not word(problem) and status(problem) in SILENT
        case aiohttp.ClientConnectorError():
            return False
        case _:
            return isinstance(problem, (aiohttp.ClientError, TimeoutError))


def why(problem: BaseException) -> str:
    """The failure in one word: Slack's own, as in ``channel_not_found``, the HTTP status, or the exception's name."""
    if not isinstance(problem, SlackApiError):
        return type(problem).__name__
    number = status(problem)
    return word(problem) or (f"http_{number}" if number else type(problem).__name__)


def word(problem: SlackApiError) -> str:
    """Slack's own word for the failure; empty where something else answered in its place, as with a page."""
    body = getattr(problem.response, "data", problem.response)
    error = str(body.get("error") or "") if isinstance(body, dict) else ""
    return error if error.isidentifier() else ""  # the library puts sentences of its own there


def status(problem: SlackApiError) -> int:
    """The HTTP status of the failure, 0 where there is none; the library passes on three kinds of answers."""
    answer = problem.response
    if isinstance(answer, dict):
        return int(answer.get("status") or 0)
    return int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))


SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)
"""What the app cannot do without."""
OPTIONAL = ("groups:history",)
"""What a district may grant; the app does without."""
ASK_ABOUT_THIS, TRACK_THIS = "ask_about_this", "track_this"
"""The callback ids of the message shortcuts, as the manifest names them."""
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)
