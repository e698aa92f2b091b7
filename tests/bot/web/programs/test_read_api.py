"""Does the read API give what its OpenAPI document says, page by page, and to nobody without a token?"""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from bot.cli.commands import cli
from bot.web.api import ROUTES, document
from bot.web.programs import MOST_OF_ONE
from storage.records import Role
from tests.bot.mcp.conftest import LOGGED, District


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
        yield session


class Api:
    """Asks, and holds each answer to the document."""

    def __init__(self, http: aiohttp.ClientSession, address: str, token: str = "") -> None:
        self.http, self.address, self.seen = http, address, set[tuple[str, str]]()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def ask(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        headers = {**self.headers, **more.pop("headers", {})}
        async with self.http.request(method, f"{self.address}{path[1:]}", headers=headers, **more) as answer:
            status, body = answer.status, json.loads(await answer.text())
        self.hold(method, path.partition("?")[0], str(status), body)
        return status, body

    def hold(self, method: str, path: str, status: str, body: Any) -> None:
        responses = document()["paths"][path][method]["responses"]
        assert status in responses, f"{method} {path} answered {status}, which is not described: {body}"
        schema = responses[status]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": document()["components"]}).validate(body)
        self.seen.add((path, status))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for one in schema.values():
            yield from objects(one)


def test_the_document_is_openapi_3_1_and_closed() -> None:
    validate(document())
    assert document()["openapi"].startswith("3.1")
    shapes = [*objects(document()["components"]["schemas"])]
    assert shapes and all(one["additionalProperties"] is False for one in shapes), "so no field goes undescribed"
    printed = CliRunner().invoke(cli, ["openapi"])
    assert json.loads(printed.output) == document(), "dpa openapi prints the same"
    assert set(document()["paths"]) == {*(route.path for route in ROUTES), "/api/openapi.json"}


async def test_every_address_and_status_is_as_described(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    district.role(Role.ADMIN)
    for number in range(4):
        district.say(f"{LOGGED.replace('Acme', f'Firm{number}')}; expiry: 2027-06-30; schools: Hall; owner: Ana")
    nobody = Api(http, served)
    assert (await nobody.ask("get", "/api/contracts"))[0] == 404
    api = Api(http, served, district.token())
    status, page = await api.ask("get", "/api/contracts?size=2")
    assert (status, page["total"], page["pages"], page["next"]) == (200, 5, 3, 2)
    assert [one["vendor"] for one in page["contracts"]] == ["Firm3", "Firm2"]
    last = (await api.ask("get", "/api/contracts?size=2&page=3"))[1]
    assert last["next"] is None and [one["vendor"] for one in last["contracts"]] == ["Acme"]
    assert (await api.ask("get", "/api/contracts?page=9"))[1]["contracts"] == []
    found = (await api.ask("get", "/api/contracts?q=firm2"))[1]["contracts"]
    assert found[0] | {"schools": [], "missing": []} == found[0] | {
        "vendor": "Firm2",
        "executed": "2026-11-20",
        "expiry": "2027-06-30",
        "ended": False,
        "schools": [],
        "missing": [],
    }
    deadlines = (await api.ask("get", "/api/deadlines"))[1]
    assert deadlines["deadlines"][0]["cite"].startswith("10-234") and deadlines["cites"][0]["link"]
    assert (await api.ask("get", "/api/deadlines?q=overdue"))[1]["total"] == 0
    for wrong in (
        "contracts?page=0",
        "contracts?size=9999",
        "contracts?pages=1",
        "deadlines?q=Nobody",
        "deadlines?page=x",
    ):
        assert (await api.ask("get", f"/api/{wrong}"))[0] == 400, wrong
    assert (await nobody.ask("get", "/api/deadlines"))[0] == 401
    assert (await Api(http, served, "x").ask("get", "/api/deadlines"))[0] == 401
    assert (await api.ask("get", "/api/contracts", headers={"Origin": "https://evil.example"}))[0] == 403
    async with http.get(f"{served}api/openapi.json") as answer:
        assert await answer.json() == document()


async def test_a_question_needs_no_token_here_and_one_from_elsewhere(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    here, elsewhere = Api(http, served), {"X-Forwarded-For": "192.0.2.1"}
    question = {"q": "may the vendor sell student data?"}
    assert (await here.ask("post", "/api/ask", json=question))[1]["verdict"] == "prohibited"
    assert (await here.ask("post", "/api/ask", json={**question, "id": [1, {}], "as_of": "2016-01-01"}))[1]["id"] == [
        1,
        {},
    ]
    assert (await here.ask("post", "/api/ask", json={}))[0] == 400
    async with http.post(f"{served}api/ask", json=question, headers=elsewhere) as answer:
        assert answer.status == 403
    token = district.token()
    api = Api(http, served, token)
    assert (await api.ask("post", "/api/ask", json=question, headers=elsewhere))[0] == 200
    district.say("token end")
    assert (await api.ask("post", "/api/ask", json=question, headers=elsewhere))[0] == 401


async def test_a_token_may_ask_so_often_in_a_minute(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    district.role(Role.ADMIN)
    api, other = Api(http, served, district.token()), Api(http, served, district.token("token new copilot staff"))
    seen = [(await api.ask("get", "/api/deadlines?q=overdue"))[0] for _ in range(MOST_OF_ONE + 1)]
    assert seen == [*[200] * MOST_OF_ONE, 429]
    assert (await other.ask("get", "/api/deadlines"))[0] == 200, "each token has its own minute"
