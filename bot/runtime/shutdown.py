"""How long may it take until the bot has stopped?

Each step has seconds of its own, and the whole has fewer than all steps together, as they never all need theirs. What
takes longer is left as by a kill, which loses nothing: a post that may have gone out is looked for after the next
start, or says that it may be a repeat.
"""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger("dpa")
POSTS_END_WITHIN = 5.0
"""First the posts that the clock has under way; afterwards they go on beside the other steps."""
PAGES_END_WITHIN = 10.0
"""Then pages that somebody waits for."""
ANSWERS_END_WITHIN = 12.0
"""Then answers in the chats, see ``bot/chat/background.py``."""
SETTLED_WITHIN = 3.0
"""Then posts that are being shown anew."""
STOPS_WITHIN = 25.0
"""All of it."""


def stop_within(seconds: float = STOPS_WITHIN) -> None:
    """From now on the process has so long, whatever hangs; it ends well, as it was told to stop."""
    last = threading.Timer(seconds, _cut_off)
    last.daemon = True
    last.start()


def _cut_off() -> None:
    log.warning("what was still under way is cut off")
    os._exit(0)
