"""Is a token that is made to break its reader just forged?"""

import base64
import json

import aiohttp
import pytest

from tests.bot.teams.adapter_server import connected
from tests.bot.teams.connector.test_identity import Heard, teams  # noqa: F401 - a fixture
from tests.bot.teams.small_teams.teams import APP, Teams


def part(raw: str) -> str:
    return base64.urlsafe_b64encode(raw.encode()).rstrip(b"=").decode()


HEAD = part(json.dumps({"alg": "RS256", "kid": "k1", "typ": "JWT"}))
CLAIMS = '{"aud": "%s", "iss": "%s", "exp": %s}'
TOKENS = {
    "deep head": f"{part('[' * 4000)}.{part('{}')}.x",
    "deep claims": f"{HEAD}.{part('[' * 4000)}.x",
    "a number": f"{HEAD}.{part('9' * 5000)}.x",
    "no words": "\udcff.\udcfe.x",
}


@pytest.mark.parametrize("token", [*TOKENS.values()], ids=[*TOKENS])
async def test_it_is_refused_before_the_body_is_read(teams: Teams, token: str) -> None:  # noqa: F811
    async with connected(teams, Heard()):
        await _refused(teams, token)


@pytest.mark.parametrize("ends", ["1e999", "Infinity", "NaN", '"soon"', "[1]", "null", "9" * 400])
async def test_a_time_that_is_none_proves_nothing(teams: Teams, ends: str) -> None:  # noqa: F811
    async with connected(teams, Heard()):
        await _refused(teams, f"{HEAD}.{part(CLAIMS % (APP, teams.issuer, ends))}.x")


async def _refused(world: Teams, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as http, http.post(world.to, data=b"{oops", headers=headers) as answer:
        assert answer.status == 401, await answer.text()
