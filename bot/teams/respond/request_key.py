"""Is that the same press, or the same form, once more?"""

from __future__ import annotations

import hashlib
import json

from bot.teams.parse.incoming import TeamsIncoming


def press(incoming: TeamsIncoming) -> str:
    """The same for both presses of a double click, and for the same form with the same in it."""
    parts = [
        incoming.user,
        incoming.conversation,
        incoming.form or incoming.id,
        incoming.text,
        sorted(incoming.fields.items()),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
