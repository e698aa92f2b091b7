"""Sentences of the terminal, and of commands that ask questions."""

from __future__ import annotations

PROMPT = "\nyou> "
HINT = "Type a question, the number of a choice, or 'exit'."
FORM_HINT = "Answer field by field. Enter keeps what is in brackets; 'cancel' stops. Fields with * are required."
SECTION_PROMPT, MORE_OPTIONS = "? (y, or Enter to skip): ", "… or another one"
FILE_HINT = "a file; get it on the page, in Slack or in Teams"
HELP_OPENAPI = "Print the description of the read API (OpenAPI 3.1)."
HELP_AS_OF = "Use the law as of that date, for example 2017-05-01."
HELP_VERSION = "Show the versions of the program and of the law files."
HELP_JSON = "One JSON object."
HELP_JSONL = "Read JSON lines, write JSON lines."
WRITE_QUESTION = 'Write the question: dpa ask "may the vendor sell student data?"'
WRITE_EVENT = "Write the event and its date: dpa due contract_executed 2026-10-07"
NO_QUESTION = 'the line has no "q" with a question'
NO_EVENT = 'the line needs "event" and "at"'
NOT_AN_OBJECT = "the line is not a JSON object"


def no_command(typed: str, nearest: str) -> str:
    """A command that does not exist; `nearest` is empty where none is similar."""
    hint = f" Did you mean '{nearest}'?" if nearest else ""
    return f"There is no command '{typed[:40]}'.{hint} 'dpa --help' lists them all."


def disk_full(path: object) -> str:
    """There is no room for what is to be written or printed; the path is empty where nobody tells."""
    where = f" for {path}" if path else ""
    return f"There is no room on the disk{where}. Free some space and try again; nothing was half saved."


def bad_law(problems: str) -> str:
    """The law files cannot be used."""
    return f"The law files cannot be used:\n{problems}"


def not_json(problem: str, column: int) -> str:
    """A line that is not JSON."""
    return f"the line is not JSON: {problem} at column {column}"
