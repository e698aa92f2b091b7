"""The texts of breaches: their form, card, clocks, subprocessors and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence, short_day
from handlers.law.words import checked
from knowledge.citation import Tag, weakest
from knowledge.counting import Within
from knowledge.wording import in_short, in_words
from storage.records import Breach, Deadline

FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "vendor": ("Vendor", "text"),
    "discovered": ("Vendor discovered it", "date"),
    "board_told": ("Board received the vendor's notice", "date"),
    "categories": ("Data involved", "many"),
    "students": ("How many students", "number"),
    "description": ("What happened", "long"),
    "owner": ("Owner in the district", "person"),
}
NO_CONTRACT_NAMED = "Needed only where no contract is named."
WHEN: tuple[str, FieldKind] = ("Date of receipt", "date")
WHEN_HINT = "The day the board received the contractor's notice."
FORM_TITLE, SUBMIT = "Log a breach", "Save the breach"
FUTURE_DISCOVERY = "The vendor cannot have discovered it in the future. Check the date, or leave it blank."
FUTURE_NOTICE = "That day is in the future. Write the day the notice arrived, or leave it blank."
NOTICE_FIRST = "The notice would come before the discovery. Check both dates."
WHICH_VENDOR = "Name the vendor, or give the contract's number."
NO_CLOCK = (
    "No clock is running yet, because the day of discovery is not known and I do not guess. Ask the vendor today: When "
    "did you discover it? Which students? Which data? Then enter the day."
)
DISCOVERY_UNKNOWN = (
    "Whether the vendor told the board in time depends on the day on which it discovered the breach. Ask the vendor, "
    "and enter the day."
)
NO_CLOCK_IN_SHORT = "No clock runs until you enter the day of discovery."
DISCOVERY_UNKNOWN_IN_SHORT = "Ask the vendor when it discovered the breach."
RECEIVED, SHOW, DEADLINES = "We received the notice", "Show the breach", "All deadlines"
CORRECT, HISTORY, WITHDRAW = "Correct", "History", "Withdraw"
NOTICE = "Notice to families"
RESTORE = "Undo the withdrawal"
LOG_ANOTHER = "Log a breach"
FOLLOW_UP = "You may not know yet who was involved. Tell what is known, and follow up."


ONE_FOR_EACH = "Nothing is saved yet. Log one breach for each contract whose data is involved."
EACH_HAS_ITS_CLOCK = (
    "Each vendor must tell the board of a breach that it discovers, so each contract has its own clock."
)
WITHOUT_CONTRACT = "Log it without a contract"


def twin(breach: Breach) -> str:
    """A breach of the same contract and day is on record."""
    return f"{breach.id} at {breach.vendor} is on record already with the same day; this is a different breach"


def touches(name: str, number: int) -> str:
    """The firm is a subprocessor, and how many contracts have it."""
    return short(f"{name} is a subprocessor in {number} contract{'' if number == 1 else 's'}")


def at_subprocessor(name: str) -> str:
    """The first words of the description where the breach was at a subprocessor."""
    return sentence(f"At the subprocessor {name}")


def more_touched(number: int, name: str) -> str:
    """How many contracts the list leaves out."""
    return f"{number} more {'is' if number == 1 else 'are'} not shown. Write who-has {short(name, 60)} to see all."


def first_ones(number: int) -> str:
    """There are more contracts than buttons."""
    return f"The buttons are for the first {number}. When these are logged, report it again to log the rest."


def shortened(most: int) -> str:
    """The description is longer than a button copies."""
    return (
        f"The buttons keep only the first {most} characters of what happened. Add the rest afterwards: write correct, "
        "the breach's number, and description."
    )


def log_for(contract: str) -> str:
    """The button that logs the breach for one contract."""
    return f"Log for {contract}"


def logged_as(id: str) -> str:
    """It is logged already for this contract."""
    return f"logged as {id}"


def hints(families: Within) -> Mapping[str, str]:
    """The hints below the form's fields; ``families`` is the board's time to tell them."""
    return {
        "contract": "Or leave it blank and name the vendor.",
        "discovered": "Leave it blank if you do not know.",
        "board_told": f"The {in_words(families)} to tell families run from it. Leave it blank if there is none yet.",
        "categories": "Check all that may be involved.",
        "students": "A number only; never names.",
        "description": "No student names.",
    }


def start_clock(families: Within) -> str:
    """The button that starts the board's clock."""
    return f"Start the {in_short(families)}"


def vendor_clock(families: Within) -> str:
    """Whose clock runs before the vendor's notice arrives."""
    return (
        "This clock is the vendor's: it must tell the board without unreasonable delay, and no later than the date "
        f"above. The board's own {in_words(families)} start when the vendor's notice arrives. When it does, type "
        "received and the breach's number."
    )


