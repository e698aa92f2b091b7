"""Does a folder that cannot be written get a sentence, and a bot that starts there an exit code?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.atomic_files import WriterLock, only_bot
from storage.embedded.store import open_embedded
from storage.local_token import local_token
from storage.port import CannotWriteError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """A folder that cannot be made, even by root: a file is in its way."""
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "data"


def test_a_folder_that_cannot_be_made_is_named(taken: Path) -> None:
    with pytest.raises(CannotWriteError, match=f"{taken} cannot be written"):
        open_embedded(taken, "hartford")
    with pytest.raises(CannotWriteError, match="Not a directory"), only_bot(taken):
        pytest.fail("it was held")
    assert len(local_token(taken)) == 43, "a bot beside a database has a token all the same"


def test_a_folder_in_which_nothing_can_be_locked_is_named(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()
    with pytest.raises(CannotWriteError, match=str(tmp_path)), WriterLock(tmp_path).held():
        pytest.fail("it was held")


def test_the_bot_and_the_commands_say_so_and_stop(taken: Path) -> None:
    for command, code in ((("bot",), 1), (("bot.cli", "deadlines"), 2)):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", *command],
            cwd=ROOT,
            env={**os.environ, "DPA_DATA": str(taken), "DPA_SETTINGS": os.devnull},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith(f"The folder {taken} cannot be written") and done.stderr.count("\n") == 1
