"""How the clocks of a breach are counted and explained: the law's, or the contract's own where that is stricter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.breaches import words as breach_words
from handlers.breaches.form import families_clock
from handlers.deadlines import term_words
from handlers.deadlines.schedule.plan import clock_counts, vendor_events
from handlers.deadlines.vendor_terms import OwnTerm, term_of
from handlers.dialogue.desk import Desk
from handlers.law.dates import words as date_words
from knowledge.citation import Citation
from knowledge.counting import day_of
from knowledge.model import Event
from knowledge.names import INFORMATION_BREACHED, NOTICE_RECEIVED, OTHERS_BREACHED
from knowledge.wording.numbers import in_words, number_of
from storage.records import Breach, Contract


def contract_of(breach: Breach, desk: Desk) -> Contract | None:
    """The contract that the breach names."""
    return desk.store.contract(breach.contract) if breach.contract else None


def clocks_cite(desk: Desk) -> Citation:
    """Where the vendor's clock and the board's stand together."""
    cite = desk.law.clock(NOTICE_RECEIVED, desk.today).cite
    return cite.parent or cite


def counted(breach: Breach, desk: Desk) -> tuple[str, ...]:
    """How the clocks that run now are counted: the board's once it was told, else the vendor's."""
    if breach.board_told is not None:
        boards = clock_counts(desk.law, NOTICE_RECEIVED, breach.board_told, desk.calendar)
        return tuple(date_words.counted(one, desk.today) for one in boards)
    if breach.discovered is None:
        return ()
    contract = contract_of(breach, desk)
    found = (
        _counted_for(event, breach.discovered, term_of(event, breach, contract, desk), desk)
        for event in vendor_events(breach.categories)
    )
    return tuple(one for one in found if one)


def _counted_for(event: Event, discovered: date, term: OwnTerm | None, desk: Desk) -> str:
    """How one of the vendor's clocks is counted, by the contract's own term where that is stricter."""
    if term:
        return term_words.by_contract(term.days, discovered, term.law)
    return " ".join(
        date_words.counted(one, desk.today) for one in clock_counts(desk.law, event, discovered, desk.calendar)
    )


def explanation(breach: Breach, desk: Desk, *, mixed: bool) -> Iterator[str]:
    """Whose clocks run, and what it means where both of the vendor's do."""
    if breach.board_told:
        day = day_of(breach.board_told)
        says = desk.law.on(day).says(str(desk.law.clock(NOTICE_RECEIVED, day).cite), 2)
        yield breach_words.families_first(fact.says for fact in says)
    else:
        yield breach_words.vendor_clock(families_clock(desk))
    if mixed:
        yield breach_words.mixed(*_limits(breach, desk))


def _limits(breach: Breach, desk: Desk) -> tuple[str, str]:
    """How long the vendor has for student information and for other data; the contract's own term is named as such."""
    events, contract = (INFORMATION_BREACHED, OTHERS_BREACHED), contract_of(breach, desk)
    laws = [desk.law.clock(event, breach.discovered or desk.today).within for event in events]
    own = [term_of(event, breach, contract, desk) for event in events]
    if not any(own) and laws[0].unit == laws[1].unit:
        return in_words(laws[0]), number_of(laws[1])
    first, second = (
        term_words.of_contract(term.days) if term else in_words(law) for term, law in zip(own, laws, strict=True)
    )
    return first, second
