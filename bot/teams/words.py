"""Sentences that people read in Teams alone."""

from __future__ import annotations

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


def shared_by(name: str) -> str:
    """An answer that one person asked for, and showed to everybody."""
    return f"Shared by {name[:100]}." if name else "Shared by whoever asked."
