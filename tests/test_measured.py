"""Does the bot understand people, and read papers, no worse than before, by what nobody who changes it has read?

The floors are what was reached last, less .02. Lowering one needs an entry in docs/decisions.md.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "tests" / "measuring" / "floors.json"


@pytest.mark.parametrize(
    "command", [("understanding", "--part", "kept", "this bot"), ("review",)], ids=lambda one: one[0]
)
def test_what_was_kept_unread_is_understood_no_worse(command: tuple[str, ...]) -> None:
    name, *words = command
    env = {**os.environ, "DPA_SETTINGS": os.devnull}
    asked = [sys.executable, ROOT / "bench" / f"{name}.py", *words, "--floors", FLOORS]
    ended = subprocess.run(asked, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
