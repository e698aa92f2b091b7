"""What does somebody read where Teams itself was in the way?"""

from __future__ import annotations

from handlers.wording import chats

BUSY = (
    "Teams is so busy just now that it did not take my answer. Please ask once more in a few minutes; if you were "
    "saving something, look first whether it was saved."
)
PERHAPS_TITLE, PERHAPS = chats.PERHAPS_TITLE, chats.perhaps("Teams")
