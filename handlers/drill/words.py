"""The texts of the drill."""

from __future__ import annotations

from datetime import date, datetime

from handlers.dialogue.words import day

DRILL = "DRILL"
LONG_MINUTES, LONG_HOURS, DAY_HOURS = 120, 48, 24
VENDOR = "Example Learning (DRILL)"
PRODUCT = "Example Gradebook"
PURPOSE = "Grades and attendance"
EMAIL_TITLE = "The vendor's e-mail comes"
WHAT_NOW = "What do you do?"
INTRO = (
    "You practice on a made-up breach, on the calendar of December 2024 to January 2025. The clock and the records are "
    "the drill's own: your district's never change, nobody is reminded, and only you see it."
)
STANDING = "Where the drill stands"
LEFT = "What is next? The board still has to do something."
ALL_DONE = "All that the board has to do is done. See the debrief."
LOG, NOTICE, WAIT = "Log the breach", "Show the notice to families", "Wait until tomorrow"
SEE_DEBRIEF, STOP = "Debrief", "Stop the drill"
STOPPED, NOTHING_KEPT = "Stopped", "Nothing of it was kept."
NONE = "You are in no drill"
ENDED = "It was stopped or debriefed, or the bot was restarted since, which ends every drill. Nothing of it was kept."
AGAIN = "Begin a drill"
FOOTER = "DRILL: not a real breach, kept nowhere."
DEBRIEF = "Debrief"
REAL = "The calendar was a real one: the vendor found it on December 28, 2024 and told districts on January 7, 2025."
NOT_LOGGED = "You did not log the breach."
SLIPS = "Noted otherwise than the e-mail says"
DISCOVERED, WAS_TOLD = "Date of discovery", "Date of the vendor's notice"
OVER = "The drill is over, and nothing of it was kept."


def title(text: str) -> str:
    """A title marked as the drill's."""
    return text if text.startswith(DRILL) else f"{DRILL} · {text}"


def marked_district(name: str) -> str:
    """The district's name as the drill's notices have it."""
    return f"{DRILL} {name}".strip()


def clock(now: datetime) -> str:
    """The drill's date and time."""
    return f"In the drill it is {day(now)}"


def email(found: date) -> str:
    """The vendor's e-mail."""
    return (
        f"DRILL. To our districts: on {day(found)} we discovered that somebody without permission had copied names, "
        "addresses, grades and dates of birth of your students from Example Gradebook. We are still looking into which "
        "students are involved. Example Learning"
    )


def done(title: str) -> str:
    """The button that marks something done."""
    return f"Done: {title[:1].lower()}{title[1:]}"


def in_drill(problem: str) -> str:
    """The error of a command inside the drill."""
    return f"{DRILL}. {problem}"


def logged(id: str, at: datetime, minutes: int) -> str:
    """When the breach was logged, and how long after the e-mail."""
    return f"{id} logged {day(at)}, {_span(minutes)} after the e-mail"


def _span(minutes: int) -> str:
    if minutes < LONG_MINUTES:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    hours = minutes // 60
    return f"{hours} hours" if hours < LONG_HOURS else f"{hours // DAY_HOURS} days"


def duty(title: str, due: date, cite: str, done: datetime | None, *, late: int) -> str:
    """What was due, when, and whether it was done in time."""
    said = f"{title}: due {day(due)} ({cite}); "
    if done is None:
        return f"{said}not done"
    days = "1 day" if late == 1 else f"{late} days"
    return f"{said}done {day(done)}, {f'{days} late' if late else 'in time'}"


def debriefed(late: int, of: int) -> str:
    """The title of the debrief: how much was late."""
    return f"{DEBRIEF}: {f'{late} of {of} late' if late else 'all in time' if of else 'nothing logged'}"


def slip(what: str, noted: date | None, said: date) -> str:
    """A day that was noted wrongly or not at all."""
    yours = f"you noted {day(noted)}" if noted else "you noted none"
    return f"{what}: {yours}, the e-mail {'came' if what == WAS_TOLD else 'says'} {day(said)}"
