"""Does the same suite pass through our own connector, where botbuilder is not installed?"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.teams.app import Integration
from bot.teams.connector.adapter import BotbuilderWire
from bot.teams.connector.wire import Wire
from tests.bot.teams.adapter_server import NATIVE, THROUGH
from tests.bot.teams.connector.test_successor import SUITE, TEAMS

WITHOUT = '''
import sys

class Missing:
    """Finds nothing of botbuilder, as where it is not installed."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"botbuilder", "botframework"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
'''


def test_one_setting_chooses() -> None:
    assert type(Integration(Settings(teams_connector="native")).wire) is Wire
    assert type(Integration(Settings()).wire) is BotbuilderWire


CORE = ("test_identity*.py", "test_conversation*.py")


@pytest.mark.parametrize("names", [CORE, pytest.param((*SUITE, "whole/test_*.py"), marks=pytest.mark.long)])
def test_the_same_suite_passes_without_botbuilder(names: Sequence[str], tmp_path: Path) -> None:
    (tmp_path / "without_botbuilder.py").write_text(WITHOUT, encoding="utf-8")
    files = sorted({str(path) for name in names for path in TEAMS.rglob(name)})
    assert len(files) >= len(names)
    called = [sys.executable, "-m", "pytest", "-p", "without_botbuilder", "-p", "no:cacheprovider", "-q", *files]
    path = os.pathsep.join((str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])))
    given = {**os.environ, THROUGH: NATIVE, "DPA_TEAMS_CONNECTOR": NATIVE, "PYTHONPATH": path}
    done = subprocess.run(called, env=given, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
