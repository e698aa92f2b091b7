"""What does the small local Teams do when it is called? The connector, the token issuers, and files."""

# ruff: noqa: ARG002, N818 (each call takes the request and its body)

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.bot.teams.limits import complaints as of_card
from tests.bot.teams.small_teams import tokens
from tests.bot.teams.small_teams.world import CARD, Call, Json, Room, World

LARGEST = 100 * 1024
"""Bytes of a message in UTF-16."""
CONTENT = {
    CARD,
    "application/vnd.microsoft.teams.card.file.consent",
    "application/vnd.microsoft.teams.card.file.info",
    "application/vnd.microsoft.card.thumbnail",
    "application/vnd.microsoft.card.hero",
}
PAGE = 2
"""Members a page, so that turning pages is needed."""


class Refused(Exception):
    """What the connector answers instead of doing it."""

    def __init__(self, status: int, code: str, *, number: int = 0, **headers: str) -> None:
        super().__init__(code)
        self.status, self.code, self.headers = status, code, headers
        self.number = number
        """Entra's own number of the error."""


def routes(teams: World) -> list[web.RouteDef]:
    api = Api(teams)
    talk = "/amer/v3/conversations"
    return [
        web.post(talk, api.does("create", api.create)),
        web.post(f"{talk}/{{room}}/activities", api.does("send", api.send)),
        web.post(f"{talk}/{{room}}/activities/{{id}}", api.does("send", api.send)),
        web.put(f"{talk}/{{room}}/activities/{{id}}", api.does("update", api.update)),
        web.delete(f"{talk}/{{room}}/activities/{{id}}", api.does("delete", api.delete)),
        web.get(f"{talk}/{{room}}/members/{{user}}", api.does("member", api.member)),
        web.get(f"{talk}/{{room}}/members", api.does("members", api.members)),
        web.get(f"{talk}/{{room}}/pagedmembers", api.does("members", api.paged)),
        web.get("/amer/v3/teams/{team}/conversations", api.does("channels", api.channels)),
        web.get("/issuer/.well-known/openidconfiguration", api.does("keys", api.metadata, open_=True)),
        web.get("/issuer/keys", api.does("keys", api.keys, open_=True)),
        web.get("/{tenant}/v2.0/.well-known/openid-configuration", api.does("login", api.entra, open_=True)),
        web.get("/{tenant}/discovery/v2.0/keys", api.does("entra_keys", api.entra_keys, open_=True)),
        web.post("/{tenant}/oauth2/v2.0/token", api.does("token", api.token, open_=True)),
        web.put("/upload/{name}", api.upload),
        web.get("/download/{name}", api.download),
    ]


NO_TENANT = "no-such-tenant"
"""A tenant that Entra does not know."""


