"""The sentences of the board, its greeting, the App Home, and the link to the page."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from handlers.breaches.words import FIELDS as BREACH_FIELDS
from handlers.contracts.ended import has_ended
from handlers.contracts.words import FIELDS as CONTRACT_FIELDS
from handlers.deadlines.states import DeadlineState, state_of
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import month_day, short_day
from handlers.people.chats import HOW_TO_GET_A_LINK
from storage.records import Breach, Contract, Deadline

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


# The figures.

# The App Home.


def greeting(counts: Mapping[DeadlineState, int]) -> str:
    """How things stand, in one line."""
    overdue, later = counts[DeadlineState.OVERDUE], counts[DeadlineState.LATER]
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    if overdue:
        also = messages.more_due_within_a_week(soon=soon) if soon else ""
        return messages.deadlines_overdue(number=overdue, also=also)
    if soon:
        return messages.deadlines_due_within_a_week(number=soon)
    return messages.nothing_is_due_this_week_later(later=later) if later else messages.nothing_is_due


def stands(deadline: Deadline, today: date) -> str:
    """How an open deadline stands, in a few words."""
    left = (deadline.last_day - today).days
    match state_of(deadline, today):
        case DeadlineState.OVERDUE:
            return messages.overdue_days(number=-left)
        case DeadlineState.PASSING:
            return messages.safe_date_passed_last_date(left=_in_days(left).lower())
        case _:
            return _in_days((deadline.safe - today).days)


def _in_days(number: int) -> str:
    return {0: "Today", 1: "Tomorrow"}.get(number, f"In {number} days")


def dates(deadline: Deadline, today: date) -> str:
    """Both dates in a few words."""
    last = short_day(deadline.last_day, today)
    if today > deadline.last_day:
        return messages.last_date(last=last)
    if today > deadline.safe:
        return messages.last_date(last=last)
    return (
        last
        if deadline.safe == deadline.last_day
        else messages.last_date_2(safe=short_day(deadline.safe, today), last=last)
    )


def contract_facts(contract: Contract, today: date) -> str:
    """A contract in the list, below its name."""
    ends = "ended" if has_ended(contract, today) else messages.runs_until
    until = f", {ends} {_in_list(contract.expiry)}" if contract.expiry else ""
    executed = f"Executed {_in_list(contract.executed)}" if contract.executed else messages.day_of_execution_unknown
    return f"{executed}{until}"


def _in_list(value: date) -> str:
    return f"{month_day(value)}, {value.year}"


def contract_gaps(contract: Contract, missing: int, unchecked: int) -> Iterator[str]:
    """What a contract lacks, in the contract or on record."""
    if contract.executed is None:
        yield _label(CONTRACT_FIELDS, "executed")
    for number, says in ((missing, ""), (unchecked, " to check")):
        if number:
            yield f"{number} provision{'' if number == 1 else 's'}{says}"
    if not contract.link and not contract.file:
        yield f"{_label(CONTRACT_FIELDS, 'link')} or {_label(CONTRACT_FIELDS, 'file')}"
    for field in ("purpose", "description", "categories"):
        if not getattr(contract, field):
            yield _label(CONTRACT_FIELDS, field)


def _label(fields: Mapping[str, tuple[str, str]], field: str) -> str:
    """The field as its form names it, within a sentence."""
    label = fields[field][0]
    return f"{label[:1].lower()}{label[1:]}"


def breach_gaps(breach: Breach) -> Iterator[str]:
    """What is not known of a breach."""
    lacks = {
        "discovered": breach.discovered is None,
        "board_told": breach.board_told is None,
        "categories": not breach.categories,
        "students": breach.students is None,
    }
    yield from (_label(BREACH_FIELDS, field) for field, is_so in lacks.items() if is_so)


def stuck(number: int) -> str:
    """That posts do not get out."""
    if not number:
        return ""
    posts = messages.a_post_is if number == 1 else messages.posts_are(number=number)
    return messages.not_getting_through_i_keep_trying(posts=posts)


def headed(title: str, counts: Mapping[DeadlineState, int]) -> str:
    """The title of a list of deadlines, which says how they stand."""
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    late, later = counts[DeadlineState.OVERDUE], counts[DeadlineState.LATER]
    said = [
        f"{some} {how}" for some, how in ((late, "overdue"), (soon, messages.within_a_week), (later, "later")) if some
    ]
    return " · ".join((title, *([", ".join(said)] if said else [])))


def counted(title: str, shown: int, found: int) -> str:
    """The title of a list, which says where it goes on."""
    return f"{title} · {found} ({shown} shown)" if found > shown else title


# On the page.


def _how(*, at_machine: bool) -> str:
    """Where people get a link: where no chat gives it, from who names people."""
    return messages.HOW_TO_GET_ONE_HERE if at_machine else HOW_TO_GET_A_LINK


def gone(*, at_machine: bool) -> str:
    """A link that opens nothing."""
    return messages.gone(how=_how(at_machine=at_machine))


def no_visit(*, at_machine: bool) -> str:
    """Nobody signed in in this browser."""
    return messages.no_visit(how=_how(at_machine=at_machine))


def left(*, at_machine: bool) -> str:
    """Somebody signed out."""
    return messages.left(how=_how(at_machine=at_machine))


def other_address(address: str, *, at_machine: bool) -> str:
    """The page is called by another name than its own, or has none."""
    if at_machine:
        return messages.there_is_no_page_at_this(how_to_get_one_here=messages.HOW_TO_GET_ONE_HERE)
    return messages.OTHER_ADDRESS if address else messages.NO_PAGE


def enter(lasts: timedelta) -> str:
    """The sentence above the button that spends the link."""
    return messages.enter(lasts=_time(lasts))


def told(lasts: timedelta) -> str:
    """The sentence above the link to the page."""
    minutes = int(lasts.total_seconds()) // 60
    return messages.this_link_works_once_within_minutes(minutes=minutes)


def _time(lasts: timedelta) -> str:
    return f"{lasts.days} days" if lasts.days else f"{int(lasts.total_seconds()) // 3600} hours"
