"""Fixtures: a district's records in files, in a database, and in each of the two."""

from pathlib import Path

import pytest

from tests.bot.cli.office import DistrictService


@pytest.fixture
def files(tmp_path: Path) -> DistrictService:
    return DistrictService(tmp_path / "data")


@pytest.fixture
def database(tmp_path: Path, url: str) -> DistrictService:
    return DistrictService(tmp_path / "unused", url)


@pytest.fixture(params=["files", "database"])
def office(request: pytest.FixtureRequest) -> DistrictService:
    """The same commands on both stores."""
    made: DistrictService = request.getfixturevalue(request.param)
    made.log("Acme", "Bright")
    return made
