"""Which sentences does somebody read who looks for the app in Teams?"""

from __future__ import annotations

NAME = "Student Data Privacy"
FULL_NAME = "Student Data Privacy: Connecticut's Act, contracts, breaches and deadlines"
DEVELOPER = "Your district's DPA"
SHORT = "Connecticut's student data privacy law: answers, contracts, breaches, deadlines"
FULL = (
    "For Connecticut school districts. Ask in your own words what the Student Data Privacy Act (C.G.S. 10-234aa to "
    "10-234dd) says; every answer carries its cite and tells how far it was checked. Log a contract or a breach, and "
    "read at once what is missing and what must follow, until when. Reminders go to the district's privacy channel "
    "and to whoever is responsible, until it is done.\n\n"
    "Where it works: in its own chat, in group chats and in channels, where it hears what mentions it or is written "
    "to it alone, and nothing else. In a channel that is shared with other organizations it answers questions of law "
    "only. The board shows what is due. From the message box you can look up a contract, and on a message ask about "
    "it.\n\n"
    "It keeps no student's data, and sends nothing to anybody but the server that your district runs. Information, "
    "not legal advice."
)
BOARD = "Board"
SEARCH = "Search contracts"
HELP_SEARCH = "Look up a contract of the district and put it into your message"
WORDS = "Words"
HELP_WORDS = "The vendor, the product, or an id like C-1; empty for the newest"
ASK_ABOUT_THIS = "Ask about this message"
HELP_ASK_ABOUT_THIS = "Answer the question in this message, for you alone"

HELP_MANIFEST = "Write what Teams knows the app by; with a FILE that ends in .zip, the whole package to upload."
HELP_URL = "Where Teams and browsers reach the bot, for example https://dpa.example.org."
HELP_APP_ID = "The bot's id: Application (client) ID in Microsoft Entra, as in MicrosoftAppId."
HELP_ABOUT = "A page that tells who runs the app, what it keeps and on which terms; without it, the bot's own address."
BAD_URL = "Teams opens https addresses with a name only, for example https://dpa.example.org."
BAD_APP_ID = "An id looks like 11111111-2222-4333-8444-555555555555: Application (client) ID in Microsoft Entra."
EXAMPLE = "It holds the example's id or address and is not fit to be uploaded: give --url and --app-id."


def command(usage: str, help: str) -> str:
    """What stands below a command's name in the lists."""
    return f"{usage}: {help}"


def written(file: object) -> str:
    """Where it is now."""
    return f"Written to {file}. docs/teams.md tells what to do with it."
