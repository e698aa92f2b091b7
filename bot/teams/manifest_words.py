"""Sentences for people who look for the app in Teams."""

from __future__ import annotations

NAME = "Student Data Privacy"
FULL_NAME = "Student Data Privacy: Connecticut's Act, contracts, breaches and deadlines"
DEVELOPER = "Your school district"
SHORT = "Connecticut's student data privacy law: answers, contracts, breaches, deadlines"
FULL = (
    "For Connecticut school districts. Ask in your own words what the Student Data Privacy Act (C.G.S. 10-234aa to "
    "10-234dd) says. Every answer gives its cite and says how well it was checked. Log a contract or a breach, and see "
    "right away what is missing, what must happen next, and by when. Reminders go to the district's privacy channel "
    "and to the person responsible until it is done.\n\n"
    "It works in its own chat, in group chats and in channels. There it reads only messages that mention it or are "
    "written to it alone. In a channel shared with other organizations it answers only questions of law. The board "
    "shows what is due. You can look up a contract from the message box, and ask about any message.\n\n"
    "It keeps no student's data and sends nothing to anyone except the server that your district runs. Information, "
    "not legal advice."
)
BOARD = "Board"
SEARCH = "Search contracts"
HELP_SEARCH = "Find one of the district's contracts and add it to your message"
WORDS = "Words"
HELP_WORDS = "Vendor, product, or an ID like C-1. Leave blank for the newest."
ASK_ABOUT_THIS = "Ask about this message"
HELP_ASK_ABOUT_THIS = "Answer the question in this message, just for you"

HELP_MANIFEST = "Write the Teams app manifest. If FILE ends in .zip, write the whole package to upload."
HELP_URL = "Where Teams and browsers reach the bot, for example https://dpa.example.org."
HELP_PUBLISHER = "Who the app is from, such as your district: at most 32 characters."
BAD_PUBLISHER = "write at most 32 characters"
HELP_APP_ID = "The bot's id: Application (client) ID in Microsoft Entra, as in MicrosoftAppId."
HELP_ABOUT = "A page that says who runs the app, what it keeps and its terms. If left out: the bot's own page, /about."
BAD_URL = "Teams opens https addresses with a name only, for example https://dpa.example.org."
BAD_APP_ID = "An id looks like 11111111-2222-4333-8444-555555555555: Application (client) ID in Microsoft Entra."
EXAMPLE = "This package still has the example id or address, so do not upload it. Run dpa connect teams first."


def command(usage: str, help: str) -> str:
    """What stands below a command's name in the lists."""
    return f"{usage}: {help}"


def written(file: object) -> str:
    """Where it is now."""
    return f"Written to {file}. docs/teams.md tells what to do with it."
