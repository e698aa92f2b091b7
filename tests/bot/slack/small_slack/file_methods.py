"""How the small local Slack keeps files, installs apps and holds websockets."""

# ruff: noqa: ARG002, N802 (methods are named and shaped as Slack's)

import asyncio
import json

from aiohttp import WSMsgType, web

from tests.bot.slack.small_slack.message_methods import MessageMethods
from tests.bot.slack.small_slack.place_methods import Args, Refused


class FileMethods(MessageMethods):
    """``files.*``, ``oauth.v2.access``, ``apps.connections.open`` and what they lead to."""

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
