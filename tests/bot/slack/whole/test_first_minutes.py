"""How much does somebody do from an empty district to the first reminder, and is the welcome kept up to date meanwhile?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot.slack.bot_in_slack import button, filled, words
from tests.bot.slack.small_slack.slack import Slack, until
from tests.bot.slack.whole.test_integration import ready

OWNER, PRIVACY = "UOWN", "CPRIV"


@dataclass
class Hands:
    """Somebody's hands: what they press, type and fill in is counted; each waits for what comes of it."""

    slack: Slack
    presses: int = 0
    lines: int = 0
    fields: int = 0

    def answers(self) -> list[dict[str, Any]]:
        """All that they have been shown alone, in order: answers, and windows."""
        windows = [view for view in self.slack.views.values() if view["type"] == "modal"]
        return [*self.slack.whispers, *self.slack.replies, *windows]

    async def press(self, label: str, on: dict[str, Any], then: str) -> dict[str, Any]:
        """What a press on it is answered, once there is an answer with a button or a title of that name."""
        self.presses += 1
        before = [*self.answers()]

        def answered() -> list[dict[str, Any]]:
            return [one for one in self.answers() if one not in before and then in words(one)]

        at = {} if "id" in on else {"channel": PRIVACY, "ts": "1.1"}
        got = await self.slack.press(button(label, on), {**at, **on}, user=OWNER)
        assert got.status == 200, got
        await until(answered)
        return answered()[0]

    async def send(self, window: dict[str, Any], **values: str) -> None:
        self.presses, self.fields = self.presses + 1, self.fields + len(values)
        await self.slack.submit(window, filled(window, **values), user=OWNER)


async def test_from_an_empty_district_to_the_first_reminder(
    start: Callable[..., AbstractContextManager[str]], tmp_path: Path
) -> None:
    async with Slack() as slack:
        slack.user(OWNER, name="Olga Owner", is_owner=True)
        slack.channel(PRIVACY, name="privacy", is_private=True)
        given = {"DPA_SLACK_API_URL": slack.url, "SLACK_BOT_TOKEN": slack.token, "SLACK_SIGNING_SECRET": slack.secret}
        with start(tmp_path, **given, DPA_NOW="2026-10-07T09:00") as address:
            await ready(address, lambda body: body["status"] == "ok")
            slack.to = f"{address}slack/events"
            hands = Hands(slack)
            hands.presses += 1
            await slack.opens_home(OWNER)
            await until(lambda: OWNER in slack.homes)
            assert "0 of 5 done" in words(slack.homes[OWNER])
            await hands.press("I administer it", slack.homes[OWNER], "You administer the bot now")

            hands.lines += 1  # /invite @DPA
            joined = {"type": "member_joined_channel", "user": "UBOT", "channel": PRIVACY, "inviter": OWNER}
            await slack.event(joined)
            await until(lambda: slack.whispers)
            chosen = await hands.press("Send reminders here", slack.whispers[-1], "I am the privacy lead")
            led = await hands.press("I am the privacy lead", chosen, "Log the first contract")
            form = await hands.press("Log the first contract", led, "f.vendor")
            await hands.send(form, vendor="Acme", executed="2026-10-06")

            await until(lambda: any("Acme" in words(one) for one in slack.said(PRIVACY)))
            await until(lambda: "✅ Import what we have" in words(slack.said(PRIVACY)[0]))
            await until(lambda: "2 of 5 done" in words(slack.homes[OWNER]))
    assert (hands.presses, hands.lines, hands.fields) == (6, 1, 2), "docs/decisions.md tells these"
