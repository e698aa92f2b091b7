"""Does the terminal say in a sentence that nothing can be written to where its output goes?"""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="/dev/full is a device of Linux")
@pytest.mark.parametrize("words", [("due", "contract_executed", "2026-10-07", "--json"), ("deadlines",)])
def test_a_full_disk_is_a_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    env = {"DPA_DATA": str(tmp_path), "PATH": "/usr/bin", "HOME": str(tmp_path)}
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
            check=False,
        )
    assert done.returncode == 2 and "no room on the disk" in done.stderr and "Traceback" not in done.stderr