def mixed(information: str, other: str) -> str:
    """What it means that both of the vendor's clocks run."""
    return (
        "The data is mixed. For student information other than directory information the limit is "
        f"{information}; for the rest it is {other}. The earlier one governs what it covers, so hold the vendor to it."
    )


def no_contract(id: str) -> str:
    """There is no such contract."""
    return f"There is no contract '{id[:20]}'. Pick another, or leave it blank and name the vendor."


def none(id: str) -> str:
    """There is no such breach."""
    return f"There is no breach '{id[:20]}'. Type breaches to see them all."


def title(breach: Breach) -> str:
    """A breach in a line."""
    gone = " (withdrawn)" if breach.withdrawn else ""
    return short(f"{breach.id}: breach at {breach.vendor}{gone}")


def saved(breach: Breach, *, again: bool) -> str:
    """It is saved, or was already by the same press."""
    if again:
        return f"This was already saved as {breach.id}. It was not saved twice."
    return f"Saved as {breach.id}."


def clock_is_vendors(pin: str) -> str:
    """The vendor's clock runs; ``pin`` is where the law starts the board's own."""
    return f"This clock is the vendor's. Yours starts with its notice ({pin})."


def vendor_was_late(last: date) -> str:
    """The vendor told the board after its last day."""
    return f"The vendor told you late: its last day was {day(last)}."


def families_first(says: Iterable[str]) -> str:
    """What the law says of telling families, and that they can be told before all is known."""
    return " ".join((*says, FOLLOW_UP))


def tags(deadlines: Iterable[Deadline], *, mixed: bool) -> str:
    """How far the rules behind the deadlines were checked; that a mixed breach has both clocks is our inference."""
    found = [Tag(d.tag) for d in deadlines if d.tag] + ([Tag.I] if mixed else [])
    return checked(weakest(found)) if found else ""


def received_title(breach: Breach) -> str:
    """The form for the day of receipt."""
    return f"{breach.id}: the vendor's notice arrived"


def already(breach: Breach, by: str = "", at: str = "") -> str:
    """The notice was noted before, and by whom."""
    assert breach.board_told
    said = f"The vendor's notice of {breach.id} was received on {day(breach.board_told)}"
    return sentence(f"{said}; {by} noted it {at}" if by else said)


def not_taken(value: date, stands: date) -> str:
    """Another day was given, and nothing was changed."""
    return f"{day(value)} was not taken: {day(stands)} stands until somebody corrects it."


def correct_to(id: str, on: date) -> str:
    """The button that corrects the day of the notice."""
    return f"Correct {id} to {on:%b} {on.day}"


def told_on(value: date, last: date) -> str:
    """The proof that the vendor told the board, and whether it was late."""
    late = f", after the last day ({day(last)})" if value > last else ""
    return f"The vendor's notice arrived on {day(value)}{late}"


def asked(discovered: date | None, told: date | None) -> str:
    """The proof that the vendor was asked: its answer."""
    if discovered:
        return f"The vendor discovered it on {day(discovered)}"
    return f"The vendor's notice arrived on {day(told)}" if told else ""


def before_contract(id: str, executed: date, what: str, value: date) -> str:
    """The breach is older than the contract that it names."""
    return f"{id} was executed on {day(executed)}, after {what} ({day(value)}); it is the right contract all the same"


WAS_DISCOVERED, WAS_TOLD = "the vendor discovered the breach", "the board received the notice"


def rows(breach: Breach, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A breach as pairs of label and value."""
    yield "Vendor", breach.vendor
    yield "Contract", breach.contract or "none named"
    yield "Vendor discovered it", day(breach.discovered) if breach.discovered else "not known; ask the vendor"
    yield "Board received the notice", day(breach.board_told) if breach.board_told else "not yet"
    yield "Data", ", ".join(labels.get(c, c) for c in breach.categories) or "not known"
    pairs = [
        ("Students", f"{breach.students:,}" if breach.students else ""),
        ("What happened", breach.description),
        ("Owner", breach.owner),
        ("Withdrawn", breach.reason if breach.withdrawn else ""),
    ]
    yield from ((label, value) for label, value in pairs if value)


def name(breach: Breach) -> str:
    """What a breach is called in a list."""
    return short(f"Breach at {breach.vendor}{' (withdrawn)' if breach.withdrawn else ''}")


def state(breach: Breach, today: date) -> str:
    """Where a breach stands."""
    if breach.board_told:
        return f"notice received {short_day(breach.board_told, today)}"
    found = breach.discovered
    return f"discovered {short_day(found, today)}, no notice yet" if found else "discovery not known"


def count(number: int, search: str) -> str:
    """How many breaches."""
    return short(f"{number} breach{'' if number == 1 else 'es'}{f' with {search!r}' if search else ''}")


def days(breach: Breach) -> tuple[date, ...]:
    """The dates on its card; a moment of receipt is left as it was typed."""
    return tuple(day for day in (breach.discovered, breach.board_told) if day and not isinstance(day, datetime))
