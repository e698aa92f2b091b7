"""A bot that keeps promises in the small Slack THERE until it is killed: as tests/bot/keeper.py."""

import sys

from bot.slack.notify.channel import SlackChannel
from tests.bot.keeper import keep

if __name__ == "__main__":
    keep(lambda there: {"slack": SlackChannel(lambda _: "xoxb-T1", there)}, *sys.argv[1:])
