"""Sentences of the readiness check and of the metrics, for operators."""

from __future__ import annotations

from datetime import timedelta

NO_LAW = "The law files hold no law for today. Run dpa check; it names what is wrong."
NO_BEAT = "The reminder clock has not started yet: the first check of what is due is still running."
NO_ANSWER = "The records, or a chat, did not answer within two seconds."
SEE_LOG = "The log says why."
MESSAGES = "Messages answered."
MESSAGE_SECONDS = "How long a reply took."
REMINDERS = "Reminders claimed, sent, failed or held."
REMINDERS_DUE = "Reminders due and not sent; NaN while unknown."
HEARTBEAT_AGE = "Seconds since the last heartbeat; Inf before the first."
BACKUP_AGE = "Seconds since dpa backup last made a backup of the bot's own district; NaN where none was noted."
BACKUP_FAILED = "1 where dpa backup failed the last time, else 0."
BACKUP_DID_NOT_WORK = "The last backup (dpa backup) failed. Run it again by hand; it says why."
STORE_ERRORS = "Calls to the records that failed."


def late_beat(age: timedelta) -> str:
    """The heartbeat stopped, or hangs."""
    return f"The reminder clock stopped {_long(age)} ago, so reminders are not going out. {SEE_LOG} Restart the bot."


def no_records(why: str) -> str:
    """The records cannot be read."""
    return f"The records cannot be read. {why}"


def stuck(number: int, late: timedelta) -> str:
    """Reminders keep failing."""
    what = "A reminder keeps failing and is" if number == 1 else f"{number} reminders keep failing, the oldest is"
    return f"{what} {_long(late)} late. {SEE_LOG}"


def old_backup(age: timedelta) -> str:
    """Backups have stopped."""
    return f"The last backup (dpa backup) is {age.days} days old."


def _long(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
