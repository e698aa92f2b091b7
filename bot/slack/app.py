"""Slack as a transport of the pipeline, the Bolt app that receives from it, and the integration of both."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.caches import HealthCache
from bot.chat.pipeline import Pipeline
from bot.chat.received import Deduplicator
from bot.chat.replies import noted
from bot.chat.transport import Audience, Delivered, Failure, Readers, ShareRequest, Who, read_by
from bot.chat.words import BROKEN
from bot.chat.work import ENDS_WITHIN
from bot.runtime.district_service import DistrictService
from bot.settings import Settings
from bot.slack import words
from bot.slack.client import ODD, OPTIONAL, QUIET, SCOPES, TROUBLE, Client, perhaps, retries, why
from bot.slack.connect.check import off_by
from bot.slack.connect.http import Socket, mount, signed_by_slack
from bot.slack.connect.install import BEGINS, Installed, TokenVault, oauth
from bot.slack.files import fetched
from bot.slack.incoming import Directory, SlackIncoming
from bot.slack.notify import TEAM, SlackChannel, channel_of
from bot.slack.receive import Receiver
from bot.slack.render.blocks import messages, public, share_button
from bot.slack.respond.agent_view import AgentView
from bot.slack.respond.deliver import AnswerDelivery, FormSubmission, in_window, respond
from bot.slack.respond.home import Homes
from bot.web.programs import PROXIES, SIGNED_BY
from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.reply import File, Reply, Text
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")


@dataclass(frozen=True, slots=True)
class SlackTransport:
    """Slack as a `Transport`, for all workspaces of a process."""

    dedupe: Deduplicator
    directory: Directory = field(default_factory=Directory)
    name = "Slack"
    unsure_who = str(words.UNSURE_WHO)
    refuses_strangers = True
    chats_move = False
    sign_lasts = 90.0

    async def identify(self, incoming: SlackIncoming, client: Client) -> tuple[SlackIncoming, Who]:
        """Who sent it, and the same with its place."""
        who, where = await asyncio.gather(
            self.directory.who(incoming.user, client), self.directory.where(incoming, client)
        )
        return replace(incoming, where=where), who

    async def who(self, user: str, client: Client) -> Who:
        """Somebody; a guest, unsure, where Slack does not tell in time."""
        return await self.directory.who(user, client)

    def audience(self, incoming: SlackIncoming, desk: Desk, client: Client) -> Audience:  # noqa: ARG002 - the shape
        """Who reads the channel, and its place on file where the bot is a member."""
        where, place = incoming.where, None
        if where.member and not incoming.direct:
            id, address = f"slack:{incoming.channel}", {TEAM: client.organization}
            place = Place(id=id, surface="slack", address=address, name=where.name, private=where.private)
        readers = Readers.ASKER if incoming.direct else Readers.MEMBERS if where.private else Readers.OTHERS
        return Audience(readers, place, "" if where.sure else words.NOT_IN_CHANNEL)

    async def who_reads(self, place: Place, client: Client) -> PlaceReaders:
        """Who reads a channel of this workspace; in a large one, only its first members are looked up."""
        if place.surface != SlackIncoming.surface or place.address.get(TEAM) != client.organization:
            return PlaceReaders(place.id)
        return read_by(place, await self.directory.members(channel_of(place), client))

    async def fetch(self, incoming: SlackIncoming, client: Client) -> tuple[File, ...]:
        """The files that came with it. Raises Sorry."""
        return await fetched(incoming.files, client)

    async def direct_message(self, who: Who, incoming: SlackIncoming | None, client: Client) -> Place:  # noqa: ARG002
        """The direct messages with somebody. Raises SlackApiError."""
        chat = await self.directory.chat(who.id.removeprefix("slack:"), client)
        return Place(
            id=f"slack:{chat}", surface="slack", address={TEAM: client.organization}, name=who.name, private=True
        )

    async def sign(self, incoming: SlackIncoming, client: Client, *, over: bool) -> None:
        """The bot's status in the thread of what was said; an answer in the direct messages takes it away by itself."""
        said = incoming.under and not (incoming.trigger or incoming.form)
        if said and not (over and incoming.chat):
            agent, status = AgentView(self.dedupe, self.directory), "" if over else words.LOOKING
            await agent.adorn(client.api.assistant_threads_setStatus, incoming, status=status)

    async def show(
        self, reply: Reply, incoming: SlackIncoming, client: Client, share: ShareRequest | None
    ) -> Delivered:
        """Show forms, and answers to presses in a window, in a window; all else as a message. Raises TROUBLE."""
        if incoming.view and reply.files:
            reply = replace(await AnswerDelivery(incoming, client, self.directory).hand_out(reply), files=())
        in_view = incoming.view or (reply.form and incoming.trigger)
        # The result of a proposal that was settled in a window goes to where it was asked, too.
        window_is_enough = not (incoming.proposal and reply.settled)
        if in_view and await in_window(reply, incoming, client) and window_is_enough:
            return ()
        return await self.deliver(reply, incoming, client, share)

    async def deliver(
        self,
        reply: Reply,
        incoming: SlackIncoming,
        client: Client,
        share: ShareRequest | None = None,
        *,
        apart: bool = False,
    ) -> Delivered:
        """Answer where it was asked, for the asker only; with ``apart``, in their direct messages. Raises TROUBLE."""
        delivery = AnswerDelivery(incoming, client, self.directory)
        if apart:
            await delivery.directly(reply)
        else:
            offered = share_button(replace(share, thread=share.thread or incoming.under)) if share else ()
            await delivery.deliver(reply, offered)
        return ()

    async def publish(self, reply: Reply, incoming: SlackIncoming, client: Client, thread: str) -> None:
        """Post for everybody in the thread where it was asked, and delete the private answer. Raises TROUBLE."""
        delivery = AnswerDelivery(replace(incoming, thread=thread), client, self.directory)
        await delivery.publish(*public(reply, incoming.user))
        try:
            await respond(incoming.response_url, {"delete_original": True}, client)
        except TROUBLE as problem:
            log.info("an answer that was shared is still shown to the asker (%s)", why(problem))

    async def post(self, reply: Reply, place: Place, incoming: SlackIncoming, client: Client) -> bool:
        """Post in a channel of this workspace. Raises TROUBLE."""
        if place.surface != incoming.surface or place.address.get(TEAM, client.organization) != client.organization:
            return False
        for payload in messages(reply):
            await client.api.chat_postMessage(channel=channel_of(place), **payload)
        return True

    async def moved(self, reply: Reply, place: Place, incoming: SlackIncoming, client: Client) -> Reply:
        """Post in the new channel that reminders come there; the reply says so where that fails."""
        notice = Reply(title=words.HERE_TITLE, parts=(Text(words.HERE),), private=False)
        try:
            await self.post(notice, place, incoming, client)
        except TROUBLE as problem:
            log.warning("the place for reminders could not be written to (%s)", why(problem))
            return noted(reply, words.NOT_WRITTEN_THERE)
        return reply

    def classify(self, problem: BaseException) -> Failure:
        """What a failure means; the library itself waits where Slack asks for it."""
        if perhaps(problem):
            return Failure.MAYBE
        return Failure.NEVER if isinstance(problem, TROUBLE) else Failure.BUG

    def why(self, problem: BaseException) -> str:
        """The failure in one word."""
        return why(problem)


