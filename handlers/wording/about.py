"""What does anybody read who wants to know what the app is, and what it keeps?"""

from __future__ import annotations

TITLE = "What this app is, and what it keeps"
IS = (
    "It answers questions of a school district's staff on Connecticut's Student Data Privacy Act, keeps a list of the "
    "district's contracts with vendors and of breaches, and reminds of what is due. Information, not legal advice: "
    "each answer says where it stands in the law and how far that was checked."
)
KEEPS = (
    "Contracts, breaches and deadlines as staff enter them, with who changed what and when; the names and chat ids of "
    "staff who use it; for half an hour what somebody last asked about, as a topic and not in their words. A question "
    "that it could not answer is kept, without a name and for 90 days, if whoever asked sends it to the privacy lead."
)
KEEPS_NOT = "No student's personal data: it warns when somebody types some. No text of messages, nor in its logs."
GOES = (
    "Nobody else. It all stands on the district's own server; what people write and read passes through the chat in "
    "which they do. There is no advertising, and nobody is followed."
)
ASK = (
    "The privacy lead of your district, who can correct, hand out and erase what is kept. The app is for the "
    "district's staff, and the district offers it as it is."
)
PARTS = (
    ("What it is", IS),
    ("What it keeps", KEEPS),
    ("What it does not keep", KEEPS_NOT),
    ("Who gets it", GOES),
    ("Whom to ask", ASK),
)
"""Headings, and what stands below them."""
