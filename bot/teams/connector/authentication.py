"""Checks that an activity comes from Teams."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.teams.connector.account import Account
from bot.teams.connector.api import ConnectorApi
from bot.teams.connector.jwt import Forged, Proof, proven
from bot.teams.connector.signing_keys import Keys

TEAMS = "msteams"
"""The one channel that is heard: in others, such as Direct Line, writers say themselves who they are."""
SERVICE = AuthenticationConstants.SERVICE_URL_CLAIM


class _Lines(ConnectorFactory):  # type: ignore[misc]
    """What botbuilder asks for a way to the channel, a turn; ours is one for all."""

    def __init__(self, channel: ConnectorApi) -> None:
        self.channel = channel

    async def create(self, service_url: str, audience: str) -> Any:  # noqa: ARG002 - botbuilder's words
        return self.channel


@dataclass
class Guard(BotFrameworkAuthentication):  # type: ignore[misc]
    """Botbuilder's authentication, without its faults: it blocks nothing, and whatever is wrong is `Forged`."""

    account: Account
    channel: ConnectorApi
    keys: Keys = field(init=False)

    def __post_init__(self) -> None:
        self.keys = Keys(self.account.metadata)

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Raises Forged, and Unknown where no keys could be fetched."""
        service = str(activity.service_url or "")
        if not self.account.trusts(service):
            raise Forged("a service URL that is not trusted")
        claims = await self._claims(str(activity.channel_id or ""), service, auth_header) if self.account.id else {}
        found = AuthenticateRequestResult()
        found.claims_identity = ClaimsIdentity(claims, is_authenticated=True)
        found.connector_factory = _Lines(self.channel)
        return found

    async def vouch(self, header: str) -> None:
        """Raises Forged and Unknown by the header alone, before a body is read for it."""
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
        """Nobody is heard over a websocket."""
        raise Forged("a websocket")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        """The way to the channel when nobody has just spoken."""
        return _Lines(self.channel)

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in through the bot."""
