"""What does the small local Slack do when it is called? The methods of the Web API, the files and the websocket."""

# ruff: noqa: ARG002, N802, N818 (methods are named and shaped as Slack's)

import asyncio
import base64
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from tests.bot.slack.small_slack.rules import MOST_TEXT, complaints, scope_of, view_complaints
from tests.bot.slack.small_slack.slack import Call, Slack

Args = dict[str, Any]
ANYONE = {"oauth.v2.access", "api.test"}


class Refused(Exception):
    """Slack's word for what was wrong, and what else it says."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


def routes(slack: Slack) -> list[web.RouteDef]:
    api = Api(slack)
    return [
        web.route("*", "/api/{method}", api.call),
        web.post("/respond/{channel}/{ts}/{number}", api.respond),
        web.get("/files/{id}/{name}", api.download),
        web.post("/upload/{id}", api.upload),
        web.get("/link", api.link),
    ]


class Api:
    def __init__(self, slack: Slack) -> None:
        self.slack, self.token = slack, ""

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
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(sorted(slack.scopes))})

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

    # Messages.

    def chat_postMessage(self, args: Args) -> Args:
        channel = self._channel_to_write(args)
        ts = self._put(channel, args)
        return {"channel": channel, "ts": ts, "message": self.slack.said(channel)[-1]}

    def chat_postEphemeral(self, args: Args) -> Args:
        self._channel_to_write(args, {**args, "text": args.get("text", "-")})
        if args.get("user") not in self.slack.users:
            raise Refused("user_not_in_channel")
        self.slack.whispers.append({"ephemeral": True, "ts": self.slack.ts(), **args})
        return {"message_ts": self.slack.whispers[-1]["ts"]}

    def chat_update(self, args: Args) -> Args:
        self._channel_to_write(args)
        message = self._message(args["channel"], args["ts"])
        message.update({name: args[name] for name in ("text", "blocks", "metadata") if name in args})
        message["edited"] = {"user": "UBOT", "ts": self.slack.ts()}
        return {"channel": args["channel"], "ts": args["ts"]}

    def chat_delete(self, args: Args) -> Args:
        self.slack.said(args["channel"]).remove(self._message(args["channel"], args["ts"]))
        return {}

    def _message(self, channel: str, ts: str) -> Args:
        found = [message for message in self.slack.said(channel) if message["ts"] == ts]
        if not found:
            raise Refused("message_not_found")
        return found[0]

    def _channel_to_write(self, args: Args, content: Args | None = None) -> str:
        slack, named = self.slack, str(args.get("channel", ""))
        id = slack.chat_with(named) if named in slack.users else named
        channel = slack.channels.get(id)
        if channel is None:
            raise Refused("channel_not_found")
        if channel.get("is_archived"):
            raise Refused("is_archived")
        if not channel["is_member"]:
            raise Refused("not_in_channel" if not channel["is_private"] else "channel_not_found")
        if channel.get("is_im") and slack.users.get(str(channel.get("user")), {}).get("deleted"):
            raise Refused("account_inactive")
        _check_content(content or args)
        return id

    def _put(self, channel: str, args: Args) -> str:
        ts = self.slack.ts()
        kept = {name: args[name] for name in ("text", "blocks", "metadata", "thread_ts") if args.get(name)}
        message = {"type": "message", "user": "UBOT", "bot_id": "B1", "channel": channel, "ts": ts, **kept}
        self.slack.messages[channel].append(message)
        return ts

    async def respond(self, request: web.Request) -> web.Response:
        """A response_url: as the bot wrote it, put or replaced where it says so; hindered as ``respond``, by 502 too."""
        planned = self.slack.hindrances["respond"]
        hindrance, about = planned.pop(0) if planned else ("", "")
        if hindrance == "502":
            return web.Response(status=502, text="<html>")
        if hindrance == "error":
            return web.json_response({"ok": False, "error": about}, status=404)
        body, channel, ts = await request.json(), request.match_info["channel"], request.match_info["ts"]
        try:
            if not body.get("delete_original"):
                _check_content(body)
        except Refused as refused:
            return web.json_response(refused.answer, status=400)
        self.slack.replies.append({"channel": channel, "original": ts, "ephemeral": True, **body})
        if body.get("replace_original") and ts != "-":
            with suppress(Refused):
                self._message(channel, ts).update(body)
        elif body.get("response_type") == "in_channel":
            self._put(channel, body)
        else:
            self.slack.whispers.append({"channel": channel, "ts": self.slack.ts(), "ephemeral": True, **body})
        if hindrance == "drop" and request.transport:
            request.transport.close()
        return web.json_response({"ok": True})

    # Views.

    def views_open(self, args: Args) -> Args:
        self._use_trigger(args)
        return {"view": self._keep(args["view"], "modal")}

    views_push = views_open

    def views_update(self, args: Args) -> Args:
        id = args.get("view_id", "")
        if id not in self.slack.views:
            raise Refused("not_found")
        if args.get("hash") and args["hash"] != self.slack.views[id]["hash"]:
            raise Refused("hash_conflict")
        return {"view": self._keep(args["view"], "modal", id)}

    def views_publish(self, args: Args) -> Args:
        who, home = args["user_id"], self.slack.homes.get(args["user_id"])
        if who not in self.slack.users:
            raise Refused("user_not_found")
        if args.get("hash") and home and args["hash"] != home["hash"]:
            raise Refused("hash_conflict")
        self.slack.homes[who] = self._keep(args["view"], "home", home["id"] if home else "")
        return {"view": self.slack.homes[who]}

    def _use_trigger(self, args: Args) -> None:
        ends = self.slack.triggers.get(args.get("trigger_id", ""))
        if ends is None:
            raise Refused("invalid_trigger_id")
        if ends == 0:
            raise Refused("exchanged_trigger_id")
        if ends < time.monotonic():
            raise Refused("expired_trigger_id")
        self.slack.triggers[args["trigger_id"]] = 0

    def _keep(self, view: Args, kind: str, id: str = "") -> Args:
        problems = [f"a {view.get('type')} for a {kind}"] if view.get("type") != kind else view_complaints(view)
        if problems:
            raise Refused("invalid_arguments", response_metadata={"messages": problems})
        if len(json.dumps(view)) > 250_000:
            raise Refused("view_too_large")
        return self.slack.keep_view(view, id)

    # Places and people.

    def auth_test(self, args: Args) -> Args:
        team = self.slack.teams[self.token]
        return {
            "team_id": team,
            "team": f"District {team}",
            "user_id": "UBOT",
            "user": "dpa",
            "bot_id": "B1",
            "url": "",
        }

    def conversations_info(self, args: Args) -> Args:
        return {"channel": self._channel(args)}

    def conversations_open(self, args: Args) -> Args:
        who = str(args["users"])
        if who not in self.slack.users:
            raise Refused("user_not_found")
        return {"channel": {"id": self.slack.chat_with(who)}}

    def conversations_members(self, args: Args) -> Args:
        self._channel(args)
        return {"members": [*self.slack.users]}

    def conversations_history(self, args: Args) -> Args:
        """The newest first; metadata only where it is asked for."""
        if not self._channel(args)["is_member"]:
            raise Refused("not_in_channel")
        oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
        ends = {oldest, latest} if args.get("inclusive") in {True, "1", "true"} else set()
        moments = [(float(m["ts"]), m) for m in reversed(self.slack.said(args["channel"]))]
        inside = [m for at, m in moments if oldest < at < latest or at in ends]
        start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        bare = [
            m
            if args.get("include_all_metadata") in {True, "1", "true"}
            else {k: v for k, v in m.items() if k != "metadata"}
            for m in inside[start : start + limit]
        ]
        more = start + limit < len(inside)
        return {
            "messages": bare,
            "has_more": more,
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    def conversations_replies(self, args: Args) -> Args:
        said = self.slack.said(self._channel(args)["id"])
        return {"messages": [m for m in said if args["ts"] in {m["ts"], m.get("thread_ts")}], "has_more": False}

    def _channel(self, args: Args) -> Args:
        found = self.slack.channels.get(str(args.get("channel", "")))
        if found is None or (found["is_private"] and not found["is_member"]):
            raise Refused("channel_not_found")
        return found

    def users_info(self, args: Args) -> Args:
        if args.get("user") not in self.slack.users:
            raise Refused("user_not_found")
        return {"user": self.slack.users[args["user"]]}

    # The agent's threads.

    def assistant_threads_setStatus(self, args: Args) -> Args:
        self._channel({"channel": args["channel_id"]})
        return {}

    def assistant_threads_setTitle(self, args: Args) -> Args:
        return self.assistant_threads_setStatus(args)

    def assistant_threads_setSuggestedPrompts(self, args: Args) -> Args:
        if not 1 <= len(args["prompts"]) <= 4:
            raise Refused("invalid_arguments")
        return self.assistant_threads_setStatus(args)

    # Files.

    def files_info(self, args: Args) -> Args:
        found = self.slack.files.get(str(args.get("file", "")))
        if found is None:
            raise Refused("file_not_found")
        return {"file": {name: value for name, value in found.items() if name != "content"}}

    async def download(self, request: web.Request) -> web.Response:
        """Without a good token Slack shows its page to sign in, with status 200."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        found = self.slack.files.get(request.match_info["id"])
        if found is None:
            return web.Response(status=404)
        if token not in self.slack.teams or token in self.slack.revoked or "files:read" not in self.slack.scopes:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=found["content"], content_type=found["mimetype"])

    def files_getUploadURLExternal(self, args: Args) -> Args:
        found = self.slack.file(args["filename"], b"")
        self.slack.files[found["id"]]["size"] = int(args["length"])
        return {"file_id": found["id"], "upload_url": f"{self.slack.origin}/upload/{found['id']}"}

    async def upload(self, request: web.Request) -> web.Response:
        content = await request.read()
        if request.content_type.startswith("multipart"):
            content = content.partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
        self.slack.files[request.match_info["id"]]["content"] = content
        return web.Response(text="OK")

    def files_completeUploadExternal(self, args: Args) -> Args:
        files = [self.files_info({"file": one["id"]})["file"] for one in args["files"]]
        if args.get("channel_id"):
            channel = self._channel_to_write({"channel": args["channel_id"], "text": "-"})
            self._put(channel, {"text": args.get("initial_comment", ""), "thread_ts": args.get("thread_ts")})
            self.slack.said(channel)[-1]["files"] = files
        return {"files": files}

    # Installing, and the websocket.

    def oauth_v2_access(self, args: Args) -> Args:
        slack = self.slack
        if args.get("grant_type") == "refresh_token":
            team = str(args.get("refresh_token", "")).partition("xoxe-1-")[2].partition("-")[0]
        else:
            team = str(args.get("code", "")).partition("code-")[2]
        if not team or (args.get("client_id"), args.get("client_secret")) != (slack.client_id, slack.client_secret):
            raise Refused("invalid_code" if not team else "bad_client_secret")
        made = f"xoxb-{team}" if f"xoxb-{team}" not in slack.teams else f"xoxb-{team}-{slack.ts()}"
        slack.teams[made] = team
        slack.revoked.discard(made)
        ends = {"refresh_token": f"xoxe-1-{team}-{slack.ts()}", "expires_in": 43200} if slack.rotating else {}
        return {
            "access_token": made,
            "token_type": "bot",
            "scope": ",".join(sorted(slack.scopes)),
            "bot_user_id": "UBOT",
            "app_id": "A1",
            "team": {"id": team, "name": f"District {team}"},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": "U1"},
            **ends,
        }

    def auth_revoke(self, args: Args) -> Args:
        self.slack.revoked.add(self.token)
        return {"revoked": True}

    def apps_connections_open(self, args: Args) -> Args:
        return {"url": f"{self.slack.origin.replace('http', 'ws')}/link"}

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Socket Mode. It answers pings itself, so that it can fall silent."""
        socket, slack = web.WebSocketResponse(autoping=False), self.slack
        if slack.down:
            return web.Response(status=503)
        await socket.prepare(request)
        slack.sockets.append(socket)
        slack.connected += 1
        if not slack.quiet:
            await socket.send_json(
                {"type": "hello", "num_connections": len(slack.sockets), "connection_info": {"app_id": "A1"}}
            )
        try:
            async for message in socket:
                if message.type is WSMsgType.PING and not slack.quiet:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    slack.acknowledged(json.loads(message.data))
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            slack.sockets.remove(socket)
        return socket


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


def _check_content(args: Args) -> None:
    text, blocks = args.get("text") or "", args.get("blocks") or []
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > MOST_TEXT:
        raise Refused("msg_too_long")
    if problems := complaints(blocks, "message"):
        raise Refused("invalid_blocks", response_metadata={"messages": problems})
    meta = args.get("metadata")
    if meta and not (isinstance(meta, dict) and meta.get("event_type") and isinstance(meta.get("event_payload"), dict)):
        raise Refused("invalid_metadata_format")
