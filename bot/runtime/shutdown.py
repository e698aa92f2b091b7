"""Stop the bot within a bounded time.

Each step has seconds of its own, and the whole has fewer than all steps together, as they never all need theirs. What
takes longer is cut off as by a kill, which loses nothing: a post that may have gone out is looked for after the next
start, or says that it may be a repeat.
"""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger("dpa")
POSTS_TIMEOUT = 5.0
"""Seconds. First the heartbeat's posts in flight; afterwards they go on beside the other steps."""
PAGES_TIMEOUT = 10.0
"""Then pages that somebody waits for."""
ANSWERS_TIMEOUT = 12.0
"""Then answers in the chats, see ``bot/chat/work.py``."""
REFRESH_TIMEOUT = 3.0
"""Then posts that are being refreshed."""
EXIT_TIMEOUT = 25.0
"""All of it."""


def exit_within(seconds: float = EXIT_TIMEOUT) -> None:
    """End the process after so many seconds, whatever hangs, with exit code 0, since it was told to stop."""
    timer = threading.Timer(seconds, _exit_now)
    timer.daemon = True
    timer.start()


def _exit_now() -> None:
    log.warning("shutdown took too long; unfinished work was cut off")
    os._exit(0)