class Api:
    def __init__(self, teams: World) -> None:
        self.teams = teams

    def does(self, what: str, do: Callable[[web.Request, Json], Awaitable[Json]], *, open_: bool = False) -> Any:
        """A call of this kind: hindered as planned, else done where the token is good."""

        async def called(request: web.Request) -> web.StreamResponse:
            teams = self.teams
            args = await _args(request)
            teams.lines.add(request.transport and request.transport.get_extra_info("peername"))
            kind = "whisper" if what == "send" and "isTargetedActivity" in request.query else what
            there = f"{kind} {request.match_info.get('room', '')}"  # in one room alone
            planned = teams.hindrances.get(there) or teams.hindrances.get(kind)
            hindrance, about = planned.pop(0) if planned else teams.whim(kind)
            if hindrance == "hang":
                teams.calls.append(Call(kind, request.path, args, 0))
                await teams._held.wait()
            status, headers = 200, {}
            try:
                if hindrance.isdigit():
                    raise Refused(
                        int(hindrance), about if hindrance != "429" else "TooManyRequests", **_wait(hindrance, about)
                    )
                if not open_ and teams.app_id:
                    self._check_bearer(request)
                answer = await do(request, args)
                status = 201 if kind in {"send", "whisper", "create"} else 200
            except Refused as refused:
                told = f"The call was refused: {refused.code}"
                entra = {
                    "error": refused.code,
                    "error_description": f"AADSTS{refused.number}: {told}",
                    "error_codes": [refused.number],
                }
                answer = entra if open_ else _error(refused.code, told)
                status, headers = refused.status, refused.headers
            teams.calls.append(Call(kind, request.path_qs, args, status))
            if hindrance == "drop" and request.transport:
                request.transport.close()
                return web.Response()
            raw = about if hindrance == "raw" else json.dumps(answer).encode()
            return await _in_two(request, raw, status, headers)

        return called

    def _check_bearer(self, request: web.Request) -> None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or token not in self.teams.bearers:
            raise Refused(401, "Unauthorized")

    # Messages.

    async def send(self, request: web.Request, args: Json) -> Json:
        teams = self.teams
        room, thread = self._room(request, args)
        made = {**args, "id": teams.number(), "from": {"id": teams.bot}, "conversation": {"id": room.id}}
        if room.kind == "channel":
            made["thread"] = thread or made["id"]
        if request.query.get("isTargetedActivity") == "true":
            to = args.get("recipient") or {}
            if not teams.takes_whispers or room.kind == "personal":
                raise Refused(400, "BadRequest")
            if to.get("isTargeted") is not True or to.get("id") not in {teams.people[one].id for one in room.members}:
                raise Refused(400, "BadArgument")
            teams.whispers.append({**made, "for": to["id"]})
        elif args["type"] == "typing":
            teams.typing.append(room.id)
        else:
            room.messages.append(made)
        return {"id": made["id"]}

    async def update(self, request: web.Request, args: Json) -> Json:
        room, _ = self._room(request, args)
        if "isTargetedActivity" in request.query and "recipient" in args:
            raise Refused(400, "BadArgument")
        message = self._message(room, request)
        message.update({**args, "id": message["id"], "from": message["from"], "conversation": message["conversation"]})
        return {"id": message["id"]}

    async def delete(self, request: web.Request, args: Json) -> Json:
        room, _ = self._room(request, None)
        room.messages.remove(self._message(room, request))
        return {}

    def _room(self, request: web.Request, activity: Json | None) -> tuple[Room, str]:
        room, thread = self.teams.room_of(request.match_info["room"])
        if room is None:
            raise Refused(404, "ConversationNotFound")
        if not room.installed:
            raise Refused(403, "BotNotInConversationRoster")
        if activity is not None:
            if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > LARGEST:
                raise Refused(413, "MessageSizeTooBig")
            if not activity.get("type"):
                raise Refused(400, "BadSyntax")
            if activity["type"] == "message" and not (activity.get("text") or activity.get("attachments")):
                raise Refused(400, "BadArgument")
            if problems := complaints(activity.get("attachments") or []):
                self.teams.wrong += problems
                raise Refused(400, "BadArgument")
        return room, thread

    def _message(self, room: Room, request: web.Request) -> Json:
        among = self.teams.whispers if "isTargetedActivity" in request.query else room.messages
        found = [one for one in among if one["id"] == request.match_info["id"]]
        if not found:
            raise Refused(404, "ActivityNotFoundInConversation")
        return found[0]

    # People.

    async def create(self, request: web.Request, args: Json) -> Json:
        wanted = {str(one.get("id")) for one in args.get("members", [])}
        tenant = args.get("tenantId") or ((args.get("channelData") or {}).get("tenant") or {}).get("id")
        if args.get("isGroup") or len(wanted) != 1 or not tenant:
            raise Refused(400, "BadArgument")
        for key, who in self.teams.people.items():
            if wanted & {who.id, who.aad}:
                if not self.teams.rooms[key].installed or tenant != self.teams.tenant:
                    raise Refused(403, "ForbiddenOperationException")
                return {"id": self.teams.rooms[key].id}
        raise Refused(403, "ForbiddenOperationException")

    async def member(self, request: web.Request, args: Json) -> Json:
        room, _ = self._room(request, None)
        for one in self._people(room):
            if request.match_info["user"] in {one["id"], one["aadObjectId"]}:
                return one
        raise Refused(404, "MemberNotFoundInConversation")

    async def members(self, request: web.Request, args: Json) -> Any:
        return self._people(self._room(request, None)[0])

    async def paged(self, request: web.Request, args: Json) -> Json:
        people = self._people(self._room(request, None)[0])
        begin, size = int(request.query.get("continuationToken") or 0), int(request.query.get("pageSize") or PAGE)
        more = {"continuationToken": str(begin + size)} if begin + size < len(people) else {}
        return {"members": people[begin : begin + size], **more}

    async def channels(self, request: web.Request, args: Json) -> Json:
        """A team's channels; the first has no name, as each client calls it in its own language."""
        teams, team = self.teams, request.match_info["team"]
        rooms = [room for room in teams.rooms.values() if room.team == team]
        if not rooms:
            raise Refused(404, "NotFound")
        if not any(room.installed for room in rooms):
            raise Refused(403, "BotNotInConversationRoster")
        if teams.lists is not None:
            return teams.lists
        shown = [room for room in rooms if teams.lists_sorts or room.sort == "standard"]
        return {
            "conversations": [
                {"id": room.id, "name": room.name if room.id != team else None}
                | ({"type": room.sort} if teams.lists_sorts else {})
                for room in shown
            ]
        }

    def _people(self, room: Room) -> list[Json]:
        return [
            {
                "id": who.id,
                "name": who.name,
                "objectId": who.aad,
                "aadObjectId": who.aad,
                "email": f"{who.id[3:]}@example.org",
                "userPrincipalName": f"{who.id[3:]}@example.org",
                "tenantId": who.tenant,
                "userRole": "guest" if who.guest else "user",
            }
            for who in (self.teams.people[key] for key in room.members)
        ]

    # Tokens.

    async def metadata(self, request: web.Request, args: Json) -> Json:
        return {
            "issuer": self.teams.issuer,
            "jwks_uri": f"{self.teams.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    async def keys(self, request: web.Request, args: Json) -> Json:
        return {"keys": self.teams.published}

    async def entra(self, request: web.Request, args: Json) -> Json:
        if (tenant := request.match_info["tenant"]) == NO_TENANT:
            raise Refused(400, "invalid_tenant", number=90002)
        here = f"{self.teams.origin}/{tenant}"
        return {
            "issuer": f"{here}/v2.0",
            "jwks_uri": f"{here}/discovery/v2.0/keys",
            # Named as Entra's are: msal takes no other.
            "token_endpoint": f"{here}/oauth2/v2.0/token".replace("http:", "https:"),
            "authorization_endpoint": f"{here}/oauth2/v2.0/authorize".replace("http:", "https:"),
        }

    async def entra_keys(self, request: web.Request, args: Json) -> Json:
        return {"keys": [tokens.published("entra")]}

    async def token(self, request: web.Request, args: Json) -> Json:
        """The bot's token for the connector; the path's tenant is the authority that it asked."""
        teams = self.teams
        if args.get("client_id") != teams.app_id:
            raise Refused(400, "unauthorized_client", number=700016)
        if args.get("client_secret") != teams.secret:
            raise Refused(401, "invalid_client", number=7000215)
        if args.get("scope") != "https://api.botframework.com/.default":
            raise Refused(400, "invalid_scope")
        made = f"bot-{len(teams.bearers) + 1}"
        teams.bearers[made] = request.match_info["tenant"]
        return {"access_token": made, "token_type": "Bearer", "expires_in": 86399, "ext_expires_in": 86399}

    # Files.

    async def upload(self, request: web.Request) -> web.Response:
        content = await request.read()
        if request.headers.get("Content-Range") != f"bytes 0-{len(content) - 1}/{len(content)}":
            return web.Response(status=400)
        self.teams.uploads[request.match_info["name"]] = content
        return web.Response(status=201)

    async def download(self, request: web.Request) -> web.StreamResponse:
        found = self.teams.files.get(request.match_info["name"])
        if found is None or self.teams.tells_lengths:
            return web.Response(body=found, status=404 if found is None else 200)
        return await _in_two(request, found, 200, {})


def complaints(attachments: list[Json]) -> list[str]:
    """What Teams takes no message for: an unknown kind of card, or one that breaks the published limits."""
    found = [
        f"no attachment is a {one.get('contentType')}" for one in attachments if one.get("contentType") not in CONTENT
    ]
    for one in attachments:
        if one.get("contentType") == CARD:
            try:
                found += of_card(one["content"])
            except (KeyError, TypeError, AttributeError) as problem:
                found.append(f"a broken card ({problem!r})")
    return found


async def _in_two(request: web.Request, raw: bytes, status: int, headers: dict[str, str]) -> web.StreamResponse:
    """The answer as it comes over a long way: its second half a moment after the first."""
    answer = web.StreamResponse(status=status, headers={"Content-Type": "application/json", **headers})
    await answer.prepare(request)
    await answer.write(raw[: len(raw) // 2])
    await asyncio.sleep(0.001)
    await answer.write(raw[len(raw) // 2 :])
    await answer.write_eof()
    return answer


def _error(code: str, told: str) -> Json:
    return {"error": {"code": code, "message": told}}


def _wait(hindrance: str, about: Any) -> dict[str, str]:
    return {"Retry-After": str(about)} if hindrance == "429" and about != "" else {}


async def _args(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return await request.json() if request.can_read_body else {}
    return {name: str(value) for name, value in (await request.post()).items()}
