"""What does somebody read where Teams itself was in the way?"""

from __future__ import annotations

from bot.chat import words as chats

BUSY = (
    "Teams was too busy to take my answer. Please ask again in a few minutes. If you were saving something, check "
    "first whether it was saved."
)
PERHAPS_TITLE, PERHAPS = chats.PERHAPS_TITLE, chats.perhaps("Teams")
