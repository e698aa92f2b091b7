"""Would Slack take the manifest, does it ask for no more than is told, and is the file on disk the one that is made?"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli_manifest import ASK_ABOUT_THIS, slack
from bot.slack.scopes import EVENTS, OPTIONAL, SCOPES
from handlers.respond import COMMANDS

ROOT = Path(__file__).parents[2]
URL = "https://dpa.example.org"
LENGTHS = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "features.bot_user.display_name": (1, 80),
    "features.agent_view.agent_description": (1, 300),
    "features.agent_view.suggested_prompts": (1, 4),
    "features.shortcuts": (1, 10),
    "features.shortcuts.*.name": (1, 24),
    "features.shortcuts.*.callback_id": (1, 255),
    "features.shortcuts.*.description": (1, 150),
    "features.slash_commands": (1, 50),
    "features.slash_commands.*.command": (2, 32),
    "features.slash_commands.*.description": (1, 2000),
    "features.slash_commands.*.usage_hint": (1, 1000),
    "oauth_config.scopes.bot": (1, 255),
    "oauth_config.scopes.bot_optional": (1, 255),
    "settings.event_subscriptions.bot_events": (1, 100),
}
"""The least and the most: characters, or entries. From Slack's published schema of July 2026."""
KEYS = {
    "": "_metadata display_information features oauth_config settings",
    "_metadata": "major_version minor_version",
    "display_information": "name description long_description background_color",
    "features": "app_home bot_user agent_view shortcuts slash_commands",
    "features.app_home": "home_tab_enabled messages_tab_enabled messages_tab_read_only_enabled",
    "features.bot_user": "display_name always_online",
    "features.agent_view": "agent_description suggested_prompts actions",
    "features.agent_view.suggested_prompts.*": "title message",
    "features.shortcuts.*": "name type callback_id description",
    "features.slash_commands.*": "command url description usage_hint should_escape",
    "oauth_config": "redirect_urls scopes",
    "oauth_config.scopes": "bot bot_optional",
    "settings": "event_subscriptions interactivity org_deploy_enabled socket_mode_enabled token_rotation_enabled",
    "settings.event_subscriptions": "request_url bot_events",
    "settings.interactivity": "is_enabled request_url",
}
NEEDS = {"app_mention": "app_mentions:read", "message.im": "im:history", "member_joined_channel": "groups:read"}
"""The scope that lets an event come; the other events need none."""


def found(value: Any, path: str) -> Iterator[Any]:
    """The values at a path; ``*`` stands for each entry of a list."""
    name, _, rest = path.partition(".")
    if not name:
        yield value
    elif name == "*":
        for entry in value:
            yield from found(entry, rest)
    else:
        yield from found(value[name], rest) if name in value else ()


def complaints(manifest: dict[str, Any]) -> list[str]:
    """What Slack would say of it."""
    says = []
    for path, (least, most) in LENGTHS.items():
        says += [f"{path}: {len(it)}" for it in found(manifest, path) if not least <= len(it) <= most]
    for path, known in KEYS.items():
        says += [
            f"{path}: {set(it) - set(known.split())}" for it in found(manifest, path) if set(it) - {*known.split()}
        ]
    says += [f"command {it}" for it in found(manifest, "features.slash_commands.*.command") if it[0] != "/"]
    addresses = [*found(manifest, "features.slash_commands.*.url"), *found(manifest, "oauth_config.redirect_urls.*")]
    addresses += [*found(manifest, "settings.event_subscriptions.request_url")]
    addresses += [*found(manifest, "settings.interactivity.request_url")]
    says += [f"address {it}" for it in addresses if not re.match("https://", it)]
    scopes = manifest["oauth_config"]["scopes"]
    if not set(scopes["bot_optional"]) <= set(scopes["bot"]):
        says.append("an optional scope that is not asked for")
    if not re.fullmatch("#[0-9a-f]{6}", manifest["display_information"]["background_color"]):
        says.append("color")
    if manifest["settings"]["socket_mode_enabled"] == bool(addresses):
        says.append("addresses belong to HTTP, and to it alone")
    return says


@pytest.mark.parametrize("url", ["", URL])
def test_slack_would_take_it(url: str) -> None:
    assert complaints(slack(url)) == []


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("display_information.name", "x" * 36, "display_information.name: 36"),
        ("display_information.surprise", 1, "surprise"),
        ("features.slash_commands.0.command", "dpa", "command dpa"),
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
    assert set(re.findall(r"^\| `([a-z_.]+)` \| event", told, re.MULTILINE)) == set(EVENTS)


def test_events_come_with_the_scopes_that_are_asked_for() -> None:
    assert {NEEDS[event] for event in EVENTS if event in NEEDS} <= set(SCOPES)
    assert not any(scope.endswith(":history") for scope in SCOPES if scope != "im:history")


def code() -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / "bot").glob("slack*.py")))


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
