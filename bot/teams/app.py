"""How does the bot live in Teams?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.dedupe import RETRIED, Once
from bot.chat.files import needs_files
from bot.chat.in_flight import KEPT
from bot.runtime.district_service import DistrictService
from bot.teams.client import Json, Line, Speaker, Turn
from bot.teams.parse import incoming as heard
from bot.teams.parse.incoming import Said
from bot.teams.parse.plain_text import is_named
from bot.teams.respond.card_actions import Cards
from bot.teams.respond.conversation import Talk
from bot.teams.respond.deliver import Told
from bot.teams.respond.dialogs import Dialogs
from bot.teams.respond.errors import failed
from bot.teams.respond.extension import Extension
from bot.teams.respond.file_offer import hand_out, offer
from bot.teams.respond.install_events import Arriving, channel_of
from bot.teams.respond.invokes import CLOSED, UNKNOWN, broken
from bot.teams.respond.message_edits import Edits, as_said
from handlers.dialogue.reply import Text

log = logging.getLogger("dpa")
EDITED = "editMessage"
MOST_INVOKES = 1000
PREVIEWED = 60.0
"""Seconds within which Teams tells a message once more that says the same, as when a link got its preview."""


@dataclass
class Teams:
    """Hears what comes from Teams, acknowledges at once and answers.

    ``offices`` gives the district of a tenant, without the role of somebody at the machine; ``speaker`` whoever speaks
    where nobody has just spoken. ``replicas``: whether other bots work on the same records, so that Teams may send a
    thing again to another one.
    """

    offices: Callable[[str], DistrictService]
    speaker: Callable[[], Speaker]
    replicas: bool = False
    talk: Talk = field(init=False)
    dialogs: Dialogs = field(init=False)
    cards: Cards = field(init=False)
    _invoked: dict[str, tuple[float, asyncio.Task[Json]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.talk = Talk(self.speaker, Once(replicas=self.replicas))
        self.dialogs, self.cards = Dialogs(self.talk), Cards(self.talk)
        self.edits, self.arriving = Edits(self.talk), Arriving(self.talk)
        self.extension = Extension(self.talk, self.dialogs)

    async def hear(self, turn: Turn) -> Json | None:
        """One activity; what an invoke is answered. Never raises; the answer of what is said comes as a message."""
        line, kind = Line(turn, self.offices), turn.activity.get("type")
        try:
            if kind == "invoke":
                return await self._invoked_once(line)
            self._told(str(kind), line)
        except Exception:
            log.exception("an activity was not understood")
        return None

    async def rest(self) -> None:
        """When everything that was heard is answered, as before stopping."""
        await self.talk.rest()

    # What was said.

    def _told(self, kind: str, line: Line) -> None:
        activity = line.turn.activity
        match kind:
            case "message" if isinstance(activity.get("value"), dict) and not (activity.get("text") or "").strip():
                if self._first(line):
                    self.cards.submitted(activity["value"], line)
            case "message":
                self._message(line)
            case "messageUpdate" if (activity.get("channelData") or {}).get("eventType") == EDITED:
                self._edited(line)
            case "installationUpdate":
                if self._first(line):
                    said = Said(**heard.where(activity))
                    self._work(self.arriving.installed(said, str(activity.get("action")), line), said, line)
            case "conversationUpdate":
                self.talk.aside(self.arriving.changed(channel_of(activity), line))
            case _:
                pass

    def _message(self, line: Line) -> None:
        """What somebody wrote to the bot: in their own chat, naming it, or so that only it reads it."""
        said = heard.message(line.turn.activity)
        to_us = said.kind == "personal" or said.quiet or is_named(line.turn.activity)
        if to_us and self._first(line):
            self._work(self._asked(said, line), said, line)

    def _edited(self, line: Line) -> None:
        said = heard.message(line.turn.activity)
        to_us = said.kind == "personal" or said.quiet or is_named(line.turn.activity)
        if to_us and said.text and self.edits.begins(said):
            self._work(self._anew(said, line), said, line)

    async def _anew(self, said: Said, line: Line) -> None:
        """What an edit says, unless another one has heard a message that says just this."""
        if await self.talk.once.here_alone(as_said(said), PREVIEWED, line.desk):
            await self.edits.answer(replace(said, request=""), line)

    async def _asked(self, said: Said, line: Line) -> None:
        """What was said to the bot, unless another one has heard it."""
        for name, lasts in ((said.request, RETRIED), (as_said(said), PREVIEWED)):
            if not await self.talk.once.here_alone(name, lasts, line.desk):
                return
        self.edits.note(said)
        whole = not said.files or needs_files(said)
        if said.text or not said.files:
            told: Told = await self.talk.answer(said if whole else replace(said, files=()), line)
            self.edits.note(said, told.ids)
        if not whole:
            await offer(said, line)

    def _work(self, work: Awaitable[Any], said: Said, line: Line) -> None:
        self.talk.aside(self.talk.reaching(work, said, line))

    def _first(self, line: Line) -> bool:
        name = heard.request(line.turn.activity)
        return not name or self.talk.once.first(name, RETRIED)

    # What was invoked.

    async def _invoked_once(self, line: Line) -> Json:
        """The answer; the same one where the same activity comes once more."""
        loop, name = asyncio.get_running_loop(), heard.request(line.turn.activity)
        until, task = self._invoked.get(name, (0.0, None))
        if task is None or not name or until < loop.time():
            task = self.talk.aside(self._answered(line))
            if len(self._invoked) >= MOST_INVOKES:
                self._invoked = {one: kept for one, kept in self._invoked.items() if kept[0] > loop.time()}
            self._invoked[name] = (loop.time() + KEPT, task)
        return await asyncio.shield(task)

    async def _answered(self, line: Line) -> Json:
        """The answer; what breaks is one too, with its reference."""
        try:
            return await self._invoke(line)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the person reads its reference
            says = " ".join(part.says for part in failed(problem).parts if isinstance(part, Text))
            return broken(str(line.turn.activity.get("name")), says)

    async def _invoke(self, line: Line) -> Json:
        value = _object(line.turn.activity.get("value"))
        data, name = _object(value.get("data")), str(line.turn.activity.get("name"))
        if name == "fileConsent/invoke":
            said = Said(**heard.where(line.turn.activity))
            self._work(hand_out(self.talk, value, line), said, line)
            return CLOSED
        ears: dict[str, Callable[[], Awaitable[Json]]] = {
            "adaptiveCard/action": lambda: self.cards.executed(_object(_object(value.get("action")).get("data")), line),
            "task/fetch": lambda: self.dialogs.fetched(data, line),
            "task/submit": lambda: self.dialogs.sent(data, line),
            "composeExtension/query": lambda: self.extension.query(value, line),
            "composeExtension/selectItem": lambda: self.extension.selected(value, line),
            "composeExtension/fetchTask": lambda: self.extension.asked(line),
            "composeExtension/submitAction": lambda: self.extension.answered(value, line),
        }
        return await ears[name]() if name in ears else UNKNOWN


def _object(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}
