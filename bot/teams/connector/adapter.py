"""The connector through botbuilder: its adapter has the activity proven, begins the turn and answers an invoke."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount, ConversationReference
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.teams.client import Json, Reference
from bot.teams.connector.api import ConnectorApi
from bot.teams.connector.tokens import Forged
from bot.teams.connector.turn import TEAMS, Turn, continued
from bot.teams.connector.wire import Guard, Wire, looked_at

T = TypeVar("T")
RAW: ContextVar[Json] = ContextVar("raw")
"""The activity as received: botbuilder's models drop the fields that are newer than they are."""


class _Lines(ConnectorFactory):  # type: ignore[misc]
    """Gives botbuilder the client that it asks for in each turn; ours is one for all turns."""

    def __init__(self, channel: ConnectorApi) -> None:
        self.channel = channel

    async def create(self, service_url: str, audience: str) -> Any:  # noqa: ARG002 - botbuilder's words
        return self.channel


@dataclass
class Authentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """Botbuilder's authentication, done by our guard."""

    guard: Guard
    channel: ConnectorApi

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Check that Teams sent the activity. Raises Forged, and Unknown where no signing keys could be fetched."""
        texts = str(activity.channel_id or ""), str(activity.service_url or "")
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(await self.guard.claims(*texts, auth_header), is_authenticated=True)
        result.connector_factory = _Lines(self.channel)
        return result

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:  # noqa: ARG002
        """Always raises Forged: websockets are not accepted."""
        raise Forged("a websocket")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        """Gives the client for a turn that no activity began."""
        return _Lines(self.channel)

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in through the bot."""


@dataclass
class BotbuilderWire(Wire):
    """Receives activities and sends through botbuilder's adapter."""

    adapter: CloudAdapter = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.adapter = CloudAdapter(Authentication(self.guard, self.channel))

    async def taken(self, payload: Json, header: str) -> tuple[int, Any]:
        """The status and the body that answer an activity. Raises Forged, Unknown, and what ``hear`` raises."""
        RAW.set(payload)
        answer = await self.adapter.process_activity(header, _activity(payload), self.on_turn)
        return (int(answer.status), answer.body) if answer else (200, None)

    async def on_turn(self, context: TurnContext) -> None:
        """Hand botbuilder's turn to ``hear`` as a `Turn`, and answer an invoke with the result."""
        payload = RAW.get()
        answer = await self.hear(Turn(payload, self.channel))
        if answer is not None and payload["type"] == ActivityTypes.invoke:
            status, body = self.answered(payload, answer)
            response = InvokeResponse(status=status, body=body)
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

    async def spoken(self, reference: Reference, work: Callable[[Turn], Awaitable[T]]) -> T:
        """Do the work with a turn in that conversation; its result."""
        outcome: list[T] = []

        async def turn(context: TurnContext) -> None:  # noqa: ARG001 - botbuilder's shape
            outcome.append(await work(Turn(continued(reference), self.channel, patient=False)))

        identity = self.adapter.create_claims_identity(self.account.id)
        await self.adapter.continue_conversation_with_claims(identity, _botbuilders(reference), None, turn)
        return outcome[0]


def _activity(payload: Json) -> Activity:
    """The fields of the activity that botbuilder needs.

    Not all of them: botbuilder's models refuse a whole message for one field that they do not understand.
    """
    who = looked_at(payload)
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


def _botbuilders(reference: Reference) -> ConversationReference:
    return ConversationReference(
        channel_id=TEAMS,
        service_url=reference["service"],
        conversation=ConversationAccount(id=reference["conversation"], tenant_id=reference.get("tenant")),
        bot=ChannelAccount(id=reference.get("bot")),
    )
