"""Do the tools answer other assistants over HTTP, by the roles of whom they read for, and write nothing?"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from storage.records import Role
from tests.bot.mcp.calls import CALLS, call_all
from tests.bot.mcp.conftest import District

HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@asynccontextmanager
async def client(served: str, token: str) -> AsyncIterator[Client]:
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=60) as http,
        Client(streamable_http_client(f"{served}mcp", http_client=http)) as assistant,
    ):
        yield assistant


async def test_every_tool_answers_with_cites_tag_and_day_and_writes_nothing(served: str, district: District) -> None:
    token = district.token()
    before = district.store.head(), district.store.dump()
    async with client(served, token) as assistant:
        tools = (await assistant.list_tools()).tools
        assert [one.name for one in tools] == list(CALLS)
        assert all(one.annotations and one.annotations.read_only_hint for one in tools)
        assert all(one.output_schema and one.input_schema["additionalProperties"] is False for one in tools)
        found = await call_all(assistant)
    assert (found["ask"]["verdict"], found["ask"]["day"]) == ("prohibited", "2026-11-24")
    assert found["ask"]["cites"][0]["cite"].startswith("10-234")
    assert (found["due"]["safe"], found["due"]["last"]) == ("2026-10-14", "2026-10-15")
    assert found["contracts"]["contracts"][0]["vendor"] == "Acme" and found["contracts"]["total"] == 1
    marks = found["contracts"]["contracts"][0]
    assert (marks["missing"], len(marks["not_checked"])) == ([], 10)
    assert found["deadlines"]["deadlines"][0]["about"] == "Acme"
    assert found["review"]["review"]["provisions"]["(a)(1)"]["status"] in {"present", "weak", "absent", "contradicted"}
    assert (district.store.head(), district.store.dump()) == before, "the audit did not grow, and no record changed"


async def test_what_a_person_types_as_a_command_is_only_a_question(served: str, district: District) -> None:
    token, before = district.token(), None
    before = district.store.head()
    async with client(served, token) as assistant:
        for tool, field in (("ask", "question"), ("contracts", "search"), ("deadlines", "which"), ("rule", "cite")):
            await assistant.call_tool(tool, {field: "erase C-1"})
        await assistant.call_tool("ask", {"question": "log-contract vendor: Evil; executed: 2026-11-20"})
    assert district.store.head() == before


async def test_each_tool_of_the_law_reads_the_law_of_the_day_asked_for(served: str, district: District) -> None:
    async with client(served, district.token()) as assistant:
        for tool in ("ask", "define", "rule"):
            for asked, day in (("2026-06-01", "2026-06-01"), ("2027-01-04", "2027-01-04"), ("", "2026-11-24")):
                answer = await assistant.call_tool(tool, {**CALLS[tool], "as_of": asked})
                assert not answer.is_error and answer.structured_content["day"] == day, (tool, answer.content)


async def test_the_law_is_there_as_resources(served: str, district: District) -> None:
    async with client(served, district.token()) as assistant:
        listed = (await assistant.list_resources()).resources
        uris = [str(one.uri) for one in listed]
        assert "dpa://law/10-234cc(b)(3)" in uris and len(uris) > 50
        read = await assistant.read_resource("dpa://law/10-234cc(b)(3)")
        assert "Law as of Nov 24, 2026" in read.contents[0].text and "cc(b)(3)" in read.contents[0].text
        templates = (await assistant.list_resource_templates()).resource_templates
        assert templates[0].uri_template == "dpa://law/{cite}"
        with pytest.raises(Exception, match="10-234"):
            await assistant.read_resource("dpa://law/10-234zz")


BO = "page:bo@example.org"
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


async def refusal(served: str, token: str) -> tuple[int, str]:
    """The status of a request, and what is wrong with it."""
    headers = {**HEADERS, "Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession() as http, http.post(f"{served}mcp", json=LIST, headers=headers) as answer:
        return answer.status, (await answer.json()).get("error", "")


async def test_the_roles_of_the_person_hold_at_each_call(served: str, district: District) -> None:
    district.role(Role.STAFF, BO)
    district.role(Role.ADMIN, "slack:U9")
    token, program = district.token(who=BO), district.token("token new copilot staff", "slack:U9")
    async with client(served, token) as ana:
        assert not (await ana.call_tool("contracts", {})).is_error
    async with client(served, program) as copilot:
        mine = await copilot.call_tool("deadlines", {"which": "mine"})
        assert not mine.is_error and mine.structured_content["total"] == 0
        district.role(Role.EVERYONE, BO)
        assert not (await copilot.call_tool("contracts", {})).is_error
    status, says = await refusal(served, token)
    assert status == 401 and "can use 'read with this token'" in says


async def test_what_follows_from_a_family_s_request_is_not_told_to_staff(served: str, district: District) -> None:
    district.say(
        "log-family-request kind: delete; contract: C-1; reference: Case 14; received: 2026-11-20; details: Quiz answers"
    )
    privacy = district.token()
    district.role(Role.ADMIN, "slack:U9")
    district.say("setup request days: 30", "slack:U9")
    program = district.token("token new copilot staff", "slack:U9")
    seen = []
    for token in (privacy, program):
        async with client(served, token) as assistant:
            found = (await assistant.call_tool("deadlines", {})).structured_content["deadlines"]
            seen.append({one["record"][:1] for one in found})
    assert seen == [{"C", "R"}, {"C", ""}]


async def test_without_a_good_token_nothing_is_served(served: str, district: District) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}

    async def ask(token: str = "", **headers: str) -> tuple[int, str, str]:
        named = {"Authorization": f"Bearer {token}"} if token else {}
        async with http.post(f"{served}mcp", json=call, headers={**HEADERS, **named, **headers}) as answer:
            text = await answer.text()
            return answer.status, json.loads(text).get("error", text), answer.headers.get("WWW-Authenticate", "")

    async with aiohttp.ClientSession() as http:
        status, says, _ = await ask()
        assert status == 404 and "nobody has made a token" in says
        token = district.token()
        status, says, scheme = await ask()
        assert status == 401 and "Authorization: Bearer" in says and scheme.startswith("Bearer")
        status, says, _ = await ask("nonsense")
        assert status == 401 and "with the district in front" in says
        status, says, _ = await ask(f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}")
        assert status == 401 and "I do not know this token" in says
        assert (await ask(token, Origin="https://evil.example"))[0] == 403
        assert (await ask(token))[0] == 200
        async with http.get(f"{served}mcp", headers={"Authorization": f"Bearer {token}"}) as answer:
            assert answer.status == 405
        district.say("token end")
        district.role(Role.ADMIN, "slack:U9")
        district.token("token new other staff", "slack:U9")
        status, says, _ = await ask(token)
        assert status == 401 and "it was ended" in says


async def test_a_bad_call_is_told_in_a_sentence(served: str, district: District) -> None:
    async with client(served, district.token()) as assistant:
        for tool, arguments, says in (
            ("ask", {}, "question: Field required."),
            ("ask", {"question": "x", "as_of": "someday"}, "someday"),
            ("contracts", {"pages": 2}, "There is no pages here"),
            ("contracts", {"page": 0}, "page:"),
            ("define", {"word": "zebra"}, "zebra"),
            ("due", {"event": "birthday", "at": "2026-10-07"}, "birthday"),
            ("deadlines", {"which": "Nobody Inc"}, "Nobody Inc"),
            ("review", {}, "either the text"),
            ("review", {"name": "a.pdf", "content": "%%%"}, "not Base64"),
            ("review", {"name": "a.pdf", "content": "AAAA"}, "This file is empty"),
            ("review", {"name": "a.exe", "text": "x"}, "Send a PDF"),
        ):
            answer = await assistant.call_tool(tool, arguments)
            assert answer.is_error and says in answer.content[0].text, (tool, answer.content)
        with pytest.raises(Exception, match="no tool"):
            await assistant.call_tool("erase", {})
