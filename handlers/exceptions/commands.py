"""Shows an exception: what is not shown yet first, then what is on record and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines.display.rows import of_record
from handlers.deadlines.display.status import tone
from handlers.deadlines.schedule.plan import EXCEPTION_REVIEW, PlannedDeadline, by_policy
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Part, Reply, Text, Tone
from handlers.exceptions import words
from handlers.exceptions.conditions import also_owed, exemption, is_complete, missing, needed, signed_after, tag
from handlers.exceptions.form import field_of
from handlers.law import words as law_words
from handlers.people import names
from storage.kinds.plan_exception import PlanException
from storage.records import Status

MOST_ASKED = 3
"""Conditions that are shown with their whole question; of more the names are enough, and the form asks."""


def find_exception(id: str, desk: Desk) -> PlanException:
    """The exception with that id. Raises Sorry."""
    found = desk.store.plan_exception(id.strip().upper())
    if found is None:
        raise Sorry(words.none(id))
    return found


def follows_exception(exception: PlanException) -> tuple[PlannedDeadline, ...]:
    """The review, on the day that the district chose; none once the product is no longer used."""
    return (by_policy(EXCEPTION_REVIEW, exception.review),) if exception.review and not exception.ended else ()


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``exception ID``: everything on record about it."""
    exception = find_exception(rest, desk)
    cite = exemption(desk).cite
    called = [(one.id, words.label(one.id, one.asks)) for one in needed(exception, desk)]
    owner = names.display_name(exception.owner, desk)
    days = tuple(day for day in (exception.started, exception.review, exception.ended) if day)
    return Reply(
        title=words.title(exception),
        parts=(
            *standing(exception, desk),
            Facts(tuple(words.rows(exception, called, owner)), days),
            *_review(exception, message, desk),
            *(Text(says, more=True) for says in also_owed(desk)),
            Cite(law_words.pin(cite), cite.link),
        ),
        choices=tuple(actions(exception, desk)),
        tone=tone_of(exception, desk),
        footer=footer(desk),
    )


def footer(desk: Desk) -> str:
    """How far the conditions were checked."""
    return f"{law_words.checked(tag(desk))} {wording.NOT_ADVICE}"


def standing(exception: PlanException, desk: Desk) -> Iterator[Part]:
    """That it was used too early, and each condition that nothing shows yet; else that there is evidence of all."""
    lacks = missing(exception, desk)
    late = signed_after(exception, desk)
    if late and exception.started:
        yield Text(words.used_before(exception.started, late))
    if not lacks:
        yield from () if late else (Text(words.ALL_THERE),)
        return
    yield Text(words.lacking(len(lacks), len(needed(exception, desk))))
    asks = len(lacks) <= MOST_ASKED
    yield Bullets(
        tuple(f"{name}: {one.asks}" if asks else name for one in lacks if (name := words.label(one.id, one.asks)))
    )


def _review(exception: PlanException, message: Message, desk: Desk) -> Iterator[Part]:
    found = [one for one in desk.store.deadlines(record=exception.id) if one.status is not Status.WITHDRAWN]
    if found:
        yield from of_record(exception, found, desk, message)
    elif not (exception.withdrawn or exception.ended):
        yield Text(words.NO_REVIEW)


def tone_of(exception: PlanException, desk: Desk) -> Tone:
    """Never done: incomplete while a condition is not shown, else as its review stands."""
    if exception.withdrawn:
        return "plain"
    if not is_complete(exception, desk):
        return "incomplete"
    running = desk.store.deadlines(record=exception.id, status=Status.OPEN)
    return tone(running, desk) if running else "plain"


def actions(exception: PlanException, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with it; none that changes a withdrawn one."""
    lacks = missing(exception, desk)
    if lacks and not exception.withdrawn:
        named = ", ".join([*(["plan"] if not exception.plan else []), *(field_of(one.id) for one in lacks)])
        yield Choice(words.ADD, f"correct {exception.id} {named}", primary=True)
    yield Choice(law_words.SHOW_RULE, f"rule {exemption(desk).cite}")
    yield Choice(words.REPORT, "report commission")
    yield Choice(words.HISTORY, f"history {exception.id}")
    if exception.withdrawn:
        yield Choice(words.RESTORE, f"undo {exception.id}")
    else:
        yield Choice(words.CORRECT, f"correct {exception.id}")
        yield Choice(words.WITHDRAW, f"withdraw {exception.id}")
