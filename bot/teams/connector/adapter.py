"""Takes activities in from Teams through botbuilder, and speaks to Teams."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount, ConversationReference

from bot.chat.words import BROKEN, TOO_LARGE
from bot.teams import words
from bot.teams.client import Hear, Json, NotTaken, Reference, Turn, why
from bot.teams.connector.account import Account
from bot.teams.connector.api import ConnectorApi
from bot.teams.connector.authentication import TEAMS, Guard
from bot.teams.connector.jwt import Forged
from bot.teams.connector.signing_keys import Unknown
from bot.teams.connector.tokens import Tokens
from bot.teams.connector.turn import WireTurn
from bot.web.bodies.body import read_body

log = logging.getLogger("dpa")
T = TypeVar("T")
LARGEST_BODY = 1024 * 1024
"""Teams' own messages end at 100 kB, a dialog's values before that."""
RAW: ContextVar[Json] = ContextVar("raw")
"""The activity as it came: botbuilder's models drop the fields that are younger than they."""


@dataclass
class Wire:
    """Teams' wire: hears what comes to ``/api/messages``, and is the `Speaker`."""

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
        """One activity. What does not come from Teams, or is none, is answered 4xx; nothing of it is logged."""
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
        """Botbuilder's turn as ours."""
        payload = RAW.get()
        answer = await self.hear(WireTurn(payload, self.channel))
        if answer is not None and payload["type"] == ActivityTypes.invoke:
            body = self.channel.fitting(answer.get("body"))
            given = InvokeResponse(status=answer.get("status", 200), body=body)
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=given))

    async def speak(self, reference: Reference, work: Callable[[Turn], Awaitable[T]]) -> T:
        """Do the work with a turn in that conversation. Raises `NotTaken`, and what the work raises."""
        if not self.account.trusts(str(reference.get("service", ""))):
            raise NotTaken(0, "untrusted_service")
        found: list[T] = []

        async def spoken(context: TurnContext) -> None:
            found.append(await work(WireTurn(_continued(context, reference), self.channel, patient=False)))

        identity = self.adapter.create_claims_identity(self.account.id)
        await self.adapter.continue_conversation_with_claims(identity, _botbuilders(reference), None, spoken)
        return found[0]

    async def trouble(self) -> str:
        """Why we may not speak, in Entra's word or ours; empty where we have a token."""
        try:
            await self.channel.tokens.token()
        except NotTaken as refused:
            return why(refused)
        return ""

    async def hold(self, _: Any) -> AsyncIterator[None]:
        """For an application's ``cleanup_ctx``: the connections are closed with it."""
        yield
        await self.channel.close()


def _refused(problem: Forged | Unknown) -> web.Response:
    """401 where it is not from Teams, 503 where that cannot be told just now."""
    if isinstance(problem, Unknown):
        return web.Response(status=503, text=words.NOT_CHECKED)
    log.warning("a request to Teams' address was not from Teams (%s)", str(problem))
    return web.Response(status=401, text=words.NOT_FROM_TEAMS)


def _activity(payload: Any) -> Activity | None:
    """As much of it as botbuilder asks for; None where it has no type. Raises TypeError where it is no activity.

    Not all of it: botbuilder's models refuse a whole message for one field that they do not understand.
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
    """The objects that say who and where. Raises TypeError where what is read without a look is not of its shape."""
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
    """The activity of a turn that nobody began."""
    return {
        "type": context.activity.type,
        "name": context.activity.name,
        "channelId": TEAMS,
        "serviceUrl": reference["service"],
        "conversation": {"id": reference["conversation"], "tenantId": reference.get("tenant", "")},
        "channelData": {"tenant": {"id": reference.get("tenant", "")}},
        "recipient": {"id": reference.get("bot", "")},
    }
