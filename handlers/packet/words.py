"""The sentences of the figures and of the packet."""

from collections.abc import Callable, Iterator
from datetime import date

from handlers.apps import words as app_words
from handlers.apps.card import AppFigures
from handlers.dialogue.catalog import Sentence, catalog
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
from knowledge.law import TELL_FAMILIES

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

UNKNOWN, NONE_OVERDUE, NOTHING = messages.not_known, "nothing", messages.none
DUTY_COLUMNS = (
    messages.duty,
    messages.where_it_stands,
    messages.on_time,
    messages.late,
    messages.not_done,
    messages.share,
)
MISSING_COLUMNS = (messages.provision, messages.where_it_stands, messages.contracts_without_it)
CONTRACT_COLUMNS = (messages.contract, messages.vendor_and_product, messages.executed)
BREACH_COLUMNS = (
    messages.breach,
    messages.vendor,
    messages.vendor_found_it,
    messages.board_was_told,
    messages.families_were_told,
    messages.state,
)
DUE_COLUMNS = (messages.safe_date, messages.last_date, messages.what, messages.about, messages.owner)
OPEN, CLOSED = "open", "closed"


def span(period: ReportPeriod) -> str:
    """The first and last day of the period."""
    return f"{long_day(period.since)} to {long_day(period.until)}"


def both_days(safe: date, last: date, today: date) -> str:
    """The safe date, and the last one where that is another."""
    said = short_day(safe, today)
    return said if safe == last else messages.last_date_2(safe=said, last=short_day(last, today))


def stats_title(period: ReportPeriod) -> str:
    """The reply with the figures."""
    return f"Figures: {span(period)}"


def paper_title(district: str) -> str:
    """The packet's title."""
    return messages.student_data_privacy(district=district) if district else messages.student_data_privacy_2


def packet_title(period: ReportPeriod) -> str:
    """The reply with the packet."""
    return f"Packet: {span(period)}"


def contracts(found: ContractFigures) -> str:
    """How many are in force, and what is known of their provisions."""
    if not found.in_force:
        return "none"
    parts = [
        (found.complete, messages.with_all_provisions),
        (found.lacking, messages.with_some_missing),
        (found.unmarked, messages.not_all_checked),
    ]
    says = ", ".join(f"{number} {says}" for number, says in parts if number)
    return messages.contracts_in_force(number=found.in_force, says=says)


def kept(found: Kept | None) -> str:
    """How many postings were on time, of those that were due."""
    if found is None:
        return messages.none_had_to_be_posted_in
    rest = [(found.late, "late"), (found.not_done, messages.not_done_2)]
    tail = "".join(f", {number} {says}" for number, says in rest if number)
    return messages.of_postings(on_time=found.on_time, due=found.due, share=found.share, tail=tail)


def breaches(found: tuple[BreachFigures, ...]) -> str:
    """How many there were, and how many are open."""
    return f"{len(found)}, {sum(one.is_open for one in found)} open" if found else "none"


def vendors_days(found: BreachFigures) -> str:
    """When the board was told, and how long the vendor took."""
    if found.breach.board_told is None:
        return messages.not_yet
    took = f" (after {_days(found.vendors_days)})" if found.vendors_days is not None else ""
    return f"{table_day(found.breach.board_told)}{took}"


def boards_days(found: BreachFigures) -> str:
    """When the families were told, and how long the board took."""
    if found.families_told is None:
        return messages.not_yet
    took = f" (after {_days(found.boards_days)})" if found.boards_days is not None else ""
    return f"{table_day(found.families_told)}{took}"


def _days(number: int | None) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def families(found: FamilyFigures) -> str:
    """How many families asked, and what came of it."""
    parts = [(found.done, "done"), (found.not_done, messages.not_done_with_the_reason), (found.waiting, "open")]
    return ", ".join([f"{found.received} received", *(f"{number} {says}" for number, says in parts if number)])


def exceptions(found: ExceptionFigures) -> str:
    """How many were in use, and how many are not complete."""
    return messages.exceptions(
        used=found.used, incomplete=f", {found.incomplete} not complete" if found.incomplete else ""
    )


def apps(found: AppFigures) -> str:
    """How many products were asked for and decided, and how long people waited; empty for none."""
    if not (found.asked or found.decided or found.waiting):
        return ""
    days = messages.a_day if (found.days or 0) < 2 else f"{found.days} days"
    child = messages.for_one_child_only(for_child=found.for_child) if found.for_child else ""
    decided = messages.approved_and_refused_half_of_them(
        approved=found.approved, refused=found.refused, child=child, days=days
    )
    decided = decided if found.decided else messages.none_decided
    return messages.in_this_period_open_now(asked=found.asked, decided=decided, waiting=found.waiting)


def opening(found: Figures, district: str) -> str:
    """One paragraph that a board member can read aloud: who, contracts, breaches, and what is asked of the board."""
    contracts, period = found.contracts, found.period
    lacking = (
        messages.lack_something(number=contracts.lacking) if contracts.lacking else "",
        messages.not_all_read(number=contracts.unmarked) if contracts.unmarked else "",
    )
    told = next((one for one in found.kept if one.duty == TELL_FAMILIES), None)
    asked = (
        messages.to_have_contracts_completed(number=contracts.lacking) if contracts.lacking else "",
        messages.to_see_to_what_is_overdue(number=len(found.overdue)) if found.overdue else "",
    )
    said = (
        messages.report_of(
            district=district or messages.THE_DISTRICT, since=long_day(period.since), until=long_day(period.until)
        ),
        messages.were_in_force(
            number=contracts.in_force,
            lacking=f" {messages.AND} ".join(filter(None, lacking)) or messages.none_lacks_anything,
        )
        if contracts.in_force
        else messages.no_contract_in_force,
        messages.there_were_breaches(number=len(found.breaches)) if found.breaches else messages.there_was_no_breach,
        messages.families_were_told_in_time(due=told.due, on_time=told.on_time, late=told.late, not_done=told.not_done)
        if told
        else messages.no_family_notice_was_due
        if found.breaches
        else "",
        messages.we_ask_the_board(what=f" {messages.AND} ".join(filter(None, asked)) or messages.to_take_note),
    )
    return " ".join(filter(None, said))


def summary(found: Figures) -> Iterator[str]:
    """What a board member reads first, beside the charts."""
    if not found.contracts.in_force:
        yield messages.no_contract_was_in_force_when
    if found.postings is None:
        yield messages.no_contract_had_to_be_posted
    yield messages.breaches_in_this_period_or_still(breaches=breaches(found.breaches))
    if found.families.any:
        yield f"{messages.FAMILIES}: {families(found.families)}."
    if found.exceptions.used:
        yield f"{messages.EXCEPTIONS}: {exceptions(found.exceptions)}."
    if asked := apps(found.apps):
        yield f"{messages.APPS}: {asked}."
    if found.apps.lacking:
        yield f"{app_words.lacking(number=found.apps.lacking)}."
    yield messages.overdue_on(day=long_day(found.day), none_overdue=len(found.overdue) or NONE_OVERDUE)


def as_of(found: Figures) -> str:
    """What the figures rest on."""
    return messages.as_of(day=long_day(found.day))


def made(name: str) -> str:
    """The packet file is ready."""
    return messages.made(name=name)


def made_figures(name: str) -> str:
    """The file with the figures alone is ready."""
    return messages.made_figures(name=name)


def footer(checked: str) -> str:
    """How far the rules behind the figures were checked."""
    return messages.footer(checked=checked, not_advice=NOT_ADVICE)
