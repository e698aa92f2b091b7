"""The texts that propose to close, reopen or snooze a deadline, and that say when the bot reminds of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.words import day

PERSONAL = "I can remind you alone too, which leaves the deadline as it is."
CALENDAR = "Calendar file"


def done_title(names: Sequence[str]) -> str:
    """One deadline or more are to be closed."""
    return f"Mark {' and '.join(names)} done?"


def mark_with(id: str, title: str, *, ready: bool) -> str:
    """The button for one of several deadlines: mark it done, or add the proof first."""
    return f"{id} {title}: mark done" if ready else f"{id} {title}: add the proof"


def timely(on: date, safe: date, last: date) -> str:
    """Whether a day is before a deadline's dates, between them, or late."""
    if on <= safe:
        return f"{day(on)} is before or on the safe date."
    return (
        f"{day(on)} is in time by the last date." if on <= last else f"{day(on)} is after the last date, {day(last)}."
    )


def snooze_title(id: str) -> str:
    """The title that proposes to snooze a deadline."""
    return f"Put off the reminders of {id}?"


def quiet_until(until: date) -> str:
    """Until when there are no reminders."""
    return f"No reminders until the morning of {day(until)}."


def opens_yearly(title: str, safe: date, cite: str) -> str:
    """A yearly duty that is not open yet."""
    return f"{title}: due {day(safe)} ({cite}). I open it two months before."


def snooze_button(id: str, until: date) -> str:
    """The button that snoozes a deadline."""
    return f"Snooze {id} until {until:%b} {until.day}"


def past_last(last: date) -> str:
    """Snoozing moves no legal date."""
    return f"The last date stays {day(last)}, whatever day you choose."


def wished_on(on: date) -> str:
    """The day on which somebody asked to be reminded."""
    return f"You want to hear of it on {day(on)}. Its reminders can be put off until then, with a reason."


def undo_title(id: str) -> str:
    """A closed deadline is to be reopened."""
    return f"Reopen {id}?"


def undo_says(proof: str) -> str:
    """What reopening does."""
    return (
        f"It is open again, with its reminders; its proof is taken off: {proof or 'none kept'}. The history keeps it."
    )


REMIND_TITLE = "When I remind of it"


def reminds(id: str, title: str, dates: Sequence[str]) -> str:
    """The days on which reminders of a deadline go out."""
    return f"{id} {title}: {', '.join(dates) if dates else 'no reminder is planned'}"


def remind_me_button(id: str, on: date) -> str:
    """The button for a reminder to the sender alone."""
    return f"Remind me of {id} on {day(on)}"


def wanted_day(on: date, days: int, safe: date) -> str:
    """The day so many days before the safe date, on which somebody asked to be reminded."""
    return f"{days} day{'' if days == 1 else 's'} before {day(safe)} is {day(on)}."


def remind_all(days: str) -> str:
    """What an administrator can set instead."""
    return (
        f"An administrator can have me remind of each duty of the board that opens from then on, {days} days before "
        "its safe date. Or take the calendar file and set a reminder of your own in it."
    )


def remind_button(days: str) -> str:
    """The button that sets the days of reminders."""
    return f"Remind {days} days before"
