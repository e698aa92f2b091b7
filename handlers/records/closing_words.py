"""The texts that propose to close, reopen or snooze a deadline, and that say when the bot reminds of it."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day, short_day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def done_title(names: Sequence[str]) -> str:
    """One deadline or more are to be closed."""
    return messages.done_title(names=" and ".join(names))


def mark_with(id: str, title: str, *, ready: bool) -> str:
    """The button for one of several deadlines: mark it done, or add the proof first."""
    return messages.mark_done(id=id, title=title) if ready else messages.add_the_proof(id=id, title=title)


def it_came(id: str, on: date, today: date) -> str:
    """The button: the notice was the vendor's, and came that day."""
    return messages.it_came(id=id, day=short_day(on, today))


def families_told(on: date, today: date) -> str:
    """The button: the notice was the board's own, to the families."""
    return messages.families_told(day=short_day(on, today))


def timely(on: date, safe: date, last: date) -> str:
    """Whether a day is before a deadline's dates, between them, or late."""
    if on <= safe:
        return messages.is_before_or_on_the_safe(on=day(on))
    return (
        messages.is_in_time_by_the_last(on=day(on))
        if on <= last
        else messages.is_after_the_last_date(on=day(on), last=day(last))
    )


def snooze_button(id: str, until: date, today: date) -> str:
    """The button that snoozes a deadline; with the year where it is another than today's."""
    year = f", {until.year}" if until.year != today.year else ""
    return messages.snooze_button(id=id, until=until, day=f"{until.day}{year}")


def undo_says(proof: str) -> str:
    """What reopening does."""
    return messages.undo_says(proof=proof or "none kept")


def reminds(id: str, title: str, dates: Sequence[str]) -> str:
    """The days on which reminders of a deadline go out."""
    return f"{id} {title}: {', '.join(dates) if dates else 'no reminder is planned'}"
