"""Would Slack take the manifest, does it ask for no more than is told, and is the file on disk the one that is made?"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli.manifests.slack import ASK_ABOUT_THIS, slack
from bot.cli.manifests.slack_rules import complaints, found
from bot.slack.client import EVENTS, OPTIONAL, SCOPES
from handlers.commands import COMMANDS

ROOT = Path(__file__).parents[4]
URL = "https://dpa.example.org"
NEEDS = {"app_mention": "app_mentions:read", "message.im": "im:history", "member_joined_channel": "groups:read"}
"""The scope that lets an event come; the other events need none."""


@pytest.mark.parametrize("url", ["", URL])
def test_slack_would_take_it(url: str) -> None:
    assert complaints(slack(url)) == []


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("display_information.name", "x" * 36, "display_information.name has a length of 36"),
        ("display_information.surprise", 1, "surprise"),
        ("features.slash_commands.0.command", "dpa", "command dpa "),
        ("settings.socket_mode_enabled", False, "HTTP"),
        ("oauth_config.scopes.bot_optional", ["team:read"], "not asked for"),
        ("settings.interactivity.request_url", "http://plain.example.org", "address"),
    ],
)
def test_the_rules_are_able_to_complain(path: str, value: Any, says: str) -> None:
    made = slack()
    *way, last = path.split(".")
    inner: Any = made
    for name in way:
        inner = inner[int(name) if name.isdigit() else name]
    inner[last] = value
    assert any(says in one for one in complaints(made))


def test_the_file_on_disk_is_the_one_that_is_made() -> None:
    assert json.loads((ROOT / "manifest/slack.json").read_text()) == slack(), "run make manifest"


def test_every_command_of_the_table_is_in_the_hint() -> None:
    (hint,) = found(slack(), "features.slash_commands.*.usage_hint")
    listed = {command.usage for command in COMMANDS.values() if command.listed}
    assert set(hint.split(" | ")) == listed


def test_every_scope_has_its_reason_and_no_other_is_told() -> None:
    told = (ROOT / "docs/slack.md").read_text()
    assert set(re.findall(r"^\| `([a-z_.]+:[a-z_.]+|commands)` \|", told, re.MULTILINE)) == {*SCOPES, *OPTIONAL}
    events = told.partition("| event | why |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z_.]+)` \|", events, re.MULTILINE)) == set(EVENTS)


def test_events_come_with_the_scopes_that_are_asked_for() -> None:
    assert {NEEDS[event] for event in EVENTS if event in NEEDS} <= set(SCOPES)
    assert not any(scope.endswith(":history") for scope in SCOPES if scope != "im:history")


def code() -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / "bot/slack").rglob("*.py")))


METHODS = {
    "assistant:write": r"assistant_threads_set(Title|SuggestedPrompts)",
    "chat:write": r"chat[._]postMessage",
    "channels:read": r"conversations_info",
    "groups:read": r"conversations_info",
    "files:read": r"url_private|files_info",
    "files:write": r"files_(upload_v2|getUploadURLExternal)",
    "groups:history": r"conversations[._]history",
    "im:history": r"message|conversations[._]history",
    "im:write": r"conversations_open",
    "users:read": r"users_info",
    "commands": r"\.command\(",
    "app_mentions:read": r"app_mention",
}
"""What a scope is for, in Bolt's words."""


@pytest.mark.parametrize("scope", [*SCOPES, *OPTIONAL])
def test_every_scope_is_used(scope: str) -> None:
    assert re.search(METHODS[scope], code()), f"nothing needs {scope}"


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_that_is_asked_for_is_heard(event: str) -> None:
    assert re.search(rf"""["']{event.partition(".")[0]}["']""", code()), f"nobody listens to {event}"


def test_the_shortcut_is_heard() -> None:
    assert re.search(rf"""["']{ASK_ABOUT_THIS}["']""", code())


def test_the_command_writes_it_to_a_file_or_shows_it(tmp_path: Path) -> None:
    def dpa(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-m", "bot.cli", "manifest", "slack", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert json.loads(dpa("--url", f"{URL}/").stdout) == slack(URL)
    assert dpa(str(tmp_path / "slack.json")).returncode == 0
    assert json.loads((tmp_path / "slack.json").read_text()) == slack()
    for strange in ("http://dpa.example.org", "dpa.example.org", "https://dpa.example.org?x=1"):
        refused = dpa("--url", strange)
        assert refused.returncode == 2 and "https" in refused.stderr
    assert "cannot be written" in dpa(str(tmp_path / "none" / "slack.json")).stderr
