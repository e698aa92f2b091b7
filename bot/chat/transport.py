"""What a chat must be able to do for the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol, TypeVar

from bot.chat.received.incoming import Incoming
from bot.chat.sharing import ShareRequest
from bot.runtime.district_service import DistrictService
from handlers.dialogue.desk import Desk, PlaceReaders
from handlers.dialogue.reply import File, Reply
from handlers.reminders.channels import Place


@dataclass(frozen=True, slots=True)
class Who:
    """A person, as the chat knows them."""

    id: str = ""
    """As the records know them, as in ``slack:U042``; empty where the chat does not tell."""
    name: str = ""
    outsider: bool = True
    owner: bool | None = False
    """Whether they own the workspace; None in a chat that has no owners."""
    sure: bool = False
    """Whether the chat could be asked; if not, they are taken for a guest."""
    reads: bool = True
    """Whether they read what is posted; a bot, and somebody who has left, do not."""


class Readers(Enum):
    """Who reads what is said in a place."""

    ASKER = auto()
    MEMBERS = auto()
    TEAM = auto()
    """Everybody in a team of the district."""
    OTHERS = auto()
    """People outside the district may too, or the whole workspace."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A place and its readers; ``place`` is None where the bot cannot write later."""

    readers: Readers
    place: Place | None = None
    unsure: str = ""
    """The sentence that says that the chat did not tell who reads the place; empty where it did."""


class Failure(Enum):
    """What it means that something failed."""

    RETRY = auto()
    """It was not done, and the chat asks for a pause."""
    NEVER = auto()
    """The chat refused it."""
    MAYBE = auto()
    """Nobody knows whether it was done, as the chat's answer was lost."""
    BUG = auto()


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where an answer is: the ids of its messages in the conversation, if everybody there reads them."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatClient:
    """One workspace or tenant, for one request."""

    districts: Callable[[str], DistrictService]
    """The district of an organization."""
    organization: str
    """The id of the workspace or tenant."""

    @property
    def district(self) -> DistrictService:
        """Its district. Raises what opening the district's records raises."""
        return self.districts(self.organization)

    def desk(self) -> Desk:
        """Its desk; blocks. Raises what opening the district's records raises."""
        return self.district.desk()


In = TypeVar("In", bound=Incoming)
C = TypeVar("C", bound=ChatClient)
C_contra = TypeVar("C_contra", bound=ChatClient, contravariant=True)


class Transport(Protocol[In, C_contra]):
    """One chat. Everything that calls it may raise what ``classify`` knows."""

    name: str
    """As people call the chat, for sentences."""
    unsure_who: str
    """The sentence that says that the chat did not tell who somebody is."""
    refuses_strangers: bool
    """Whether people outside the district are refused by name where something would be given to them."""
    chats_move: bool
    """Whether the way to somebody's own chat may change, so that it is noted whenever it is seen."""

    async def identify(self, incoming: In, client: C_contra) -> tuple[In, Who]:
        """Who sent it; and the same with what the chat tells of its place and of those who are named in it."""

    async def who(self, user: str, client: C_contra) -> Who:
        """Somebody by their id in the chat, in this conversation or not; a guest, unsure, if the chat does not tell."""

    def audience(self, incoming: In, desk: Desk, client: C_contra) -> Audience:
        """Who reads the place, by what ``identify`` found."""

    async def who_reads(self, place: Place, client: C_contra) -> PlaceReaders:
        """Who reads a place, asked each time. Never raises: what the chat does not tell in time is not known."""

    async def fetch(self, incoming: In, client: C_contra) -> tuple[File, ...]:
        """The files that came with it. Raises Sorry where one cannot be read."""

    async def direct_message(self, who: Who, incoming: In | None, client: C_contra) -> Place | None:
        """The chat with somebody alone; ``incoming`` is what they have just said. None where there is none."""

    async def show(self, reply: Reply, incoming: In, client: C_contra, share: ShareRequest | None) -> Delivered:
        """Answer in the window in which it was asked, where there is one; else as ``deliver``."""

    async def deliver(
        self, reply: Reply, incoming: In, client: C_contra, share: ShareRequest | None = None, *, apart: bool = False
    ) -> Delivered:
        """Answer in a message, to the asker alone where it is not for everybody, with the button that shares it.

        ``apart``: in another place than where the same may be already.
        """

    async def publish(self, reply: Reply, incoming: In, client: C_contra, thread: str) -> None:
        """Show it to everybody in the conversation, saying who shared it."""

    async def moved(self, reply: Reply, place: Place, incoming: In, client: C_contra) -> Reply:
        """The reply, once the privacy team is written to in another place: what is said there, or of it."""

    def classify(self, problem: BaseException) -> Failure:
        """What a failure means."""

    def why(self, problem: BaseException) -> str:
        """The failure in one word, for the log."""
