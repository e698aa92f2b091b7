"""The texts of the drill."""

from collections.abc import Callable
from datetime import date, datetime

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

DRILL = "DRILL"
LONG_MINUTES, LONG_HOURS, DAY_HOURS = 120, 48, 24


def title(text: str) -> str:
    """A title marked as the drill's."""
    return text if text.startswith(DRILL) else f"{DRILL} · {text}"


def marked_district(name: str) -> str:
    """The district's name as the drill's notices have it."""
    return f"{DRILL} {name}".strip()


def done(title: str) -> str:
    """The button that marks something done."""
    return f"Done: {title[:1].lower()}{title[1:]}"


def in_drill(problem: str) -> str:
    """The error of a command inside the drill."""
    return f"{DRILL}. {problem}"


def logged(id: str, at: datetime, minutes: int) -> str:
    """When the breach was logged, and how long after the e-mail."""
    return messages.logged(id=id, at=day(at), minutes=_span(minutes))


def _span(minutes: int) -> str:
    if minutes < LONG_MINUTES:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    hours = minutes // 60
    return f"{hours} hours" if hours < LONG_HOURS else f"{hours // DAY_HOURS} days"


def duty(title: str, due: date, cite: str, done: datetime | None, *, late: int) -> str:
    """What was due, when, and whether it was done in time."""
    said = f"{title}: due {day(due)} ({cite}); "
    if done is None:
        return messages.not_done(said=said)
    days = "1 day" if late == 1 else f"{late} days"
    return f"{said}done {day(done)}, {f'{days} late' if late else 'in time'}"


def debriefed(late: int, of: int) -> str:
    """The title of the debrief: how much was late."""
    return f"{messages.DEBRIEF}: {f'{late} of {of} late' if late else 'all in time' if of else 'nothing logged'}"


def slip(what: str, noted: date | None, said: date) -> str:
    """A day that was noted wrongly or not at all."""
    yours = messages.you_noted(noted=day(noted)) if noted else messages.you_noted_none
    return messages.the_e_mail(
        what=what, yours=yours, asked="came" if what == messages.WAS_TOLD else "says", said=day(said)
    )
