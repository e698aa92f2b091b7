"""Do the buttons, cards and forms that a9be829f (November 28, 2026) posted send what is still understood?

`posted.json` has every id and value that they send back, by what they say. What is rendered today must send the same.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.slack.render import blocks, modals
from bot.teams.render import cards
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.dispatch import handle
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.models import models

HERE = Path(__file__).parent / "cli/records/written_before"
POSTED = json.loads((HERE / "posted.json").read_text())
NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))
SENT_ALONE = ("action_id", "block_id", "callback_id", "private_metadata", "verb")
SENT_WITH_TYPE = ("value", "data", "id")


def sent(shown: Any) -> Iterator[dict[str, Any]]:
    """What an element sends back when somebody presses it or sends it, in order."""
    if isinstance(shown, dict):
        names = SENT_ALONE + (SENT_WITH_TYPE if "type" in shown else ())
        if kept := {name: value for name, value in shown.items() if name in names}:
            yield kept
        shown = list(shown.values())
    if isinstance(shown, list):
        for part in shown:
            yield from sent(part)


@pytest.mark.parametrize("say", POSTED["buttons"])
def test_a_button_sends_what_it_sent(say: str) -> None:
    reply = Reply(title="T", parts=(Text("x"),), choices=(Choice("Press", say),))
    assert list(sent(blocks.messages(reply))) == POSTED["buttons"][say]["slack"]
    assert list(sent(cards.messages(reply))) == POSTED["buttons"][say]["teams"]


@pytest.mark.parametrize("say", POSTED["forms"])
def test_a_form_sends_what_it_sent(say: str, law: Law, tmp_path: Path) -> None:
    (tmp_path / "district").mkdir()
    shutil.copy(HERE / "drawer.json", tmp_path / "district" / "district.json")
    own, store = models(), open_embedded(tmp_path, "district")
    desk = Desk(law, own.rank, Calendar(), NOW, role=Role.PRIVACY, read=own.signs, frame=own.frame, records=store)
    reply, _ = handle(Message(say, who="slack:U1"), desk)
    was = POSTED["forms"][say]
    assert list(sent(modals.view(reply))) == was["slack"]
    assert list(sent(cards.dialog(reply))) == was["teams"]
    assert list(sent(cards.inline(reply))) == was["inline"]
