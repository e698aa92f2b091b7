"""Is a kind of record added as docs/architecture.md says, with these edits and no others, known everywhere?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_add_a_command import ROOT, blocks, edit

SECTION = "## Add a kind of record"
MOST_LINES = 200
COPIED = ("bot", "handlers", "storage", "tests", "docs")
CLI = "from bot.cli import main; main()"
TRIED = """
import os
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.slack.render.modals import view
from bot.teams.render.cards import card, dialog
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.text import plain
from handlers.dispatch import handle, respond
from handlers.export.export import export_file
from handlers.export.read_back import read_back
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.events.audit import compare, verify
from storage.kinds import Visit
from storage.postgres.store import open_postgres
from storage.records import Role
from tests.handlers.talk import Talk
from tests.models import models


def opened(name):
    url = os.environ.get("DPA_DATABASE_URL")
    return open_postgres(url, name) if url else open_embedded(Path("data"), name)


now = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("America/New_York"))
bare = Desk(load(), models().rank, Calendar(), now, role=Role.ADMIN, read=models().signs, frame=models().frame)
Talk(replace(bare, records=opened("granby"))).play(Path("tests/handlers/talks/visit_life.txt"))

desk = replace(bare, records=opened("hartford"), role=Role.PRIVACY)
store = desk.store


def say(text, fields={}, desk=desk):
    return respond(Message(text, fields=fields, who="dana", surface="slack"), desk)


def has(reply, *words):
    shown = plain(reply)
    assert all(word in shown for word in words), shown
    return reply


# By a line, and by the form that both chats show.
has(say("log-visit vendor: Acme; day: 2026-11-20; by: Sam Lee"), "Saved as V-1")
form = say("log-visit")
asked = {"vendor", "day", "by", "notes", "owner"}
assert {field.id for field in form.form.fields} == asked
assert {f"f.{id}" for id in asked} <= {block.get("block_id") for block in view(form)["blocks"]}
shown = str(dialog(form)["card"])
assert all(f"'id': 'f.{id}'" in shown for id in asked)
has(say(form.form.say, {"vendor": "Books", "day": "2026-11-23", "notes": "Keys on paper"}), "Saved as V-2")
visits = store.records(Visit)
assert [(one.id, one.vendor, one.day) for one in visits] == [
    ("V-1", "Acme", date(2026, 11, 20)), ("V-2", "Books", date(2026, 11, 23))
]

# The same one twice is asked about, and saved once it is confirmed.
again = has(say("log-visit vendor: acme!; day: Nov 20, 2026"), "V-1 is on record for this vendor and day")
assert len(store.records(Visit)) == 2
typed = {field.id: field.value for field in again.form.fields}
has(say(again.form.say, {**typed, "sure": "twin"}), "Saved as V-3")

# Shown, listed, searched, and drawn in both chats.
shown = has(say("visit V-1"), "V-1: visit to Acme", "Sam Lee", "Nov 20, 2026")
assert [one.say for one in shown.choices] == ["history V-1", "correct V-1", "withdraw V-1"]
assert view(shown) and card(shown)
has(say("v-2"), "Keys on paper")
has(say("visits"), "3 visits", "V-3")
assert "Books" not in plain(has(say("visits sam"), "1 visit with 'sam'", "V-1"))
has(say("our visits"), "3 visits")
has(say("visit V-9"), "There is no visit 'V-9'")

# Corrected, withdrawn, put back; a change is undone; all of it stands in the history.
has(say("correct V-1"), "Correct V-1")
has(say("correct V-1 by: Ana Diaz; notes: Locked"), "Corrected", "Ana Diaz")
has(say("correct V-1 day: 2027-01-01"), "That day is in the future")
undo = has(say("undo V-1"), "Undo your last change?")
has(say(undo.choices[0].say), "Undone")
assert store.record(Visit, "V-1") == visits[0]
has(say("withdraw V-3 logged twice"), "V-3 is withdrawn")
has(say("visits"), "2 visits")
has(say("undo V-3"), "It is back on record")
has(say("history V-1"), "logged the visit", "corrected it", "undid a change", "by changed from 'Sam Lee' to 'Ana Diaz'")

# Staff see nothing of it; help tells the privacy team alone.
for text in ("log-visit vendor: Else; day: 2026-11-20", "visits", "visit V-1", "correct V-1 by: me", "history V-1"):
    reply, _ = handle(Message(text), replace(desk, role=Role.STAFF))
    assert reply.outcome is Outcome.REFUSED, (text, plain(reply))
assert "log-visit" in plain(say("help all")) and "log-visit" not in plain(say("help all", desk=replace(desk, role=Role.STAFF)))

# Every export has it, and can be put back.
for format in ("json", "csv", "xlsx"):
    other = replace(desk, records=opened(format))
    assert "3 visits" in read_back(export_file(desk, format).content, Message("import"), other).says
    assert other.store.records(Visit) == store.records(Visit)
    assert not compare(other.store.dump()).differences and verify(other.store.events()) is None
    has(respond(Message("history V-2"), other), "put an export back")
    other.store.close()

# Erased for good, and nothing of it is left.
has(say("erase V-2", {"confirm": "V-2"}, replace(desk, role=Role.ADMIN)), "V-2 is erased")
assert "Books" not in str(store.dump())
store.close()
print("tried")
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the kind added."""
    made = tmp_path_factory.mktemp("project")
    (made / "knowledge").symlink_to(ROOT / "knowledge")
    for name in COPIED:
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", made)
    edit(made, SECTION)
    return made


def run(tree: Path, *command: str, url: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DPA_DATA": "data", "DPA_DATABASE_URL": url}
    return subprocess.run([sys.executable, *command], cwd=tree, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("store", ["tiny", "postgres"])
def test_a_seventh_kind_is_known_everywhere(store: str, tree: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("url") if store == "postgres" else ""
    tried = run(tree, "-c", TRIED, url=url)
    assert tried.stdout == "tried\n", tried.stdout + tried.stderr
    verified = run(tree, "-c", CLI, "audit", "verify", "--district", "hartford", url=url)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_it_takes_few_lines_written_like_the_project(tree: Path) -> None:
    assert sum(len(code.splitlines()) for _, code in blocks(SECTION)) < MOST_LINES
    checked = run(tree, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), "handlers", "storage")
    assert checked.returncode == 0, checked.stdout
