"""Shows a breach, how it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.breaches import words as breach_words
from handlers.breaches.clocks import contract_of
from handlers.breaches.form import CATEGORIES
from handlers.deadlines import term_words
from handlers.deadlines.display.rows import of_record
from handlers.deadlines.display.status import tone
from handlers.deadlines.states import overdue
from handlers.deadlines.vendor_terms import late_by
from handlers.deadlines.words import ENTER_DISCOVERY
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Facts, Part, Reply, Text, Tone
from handlers.people import names
from knowledge.counting import day_of
from storage.records import Breach, Deadline, Status


def find_breach(id: str, desk: Desk) -> Breach:
    """The breach with that id. Raises Sorry."""
    found = desk.store.breach(id.strip().upper())
    if found is None:
        raise Sorry(breach_words.none(id))
    return found


def _deadline_parts(breach: Breach, deadlines: Iterable[Deadline], message: Message, desk: Desk) -> Sequence[Part]:
    """Its deadlines; where no date is known yet, that no clock runs."""
    standing = [deadline for deadline in deadlines if deadline.status is not Status.WITHDRAWN]
    unknown = (Text(breach_words.NO_CLOCK),) if date_is_missing(breach) else ()
    follows = of_record(breach, standing, desk, message) if standing or not unknown else ()
    return (*unknown, *follows)


def timeliness(breach: Breach, desk: Desk) -> Iterator[Part]:
    """Whether the vendor told the board too late, or that nobody can tell."""
    if breach.board_told is None or breach.withdrawn:
        return
    if breach.discovered is None:
        yield Text(breach_words.DISCOVERY_UNKNOWN)
    told = day_of(breach.board_told)
    for one in late_by(breach, contract_of(breach, desk), desk):
        yield Text(term_words.told_late(told, one.day, one.days, by_contract=one.by_contract), (one.day, told))


def date_is_missing(breach: Breach) -> bool:
    """Whether the date that starts a clock is still missing."""
    return not (breach.withdrawn or breach.discovered or breach.board_told)


def received_action(breach: Breach) -> Iterator[Choice]:
    """The buttons for what is not known yet: the vendor's notice, and the day of discovery."""
    if breach.discovered is None:
        yield Choice(ENTER_DISCOVERY, f"correct {breach.id} discovered")
    if breach.board_told is None:
        yield Choice(breach_words.RECEIVED, f"received {breach.id}")


def tone_of(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Tone:
    """How its open deadlines stand; incomplete where the date that starts a clock is missing."""
    running = [deadline for deadline in deadlines if deadline.status is Status.OPEN]
    if date_is_missing(breach) and not overdue(running, desk.today):
        return "incomplete"
    return tone(running, desk) if running else "plain"


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``breach ID``: everything on record about it."""
    breach = find_breach(rest, desk)
    owned = replace(breach, owner=names.display_name(breach.owner, desk))
    found = desk.store.deadlines(record=breach.id)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *_deadline_parts(breach, found, message, desk),
            Facts(tuple(breach_words.rows(owned, dict(CATEGORIES))), breach_words.days(breach)),
            *timeliness(breach, desk),
        ),
        choices=tuple(_actions(breach)),
        tone=tone_of(breach, found, desk),
        footer=wording.NOT_ADVICE,
    )


def _actions(breach: Breach) -> Iterator[Choice]:
    """The buttons for what can be done with it; none that changes a withdrawn one."""
    if not breach.withdrawn:
        yield from received_action(breach)
        yield Choice(breach_words.NOTICE, f"notice breach {breach.id}")
    yield Choice(breach_words.HISTORY, f"history {breach.id}")
    if breach.withdrawn:
        yield Choice(breach_words.RESTORE, f"undo {breach.id}")
    if not breach.withdrawn:
        yield Choice(breach_words.CORRECT, f"correct {breach.id}")
        yield Choice(breach_words.WITHDRAW, f"withdraw {breach.id}")
