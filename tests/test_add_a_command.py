"""Is a command with a form added as docs/architecture.md says, with these edits and no others?"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SECTION = "## Add a command with a form"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINKED, COPIED = ("knowledge", "storage"), ("bot", "handlers", "tests", "docs", "manifest")
TRIED = """
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cli.manifests.slack import slack
from bot.cli.manifests.teams import teams
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.text import plain
from handlers.dispatch import handle, respond
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.conformance.story import STORY
from tests.bot.test_conformance import Found, Told, written
from tests.handlers.talk import Talk
from tests.models import models

now = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("America/New_York"))
bare = Desk(load(), models().rank, Calendar(), now, role=Role.ADMIN, read=models().signs, frame=models().frame)
desk = replace(bare, records=open_embedded(Path("records"), "hartford"))
Talk(desk).play(Path("tests/handlers/talks/add_note.txt"))

assert "add-note ID TEXT" in plain(respond(Message("help all"), desk))
assert "add-note" not in plain(respond(Message("help all"), replace(desk, role=Role.STAFF)))
assert "add-note ID TEXT" in slack()["features"]["slash_commands"][0]["usage_hint"]
lists = [one for bot in teams()["bots"] for found in bot["commandLists"] for one in found["commands"]]
assert "add-note" in [one["title"] for one in lists]
ways = {name: "shown" for name in COMMANDS}
assert "| `add-note ID TEXT` | shown |" in written(Found({"Terminal": Told(ways)}, {}))
assert "add-note" in [step.command for step in STORY]

head = desk.store.head()
reply, note = handle(Message("add-note C-1 mine"), replace(desk, role=Role.STAFF))
assert reply.outcome is Outcome.REFUSED and note.command == "add-note" and desk.store.head() == head
reply, _ = handle(Message("add-note C-1 ours", who="slack:U1", surface="slack"), desk)
assert reply.outcome is Outcome.DONE and reply.event.what == "add-note" and reply.event.touched == ("C-1",)
assert respond(Message("add a note"), desk).outcome is Outcome.SORRY, "it is typed as people say it, and incomplete"
print("tried")
"""


def blocks(section: str) -> list[tuple[str, str]]:
    """The code of a section: its language, and its lines."""
    told = (ROOT / "docs/architecture.md").read_text().split(f"{section}\n", 1)[1].split("\n## ", 1)[0]
    return BLOCK.findall(told)


def edit(tree: Path, section: str = SECTION) -> set[str]:
    """Make the edits of a section; the files that they touch."""
    touched = set()
    for language, code in blocks(section):
        first, _, rest = code.partition("\n")
        name = first.split(maxsplit=1)[1]
        touched.add(name)
        if language == "diff":
            file = tree / name
            for hunk in rest.split("@@\n")[1:]:
                file.write_text(changed(file.read_text(), hunk.splitlines(keepends=True)))
        else:
            (tree / name).parent.mkdir(exist_ok=True)
            (tree / name).write_text(rest)
    return touched


def changed(text: str, hunk: list[str]) -> str:
    """The text with what the lines of a hunk take away and add."""
    before = "".join(line[1:] for line in hunk if line[0] in " -")
    after = "".join(line[1:] for line in hunk if line[0] in " +")
    assert text.count(before) == 1, f"this stands in the file once:\n{before}"
    return text.replace(before, after)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, without what the edits do not touch."""
    made = tmp_path_factory.mktemp("project")
    for name in LINKED:
        (made / name).symlink_to(ROOT / name)
    for name in COPIED:
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    return made


def test_three_edits_make_a_command_that_is_known_everywhere(tree: Path) -> None:
    assert len(edit(tree)) <= 3
    tried = subprocess.run([sys.executable, "-c", TRIED], cwd=tree, capture_output=True, text=True, check=False)
    assert tried.stdout == "tried\n", tried.stderr


def test_the_example_is_written_like_the_project(tree: Path) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), "handlers/contracts"]
    tried = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stdout
