"""Makes the app that receives what Slack sends."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.pipeline import Pipeline
from bot.chat.received.dedupe import Deduplicator
from bot.chat.words import BROKEN
from bot.chat.work.background import ENDS_WITHIN
from bot.runtime.district_service import DistrictService
from bot.settings import Settings
from bot.slack import words
from bot.slack.client import ODD, QUIET, Client, retries, why
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.receive import Receiver
from bot.slack.respond.home import Homes
from bot.slack.respond.submit_form import FormSubmission
from bot.slack.transport import SlackTransport
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
Json = Mapping[str, Any]
EVERYTHING = re.compile(".*", re.DOTALL)


class Slack(AsyncApp):
    """Bolt's app, with the pipeline behind it."""

    pipeline: Pipeline[SlackIncoming, Client]
    homes: Homes

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """When everything that was heard is answered, as before stopping; what takes longer is given up."""
        await self.pipeline.rest(within)
        await self.homes.settled()


def make_app(
    hear: Callable[[Message], Reply],
    desk: Callable[[], Desk],
    settings: Settings,
    *,
    districts: Callable[[str], DistrictService] | None = None,
    oauth: AsyncOAuthSettings | None = None,
) -> Slack:
    """The app that hears Slack; over which wire is the caller's business.

    ``hear`` and ``desk`` are of the one district that is served, without the role of somebody at the machine;
    ``districts`` gives them by workspace where there are several. ``oauth`` is how they come to have a token each.
    """
    if desk().role != "everyone":
        raise RuntimeError("people in Slack are not at the machine that runs the bot: give a desk without a role")
    transport = SlackTransport()
    homes = Homes(transport.directory)
    pipeline = Pipeline(transport, Deduplicator(replicas=settings.database_url is not None), homes.after_answer)
    service = districts or (lambda team: DistrictService(hear, desk))  # noqa: ARG005 - one district, whatever the workspace
    receiver = Receiver(pipeline, transport.directory, homes, FormSubmission(pipeline), service)
    app = Slack(
        name="dpa",
        logger=QUIET,
        client=_client(settings),
        signing_secret=settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else "",
        oauth_settings=oauth,
        raise_error_for_unhandled_request=True,
        user_facing_authorize_error_message=words.NO_APP,
    )
    if app.installation_store:
        app.enable_token_revocation_listeners()
    _listen(app, receiver)
    app.pipeline, app.homes = pipeline, homes
    return app


def _listen(app: AsyncApp, receiver: Receiver) -> None:
    """Everything is heard, so that nothing is logged as unheard with all its words."""
    app.command(EVERYTHING)(receiver.command)
    app.event(EVERYTHING)(receiver.event)
    app.shortcut(EVERYTHING)(receiver.shortcut)
    app.action(EVERYTHING)(receiver.press)
    app.view_submission(EVERYTHING)(receiver.send)
    app.view_closed(EVERYTHING)(_heard)
    app.options(EVERYTHING)(_no_options)
    app.error(_failed)


async def _heard(ack: AsyncAck) -> None:
    await ack()


async def _no_options(ack: AsyncAck) -> None:
    await ack(options=[])


async def _failed(error: Exception, body: Json, response: BoltResponse | None) -> BoltResponse | None:
    """What no listener took, or what broke in one: logged by its kind, never with what was said.

    Before the acknowledgement we only read what came, so that a look-up which fails there says that it is not shaped
    as what Slack sends. Nothing can be answered any more where there is no ``response``.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("nothing of ours listens to a %s", str(body.get("type", ""))[:40])
        return BoltResponse(status=404, body="")
    log.error("a listener failed (%s)", why(error), exc_info=error)
    if response is None:
        return None
    odd = isinstance(error, ODD)
    return BoltResponse(status=400 if odd else 500, body=BROKEN if odd else words.FAULT)


def _client(settings: Settings) -> AsyncWebClient:
    """Waits where Slack asks for it; says nothing twice, as what was lost on the way may have arrived."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    return AsyncWebClient(token, base_url=settings.slack_api_url, retry_handlers=retries(), logger=QUIET)
