"""Is nothing dropped of a typed line: what a command does not read is kept with the record, or shown before it saves?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk
from storage.embedded.store import open_embedded
from tests.handlers.talk import Talk

SETTING_UP = (
    "log-contract vendor: Acme; product: App; executed: 2026-11-20; provisions: all",
    "log-breach vendor: Acme; discovered: Nov 20, 2026; categories: student_information",
    "log-exception vendor: Speakly; student: J.D.; plan: IEP",
    "log-family-request kind: delete; vendor: Acme; reference: Case 14",
    "ask-app Kahoot; data: yes; school: no",
    "grant Ana Ruiz ana@schools.example.org staff",
)
COMPLETE = {command.name: command.example for command in COMMANDS.values() if command.changes and command.example} | {
    "grant": "grant Bo Li bo@schools.example.org privacy",
    "received": "received B-1 Nov 21, 2026",
    "close-request": "close-request R-1 e-mail of Nov 21, 2026",
    "notice-sent": "notice-sent breach B-1 e-mail of Nov 21, 2026",
    "revoke": "revoke Ana Ruiz",
    "assign-app": "assign-app A-1 Ana Ruiz",
    "snooze": "snooze D-1 tomorrow waiting for counsel",
    "done": "done D-1 https://schools.example.org/contracts",
}
TRAILS = ("? not yet", "not really", "was never so", "- or is that wrong", "qwx zvk")
"""Words behind it, of which the last ones are of no language."""


@pytest.fixture(scope="module")
def district(bare_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Path]:
    folder = tmp_path_factory.mktemp("district")
    talk = Talk(replace(bare_desk, records=open_embedded(folder, "hartford")))
    for line in SETTING_UP:
        talk.say(line)
        assert talk.last(line).event, talk.text(line)
    return talk.desk, folder


@pytest.fixture
def talk(district: tuple[Desk, Path], tmp_path: Path) -> Talk:
    desk, folder = district
    for path in folder.rglob("*.json"):
        copy = tmp_path / path.relative_to(folder)
        copy.parent.mkdir(exist_ok=True, mode=0o700)
        copy.write_bytes(path.read_bytes())
    return Talk(replace(desk, records=open_embedded(tmp_path, "hartford"), drills={}))


@pytest.mark.parametrize("trail", TRAILS)
@pytest.mark.parametrize("name", COMPLETE)
def test_what_is_not_read_is_kept_or_shown_and_never_dropped(talk: Talk, name: str, trail: str) -> None:
    before = talk.desk.store.head()
    talk.say(f"{COMPLETE[name]}{'' if trail[0] == '?' else ' '}{trail}")
    if talk.desk.store.head() == before:
        return
    kept = str(talk.desk.store.dump()).casefold()
    lost = [word for word in re.findall(r"\w+", trail) if word not in kept]
    assert not lost, f"{COMPLETE[name]}{trail}: saved without {lost}: {talk.text(name)}"
