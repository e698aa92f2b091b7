"""What other assistants, and the people who connect them, read."""

from __future__ import annotations

NAME, TITLE = "dpa", "Student Data Privacy Act (Connecticut)"
INSTRUCTIONS = (
    "Answers about Connecticut's Student Data Privacy Act (C.G.S. 10-234aa to 10-234dd) and a school district's own "
    "records. Everything is read-only. Each answer has its cites, how far they were checked, and the day it speaks "
    "for; pass these on. No answer is legal advice."
)
ASK = (
    "Ask about the Act in plain words",
    "Answers a question about Connecticut's Student Data Privacy Act, with the passages it rests on.",
)
DEFINE = ("What a word of the Act means", "Gives the definition of a word that the Act defines, such as operator.")
RULE = ("A passage of the Act", "Shows a passage by its cite, such as cc(b)(3), with its earlier versions.")
DUE = ("Dates that follow from an event", "Counts the safe and the last date after an event, by the law of that day.")
CONTRACTS = (
    "The district's contracts",
    "Lists the contracts on record: vendor, dates, and which of the ten provisions are missing.",
)
DEADLINES = (
    "The district's open deadlines",
    "Lists the open deadlines, those of breaches first, then by date, with the law behind each.",
)
REVIEW = (
    "Review an agreement",
    "Says which of the ten provisions a PDF, Word, web or text file has. The file is not kept.",
)
FIELDS = {
    "question": "The question, as a person would ask it.",
    "as_of": "The day whose law is asked for, as 2026-11-24; today if left out.",
    "word": "The word, such as operator or student information.",
    "cite": "The cite of a passage, as the answers give it.",
    "event": "The event, such as contract_executed.",
    "at": "When it was, as 2026-10-07 or 2026-10-07T16:40, in local time.",
    "contracts": "Words of any field that people read; all contracts if left out.",
    "deadlines": "mine, overdue, today, this week, or a vendor or an owner; all open deadlines if left out.",
    "page": "The page, from 1.",
    "size": "Entries on a page.",
    "name": "The file's name with its ending, such as agreement.pdf.",
    "text": "The text of the paper, where it is no file.",
    "content": "The file, in Base64.",
}
RESOURCES = ("A passage of the Act", "A passage of the Act by its cite, as the law stands today.")
ONE_PAPER = "Send either the text of the paper or its content in Base64."
NOT_BASE64 = "The content is not Base64."

# Over HTTP, and how it is started.
POST_ONLY = "Only POST is answered here: each request gets its answer at once, and no stream is kept open."
HELP_MCP = "Serve the read-only tools to another assistant over standard input and output."
HELP_ACTS_FOR = "The token of the person or program that it reads for; better given as DPA_MCP_TOKEN."


def unknown_tool(name: str) -> str:
    """A tool that there is not."""
    return f"There is no tool {name[:60]!r}."


def unknown_resource(uri: str) -> str:
    """An address of no passage."""
    return f"There is no resource {uri[:120]!r}."
