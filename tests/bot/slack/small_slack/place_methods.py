"""How the small local Slack tells of places and people."""

# ruff: noqa: ARG002, N802, N818 (methods are named and shaped as Slack's)

from typing import Any

from tests.bot.slack.small_slack.world import World

Args = dict[str, Any]


class Refused(Exception):
    """Slack's word for what was wrong, and what else it says."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


class PlaceMethods:
    """``conversations.*``, ``users.*``, ``auth.test`` and the threads with an agent."""

    def __init__(self, slack: World) -> None:
        self.slack, self.token = slack, ""

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

    def bots_info(self, args: Args) -> Args:
        if args.get("bot") != "B1":
            raise Refused("bot_not_found")
        return {"bot": {"id": "B1", "name": "dpa", "app_id": "A1"}}

    def conversations_info(self, args: Args) -> Args:
        return {"channel": self._channel(args)}

    def conversations_open(self, args: Args) -> Args:
        who = str(args["users"])
        if who not in self.slack.users:
            raise Refused("user_not_found")
        return {"channel": {"id": self.slack.chat_with(who)}}

    def conversations_members(self, args: Args) -> Args:
        found = self._channel(args)
        ours = [
            id for id, user in self.slack.users.items() if user["team_id"] == "T1" and not user.get("is_restricted")
        ]
        return {"members": found.get("members", ours)[: int(args.get("limit") or 100)]}

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
