"""What a chat says to a token or a secret that somebody pasted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """Whether the chat takes it, with a sentence: whose it is, what is wrong, or why the chat could not be asked."""

    says: str
    outcome: Literal["taken", "refused", "unreachable"]
