"""Reads what Teams sends, and looks up people, types of channels and personal chats there."""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Literal

from bot.chat.caches import LookupCache
from bot.chat.received import Incoming
from bot.chat.transport import Who
from bot.teams.client import THREAD, TRACK_THIS, Client, Json, NotTaken, Reference, Speaker, objects, part, why
from bot.teams.parse.plain_text import names, of_html, people, wordings
from bot.teams.render import cards
from bot.teams.render.buttons import FILES, HERE, KEPT, PROPOSAL, QUIET
from bot.teams.render.rich_text import filled
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import file_name

Kind = Literal["personal", "group", "channel"]
KINDS: Mapping[str, Kind] = {"personal": "personal", "groupChat": "group", "channel": "channel"}
CARD = "card"
"""The key, in what a form carries, of the message with the proposal that it settles."""
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that somebody sent: its name, and its download address, which expires."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsIncoming(Incoming):
    """One thing said, pressed or sent in Teams."""

    surface: ClassVar[str] = "teams"
    aad: str = ""
    """The author's Entra object id; ``user`` is their id for this bot, as in ``29:1abc``."""
    name: str = ""
    conversation: str = ""
    """The conversation's id; a channel's without the thread."""
    kind: Kind = "personal"
    sort: str = ""
    """A channel's type: standard, private or shared; empty where Teams does not tell."""
    room: str = ""
    """The name of the channel or group chat, else of its team; empty where Teams does not tell."""
    team: str = ""
    id: str = ""
    """The id of the message in which it was said, or whose button was pressed."""
    card: str = ""
    """The id of the message with the proposal that is settled; the result replaces it. Empty for none."""
    files: tuple[FileLink, ...] = ()

    @property
    def author(self) -> str:
        """The author's id with which Teams can be asked."""
        return self.user or self.aad

    @property
    def who(self) -> str:
        """The author as the records know them."""
        return f"teams:{self.aad or self.user}"

    @property
    def place_id(self) -> str:
        """The channel or chat as the records know it."""
        return f"teams:{self.conversation}"

    @property
    def place(self) -> str:
        """Where the conversation is kept: in channels, each thread is one. Empty where none is kept."""
        return ":".join(filter(None, (self.place_id, self.thread))) if self.conversation else ""

    @property
    def alone(self) -> bool:
        """Whether it was said in the person's own chat with the bot, or in a dialog."""
        return self.kind == "personal"

    @property
    def key(self) -> str:
        """The author and the conversation, by the ids that Teams makes up for each bot."""
        return f"{self.conversation} {self.author}"

    @property
    def press(self) -> str:
        """A digest that both presses of a double click share, and the same form with the same values."""
        parts = [self.user, self.conversation, self.form or self.id, self.text, sorted(self.fields.items())]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def people(self, text: str) -> tuple[str, ...]:
        """Teams' ids of those who are named in a text, without the author."""
        return tuple(id for id in people(text) if id not in {self.user, self.aad})


def where(activity: Json) -> dict[str, Any]:
    """The fields of `TeamsIncoming` that every activity has: its author and its place."""
    chat, who, data = (part(activity, name) for name in ("conversation", "from", "channelData"))
    channel, team = part(data, "channel"), part(data, "team")
    conversation, _, thread = str(chat.get("id") or "").partition(THREAD)
    alone = not chat.get("isGroup") and not conversation.startswith("19:")
    kind = KINDS.get(str(chat.get("conversationType") or ("personal" if alone else "")), "channel")
    return {
        "user": str(who.get("id") or ""),
        "aad": str(who.get("aadObjectId") or "").lower(),
        "name": str(who.get("name") or "")[:200],
        "conversation": conversation,
        "thread": thread if kind == "channel" else "",
        "kind": kind,
        "sort": str(channel.get("type") or "").lower() if kind == "channel" else "",
        "room": str((channel.get("name") if kind == "channel" else "") or chat.get("name") or team.get("name") or "")[
            :200
        ],
        "team": str(team.get("id") or data.get("teamsTeamId") or ""),
        "quiet": (activity.get("recipient") or {}).get("isTargeted") is True,
        "request": request(activity),
        "id": str(activity.get("replyToId") or activity.get("id") or ""),
    }


def request(activity: Json) -> str:
    """An id that is the same when the same activity comes again; empty where the activity has none."""
    conversation = (activity.get("conversation") or {}).get("id")
    return f"teams:{conversation}:{activity.get('id')}" if activity.get("id") else ""


def message(activity: Json) -> TeamsIncoming:
    """What somebody wrote, perhaps with files.

    Mentioned people are in the text by their Teams id where something is to be changed, else by name.
    """
    by_id, by_name = wordings(activity)
    common = {**where(activity), "id": str(activity.get("id") or "")}
    incoming = TeamsIncoming(text=by_id, files=_files(activity), names=names(activity), **common)
    return incoming if by_id == by_name or incoming.parsed.changes else incoming.saying(by_name)


