"""Keeps private answers that the asker may still show to everybody."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.chat.received.incoming import Incoming
from handlers.commands import COMMANDS, needs_no_role
from handlers.dialogue.reply import Link, Reply
from handlers.dialogue.text.plain_text import plain
from handlers.dispatch import parse_command

KEPT = 30 * 60.0
"""Seconds for which an answer is at hand as it was."""
MOST = 500


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What a press on the button asks for."""

    key: str
    digest: str
    text: str
    """What was said, so that it can be answered again; empty where that would change something."""
    thread: str = ""
    """Where the answer belongs, in a chat whose buttons do not tell that."""
    told: str = ""
    """Which question the press answers, that named who would read it; empty where nothing was asked."""


@dataclass(frozen=True, slots=True)
class ShareableReply:
    """An answer: to whom and where it was given, as one text, and by which command."""

    reply: Reply
    whose: str
    command: str

    @property
    def is_law_alone(self) -> bool:
        """Whether it has nothing of the district's records."""
        command = COMMANDS.get(self.command)
        return command is not None and command.only_tells and not (self.reply.records or self.reply.rows)

    @property
    def digest(self) -> str:
        """The same for the same answer to the same person in the same place."""
        return hashlib.sha256(f"{self.whose}\n{plain(self.reply)}".encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ShareableReplies:
    """The answers that may still be shared, as they were."""

    _kept: dict[str, tuple[float, ShareableReply]] = field(default_factory=dict)

    def offer(self, reply: Reply, incoming: Incoming, whose: str) -> ShareRequest | None:
        """Keep the answer at hand; what its button asks for. None where nobody else reads along, or it is private."""
        if incoming.alone or not may_be_shared(reply):
            return None
        given = ShareableReply(replace(reply, event=None), whose, reply.command or incoming.parsed.name)
        return ShareRequest(self._keep(given), given.digest, incoming.repeatable)

    def _keep(self, given: ShareableReply) -> str:
        """Keep it at hand; the key by which it is found."""
        key = secrets.token_urlsafe(9)
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (time.monotonic() + KEPT, given)
        return key

    async def found(
        self,
        request: ShareRequest,
        whose: str,
        may: Callable[[str], Awaitable[bool]],
        answer: Callable[[], Awaitable[Reply]],
    ) -> ShareableReply | None:
        """The answer as it was, or as it is given now where that is the same; None otherwise.

        ``whose`` is who presses, and where: for anybody else, and anywhere else, there is none. ``may`` says whether
        they may still give its command. It is not at hand where too much time has passed, or another bot gave it.
        """
        until, given = self._kept.get(request.key, (0.0, None))
        if given and until > time.monotonic():
            return given if given.whose == whose and await may(given.command) else None
        if not request.text:
            return None
        found = await answer()  # which asks what they may
        again = ShareableReply(found, whose, found.command or parse_command(request.text).name)
        return again if again.digest == request.digest else None


def may_be_shared(reply: Reply) -> bool:
    """Not what brings a file, nor what may not be shown."""
    return may_be_shown(reply) and not reply.files


def is_open(reply: Reply, incoming: Incoming) -> bool:
    """Whether everybody in the conversation may read it: an answer of the law to what everybody could read."""
    asked_openly = incoming.only_tells and not (incoming.quiet or incoming.fields or reply.command)
    return asked_openly and may_be_shown(reply)


def for_everybody(reply: Reply) -> Reply:
    """The reply as everybody in a conversation reads it: no button is left that some of them may not press."""
    return replace(reply, private=False, choices=tuple(one for one in reply.choices if needs_no_role(one.say)))


def may_be_shown(reply: Reply) -> bool:
    """Not what is asked back, went wrong, or is one's own link."""
    personal = any(isinstance(part, Link) for part in reply.parts)
    return not (reply.form or reply.failed or personal)
