"""Sends posts to places in Slack, updates them later, and finds what of a post was sent already."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.chat.replies import HalfSent, noted_below
from bot.slack import words
from bot.slack.client import status, why, word
from bot.slack.render.blocks import messages
from bot.slack.render.rich_text import has_charts, without_charts
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place, RetryLater, Unreachable

log = logging.getLogger("dpa")
API = WebClient.BASE_URL
EVENT = "dpa_post"
TEAM = "team"
"""The key of the workspace's id (``T042``) in a place's address; with only one workspace, it may be missing."""
LOOK_BACK = 7 * 24 * 3600
"""Seconds; no post that was begun is older."""
A_PAGE, PAGES = 200, 5
ANSWERS_WITHIN = 10
"""Seconds; a claimed reminder is ours for two minutes."""
NO_USE = frozenset(
    "account_inactive cannot_dm_bot channel_not_found ekm_access_denied invalid_auth is_archived missing_scope "
    "no_permission not_allowed_token_type not_authed not_in_channel org_login_required restricted_action "
    "team_access_not_granted token_expired token_revoked user_disabled user_not_found".split()
)
"""Slack's words for failures that trying again does not fix."""
GONE = frozenset({"message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed"})
INVALID_BLOCKS = "invalid_blocks"
TOO_MANY = 429
SILENCE = 30.0
"""Seconds to wait where Slack does not say how many."""
CANNOT_LOOK = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "no_permission"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """The messages of a post that were sent earlier: their timestamps by part, and how many parts there should be."""

    parts: dict[int, str]
    of: int = 0

    @property
    def whole(self) -> bool:
        """Whether all parts were sent."""
        return 0 < self.of <= len(self.parts)


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """The channel to places of Slack; ``token`` gives a workspace's token, empty where the app is not installed."""

    token: Callable[[str], str]
    url: str = API
    gap: timedelta = timedelta(seconds=1.1)

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        """Post it; the address is the place's id and each message's timestamp.

        Raises RetryLater, Unreachable, HalfSent, SlackApiError. With ``again``, only the parts that an earlier attempt
        did not send are posted; where that cannot be looked up, the post says that it may repeat.
        """
        earlier = self._earlier(place, post) if again else Earlier({})
        if earlier and earlier.whole:
            return _address(place, earlier.parts)
        payloads = messages(reply if earlier else noted_below(reply, words.MAY_REPEAT))
        sent = dict(earlier.parts) if earlier else {}
        for part, payload in enumerate(payloads, 1):
            if part not in sent:
                part_info = {"id": post, "part": part, "of": len(payloads)}
                payload["metadata"] = {"event_type": EVENT, "event_payload": part_info}
                sent[part] = self._post(place, payload, begun=part > 1)
        return _address(place, sent)

    def reply_under(self, place: Place, sent_as: str, reply: Reply, post: str, *, again: bool) -> None:
        """Reply in a message's thread, and in the channel too. Raises as `send`."""
        under = sent_as.split()[1]
        if again and (earlier := self._earlier(place, post, under)) and earlier.parts:
            return
        payload = messages(reply)[0]
        metadata = {"event_type": EVENT, "event_payload": {"id": post, "part": 1, "of": 1}}
        self._post(place, {**payload, "thread_ts": under, "reply_broadcast": True, "metadata": metadata}, begun=False)

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        """Replace the first message of a post and delete the rest. Raises as `send`; what is gone is skipped."""
        first, *rest = sent_as.split()[1:]
        for method, fields in (
            ("chat.update", {"ts": first, **messages(reply)[0]}),
            *(("chat.delete", {"ts": ts}) for ts in rest),
        ):
            try:
                self._call(place, method, channel=channel_of(place), **fields)
            except SlackApiError as refused:
                if word(refused) not in GONE:
                    raise _meaning(place, refused) from refused

    def _post(self, place: Place, payload: dict[str, Any], *, begun: bool) -> str:
        try:
            return str(self._call(place, "chat.postMessage", channel=channel_of(place), **payload)["ts"])
        except SlackApiError as refused:
            meaning = _meaning(place, refused)
            if begun and isinstance(meaning, RetryLater):
                raise HalfSent from refused  # as a failure, so that the next attempt looks what is there
            raise meaning from refused

    def _earlier(self, place: Place, post: str, under: str = "") -> Earlier | None:
        """What was sent of a post, or of a reply ``under`` a message; None where that cannot be looked up."""
        earlier = Earlier({})
        try:
            for ts, post_info in self._posts(place, under):
                if post_info.get("id") == post:
                    earlier.parts.setdefault(int(post_info.get("part", 1)), ts)
                    earlier = Earlier(earlier.parts, int(post_info.get("of", 1)))
        except SlackApiError as refused:
            if word(refused) in CANNOT_LOOK:
                return None
            raise _meaning(place, refused) from refused
        return earlier

    def _posts(self, place: Place, under: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Our posts at a place, or in a thread there: the timestamp, and the post's id and part."""
        query: dict[str, Any] = {"include_all_metadata": True, "limit": A_PAGE, "oldest": str(time.time() - LOOK_BACK)}
        method = "conversations.replies" if under else "conversations.history"
        query |= {"ts": under} if under else {}
        for _ in range(PAGES):
            page = self._call(place, method, channel=channel_of(place), **query)
            for message in page["messages"]:
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == EVENT:
                    yield message["ts"], metadata.get("event_payload") or {}
            query["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not query["cursor"]:
                return

    def _call(self, place: Place, method: str, **fields: Any) -> SlackResponse:
        team = place.address.get(TEAM, "")
        token = self.token(team)
        if not token:
            raise Unreachable(words.not_installed(team))
        # No retries of the client's own: a message whose answer was lost would be posted twice.
        client = WebClient(token, base_url=self.url, timeout=ANSWERS_WITHIN, retry_handlers=[])
        try:
            return client.api_call(method, json=fields)
        except SlackApiError as refused:
            if word(refused) != INVALID_BLOCKS or not has_charts(fields):
                raise
        return client.api_call(method, json=without_charts(fields))


def channel_of(place: Place) -> str:
    """The channel's or chat's own id, as in C042."""
    return place.id.split(":")[1]


def _address(place: Place, sent: dict[int, str]) -> str:
    return " ".join((place.id, *(sent[part] for part in sorted(sent))))


def _meaning(place: Place, refused: SlackApiError) -> Exception:
    """What a refusal means for a post: not now, never here, or trouble that may pass."""
    if status(refused) == TOO_MANY:
        return RetryLater(_seconds(refused))
    log.warning("Slack did not take a post at %s (%s)", place.id, why(refused))
    return Unreachable(word(refused)) if word(refused) in NO_USE else refused


def _seconds(refused: SlackApiError) -> float:
    """How long Slack asks us to wait."""
    answer = refused.response
    headers = answer.get("headers", {}) if isinstance(answer, dict) else answer.headers
    asked = str(headers.get("Retry-After", ""))
    return float(asked) if asked.isdecimal() else SILENCE
