"""Do the tools answer Slack, which signs for whom it asks, by that person's role; and nobody who only says so?"""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.mcp import http as mcp
from bot.runtime.district_service import DistrictService
from bot.slack.client import Client
from bot.slack.connect.http import signed_by_slack
from bot.web.programs import SIGNED_BY
from tests.bot.mcp.conftest import ANA, District, application, district, maker

__all__ = ["district", "maker"]
SECRET = "the-signing-secret-of-this-test"
GUEST, UNKNOWN = "U7", "U8"


async def users_info(request: web.Request) -> web.Response:
    """What Slack tells of somebody: Ana is a member, one is a guest, others it does not know."""
    user = request.query["user"]
    known = {ANA.removeprefix("slack:"): False, GUEST: True}
    if user not in known:
        return web.json_response({"ok": False, "error": "user_not_found"})
    return web.json_response({"ok": True, "user": {"id": user, "team_id": "T1", "is_restricted": known[str(user)]}})


@pytest.fixture
async def served(district: District) -> AsyncIterator[str]:
    slack = web.Application()
    slack.router.add_get("/users.info", users_info)
    async with TestServer(slack) as at:
        made = application(district)
        service = DistrictService(lambda _: None, lambda: district.desk)  # type: ignore[arg-type, return-value]
        client = Client(lambda _: service, "T1", AsyncWebClient("xoxb-1", base_url=str(at.make_url("/"))))
        made[SIGNED_BY].append(signed_by_slack(SECRET, lambda _: client, lambda _: service))
        mcp.mount(made)
        async with TestServer(made) as server:
            yield str(server.make_url("/mcp"))


async def call(served: str, tool: str, arguments: dict[str, Any], user: str = "", **odd: str) -> tuple[int, Any]:
    meta = {"slack": {"user_id": user, "team_id": "T1", "enterprise_id": None}} if user else {}
    params = {"name": tool, "arguments": arguments, "_meta": meta}
    raw = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    stamp = odd.get("stamp", str(int(time.time())))
    headers = {
        "Accept": "application/json, text/event-stream",
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": SignatureVerifier(odd.get("secret", SECRET)).generate_signature(timestamp=stamp, body=raw)
        or "",
    }
    body = odd.get("body", raw)
    async with aiohttp.ClientSession() as http, http.post(served, data=body, headers=headers) as answer:
        if answer.status != 200:
            return answer.status, await answer.text()
        return answer.status, (await answer.json())["result"]


async def test_a_member_reads_by_their_role_and_a_guest_only_the_law(served: str) -> None:
    _, mine = await call(served, "contracts", {}, ANA.removeprefix("slack:"))
    assert mine["structuredContent"]["contracts"][0]["vendor"] == "Acme"
    for user in (GUEST, UNKNOWN, ""):
        _, refused = await call(served, "contracts", {}, user)
        assert refused["isError"] and "questions about the law only" in refused["content"][0]["text"], user
        _, law = await call(served, "define", {"word": "operator"}, user)
        assert law["structuredContent"]["cites"], user


async def test_what_slack_did_not_sign_gets_nothing(served: str) -> None:
    ana = ANA.removeprefix("slack:")
    for odd in ({"secret": "another"}, {"stamp": str(int(time.time()) - 600)}, {"stamp": "x"}, {"body": "{}"}):
        status, _ = await call(served, "contracts", {}, ana, **odd)
        assert status == 401, odd
    async with aiohttp.ClientSession() as http, http.post(served, json={}) as answer:
        assert answer.status == 401 and "token is needed" in await answer.text()