def pressed(activity: Json, data: Mapping[str, Any]) -> TeamsIncoming:
    """A button that was pressed: its command, or the form beside it. Raises ValueError where it is none of ours."""
    common = where(activity)
    if "form" in data:
        text, meta = cards.said(data)
        return _sent(text, read_meta(meta), filled(data), common)
    if not isinstance(data.get("say"), str):
        raise ValueError("not a button of ours")  # noqa: TRY004 - it came from outside
    kept = data.get(KEPT) or {}
    common["quiet"] = common["quiet"] or data.get(QUIET) is True
    if proposal := str(data.get(PROPOSAL) or ""):
        common |= {"proposal": proposal, "card": str(activity.get("replyToId") or "")}
    return TeamsIncoming(
        text=data["say"],
        kept={str(id): str(value) for id, value in kept.items()} if isinstance(kept, dict) else {},
        files=_named(data.get(FILES)),
        **common,
    )


def asked_about(activity: Json) -> TeamsIncoming:
    """A question about somebody else's message, or what it may be on record; never a command. Nothing of it is kept."""
    value = part(activity, "value")
    written = part(value, "messagePayload")
    body = part(written, "body")
    content = str(body.get("content") or "")
    text = of_html(content) if body.get("contentType") == "html" else content.strip()
    say = f"track {_written_at(written)}".strip() if value.get("commandId") == TRACK_THIS else "ask"
    return own_window(TeamsIncoming(text=f"{say} {text}" if text else "", **where(activity)))


def _written_at(written: Json) -> str:
    """When a message was sent, as Teams says it; empty where that is no moment."""
    try:
        return datetime.fromisoformat(str(written.get("createdDateTime"))).isoformat(timespec="seconds")
    except ValueError:
        return ""


def own_window(said: TeamsIncoming) -> TeamsIncoming:
    """The same, as said in a dialog of one's own: nobody reads along, and no conversation is kept."""
    return replace(said, kind="personal", conversation="", thread="", quiet=True)


def meta(said: TeamsIncoming, proposal: str = "") -> str:
    """The JSON that a form carries of how it was opened; shown again, the form keeps its ``form`` id.

    ``proposal`` is the id of the proposal that the form changes before it is saved.
    """
    carried: Json = {"form": said.form or secrets.token_urlsafe(9)}
    if proposal:
        carried |= {PROPOSAL: proposal, CARD: said.card}
    if said.quiet:
        carried[QUIET] = True
    if said.files:
        carried[FILES] = [{"name": one.name, "url": one.url} for one in said.files]
    return json.dumps(carried)


def read_meta(meta: str) -> Json:
    """What `meta` wrote; empty where it cannot be read."""
    try:
        carried = json.loads(meta or "{}")
    except ValueError:
        return {}
    return carried if isinstance(carried, dict) else {}


def wants_form_here(data: Mapping[str, Any]) -> bool:
    """Whether the form is to replace the message."""
    return data.get(HERE) is True


def _sent(text: str, came: Json, fields: dict[str, str], found: dict[str, Any]) -> TeamsIncoming:
    """A submitted form; the same form with the same values gives the same ``request``."""
    form = str(came.get("form") or found["id"])
    digest = hashlib.sha256(json.dumps(sorted(fields.items())).encode()).hexdigest()[:16]
    found["request"] = f"teams:{form}:{digest}"
    found["quiet"] = found["quiet"] or came.get(QUIET) is True
    found |= {name: str(came.get(name) or "") for name in (PROPOSAL, CARD)}
    return TeamsIncoming(text=text, fields=fields, files=_named(came.get(FILES)), form=form, **found)


def _files(activity: Json) -> tuple[FileLink, ...]:
    """The files of a message; its other attachments, such as the text once more, are left out."""
    downloads = [one for one in objects(activity.get("attachments")) if one.get("contentType") == DOWNLOAD]
    links = [(str(one.get("name") or "file"), part(one, "content").get("downloadUrl")) for one in downloads]
    return tuple(FileLink(file_name(name), str(url)) for name, url in links if url)


def _named(found: Any) -> tuple[FileLink, ...]:
    return tuple(FileLink(file_name(str(one.get("name") or "")), str(one.get("url") or "")) for one in objects(found))


log = logging.getLogger("dpa")
TROUBLE = (NotTaken, TimeoutError)
PATIENCE = 2.0
"""Seconds that Teams has to answer: the person waits, and a press has to be answered within five."""
UNKNOWN = Who(owner=None)
FULL = frozenset({"user", "owner", ""})
"""The roles of full members."""


def identified(incoming: TeamsIncoming, who: Who) -> TeamsIncoming:
    """The same with the Entra id from Teams' member list, as the one in the message is unverified."""
    return replace(incoming, aad=who.id.removeprefix("teams:")) if who.sure and who.id else incoming