Json = Mapping[str, Any]
EVERYTHING = re.compile(".*", re.DOTALL)


class Slack(AsyncApp):
    """Bolt's app, with the pipeline behind it."""

    pipeline: Pipeline[SlackIncoming, Client]
    homes: Homes

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """Wait until everything received is answered, as before stopping; what takes longer is given up."""
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
    """The app that receives from Slack; the caller connects it, over HTTP or a websocket.

    ``hear`` and ``desk`` are of the one district that is served, and the desk has no role, unlike at this machine;
    ``districts`` gives the service of a workspace's district where there are several. ``oauth`` is how workspaces
    install the app and get a token each. Raises RuntimeError for a desk with a role.
    """
    if desk().role != "everyone":
        raise RuntimeError("people in Slack are not at the machine that runs the bot: give a desk without a role")
    dedupe = Deduplicator(replicas=settings.database_url is not None)
    transport = SlackTransport(dedupe)
    homes = Homes(transport.directory)
    pipeline = Pipeline(transport, dedupe, homes.after_answer)
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
    """Listen to everything, so that Bolt logs nothing as unhandled with all its words."""
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
    """The answer to what no listener took, or what broke in one; logged by its kind, never with what was said.

    Before the acknowledgment we only read what came, so a failed look-up there means that it is not shaped as Slack's
    requests are. Nothing can be answered any more where there is no ``response``.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("nothing of ours listens to a %s", str(body.get("type", ""))[:40])
        return BoltResponse(status=404, body="")
    log.error("a listener failed (%s)", why(error), exc_info=error)
    if response is None:
        return None
    is_malformed = isinstance(error, ODD)
    return BoltResponse(status=400 if is_malformed else 500, body=BROKEN if is_malformed else words.FAULT)


def _client(settings: Settings) -> AsyncWebClient:
    """A client that waits where Slack asks for it, and repeats no post, as one that seemed lost may have arrived."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    return AsyncWebClient(token, base_url=settings.slack_api_url, retry_handlers=retries(), logger=QUIET)


ANSWERS_WITHIN = 5
KEPT_OPEN = 3.0
"""Seconds that a connection to Slack is kept for the next call: far less than Slack keeps it, so that none is used that
Slack has closed."""
TAKES_AT_MOST = 30.0
"""Seconds that a call may take, as in Slack's library."""


