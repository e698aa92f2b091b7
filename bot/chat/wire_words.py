"""What does somebody read who sends to a chat's address what the chat does not send?"""

from __future__ import annotations

BROKEN = "This request cannot be read."
TOO_LARGE = "This request is too large."
