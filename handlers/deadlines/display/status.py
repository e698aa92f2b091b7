"""How deadlines are shown: their tone, their lines, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from handlers.deadlines import term_words
from handlers.deadlines import words as deadline_words
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.deadlines.states import by_harm, follows_breach, is_boards, next_day, overdue
from handlers.deadlines.vendor_terms import days_by_contract, deadline_title
from handlers.deadlines.whose import owner_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.record_kinds import OfVendor, kind_of
from handlers.dialogue.reply import Choice, Facts, Text, Tone
from handlers.people import names
from knowledge.names import NOTIFY_OF_CONTRACT, POST_BREACH, POST_CONTRACT, REPORT, TELL_ADDRESS, TELL_FAMILIES
from storage.records import Deadline, Status


def tone(open_ones: Sequence[Deadline], desk: Desk) -> Tone:
    """The tone of a reply about these open deadlines."""
    if overdue(open_ones, desk.today):
        return "overdue"
    return "due" if open_ones else "done"


def breaches_named(open_ones: Iterable[Deadline], desk: Desk) -> str:
    """What the breaches among them ask for first, by when, and at which vendors, each breach once; empty for none.

    A vendor's clock that still runs asks nothing of the district.
    """
    first: dict[str, Deadline] = {}
    for one in by_harm(filter(follows_breach, open_ones), desk.today):
        if is_boards(one) or one.last_day < desk.today:
            first.setdefault(one.record or one.id, one)
    asked: dict[str, list[str]] = {}
    for one in first.values():
        by = "" if one.last_day < desk.today else deadline_words.by(next_day(one, desk.today), desk.today)
        asked.setdefault(f"{deadline_title(one, desk).partition(': ')[0]}{by}", []).append(subject(one, desk))
    return deadline_words.asked_of(asked)


def list_title(open_ones: Sequence[Deadline], rest: str, desk: Desk) -> str:
    """The title of a list: the breaches in it by name, then the ``rest``."""
    return deadline_words.named_first(breaches_named(open_ones, desk), rest)


def facts(deadline: Deadline, desk: Desk) -> Facts:
    """One deadline as pairs of label and value."""
    owner = names.display_name(owner_of(deadline, desk), desk)
    rows = deadline_words.rows(deadline, subject(deadline, desk), owner, desk.today)
    if own := days_by_contract(deadline, desk):
        rows = chain(rows, [(term_words.TIME_LIMIT, term_words.of_contract(own))])
    return Facts(tuple(rows), days([deadline]))


def days(found: Iterable[Deadline]) -> tuple[date, ...]:
    """Their dates."""
    return tuple(day for one in found for day in (one.safe, one.last_day, one.snoozed_until) if day)


def subject(deadline: Deadline, desk: Desk) -> str:
    """The vendor a deadline is about; empty for a yearly duty."""
    return next((record.vendor for record in about(deadline, desk)), "")


def is_withdrawn(deadline: Deadline, desk: Desk) -> bool:
    """Whether the record that it is about was withdrawn."""
    return any(record.withdrawn for record in about(deadline, desk))


def about(deadline: Deadline, desk: Desk) -> Iterator[OfVendor]:
    """The record that it is about; none for a yearly duty."""
    kind = kind_of(deadline.record)
    found = kind.find(desk.store, deadline.record) if kind else None
    if isinstance(found, OfVendor):
        yield found


NOTICES: Mapping[str, str] = {
    POST_CONTRACT: "contract",
    NOTIFY_OF_CONTRACT: "contract",
    TELL_FAMILIES: "breach",
    POST_BREACH: "breach",
    TELL_ADDRESS: "yearly",
    EXPIRY: "deletion",
}
"""The kind of notice that meets a duty."""


def notice_action(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """The button to the notice or the report that meets it, where there is one; at a contract's end, what renews it."""
    if deadline.duty == EXPIRY:
        yield _renewal(deadline, desk)
    if kind := NOTICES.get(deadline.duty):
        label = deadline_words.DELETION if deadline.duty == EXPIRY else deadline_words.NOTICE
        yield Choice(label, f"notice {kind} {deadline.record}".strip())
    if deadline.duty == REPORT:
        yield Choice(deadline_words.THE_REPORT, "report commission")


def _renewal(deadline: Deadline, desk: Desk) -> Choice:
    """What renews a contract that ends; where a newer one on the same product is on record, that it took over."""
    old = desk.store.contract(deadline.record)
    newer = (
        one
        for one in desk.store.contracts()
        if old and not one.withdrawn and one.executed > old.executed
        if (one.vendor, one.product) == (old.vendor, old.product)
    )
    if new := max(newer, key=lambda one: one.executed, default=None):
        proof = deadline_words.renewed_on(new.id, new.executed)
        return Choice(deadline_words.renewed_by(new.id), f"done {deadline.id} {proof}")
    return Choice(deadline_words.RENEW, f"renewal {deadline.record}")


def next_parts(saved: str, deadlines: Sequence[Deadline], desk: Desk) -> Iterator[Text]:
    """For a record that was just saved: the next step and its date, then that it is saved."""
    open_ones = by_harm((one for one in deadlines if one.status is Status.OPEN), desk.today)
    for due in open_ones[:1]:
        said = deadline_words.next_step(deadline_title(due, desk), deadline_words.stands(due, desk.today))
        yield Text(said, days([due]))
    yield Text(deadline_words.more_dates(saved, len(open_ones) - 1 if open_ones else 0))
    if not deadlines:
        yield Text(deadline_words.NOTHING_FOLLOWS)
