"""Which sentences does somebody read in Teams alone?"""

from __future__ import annotations

FOLLOWS = "The answer follows."
ONCE_IS_ENOUGH = "That is under way already."
WAIT = "This takes a little longer. The answer comes as a message."
WAIT_SEARCH = "This takes longer than usual. Please search once more in a moment."
STRANGE = "I cannot read what this button brings. Ask me for the answer once more, then press it there."
IN_OUR_CHAT = "This answer is for you alone, so I sent it to you in our own chat."
NO_CHAT = (
    "This answer is for whoever asked alone, and I can show it neither here nor in a chat of our own. Add me to your "
    "apps in Teams, then ask me there."
)
UNSURE_WHO = (
    "Teams did not tell me just now who you are, so I answer as to a guest. Try again in a minute; if it stays so, add "
    "me to your apps in Teams and ask me in our own chat."
)
UNSURE_WHERE = (
    "Teams did not tell me whether people of other organizations read this channel. The team's first channel, a chat "
    "with those who are on duty, or a channel in which I was added anew will do."
)
EDITED = (
    "You edited a message that changes the records. An edit changes nothing there: send it as a new message, or "
    "correct what was saved."
)
FILE_IN_CHAT = "I offer you the file in our own chat."
FILE_BELOW = "The file is offered below. Teams asks you first, then puts it into your OneDrive."
NO_FILE_HERE = "Files can be handed out in our own chat only. Add me to your apps in Teams, then ask me there."
DECLINED = "You declined the file, so nothing was stored in your OneDrive."
NOT_READ = (
    "I could not read the file: the way to it that Teams gave me has ended, or it is kept elsewhere. Send it to me "
    "once more, or give a link to it instead."
)
NOT_STORED = "I could not put the file into your OneDrive. Ask me for it once more."
NO_MORE_FILE = "I do not have this file at hand any more. Ask me for it once more."
CHANNEL, GROUP = "A channel", "A group chat"
READERS = {
    "channel": "Everybody in this team can read what I post in this channel, and whoever joins the team later.",
    "private": "Everybody in this private channel can read what I post here, and whoever is added to it later.",
    "group": "Everybody in this chat can read what I post here, and whoever is added to it later.",
}
NONE_FOUND = "No contract on record has these words."
NO_CONTRACTS = "No contract is on record yet."
NO_SEARCH_HERE = (
    "Not here: everybody in this channel would read the contract. Search in a chat, or in the privacy team's own place."
)
MORE_FOUND = "More…"
FIND_MORE = "More contracts have these words. Search with one more of them."


def shared_by(name: str) -> str:
    """An answer that one person asked for, and showed to everybody."""
    return f"Shared by {name[:100]}." if name else "Shared by whoever asked."
