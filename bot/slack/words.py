"""Sentences that people read in Slack alone."""

from __future__ import annotations

WAIT_TITLE, WAIT = "One moment", "This is taking a little longer. You can leave this window open or close it."
SHARED_BY = "Shared by "
PROMPTS_TITLE = "For example"
DUE_PROMPT = "What is due?"
LOOKING = "is looking it up…"
UNSURE_WHO = (
    "Slack could not tell me just now who you are or who can read this channel, so I am treating you as a guest. Try "
    "again in a minute. If that does not help, ask an administrator to check the app's permissions (users:read, "
    "channels:read, groups:read)."
)
NOT_IN_CHANNEL = "I am not in this channel, so I cannot tell who reads it. Add me to it, or send me a direct message."
NOT_THERE = "I could not answer where you asked: I am not in that channel, or it is archived. So here is your answer."
FILE_IN_CHAT = "I sent you the file in our direct messages."
NO_FILE_OUT = (
    "I could not send the file: the app is not allowed to send files here (files:write). An administrator can allow "
    "it. Until then, you can get the file on the bot's own page."
)
NOT_READ = (
    "I could not read the file: the app is not allowed to (files:read), or the file was removed. Try again, or give me "
    "a link to it instead."
)
NO_APP = "This app is no longer installed here. An administrator of the workspace can install it again."
HOME_TITLE = "Student data privacy"


def in_the_form(*, whole: bool) -> str:
    """Nothing was saved, and the form that has what was typed stands behind a button."""
    left = "" if whole else " except what is too long for a button"
    return f"Nothing was saved yet. The button below opens the form with what you typed{left}."


HERE_TITLE = "The privacy team's reminders come here"
HERE = "Deadlines of contracts and breaches are told in this channel from now on, with buttons to close them."
NOT_WRITTEN_THERE = (
    "I tried to tell the team in that place, and could not write there just now. Please check that I am in it and may "
    "post, else its reminders go to the privacy lead."
)
