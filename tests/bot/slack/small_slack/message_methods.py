"""How the small local Slack takes messages and views."""

# ruff: noqa: N802 (methods are named and shaped as Slack's)

import json
import time
from contextlib import suppress

from aiohttp import web

from tests.bot.slack.small_slack.place_methods import Args, PlaceMethods, Refused
from tests.bot.slack.small_slack.rules import MOST_TEXT, complaints, view_complaints


class MessageMethods(PlaceMethods):
    """``chat.*``, ``views.*`` and response URLs."""

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
            whispered = [one for one in self.slack.whispers if one["ts"] == ts]
            self.slack.whispers += [{**whispered[-1], **body}] if whispered else []
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
