"""Which sentences does somebody read in Slack alone?"""

from __future__ import annotations

WAIT_TITLE, WAIT = "One moment", "This takes a little longer. You may leave this window open or close it."
SHARE, SHARED_BY = "Share here", "Shared by "
NOT_SHARED = "I do not have this answer at hand any more. Ask once more, then share it."
PROMPTS_TITLE = "For example"
DUE_PROMPT = "What is due?"
LOOKING = "is looking it up…"
NOTHING_IN_IT = "There are no words in this message that I could answer."
UNSURE_WHO = (
    "Slack did not tell me just now who you are, or who reads this place, so I answer as to a guest. Try again in a "
    "minute; if it stays so, an administrator should look at the app's permissions (users:read, channels:read, "
    "groups:read)."
)
NOT_IN_CHANNEL = "I am not in this channel, so I cannot see who reads it. Add me to it, or write to me directly."
NOT_THERE = "I could not answer where you asked: I am not in that channel, or it is archived. So here it is."
LOG_THIS = "Log a contract with this file"
FILE_TITLE = "A file"
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


def files_here(count: int) -> str:
    """The same, where only their number is known."""
    return "The file stays with the form." if count == 1 else f"{count} files stay with the form."


def guest(name: str) -> str:
    """A role was given to somebody who is no member of the workspace."""
    return f"{name[:100]} is a guest or of elsewhere: whatever their role, I answer them questions about the law only."


def what_with(name: str) -> str:
    """A file came without words."""
    return f"What shall I do with {name[:200]}? I keep contracts (PDF or Word)."


def not_shown(reference: str) -> str:
    """The answer was there, and showing it failed."""
    return (
        f"Something went wrong while I answered. If you were saving something, look first whether it was saved. "
        f"Please tell your administrator reference {reference}."
    )
