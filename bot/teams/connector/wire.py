"""The native connector: proves that an activity comes from Teams, hands it on as a `Turn`, and sends to Teams.

It needs no botbuilder; `adapter.py` does the same through it.
"""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web

from bot.chat.words import BROKEN, TOO_LARGE
from bot.teams import words
from bot.teams.client import Hear, Json, NotTaken, Reference, why
from bot.teams.connector.api import ConnectorApi
from bot.teams.connector.tokens import Account, Forged, Keys, Proof, Tokens, Unknown, proven
from bot.teams.connector.turn import TEAMS, Turn, continued
from bot.web.bodies import read_body

log = logging.getLogger("dpa")
T = TypeVar("T")
LARGEST_BODY = 1024 * 1024
"""Bytes. Teams' own messages end at 100 kB, a dialog's values before that."""
SERVICE = "serviceurl"
"""The claim with the service URL that a token vouches for."""


@dataclass(slots=True)
class Guard:
    """Proves that requests come from Teams; never blocks, and raises `Forged` for whatever is wrong."""

    account: Account
    keys: Keys = field(init=False)

    def __post_init__(self) -> None:
        self.keys = Keys(self.account.metadata)

    async def vouch(self, header: str) -> None:
        """Check the Authorization header alone, before the body is read. Raises Forged and Unknown."""
        if self.account.id:
            await self._proven(header)

    async def claims(self, channel: str, service: str, header: str) -> dict[str, Any]:
        """The claims of the token, which vouches for the activity's channel and service. Raises Forged and Unknown."""
        if not self.account.trusts(service):
            raise Forged("a service URL that is not trusted")
        if not self.account.id:
            return {}
        proof = await self._proven(header)
        if channel != TEAMS or TEAMS not in proof.endorsements:
            raise Forged("another channel than Teams")
        if proof.claims.get(SERVICE) != service:
            raise Forged("a service URL that its token does not vouch for")
        return proof.claims

    async def _proven(self, header: str) -> Proof:
        return await proven(header, self.keys, issuers=[self.account.issuer], audiences=[self.account.id])


@dataclass
class Wire:
    """Receives activities at ``/api/messages``, and is the `Speaker`."""

    account: Account
    hear: Hear
    channel: ConnectorApi = field(init=False)
    guard: Guard = field(init=False)

    def __post_init__(self) -> None:
        self.channel, self.guard = ConnectorApi(self.account, Tokens(self.account)), Guard(self.account)

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
            looked_at(payload)
        except (ValueError, TypeError, RecursionError):
            return web.Response(status=400, text=BROKEN)
        if not isinstance(payload.get("type"), str) or not payload["type"]:
            return web.Response(status=400, text=words.NO_ACTIVITY)
        return await self._heard(payload, header)

    async def _heard(self, payload: Json, header: str) -> web.Response:
        try:
            status, body = await self.taken(payload, header)
        except (Forged, Unknown) as refused:
            return _refused(refused)
        except Exception:
            log.exception("a turn in Teams failed")
            return web.Response(status=500, text=words.FAILED)
        return web.Response(status=status) if body is None else web.json_response(body, status=status)

    async def taken(self, payload: Json, header: str) -> tuple[int, Any]:
        """The status and the body that answer an activity. Raises Forged, Unknown, and what ``hear`` raises."""
        texts = {name: str(payload.get(name) or "") for name in ("channelId", "serviceUrl")}
        await self.guard.claims(texts["channelId"], texts["serviceUrl"], header)
        return self.answered(payload, await self.hear(Turn(payload, self.channel)))

    def answered(self, payload: Json, answer: Json | None) -> tuple[int, Any]:
        """The status and the body for what ``hear`` gave: an invoke gets it as its answer."""
        if payload["type"] != "invoke":
            return 200, None
        return (200, None) if answer is None else (answer.get("status", 200), self.channel.fitting(answer.get("body")))

    async def speak(self, reference: Reference, work: Callable[[Turn], Awaitable[T]]) -> T:
        """Do the work with a turn in that conversation; its result. Raises `NotTaken`, and what the work raises."""
        if not self.account.trusts(str(reference.get("service", ""))):
            raise NotTaken(0, "untrusted_service")
        return await self.spoken(reference, work)

    async def spoken(self, reference: Reference, work: Callable[[Turn], Awaitable[T]]) -> T:
        """The same, in a service that is trusted."""
        return await work(Turn(continued(reference), self.channel, patient=False))

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


def looked_at(payload: Any) -> dict[str, Json]:
    """The objects that say who and where. Raises TypeError where a field that is read unchecked has a wrong type."""
    if not isinstance(payload, dict):
        raise TypeError
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
