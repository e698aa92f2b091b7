"""How do we come to know to whom, and where, we can write later?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.teams.hearing.hear import Said
from bot.teams.hearing.known import INSTALLED, TROUBLE, Known, Who, closed, identified
from bot.teams.hearing.words import people
from bot.teams.line import Line, Reference, reference, why
from handlers.desk import Desk
from handlers.leaving import leave
from handlers.may import changes
from handlers.meeting import meet, note
from handlers.promises.ways import Place
from handlers.wording import teams as words

log = logging.getLogger("dpa")
MOST_NAMED = 5
TEAM = "team"
"""In the address of a channel: the team, with which the app goes."""


def named(said: Said) -> tuple[str, ...]:
    """The ids of those who are named where something is to be changed, as whoever is given a deadline."""
    if not changes(said.text):
        return ()
    found = people(" ".join((said.text, *said.fields.values())))
    return tuple(id for id in found if id not in {said.user, said.aad})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Keeps people and places on file as they are met; a write only where something is new."""

    known: Known

    def note(self, said: Said, line: Line, desk: Desk, installed_by: str = "") -> None:
        """Keep a channel or group chat in which we were spoken to, before anything is done in it."""
        if said.kind == "personal" or not said.conversation:
            return
        try:
            note(_place(said, line, desk, installed_by), desk)
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", why(trouble))

    async def meet(self, said: Said, who: Who, line: Line) -> None:
        """Keep the person, and those of the organization whom they named. Never raises."""
        try:
            here = said.kind == "personal" and bool(said.conversation)
            chat = reference(line.turn.activity) if here else await self._chat(said, line)
            await self._one(said.aad, who.name or said.name, chat, line)
            for id in named(said)[:MOST_NAMED]:
                found = await self.known.who(id, line)
                if found.sure and not found.outsider:
                    await self._one(found.aad, found.name, await self.known.chat(found.aad, line), line)
        except TROUBLE as trouble:
            log.info("a person cannot be written to (%s)", why(trouble))  # they have not installed the app
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", why(trouble))

    def left(self, said: Said, line: Line, *, team: bool = False) -> None:
        """The app is gone from there, of a channel's team from all its channels. Raises StoreTrouble."""

        def gone(place: Place) -> bool:
            return place.id == said.place or (team and bool(said.team) and place.address.get(TEAM) == said.team)

        leave("teams", gone, line.office.desk())

    async def installed(self, said: Said, who: Who, line: Line) -> None:
        """The app was installed: whoever was the first to do it may begin."""
        said = identified(await self.known.placed(said, line, arrived=True), who)

        def keep() -> None:
            desk = line.office.desk()
            if desk.records is None:
                return
            begun = any(place.address.get(INSTALLED) for place in desk.store.places())
            by = "" if begun or who.outsider or not who.sure else said.aad
            if said.kind != "personal":
                self.note(said, line, desk, by)
            elif not who.outsider and said.aad:
                meet(said.who, who.name, _chat_of(reference(line.turn.activity), who.name, desk, by), desk)

        await asyncio.to_thread(keep)

    async def _chat(self, said: Said, line: Line) -> Reference:
        return await self.known.chat(said.user or said.aad, line)

    @staticmethod
    async def _one(aad: str, name: str, chat: Reference, line: Line) -> None:
        if not aad:
            return

        def keep() -> None:
            desk = line.office.desk()
            if desk.records is not None:
                meet(f"teams:{aad}", name, _chat_of(chat, name, desk), desk)

        await asyncio.to_thread(keep)


def _place(said: Said, line: Line, desk: Desk, installed_by: str) -> Place:
    """The place as Teams tells it now; what it does not tell stays as it was."""
    old = desk.store.place(said.place) if desk.records is not None else None
    otherwise = words.CHANNEL if said.kind == "channel" else words.GROUP
    here = {**reference(line.turn.activity), "conversation": said.conversation}
    address = {**here, **({TEAM: said.team} if said.team else {})}
    return Place(
        id=said.place,
        surface="teams",
        address=_installed(address, old, installed_by),
        name=said.room or (old.name if old else "") or otherwise,
        private=closed(said, desk),
    )


def _chat_of(chat: Reference, name: str, desk: Desk, installed_by: str = "") -> Place:
    """The chat with somebody."""
    id = f"teams:{chat['conversation']}"
    address = _installed(chat, desk.store.place(id), installed_by)
    return Place(id=id, surface="teams", address=address, name=name, private=True)


def _installed(address: Mapping[str, str], old: Place | None, by: str) -> dict[str, str]:
    """The address, and who installed the app there first."""
    by = by or (old.address.get(INSTALLED, "") if old else "")
    return {**address, **({INSTALLED: by} if by else {})}