def closed(incoming: TeamsIncoming, desk: Desk) -> bool:
    """Whether only members read what is posted there: shared channels are read in other organizations too.

    Where Teams does not tell a channel's type, even when asked (`Directory.placed`), the one on file counts, as it
    never changes. A team's first channel has the team's id, and is never shared.
    """
    if incoming.kind != "channel" or incoming.sort:
        return incoming.kind != "channel" or incoming.sort in {"standard", "private"}
    place = desk.store.place(incoming.place_id) if desk.records is not None else None
    return incoming.conversation == incoming.team or bool(place and place.private)


def read_who(member: Mapping[str, Any], tenant: str) -> Who:
    """A person from the connector's record, as seen from the organization ``tenant``."""
    home, role = str(member.get("tenantId") or ""), str(member.get("userRole") or "").lower()
    return Who(
        id=f"teams:{aad}" if (aad := str(member.get("aadObjectId") or member.get("objectId") or "").lower()) else "",
        name=str(member.get("name") or "")[:200],
        owner=None,
        outsider=home.lower() != tenant.lower() or role not in FULL,
        sure=True,
    )


def read_sort(channels: Sequence[Mapping[str, Any]], id: str) -> str:
    """A channel's type from the list of its team's channels; empty where it is not listed.

    A channel without a type is a standard one: no others were listed before there were types.
    """
    return next((str(one.get("type") or "standard").lower() for one in channels if one.get("id") == id), "")


@dataclass(frozen=True, slots=True)
class Directory:
    """Looks up people and channels in Teams, and remembers the answers for some minutes."""

    speaker: Callable[[], Speaker]
    _cache: LookupCache = field(default_factory=lambda: LookupCache(PATIENCE, TROUBLE, why))

    async def who(self, user: str, client: Client) -> Who:
        """The person with this Teams or Entra id; an unsure guest where Teams does not answer in time."""

        async def ask() -> Who:
            member = await self._member(user, client)
            if not (member.get("id") and member.get("tenantId")):
                raise NotTaken(0, "no_member")
            return read_who(member, client.organization)

        return await self._cache.look_up((client.organization, user), ask, UNKNOWN)

    async def placed(self, incoming: TeamsIncoming, client: Client, *, arrived: bool = False) -> TeamsIncoming:
        """The same with its channel's type, where Teams tells it in time.

        Teams is asked only where it matters: for more than a question of law, or as the app has just ``arrived`` there.
        """
        if incoming.kind != "channel" or incoming.sort or incoming.team in {"", incoming.conversation}:
            return incoming
        if incoming.only_tells and not arrived:
            return incoming

        if arrived:
            self._cache.forget((client.organization, f"sort {incoming.conversation}"))
        return replace(incoming, sort=await self.sort(incoming.team, incoming.conversation, client))

    async def sort(self, team: str, conversation: str, client: Client) -> str:
        """A channel's type; empty where we may not read its team's list, until the app is added again."""

        async def ask() -> str:
            try:
                return read_sort(await client.turn.channels(team), conversation)
            except NotTaken as refused:
                if refused.status not in {403, 404}:
                    raise
                return ""

        return await self._cache.look_up((client.organization, f"sort {conversation}"), ask, "")

    async def listed(self, user: str, there: Reference, client: Client) -> Who:
        """The person from the members of the conversation ``there``; an unsure guest where they are none."""

        async def ask() -> Who:
            return read_who(await self.speaker().speak(there, lambda turn: turn.member(user)), client.organization)

        try:
            return await self._cache.task((client.organization, f"{user} in {there['conversation']}"), ask)
        except TROUBLE:
            return UNKNOWN

    async def members(self, there: Reference, client: Client) -> tuple[Who, ...]:
        """Who is in a conversation, asked each time; with one unsure person where Teams does not name all in time."""
        request = self.speaker().speak(there, lambda turn: turn.members())
        try:
            members, whole = await asyncio.wait_for(request, PATIENCE)
        except TROUBLE as problem:
            log.warning("the members of a conversation are not known (%s)", why(problem))
            return (UNKNOWN,)
        return (*(read_who(one, client.organization) for one in members), *(() if whole else (UNKNOWN,)))

    async def chat(self, user: str, client: Client) -> Reference:
        """The personal chat with somebody. Raises NotTaken."""
        return await self._cache.task((client.organization, f"chat {user}"), lambda: client.turn.chat(user))

    def forget(self, user: str, client: Client) -> None:
        """Ask Teams about this person and their chat again next time."""
        for name in (user, f"chat {user}"):
            self._cache.forget((client.organization, name))

    async def _member(self, user: str, client: Client) -> Json:
        """Their record in this conversation; in their own chat, if they or the app are not in it. Raises NotTaken."""
        try:
            return await client.turn.member(user)
        except NotTaken as refused:
            if refused.status not in {400, 403, 404}:
                raise
            return await self.speaker().speak(await self.chat(user, client), lambda turn: turn.member(user))
