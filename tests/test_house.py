"""Does every room import only what it may?"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("knowledge", "storage", "handlers", "bot")
MAY = {
    "knowledge": set(),
    "storage": set(),
    "handlers": {"knowledge", "storage"},
    "bot": {"handlers"},
}
ONLY = {
    "slack_bolt": ("bot/slack/",),
    "slack_sdk": ("bot/slack/",),
    "botbuilder": ("bot/teams/connector/",),
    "botframework": ("bot/teams/connector/",),
    "msal": ("bot/teams/connector/",),
    "msrest": (),
    "requests": ("bot/teams/connector/",),
    "jwt": ("bot/teams/connector/", "bot/teams/tab"),
    "microsoft_teams": (),
    "apscheduler": ("bot/runtime/heartbeat.py",),
    "tinydb": ("storage/embedded/tiny.py", "storage/embedded/disk.py"),
    "sqlalchemy": ("storage/postgres",),
    "psycopg": ("storage/postgres",),
    "alembic": ("storage/postgres", "storage/migrations"),
    "yaml": ("knowledge/load.py",),
    "numpy": ("knowledge/finding/",),
    "torch": ("knowledge/finding/teach.py",),
    "transformers": ("knowledge/finding/teach.py",),
    "aiohttp": ("bot/web/", "bot/slack/", "bot/teams/"),
    "click": ("bot/cli/",),
    "icalendar": ("handlers/export/calendar_file.py",),
    "xlsxwriter": ("handlers/export/workbook.py",),
    "structlog": ("bot/runtime/logs.py",),
    "cryptography": ("storage/vault/vault.py",),
    "prometheus_client": ("bot/runtime/metrics.py",),
    "holidays": ("knowledge/calendar.py",),
    "dateutil": ("handlers/understanding/dates.py",),
    "rapidfuzz": ("handlers/understanding/fuzzy.py", "knowledge/finding/lexicon.py", "knowledge/load.py", "bot/cli/"),
}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def files(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("path", files(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_imports_only_what_its_room_may(path: Path) -> None:
    here = str(path.relative_to(ROOT))
    room = here.split("/", maxsplit=1)[0]
    plugs = here == "bot/__main__.py" or here.startswith("bot/cli/")
    allowed = set(ROOMS) if plugs else MAY[room] | {room}
    strangers = {name for name in imports(path) if name.split(".")[0] in ROOMS and name.split(".")[0] not in allowed}
    assert not strangers, f"{here} may not import {strangers}"
    for package, homes in ONLY.items():
        if any(name.split(".")[0] == package for name in imports(path)):
            assert here.startswith(homes), f"only {homes} may know {package}, not {here}"


@pytest.mark.parametrize(
    ("chat", "strangers"), [("slack", {"teams"}), ("teams", {"slack"}), ("chat", {"slack", "teams"})]
)
def test_what_the_chats_share_stands_beside_them(chat: str, strangers: set[str]) -> None:
    found = files(f"bot/{chat}")
    assert found
    for path in found:
        names = {name.split(".")[1] for name in imports(path) if name.startswith("bot.")}
        assert not names & strangers, f"{path} imports from {names & strangers}: what both need belongs in bot/chat"


@pytest.mark.parametrize("path", files("knowledge", "handlers", "storage"), ids=lambda path: path.name)
def test_time_and_environment_are_arguments_below_the_bot(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            assert not (name in {"datetime", "date", "time"} and node.func.attr in CLOCKS), f"{path} reads a clock"
            assert (name, node.func.attr) not in {("os", "getenv"), ("environ", "get")}, f"{path} reads the environment"


def test_every_module_says_what_it_is_for() -> None:
    for path in files(*ROOMS):
        docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
        first = docstring.partition("\n")[0]
        assert first.endswith(("?", ".")), f"{path} does not say in its first line what it is for"
