"""Fixtures: a desk for a chat without a vendor."""

import pytest

from bot.compose import load_finder
from handlers.dialogue.desk import Desk
from knowledge.calendar import Calendar
from knowledge.load import load
from tests.bot.slack.bot_in_slack import NOW


@pytest.fixture(scope="session")
def empty_desk() -> Desk:
    """A desk without records."""
    return Desk(load(), load_finder().rank, Calendar(), NOW)
