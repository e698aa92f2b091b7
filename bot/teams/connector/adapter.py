"""Checks with botbuilder that an activity comes from Teams, hands it on as a `Turn`, and sends to Teams."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount, ConversationReference
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.chat.words import BROKEN, TOO_LARGE
from bot.teams import words
from bot.teams.client import Hear, Json, NotTaken, Reference, Turn, objects, reference, tenant, why
from bot.teams.connector.api import ConnectorApi
from bot.teams.connector.tokens import Account, Forged, Keys, Proof, Tokens, Unknown, proven
from bot.web.bodies import read_body

TEAMS = "msteams"
"""The only channel accepted: in others, such as Direct Line, senders say themselves who they are."""
SERVICE = AuthenticationConstants.SERVICE_URL_CLAIM


class _Lines(ConnectorFactory):  # type: ignore[misc]
    """Gives botbuilder the client that it asks for in each turn; ours is one for all turns."""

    def __init__(self, channel: ConnectorApi) -> None:
        self.channel = channel

    async def create(self, service_url: str, audience: str) -> Any:  # noqa: ARG002 - botbuilder's words
        return self.channel


@dataclass
class Guard(BotFrameworkAuthentication):  # type: ignore[misc]
    """Botbuilder's authentication, changed so that it never blocks and raises `Forged` for whatever is wrong."""

    account: Account
    channel: ConnectorApi
    keys: Keys = field(init=False)

    def __post_init__(self) -> None:
        self.keys = Keys(self.account.metadata)

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Check that Teams sent the activity. Raises Forged, and Unknown where no signing keys could be fetched."""
        service = str(activity.service_url or "")
        if not self.account.trusts(service):
            raise Forged("a service URL that is not trusted")
        claims = await self._claims(str(activity.channel_id or ""), service, auth_header) if self.account.id else {}
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(claims, is_authenticated=True)
        result.connector_factory = _Lines(self.channel)
        return result

    async def vouch(self, header: str) -> None:
        """Check the Authorization header alone, before the body is read. Raises Forged and Unknown."""
        if self.account.id:
            await self._proven(header)

    async def _proven(self, header: str) -> Proof:
        return await proven(header, self.keys, issuers=[self.account.issuer], audiences=[self.account.id])

    async def _claims(self, channel: str, service: str, header: str) -> dict[str, Any]:
        proof = await self._proven(header)
        if channel != TEAMS or TEAMS not in proof.endorsements:
            raise Forged("another channel than Teams")
        if proof.claims.get(SERVICE) != service:
            raise Forged("a service URL that its token does not vouch for")
        return proof.claims

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:  # noqa: ARG002
        """Always raises Forged: websockets are not accepted."""
        raise Forged("a websocket")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        """Gives the client for a turn that no activity began."""
        return _Lines(self.channel)

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in through the bot."""


WITHIN, AFTERWARDS = 13.0, 10.0
"""Seconds for which a reply is retried: from the turn's start, as Teams waits 15; for later replies, from their own."""
MOST_MEMBERS = 500
"""The connector lists no more in one answer."""
TARGETED = "?isTargetedActivity=true"


