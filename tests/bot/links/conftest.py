"""Fixtures: a website whose pages come and go."""

from collections.abc import Iterator

import pytest

from tests.bot.links.website import Website, website


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site
