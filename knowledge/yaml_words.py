"""Explanations of YAML errors in the law files, in place of the YAML parser's own messages."""

from collections.abc import Mapping
from typing import Final

import yaml

from knowledge.complaint import Complaint

QUOTES: Final = 'Put the text inside "double quotes".'
INDENT: Final = "Compare the blanks at the start of the line with those of the lines around it."
IN_A_LIST: Final = (
    "a text in a list in [brackets] or {braces} holds a comma or a bracket, or the list is not closed",
    "Write each text on a line of its own that starts with '- ', or inside \"double quotes\"; close with ] or }.",
)
_KEY: Final = (
    "a text starts with {, [ or a quote and goes on after it, or a line is indented differently from its neighbors",
    f"Put the whole text inside \"double quotes\" or below '>-'. {INDENT}",
)
_REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "expected ',' or": IN_A_LIST,
    "did not find expected node content": IN_A_LIST,
    "mapping values are not allowed": (
        "a text holds a colon followed by a blank, or a line is indented wrongly",
        QUOTES,
    ),
    "expected '-' indicator": _KEY,
    "block sequence entries are not allowed": ("a '- ' stands where no list can begin", INDENT),
    "expected key": _KEY,
    "expected <block end>": _KEY,
    "tab character": ("a tab is used for the indent", "Use blanks instead of tabs."),
    "cannot start any token": (
        "a text starts with a character that has a meaning of its own, such as @, % or a tab",
        QUOTES,
    ),
    "unexpected end of stream": (
        "a quote or a bracket is opened and never closed",
        "Close it with the same character.",
    ),
    "unknown escape character": ("a text in double quotes holds a backslash", "Take the backslash out, or double it."),
    "expected ':'": ("a line has a name without a colon", "Write 'name: text', or indent the line below its text."),
    "undefined alias": ("a text starts with *", QUOTES),
    "expected alphabetic or numeric": ("a text starts with * or &", QUOTES),
    "another document": ("a line consists of ---", "Take that line out; a file is one list."),
    "tag": ("a text starts with !", QUOTES),
}
NO_TEXT: Final = ("the file holds a character that is no text", "Delete it, and save the file as UTF-8.")
_OTHERWISE: Final = (
    "something in this line has a meaning of its own in these files",
    f"Look for a colon, quote or bracket inside a text. {QUOTES}",
)


def reason(problem: str) -> tuple[str, str]:
    """Why the file cannot be read, and how to correct it, for a message of the YAML parser."""
    said = problem.lower()
    return next((why for sign, why in _REASONS.items() if sign in said), _OTHERWISE)


def unreadable_yaml(name: str, error: yaml.YAMLError) -> Complaint:
    """A complaint at the line where the file stops being readable; for a list, at its first line."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Complaint(name, 1, *NO_TEXT)
    wrong, mend = why = reason(str(error.problem))
    marks = [error.problem_mark, error.context_mark]
    mark = next((mark for mark in (marks[::-1] if why == IN_A_LIST else marks) if mark), None)
    return Complaint(name, mark.line + 1 if mark else 1, f"the file cannot be read from here on: {wrong}", mend)
