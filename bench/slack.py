"""How soon does Slack hear from the bot when a hundred questions come in each second?

The small local Slack of the tests sends signed commands and direct messages to a bot of its own, at the pace of the
clock whatever the bot does, and notes when each was acknowledged and when its answer arrived. Both share two cores.
Budgets: of a hundred questions a second no acknowledgment later than 3 s, p99 at most 200 ms (median of five runs); of
twenty a second the answers p95 at most 2 s; memory of all processes of the bot with 1,000 contracts at most 320 MB.
"""

import asyncio
import tempfile
from collections import defaultdict, deque

import pace
from measure import say

from tests.bot.slack.small_slack.slack import Slack

SHARE = 5
"""One question in five is a direct message, the others are commands."""


class Clock(pace.Clock):
    """Of commands, whose answers come to an address of their own, and of direct messages, answered in the chat."""

    def __init__(self, slack: Slack) -> None:
        super().__init__()
        self.due: dict[str, deque[float]] = defaultdict(deque)
        self.slack, self.number = slack, 0
        slack.replies = pace.Heard(lambda message: self.arrived(message["original"]))
        slack.response_url = self.response_url  # type: ignore[method-assign]
        for number in range(pace.PEOPLE):
            self.listen(slack.chat_with(f"U{number:03}"))

    def listen(self, chat: str) -> None:
        """Note the answers that come to stand in a chat."""
        self.slack.messages[chat] = pace.Heard(lambda message: self.arrived(chat) if "bot_id" in message else None)

    def response_url(self, channel: str, _: str = "") -> str:
        """An address of its own for each answer."""
        self.number += 1
        return Slack.response_url(self.slack, channel, f"q{self.number}")

    def arrived(self, question: str) -> None:
        if self.due[question]:
            self.answered(self.due[question].popleft())

    async def ask(self, number: int, text: str, due: float) -> None:
        user = f"U{number % pace.PEOPLE:03}"
        if number % SHARE == 0:
            self.due[self.slack.chat_with(user)].append(due)
            self.acknowledged(due, await self.slack.direct(text, user=user))
        else:
            await self.command(text, due, user, "C1")

    async def write(self, _: int, text: str, due: float) -> None:
        await self.command(text, due, "UADMIN", "DADMIN")

    async def command(self, text: str, due: float, user: str, channel: str) -> None:
        sent = self.slack.command("/dpa", text, user=user, channel=channel)
        self.due[f"q{self.number + 1}"].append(due)  # the command takes the next address when it begins
        self.acknowledged(due, await sent)


def settings(slack: Slack) -> dict[str, str]:
    """The bot calls this Slack."""
    return {
        "DPA_ADMINS": "slack:UADMIN",
        "DPA_SLACK_API_URL": slack.url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.secret,
    }


async def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        async with Slack() as slack:
            for number in range(pace.PEOPLE):
                slack.user(f"U{number:03}", name=f"Person {number}")
            slack.user("UADMIN", name="Ana Ruiz")
            slack.chat_with("UADMIN")
            slack.channel("C1", name="privacy", is_private=True)
            pace.fill(data)
            bot, address = await pace.started(data, settings(slack))
            slack.to = f"{address}slack/events"
            try:
                await measured(slack, bot.pid)
            finally:
                bot.terminate()
                await bot.wait()


async def measured(slack: Slack, bot: int) -> None:
    """All figures."""
    texts = pace.questions()
    warm = Clock(slack)
    await pace.paced(warm, texts[: pace.PEOPLE], 20, warm.ask)
    pace.tell_memory(bot)
    calm = await pace.calm(lambda: Clock(slack), lambda clock: clock.ask, texts)
    rushes = await pace.rush(lambda: Clock(slack), lambda clock: clock.ask, texts)
    wrote = Clock(slack)
    logs = [pace.LOG.format(i) for i in range(pace.WRITES)]
    await pace.paced(wrote, logs, pace.WRITES_A_SECOND, wrote.write)
    say(f"{pace.WRITES_A_SECOND} contracts logged a second")
    wrote.tell("contracts logged")
    pace.tell_strange(*(one for clock in (calm, *rushes, wrote) for one in clock.failed))


if __name__ == "__main__":
    asyncio.run(main())
