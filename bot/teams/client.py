"""What the bot needs of Teams beside its turns: failures, fields of activities, and ids in its manifest."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.chat.transport import ChatClient

if TYPE_CHECKING:
    from bot.teams.connector.turn import Turn

Json = dict[str, Any]
Reference = Json
"""Where to send later: ``{"service": url, "conversation": id, "tenant": id, "bot": our id there}``, all strings."""
T = TypeVar("T")
THREAD = ";messageid="
"""In a conversation's id, the id of the first message of a channel's thread follows it."""


class NotTaken(Exception):  # noqa: N818 - it is an answer
    """The channel refused a call or gave no answer: ``status`` is 0 where it gave none, or none that can be read.

    ``code`` is the channel's own word, as in ``MessageWritesBlocked``, or ours; ``after`` the seconds it asks us to
    wait; ``perhaps`` that it may have been done all the same, as where the answer was lost on its way.
    """

    def __init__(self, status: int, code: str = "", after: float | None = None, *, perhaps: bool = False) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status, self.code, self.after, self.perhaps = status, code, after, perhaps


Hear = Callable[["Turn"], Awaitable[Json | None]]
"""Handles a turn; returns the answer to an invoke, ``{"status": 200, "body": {...}}``, else None."""


class Speaker(Protocol):
    """Sends where nobody has just spoken to the bot."""

    async def speak(self, reference: Reference, work: Callable[["Turn"], Awaitable[T]]) -> T:
        """Do the work with a turn in that conversation; its result. Raises `NotTaken`, and what the work raises."""


@dataclass(frozen=True, slots=True)
class Client(ChatClient):
    """One turn in a tenant, whose id is empty where the channel does not tell it."""

    turn: "Turn"


def tenant(activity: Json) -> str:
    """The Entra tenant of the conversation, not the author's."""
    stated = (activity.get("channelData") or {}).get("tenant")
    named = stated.get("id") if isinstance(stated, dict) else None
    return str(named or (activity.get("conversation") or {}).get("tenantId") or "")


def reference(activity: Json) -> Reference:
    """Where to send later in the same conversation; for a channel, to the channel and not to the thread."""
    conversation = str((activity.get("conversation") or {}).get("id", ""))
    return {
        "service": str(activity.get("serviceUrl", "")),
        "conversation": conversation.partition(THREAD)[0],
        "tenant": tenant(activity),
        "bot": str((activity.get("recipient") or {}).get("id", "")),
    }


def objects(found: Any) -> tuple[Json, ...]:
    """The objects in a list; anything else in it is left out."""
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def part(whole: Any, name: str) -> Json:
    """The object under that name; an empty one where there is something else."""
    value = whole.get(name) if isinstance(whole, dict) else None
    return value if isinstance(value, dict) else {}


def why(problem: BaseException) -> str:
    """The failure in one word: the channel's own, its status, or the exception's name."""
    if isinstance(problem, NotTaken):
        return problem.code or str(problem.status or "unreachable")
    return type(problem).__name__


SEARCH = "search_contracts"
"""The id of the message extension's search command."""
WORDS = "query"
"""The id of the search command's parameter."""
ASK_ABOUT_THIS = "ask_about_this"
TRACK_THIS = "track_this"
"""The ids of the message extension's commands on a message."""
BOARD = "board"
"""The id of the personal tab."""
TAB = "/teams/tab"
"""The path of the personal tab."""
