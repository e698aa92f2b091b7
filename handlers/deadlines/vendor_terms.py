"""The days that a contract gives the vendor to report a breach, compared with those of the law."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.deadlines import words
from handlers.deadlines.plan import KINDS, after_discovery, own_days, vendor_events
from handlers.deadlines.states import DutyHolder
from handlers.deadlines.words import duty_title
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Cite, Part, Text
from handlers.law import words as law_words
from knowledge.citation import Citation
from knowledge.counting import Within, day_of
from knowledge.law import CONFLICTING_TERM, tag_of
from knowledge.model import Duty, Event, Rule
from knowledge.wording import in_words
from storage.records import Breach, Contract, Deadline


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A contract's number of days for one of the vendor's clocks, and the law's time for it."""

    kind: str
    """As in ``Contract.breach_days``."""
    days: int
    law: Within

    @property
    def is_stricter(self) -> bool:
        """Whether it is shorter than the law's time, so that it counts."""
        return self.law.unit == "days" and self.days < self.law.number

    @property
    def clashes(self) -> bool:
        """Whether it gives the vendor more time than the law does."""
        return self.law.unit == "days" and self.days > self.law.number


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day for the vendor to tell the board about one kind of data, and by how many days it was counted."""

    day: date
    days: int
    by_contract: bool


def own_terms(contract: Contract | None, day: date, desk: Desk) -> tuple[OwnTerm, ...]:
    """The contract's own terms for its vendor, each with the law's on ``day``."""
    of_kinds = {kind: event for event, kind in KINDS.items()}
    terms = contract.breach_days.items() if contract else ()
    return tuple(
        OwnTerm(kind, days, desk.law.clock(of_kinds[kind], day).within) for kind, days in terms if kind in of_kinds
    )


def term_rows(contract: Contract, desk: Desk) -> Iterator[tuple[str, str]]:
    """The stricter and the clashing terms as pairs of label and value; the value is empty where there are none."""
    terms = own_terms(contract, desk.today, desk)
    stricter = ", ".join(words.stricter(one.kind, one.days) for one in terms if one.is_stricter)
    clashing = ", ".join(words.clashing(one.kind, one.days, one.law) for one in terms if one.clashes)
    yield words.STRICTER, stricter
    yield words.CLASHES, clashing


def clashing_terms(contract: Contract | None, desk: Desk) -> tuple[OwnTerm, ...]:
    """The terms that give the vendor more time than the law does."""
    return tuple(one for one in own_terms(contract, desk.today, desk) if one.clashes)


def clash_parts(contract: Contract | None, desk: Desk) -> tuple[Part, ...]:
    """Each term that gives the vendor more time than the law, what the law says of that, and its cite."""
    clashing = clashing_terms(contract, desk)
    if contract is None or not clashing:
        return ()
    cite = clash_cite(desk)
    says = desk.law.on(contract.executed or desk.today).says(str(cite), 3)
    named = [Text(words.clash(one.kind, one.days, one.law)) for one in clashing]
    why = (Text(words.why([fact.says for fact in says], law_words.checked(tag_of(says)))),) if says else ()
    return (*named, *why, Cite(law_words.pin(cite), cite.link))


def clash_cite(desk: Desk) -> Citation:
    """The cite of what the law says about a term that conflicts with it."""
    return desk.law.named(Rule, CONFLICTING_TERM, desk.today).cite


def term_of(event: Event, breach: Breach, contract: Contract | None, desk: Desk) -> OwnTerm | None:
    """The contract's stricter term for one of the vendor's clocks; None where the law's counts."""
    terms = own_terms(contract, breach.discovered or desk.today, desk)
    return next((one for one in terms if one.kind == KINDS[event] and one.is_stricter), None)


def days_by_contract(deadline: Deadline, desk: Desk) -> int | None:
    """The contract's own number of days where a vendor's deadline follows it; None where it follows the law."""
    breach = desk.store.breach(deadline.record) if deadline.who == DutyHolder.CONTRACTOR else None
    contract = desk.store.contract(breach.contract) if breach and breach.contract else None
    if breach is None or contract is None or breach.discovered is None:
        return None
    duty = desk.law.on(breach.discovered).duties.get(deadline.duty)
    days = own_days(duty, contract) if duty else None
    is_own = days is not None and breach.discovered + timedelta(days=days) == deadline.last_day
    return days if is_own and duty and not _is_laws(duty, days) else None


def deadline_title(deadline: Deadline, desk: Desk) -> str:
    """The deadline's title; the contract's own number of days replaces the law's where it counts."""
    title, own = duty_title(deadline, desk.law), days_by_contract(deadline, desk)
    duty = desk.law.on(deadline.opened.date()).duties.get(deadline.duty)
    return title.replace(in_words(duty.within), words.of_contract(own)) if own and duty else title


def _is_laws(duty: Duty, days: int | None) -> bool:
    return duty.within.unit == "days" and duty.within.number == days


def last_days(breach: Breach, contract: Contract | None, desk: Desk) -> Iterator[LastDay]:
    """The vendor's last day to tell the board, for each of its clocks; none where the discovery is unknown."""
    if breach.discovered is None:
        return
    for event in vendor_events(breach.categories):
        term = term_of(event, breach, contract, desk)
        for planned in after_discovery(event, breach, contract, desk.law, desk.calendar):
            last = day_of(planned.last)
            yield LastDay(last, term.days if term else (last - breach.discovered).days, term is not None)


def late_by(breach: Breach, contract: Contract | None, desk: Desk) -> tuple[LastDay, ...]:
    """The last days that the vendor missed: it told the board after them."""
    if breach.board_told is None:
        return ()
    told = day_of(breach.board_told)
    return tuple(one for one in last_days(breach, contract, desk) if told > one.day)
