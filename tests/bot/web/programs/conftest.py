"""Fixtures: the district and the bot that the tests of other assistants use too."""

from tests.bot.mcp.conftest import district, maker, served

__all__ = ["district", "maker", "served"]
