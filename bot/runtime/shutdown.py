"""Shutdown within a bounded time.

Each step has its own limit in seconds. The limit of the whole is lower than their sum, as they never all need theirs.
What takes longer is cut off as by a kill, which loses nothing: after the next start a post that may have gone out is
looked for, or sent again with a note that it may be a repeat.
"""

import logging
import os
import threading

log = logging.getLogger("dpa")
POSTS_TIMEOUT = 5.0
"""Seconds for the first step: the heartbeat's posts in flight; afterwards they go on beside the other steps."""
PAGES_TIMEOUT = 10.0
"""Seconds for the pages that somebody waits for, the second step."""
ANSWERS_TIMEOUT = 12.0
"""Seconds for the answers in the chats, see ``bot/chat/work.py``."""
REFRESH_TIMEOUT = 3.0
"""Seconds for the posts that are being refreshed."""
EXIT_TIMEOUT = 25.0
"""Seconds for the whole shutdown."""


def exit_within(seconds: float = EXIT_TIMEOUT) -> None:
    """End the process after this many seconds, whatever hangs, with exit code 0, since it was told to stop."""
    timer = threading.Timer(seconds, _exit_now)
    timer.daemon = True
    timer.start()


def _exit_now() -> None:
    log.warning("shutdown took too long; unfinished work was cut off")
    os._exit(0)
