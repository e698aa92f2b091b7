"""Would Teams take the package, does it ask for no more than it needs, and is the file on disk the one that is made?"""

import io
import json
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from bot.cli.manifests.slack_rules import found
from bot.cli.manifests.teams import EXAMPLE_ID, EXAMPLE_URL, FOLDER, ICONS, TeamsApp, package, teams
from bot.cli.manifests.teams_rules import complaints
from bot.teams.client import SEARCH
from handlers.commands import COMMANDS
from handlers.dialogue.command_spec import HelpGroup
from handlers.dispatch import parse_command

ROOT = Path(__file__).parents[4]
URL, ID = "https://dpa.schools.example.org", "11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize("url", [EXAMPLE_URL, URL, f"{URL}:8443"])
def test_teams_would_take_it(url: str) -> None:
    assert complaints(teams(TeamsApp(url, ID, "https://schools.example.org/dpa"))) == []


WRONG: list[tuple[str, Any, str]] = [
    ("name.short", "x" * 31, "name.short has a length of 31"),
    ("name.full", "x" * 101, "name.full has a length of 101"),
    ("description.short", "x" * 81, "description.short has a length of 81"),
    ("description.full", "x" * 4001, "description.full has a length of 4001"),
    ("developer.name", "x" * 33, "developer.name has a length of 33"),
    ("developer.privacyUrl", "http://plain.example.org", "an https address"),
    ("surprise", 1, "surprise"),
    ("bots.0.webAppId", ID, "webAppId"),
    ("bots", [], "bots has a length of 0"),
    ("bots.0.scopes.0", "everywhere", "everywhere"),
    ("bots.0.botId", "dpa", "an id of Microsoft Entra"),
    ("bots.0.botId", EXAMPLE_ID.replace("0", "1"), "the same wherever it stands"),
    ("bots.0.supportsTargetedMessages", False, "begin with a slash"),
    ("bots.0.commandLists.0.commands.0.title", "x" * 129, "title has a length of 129"),
    ("bots.0.commandLists.0.commands.0.title", "help", "help twice"),
    ("bots.0.commandLists.0.commands", [{"title": f"c{n}"} for n in range(13)], "commands has a length of 13"),
    ("bots.0.commandLists.0.triggers", ["bang"], "bang"),
    ("bots.0.scopes", ["personal"], "among those of the bot"),
    ("bots.0.commandLists", [{"scopes": [], "triggers": ["slash"], "commands": []}] * 4, "has a length of 4"),
    ("supportsChannelFeatures", None, "tier1 for teams"),
    ("supportedChannelTypes", ["secretChannels"], "a kind of channel"),
    ("composeExtensions.0.commands.0.title", "x" * 33, "title has a length of 33"),
    ("composeExtensions.0.commands.0.parameters", [], "parameters has a length of 0"),
    ("composeExtensions.0.commands.0.context", ["message"], "not on a message"),
    ("composeExtensions.0.commands.1.fetchTask", False, "one that opens something"),
    ("composeExtensions.0.commands.1.id", SEARCH, "search_contracts twice"),
    ("staticTabs.1.contentUrl", "https://elsewhere.example.org/teams/tab", "one of validDomains"),
    ("staticTabs.0.name", "Talk", "unless Teams makes it itself"),
    ("staticTabs.1.name", "", "unless Teams makes it itself"),
    ("validDomains.0", "*.example.org", "without a scheme or a star"),
    ("webApplicationInfo.resource", f"api://elsewhere.example.org/{EXAMPLE_ID}", "api://"),
    ("permissions", ["identity", "identity", "messageTeamMembers"], "permissions has a length of 3"),
    ("permissions.0", "everything", "a permission that there is"),
    ("version", "1.0", "three numbers"),
    ("manifestVersion", "1.29", "1.30"),
    ("accentColor", "blue", "color blue"),
]


@pytest.mark.parametrize(("path", "value", "says"), WRONG, ids=[f"{path} {says[:12]}" for path, _, says in WRONG])
def test_the_rules_are_able_to_complain(path: str, value: Any, says: str) -> None:
    made = json.loads(json.dumps(teams()))
    *way, last = path.split(".")
    inner: Any = made
    for name in way:
        inner = inner[int(name) if name.isdigit() else name]
    inner[int(last) if last.isdigit() else last] = value
    assert any(says in one for one in complaints(made)), complaints(made)


def test_an_icon_that_is_missing_or_of_another_size_is_told(tmp_path: Path) -> None:
    assert [one.split()[2] for one in complaints(teams(), tmp_path)] == ["color.png", "outline.png"]
    for name in ICONS.values():
        shutil.copy(FOLDER / "color.png", tmp_path / name)
    assert complaints(teams(), tmp_path) == [
        "the icon outline.png must be a PNG of 32 × 32 pixels with a transparency channel"
    ]