@dataclass(slots=True)
class Integration:
    """Slack, for all districts; ``vault`` keeps the tokens of workspaces that install the app."""

    settings: Settings
    vault: TokenVault | None = None
    channel: SlackChannel = field(init=False)
    installed: Installed | None = field(init=False, default=None)
    _app: Slack | None = field(init=False, default=None)
    _socket: Socket | None = field(init=False, default=None)
    _health: HealthCache = field(init=False, default_factory=HealthCache)

    def __post_init__(self) -> None:
        settings = self.settings
        if self.vault and settings.slack_client_id and settings.slack_client_secret:
            secrets = settings.slack_client_id.get_secret_value(), settings.slack_client_secret.get_secret_value()
            self.installed = Installed(self.vault, *secrets, url=settings.slack_api_url)
        self.channel = SlackChannel(self.token, url=settings.slack_api_url)

    def token(self, team: str = "") -> str:
        """The bot's token in a workspace; empty where it is not installed."""
        if self.installed:
            return self.installed.token(team)
        return self.settings.slack_bot_token.get_secret_value() if self.settings.slack_bot_token else ""

    def districts(self) -> list[str]:
        """The districts whose workspaces we have a token or a setting for; the bot's own first."""
        teams = [name.removeprefix(BEGINS) for name in self.vault.names(BEGINS)] if self.vault else []
        named = [district for _, district in self.settings.slack_teams]
        served = (self.settings.district, *named, *map(self.settings.district_of, teams))
        return list(dict.fromkeys(served))

    def channel_for(self, district: str) -> SlackChannel:
        """How a district's posts reach its own workspaces, and no other's, even where its file names one."""
        mine = self._teams_of(district)
        return replace(self.channel, token=lambda team: self.token(team) if not team or mine(team) else "")

    def changed(self, district: str) -> None:
        """Redraw the district's open Homes, as something may have changed. Safe from any thread, as often as needed."""
        if self._app:
            self._app.homes.changed(self._teams_of(district))

    def _teams_of(self, district: str) -> Callable[[str], bool]:
        return lambda team: self.settings.district_of(team) == district

    def mount(self, application: web.Application, districts: Callable[[str], DistrictService]) -> None:
        """Receive from Slack through the web application; ``districts`` gives each district's service."""
        settings, own = self.settings, districts(self.settings.district)
        service = cache(lambda team: districts(settings.district_of(team)))
        app = self._app = make_app(
            own.respond,
            own.desk,
            settings,
            districts=service,
            oauth=oauth(self.installed, sorted((*SCOPES, *OPTIONAL))) if self.installed else None,
        )
        application.cleanup_ctx.append(self._hold_session)
        if settings.slack_signing_secret and SIGNED_BY in application:
            key = settings.slack_signing_secret.get_secret_value()
            application[SIGNED_BY].append(signed_by_slack(key, lambda team: self._client(team, service), service))
        secret = settings.slack_signing_secret
        if settings.slack_app_token:
            self._socket, secret = Socket(app, settings.slack_app_token.get_secret_value()), None
        application[PROXIES] = settings.proxies
        mount(application, app, secret.get_secret_value() if secret else "", self._socket)

    def _client(self, team: str, service: Callable[[str], DistrictService]) -> Client:
        """A client for a workspace, to look up who somebody is there."""
        url = self.settings.slack_api_url
        return Client(service, team, AsyncWebClient(self.token(team), base_url=url, logger=QUIET, retry_handlers=[]))

    async def _hold_session(self, _: web.Application) -> AsyncIterator[None]:
        """Let calls to Slack share connections: a new one for each is a third of what an answer costs."""
        assert self._app
        connections = TCPConnector(keepalive_timeout=KEPT_OPEN)
        async with ClientSession(connector=connections, timeout=ClientTimeout(total=TAKES_AT_MOST)) as session:
            self._app.client.session = session
            yield

    async def rest(self) -> None:
        """Receive nothing more, and wait until everything received is answered, as before stopping."""
        if self._socket:
            await self._socket.hush()
        if self._app:
            await self._app.rest()
        if self._socket:
            await self._socket.close()

    def trouble(self) -> str:
        """Why Slack cannot be used just now; empty where all is well. May block for some seconds."""
        if self._socket and self._socket.trouble:
            return self._socket.trouble
        if self.installed:
            return ""  # each workspace has a token of its own
        return self._health.trouble(self._refused)

    def _refused(self) -> str:
        client = WebClient(
            self.token(), base_url=self.settings.slack_api_url, timeout=ANSWERS_WITHIN, retry_handlers=[]
        )
        try:
            ahead = off_by(client.auth_test().headers)
        except SlackApiError as problem:
            return words.token_refused(why(problem))
        except Exception as problem:  # noqa: BLE001 - whatever keeps us from Slack is the reason
            return words.unreachable(word=why(problem))
        return words.clock_off(ahead) if ahead else ""
