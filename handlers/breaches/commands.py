"""The form of a breach, its card and list, its clocks and how they are counted, and whether the vendor was late."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.breaches import words as breach_words
from handlers.contracts import form as contract_form
from handlers.contracts.form import mark_wrong, pick_fields, picked
from handlers.deadlines import words
from handlers.deadlines.plan import clock_counts, vendor_events
from handlers.deadlines.states import by_harm, overdue
from handlers.deadlines.status import list_tone, of_record, tone
from handlers.deadlines.vendor_terms import OwnTerm, late_by, term_of
from handlers.deadlines.words import ENTER_DISCOVERY
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Facts, Field, Part, Reply, Row, Rows, Text, Tone, When
from handlers.dialogue.text import offer_names, short
from handlers.forms import words as form_words
from handlers.forms.filling import Filled
from handlers.forms.values import LONG_AGO, ask_if_far
from handlers.law.dates import words as date_words
from handlers.logbooks.plain import find, usual_actions
from handlers.people import names
from handlers.understanding.fuzzy import closest
from knowledge.citation import Citation
from knowledge.counting import Within, day_of
from knowledge.law import INFORMATION_BREACHED, NOTICE_RECEIVED, OTHERS_BREACHED
from knowledge.model import Event
from knowledge.wording import in_words, number_of
from storage.records import Breach, Contract, Deadline, Status

CATEGORIES = (*contract_form.CATEGORIES, ("directory_information", "Directory information"))


ODD = ("before-contract-discovered", "before-contract-board_told")
"""Doubts about a breach that is older than its contract."""


def breach_fields(desk: Desk) -> tuple[Field, ...]:
    """The fields of the breach form."""
    labels, hints = breach_words.FIELDS, breach_words.hints(families_clock(desk))
    fields: tuple[Field, ...] = (
        *pick_fields(desk, hints["contract"]),
        Field("vendor", *labels["vendor"], when=When("contract", ("",), breach_words.NO_CONTRACT_NAMED)),
        Field("discovered", *labels["discovered"]),
        Field("board_told", *labels["board_told"], also=("received", "notice received")),
        Field("categories", *labels["categories"], options=CATEGORIES, also=("kinds", "kinds of data", "data")),
        Field("owner", *labels["owner"]),
        Field("students", *labels["students"], section=form_words.MORE),
        Field("description", *labels["description"], section=form_words.MORE),
    )
    return tuple(replace(f, hint=f.hint or hints.get(f.id, "")) for f in fields)


def families_clock(desk: Desk) -> Within:
    """How long the board has to tell families, under today's law."""
    return desk.law.clock(NOTICE_RECEIVED, desk.today).within


def read_breach(filled: Filled, desk: Desk, old: Breach | None = None) -> tuple[Breach, Contract | None]:
    """The breach as filled in, without an id, and its contract; errors and doubts stay with the form.

    ``old`` is the record that is corrected: its own values are not asked about again.
    """
    contract = _contract(filled, desk)
    discovered, notice = filled.day("discovered"), filled.moment("board_told")
    if discovered and discovered > desk.today:
        filled.errors["discovered"] = breach_words.FUTURE_DISCOVERY
    check_notice(filled, "board_told", notice, discovered, desk)
    vendor = filled.text("vendor") or (contract.vendor if contract else "")
    if not vendor:
        filled.errors.setdefault("vendor", breach_words.WHICH_VENDOR)
    filled.guard("description")
    breach = Breach(
        id="",
        vendor=vendor,
        contract=contract.id if contract else "",
        discovered=discovered,
        board_told=receipt_moment(notice, desk),
        categories=filled.chosen("categories"),
        students=filled.number("students"),
        description=filled.text("description"),
        owner=names.read_owner(filled, desk, old.owner if old else ""),
    )
    _ask_about_days(filled, breach, contract, old)
    return breach, contract


def _ask_about_days(filled: Filled, breach: Breach, contract: Contract | None, old: Breach | None) -> None:
    """Asks to confirm a breach of long ago, and one older than its contract."""
    told = day_of(breach.board_told) if breach.board_told else None
    for id, value, what in (
        ("discovered", breach.discovered, breach_words.WAS_DISCOVERED),
        ("board_told", told, breach_words.WAS_TOLD),
    ):
        known = getattr(old, id, None)
        ask_if_far(filled, id, value, day_of(known) if known else None, LONG_AGO)
        is_known = old is not None and (old.contract, getattr(old, id)) == (breach.contract, getattr(breach, id))
        executed = contract.executed if contract else None
        if contract and value and executed and value < executed and not is_known:
            doubt = breach_words.before_contract(id=contract.id, executed=executed, what=what, value=value)
            filled.doubt(f"before-contract-{id}", doubt)


