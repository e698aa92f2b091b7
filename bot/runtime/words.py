"""Sentences of the readiness check and of the metrics, for operators."""

from collections.abc import Callable
from datetime import timedelta

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def late_beat(age: timedelta) -> str:
    """The heartbeat stopped, or hangs."""
    return messages.late_beat(age=_long(age), see_log=messages.SEE_LOG)


def stuck(number: int, late: timedelta) -> str:
    """Reminders keep failing."""
    what = (
        messages.a_reminder_keeps_failing_and_is
        if number == 1
        else messages.reminders_keep_failing_the_oldest_is(number=number)
    )
    return f"{what} {_long(late)} late. {messages.SEE_LOG}"


def _long(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
