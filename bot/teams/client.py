"""What the bot needs of Teams, whichever library carries it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.chat.transport import ChatClient

Json = dict[str, Any]
Reference = Json
"""Where to speak later: ``{"service": url, "conversation": id, "tenant": id, "bot": our id there}``, all strings."""
T = TypeVar("T")
THREAD = ";messageid="
"""What follows it in a conversation's id is the first message of a channel's thread."""


class NotTaken(Exception):  # noqa: N818 - it is an answer
    """What the channel answered instead of doing it: ``status`` 0 where it gave no answer, or none that can be read.

    ``code`` is the channel's own word, as in ``MessageWritesBlocked``, or ours; ``after`` the seconds it asks us to
    wait; ``perhaps`` that it may have been done all the same, as where the answer was lost on its way.
    """

    def __init__(self, status: int, code: str = "", after: float | None = None, *, perhaps: bool = False) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status, self.code, self.after, self.perhaps = status, code, after, perhaps


class Turn(Protocol):
    """One activity that came, and the way back. Everything that calls the channel raises `NotTaken`."""

    @property
    def activity(self) -> Json:
        """As it came over the wire, with every field."""

    async def send(self, activity: Json) -> str:
        """Say it in the same conversation, in a channel in the same thread; the id of what stands there then."""

    async def whisper(self, activity: Json) -> str:
        """Say it so that only the asker sees it, where the conversation takes such messages."""

    async def update(self, id: str, activity: Json) -> None:
        """Put it in the place of what we said under this id."""

    async def delete(self, id: str) -> None:
        """Take back what we said under this id."""

    async def member(self, user: str) -> Json:
        """Somebody of the conversation: ``id``, ``name``, ``aadObjectId``, ``userRole``, ``tenantId``."""

    async def members(self) -> tuple[tuple[Json, ...], bool]:
        """Those of the conversation, of a team's channel all of the team, and whether these are all."""

    async def channels(self, team: str) -> tuple[Json, ...]:
        """The channels of a team: ``id``, ``name``, ``type`` (standard, private or shared).

        The first channel has the team's id, and no name. Older answers have no types, and standard channels only.
        """

    async def chat(self, user: str) -> Reference:
        """The personal chat with somebody, by their id here or their Entra object id; made where there is none."""


Hear = Callable[[Turn], Awaitable[Json | None]]
"""Hear a turn; the answer of an invoke is ``{"status": 200, "body": {...}}``, None otherwise."""


class Speaker(Protocol):
    """Speaks where nobody has just spoken to us."""

    async def speak(self, reference: Reference, work: Callable[[Turn], Awaitable[T]]) -> T:
        """Do the work with a turn of that conversation. Raises `NotTaken`, and what the work raises."""


@dataclass(frozen=True, slots=True)
class Client(ChatClient):
    """One turn in a tenant, which is empty where the channel does not tell."""

    turn: Turn


def tenant(activity: Json) -> str:
    """The Entra tenant of the conversation, not the author's."""
    found = (activity.get("channelData") or {}).get("tenant")
    named = found.get("id") if isinstance(found, dict) else None
    return str(named or (activity.get("conversation") or {}).get("tenantId") or "")


def reference(activity: Json) -> Reference:
    """Where to speak later to the same conversation; of a channel, to the channel and not to the thread."""
    conversation = str((activity.get("conversation") or {}).get("id", ""))
    return {
        "service": str(activity.get("serviceUrl", "")),
        "conversation": conversation.partition(THREAD)[0],
        "tenant": tenant(activity),
        "bot": str((activity.get("recipient") or {}).get("id", "")),
    }


def objects(found: Any) -> tuple[Json, ...]:
    """Those of a list that are objects; whatever else came there is left out."""
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def part(whole: Any, name: str) -> Json:
    """The object of that name; an empty one where something else came there."""
    found = whole.get(name) if isinstance(whole, dict) else None
    return found if isinstance(found, dict) else {}


def why(problem: BaseException) -> str:
    """What was wrong in one word: the channel's own, its status, or the kind of trouble."""
    if isinstance(problem, NotTaken):
        return problem.code or str(problem.status or "unreachable")
    return type(problem).__name__


SEARCH = "search_contracts"
"""The message extension's search."""
WORDS = "query"
"""What is searched for."""
ASK_ABOUT_THIS = "ask_about_this"
"""The message extension's action on somebody's message."""
BOARD = "board"
"""The personal tab."""
TAB = "/teams/tab"
"""Where the personal tab is."""
