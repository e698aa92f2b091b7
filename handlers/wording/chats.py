"""Which sentences does somebody read in either chat, Slack or Teams?"""

from __future__ import annotations

SHARE = "Share here"
NOT_SHARED = "I do not have this answer at hand any more. Ask once more, then share it."
NOTHING_IN_IT = "There are no words in this message that I could answer."
PERHAPS_TITLE = "Did my answer arrive?"
FILE_TITLE = "A file"
LOG_THIS = "Log a contract with this file"


def files_here(count: int) -> str:
    """Files that belong to a form, of which the form shows nothing."""
    return "The file stays with the form." if count == 1 else f"{count} files stay with the form."


def what_with(name: str) -> str:
    """A file came without words."""
    return f"What shall I do with {name[:200]}? I keep contracts (PDF or Word)."


def perhaps(chat: str) -> str:
    """Nobody knows whether an answer arrived in Slack or Teams."""
    return (
        f"{chat} did not tell me. If you do not see my answer where you asked, please ask once more; if you were "
        f"saving something, look first whether it was saved."
    )


def guest(name: str) -> str:
    """A role was given to somebody who is no member of the workspace or organization."""
    return f"{name[:100]} is a guest or of elsewhere: whatever their role, I answer them questions about the law only."


def not_shown(reference: str) -> str:
    """Something of ours broke, before or after it was saved."""
    return (
        f"Something went wrong while I answered. If you were saving something, look first whether it was saved. "
        f"Please tell your administrator reference {reference}."
    )
