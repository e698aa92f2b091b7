"""Sentences for people who look for the app in Slack."""

from __future__ import annotations

NAME = "Student Data Privacy"
BOT_NAME = "DPA"
DESCRIPTION = "Connecticut's Student Data Privacy Act: answers with their cites, contracts, breaches, deadlines."
LONG_DESCRIPTION = (
    "For Connecticut school districts. Ask in your own words what the Student Data Privacy Act (C.G.S. 10-234aa to "
    "10-234dd) says. Every answer gives its cite and says how well it was checked. Log a contract or a breach, and see "
    "right away what is missing, what must happen next, and by when. Reminders go to the district's private channel "
    "and to the person responsible until it is done.\n\n"
    "The app reads only what is said to it. It keeps no student's data and sends nothing to anyone except the server "
    "that your district runs. Information, not legal advice."
)
AGENT = (
    "Answers questions on Connecticut's Student Data Privacy Act with the cite, and keeps the district's contracts, "
    "breaches and deadlines. Information, not legal advice."
)
COMMAND = "Ask about student data privacy, log a contract or a breach, see what is due"
ASK_ABOUT_THIS = "Ask about this"
HELP_ASK_ABOUT_THIS = "Answer the question in this message, just for you"
SUGGESTED = {
    "What must a contract contain?": "The ten provisions",
    "May a vendor sell student data?": "Selling student data",
    "How fast must we tell families about a breach?": "Telling families of a breach",
}
"""The titles above the first questions."""

HELP_MANIFEST = "Write the manifest from which Slack makes the app."
HELP_URL = "Where Slack reaches the bot, for example https://dpa.example.org; without it, Socket Mode."
BAD_URL = "Slack calls https addresses with a name only, for example https://dpa.example.org."


def written(file: object) -> str:
    """Where it is now."""
    return f"Written to {file}. docs/slack.md tells what to do with it."