@dataclass(frozen=True, slots=True)
class WireTurn:
    """A `Turn` that passes activities to the connector unchanged; ``patient``: calls are retried, for replies only."""

    activity: Json
    channel: ConnectorApi
    patient: bool = True
    _began: float = field(default_factory=time.monotonic)

    async def send(self, activity: Json) -> str:
        """Post in the same conversation and thread; returns the message's id."""
        return await self._say(self._from_us(activity))

    async def whisper(self, activity: Json) -> str:
        """Post for the asker alone, where the conversation takes such messages; returns the message's id."""
        asker = {**self._asker, "isTargeted": True}
        return await self._say({**self._from_us(activity), "recipient": asker}, TARGETED)

    async def update(self, id: str, activity: Json) -> None:
        """Replace our message with this id; it is a private one where the activity's recipient has ``isTargeted``."""
        body = {**self._from_us(activity), "id": id}
        whispered = (body.get("recipient") or {}).get("isTargeted") is True
        if whispered:
            del body["recipient"]  # it cannot be changed, and is refused
        await self._call("PUT", self._address("activities", id) + (TARGETED if whispered else ""), body)

    async def delete(self, id: str) -> None:
        """Delete our message with this id."""
        await self._call("DELETE", self._address("activities", id))

    async def member(self, user: str) -> Json:
        """The connector's record of a member of the conversation."""
        return await self._call("GET", self._address("members", user))

    async def members(self) -> tuple[tuple[Json, ...], bool]:
        """The members of the conversation (for a channel, of its team), and whether the list is complete."""
        answer = await self._call("GET", f"{self._address('pagedmembers')}?pageSize={MOST_MEMBERS}")
        return objects(answer.get("members")), not answer.get("continuationToken")

    async def channels(self, team: str) -> tuple[Json, ...]:
        """The channels of a team, as the connector lists them."""
        answer = await self._call("GET", f"{self._service}v3/teams/{quote(team, safe='')}/conversations")
        return objects(answer.get("conversations"))

    async def chat(self, user: str) -> Reference:
        """The personal chat with somebody, created where there is none. Raises NotTaken."""
        origin, where = reference(self.activity), tenant(self.activity)
        request: Json = {"bot": {"id": origin["bot"]}, "members": [{"id": user}], "isGroup": False, "tenantId": where}
        try:
            created = await self._call(
                "POST", self._service + "v3/conversations", {**request, "channelData": {"tenant": {"id": where}}}
            )
        except NotTaken as refused:
            refused.perhaps = False  # nothing was to be said there yet
            raise
        if not created.get("id"):
            raise NotTaken(0, "no_conversation")
        return {**origin, "conversation": str(created["id"])}

    async def _say(self, activity: Json, query: str = "") -> str:
        answer = await self._call("POST", self._address("activities") + query, activity)
        if not answer.get("id") and activity["type"] == "message":
            raise NotTaken(0, "no_id", perhaps=True)
        return str(answer.get("id") or "")

    async def _call(self, method: str, address: str, body: Json | None = None) -> Json:
        left = self._began + WITHIN - time.monotonic()
        patience = (left if left > 0 else AFTERWARDS) if self.patient else 0.0
        return await self.channel.call(method, address, body, patience=patience)

    def _from_us(self, activity: Json) -> Json:
        """The activity with the sender, the conversation and the message that it replies to."""
        recipient = self.activity.get("recipient") or {}
        # Without isTargeted, which says that the message to us was private.
        us = {name: recipient[name] for name in ("id", "name") if recipient.get(name)}
        defaults: Json = {"type": "message", "from": us, "conversation": {"id": self._conversation}}
        if self.activity.get("type") in {"message", "invoke"} and self.activity.get("id"):
            defaults["replyToId"] = self.activity["id"]
        return self.channel.fitting({**defaults, **activity})

    @property
    def _asker(self) -> Json:
        who = self.activity.get("from") or {}
        if not who.get("id"):
            raise NotTaken(400, "nobody_asked")
        return {"id": who["id"]}

    @property
    def _conversation(self) -> str:
        return str((self.activity.get("conversation") or {}).get("id", ""))

    @property
    def _service(self) -> str:
        return str(self.activity.get("serviceUrl", "")).rstrip("/") + "/"

    def _address(self, kind: str, id: str = "") -> str:
        path = f"v3/conversations/{quote(self._conversation, safe='')}/{kind}"
        return f"{self._service}{path}/{quote(id, safe='')}" if id else self._service + path


log = logging.getLogger("dpa")
T = TypeVar("T")
LARGEST_BODY = 1024 * 1024
"""Bytes. Teams' own messages end at 100 kB, a dialog's values before that."""
RAW: ContextVar[Json] = ContextVar("raw")
"""The activity as received: botbuilder's models drop the fields that are newer than they are."""


