"""What waits without a deadline, counted by kind of record, and the reminders that could not be sent."""

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.apps import words as app_words
from handlers.apps.standing import unfounded
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice
from handlers.exceptions.conditions import is_complete
from handlers.people import names
from handlers.people.access import role_of
from handlers.reminders import words
from storage.kinds import AppRequest, AppState, FamilyRequest, PlanException
from storage.records import Contract, Reminder, Role

PRODUCTS, LACKING, EXCEPTIONS = "apps open", f"apps {app_words.LACKING}", "exceptions"
AHEAD = 60
"""Days ahead within which a contract's end counts, where the district chose no days for renewals."""
REVIEW_AHEAD = 30


def without_deadline(desk: Desk) -> Iterator[Choice]:
    """What no deadline reminds of: products to decide on, exceptions without all evidence."""
    yield from _products(desk)
    yield from _exceptions(desk, desk.today)
    yield from open_rows(desk)


def open_rows(desk: Desk) -> Iterator[Choice]:
    """The rows of imported spreadsheets that nobody has settled or set aside, a line for each spreadsheet."""
    for left in desk.waiting.left() if desk.waiting else ():
        yield Choice(words.rows_wait(number=len(left.rows), name=left.name), f"import {left.key} rows")


def waiting_for(reader: Message | None, desk: Desk) -> tuple[Choice, ...]:
    """All that waits, for the privacy team, each line with its list; for an owner, their contracts that end soon.

    The superintendent also sees products approved without a contract.
    """
    if reader is None or role_of(reader, desk).includes(Role.PRIVACY):
        return tuple(_for_team(desk))
    own_names = names.all_names(reader.who, desk)
    ending = _ending([one for one in desk.store.contracts() if one.owner.casefold() in own_names], desk)
    superintends = bool(reader.who) and reader.who == desk.store.setup().superintendent
    return (*(approved_without_contract(desk) if superintends else ()), *ending)


def _for_team(desk: Desk) -> Iterator[Choice]:
    yield from _products(desk)
    yield from _exceptions(desk, desk.today + timedelta(days=REVIEW_AHEAD))
    requests = desk.store.records(FamilyRequest)
    if number := sum(not (one.outcome or one.withdrawn) for one in requests):
        yield Choice(words.open_requests(number=number), "family-requests")
    yield from open_rows(desk)
    yield from _ending(desk.store.contracts(), desk)


def _products(desk: Desk) -> Iterator[Choice]:
    if products := sum(one.status is AppState.OPEN for one in desk.store.records(AppRequest)):
        yield Choice(app_words.to_decide(number=products), PRODUCTS)
    yield from approved_without_contract(desk)


def approved_without_contract(desk: Desk) -> Iterator[Choice]:
    """How many approvals lack what the law asks for; nothing where none does."""
    if lacking := len(unfounded(desk)):
        yield Choice(app_words.lacking(number=lacking), LACKING)


def _exceptions(desk: Desk, until: date) -> Iterator[Choice]:
    """Exceptions without all evidence, and those to review by ``until``."""
    running = [one for one in desk.store.records(PlanException) if not (one.withdrawn or one.ended)]
    lacking = sum(not is_complete(one, desk) for one in running)
    due = sum(one.review is not None and one.review <= until for one in running)
    if lacking or due:
        yield Choice(words.exceptions(lacking, due), EXCEPTIONS)


def _ending(contracts: list[Contract], desk: Desk) -> Iterator[Choice]:
    """How many of these contracts end within the district's days for renewals."""
    days = max(desk.store.setup().renewals, default=AHEAD)
    last = desk.today + timedelta(days=days)
    ending_soon = [one for one in contracts if one.expiry and not one.withdrawn and desk.today <= one.expiry <= last]
    if ending_soon:
        yield Choice(words.ending(number=len(ending_soon), days=days), words.list_of_ending(days=days))


LONGEST_PAUSE = timedelta(hours=1)
"""The longest wait after a failure before a reminder is tried again."""
MOST = 1000


def unsent_reminders(desk: Desk) -> tuple[Reminder, ...]:
    """Reminders that are due and not sent, also while they wait after a failure. Raises StoreError."""
    due = desk.store.due(desk.now + LONGEST_PAUSE, MOST)
    return tuple(reminder for reminder in due if reminder.due_at <= desk.now)


def failing_reminders(desk: Desk, after: timedelta) -> tuple[Reminder, ...]:
    """Reminders that failed and are late by more than ``after``, the oldest first. Raises StoreError."""
    return tuple(one for one in unsent_reminders(desk) if one.trouble and desk.now - one.due_at > after)