def check_notice(filled: Filled, id: str, notice: datetime | None, discovered: date | None, desk: Desk) -> None:
    """Sets an error where the notice would arrive in the future or before the discovery."""
    if notice and notice.date() > desk.today:
        filled.errors[id] = breach_words.FUTURE_NOTICE
    if notice and discovered and notice.date() < discovered:
        filled.errors[id] = breach_words.NOTICE_FIRST


def _contract(filled: Filled, desk: Desk) -> Contract | None:
    id = picked(filled)
    found = desk.store.contract(id.upper()) if id else None
    if id and found is None:
        mark_wrong(filled, breach_words.no_contract(id=id))
    return found


def receipt_moment(told: datetime | None, desk: Desk) -> date | datetime | None:
    """The day of receipt, or the moment where a time was typed."""
    if told is None:
        return None
    return told.date() if told.time() == datetime.min.time() else told.replace(tzinfo=desk.now.tzinfo)


def contract_of(breach: Breach, desk: Desk) -> Contract | None:
    """The contract that the breach names; None for none."""
    return desk.store.contract(breach.contract) if breach.contract else None


def clocks_cite(desk: Desk) -> Citation:
    """The cite that covers both the vendor's clock and the board's."""
    cite = desk.law.clock(NOTICE_RECEIVED, desk.today).cite
    return cite.parent or cite


def counted(breach: Breach, desk: Desk) -> tuple[str, ...]:
    """How the running clocks are counted: the board's once it was told, else the vendor's."""
    if breach.board_told is not None:
        boards = clock_counts(desk.law, NOTICE_RECEIVED, breach.board_told, desk.calendar)
        return tuple(date_words.counted(one, desk.today) for one in boards)
    if breach.discovered is None:
        return ()
    contract = contract_of(breach, desk)
    vendors = (
        _counted_for(event, breach.discovered, term_of(event, breach, contract, desk), desk)
        for event in vendor_events(breach.categories)
    )
    return tuple(one for one in vendors if one)


def _counted_for(event: Event, discovered: date, term: OwnTerm | None, desk: Desk) -> str:
    """How one of the vendor's clocks is counted; by the contract's own term where that is stricter."""
    if term:
        return words.by_contract(term.days, discovered, term.law)
    return " ".join(
        date_words.counted(one, desk.today) for one in clock_counts(desk.law, event, discovered, desk.calendar)
    )


def explanation(breach: Breach, desk: Desk, *, mixed: bool) -> Iterator[str]:
    """Whose clocks run, and what a mixed breach, with both of the vendor's clocks, means."""
    if breach.board_told:
        day = day_of(breach.board_told)
        says = desk.law.on(day).says(str(desk.law.clock(NOTICE_RECEIVED, day).cite), 2)
        yield breach_words.families_first(fact.says for fact in says)
    else:
        yield breach_words.vendor_clock(families_clock(desk))
    if mixed:
        yield breach_words.mixed(*_limits(breach, desk))


def _limits(breach: Breach, desk: Desk) -> tuple[str, str]:
    """How long the vendor has for student information and for other data; a contract's own term is named as such."""
    events, contract = (INFORMATION_BREACHED, OTHERS_BREACHED), contract_of(breach, desk)
    limits = [desk.law.clock(event, breach.discovered or desk.today).within for event in events]
    terms = [term_of(event, breach, contract, desk) for event in events]
    if not any(terms) and limits[0].unit == limits[1].unit:
        return in_words(limits[0]), number_of(limits[1])
    first, second = (
        words.of_contract(term.days) if term else in_words(law) for term, law in zip(terms, limits, strict=True)
    )
    return first, second


def find_breach(id: str, desk: Desk) -> Breach:
    """The breach with that id. Raises Sorry."""
    return find(Breach, id, breach_words.none, desk)


def _deadline_parts(breach: Breach, deadlines: Iterable[Deadline], message: Message, desk: Desk) -> Sequence[Part]:
    """The breach's deadlines; where no date is known, that no clock runs."""
    kept = [deadline for deadline in deadlines if deadline.status is not Status.WITHDRAWN]
    unknown = (Text(breach_words.NO_CLOCK),) if date_is_missing(breach) else ()
    rows = of_record(breach, kept, desk, message) if kept or not unknown else ()
    return (*unknown, *rows)


