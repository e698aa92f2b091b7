"""Texts of the read API's description: titles, fields, and what each status means."""

from __future__ import annotations

TITLE = "Student Data Privacy Act: the read API"
ABOUT = (
    "Questions about Connecticut's Student Data Privacy Act, and a district's contracts and deadlines to read. "
    "Nothing can be changed. docs/assistants.md tells how to get a token."
)
ASK = "Answer a question about the law"
CONTRACTS = "List the contracts on record, the newest first"
DEADLINES = "List the open deadlines, those of breaches first, then by date"
OPENAPI = "This description"
HOW_SIGNED = (
    "A token that a member of the staff makes with token new. A question about the law needs none on the bot's own "
    "machine."
)
FIELDS = {
    "q": "The question.",
    "as_of": "The day whose law is asked for, as 2026-11-24; today if left out.",
    "id": "Comes back with the answer.",
    "contracts": "Words of any field that people read; all contracts if left out.",
    "deadlines": "mine, overdue, today, this week, or a vendor or an owner; all if left out.",
    "page": "The page, from 1.",
    "size": "Entries on a page.",
}
STATUSES = {
    "200": "As asked.",
    "400": "Something in the request does not fit.",
    "401": "The token is missing, was ended, or its holder lost their role.",
    "403": "Asked from another machine without a token, or by another web page.",
    "404": "No token was ever made here.",
    "413": "The request is too large.",
    "429": "Too many requests in the last minute.",
    "503": "The records cannot be read just now.",
}
