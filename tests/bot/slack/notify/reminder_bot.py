"""A bot that delivers reminders in the small Slack THERE until it is killed: as tests/bot/reminder_bot.py."""

import sys

from bot.slack.notify import SlackChannel
from tests.bot.reminder_bot import run_until_killed

if __name__ == "__main__":
    run_until_killed(lambda there: {"slack": SlackChannel(lambda _: "xoxb-T1", there)}, *sys.argv[1:])
