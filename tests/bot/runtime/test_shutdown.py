"""Is there an end to an end, whatever hangs?"""

import subprocess
import sys

from bot.chat import work as aside
from bot.runtime import shutdown as ending
from tests.bot.conftest import ROOT

HANGS = """
import threading
from bot.runtime.shutdown import exit_within
threading.Thread(target=threading.Event().wait).start()
exit_within(0.1)
"""


def test_a_process_that_was_told_to_stop_ends_though_a_thread_hangs() -> None:
    done = subprocess.run([sys.executable, "-c", HANGS], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, b"cut off" in done.stderr) == (0, True)


def test_the_steps_that_a_hanging_chat_prolongs_fit_into_the_whole() -> None:
    """The sum that docs/running.md tells of; what closes lines has the rest."""
    chats = ending.POSTS_TIMEOUT + ending.ANSWERS_TIMEOUT + ending.REFRESH_TIMEOUT
    assert chats < ending.EXIT_TIMEOUT < 30
    assert aside.ENDS_WITHIN < ending.ANSWERS_TIMEOUT, "answers that are given up are told"
