"""Which sentences does somebody read in Slack alone?"""

from __future__ import annotations

WAIT_TITLE, WAIT = "One moment", "This takes a little longer. You may leave this window open or close it."
SHARED_BY = "Shared by "
PROMPTS_TITLE = "For example"
DUE_PROMPT = "What is due?"
LOOKING = "is looking it up…"
UNSURE_WHO = (
    "Slack did not tell me just now who you are, or who reads this place, so I answer as to a guest. Try again in a "
    "minute; if it stays so, an administrator should look at the app's permissions (users:read, channels:read, "
    "groups:read)."
)
NOT_IN_CHANNEL = "I am not in this channel, so I cannot see who reads it. Add me to it, or write to me directly."
NOT_THERE = "I could not answer where you asked: I am not in that channel, or it is archived. So here it is."
FILE_IN_CHAT = "I sent you the file in our direct messages."
NO_FILE_OUT = (
    "I could not hand out the file: the app may not send files here (files:write). An administrator can allow it; "
    "meanwhile it can be had on the bot's own page."
)
NOT_READ = (
    "I could not read the file: the app may not read it (files:read), or it was taken away. Try once more, or give a "
    "link to it instead."
)
NO_APP = "This app is no longer installed here. An administrator of the workspace can install it again."
HOME_TITLE = "Student data privacy"
