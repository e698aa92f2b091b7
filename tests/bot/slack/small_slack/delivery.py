"""How the small local Slack delivers to the bot: signed over HTTP, or over the websocket."""

import asyncio
import hashlib
import hmac
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from tests.bot.slack.small_slack.world import ANSWER_WITHIN, FORM, JSON, SOCKET, Answer, World


@dataclass
class Delivery(World):
    """A Slack that can send something to the bot."""

    async def send(
        self, kind: str, body: dict[str, Any], *, retry: int = 0, secret: str = "", skew: int = 0, **headers: str
    ) -> Answer:
        """Deliver signed, as ``slash_commands``, ``events_api`` or ``interactive``.

        `retry`: the last body of this kind again, as Slack retries; `secret`: sign with another; `skew`: so many
        seconds from now.
        """
        body = self._last.get(kind, body) if retry else body
        self._last[kind] = body
        began = time.perf_counter()
        if self.to == SOCKET:
            status, text = await self._over_socket(kind, body, retry)
        else:
            raw, media = self.raw(kind, body)
            headers = {**self.signed(raw, secret or self.secret, skew), "Content-Type": media, **headers}
            if retry:
                headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
            status, text = await self._over_http(raw, headers)
        return Answer(status, text, time.perf_counter() - began)

    @staticmethod
    def raw(kind: str, body: dict[str, Any]) -> tuple[str, str]:
        """The body as Slack writes it, and its media type."""
        if kind == "events_api":
            return json.dumps(body), JSON
        return urlencode(body if kind == "slash_commands" else {"payload": json.dumps(body)}), FORM

    @staticmethod
    def signed(raw: str, secret: str, skew: int = 0) -> dict[str, str]:
        """The headers that Slack signs with."""
        at = str(int(time.time()) + skew)
        digest = hmac.new(secret.encode(), f"v0:{at}:{raw}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}

    def _who(self, user: str) -> dict[str, Any]:
        team = self.team_of(user)
        home = {"team": {"id": team, "domain": "district"}, "user": {"id": user, "team_id": team, "name": "person"}}
        return {**home, "api_app_id": "A1", "is_enterprise_install": False, "enterprise": None}

    async def _over_http(self, raw: str, headers: dict[str, str]) -> tuple[int, str]:
        if isinstance(self.to, AsyncApp):
            got = await self.to.async_dispatch(AsyncBoltRequest(body=raw, headers={k: [v] for k, v in headers.items()}))
            return got.status, got.body or ""
        assert self._http
        timeout = aiohttp.ClientTimeout(ANSWER_WITHIN)
        try:
            async with self._http.post(self.to, data=raw.encode(), headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.text()
        except (TimeoutError, aiohttp.ClientError) as trouble:
            return 0, type(trouble).__name__

    async def _over_socket(self, kind: str, payload: dict[str, Any], retry: int) -> tuple[int, str]:
        """To the websocket opened last; status 0 where nobody acknowledges in time."""
        envelope = {"envelope_id": f"E{next(self._numbers)}", "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        waiting = self._waiting[envelope["envelope_id"]] = asyncio.get_running_loop().create_future()
        if self.sockets and not self.quiet and self.sockets[-1] not in self.deaf:
            await self.sockets[-1].send_json(envelope)
        with suppress(TimeoutError):
            answer = await asyncio.wait_for(waiting, ANSWER_WITHIN)
            return 200, json.dumps(answer["payload"]) if answer.get("payload") else ""
        return 0, "nobody acknowledged"