def test_the_file_on_disk_is_the_one_that_is_made() -> None:
    assert json.loads((ROOT / "manifest/teams/manifest.json").read_text()) == teams(), "run make manifest"


def test_every_command_of_the_table_is_in_a_list_and_is_heard_as_it_stands_there() -> None:
    titles = list(found(teams(), "bots.*.commandLists.*.commands.*.title"))
    listed = {command.name for command in COMMANDS.values() if command.listed}
    assert len(titles) == len(set(titles)) == min(36, len(listed)) and listed.issuperset(titles), "Teams takes no more"
    first = titles[:12]
    asked = {command.name for command in COMMANDS.values() if command.group is HelpGroup.ASK}
    assert {*asked, "deadlines", "log-contract", "log-breach"} <= set(first), "used most, seen first"
    needed = {name for name in titles if parse_command(f"{name} x").name != name}
    apart = {"board", "setup", "roles", "grant", "answers", "import", "notice", "register", "review", "addendum"}
    apart |= {"apps", "drill", "due", "track", "training", "undo", "why"}
    assert needed <= apart, "what follows these is told apart from a sentence"


def test_what_is_offered_is_heard() -> None:
    """The tab's address by its name, a command of the extension by the invoke that Teams sends for its type."""
    others = [path for path in (ROOT / "bot/teams").rglob("*.py") if path.name != "offers.py"]
    code = "\n".join(path.read_text() for path in others)
    assert re.search(r"\bTAB\b", code), "nothing is served where the tab looks"
    sent = {"query": "composeExtension/query", "action": "composeExtension/fetchTask"}
    for type in found(teams(), "composeExtensions.*.commands.*.type"):
        assert f'"{sent[type]}"' in code, f"nobody hears a {type}"


def test_it_may_do_no_more_than_is_told() -> None:
    made = teams()
    told = (ROOT / "docs/teams.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \| permission", told, re.MULTILINE)) == set(made["permissions"])
    assert "authorization" not in made, "it reads no message that does not mention it"


def pixels(name: str) -> list[tuple[int, int, int, int]]:
    """Of a PNG whose rows are not filtered, as ours are."""
    raw = (FOLDER / name).read_bytes()
    parts, at = dict[bytes, bytes](), 8
    while at < len(raw):
        (size,) = struct.unpack(">I", raw[at : at + 4])
        parts[raw[at + 4 : at + 8]] = raw[at + 8 : at + 8 + size]
        at += size + 12
    (wide,) = struct.unpack(">I", parts[b"IHDR"][:4])
    data = zlib.decompress(parts[b"IDAT"])
    rows = [data[n : n + 1 + wide * 4] for n in range(0, len(data), 1 + wide * 4)]
    assert {row[0] for row in rows} == {0}
    return [(*row[n : n + 4],) for row in rows for n in range(1, len(row), 4)]  # type: ignore[misc]


def test_the_outline_is_white_on_nothing_and_the_other_one_is_full() -> None:
    outline, color = pixels("outline.png"), pixels("color.png")
    assert {pixel[:3] for pixel in outline} == {(255, 255, 255)}
    assert {0, 255} <= {pixel[3] for pixel in outline}
    assert {pixel[3] for pixel in color} == {255} and len({pixel[:3] for pixel in color}) > 2
    assert f"#{bytes(color[0][:3]).hex()}" == teams()["accentColor"]


def test_the_package_holds_three_files_at_its_root_and_is_the_same_each_time() -> None:
    first = package(teams(TeamsApp(URL, ID)))
    assert first == package(teams(TeamsApp(URL, ID))) != package(teams())
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        assert sorted(held.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(held.read("manifest.json")) == teams(TeamsApp(URL, ID))


def test_the_command_writes_a_manifest_or_a_package(tmp_path: Path) -> None:
    def dpa(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-m", "bot.cli", "manifest", "teams", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    told = dpa("--url", f"{URL}/", "--app-id", ID.upper(), "--about", "https://schools.example.org/dpa")
    assert json.loads(told.stdout) == teams(TeamsApp(URL, ID, "https://schools.example.org/dpa"))
    made = dpa("--url", URL, "--app-id", ID, str(tmp_path / "dpa.zip"))
    assert (made.returncode, made.stderr) == (0, "")
    assert (tmp_path / "dpa.zip").read_bytes() == package(teams(TeamsApp(URL, ID)))
    assert "do not upload it" in dpa(str(tmp_path / "example.zip")).stderr
    refused = dpa("--url", "http://dpa.example.org", "--app-id", ID)
    assert refused.returncode == 2 and "https" in refused.stderr
    refused = dpa("--url", URL, "--app-id", "dpa")
    assert refused.returncode == 2 and "Application (client) ID" in refused.stderr
    assert "cannot be written" in dpa(str(tmp_path / "none" / "dpa.zip")).stderr
