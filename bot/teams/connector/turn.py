"""One turn with Teams: passes activities to the connector as they are, and asks it who is where."""

import time
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.teams.client import Json, NotTaken, Reference, objects, reference, tenant
from bot.teams.connector.api import ConnectorApi

TEAMS = "msteams"
"""The only channel accepted: in others, such as Direct Line, senders say themselves who they are."""
WITHIN, AFTERWARDS = 13.0, 10.0
"""Seconds for which a reply is retried: from the turn's start, as Teams waits 15; for later replies, from their own."""
MOST_MEMBERS = 500
"""The connector lists no more in one answer."""
TARGETED = "?isTargetedActivity=true"


@dataclass(frozen=True, slots=True)
class Turn:
    """One activity that came in, as received, and the calls to answer it; each that calls Teams raises `NotTaken`.

    Activities are passed to the connector unchanged. ``patient``: calls are retried, for replies only.
    """

    activity: Json
    channel: ConnectorApi
    patient: bool = True
    _began: float = field(default_factory=time.monotonic)

    async def send(self, activity: Json) -> str:
        """Post in the same conversation, in a channel in the same thread; returns the message's id."""
        return await self._say(self._from_us(activity))

    async def whisper(self, activity: Json) -> str:
        """Post so that only the asker sees it, where the conversation takes such messages; returns the message's id."""
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
        """A member of the conversation: ``id``, ``name``, ``aadObjectId``, ``userRole``, ``tenantId``."""
        return await self._call("GET", self._address("members", user))

    async def members(self) -> tuple[tuple[Json, ...], bool]:
        """The members of the conversation (for a channel, of its team), and whether the list is complete."""
        answer = await self._call("GET", f"{self._address('pagedmembers')}?pageSize={MOST_MEMBERS}")
        return objects(answer.get("members")), not answer.get("continuationToken")

    async def channels(self, team: str) -> tuple[Json, ...]:
        """The channels of a team: ``id``, ``name``, ``type`` (standard, private or shared).

        The first channel has the team's id and no name. Older answers have no types, and list standard channels only.
        """
        answer = await self._call("GET", f"{self._service}v3/teams/{quote(team, safe='')}/conversations")
        return objects(answer.get("conversations"))

    async def chat(self, user: str) -> Reference:
        """The personal chat with somebody, by their id here or their Entra object id; created where there is none."""
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


def continued(where: Reference) -> Json:
    """The activity of a turn that nobody began, made from the conversation's reference."""
    return {
        "type": "event",
        "name": "ContinueConversation",
        "channelId": TEAMS,
        "serviceUrl": where["service"],
        "conversation": {"id": where["conversation"], "tenantId": where.get("tenant", "")},
        "channelData": {"tenant": {"id": where.get("tenant", "")}},
        "recipient": {"id": where.get("bot", "")},
    }