def timeliness(breach: Breach, desk: Desk) -> Iterator[Part]:
    """Whether the vendor told the board too late, or that this cannot be told."""
    if breach.board_told is None or breach.withdrawn:
        return
    if breach.discovered is None:
        yield Text(breach_words.DISCOVERY_UNKNOWN)
    told = day_of(breach.board_told)
    for one in late_by(breach, contract_of(breach, desk), desk):
        yield Text(words.told_late(told, one.day, one.days, by_contract=one.by_contract), (one.day, told))


def date_is_missing(breach: Breach) -> bool:
    """Whether no clock runs because neither the discovery nor the notice has a date."""
    return not (breach.withdrawn or breach.discovered or breach.board_told)


def received_action(breach: Breach) -> Iterator[Choice]:
    """Buttons for dates that are missing: the discovery and the vendor's notice."""
    if breach.discovered is None:
        yield Choice(ENTER_DISCOVERY, f"correct {breach.id} discovered")
    if breach.board_told is None:
        yield Choice(breach_words.RECEIVED, f"received {breach.id}")


def tone_of(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Tone:
    """The tone of its open deadlines; "incomplete" where the date that starts a clock is missing."""
    running = [deadline for deadline in deadlines if deadline.status is Status.OPEN]
    if date_is_missing(breach) and not overdue(running, desk.today):
        return "incomplete"
    return tone(running, desk) if running else "plain"


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``breach ID``: everything on record about the breach."""
    breach = find_breach(rest, desk)
    with_owner_name = replace(breach, owner=names.display_name(breach.owner, desk))
    deadlines = desk.store.deadlines(record=breach.id)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *_deadline_parts(breach, deadlines, message, desk),
            Facts(tuple(breach_words.rows(with_owner_name, dict(CATEGORIES))), breach_words.days(breach)),
            *timeliness(breach, desk),
        ),
        choices=tuple(_actions(breach)),
        tone=tone_of(breach, deadlines, desk),
        footer=wording.NOT_ADVICE,
    )


def _actions(breach: Breach) -> Iterator[Choice]:
    """The buttons for what can be done with the breach; a withdrawn one can only be restored."""
    if not breach.withdrawn:
        yield from received_action(breach)
        yield Choice(breach_words.NOTICE, f"notice breach {breach.id}")
    yield from usual_actions(breach)


SAY = "log-breach"
"""The command that logs a breach."""


def breach_row(breach: Breach, desk: Desk, says: Sequence[str] = ()) -> Row:
    """One breach: its vendor, id and state, then ``says``, further details."""
    pieces = (breach.id, breach_words.state(breach, desk.today), *says)
    return Row(
        breach_words.name(breach),
        " · ".join(piece for piece in pieces if piece),
        _tone(breach, desk),
        opened_by(breach),
    )


def opened_by(breach: Breach, say: str = "breach") -> Choice:
    """The button that shows the breach, or runs ``say`` on it; labeled with its id and vendor."""
    return Choice(short(f"{breach.id} {breach.vendor}", LONGEST_LABEL), f"{say} {breach.id}")


def _tone(breach: Breach, desk: Desk) -> Tone:
    """The tone of its most pressing open deadline."""
    due = [one for one in desk.store.deadlines(record=breach.id) if one.status is Status.OPEN]
    return list_tone(by_harm(due, desk.today)[:1], desk)


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``breaches [WORDS] [page N]``: those that fit, the newest first; similar vendors where none does."""
    said, page = asked(rest)
    found = [one for one in desk.store.breaches(said) if not one.withdrawn][::-1]
    page_part = part(found, page)
    similar = [] if found else closest(said, [one.vendor for one in desk.store.breaches() if not one.withdrawn])
    log_button = [Choice(breach_words.LOG_ANOTHER, SAY)]
    return Reply(
        title=breach_words.count(len(found), said),
        parts=(
            *((Rows(tuple(breach_row(one, desk) for one in page_part.shown)),) if found else ()),
            *(Text(list_words.did_you_mean(similar)) for _ in similar[:1]),
        ),
        choices=(*offer_names("breaches", similar), *onward("breaches", said, page_part, message, desk), *log_button),
        footer=page_part.told,
    )
