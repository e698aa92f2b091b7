"""Whose records does somebody in Slack reach, and in which role?"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.district_service import DistrictService
from bot.settings import Settings
from bot.slack.app import make_app
from handlers.dialogue.desk import Desk
from handlers.dispatch import respond
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.slack.bot_in_slack import Bot


async def test_each_workspace_leads_to_its_district(bot: Bot, empty_desk: Desk, tmp_path: Path) -> None:
    stores = {team: open_embedded(tmp_path, team.lower()) for team in ("T1", "T2")}

    def office(team: str) -> DistrictService:
        def desk() -> Desk:
            return replace(empty_desk, records=stores[team], admins=("slack:U1", "slack:U7"))

        return DistrictService(lambda message: respond(message, desk()), desk)

    bot.slack.teams[bot.slack.token] = "T2"
    bot.slack.user("U7", name="Uma", team="T2")
    bot.restart(office("T1").respond, districts=office)
    await bot.command("log-contract vendor: Kahoot; executed: 2026-10-06", user="U7", channel="C1")
    assert stores["T2"].contract("C-1") and not stores["T1"].contract("C-1")


def test_nobody_in_slack_has_the_role_of_the_machine(empty_desk: Desk) -> None:
    given = Settings(slack_bot_token="xoxb-1", slack_signing_secret="s")
    with pytest.raises(RuntimeError, match="without a role"):
        make_app(lambda message: respond(message, empty_desk), lambda: replace(empty_desk, role=Role.ADMIN), given)
