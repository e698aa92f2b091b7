"""Sentences that people read in Teams, the texts of its app manifest, and what checking the secret says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FOLLOWS = "Your answer is on its way."
ONCE_IS_ENOUGH = "I am already working on that."
WAIT = "This is taking a little longer. I will send the answer as a message."
WAIT_SEARCH = "This is taking longer than usual. Please search again in a moment."
STRANGE = "This button no longer works. Ask me again, then press the button in the new answer."
IN_OUR_CHAT = "This answer is just for you, so I sent it to our own chat."
NO_CHAT = (
    "This answer is only for the person who asked, and I have no private way to show it. Add me to your apps in Teams, "
    "then ask me there."
)
UNSURE_WHO = (
    "Teams could not tell me just now who you are, so I am treating you as a guest. Try again in a minute. If that "
    "does not help, add me to your apps in Teams and ask me in our own chat."
)
UNSURE_WHERE = (
    "Teams did not tell me whether people from other organizations can read this channel. Use the team's first "
    "channel (often General) or a chat with the people on duty, or remove me from this channel and add me again."
)
EDITED = (
    "You edited a message that changes the records. The edit itself changes nothing: send it as a new message, or "
    "correct what was saved."
)
FILE_IN_CHAT = "The file is waiting for you in our own chat."
FILE_BELOW = "Your file is below. Teams asks for your OK, then saves it to your OneDrive."
NO_FILE_HERE = "I can send files only in our own chat. Add me to your apps in Teams, then ask me there."
DECLINED = "You declined the file, so nothing was stored in your OneDrive."
NOT_READ = (
    "I could not read the file: the link Teams gave me has expired, or the file is kept somewhere else. Send it to me "
    "again, or give me a link to it instead."
)
NOT_STORED = "I could not save the file to your OneDrive. Please ask me for it again."
NO_MORE_FILE = "I no longer have this file ready. Please ask me for it again."
CHANNEL, GROUP = "A channel", "A group chat"
SOMEONE = "Someone in Teams"
READERS = {
    "channel": "Everyone in this team can read what I post in this channel, and so can anyone who joins it later.",
    "private": "Everyone in this private channel can read what I post here, and so can anyone who is added later.",
    "group": "Everyone in this chat can read what I post here, and so can anyone who is added later.",
}
NONE_FOUND = "No contract on record matches these words."
NO_CONTRACTS = "No contract is on record yet."
NO_SEARCH_HERE = (
    "Everyone in this channel would see the contract, so I cannot search here. Search in a chat, or in the privacy "
    "team's own channel."
)
MORE_FOUND = "More…"
FIND_MORE = "More contracts match. Add another word to narrow the search."
OPEN = "Open the form"
FILL_IN_HERE = "Fill it in here"
TOO_OLD = "This version of Teams cannot show the card. Open the chat in Teams on the web, or update Teams."
PICK = "Choose one"
FIND = "Type to find one"
FIND_PERSON = "Type a name"
FIRST_DAY, LAST_DAY = "From", "Through"
CUT = "Only the beginning of what was typed fits here. The rest will not be saved."
DROP_FILE = "You cannot attach a file to a form in Teams. Send it to me in our chat, and I will ask what to do with it."
MAY_REPEAT = "You may have seen this before: I was not told whether it arrived and cannot check here."
NO_REFERENCE = "Nobody has spoken to the app there yet, so it is not known how to reach it."
ELSEWHERE = "This app is not set up for your organization. The person who runs it can add your Microsoft 365 tenant."
NOT_FROM_TEAMS = "This request does not come from Microsoft Teams, or its token is too old."
NOT_CHECKED = (
    "It cannot be checked just now whether this request comes from Microsoft Teams. Please try again in a moment."
)
NO_JSON = "This address takes JSON only."
NO_ACTIVITY = "This request is no activity: it says no type."
FAILED = "Something went wrong."


def shared_by(name: str) -> str:
    """Below an answer that one person asked for and shared with everybody."""
    return f"Shared by {name[:100]}." if name else "Shared by the person who asked."


def not_served(tenant: str) -> str:
    """Why a place cannot be reached."""
    return f"The place is in the Microsoft Entra tenant {tenant or '(unknown)'}, which is not this district's."


def secret_refused(word: str) -> str:
    """Entra refuses the bot's secret; ``word`` is Entra's own."""
    return (
        f"Microsoft Entra rejects the bot's secret ({word}), so the bot cannot post in Teams. Check whether the secret "
        "in MicrosoftAppPassword has expired, and whether MicrosoftAppId, MicrosoftAppType and MicrosoftAppTenantId "
        "match the Azure Bot."
    )


def entra_unreachable(word: str) -> str:
    """Entra cannot be reached; ``word`` is the kind of failure."""
    return (
        f"Microsoft Entra cannot be reached ({word}), so the bot cannot post in Teams. Check that this machine can "
        "reach login.microsoftonline.com. I keep trying."
    )


TAKEN = "Microsoft takes this ID and secret."
_NO_TENANT = "Microsoft knows no such tenant. Copy the App Tenant ID from the Azure Bot's page Configuration."
REFUSED: Mapping[str, str] = {
    "7000215": (
        "Microsoft refuses this secret. Copy the Value, not the Secret ID, from Certificates & secrets. If it is "
        "hidden, make a new secret."
    ),
    "7000222": "This secret has expired. Make a new one under Certificates & secrets, and copy its Value.",
    "700016": (
        "Microsoft does not find this app in that tenant. Compare the Microsoft App ID and the App Tenant ID with "
        "the Azure Bot's page Configuration."
    ),
    "90002": _NO_TENANT,
    "900023": _NO_TENANT,
}
"""Sentences by Entra's error number."""


def refused(word: str, codes: Sequence[str]) -> str:
    """Entra refuses the ID and secret for a reason that we have no sentence for."""
    return f"Microsoft refuses this: {' '.join((word, *(f'AADSTS{code}' for code in codes))) or 'no reason given'}."


def unreachable(word: str) -> str:
    """Entra could not be asked."""
    return f"Microsoft could not be reached ({word})."


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
    """The line below a command's name in Teams' lists."""
    return f"{usage}: {help}"


def written(file: object) -> str:
    """Where the manifest was written."""
    return f"Written to {file}. docs/teams.md tells what to do with it."
