"""What Slack and Teams implement for the pipeline, and the answers that may be shared with everybody in a place."""

import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol, TypeVar

from bot.chat import words
from bot.chat.received import Incoming
from bot.runtime.district_service import DistrictService
from handlers.commands import COMMANDS, changes_records, needs_no_role
from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.reply import File, Link, Reply, Text
from handlers.dialogue.text import plain
from handlers.dispatch import parse_command
from handlers.drill.commands import NAME as DRILL
from handlers.people.access import unclaimed
from handlers.reminders.channels import Place

KEPT = 30 * 60.0
"""Seconds for which an answer is kept to be shared."""
MOST = 500


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What a press on the share button asks for."""

    key: str
    digest: str
    text: str
    """What was said, so that it can be answered again; empty where that would change something."""
    thread: str = ""
    """The thread where the answer belongs, in a chat whose buttons do not tell it."""
    told: str = ""
    """A digest of the question, naming the readers, that the press confirms; empty where nothing was asked."""


@dataclass(frozen=True, slots=True)
class ShareableReply:
    """An answer; ``whose`` is to whom and where it was given, as one text, and ``command`` what it answers."""

    reply: Reply
    whose: str
    command: str

    @property
    def is_law_alone(self) -> bool:
        """Whether it has nothing from the district's records."""
        command = COMMANDS.get(self.command)
        return command is not None and command.only_tells and not (self.reply.records or self.reply.rows)

    @property
    def is_step(self) -> bool:
        """Whether it is a step of something that one person does: what was saved or waits for that, or a drill's."""
        saves = changes_records(self.command) or self.reply.event is not None or bool(self.reply.proposal)
        return saves or self.command == DRILL

    @property
    def digest(self) -> str:
        """A digest that is the same for the same answer to the same person in the same place."""
        return hashlib.sha256(f"{self.whose}\n{plain(self.reply)}".encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ShareableReplies:
    """Keeps answers as they were, so that they can still be shared."""

    _kept: dict[str, tuple[float, ShareableReply]] = field(default_factory=dict)

    def offer(self, reply: Reply, incoming: Incoming, whose: str) -> ShareRequest | None:
        """Keep the answer; what its button asks for.

        None where nobody else reads along, it may not be shown, it brings a file, or it is a step of something that one
        person does.
        """
        shareable = ShareableReply(reply, whose, reply.command or incoming.parsed.name)
        if incoming.alone or reply.files or not may_be_shown(reply) or shareable.is_step:
            return None
        return ShareRequest(self._keep(shareable), shareable.digest, incoming.repeatable)

    def _keep(self, given: ShareableReply) -> str:
        """Keep the answer, in the place of the oldest where there are too many; the key that finds it."""
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
        """The answer as it was kept, or worked out again where that gives the same; None otherwise.

        ``whose`` is who presses, and where: it has to be as when it was given. ``may`` says whether they may still give
        its command. ``answer`` works it out again where it was given too long ago, or by another bot process.
        """
        until, kept = self._kept.get(request.key, (0.0, None))
        if kept and until > time.monotonic():
            return kept if kept.whose == whose and await may(kept.command) else None
        if not request.text:
            return None
        reply = await answer()  # which asks what they may
        again = ShareableReply(reply, whose, reply.command or parse_command(request.text).name)
        return again if again.digest == request.digest else None


def is_open(reply: Reply, incoming: Incoming) -> bool:
    """Whether everybody in the conversation may read it: an answer on the law to what everybody could read."""
    asked_openly = incoming.only_tells and not (incoming.quiet or incoming.fields or reply.command)
    return asked_openly and may_be_shown(reply)


def for_everybody(reply: Reply) -> Reply:
    """The reply as everybody in a conversation reads it: without buttons that some of them may not use."""
    return replace(reply, private=False, choices=tuple(one for one in reply.choices if needs_no_role(one.say)))


def may_be_shown(reply: Reply) -> bool:
    """Whether others may read it: it has no form and no personal link, and nothing went wrong."""
    personal = any(isinstance(part, Link) for part in reply.parts)
    return not (reply.form or reply.failed or personal)


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
    """Whether the chat has told who they are; if not, they count as a guest."""
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
    """What a failed call to the chat means."""

    RETRY = auto()
    """Nothing was done, and the chat asks for a pause."""
    NEVER = auto()
    """The chat refused it."""
    MAYBE = auto()
    """Nobody knows whether it was done, as the chat's answer was lost."""
    BUG = auto()


Delivered = tuple[str, ...]
"""The ids of an answer's messages in the conversation, where everybody there reads them."""


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
    """What the pipeline needs of one chat. Everything that calls the chat may raise what ``classify`` knows."""

    name: str
    """The chat's name in sentences."""
    unsure_who: str
    """The sentence that says that the chat did not tell who somebody is."""
    refuses_strangers: bool
    """Whether people outside the district are refused by name where something would be given to them."""
    chats_move: bool
    """Whether the address of somebody's own chat may change, so that it is saved each time it is seen."""
    sign_lasts: float
    """Seconds for which the chat shows the sign of work."""

    async def identify(self, incoming: In, client: C_contra) -> tuple[In, Who]:
        """Who sent it, and the same with what the chat tells of its place and of those who are named in it."""

    async def who(self, user: str, client: C_contra) -> Who:
        """Somebody by their id in the chat, in this conversation or not; a guest, unsure, if the chat does not tell."""

    def audience(self, incoming: In, desk: Desk, client: C_contra) -> Audience:
        """Who reads the place, from what ``identify`` added."""

    async def who_reads(self, place: Place, client: C_contra) -> PlaceReaders:
        """Who reads a place, asked each time. Never raises: what the chat does not tell in time counts as unknown."""

    async def fetch(self, incoming: In, client: C_contra) -> tuple[File, ...]:
        """The files that came with it. Raises Sorry where one cannot be read."""

    async def direct_message(self, who: Who, incoming: In | None, client: C_contra) -> Place | None:
        """The chat with somebody alone; ``incoming`` is what they have just said. None where there is none."""

    async def sign(self, incoming: In, client: C_contra, *, over: bool) -> None:
        """Show where it was asked that an answer is being worked out, or take that away. Never raises."""

    async def show(self, reply: Reply, incoming: In, client: C_contra, share: ShareRequest | None) -> Delivered:
        """Answer in the window in which it was asked, where there is one; else as ``deliver``."""

    async def deliver(
        self, reply: Reply, incoming: In, client: C_contra, share: ShareRequest | None = None, *, apart: bool = False
    ) -> Delivered:
        """Answer in a message, to the asker alone where it is not for everybody, with the button that shares it.

        ``apart``: in another place than the one where the same answer may have arrived already.
        """

    async def publish(self, reply: Reply, incoming: In, client: C_contra, thread: str) -> None:
        """Show it to everybody in the conversation, saying who shared it."""

    async def post(self, reply: Reply, place: Place, incoming: In, client: C_contra) -> bool:
        """Post in a place; False, and nothing, where that is not of this organization. Raises what the chat raises."""

    async def moved(self, reply: Reply, place: Place, incoming: In, client: C_contra) -> Reply:
        """The reply, after the privacy team's reminders moved to ``place``: post there, or add a sentence about it."""

    def classify(self, problem: BaseException) -> Failure:
        """What a failure means."""

    def why(self, problem: BaseException) -> str:
        """The failure in one word, for the log."""


def read_by(place: Place, members: Sequence[Who], *, everyone: bool = False) -> PlaceReaders:
    """Who reads the place, from its members as far as they are known; ``everyone``: all of a team do."""
    guests = tuple(words.guest_reader(one.name) for one in members if one.sure and one.outsider and one.reads)
    known = bool(members) and all(one.sure for one in members)
    return PlaceReaders(place.id, guests, everyone, known)


def asked_first(request: ShareRequest, readers: PlaceReaders) -> tuple[Reply, ShareRequest] | None:
    """The question whether these people may read it too, and what its button asks for; None where none is needed.

    It is asked again where the readers have changed since the question that the press confirms.
    """
    if readers.known and not readers.guests:
        return None
    says = words.would_read(readers.guests, known=readers.known)
    digest = hashlib.sha256(says.encode()).hexdigest()[:16]
    if request.told == digest:
        return None
    return Reply(title=words.SHARE_ASKED, parts=(Text(says),), asks=True), replace(request, told=digest)


SETUP = "setup"


def message(incoming: Incoming, who: Who, audience: Audience, desk: Desk, files: tuple[File, ...] = ()) -> Message:
    """The message for the handlers. Reads from the records; raises StoreError."""
    return Message(
        incoming.text,
        parsed=incoming.parsed,
        fields=incoming.fields,
        files=files,
        who=incoming.who,
        name=who.name,
        surface=incoming.surface,
        place=incoming.place,
        chat=incoming.begun_in,
        request=incoming.request,
        proposal=incoming.proposal,
        outsider=who.outsider,
        owner=_is_owner(incoming, who, desk),
        public=_is_public(incoming, audience, desk),
    )


def _is_owner(incoming: Incoming, who: Who, desk: Desk) -> bool:
    """Whether they own the chat's workspace; without owners, each member does until somebody administers the bot."""
    if who.owner is not None:
        return who.owner
    return not (who.outsider or incoming.is_question) and unclaimed(desk)


def _is_public(incoming: Incoming, audience: Audience, desk: Desk) -> bool:
    """Whether people outside or a whole team read it; not a team in the district's own place, or one becoming that."""
    match audience.readers:
        case Readers.OTHERS:
            return True
        case Readers.TEAM if incoming.parsed.name != SETUP:
            own = desk.store.setup().place if desk.records is not None else ""
            return audience.place is None or audience.place.id != own
        case _:
            return False
