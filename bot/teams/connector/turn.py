"""Answers in the conversation of an activity."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.teams.client import Json, NotTaken, Reference, objects, reference, tenant
from bot.teams.connector.api import ConnectorApi

WITHIN, AFTERWARDS = 13.0, 10.0
"""Seconds for which a reply is tried again: since the turn began, as Teams waits for 15; later, since it is said."""
MOST_MEMBERS = 500
"""As many as the connector lists at once."""
TARGETED = "?isTargetedActivity=true"


@dataclass(frozen=True, slots=True)
class WireTurn:
    """A `Turn` whose calls go to the connector as they are, field by field; `patient` of a reply, not of a post."""

    activity: Json
    channel: ConnectorApi
    patient: bool = True
    _began: float = field(default_factory=time.monotonic)

    async def send(self, activity: Json) -> str:
        """Say it in the same conversation, and thread."""
        return await self._say(self._from_us(activity))

    async def whisper(self, activity: Json) -> str:
        """Say it to the asker alone, where the conversation takes such messages."""
        asker = {**self._asker, "isTargeted": True}
        return await self._say({**self._from_us(activity), "recipient": asker}, TARGETED)

    async def update(self, id: str, activity: Json) -> None:
        """Put it in the place of what we said under this id; of a whisper where its recipient says ``isTargeted``."""
        body = {**self._from_us(activity), "id": id}
        whispered = (body.get("recipient") or {}).get("isTargeted") is True
        if whispered:
            del body["recipient"]  # it cannot be changed, and is refused
        await self._call("PUT", self._address("activities", id) + (TARGETED if whispered else ""), body)

    async def delete(self, id: str) -> None:
        """Take back what we said under this id."""
        await self._call("DELETE", self._address("activities", id))

    async def member(self, user: str) -> Json:
        """Somebody of the conversation."""
        return await self._call("GET", self._address("members", user))

    async def members(self) -> tuple[tuple[Json, ...], bool]:
        """Those of the conversation, of a team's channel all of the team, and whether these are all."""
        answer = await self._call("GET", f"{self._address('pagedmembers')}?pageSize={MOST_MEMBERS}")
        return objects(answer.get("members")), not answer.get("continuationToken")

    async def channels(self, team: str) -> tuple[Json, ...]:
        """The channels of a team, as the connector lists them."""
        answer = await self._call("GET", f"{self._service}v3/teams/{quote(team, safe='')}/conversations")
        return objects(answer.get("conversations"))

    async def chat(self, user: str) -> Reference:
        """The personal chat with somebody, made where there is none."""
        origin, where = reference(self.activity), tenant(self.activity)
        asked: Json = {"bot": {"id": origin["bot"]}, "members": [{"id": user}], "isGroup": False, "tenantId": where}
        try:
            made = await self._call(
                "POST", self._service + "v3/conversations", {**asked, "channelData": {"tenant": {"id": where}}}
            )
        except NotTaken as refused:
            refused.perhaps = False  # nothing was to be said there yet
            raise
        if not made.get("id"):
            raise NotTaken(0, "no_conversation")
        return {**origin, "conversation": str(made["id"])}

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
        """What every activity of ours says of itself."""
        recipient = self.activity.get("recipient") or {}
        us = {
            name: recipient[name] for name in ("id", "name") if recipient.get(name)
        }  # not that only one person wrote to us
        mine: Json = {"type": "message", "from": us, "conversation": {"id": self._conversation}}
        if self.activity.get("type") in {"message", "invoke"} and self.activity.get("id"):
            mine["replyToId"] = self.activity["id"]
        return self.channel.fitting({**mine, **activity})

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
