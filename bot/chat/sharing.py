"""Which private answers may still be shown to everybody?"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from handlers.dialogue.plain_text import plain
from handlers.dialogue.reply import Link, Reply

KEPT = 30 * 60.0
"""Seconds for which an answer is at hand as it was."""
MOST = 500


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What a press on the button asks for."""

    key: str
    digest: str
    text: str
    """What was said, so that it can be answered anew; empty where that would change something."""
    thread: str = ""
    """Where the answer belongs, in a chat whose buttons do not tell that."""


@dataclass(frozen=True, slots=True)
class ShareableReply:
    """An answer: to whom and where it was given, as one text, and by which command."""

    reply: Reply
    whose: str
    command: str

    @property
    def digest(self) -> str:
        """The same for the same answer to the same person in the same place."""
        return hashlib.sha256(f"{self.whose}\n{plain(self.reply)}".encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ShareableReplies:
    """The answers that may still be shared, as they were."""

    _kept: dict[str, tuple[float, ShareableReply]] = field(default_factory=dict)

    def keep(self, given: ShareableReply) -> str:
        """Keep it at hand; the key by which it is found."""
        key = secrets.token_urlsafe(9)
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (time.monotonic() + KEPT, given)
        return key

    async def found(
        self,
        wish: ShareRequest,
        whose: str,
        may: Callable[[str], Awaitable[bool]],
        anew: Callable[[], Awaitable[Reply]],
    ) -> Reply | None:
        """The answer as it was, or as it is given ``anew`` where that is the same; None otherwise.

        ``whose`` is who presses, and where: for anybody else, and anywhere else, there is none. ``may`` says whether
        they may give its command still. It is not at hand where too much time has passed, or another bot gave it.
        """
        until, given = self._kept.get(wish.key, (0.0, None))
        if given and until > time.monotonic():
            return given.reply if given.whose == whose and await may(given.command) else None
        answer = await anew() if wish.text else None  # which asks what they may
        return answer if answer and ShareableReply(answer, whose, "").digest == wish.digest else None


def may_be_shared(reply: Reply) -> bool:
    """Not what is asked back, went wrong, brings a file, or is one's own link."""
    personal = any(isinstance(part, Link) for part in reply.parts)
    return not (reply.form or reply.files or reply.tone == "sorry" or personal)
