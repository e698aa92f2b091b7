"""A small organization, for the tests of the connector."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.teams.small_teams.teams import Teams


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam", name="Sam Lee")
        teams.channel("c1", "ana", "sam")
        teams.group("g1", "ana", "sam")
        yield teams
