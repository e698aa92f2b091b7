"""A small Teams of our own on 127.0.0.1: what it is told, it does and remembers; what it sends, it signs.

    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")             # guest=True, tenant="..." for people outside the district
        teams.group("g1", "ana", "sam")                  # a group chat; its id is teams.rooms["g1"].id
        teams.channel("c1", "ana", "sam", kind="private")
        teams.to = "http://127.0.0.1:3978/api/messages"
        got = await teams.says("due", by="ana")          # in the chat with the bot; where="c1": mentioning it there
        assert got.status == 200 and teams.said("ana")[-1]["attachments"]

Rooms are named by their short name, the chat of a person with the bot by the person's. Its addresses: `teams.service`
(the service URL), `teams.issuer` and `teams.metadata` (tokens of the channel, ``TO_BOT_FROM_CHANNEL_*``), `teams.login`
(``TO_CHANNEL_FROM_BOT_LOGIN_URL``), `teams.entra` (``DPA_ENTRA_URL``). Who we are: `teams.app_id` (empty: no tokens in
either direction, as in the Playground), `teams.secret`, `teams.tenant`.

What it got: `teams.calls` (all, in order, as `Call(what, path, args, status)`), `teams.asked("send")`, `teams.said("c1")`
(the bot's messages that stand there now; ``thread=`` for one thread of a channel), `teams.whispers` (those that only one
person sees, with ``"for"``), `teams.uploads` (by name). `teams.wrong` is what a person would have seen go wrong: invokes
answered late or in a shape that Teams does not take.

How it hinders, by what is done (send, whisper, update, delete, member, members, channels,
create; keys of the channel; login, token and entra_keys of Entra): `slow_down(what,
seconds, times)` answers 429, `refuse(what, status, code, times)`, `drop(what, times)` does it and hangs up without a
word, `mumble(what, raw, times)` does it and answers something else, `hang(what)` answers nothing until `let_go()` (f"send {room.id}": in that room alone); `teams.whim` hinders by chance; `teams.takes_whispers = False`.
Of channels it tells less with `teams.tells_sorts = False` (in activities) and `teams.lists_sorts = False` (in lists);
of files with `teams.tells_lengths = False`.

How people act, each answered with `Answer(status, body, seconds)` of the bot: `says`, `presses` (a button: Execute,
Submit, or one that opens a dialog), `opens_dialog`, `submits_dialog`, `queries`, `selects`, `asks_about`, `submits_asked`
(message extension), `consents` (to a file), `drops_file`, `installs`, `adds_member`, `edits`, `deletes`. All take
``token="expired"`` (see tokens.BAD), ``id=`` (the activity's id, for repetitions) and ``retry=True`` (the last one
once more). `send` is below them. `buttons(on)` and `inputs(on)` find what can be pressed and filled in.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bot.teams.small_teams.cards import button, buttons, card, inputs, words
from tests.bot.teams.small_teams.delivery import Delivery
from tests.bot.teams.small_teams.world import (
    APP,
    CARD,
    DOWNLOAD,
    ELSEWHERE,
    TENANT,
    Answer,
    Call,
    Json,
    Person,
    Room,
)

__all__ = [
    "APP",
    "CARD",
    "ELSEWHERE",
    "TENANT",
    "Answer",
    "Call",
    "Json",
    "Person",
    "Room",
    "Teams",
    "button",
    "buttons",
    "card",
    "inputs",
    "until",
    "words",
]


@dataclass
class Teams(Delivery):
    """One Teams, with one tenant unless more are named, and what people do in it."""

    async def says(
        self,
        text: str,
        *,
        by: str = "ana",
        where: str = "",
        thread: str = "",
        mention: bool | None = None,
        targeted: bool = False,
        value: Json | None = None,
        files: list[Json] | None = None,
        **more: Any,
    ) -> Answer:
        """A message; outside of the chat with the bot it mentions it first, unless `mention` says no.

        `targeted`: written so that only the bot sees it. `thread`: an answer in that thread of a channel.
        """
        where = where or by
        named = self.rooms[where].kind != "personal" if mention is None else mention
        found = self.written(text, by, where, thread, named=named)
        if targeted:
            found["recipient"] = {**found["recipient"], "isTargeted": True}
        if value is not None:
            found["value"] = value
        found["attachments"] += files or []
        return await self.send(found, **more)

    async def presses(
        self, action: Json, on: Json, *, by: str = "ana", inputs: Json | None = None, **more: Any
    ) -> Answer:
        """A button of a message of the bot (one of `said`): what is pressed decides what is sent."""
        data = action.get("data") or {}
        data = {**data, **(inputs or {})} if isinstance(data, dict) else data
        kind = data.get("msteams", {}).get("type") if isinstance(data, dict) else ""
        if action["type"] == "Action.Execute":
            return await self._executes(action, on, by, data, more)
        if kind == "task/fetch":
            return await self.opens_dialog(action, on, by=by, inputs=inputs, **more)
        if kind in {"imBack", "messageBack"}:
            said = data["msteams"]
            value = said.get("value") if kind == "messageBack" else None
            text = said.get("text", "") if kind == "messageBack" else said["value"]
            return await self.says(text, by=by, where=self._where(on), value=value, mention=False, **more)
        found = self._in_thread("message", by, on, replyToId=on["id"], value=data)
        return await self.send(found, **more)

    async def _executes(self, action: Json, on: Json, by: str, data: Any, more: Json) -> Answer:
        told = {"type": "Action.Execute", "id": action.get("id"), "verb": action.get("verb"), "data": data}
        found = self._invoke("adaptiveCard/action", {"action": told, "trigger": "manual"}, by, on)
        got = await self.send(found, **more)
        if got.status == 200 and got.json.get("type") == CARD:
            on["attachments"] = [{"contentType": CARD, "content": got.json["value"]}]
        return got

    async def opens_dialog(
        self, action: Json, on: Json, *, by: str = "ana", inputs: Json | None = None, **more: Any
    ) -> Answer:
        """The dialog of a button; `Answer.card` is what it shows."""
        value = {"data": {"type": "task/fetch", **action["data"], **(inputs or {})}, "context": {"theme": "default"}}
        return await self.send(self._invoke("task/fetch", value, by, on), **more)

    async def submits_dialog(
        self, card: Json, on: Json, inputs: Json, *, by: str = "ana", press: int = 0, **more: Any
    ) -> Answer:
        """A dialog's card, filled in and sent; `on` is the message from which it was opened."""
        data = {**(buttons(card)[press].get("data") or {}), **inputs}
        return await self.send(
            self._invoke("task/submit", {"data": data, "context": {"theme": "default"}}, by, on), **more
        )

    async def queries(
        self,
        command: str,
        text: str = "",
        *,
        by: str = "ana",
        where: str = "",
        skip: int = 0,
        count: int = 25,
        **more: Any,
    ) -> Answer:
        """The message extension's search; no text: what it shows when it is opened."""
        asked = {"name": "initialRun", "value": "true"} if not text else {"name": "query", "value": text}
        value = {"commandId": command, "parameters": [asked], "queryOptions": {"skip": skip, "count": count}}
        return await self.send(self._invoke("composeExtension/query", value, by, where=where or by), **more)

    async def selects(self, item: Json, *, by: str = "ana", where: str = "", **more: Any) -> Answer:
        return await self.send(self._invoke("composeExtension/selectItem", item, by, where=where or by), **more)

    async def asks_about(self, message: Json, command: str, *, by: str = "ana", where: str = "", **more: Any) -> Answer:
        """An action command on somebody's message: ``{"text": ..., "from": ...}``."""
        payload = {
            "id": str(next(self._numbers)),
            "createdDateTime": "2026-10-07T13:00:00Z",
            "body": {"contentType": "html", "content": message.get("text", "")},
            "from": {"user": {"displayName": "Somebody", "userIdentityType": "aadUser"}},
            "attachments": [],
            "mentions": [],
            "reactions": [],
        }
        value = {
            "commandId": command,
            "commandContext": "message",
            "messagePayload": payload,
            "context": {"theme": "default"},
        }
        return await self.send(self._invoke("composeExtension/fetchTask", value, by, where=where or by), **more)

    async def submits_asked(self, command: str, data: Json, *, by: str = "ana", where: str = "", **more: Any) -> Answer:
        value = {"commandId": command, "commandContext": "message", "data": data, "context": {"theme": "default"}}
        return await self.send(self._invoke("composeExtension/submitAction", value, by, where=where or by), **more)

    async def consents(self, on: Json, *, by: str = "ana", accept: bool = True, **more: Any) -> Answer:
        """To a file that the bot offers in a file consent card."""
        offer = on["attachments"][0]
        value: Json = {"type": "fileUpload", "action": "accept" if accept else "decline"}
        value["context"] = offer["content"]["acceptContext" if accept else "declineContext"]
        if accept:
            value["uploadInfo"] = {
                "name": offer["name"],
                "uploadUrl": f"{self.origin}/upload/{offer['name']}",
                "contentUrl": f"{self.origin}/personal/{offer['name']}",
                "uniqueId": str(next(self._numbers)),
                "fileType": offer["name"].rpartition(".")[2],
            }
        return await self.send(self._invoke("fileConsent/invoke", value, by, on), **more)

    async def drops_file(self, name: str, content: bytes, text: str = "", *, by: str = "ana", **more: Any) -> Answer:
        """A file in the chat with the bot."""
        self.files[name] = content
        info = {
            "downloadUrl": f"{self.origin}/download/{name}",
            "uniqueId": str(next(self._numbers)),
            "fileType": name.rpartition(".")[2],
        }
        link = {"contentType": DOWNLOAD, "contentUrl": f"{self.origin}/personal/{name}", "name": name, "content": info}
        return await self.says(text, by=by, files=[link], **more)

    async def installs(self, where: str, *, by: str = "ana", action: str = "add", **more: Any) -> Answer:
        """The app is installed (add, add-upgrade) or taken away (remove, remove-upgrade)."""
        self.rooms[where].installed = action.startswith("add")
        return await self.send(self.activity("installationUpdate", by, where, action=action), **more)

    async def adds_member(self, where: str, *members: str, by: str = "ana", **more: Any) -> Answer:
        """People join; the bot itself where nobody is named."""
        self.rooms[where].members += members
        added = [{"id": self.people[one].id, "aadObjectId": self.people[one].aad} for one in members]
        found = self.activity("conversationUpdate", by, where, membersAdded=added or [{"id": self.bot}])
        return await self.send(self._event(found, "teamMemberAdded"), **more)

    async def edits(self, message: Json, text: str, **more: Any) -> Answer:
        """A message of somebody (as `written` made it) says something else from now on."""
        found = {**message, "type": "messageUpdate", "text": text, "channelData": dict(message["channelData"])}
        return await self.send(self._event(found, "editMessage"), **more)

    async def deletes(self, message: Json, **more: Any) -> Answer:
        found = {**message, "type": "messageDelete", "channelData": dict(message["channelData"])}
        found.pop("text", None)
        return await self.send(self._event(found, "softDeleteMessage"), **more)


async def until(done: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait for what the bot does after its answer. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 - what it waits for sets no event
            await asyncio.sleep(0.005)
