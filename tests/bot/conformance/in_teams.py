"""How does a person use the bot in Teams? Typed lines, dialogs, buttons, files that are dropped and consented to."""

# ruff: noqa: ARG002 (every surface matches these words)

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.runtime.district_service import DistrictService
from bot.teams import words
from bot.teams.app import Teams as App
from tests.bot.conformance.surface import Listener, Seen, leaves
from tests.bot.teams.adapter_server import connected
from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.small_teams.teams import Answer, Json, Teams, button, buttons, inputs

CONSENT = "application/vnd.microsoft.teams.card.file.consent"


class InTeams:
    name = "Teams"
    takes_files = "chat"

    def __init__(self, bot: Bot, listener: Listener) -> None:
        self.bot, self.listener, self.sam = bot, listener, bot.id("sam")

    async def says(self, text: str) -> Seen:
        before = len(self.bot.teams.said("ana"))
        return await self._sees(await self.bot.says(text), before)

    async def presses(self, label: str, on: Seen) -> Seen:
        before = len(self.bot.teams.said("ana"))
        _, message = on.on
        pressed = await self.bot.teams.presses(button(label, message), message)
        return await self._sees(await self.bot.after(pressed), before, message)

    async def fills(self, on: Seen, file: tuple[str, bytes] | None = None, **values: str) -> Seen:
        before = len(self.bot.teams.said("ana"))
        card, message = on.on
        picked = {id.partition(".")[2] for id in inputs(card) if id.startswith("p.")}
        typed = {id: it.removeprefix("teams:") if id in picked else it for id, it in values.items()}
        return await self._sees(await self.bot.sends(card, message, **typed), before, message)

    async def gives(self, name: str, content: bytes, text: str) -> Seen:
        before = len(self.bot.teams.said("ana"))
        return await self._sees(await self.bot.after(await self.bot.teams.drops_file(name, content, text)), before)

    async def _sees(self, got: Answer, before: int, message: Json | None = None) -> Seen:
        """What is new afterwards: a dialog, or cards; a card with a form is opened, a file is consented to."""
        if got.card and message:
            title = got.json.get("task", {}).get("value", {}).get("title", "")
            return Seen("dialog", " ".join([title, *leaves(got.card)]), (got.card, message))
        new = self.bot.teams.said("ana")[before:]
        offers = [one for one in new if one["attachments"][0]["contentType"] == CONSENT]
        shown = [one for one in new if one not in offers]
        if message and not shown:  # a proposal has given way to what it became
            shown = [one for one in self.bot.teams.said("ana") if one["id"] == message["id"]]
        files = {}
        for offer in offers:
            await self.bot.after(await self.bot.teams.consents(offer))
            files[offer["attachments"][0]["name"]] = self.bot.teams.uploads[offer["attachments"][0]["name"]]
        opener = next((one for one in buttons(shown[-1]) if one["title"] == words.OPEN), None)
        if self.listener.reply.form and opener:  # none where only a file could fill it in
            opened = await self.bot.after(await self.bot.teams.presses(opener, shown[-1]))
            return await self._sees(opened, len(self.bot.teams.said("ana")), shown[-1])
        says = " ".join(leaves([[part["content"] for part in one["attachments"]] for one in shown]))
        how = "card, file after consent" if files else "card"
        return Seen(how, says, (None, shown[-1]), files)


@asynccontextmanager
async def in_teams(listener: Listener, data: Path) -> AsyncIterator[InTeams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam", name="Sam Lee")
        office = DistrictService(listener, listener.make)
        wires = []
        app = App(lambda _: office, lambda: wires[0])
        async with connected(teams, app.hear) as wire:
            wires.append(wire)
            yield InTeams(Bot(app, teams, listener.make().store, listener.make, []), listener)
            await app.rest()
        assert not teams.wrong, teams.wrong
