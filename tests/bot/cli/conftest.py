"""Fixtures: a district's records in files, in a database, and in each of the two."""

from pathlib import Path

import pytest

from tests.bot.cli.district_cli import DistrictCli


@pytest.fixture
def files(tmp_path: Path) -> DistrictCli:
    return DistrictCli(tmp_path / "data")


@pytest.fixture
def database(tmp_path: Path, url: str) -> DistrictCli:
    return DistrictCli(tmp_path / "unused", url)


@pytest.fixture(params=["files", "database"])
def office(request: pytest.FixtureRequest) -> DistrictCli:
    """The same commands on both stores."""
    made: DistrictCli = request.getfixturevalue(request.param)
    made.log("Acme", "Bright")
    return made
