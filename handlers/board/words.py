"""The sentences of the board, its greeting, the App Home, and the link to the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from handlers.breaches.words import FIELDS as BREACH_FIELDS
from handlers.contracts.ended import has_ended
from handlers.contracts.words import FIELDS as CONTRACT_FIELDS
from handlers.deadlines.states import DeadlineState, state_of
from handlers.dialogue.words import day, short_day
from handlers.people.chats import HOW_TO_GET_A_LINK
from storage.records import Breach, Contract, Deadline

LOG_CONTRACT, LOG_BREACH, DEADLINES = "Log a contract", "Log a breach", "All deadlines"
GREETING = (
    "Ask a question in your own words, log a contract or a breach, or check the board to see what is due. "
    "Type help for everything I understand."
)
NEXT = "Next:"
NO_RECORD = "There is no such record. The board lists what there is."

# The figures.
OVERDUE, SOON = "Overdue", "Due within a week"
FAMILIES, LACKING = "Breaches to tell families of", "Contracts incomplete"

# The App Home.
WAITING = "Waiting for you"
MINE, EVERYONES = "My list", "Next in the district"
MY_CONTRACTS, MY_REQUESTS = "My contracts", "My requests"
WHAT_NEXT = "What would you like to do?"
MAY_I, ASK_FOR_ONE, APPROVED, TRAINING = "May I use an app?", "Ask for an app", "Approved apps", "Training"
ALL_MINE, ALL_REQUESTS = "All of mine", "All my requests"
NO_REQUESTS = "You have not asked for an app yet."
ALL_DUE, ALL_CONTRACTS, ALL_BREACHES = "All deadlines", "All contracts", "All breaches"
ASK_IN_MESSAGES = "Ask in your own words in Messages."


def greeting(counts: Mapping[DeadlineState, int]) -> str:
    """How things stand, in one line."""
    overdue, later = counts[DeadlineState.OVERDUE], counts[DeadlineState.LATER]
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    if overdue:
        also = f"; {soon} more due within a week" if soon else ""
        return f"{overdue} deadline{'' if overdue == 1 else 's'} overdue{also}"
    if soon:
        return f"{soon} deadline{'' if soon == 1 else 's'} due within a week"
    return f"Nothing is due this week; {later} later" if later else "Nothing is due"


def stands(deadline: Deadline, today: date) -> str:
    """How an open deadline stands, in a few words."""
    left = (deadline.last_day - today).days
    match state_of(deadline, today):
        case DeadlineState.OVERDUE:
            return f"Overdue {-left} day{'' if left == -1 else 's'}"
        case DeadlineState.PASSING:
            return f"Safe date passed; last date {_in_days(left).lower()}"
        case _:
            return _in_days((deadline.safe - today).days)


def _in_days(number: int) -> str:
    return {0: "Today", 1: "Tomorrow"}.get(number, f"In {number} days")


def dates(deadline: Deadline, today: date) -> str:
    """Both dates in a few words."""
    last = short_day(deadline.last_day, today)
    if today > deadline.last_day:
        return f"Last date {last}"
    if today > deadline.safe:
        return f"Last date {last}"
    return last if deadline.safe == deadline.last_day else f"{short_day(deadline.safe, today)}; last date {last}"


def tick(value: date) -> str:
    """A date below the timeline."""
    return f"{value:%b} {value.day}"


def contract_facts(contract: Contract, today: date) -> str:
    """A contract in the list, below its name."""
    ends = "ended" if has_ended(contract, today) else "runs until"
    until = f", {ends} {_in_list(contract.expiry)}" if contract.expiry else ""
    return f"Executed {_in_list(contract.executed)}{until}"


def _in_list(value: date) -> str:
    return f"{tick(value)}, {value.year}"


def contract_gaps(contract: Contract, missing: int, unchecked: int) -> Iterator[str]:
    """What a contract lacks, in the contract or on record."""
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


def closed_since(title: str) -> str:
    """A reminder whose deadline is no longer open."""
    return f"{title} (closed since)"


def stuck(number: int) -> str:
    """That posts do not get out."""
    if not number:
        return ""
    posts = "A post is" if number == 1 else f"{number} posts are"
    return f"{posts} not getting through. I keep trying. Please check that I can still post in your channel."


def headed(title: str, counts: Mapping[DeadlineState, int]) -> str:
    """The title of a list of deadlines, which says how they stand."""
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    late, later = counts[DeadlineState.OVERDUE], counts[DeadlineState.LATER]
    said = [f"{some} {how}" for some, how in ((late, "overdue"), (soon, "within a week"), (later, "later")) if some]
    return " · ".join((title, *([", ".join(said)] if said else [])))


def counted(title: str, shown: int, found: int) -> str:
    """The title of a list, which says where it goes on."""
    return f"{title} · {shown} of {found}" if found > shown else title


TITLE, OPEN = "Your link to the board", "Open the board"
ON_THE_PAGE = "You are already on the page. Open Board, above, to see everything that is due and on record."
AT_THE_MACHINE = "The board is a web page that opens on the computer that runs the bot. Here is what it lists as due:"
NO_ADDRESS = (
    "The board has no web address yet. The person who runs the bot can set one with DPA_URL, for example "
    "https://dpa.example.org. For now, here is what the board lists as due:"
)

# On the page.
ENTER_TITLE, GONE_TITLE, ASK_TITLE, LEFT_TITLE = "The board", "Link expired", "You need a link", "Signed out"
HOW_TO_GET_ONE_HERE = "Ask an administrator of the bot for a new link."
NO_PAGE = (
    "This page has no web address yet. The person who runs the bot can set one with DPA_URL, for example "
    "https://dpa.example.org. Then /dpa board, typed in the chat, gives each person their own link."
)
OTHER_ADDRESS = "There is no page at this address. Type /dpa board in the chat for a link to the page."


def _how(*, at_machine: bool) -> str:
    """Where people get a link: where no chat gives it, from who names people."""
    return HOW_TO_GET_ONE_HERE if at_machine else HOW_TO_GET_A_LINK


def gone(*, at_machine: bool) -> str:
    """A link that opens nothing."""
    return f"Each link works once, and not for long. {_how(at_machine=at_machine)}"


def no_visit(*, at_machine: bool) -> str:
    """Nobody signed in in this browser."""
    return f"To open this page you need your own link. It then stays open for a while. {_how(at_machine=at_machine)}"


def left(*, at_machine: bool) -> str:
    """Somebody signed out."""
    return f"You are signed out in this browser. {_how(at_machine=at_machine)}"


def other_address(address: str, *, at_machine: bool) -> str:
    """The page is called by another name than its own, or has none."""
    if at_machine:
        return f"There is no page at this address. {HOW_TO_GET_ONE_HERE}"
    return OTHER_ADDRESS if address else NO_PAGE


def enter(lasts: timedelta) -> str:
    """The sentence above the button that spends the link."""
    return (
        f"The link works once. The page is then open to you in this browser for {_time(lasts)}, or until you sign out."
    )


def told(lasts: timedelta) -> str:
    """The sentence above the link to the page."""
    minutes = int(lasts.total_seconds()) // 60
    return (
        f"This link works once, within {minutes} minutes. Keep it to yourself: anyone who opens it acts in your name, "
        "and what they do is recorded as yours."
    )


def started(host: str, port: int, now: datetime) -> str:
    """Where the bot listens, and how the page is entered."""
    return (
        f"The bot is running ({day(now)}) on http://{host}:{port}/ and answers in the chats that it is connected to. "
        "There, /dpa board gives a link to its page. Ctrl-C stops it."
    )


def _time(lasts: timedelta) -> str:
    return f"{lasts.days} days" if lasts.days else f"{int(lasts.total_seconds()) // 3600} hours"
