"""The text of the About page, and what programs read where their token is missing or not valid."""

from __future__ import annotations

from datetime import date

from handlers.dialogue.words import day

TITLE = "What this app is, and what it keeps"
IS = (
    "It answers school district staff's questions about Connecticut's Student Data Privacy Act, keeps a list of the "
    "district's vendor contracts and of breaches, and sends reminders of what is due. Information, not legal advice: "
    "each answer says where it stands in the law and how well that was checked."
)
KEEPS = (
    "Contracts, breaches and deadlines as staff enter them, with who changed what and when. The names and chat IDs of "
    "staff who use it, or the e-mail addresses of those who come by a link. For half an hour, what was spoken of with "
    "someone, but not their messages; for a day, what they filled in for a form and did not send. Encrypted, until it "
    "is answered and for a month at most, a question that somebody sends to the privacy lead; until the next morning "
    "at the latest, a file that was only reviewed."
)
KEEPS_NOT = "No student's personal data: it warns anyone who types some. No text of messages, not even in its logs."
GOES = (
    "Nobody else. It all stays on the district's own server; what people write and read passes through the chat they "
    "use. There is no advertising and no tracking."
)
ASK = (
    "Your district's privacy lead, who can correct what is kept, give you a copy, and have it erased. The app is for "
    "the district's staff, and the district offers it as is."
)
PARTS = (
    ("What it is", IS),
    ("What it keeps", KEEPS),
    ("What it does not keep", KEEPS_NOT),
    ("Who gets it", GOES),
    ("Who to ask", ASK),
)
"""The sections of the page: heading and text."""


def versions(program: str, law: str, changed: date | None, *, copied: bool) -> tuple[str, str]:
    """The program's version, and that of the law files with the day of their last change."""
    law_files = f"The law as of version {law}, last changed {day(changed)}" if changed else "The law has no version"
    return "Version", f"{program}. {law_files}{', a copy that the district edits' if copied else ''}."


CHALLENGE = 'Bearer realm="dpa"'
OFF = (
    "This address is off: nobody has made a token for a program yet. A member of the staff makes one with token new "
    "in a chat or on the page."
)
UNSIGNED = (
    "A token is needed. Send it as Authorization: Bearer TOKEN. A member of the staff makes one with token new in a "
    "chat or on the page."
)
MISSHAPEN = "This is not the shape of a token. Copy it whole, with the district in front of the dot."
NOT_SERVED = "This token is for a district that this bot does not serve."
FOREIGN = "Another web page may not use this address."
TOO_MANY = "Too many requests with this token in the last minute. Wait a little."
