"""Is that the same press, or the same form, once more?"""

from __future__ import annotations

import hashlib
import json

from bot.teams.parse.incoming import Said


def press(said: Said) -> str:
    """The same for both presses of a double click, and for the same form with the same in it."""
    parts = [said.user, said.conversation, said.form or said.id, said.text, sorted(said.fields.items())]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
