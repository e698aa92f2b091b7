"""How soon does Teams hear from the bot when a hundred questions come in each second?

The small local Teams of the tests sends activities with signed tokens to a bot of its own, at the pace of the clock
whatever the bot does, and notes when each was acknowledged and when its answer arrived. Both share two cores.
Budget: the acknowledgement of a question p99 at most 200 ms. Writes are measured apart.
"""

import asyncio
import tempfile
from itertools import count
from typing import Any

import pace
from measure import say

from tests.bot.teams.small_teams.teams import Teams

GROUPS = 10
SHARE = 5
"""One question in five mentions the bot in a group chat, the others are written to it alone."""


class Clock(pace.Clock):
    """Of activities, each with an id that begins with ``name``; what ``by`` says, in their own chat."""

    def __init__(self, teams: Teams, name: str, by: str = "") -> None:
        super().__init__()
        self.due = dict[str, float]()
        self.teams, self.name, self.by = teams, name, by
        for room in teams.rooms.values():
            room.messages = pace.Heard(self.arrived)

    @property
    def waiting(self) -> int:
        return len(self.due)

    def arrived(self, message: dict[str, Any]) -> None:
        """The first message that says whom it answers counts."""
        if due := self.due.pop(message.get("replyToId", ""), 0.0):
            self.answered(due)

    async def say(self, number: int, text: str, due: float) -> None:
        where = self.by or (f"g{number % GROUPS}" if number % SHARE == 0 else "")
        id = f"{self.name}{number}"
        self.due[id] = due
        by = self.by or f"p{number % pace.PEOPLE}"
        self.acknowledged(due, await self.teams.says(text, by=by, where=where, id=id))


def settings(teams: Teams) -> dict[str, str]:
    """The bot takes tokens from this Teams."""
    return {
        "DPA_ADMINS": f"teams:{teams.people['admin'].aad}",
        "MicrosoftAppId": teams.app_id,
        "MicrosoftAppPassword": teams.secret,
        "MicrosoftAppTenantId": teams.tenant,
        "MicrosoftAppType": "SingleTenant",
        "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": teams.issuer,
        "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": teams.metadata,
        "DPA_ENTRA_URL": teams.entra,
    }


async def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        async with Teams() as teams:
            people = [f"p{number}" for number in range(pace.PEOPLE)]
            for name in people:
                teams.person(name, name=f"Person {name[1:]}")
            teams.person("admin", name="Ana Ruiz")
            for number in range(GROUPS):
                teams.group(f"g{number}", *people)
            pace.fill(data)
            bot, address = await pace.started(data, settings(teams))
            teams.to = f"{address}api/messages"
            try:
                await measured(teams, bot.pid)
            finally:
                bot.terminate()
                await bot.wait()


async def measured(teams: Teams, bot: int) -> None:
    """All figures."""
    texts, number = pace.questions(), count()
    warm = Clock(teams, "w")
    await pace.paced(warm, texts[: pace.PEOPLE], 20, warm.say)
    pace.tell_memory(bot)

    def clock() -> Clock:
        return Clock(teams, f"q{next(number)}-")

    calm = await pace.calm(clock, lambda clock: clock.say, texts)
    rushes = await pace.rush(clock, lambda clock: clock.say, texts)
    wrote = Clock(teams, "c", "admin")
    logs = [pace.LOG.format(i) for i in range(pace.WRITES)]
    await pace.paced(wrote, logs, pace.WRITES_A_SECOND, wrote.say)
    say(f"{pace.WRITES_A_SECOND} contracts logged a second")
    wrote.tell("contracts logged")
    pace.tell_strange(*teams.wrong, *(one for clock in (calm, *rushes, wrote) for one in clock.failed))


if __name__ == "__main__":
    asyncio.run(main())
