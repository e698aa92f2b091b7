"""Sentences that people read in both chats, Slack and Teams."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.people.words import together

SHARE, SHARE_ANYWAY = "Share here", "Share anyway"
SHARE_ASKED = "Who would read this"
UNCHECKED = "I could not check everybody who reads along here; there may be guests. Share anyway?"
MOST_READERS = 5
NOT_SHARED = "I no longer have this answer. Ask me again, then share it."
NOTHING_IN_IT = "This message has no text that I could answer."
PERHAPS_TITLE = "Did my answer arrive?"
FILE_TITLE = "A file"
LOG_THIS = "Log a contract with this file"
ADD_THIS = "Add it to a contract on record"
IMPORT_THIS = "Import the contracts in it"
BROKEN = "This request cannot be read."
TOO_LARGE = "This request is too large."
TOO_MANY = "Too many questions are waiting. Please ask again in a few minutes."


def wait_your_turn(number: int) -> str:
    """Said where an answer takes longer than ten seconds; ``number`` is the place in the queue."""
    return f"Many questions at once; yours is number {number}. The answer follows."


def files_here(count: int) -> str:
    """Above a form that shows nothing of its files."""
    return "Your file is attached to this form." if count == 1 else f"{count} files are attached to this form."


def what_with(name: str) -> str:
    """A file came without a command."""
    return f"What should I do with {name[:200]}? I can keep contracts (PDF or Word)."


def what_with_sheet(name: str) -> str:
    """A spreadsheet came without a command."""
    return f"I can put the contracts in {name[:200]} on record. You see what I read before anything is saved."


CHECK = "If you were saving something, check first whether it was saved."
SAVED_WITHOUT_ID = "What you gave me is saved; my answer could not be posted."


def saved_without_answer(ids: str) -> str:
    """The records were saved, but the answer that says so could not be posted."""
    return f"Saved as {ids}; my answer could not be posted."


def perhaps(chat: str, saved: str) -> str:
    """Nobody knows whether an answer arrived in Slack or Teams; ``saved`` is the sentence on what is on record."""
    lost = "If you do not see my answer where you asked, please ask again."
    return f"{chat} did not tell me. {saved if saved and saved != CHECK else f'{lost} {saved}'.strip()}"


def guest_reader(name: str) -> str:
    """A guest or somebody from outside the district, among those who read a place."""
    return f"{' '.join(name.split())[:80] or 'Somebody'} (guest)"


def would_read(guests: Sequence[str], *, known: bool) -> str:
    """Asked before records are shared where guests read them, or may do so."""
    if not guests:
        return UNCHECKED
    more = "" if known else "I could not check everybody here, so there may be more. "
    return f"{together(guests, MOST_READERS, 'and')} would read this. {more}Share anyway?"


def guest(name: str) -> str:
    """A role was given to somebody who is not a member of the workspace or organization."""
    return f"{name[:100]} is a guest or from outside. Whatever their role, I answer only their questions about the law."


def not_shown(reference: str, saved: str) -> str:
    """A bug on the way to the answer; ``saved`` is the sentence on what is on record."""
    return f"{saved or 'I could not show my answer.'} Please give your administrator this reference: {reference}."


def left_out(count: int) -> str:
    """Files that a form did not accept are no longer with it."""
    what = "The file is" if count == 1 else f"The {count} files are"
    return f"{what} left out now. Choose another one, or give a link, before you save."


def busy(chat: str, saved: str) -> str:
    """The chat asks for a longer pause than an answer can wait; ``saved`` is the sentence on what is on record."""
    again = "" if saved and saved != CHECK else "Please ask again in a few minutes. "
    return f"{chat} was too busy to take my answer. {again}{saved}".strip()


def outsider(name: str) -> str:
    """What to call somebody who is not a full member, in a typed command."""
    return f"{name[:80] or 'Somebody'} (no member)"


def not_theirs(whom: str) -> str:
    """Why a deadline, a role or the lead cannot be given to them."""
    return (
        f"I cannot give this to {whom}: a guest, somebody outside the district, a bot, or somebody who has left. "
        f"Choose somebody of the district."
    )
