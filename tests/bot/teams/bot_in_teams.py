"""The bot in the small Teams, and what a person does with it there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.runtime.district_service import DistrictService
from bot.teams.app import Teams as App
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from storage.port import Store
from tests.bot.chat.shared import LONG
from tests.bot.teams.small_teams.teams import Answer, Json, Teams, button, inputs, words

CITE = "10-234cc(b)(3)"


@dataclass
class Bot:
    """The bot, its records, and the small Teams that speaks with it; what people do there, with its answer."""

    app: App
    teams: Teams
    store: Store
    desk: Callable[[], Desk]
    heard: list[Message]

    async def after(self, got: Answer) -> Answer:
        """Everything is answered that was heard."""
        assert got.status == 200 and got.seconds < 5, got
        await self.app.rest(LONG)
        return got

    async def says(self, text: str, by: str = "ana", **more: Any) -> Answer:
        return await self.after(await self.teams.says(text, by=by, **more))

    async def presses(self, label: str, on: Json, **more: Any) -> Answer:
        return await self.after(await self.teams.presses(button(label, on), on, **more))

    async def sends(self, card: Json, on: Json, by: str = "ana", **typed: str) -> Answer:
        """A dialog, with what stands in it and this typed."""
        return await self.after(await self.teams.submits_dialog(card, on, filled(card, **typed), by=by))

    async def moves_to(self, where: str) -> None:
        """The privacy team is written to there, whoever else reads it."""
        await self.says("setup place: here", where=where)
        asked = {**self.teams.whispers[-1], "conversation": {"id": self.teams.rooms[where].id}}
        if "Send them there" in words(asked):
            await self.presses("Send them there", asked)

    def last(self, where: str = "ana") -> Json:
        """The newest message of the bot there."""
        return self.teams.said(where)[-1]

    def answers(self, hear: Callable[[Message], Reply]) -> None:
        """From now on it is this that hears."""
        office = DistrictService(hear, self.desk)
        self.app.districts = lambda _: office

    def id(self, key: str) -> str:
        """A person as the records know them."""
        return f"teams:{self.teams.people[key].aad}"


def filled(card: Json, **typed: str) -> dict[str, str]:
    """The inputs of a card as they stand, with these values typed or chosen by field."""
    found = {id: str(one.get("value") or "") for id, one in inputs(card).items()}
    known = {id.partition(".")[2]: id for id in found}
    return {**found, **{known[field]: value for field, value in typed.items()}}


async def logged(bot: Bot) -> None:
    """A contract on record, C-1 with its deadline D-1."""
    await bot.says("log-contract vendor: Kahoot; executed: 2026-10-06")
    assert bot.store.contract("C-1"), words(bot.last())
