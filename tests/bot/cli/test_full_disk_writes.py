"""Does every command that writes say in a sentence that the disk is full, with nothing half saved?"""

import json
import os
import subprocess
import sys

import pytest

from handlers.commands import COMMANDS
from tests.bot.cli.district_cli import ROOT, DistrictCli

SETTING_UP = (
    ("log-contract", "vendor: Acme; product: App; executed: 2026-10-07; provisions: all"),
    ("log-breach", "vendor: Acme; discovered: Oct 7, 2026; categories: student_information"),
    ("log-exception", "vendor: Speakly; student: J.D.; plan: IEP"),
    ("log-family-request", "kind: delete; vendor: Acme; reference: Case 14"),
    ("ask-app", "Kahoot; data: yes; school: no"),
)
SAID = {
    command.name: command.example
    for command in COMMANDS.values()
    if command.changes and command.listed and command.example
} | {
    "log-contract": "log-contract vendor: Kahoot; executed: Oct 7, 2026; provisions: all",
    "log-family-request": "log-family-request kind: delete; vendor: Kahoot; reference: Case 15",
    "log-exception": "log-exception vendor: Kahoot; student: K.D.; plan: IEP",
    "ask-app": "ask-app Speakly; data: yes; school: no",
    "received": "received B-1 Oct 9, 2026",
    "close-request": "close-request R-1 the vendor's e-mail of Oct 9, 2026",
    "grant": "grant Ana Ruiz ana@schools.example.org privacy",
    "snooze": "snooze D-1 tomorrow because counsel reads it",
}
"""Complete commands, by name."""
SCRIPT = """
import json, logging, os, resource, sys
from bot import cli, compose, models
from functools import cache
import bot.cli.commands
compose.load, models.load_finder = cache(compose.load), cache(models.load_finder)
compose.load()
for name, said in json.load(sys.stdin).items():
    out, err = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.dup2(out[1], 1), os.dup2(err[1], 2)
        for end in (*out, *err):
            os.close(end)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        sys.argv = ["dpa", *said.split(" ", 1)]
        code = 70
        try:
            cli.main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
        except BaseException:
            logging.getLogger().exception("left")
        sys.stdout.flush(), sys.stderr.flush()
        os._exit(code)
    os.close(out[1]), os.close(err[1])
    texts = [open(end[0]).read() for end in (out, err)]
    print(json.dumps([name, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), *texts]))
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """What each command says, one after another, while nothing can be written."""
    office = DistrictCli(tmp_path_factory.mktemp("full"))
    for words in SETTING_UP:
        assert office(*words).returncode == 0, words
    before = {path: path.read_bytes() for path in office.data.rglob("*") if path.is_file()}
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**os.environ, **office.settings},
        input=json.dumps(SAID),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert not told.returncode, told.stderr
    after = {path: path.read_bytes() for path in office.data.rglob("*") if path.is_file()}
    assert after == before, "what was on record is as it was, and nothing lies beside it"
    return {name: (code, out, err) for name, code, out, err in map(json.loads, told.stdout.splitlines())}


@pytest.mark.long
def test_nothing_but_a_sentence_comes_of_any_command(done: dict[str, tuple[int, str, str]]) -> None:
    told = [name for name, (_, out, err) in done.items() if "no room on the disk" in out + err]
    for name, (code, out, err) in done.items():
        assert "Traceback" not in err and 'File "' not in err and "Error" not in out + err, (name, err)
        assert "Something went wrong" not in out + err, name
        if name in told:
            assert code == 2 and not out and len(err.split("There is no room")) == 2, (name, code, out, err)
    assert {"log-contract", "log-breach", "done", "grant", "correct", "withdraw", "assign"} <= set(told)
