"""How the small local Teams words activities, signs them and delivers them to the bot."""

import io
import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import aiohttp

from tests.bot.teams.small_teams import tokens
from tests.bot.teams.small_teams.world import ANSWER_WITHIN, CARD, INVOKE_WITHIN, Answer, Json, World

MENTION = "<at>dpa</at>"
SHAPES = {
    "adaptiveCard/action": {"statusCode", "type", "value"},
    "task/fetch": {"task"},
    "task/submit": {"task"},
    "composeExtension/query": {"composeExtension"},
    "composeExtension/selectItem": {"composeExtension"},
    "composeExtension/fetchTask": {"task"},
    "composeExtension/submitAction": {"task", "composeExtension"},
}
"""What an invoke's answer may have."""


@dataclass
class Delivery(World):
    """A Teams that can send something to the bot."""

    async def send(
        self, activity: Json, *, token: str = "good", id: str = "", retry: bool = False, **headers: str
    ) -> Answer:
        """Deliver an activity, signed."""
        activity = self._last if retry else activity
        activity = {**activity, "id": id} if id else activity
        self._last = activity
        head = {"Content-Type": "application/json; charset=utf-8", **headers}
        bearer = self.token(token, str(activity.get("serviceUrl", ""))) if self.app_id else None
        if bearer is not None:
            head["Authorization"] = bearer
        got = await self.post(json.dumps(activity).encode(), head)
        if activity.get("type") == "invoke":
            self._check_invoke(activity, got)
        return got

    async def post(self, raw: bytes, headers: dict[str, str]) -> Answer:
        """Anything to the bot's address, as it is."""
        assert self._http
        began = time.perf_counter()
        try:
            timeout = aiohttp.ClientTimeout(ANSWER_WITHIN)
            async with self._http.post(self.to, data=io.BytesIO(raw), headers=headers, timeout=timeout) as answer:
                return Answer(answer.status, await answer.text(), time.perf_counter() - began)
        except (TimeoutError, aiohttp.ClientError) as trouble:
            return Answer(0, type(trouble).__name__, time.perf_counter() - began)

    def token(self, kind: str, service: str) -> str | None:
        """The Authorization header of the channel; the same one again, as Teams does."""
        asked = (kind, self.issuer, self.app_id, service)
        if asked not in self._tokens:
            self._tokens[asked] = tokens.bearer(kind, issuer=self.issuer, audience=self.app_id, service=service)
        return self._tokens[asked]

    def entra_token(self, by: str = "ana", key: str = "entra", **claims: Any) -> str:
        """What a tab gets for somebody (version 2, as ``api://…`` apps set it); a claim of None is left out."""
        who, now = self.people[by], int(time.time())
        given = {
            "aud": self.app_id,
            "iss": f"{self.entra}/{who.tenant}/v2.0",
            "iat": now - 60,
            "nbf": now - 60,
            "exp": now + 3600,
            "oid": who.aad,
            "tid": who.tenant,
            "name": who.name,
            "scp": "access_as_user",
            "acct": int(who.guest),
            "ver": "2.0",
            **claims,
        }
        return tokens.sign({name: value for name, value in given.items() if value is not None}, key, "entra")

    def activity(self, type: str, by: str, where: str, thread: str = "", **fields: Any) -> Json:
        """An activity of somebody in a room, with all that Teams tells beside."""
        who, room = self.people[by], self.rooms[where]
        conversation: Json = {"id": room.id, "conversationType": room.kind, "tenantId": self.tenant}
        data: Json = {"tenant": {"id": self.tenant}}
        if room.kind != "personal":
            conversation["isGroup"] = True
        if room.kind == "channel":
            conversation |= {"id": f"{room.id};messageid={thread}" if thread else room.id, "name": room.name}
            data |= {
                "teamsChannelId": room.id,
                "teamsTeamId": room.team,
                "team": {"id": room.team, "aadGroupId": str(uuid5(NAMESPACE_URL, room.team))},
            }
            data["channel"] = {"id": room.id, "name": room.name} | ({"type": room.sort} if self.tells_sorts else {})
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
        return {
            "type": type,
            "id": self.number(),
            "timestamp": stamp,
            "serviceUrl": self.service,
            "channelId": "msteams",
            "from": {"id": who.id, "name": who.name, "aadObjectId": who.aad},
            "conversation": conversation,
            "recipient": {"id": self.bot, "name": "dpa"},
            "entities": [
                {
                    "locale": "en-US",
                    "country": "US",
                    "platform": "Windows",
                    "timezone": "America/New_York",
                    "type": "clientInfo",
                }
            ],
            "channelData": data,
            "locale": "en-US",
            "localTimezone": "America/New_York",
            **fields,
        }

    def written(self, text: str, by: str, where: str, thread: str = "", *, named: bool = False) -> Json:
        """A message that somebody wrote; it stands in the room. In a channel it begins a thread unless in one."""
        said = f"{MENTION} {text}" if named else text
        room = self.rooms[where]
        found = self.activity("message", by, where, text=said, textFormat="plain", attachments=[])
        if room.kind == "channel":
            found["conversation"]["id"] = f"{room.id};messageid={thread or found['id']}"
            found["thread"] = thread or found["id"]
        if named:
            found["entities"].append({"type": "mention", "text": MENTION, "mentioned": {"id": self.bot, "name": "dpa"}})
        room.messages.append(dict(found))
        found.pop("thread", None)
        return found

    def _where(self, on: Json) -> str:
        return next(key for key, room in self.rooms.items() if room.id == on["conversation"]["id"].partition(";")[0])

    def _in_thread(self, type: str, by: str, on: Json, **fields: Any) -> Json:
        return self.activity(type, by, self._where(on), str(on.get("thread") or ""), **fields)

    def _invoke(self, name: str, value: Any, by: str, on: Json | None = None, where: str = "") -> Json:
        more = {"name": name, "value": value}
        made = (
            self._in_thread("invoke", by, on, replyToId=on["id"], **more)
            if on
            else self.activity("invoke", by, where, **more)
        )
        made["id"] = f"f:{made['id']}"
        return made

    @staticmethod
    def _event(found: Json, name: str) -> Json:
        found["channelData"]["eventType"] = name
        return found

    def _check_invoke(self, activity: Json, got: Answer) -> None:
        name = str(activity.get("name"))
        if got.status == 200 and got.seconds > INVOKE_WITHIN:
            self.wrong.append(f"{name} was answered after {got.seconds:.1f} s")
        if got.status != 200 or not got.body:
            return
        keys = set(got.json)
        if name in SHAPES and not keys & SHAPES[name]:
            self.wrong.append(f"{name} was answered with {sorted(keys)}")
        if name == "adaptiveCard/action" and not SHAPES[name] <= keys:
            self.wrong.append(f"{name} lacks {sorted(SHAPES[name] - keys)}")
        if got.card:
            from tests.bot.teams.small_teams.api import complaints  # noqa: PLC0415 - it knows this file

            self.wrong += [f"{name}: {problem}" for problem in complaints([{"contentType": CARD, "content": got.card}])]