@dataclass
class Wire:
    """Receives activities at ``/api/messages`` through botbuilder, and is the `Speaker`."""

    account: Account
    hear: Hear
    channel: ConnectorApi = field(init=False)
    guard: Guard = field(init=False)
    adapter: CloudAdapter = field(init=False)

    def __post_init__(self) -> None:
        self.channel = ConnectorApi(self.account, Tokens(self.account))
        self.guard = Guard(self.account, self.channel)
        self.adapter = CloudAdapter(self.guard)

    async def process(self, request: web.Request) -> web.Response:
        """Handle one activity. What is not from Teams, or is no activity, is answered 4xx; nothing of it is logged."""
        if request.content_type != "application/json":
            return web.Response(status=415, text=words.NO_JSON)
        header = request.headers.get("Authorization", "")
        try:
            await self.guard.vouch(header)
        except (Forged, Unknown) as refused:
            return _refused(refused)
        raw = await read_body(request, LARGEST_BODY)
        if raw is None:
            return web.Response(status=413, text=TOO_LARGE)
        try:
            payload = json.loads(raw)
            activity = _activity(payload)
        except (ValueError, TypeError, RecursionError):
            return web.Response(status=400, text=BROKEN)
        if activity is None:
            return web.Response(status=400, text=words.NO_ACTIVITY)
        return await self._heard(payload, activity, header)

    async def _heard(self, payload: Json, activity: Activity, header: str) -> web.Response:
        RAW.set(payload)
        try:
            answer = await self.adapter.process_activity(header, activity, self.on_turn)
        except (Forged, Unknown) as refused:
            return _refused(refused)
        except Exception:
            log.exception("a turn in Teams failed")
            return web.Response(status=500, text=words.FAILED)
        if answer is None or answer.body is None:
            return web.Response(status=int(answer.status) if answer else 200)
        return web.json_response(answer.body, status=int(answer.status))

    async def on_turn(self, context: TurnContext) -> None:
        """Hand botbuilder's turn to ``hear`` as a `WireTurn`, and answer an invoke with the result."""
        payload = RAW.get()
        answer = await self.hear(WireTurn(payload, self.channel))
        if answer is not None and payload["type"] == ActivityTypes.invoke:
            body = self.channel.fitting(answer.get("body"))
            response = InvokeResponse(status=answer.get("status", 200), body=body)
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

    async def speak(self, reference: Reference, work: Callable[[Turn], Awaitable[T]]) -> T:
        """Do the work with a turn in that conversation; its result. Raises `NotTaken`, and what the work raises."""
        if not self.account.trusts(str(reference.get("service", ""))):
            raise NotTaken(0, "untrusted_service")
        outcome: list[T] = []

        async def spoken(context: TurnContext) -> None:
            outcome.append(await work(WireTurn(_continued(context, reference), self.channel, patient=False)))

        identity = self.adapter.create_claims_identity(self.account.id)
        await self.adapter.continue_conversation_with_claims(identity, _botbuilders(reference), None, spoken)
        return outcome[0]

    async def trouble(self) -> str:
        """Why we may not send to Teams, in Entra's word or ours; empty where we have a token."""
        try:
            await self.channel.tokens.token()
        except NotTaken as refused:
            return why(refused)
        return ""

    async def hold(self, _: Any) -> AsyncIterator[None]:
        """For an application's ``cleanup_ctx``: closes the connections with it."""
        yield
        await self.channel.close()


def _refused(problem: Forged | Unknown) -> web.Response:
    """401 where it is not from Teams, 503 where that cannot be checked just now."""
    if isinstance(problem, Unknown):
        return web.Response(status=503, text=words.NOT_CHECKED)
    log.warning("a request to Teams' address was not from Teams (%s)", str(problem))
    return web.Response(status=401, text=words.NOT_FROM_TEAMS)


def _activity(payload: Any) -> Activity | None:
    """The fields of the activity that botbuilder needs; None where it has no type. Raises TypeError for a wrong shape.

    Not all of them: botbuilder's models refuse a whole message for one field that they do not understand.
    """
    if not isinstance(payload, dict):
        raise TypeError
    if not isinstance(payload.get("type"), str) or not payload["type"]:
        return None
    who = _looked_at(payload)
    return Activity(
        type=payload["type"],
        id=payload.get("id"),
        name=payload.get("name"),
        channel_id=payload.get("channelId"),
        service_url=payload.get("serviceUrl"),
        conversation=ConversationAccount(id=who["conversation"].get("id")),
        from_property=ChannelAccount(id=who["from"].get("id")),
        recipient=ChannelAccount(id=who["recipient"].get("id")),
    )


def _looked_at(payload: Json) -> dict[str, Json]:
    """The objects that say who and where. Raises TypeError where a field that is read unchecked has a wrong type."""
    who = {name: _object(payload.get(name)) for name in ("conversation", "from", "recipient", "channelData")}
    for name in ("channel", "team"):
        _object(who["channelData"].get(name))
    for text in (payload.get("text"), payload.get("id"), *(one.get("id") for one in who.values())):
        if text is not None and not isinstance(text, str):
            raise TypeError
    added = payload.get("membersAdded") or []
    if not isinstance(added, list) or not all(isinstance(one, dict) for one in added):
        raise TypeError
    return who


def _object(found: Any) -> Json:
    if found is not None and not isinstance(found, dict):
        raise TypeError
    return found or {}


def _botbuilders(reference: Reference) -> ConversationReference:
    return ConversationReference(
        channel_id=TEAMS,
        service_url=reference["service"],
        conversation=ConversationAccount(id=reference["conversation"], tenant_id=reference.get("tenant")),
        bot=ChannelAccount(id=reference.get("bot")),
    )


def _continued(context: TurnContext, reference: Reference) -> Json:
    """The activity of a turn that nobody began, made from the conversation's reference."""
    return {
        "type": context.activity.type,
        "name": context.activity.name,
        "channelId": TEAMS,
        "serviceUrl": reference["service"],
        "conversation": {"id": reference["conversation"], "tenantId": reference.get("tenant", "")},
        "channelData": {"tenant": {"id": reference.get("tenant", "")}},
        "recipient": {"id": reference.get("bot", "")},
    }
