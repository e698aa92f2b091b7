"""A third chat, on paper: all that a transport must be able to do, without a vendor."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field, replace
from typing import ClassVar

from bot.chat.received import Incoming
from bot.chat.transport import Audience, ChatClient, Delivered, Failure, Readers, ShareRequest, Who
from handlers.dialogue.desk import Desk, PlaceReaders
from handlers.dialogue.reply import File, Reply
from storage.records import Place


class Torn(Exception):  # noqa: N818 - what happened to the paper
    """A slip was torn on its way."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.name)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Incoming):
    """One slip of paper."""

    surface: ClassVar[str] = "paper"
    room: str = ""

    @property
    def place(self) -> str:
        """Nothing is kept of a conversation on paper."""
        return ""

    @property
    def alone(self) -> bool:
        """Whether it was handed over."""
        return not self.room

    @property
    def key(self) -> str:
        """The author and the room."""
        return f"{self.room} {self.user}"

    def people(self, text: str) -> tuple[str, ...]:
        """Those who are named."""
        return tuple(id for id in re.findall(r"\bpaper:(\w+)", text) if id != self.user)


School = ChatClient
"""Where slips are handed around."""


@dataclass(slots=True)
class Paper:
    """The transport; ``people`` are those whom it knows, ``torn`` what happens to the next slip."""

    people: dict[str, Who]
    torn: Failure | None = None
    readers: Readers = Readers.MEMBERS
    refuses_strangers: bool = True
    private: list[Reply] = field(default_factory=list)
    apart: list[Reply] = field(default_factory=list)
    public: list[Reply] = field(default_factory=list)
    shares: list[ShareRequest] = field(default_factory=list)
    signs: list[bool] = field(default_factory=list)
    """Each sign of work, and each time that it was over."""
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a slip was handed over, or torn on its way."""
    name = "Paper"
    unsure_who = "Nobody knows this handwriting."
    chats_move = False
    sign_lasts = 3.0

    async def identify(self, incoming: Slip, client: School) -> tuple[Slip, Who]:
        """By the handwriting."""
        return incoming, await self.who(incoming.user, client)

    async def who(self, user: str, client: School) -> Who:  # noqa: ARG002 - the shape of a transport
        """By the list."""
        found = self.people.get(user)
        return replace(found, id=f"paper:{user}") if found else Who()

    def audience(self, incoming: Slip, desk: Desk, client: School) -> Audience:  # noqa: ARG002
        """Anyone who is in the room."""
        return Audience(Readers.ASKER if incoming.alone else self.readers)

    async def who_reads(self, place: Place, client: School) -> PlaceReaders:  # noqa: ARG002
        """Nobody else."""
        return PlaceReaders(place.id, known=True)

    async def fetch(self, incoming: Slip, client: School) -> tuple[File, ...]:  # noqa: ARG002
        """Nothing is pinned to a slip."""
        return ()

    async def direct_message(self, who: Who, incoming: Slip | None, client: School) -> Place:  # noqa: ARG002
        """Their desk."""
        return Place(id=who.id, surface="paper", name=who.name, private=True)

    async def sign(self, incoming: Slip, client: School, *, over: bool) -> None:  # noqa: ARG002
        """A pencil that moves."""
        self.signs.append(over)

    async def show(self, reply: Reply, incoming: Slip, client: School, share: ShareRequest | None) -> Delivered:
        """There are no windows."""
        return await self.deliver(reply, incoming, client, share)

    async def deliver(
        self,
        reply: Reply,
        incoming: Slip,  # noqa: ARG002
        client: School,  # noqa: ARG002
        share: ShareRequest | None = None,
        *,
        apart: bool = False,
    ) -> Delivered:
        """Hand it over, unless it is torn."""
        self._tear()
        (self.apart if apart else self.private).append(reply)
        self.shares.extend([share] if share else [])
        return ()

    async def publish(self, reply: Reply, incoming: Slip, client: School, thread: str) -> None:  # noqa: ARG002
        """Pin it to the wall, unless it is torn."""
        failure = self.torn
        if failure is Failure.MAYBE:
            self.public.append(reply)
        self._tear()
        self.public.append(reply)

    async def post(self, reply: Reply, place: Place, incoming: Slip, client: School) -> bool:  # noqa: ARG002
        """There is one wall only."""
        return False

    async def moved(self, reply: Reply, place: Place, incoming: Slip, client: School) -> Reply:  # noqa: ARG002
        """Nothing is said of it."""
        return reply

    def classify(self, problem: BaseException) -> Failure:
        """As it was torn."""
        return problem.failure if isinstance(problem, Torn) else Failure.BUG

    def why(self, problem: BaseException) -> str:
        """In one word."""
        return str(problem) if isinstance(problem, Torn) else type(problem).__name__

    def _tear(self) -> None:
        failure, self.torn = self.torn, None
        self.reached.set()
        if failure:
            raise Torn(failure)
