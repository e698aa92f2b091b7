"""Which sentences does somebody read who proof-reads the files and the settings, or makes a key?"""

from __future__ import annotations

HELP_CHECK = "Check the law files, the manifests and the settings, and list every problem at once."
IN_ORDER = "The law files, the manifests and the settings are in order."
HELP_NEW_KEY = "Make a key for DPA_SECRET_KEY, which seals the tokens of many workspaces."
HELP_ON_FILE = "Put it first in the data folder's secret.key instead, where no DPA_SECRET_KEY is set."
NEW_KEY = "The new key is now first in the file. Restart the bot to encrypt everything with it, then delete the others."
KEYS_ARE_SET = "The keys are those of DPA_SECRET_KEY. Leave --on-file out, and put the new key there."
ENVIRONMENT = "the environment"
MEND_SETTINGS = "Correct it where the bot is started, or remove it. README.md and docs/ say what each setting is for."
NOT_THERE = "is not there"
NOT_JSON = "is no JSON"
DIFFERS = "differs from here on from what the program makes"
MEND_MANIFEST = "Write it anew: make manifest"
MEND_RULES = "Change what makes it, and write it anew: make manifest"
OPTIONAL_UNASKED = "names an optional scope that is not asked for"
ADDRESSES = "addresses belong to HTTP, and to it alone: Socket Mode has none"


def to_mend(number: int) -> str:
    """How much was found."""
    return f"{number} to fix."


def length(path: str, found: int, least: int, most: int) -> str:
    """Too short or too long: characters, or entries."""
    return f"{path} has a length of {found}; from {least} to {most} is taken"


def unknown(path: str, names: set[str]) -> str:
    """Names that mean nothing there."""
    return f"{path or 'it'} holds {', '.join(sorted(names))}, which is not known there"


def no_command(said: str) -> str:
    """A command is typed with a slash."""
    return f"the command {said} does not begin with /"


def no_address(said: str) -> str:
    """Slack calls https only."""
    return f"the address {said} is none that begins with https://"


def no_color(said: str) -> str:
    """As in #1f3a5f."""
    return f"the color {said} is none like #1f3a5f"


def not_as(path: str, found: object, wanted: str) -> str:
    """Something else than is taken there."""
    return f"{path} is {found}; it must be {wanted}"


def twice(path: str, found: str) -> str:
    """A name that stands for two things."""
    return f"{path} holds {found} twice"


def icon(name: str, wanted: str) -> str:
    """A picture that is missing, or of another make."""
    return f"the icon {name} must be {wanted}"
