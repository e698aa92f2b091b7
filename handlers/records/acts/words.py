"""The sentences that all acts share which wait for one press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import day

NOTHING_SAVED = "Nothing has been saved yet."
SAVE = "Save as shown"
ADD_ADDRESS = "Add the web address of the page as proof."
ADD_PROOF = "Add the proof: the web address of the posted page, or the date of the e-mail to families."
NOTHING_KNOWN = "Tell me which one: by its number, or by the vendor and what was due."
ALL_DEADLINES = "All deadlines"


def waits(*, pressed: bool, form: bool) -> str:
    """That nothing is saved, and what saves it."""
    if pressed and form:
        return f"{NOTHING_SAVED} Press the button or say yes to save it as shown, or change it in the form."
    if pressed:
        return f"{NOTHING_SAVED} Press the button or say yes to do it."
    return f"{NOTHING_SAVED} {'Fill in the form and send it.' if form else 'Press one.'}"


def no_such_day(said: str) -> str:
    """No calendar has it."""
    return f"There is no {said} in the calendar. Check the date."


def which_day(said: str) -> str:
    """Nobody can tell which day that is."""
    return f"Which day is '{said[:40]}'? Write the date."


def still_to_come(on: date) -> str:
    """It is told as done, and its day is in the future."""
    return f"{day(on)} is in the future. Check the date."


def notice_first(told: date, found: date) -> str:
    """The notice would come before the discovery."""
    return f"The notice ({day(told)}) would come before the discovery ({day(found)}). Check both dates."


def needed(labels: Sequence[str]) -> str:
    """What is still to be filled in."""
    return f"Still missing: {', '.join(labels)}."


def mark(id: str) -> str:
    """The button that closes a deadline."""
    return f"Mark {id} done"


def which_title(what: str) -> str:
    """Several may be meant."""
    return f"Which one {what}?"


def nothing_of(said: str) -> str:
    """No record has that name."""
    return short(f"Nothing of {said} is on file")


def you_wrote(said: str) -> str:
    """The name that was said, where the record has a longer one."""
    return f'You wrote "{said}". If you mean another vendor or product, log it first.'


def none_open(what: str) -> str:
    """Nothing open fits."""
    return f"No open deadline fits{f' {what}' if what else ''}"


def no_such(kind: str) -> str:
    """No record of a kind fits."""
    return f"None of the {_LISTED.get(kind, kind)} fits"


_LISTED = {"apps": "products that were asked for", "family-requests": "families' requests", "gaps": "questions"}


def already_done(id: str, title: str, proof: str) -> str:
    """It is closed already."""
    return f"{id} {title} is done already. Proof: {proof or 'none kept'}"


def undo_button(id: str) -> str:
    """The button that does it."""
    return f"Reopen {id}"


def still_open(id: str) -> str:
    """Nothing to reopen."""
    return f"{id} is open; there is nothing to reopen."


def correct_button(id: str) -> str:
    """The button that does it."""
    return f"Correct {id}"


def now_says(label: str, value: str) -> str:
    """What is on record now."""
    return f"On record now, {label}: {value or 'nothing'}"


def do_title(said: str) -> str:
    """A command that needs nothing more."""
    return short(f"{said}?")


def do_button(said: str) -> str:
    """The button that does it."""
    return short(said)


def of_command(command: str) -> str:
    """What of a record a command is about, behind "Which one"."""
    return f"is meant ({command})"


def all_of(lists: str) -> str:
    """The button for the whole list."""
    return f"All {lists.replace('-', ' ')}"


def mark_provision(id: str, name: str, has: str) -> str:
    """The button that marks a provision."""
    return short(f"Mark {name.replace('-', ' ')} {has} in {id}")
