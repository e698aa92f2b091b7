"""Sentences of ``dpa check``, ``dpa new-key`` and the manifests' rules."""

from __future__ import annotations

HELP_CHECK = "Check the law files, the manifests and the settings, and list every problem at once."
IN_ORDER = "The law files, the manifests and the settings are in order."
HELP_NEW_KEY = "Make a key for DPA_SECRET_KEY, which encrypts the tokens of many workspaces."
HELP_ON_FILE = "Put it first in the data folder's secret.key instead; only where DPA_SECRET_KEY is not set."
NEW_KEY = "The new key is now first in the file. Restart the bot to encrypt everything with it, then delete the others."
KEYS_ARE_SET = "The keys are in DPA_SECRET_KEY. Run the command without --on-file and add the new key there."
ENVIRONMENT = "the settings"
FIX_SETTINGS = (
    "Run dpa connect slack or dpa connect teams, or correct it where the bot is started. docs/running.md says "
    "what each setting is for."
)
OPEN_FILE = "other accounts on this computer can read the settings, and the tokens in them"
NOT_THERE = "is not there"
NOT_JSON = "is not JSON"
DIFFERS = "differs from what the program generates, from this line on"
FIX_MANIFEST = "Run make manifest to write it again."
FIX_RULES = "Change the code that generates it, then run make manifest."
OPTIONAL_UNASKED = "names an optional scope that is not asked for"
ADDRESSES = "addresses are for HTTP only: Socket Mode has none"


WRITE_MESSAGES = "Add messages by authors who did not see the others; knowledge/messages/README.md says how."


def few_messages(intent: str, rows: int, authors: int) -> str:
    """Too little to learn an intent from."""
    return f"the intent {intent} has {rows} different messages by {authors} authors"


def no_messages(command: str) -> str:
    """A command that nobody can ask for in words."""
    return f"no intent stands for the command {command}"


def fix_open_file(file: object) -> str:
    """Only the owner may read it."""
    return f"Type: chmod 600 {file}"


def to_fix(number: int) -> str:
    """How many problems were found."""
    return f"{number} to fix."


def length(path: str, found: int, least: int, most: int) -> str:
    """Too short or too long: characters, or entries."""
    return f"{path} has a length of {found}; {least} to {most} is allowed"


def unknown(path: str, names: set[str]) -> str:
    """Names that are not known there."""
    return f"{path or 'it'} holds {', '.join(sorted(names))}, which is not known there"


def no_command(said: str) -> str:
    """A command is typed with a slash."""
    return f"the command {said} does not begin with /"


def no_address(said: str) -> str:
    """Slack calls https only."""
    return f"the address {said} does not begin with https://"


def no_color(said: str) -> str:
    """As in #1f3a5f."""
    return f"the color {said} is not of the form #1f3a5f"


def not_as(path: str, found: object, wanted: str) -> str:
    """A value that is not allowed there."""
    return f"{path} is {found}; it must be {wanted}"


def twice(path: str, found: str) -> str:
    """A name that stands for two things."""
    return f"{path} holds {found} twice"


def icon(name: str, wanted: str) -> str:
    """A picture that is missing, or has another format."""
    return f"the icon {name} must be {wanted}"
