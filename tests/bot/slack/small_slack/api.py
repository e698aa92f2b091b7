"""What does the small local Slack do when it is called? The methods of the Web API, the files and the websocket."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import web

from tests.bot.slack.small_slack.file_methods import FileMethods
from tests.bot.slack.small_slack.place_methods import Args, Refused
from tests.bot.slack.small_slack.rules import scope_of
from tests.bot.slack.small_slack.world import Call, World

ANYONE = {"oauth.v2.access", "api.test"}


def routes(slack: World) -> list[web.RouteDef]:
    api = Api(slack)
    return [
        web.route("*", "/api/{method}", api.call),
        web.post("/respond/{channel}/{ts}/{number}", api.respond),
        web.get("/files/{id}/{name}", api.download),
        web.post("/upload/{id}", api.upload),
        web.get("/link", api.link),
    ]


class Api(FileMethods):
    """All that is called."""

    async def call(self, request: web.Request) -> web.StreamResponse:
        slack, method = self.slack, request.match_info["method"]
        if slack.down:
            slack.calls.append(Call(method, {}, "", {"ok": False, "error": "down"}))
            return web.Response(status=503)
        args, token = await _args(request)
        planned = slack.hindrances[method]
        hindrance, about = planned.pop(0) if planned else slack.whim(method)
        if hindrance == "500":
            return web.Response(
                status=500, text="<html>", content_type=about if isinstance(about, str) and about else "text/plain"
            )
        if hindrance == "429":
            slack.calls.append(Call(method, args, token, {"ok": False, "error": "ratelimited"}))
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": str(about)})
        try:
            if hindrance == "error":
                raise Refused(about)
            self._check(method, args, token)
            self.token = token
            done: Callable[[Args], Args] = getattr(self, method.replace(".", "_"))
            answer = {"ok": True, **done(args)}
        except Refused as refused:
            answer = refused.answer
        slack.calls.append(Call(method, args, token, answer))
        if hindrance == "drop" and request.transport:
            request.transport.close()
        headers = {"x-oauth-scopes": ",".join(sorted(slack.scopes))}
        if slack.ahead:
            headers["Date"] = format_datetime(datetime.now(UTC) + slack.ahead, usegmt=True)
        return web.json_response(answer, headers=headers)

    def _check(self, method: str, args: Args, token: str) -> None:
        slack = self.slack
        if not hasattr(self, method.replace(".", "_")):
            raise Refused("unknown_method")
        if method in ANYONE:
            return
        if method == "apps.connections.open":
            if token != slack.app_token:
                raise Refused("invalid_auth")
            return
        if token in slack.revoked:
            raise Refused("token_revoked")
        if token not in slack.teams:
            raise Refused("invalid_auth" if token else "not_authed")
        channel = slack.channels.get(str(args.get("channel") or args.get("channel_id") or ""))
        needed = scope_of(method, channel)
        if needed and needed not in slack.scopes:
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(slack.scopes)))


async def _args(request: web.Request) -> tuple[Args, str]:
    """The arguments and the token, from JSON or a form; lists and objects in a form are JSON."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if request.content_type == "application/json":
        args = dict(await request.json())
    else:
        form = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
        args = {name: json.loads(value) if value[:1] in {"[", "{"} else value for name, value in form.items()}
    if kind == "Basic":
        args["client_id"], _, args["client_secret"] = base64.b64decode(token).decode().partition(":")
    return args, str(args.pop("token", "") or token)
