"""The sentences of the figures and of the packet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.apps import words as app_words
from handlers.apps.card import AppFigures
from handlers.dialogue.words import NOT_ADVICE, short_day
from handlers.documents.words import long_day, table_day
from handlers.packet.figures import (
    BreachFigures,
    ContractFigures,
    ExceptionFigures,
    FamilyFigures,
    Figures,
    Kept,
    ReportPeriod,
)

CONTRACTS, POSTINGS, BREACHES, OVERDUE, NEXT = "Contracts in force", "Posted on time", "Breaches", "Overdue now", "Next"
FAMILIES, EXCEPTIONS = "Families' requests", "Exceptions for a child's plan"
APPS = "Products asked for"
BY_PROVISIONS, COMPLETE, LACKING, UNMARKED = (
    "Contracts by their provisions",
    "All present",
    "Some missing",
    "Not all checked",
)
ON_TIME, LATE, NOT_DONE = "On time", "Late", "Not done"
DUTIES, MISSING, SIGNED, ENDED, ENDS = (
    "The board's duties", "Provisions most often missing", "Signed in this period", "Ended in this period",
    "Ending in the next six months",
)  # fmt: skip
LATE_NOW = "Overdue"
WORD_FILE, PDF_FILE, LAST_MONTH, THIS_YEAR = "Packet as Word file", "Packet as PDF", "Last month", "This school year"
EXCEL_FILE, SHEET = "Figures as Excel file", "Figures"
UNKNOWN, NONE_OVERDUE, NOTHING = "not known", "nothing", "None."
DUTY_COLUMNS = ("Duty", "Where it stands", "On time", "Late", "Not done", "Share")
MISSING_COLUMNS = ("Provision", "Where it stands", "Contracts without it")
CONTRACT_COLUMNS = ("Contract", "Vendor and product", "Executed")
ENDS_ON, ENDED_ON = "Last day", "Ended"
BREACH_COLUMNS = ("Breach", "Vendor", "Vendor found it", "Board was told", "Families were told", "State")
DUE_COLUMNS = ("Safe date", "Last date", "What", "About", "Owner")
OPEN, CLOSED = "open", "closed"
NO_FORMAT = (
    "A packet is a .pdf or a .docx file; its figures alone a .csv, .xlsx or .json. Write, for example, packet pdf."
)


def span(period: ReportPeriod) -> str:
    """The first and last day of the period."""
    return f"{long_day(period.since)} to {long_day(period.until)}"


def due_within(days: int) -> str:
    """The heading of what is due next."""
    return f"Due in the next {days} days"


def both_days(safe: date, last: date, today: date) -> str:
    """The safe date, and the last one where that is another."""
    said = short_day(safe, today)
    return said if safe == last else f"{said} (last date {short_day(last, today)})"


def stats_title(period: ReportPeriod) -> str:
    """The reply with the figures."""
    return f"Figures: {span(period)}"


def paper_title(district: str) -> str:
    """The packet's title."""
    return f"{district}: student data privacy" if district else "Student data privacy"


def packet_title(period: ReportPeriod) -> str:
    """The reply with the packet."""
    return f"Packet: {span(period)}"


def contracts(found: ContractFigures) -> str:
    """How many are in force, and what is known of their provisions."""
    if not found.in_force:
        return "none"
    parts = [
        (found.complete, "with all provisions"),
        (found.lacking, "with some missing"),
        (found.unmarked, "not all checked"),
    ]
    says = ", ".join(f"{number} {says}" for number, says in parts if number)
    return f"{found.in_force} contract{'' if found.in_force == 1 else 's'} in force: {says}"


def kept(found: Kept | None) -> str:
    """How many postings were on time, of those that were due."""
    if found is None:
        return "none had to be posted in this period"
    rest = [(found.late, "late"), (found.not_done, "not done")]
    tail = "".join(f", {number} {says}" for number, says in rest if number)
    return f"{found.on_time} of {found.due} postings ({found.share}%){tail}"


def breaches(found: tuple[BreachFigures, ...]) -> str:
    """How many there were, and how many are open."""
    return f"{len(found)}, {sum(one.is_open for one in found)} open" if found else "none"


def vendors_days(found: BreachFigures) -> str:
    """When the board was told, and how long the vendor took."""
    if found.breach.board_told is None:
        return "not yet"
    took = f" (after {_days(found.vendors_days)})" if found.vendors_days is not None else ""
    return f"{table_day(found.breach.board_told)}{took}"


def boards_days(found: BreachFigures) -> str:
    """When the families were told, and how long the board took."""
    if found.families_told is None:
        return "not yet"
    took = f" (after {_days(found.boards_days)})" if found.boards_days is not None else ""
    return f"{table_day(found.families_told)}{took}"


def _days(number: int | None) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def families(found: FamilyFigures) -> str:
    """How many families asked, and what came of it."""
    parts = [(found.done, "done"), (found.not_done, "not done, with the reason"), (found.waiting, "open")]
    return ", ".join([f"{found.received} received", *(f"{number} {says}" for number, says in parts if number)])


def exceptions(found: ExceptionFigures) -> str:
    """How many were in use, and how many are not complete."""
    return f"{found.used} in use{f', {found.incomplete} not complete' if found.incomplete else ''}"


def apps(found: AppFigures) -> str:
    """How many products were asked for and decided, and how long people waited; empty for none."""
    if not (found.asked or found.decided or found.waiting):
        return ""
    days = "a day" if (found.days or 0) < 2 else f"{found.days} days"
    child = f", {found.for_child} for one child only" if found.for_child else ""
    decided = f"{found.approved} approved and {found.refused} refused{child}, half of them within {days}"
    decided = decided if found.decided else "none decided"
    return f"{found.asked} in this period; {decided}; {found.waiting} open now"


def summary(found: Figures) -> Iterator[str]:
    """What a board member reads first, beside the charts."""
    if not found.contracts.in_force:
        yield "No contract was in force when the period ended."
    if found.postings is None:
        yield "No contract had to be posted in this period."
    yield f"Breaches in this period or still open: {breaches(found.breaches)}."
    if found.families.any:
        yield f"{FAMILIES}: {families(found.families)}."
    if found.exceptions.used:
        yield f"{EXCEPTIONS}: {exceptions(found.exceptions)}."
    if asked := apps(found.apps):
        yield f"{APPS}: {asked}."
    if found.apps.lacking:
        yield f"{app_words.lacking(found.apps.lacking)}."
    yield f"Overdue on {long_day(found.day)}: {len(found.overdue) or NONE_OVERDUE}."


def as_of(found: Figures) -> str:
    """What the figures rest on."""
    return (
        f"Counted on {long_day(found.day)} from the district's records as they stood that day. Withdrawn records are "
        "left out. A duty counts in the period into which its last date fell."
    )


def more(number: int) -> str:
    """How many a table leaves out."""
    return f"And {number} more; the board page lists all."


def made(name: str) -> str:
    """The packet file is ready."""
    return f"{name}: read it before you hand it out."


def made_figures(name: str) -> str:
    """The file with the figures alone is ready."""
    return f"{name}: every figure of the packet, one a line."


def footer(checked: str) -> str:
    """How far the rules behind the figures were checked."""
    return f"The rules behind these figures: {checked} {NOT_ADVICE}"
